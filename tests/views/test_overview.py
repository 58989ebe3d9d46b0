"""The overview on the real plan: the numbers every page repeats, sentences that are true on any day, downloads that agree."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.builders import a_milestone, a_plan, a_report
from tracker.domain.periods import parse_period
from tracker.exchange.csv_bundle import read
from tracker.text import wording
from tracker.views import area_status, attention, burn_up, datasets, headline, overview
from tracker.views.pages import head

TODAY = date(2026, 11, 22)
DAYS = [date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1)]
KO, EN = wording("ko"), wording("en")
MINE = ("overview", "plan", "burn_up", "areas_status", "attention", "latest_reports", "next_dates")


@pytest.fixture(scope="module")
def plan():
    return read(Path(__file__).parents[2] / "seed_data")


def test_the_headline_numbers(plan):
    n = headline.numbers(plan, TODAY)
    expected = {
        "pillars": 3, "areas": 12, "goals": 99, "milestones": 326, "without_date": 33, "past_due": 139, "done": 6, "done_due": 6,
        "checkable": 6, "completed": 5, "completed_late": 1, "on_track": 1, "watch": 0, "delayed": 10, "not_started": 0,
        "no_report": 309, "no_report_past_due": 123, "no_report_ahead": 153, "no_report_undated": 33, "closed": 0, "lapsed": 11,
        "longest_delay": 236, "reported": 4, "on_time": 5, "judged_on_time": 139, "published_won": 9_900_000_000_000,
        "published_projects": 741, "proposal_won": 10_139_800_000_000, "programmes": 533, "programmes_won": 27_537_241_000_000,
        "disbursed_won": None, "official_on": date(2026, 5, 12), "official_checked": 326, "official_as_scheduled": 288, "official_rest": 38,
        "schedule_index": "ok", "elapsed_months": 10.7, "earned_months": 0.3, "spi_t": 0.026}
    assert {key: n[key] for key in expected} == expected
    assert n["published_on"] == parse_period("2026-03-04")


@pytest.mark.parametrize("day", DAYS)
def test_the_parts_of_what_is_past_due_add_up_on_any_day(plan, day):
    n = headline.numbers(plan, day)
    assert n["past_due"] == n["done_due"] + n["delayed"] + n["no_report_past_due"]
    assert n["no_report"] == n["no_report_past_due"] + n["no_report_ahead"] + n["no_report_undated"]
    shown = sum(n[s] for s in ("done", "on_track", "watch", "delayed", "not_started", "no_report", "closed"))
    assert shown == n["milestones"] == sum(count for _, count in overview.strip(plan, day)["counts"])


@pytest.mark.parametrize(("day", "said"), [
    (date(2025, 6, 1), "Before the plan was adopted"), (date(2026, 2, 25), "None of the 326\u00a0milestones past due yet; 3 confirmed complete"),
    (date(2026, 6, 30), "Of 56\u00a0milestones past due, 5 confirmed complete and 5 delayed"),
    (date(2026, 7, 1), "Of 110\u00a0milestones past due, 6 confirmed complete and 9 delayed"),
    (TODAY, "Of 139\u00a0milestones past due, 6 confirmed complete and 10 delayed. No public report on the other 123"),
    (date(2030, 1, 1), "Of 284\u00a0milestones past due, 6 confirmed complete and 21 delayed"),
])
def test_the_finding_is_true_on_any_day(plan, day, said):
    assert said in overview.finding(plan, day, EN)


@pytest.mark.parametrize(("reports", "said"), [
    ((), "No public report on any of the 1\u00a0milestone past due"),
    ((a_report(state="completed", completed_on="2026-05-01"),), "All 1\u00a0milestone past due confirmed complete"),
    ((a_report(),), "Of 1\u00a0milestone past due, 0 confirmed complete and 1 delayed"),
])
def test_the_finding_has_a_sentence_for_each_outcome(reports, said):
    assert overview.finding(a_plan(milestones=(a_milestone(reports=reports),)), TODAY, EN) == said


def test_a_plan_without_milestones_has_a_finding_and_cards():
    empty = a_plan(milestones=())
    assert overview.finding(empty, TODAY, EN) and len(overview.cards(empty, TODAY, EN)) == 4
    assert burn_up.pace(empty, TODAY, EN) and area_status.table(empty, TODAY, EN)


def test_the_budget_is_no_data_before_it_was_published(plan):
    card = overview.cards(plan, date(2026, 3, 3), KO)[3]
    assert card["value"] == KO("common.no_data")
    assert overview.cards(plan, date(2026, 3, 4), EN)[3]["value"] == "KRW\u00a09.9\u00a0trillion"


def test_attention_lists_the_longest_delays_first(plan):
    rows = attention.rows(plan, TODAY, EN)
    assert [r["code"] for r in rows] == ["M07-05", "M23-02", "M34-03", "M58-01", "M93-01"]
    assert {r["days_late_current"] for r in rows} == {236}
    assert "Q1\u00a02026" in attention.title(plan, TODAY, EN)


def test_attention_weighs_equal_delays():
    late = [a_milestone(f"M01-0{i}", reports=(a_report(),), weight=i) for i in (1, 2, 3)]
    plan = a_plan(milestones=tuple(late))
    assert [r["code"] for r in attention.rows(plan, TODAY, EN)] == ["M01-03", "M01-02", "M01-01"]


def test_the_next_dates(plan):
    rows = attention.next_dates(plan, TODAY, EN)
    assert [(r["on"], r["days"], r["milestones"]) for r in rows[:3]] == [
        (date(2026, 12, 31), 39, 67), (date(2027, 1, 22), 61, None), (date(2027, 3, 31), 129, 34)]
    assert attention.next_dates(plan, date(2026, 6, 30), EN)[0]["days"] == 0, "a quarter's last day is still to come"


def test_the_latest_reports(plan):
    rows = attention.report_rows(plan, TODAY, EN)
    assert [(r["code"], r["reported_on"], r["status"]) for r in rows[:2]] == [
        ("M12-01", date(2026, 7, 1), "completed_late"), ("M02-01", date(2026, 6, 18), "delayed")]
    assert attention.report_rows(plan, date(2025, 6, 1), EN) == []


def test_areas_add_up_to_the_plan(plan):
    rows, n = area_status.rows(plan, TODAY, EN), headline.numbers(plan, TODAY)
    assert len(rows) == 12 and sum(r["milestones"] for r in rows) == 326 and sum(r["goals"] for r in rows) == 99
    for group, whole in (("done", "done"), ("delayed", "delayed"), ("silent_past_due", "no_report_past_due")):
        assert sum(r[group] for r in rows) == n[whole]
    assert all(sum(r[group] for group in area_status.GROUPS) == r["milestones"] for r in rows)
    society = next(r for r in rows if r["code"] == "A11")
    assert (society["milestones"], society["silent_past_due"], society["next_due_count"]) == (68, 24, 13)


def test_the_burn_up_of_the_real_plan(plan):
    rows = burn_up.rows(plan, TODAY, EN)
    assert [r["planned_current"] for r in rows] == [56, 110, 139, 206, 240, 251, 255, 278, 281, 281, 281, 284]
    assert [r["accepted"] for r in rows[:5]] == [4, 5, 6, 6, None]
    chart = burn_up.chart(plan, TODAY)
    assert (chart["past_due"], chart["accepted"], chart["undated"], chart["later"]) == (139, 6, 33, 9)


@pytest.mark.parametrize(("day", "said"), [
    (date(2025, 6, 1), "has not begun"), (date(2026, 5, 1), "Less than 15%"), (TODAY, "10.7 of the plan's 36 months"),
    (date(2030, 1, 1), "12 months after the end"),
])
def test_the_pace_is_said_or_said_to_be_too_early(plan, day, said):
    assert said in burn_up.pace(plan, day, EN)


def test_the_pace_says_why_it_is_low(plan):
    assert "123 of the 139" in burn_up.pace(plan, TODAY, EN)
    heard = replace(plan, milestones=tuple(m for m in plan.milestones if m.reports))
    assert "no report" not in burn_up.pace(heard, TODAY, EN)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("key", MINE)
def test_downloads_have_exactly_their_columns_on_any_day(plan, key, day, language):
    found = datasets.table(plan, day, wording(language), key, {})
    named = [c.key for c in found.columns]
    assert all(set(named) <= set(row) for row in found.rows)
    assert all(c.label(wording(language)) for c in found.columns) and f"dataset.{key}_about" in wording(language)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("day", DAYS)
def test_the_head_of_the_page_speaks_on_any_day(plan, day, language):
    found = head(plan, day, wording(language), "overview", {})
    assert found.description and len(found.facts) >= 5


def test_what_needs_a_look_leads_only_to_what_is_there(plan):
    early, quiet = attention.of_how_many(plan, date(2026, 1, 15), EN), attention.of_how_many(a_plan(), TODAY, EN)
    assert (early["status"], early["all"]) == ("watch", "See all 1") and "issue" in early["words"]
    assert attention.of_how_many(plan, TODAY, EN)["status"] == "delayed"
    assert quiet["status"] in ("no_report_past_due", None) and (quiet["all"] is None) == (quiet["status"] is None)


@pytest.mark.parametrize("t", [KO, EN])
def test_one_bar_is_not_called_two(plan, t):
    from tracker.charts import status_strip
    alone, both = (status_strip.subtitle(overview.strip(plan, day), t) for day in (date(2026, 1, 15), TODAY))
    assert alone == t("strip.subtitle_alone") and both == t("strip.subtitle")
