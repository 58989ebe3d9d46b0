"""Ministries on the real plan: sums equal the plan, the order is statutory, and every day gives a true sentence."""

from datetime import date

import pytest

from tests import builders as b
from tracker.text import wording
from tracker.views import headline, ministries, ministry
from tracker.views.datasets import table
from tracker.views.state import assessments

TODAY = date(2026, 11, 22)
DAYS = (date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1))
KO, EN = wording("ko"), wording("en")


@pytest.mark.parametrize("on", DAYS)
def test_sums_over_bodies_are_the_plan(real_plan, on):
    each, whole = ministries.standings(real_plan, on).values(), headline.numbers(real_plan, on)
    for name, of_plan in (("milestones", "milestones"), ("past_due", "past_due"), ("done", "done"), ("delayed", "delayed"),
                          ("silent", "no_report_past_due"), ("silent_ahead", "no_report_ahead"), ("undated", "no_report_undated"),
                          ("reported", "reported"), ("programmes", "programmes"), ("won", "programmes_won")):
        assert sum(n[name] or 0 for n in each) == whole[of_plan] == (ministries.whole(real_plan, on)[name] or 0), name


def test_the_numbers_of_one_ministry(real_plan):
    n = ministries.standings(real_plan, TODAY)["MSIT"]
    assert (n["goals"], n["milestones"], n["cooperating"], n["programmes"]) == (46, 105, 73, 192)
    assert (n["past_due"], n["done"], n["delayed"], n["silent"], n["reported"]) == (49, 2, 5, 42, 4)
    assert n["won"] == 8_792_410_000_000 and n["median_slip"] == 145.0


def test_bodies_stand_in_the_statutory_order_and_never_by_value(real_plan):
    rows = ministries.table_rows(real_plan, TODAY, KO)["rows"]
    ranks = [real_plan.organisation(row["code"]).rank for row in rows]
    assert ranks == sorted(ranks) and len(rows) == 32
    assert [r["milestones"] for r in rows] != sorted((r["milestones"] for r in rows), reverse=True)


def test_renamed_bodies_are_kept_with_their_successors(real_plan):
    assert ministry.identity(real_plan, "MOEF")["successors"] == ("MOFE", "MPB")
    assert ministry.identity(real_plan, "MODS")["predecessors"] == ("KOSTAT",)
    listed = {row["code"] for row in ministries.others(real_plan, TODAY, KO)}
    assert "MOEF" not in listed and "MOEF" in {row["code"] for row in ministries.others(real_plan, date(2025, 6, 1), KO)}
    assert {row["code"] for row in table(real_plan, TODAY, KO, "ministries", {}).rows} >= {"MOEF", "KOSTAT"}


@pytest.mark.parametrize("on, heard", [(date(2025, 6, 1), 0), (date(2026, 6, 30), 8), (TODAY, 1), (date(2030, 1, 1), 0)])
def test_the_finding_counts_who_has_reported(real_plan, on, heard):
    said = ministries.finding(real_plan, on, EN)
    assert said.startswith("None of the 32" if not heard else f"{32 - heard} of the 32")


def test_all_reported_and_none_leading_have_sentences_of_their_own():
    plan = b.a_plan(milestones=(b.a_milestone(reports=(b.a_report(on="2026-11-01"),)),))
    assert ministries.finding(plan, TODAY, EN).startswith("All 1")
    assert ministries.table_rows(b.a_plan(milestones=(), goals=()), TODAY, EN)["rows"] == []


def test_work_is_ordered_by_urgency(real_plan):
    rows = ministry.work(real_plan, TODAY, KO, "MSIT", "lead")
    found = assessments(real_plan, TODAY)
    overdue = [found[r["code"]].overdue for r in rows]
    assert len(rows) == 105 and overdue == sorted(overdue, reverse=True) and sum(overdue) == 47
    dues = [r["due"] for r in rows if r["overdue"]]
    assert dues == sorted(dues)
    assert [found[r["code"]].done for r in rows[-2:]] == [True, True]


def test_next_deadlines_count_only_open_milestones(real_plan):
    first = ministry.next_due(real_plan, TODAY, "MSIT")[0]
    assert (first["on"], first["days"], first["milestones"]) == (date(2026, 12, 31), 39, 26)
    assert ministry.next_due(real_plan, date(2040, 1, 1), "MSIT") == []


@pytest.mark.parametrize("asked, page", [("", 1), ("2", 2), ("99", 11), ("0", 1), ("x", 1), ("-3", 1), ("²", 1)])
def test_a_page_number_out_of_range_is_the_nearest_page(asked, page):
    assert ministry.page_of([{}] * 105, asked).page == page


def test_a_body_that_leads_nothing_has_no_figures_about_leading(real_plan):
    labels = lambda code: [label for label, _ in ministry.fact_pairs(real_plan, TODAY, EN, code)]
    assert len(labels("MSIT")) == 6 and "Median days late" not in labels("BAI") and len(labels("BAI")) == 4
    assert dict(ministry.fact_pairs(real_plan, TODAY, EN, "JOINT"))["2026 enacted"] == "no programme"


def test_money_by_stage_says_how_many_programmes_report(real_plan):
    rows = {(r["fiscal_year"], r["stage"]): r for r in ministry.money_by_stage(real_plan, "MSIT")}
    assert rows[2026, "enacted"]["won"] == 8_792_410_000_000 and rows[2026, "enacted"]["missing_programmes"] == 0
    assert rows[2026, "proposal"]["reported_programmes"] == 187
    assert (2026, "disbursed") not in rows  # no data is no row, never zero


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("t", (KO, EN))
def test_every_body_has_its_page_in_words_on_every_day(real_plan, on, t):
    for o in real_plan.organisations:
        facts = ministry.facts(real_plan, on, t, {"code": o.code})
        assert facts.subject and facts.finding and len(facts.lines) == 2
        ministry.fact_pairs(real_plan, on, t, o.code), ministry.identity_notes(real_plan, t, o.code)
