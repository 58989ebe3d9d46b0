"""The brief: in its order, never more lines than fit, nothing made up where nobody has said anything."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import a_milestone, a_plan, a_rebaseline, a_report, words
from tracker.exchange.csv_bundle import read
from tracker.text import wording
from tracker.views import brief, datasets

TODAY = date(2026, 11, 22)
DAYS = [date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2026, 12, 5), date(2030, 1, 1)]
KO, EN = wording("ko"), wording("en")


@pytest.fixture(scope="module")
def plan():
    return read(Path(__file__).parents[2] / "seed_data")


def test_the_status_stands_against_the_end_of_the_last_quarter(plan):
    finding, cycle, official = brief.status_lines(plan, TODAY, EN)
    assert "139" in finding and "288 of 326 as scheduled (88.3%)" in official
    assert "30\u00a0Sep\u00a02026" in cycle and "done 6→6, delayed 9→10, past due without a report 95→123" in cycle
    assert "no cycle to compare" in brief.status_lines(plan, date(2026, 2, 25), EN)[1]


def test_the_decisions_of_the_real_plan(plan):
    delayed, silent = brief.decisions(plan, TODAY, EN)
    assert "10\u00a0delayed milestones" in delayed["title"] and delayed["text"].endswith("on record: 0.")
    assert silent["title"] == "123\u00a0reports owed" and "MSIT 42, MOE 15, MOTIR 11 and others" in silent["text"]


def test_a_moved_deadline_is_on_record():
    late = a_milestone(reports=(a_report(),), rebaselines=(a_rebaseline(due="2026 Q3"),))
    assert "on record: 1" in brief.decisions(a_plan(milestones=(late,)), TODAY, EN)[0]["text"]


def test_the_worst_delays_name_days_cause_and_recovery(plan):
    rows = brief.worst(plan, TODAY, EN)
    assert [(r["code"], r["days_late_current"], r["cause"], r["recovery"]) for r in rows] == [
        ("M07-05", 236, "n/a", "Jun\u00a02026 (passed)"), ("M23-02", 236, "n/a", "n/a"), ("M34-03", 236, "n/a", "n/a")]
    assert "7 more" in brief.other_delays(plan, TODAY, EN)


def test_a_named_cause_is_shown():
    late = a_milestone(reports=(a_report(obstacle="Procurement", forecast="2027 Q1"),))
    row = brief.worst(a_plan(milestones=(late,)), TODAY, EN)[0]
    assert (row["cause"], row["recovery"]) == (words("Procurement").en, "Q1\u00a02027")


def test_nothing_done_gives_the_last_thing_done_and_nothing_due_the_next_date(plan):
    assert brief.done(plan, TODAY, EN)["count"] == 0 and "1\u00a0Jul\u00a02026" in brief.done(plan, TODAY, EN)["note"]
    assert brief.due_soon(plan, TODAY, EN) == {"count": 0, "items": [], "note": "67 due on 31\u00a0Dec\u00a02026, in 39\u00a0days"}
    busy = brief.due_soon(plan, date(2026, 12, 5), EN)
    assert (busy["count"], len(busy["items"]), busy["note"]) == (67, 5, "62 more")


def test_thirty_days_ahead_is_the_edge(plan):
    assert brief.due_soon(plan, date(2026, 12, 1), EN)["count"] == 67
    assert brief.due_soon(plan, date(2026, 11, 30), EN)["count"] == 0


def test_money_and_indicators(plan):
    money = brief.money_lines(plan, TODAY, EN)
    assert money["value"] == "KRW\u00a09.9\u00a0trillion" and "KRW\u00a010.14\u00a0trillion" in money["line"] and "Spent: n/a" in money["line"]
    assert [(i["code"], i["value"], i["verdict"]) for i in brief.headline_indicators(plan, TODAY, EN)] == [
        ("GPU_ALLOC", 4224, "on_path"), ("GPU_GOV", 13000, "not_measurable")]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("t", [KO, EN])
def test_the_brief_never_grows_and_always_speaks(plan, day, t):
    assert len(brief.decisions(plan, day, t)) <= 3 and len(brief.worst(plan, day, t)) <= 3
    for part in (brief.done(plan, day, t), brief.due_soon(plan, day, t)):
        assert len(part["items"]) <= 5 and (part["items"] or part["note"])
    assert all(brief.status_lines(plan, day, t)) and datasets.table(plan, day, t, "brief", {}).rows


def test_an_empty_plan_has_a_brief():
    empty = a_plan(milestones=())
    assert brief.decisions(empty, TODAY, EN) == [] and brief.worst(empty, TODAY, EN) == []
    assert brief.done(empty, TODAY, EN)["note"] and brief.due_soon(empty, TODAY, EN)["note"] == "No dates ahead"


def test_the_worst_delays_name_both_dates():
    late = a_milestone(reports=(a_report(on="2026-10-01"),), rebaselines=(a_rebaseline(due="2026 Q3"),))
    plan = a_plan(milestones=(late, a_milestone("M01-02", reports=(a_report("R-2", on="2026-10-01"),))))
    assert [x["dues"].replace("\u00a0", " ") for x in brief.worst(plan, TODAY, EN)] == ["Q2 2026", "Q2 2026 → Q3 2026"]
