"""The schedule status of a milestone: both sides of every edge, the order of the rows, and any day at all.

The default milestone is due 2026 Q2 (2026-06-30); the reporting window is 184 days.
"""

from dataclasses import replace

import pytest
from hypothesis import Phase, assume, find, settings
from hypothesis import strategies as st

from tests.builders import a_closure, a_full_plan, a_milestone, a_plan, a_rebaseline, a_report
from tests.domain.cases import (
    ANY_DAY, THRESHOLDS, completed, days, for_any, milestones, not_begun, table, the, under_way,
)
from tracker.domain.plan import Thresholds
from tracker.domain.schedule import SHOWN, Status, Timing, assess, assess_all


def status_of(milestone, as_of: str):
    return assess(milestone, the(as_of), THRESHOLDS)


def of(*reports, due: str | None = "2026 Q2", **changes):
    return a_milestone(original_due=due, reports=reports, **changes)


UNDATED = None
MOVED = (a_rebaseline("2026-06-01", "2026 Q4"),)


@pytest.mark.parametrize("milestone, as_of, shown", table(
    # the deadline
    ("silent, on the quarter's last day", of(), "2026-06-30", "no_report_ahead"),
    ("silent, the day after", of(), "2026-07-01", "no_report_past_due"),
    ("under way, on the quarter's last day", of(under_way("2026-05-12")), "2026-06-30", "on_track"),
    ("under way, the day after", of(under_way("2026-05-12")), "2026-07-01", "delayed"),
    ("due on a day, that day", of(due="2026-05-20"), "2026-05-20", "no_report_ahead"),
    ("due on a day, the day after", of(due="2026-05-20"), "2026-05-21", "no_report_past_due"),
    ("due in a year, its last day", of(due="2026"), "2026-12-31", "no_report_ahead"),
    ("due in a year, the day after", of(due="2026"), "2027-01-01", "no_report_past_due"),
    # the reporting window
    ("report 184 days old", of(under_way("2026-05-12"), due="2027 Q4"), "2026-11-12", "on_track"),
    ("report 185 days old", of(under_way("2026-05-12"), due="2027 Q4"), "2026-11-13", "no_report_ahead"),
    ("old report, past due", of(under_way("2026-05-12")), "2026-11-13", "delayed"),
    ("report of the same day", of(under_way("2026-05-12")), "2026-05-12", "on_track"),
    ("report of the next day", of(under_way("2026-05-12")), "2026-05-11", "no_report_ahead"),
    # completion
    ("completed on the due date", of(completed("2026-07-05", "2026-06-30")), "2026-07-05", "completed"),
    ("completed a day later", of(completed("2026-07-05", "2026-07-01")), "2026-07-05", "completed_late"),
    ("completed, reported tomorrow", of(completed("2026-07-05", "2026-06-30")), "2026-07-04", "no_report_past_due"),
    ("completed in the quarter due", of(completed("2026-07-05", "2026 Q2")), "2026-07-05", "completed"),
    ("completed in the quarter after", of(completed("2026-11-05", "2026 Q3")), "2026-11-05", "completed_late"),
    ("completed long ago", of(completed("2026-03-05")), "2028-12-31", "completed"),
    ("completed before the plan's adoption", of(completed("2026-01-05", "2025-12-20")), "2026-02-25", "completed"),
    ("completed, quarter not over, due inside it", of(completed("2026-05-10", "2026 Q2"), due="2026-05-31"),
     "2026-06-10", "completed"),
    ("completed without evidence, due ahead", of(completed("2026-05-12", grade="V0")), "2026-06-30", "on_track"),
    ("completed without evidence, past due", of(completed("2026-05-12", grade="V0")), "2026-07-01", "delayed"),
    ("completed with evidence attached", of(completed("2026-05-12", grade="V1")), "2026-07-01", "completed"),
    ("completed without a day", of(a_report(on="2026-05-12", state="completed")), "2026-07-01", "delayed"),
    # who said it and when
    ("draft ignored", of(completed("2026-05-12", record="draft")), "2026-06-30", "no_report_ahead"),
    ("submitted ignored", of(completed("2026-05-12", record="submitted")), "2026-06-30", "no_report_ahead"),
    ("returned ignored", of(completed("2026-05-12", record="returned")), "2026-06-30", "no_report_ahead"),
    ("approved counts", of(completed("2026-05-12", record="approved")), "2026-06-30", "completed"),
    ("published counts", of(completed("2026-05-12", record="published")), "2026-06-30", "completed"),
    ("a checkpoint's report is not the milestone's", of(completed("2026-05-12", checkpoint=1)), "2026-06-30", "no_report_ahead"),
    ("the later report wins", of(not_begun("2026-03-02"), under_way("2026-05-12")), "2026-06-30", "on_track"),
    ("the later report wins, whatever the order", of(under_way("2026-05-12"), not_begun("2026-03-02")), "2026-06-30", "on_track"),
    ("a later report takes completion back", of(completed("2026-04-12"), under_way("2026-05-12")), "2026-06-30", "on_track"),
    ("a returned later report changes nothing", of(completed("2026-04-12"), under_way("2026-05-12", record="returned")),
     "2026-06-30", "completed"),
    ("of two reports of one day the last stands", of(under_way("2026-05-12"), completed("2026-05-12")), "2026-06-30", "completed"),
    ("completion confirmed later without evidence stays", of(completed("2026-04-12"), completed("2026-05-12", grade="V0")),
     "2026-07-01", "completed"),
    ("completion after a re-opening needs evidence again",
     of(completed("2026-03-12"), under_way("2026-04-12"), completed("2026-05-12", grade="V0")), "2026-07-01", "delayed"),
    # re-baselining
    ("moved tomorrow", of(rebaselines=(a_rebaseline("2026-07-02"),)), "2026-07-01", "no_report_past_due"),
    ("moved today", of(rebaselines=(a_rebaseline("2026-07-01"),)), "2026-07-01", "no_report_ahead"),
    ("moved, new last day", of(under_way("2026-08-01"), rebaselines=MOVED), "2026-12-31", "on_track"),
    ("moved, the day after", of(under_way("2026-08-01"), rebaselines=MOVED), "2027-01-01", "delayed"),
    ("moved, completed in the new time", of(completed("2026-08-01"), rebaselines=MOVED), "2026-12-31", "completed_late"),
    ("moved twice, the later move counts", of(rebaselines=(a_rebaseline("2026-06-01", "2026 Q4"), a_rebaseline("2026-09-01", "2027 Q1"))),
     "2027-03-31", "no_report_ahead"),
    ("moved twice, whatever the order", of(rebaselines=(a_rebaseline("2026-09-01", "2027 Q1"), a_rebaseline("2026-06-01", "2026 Q4"))),
     "2027-03-31", "no_report_ahead"),
    ("moved forward", of(rebaselines=(a_rebaseline("2026-03-01", "2026 Q1"),)), "2026-04-01", "no_report_past_due"),
    ("an undated one given a date", of(due=UNDATED, rebaselines=MOVED), "2027-01-01", "no_report_past_due"),
    # closure
    ("closed today", of(closure=a_closure("2026-07-01")), "2026-07-01", "closed"),
    ("closed tomorrow", of(closure=a_closure("2026-07-02")), "2026-07-01", "no_report_past_due"),
    # forecast, obstacle, not begun
    ("forecast on the last day", of(under_way("2026-05-12", forecast="2026-06-30")), "2026-06-01", "on_track"),
    ("forecast a day later", of(under_way("2026-05-12", forecast="2026-07-01")), "2026-06-01", "watch"),
    ("forecast the same quarter", of(under_way("2026-05-12", forecast="2026 Q2")), "2026-06-01", "on_track"),
    ("forecast late against the original only", of(under_way("2026-05-12", forecast="2026 Q4"), rebaselines=MOVED),
     "2026-06-01", "on_track"),
    ("forecast late, deadline not moved yet", of(under_way("2026-05-12", forecast="2026 Q4"), rebaselines=MOVED),
     "2026-05-31", "watch"),
    ("an open issue", of(under_way("2026-05-12", obstacle="No bidder")), "2026-06-01", "watch"),
    ("not started, due ahead", of(not_begun("2026-05-12")), "2026-06-30", "not_started"),
    ("not started, past due", of(not_begun("2026-05-12")), "2026-07-01", "delayed"),
    # undated: the same states without due-date tests
    ("undated, silent", of(due=UNDATED), "2028-12-31", "no_report_undated"),
    ("undated, not started", of(not_begun("2026-05-12"), due=UNDATED), "2026-06-01", "not_started"),
    ("undated, under way", of(under_way("2026-05-12"), due=UNDATED), "2026-06-01", "on_track"),
    ("undated, any forecast", of(under_way("2026-05-12", forecast="2030"), due=UNDATED), "2026-06-01", "on_track"),
    ("undated, an open issue", of(under_way("2026-05-12", obstacle="No bidder"), due=UNDATED), "2026-06-01", "watch"),
    ("undated, report 184 days old", of(under_way("2026-05-12"), due=UNDATED), "2026-11-12", "on_track"),
    ("undated, report 185 days old", of(under_way("2026-05-12"), due=UNDATED), "2026-11-13", "no_report_undated"),
    ("undated, completed", of(completed("2026-05-12"), due=UNDATED), "2028-12-31", "completed"),
    ("undated, closed", of(due=UNDATED, closure=a_closure()), "2026-06-01", "closed"),
))
def test_status(milestone, as_of, shown):
    assert status_of(milestone, as_of).shown == shown


def test_the_first_row_that_fits_answers():
    """One milestone to which every row applies; taking the facts away one by one uncovers the next row."""
    late = "2026-07-01"
    silent = "2026-12-01"
    blocked = not_begun("2026-05-12", forecast="2027 Q1", obstacle="No bidder")
    layers = [
        (of(blocked, completed("2026-06-01"), closure=a_closure()), late, "closed"),
        (of(blocked, completed("2026-06-01")), late, "completed"),
        (of(blocked), late, "delayed"),
        (of(blocked, due="2026 Q4"), silent, "no_report_ahead"),
        (of(blocked, due="2026 Q4"), late, "not_started"),
        (of(replace(blocked, state=under_way("2026-05-12").state), due="2026 Q4"), late, "watch"),
        (of(under_way("2026-05-12"), due="2026 Q4"), late, "on_track"),
    ]
    assert [status_of(m, day).shown for m, day, _ in layers] == [shown for _, _, shown in layers]


@pytest.mark.parametrize("milestone, as_of, original, current", table(
    ("on the day", of(completed("2026-07-05", "2026-06-30")), "2026-12-31", 0, 0),
    ("ten days early", of(completed("2026-06-20")), "2026-12-31", -10, -10),
    ("a day late", of(completed("2026-07-01")), "2026-12-31", 1, 1),
    ("late against the original, early against the current", of(completed("2026-07-31"), rebaselines=MOVED), "2026-12-31", 31, -153),
    ("late against both", of(completed("2027-01-01"), rebaselines=MOVED), "2027-01-01", 185, 1),
    ("known to a quarter: its last day", of(completed("2026-11-05", "2026 Q3")), "2026-12-31", 92, 92),
    ("known to the quarter of its report: the report's day", of(completed("2026-07-10", "2026 Q3")), "2026-12-31", 10, 10),
    ("delayed by a day", of(under_way("2026-05-12")), "2026-07-01", 1, 1),
    ("delayed after a move", of(under_way("2026-08-01"), rebaselines=MOVED), "2027-01-01", 185, 1),
    ("silent and past due", of(), "2026-07-01", None, 1),
    ("silent and ahead", of(), "2026-06-30", None, None),
    ("on track", of(under_way("2026-05-12")), "2026-06-30", None, None),
    ("undated and done", of(completed("2026-07-05"), due=UNDATED), "2026-12-31", None, None),
    ("undated, given a date, delayed", of(under_way("2026-08-01"), due=UNDATED, rebaselines=MOVED), "2027-01-01", None, 1),
))
def test_days_late_against_the_original_and_the_current_deadline(milestone, as_of, original, current):
    answer = status_of(milestone, as_of)
    assert (answer.days_late, answer.days_late_current) == (original, current)


@pytest.mark.parametrize("milestone, as_of, reason, inputs", table(
    ("closed", of(closure=a_closure(into="M01-02", kind="merged")), "2026-06-01", "closed_merged",
     {"closed_on": the("2026-06-01"), "resolution": "R01", "into": "M01-02"}),
    ("scaled back", of(closure=a_closure(kind="scaled_back")), "2026-06-01", "closed_scaled_back", {"into": ""}),
    ("dropped", of(closure=a_closure()), "2026-06-01", "closed_dropped", {}),
    ("completed", of(completed("2026-06-20")), "2026-07-01", "completed", {"days": 10}),
    ("completed late", of(completed("2026-07-31"), rebaselines=MOVED), "2026-12-31", "completed_late", {"days": 31}),
    ("completed, undated", of(completed("2026-06-20"), due=UNDATED), "2026-07-01", "completed_undated", {}),
    ("delayed", of(under_way("2026-05-12")), "2026-07-10", "delayed", {"days_past": 10, "reported_on": the("2026-05-12")}),
    ("never reported, ahead", of(), "2026-06-20", "never_reported_ahead", {"days_past": -10}),
    ("never reported, past due", of(), "2026-07-10", "never_reported_past_due", {"days_past": 10}),
    ("never reported, undated", of(due=UNDATED), "2026-07-10", "never_reported_undated", {}),
    ("lapsed, ahead", of(under_way("2026-05-12"), due="2027"), "2026-11-13", "report_lapsed_ahead", {"age": 185, "window": 184}),
    ("lapsed, undated", of(under_way("2026-05-12"), due=UNDATED), "2026-11-13", "report_lapsed_undated", {"age": 185}),
    ("not started", of(not_begun("2026-05-12")), "2026-06-01", "not_started", {"age": 20}),
    ("forecast late", of(under_way("2026-05-12", forecast="2026-07-01")), "2026-06-01", "forecast_late", {"age": 20}),
    ("obstacle", of(under_way("2026-05-12", obstacle="No bidder")), "2026-06-01", "obstacle", {"age": 20}),
    ("on track", of(under_way("2026-05-12")), "2026-06-01", "on_track", {"age": 20}),
    ("on track, undated", of(under_way("2026-05-12"), due=UNDATED), "2026-06-01", "on_track_undated", {"age": 20}),
))
def test_a_status_gives_its_reason_and_what_it_looked_at(milestone, as_of, reason, inputs):
    answer = status_of(milestone, as_of)
    assert answer.reason == reason
    assert answer.inputs["as_of"] == the(as_of)
    assert inputs.items() <= answer.inputs.items()
    assert ("due" in answer.inputs) == (answer.due is not None) == (answer.timing is not Timing.UNDATED)


@pytest.mark.parametrize("milestone, as_of, overdue, finished", table(
    ("silent, ahead", of(), "2026-06-30", False, False),
    ("silent, past due", of(), "2026-07-01", True, False),
    ("delayed", of(under_way("2026-05-12")), "2026-07-01", True, False),
    ("completed late", of(completed("2026-07-01")), "2026-07-01", False, True),
    ("closed past due", of(closure=a_closure()), "2026-07-01", False, False),
    ("undated", of(due=UNDATED), "2028-12-31", False, False),
))
def test_overdue_is_past_due_and_neither_done_nor_closed(milestone, as_of, overdue, finished):
    answer = status_of(milestone, as_of)
    assert (answer.overdue, answer.done) == (overdue, finished)


def test_the_report_shown_is_the_one_that_decides():
    proof, confirmed = completed("2026-04-12"), completed("2026-05-12", grade="V0")
    assert status_of(of(proof, confirmed), "2026-06-01").report == proof
    assert status_of(of(under_way("2026-04-12"), not_begun("2026-05-12")), "2026-06-01").report.on == the("2026-05-12")
    assert status_of(of(), "2026-06-01").report is None


@pytest.mark.parametrize("window, shown", [(19, "no_report_ahead"), (20, "on_track")])
def test_the_reporting_window_comes_from_the_plan(window, shown):
    answer = assess(of(under_way("2026-05-12")), the("2026-06-01"), Thresholds(reporting_window_days=window))
    assert (answer.shown, answer.inputs["window"]) == (shown, window)
    plan = a_plan(milestones=(of(under_way("2026-05-12")),))
    plan = replace(plan, head=replace(plan.head, thresholds=Thresholds(reporting_window_days=window)))
    assert assess_all(plan, the("2026-06-01"))["M01-01"].shown == shown


@for_any(milestones(), days)
def test_any_milestone_has_exactly_one_status_on_any_day(milestone, as_of):
    answer = assess(milestone, as_of, THRESHOLDS)
    assert answer.status in Status and answer.shown in SHOWN and answer.reason
    assert answer.shown.startswith(answer.status.value)
    assert answer.original_due == milestone.original_due
    assert not (answer.shown == "no_report_past_due" and answer.report and answer.timing is not Timing.PAST_DUE)
    if answer.timing is Timing.PAST_DUE:
        assert answer.status in {Status.CLOSED, Status.COMPLETED, Status.COMPLETED_LATE, Status.DELAYED, Status.NO_REPORT}


@pytest.mark.parametrize("shown", SHOWN)
def test_the_examples_reach_every_status(shown):
    """Otherwise the properties around would hold of nothing; raises NoSuchExample."""
    enough = settings(max_examples=3000, phases=(Phase.generate,), database=None, deadline=None)
    find(st.tuples(milestones(), days), lambda pair: assess(*pair, THRESHOLDS).shown == shown, settings=enough)


@for_any(milestones(), days)
def test_what_is_not_accepted_changes_nothing(milestone, as_of):
    accepted = replace(milestone, reports=tuple(r for r in milestone.reports if r.accepted))
    assert assess(milestone, as_of, THRESHOLDS) == assess(accepted, as_of, THRESHOLDS)


@for_any(milestones(), days)
def test_the_order_in_which_facts_are_stored_changes_nothing(milestone, as_of):
    for facts in (milestone.reports, milestone.rebaselines):
        assume(len({f.on for f in facts}) == len(facts))  # of two facts of one day the last stored stands
    turned = replace(milestone, reports=milestone.reports[::-1], rebaselines=milestone.rebaselines[::-1])
    assert assess(milestone, as_of, THRESHOLDS) == assess(turned, as_of, THRESHOLDS)


@for_any(milestones(), days)
def test_what_comes_later_is_not_known_yet(milestone, as_of):
    known = replace(
        milestone, reports=tuple(r for r in milestone.reports if r.on <= as_of),
        rebaselines=tuple(r for r in milestone.rebaselines if r.on <= as_of),
        closure=milestone.closure if milestone.closure and milestone.closure.on <= as_of else None)
    assert assess(milestone, as_of, THRESHOLDS) == assess(known, as_of, THRESHOLDS)


@pytest.mark.parametrize("as_of", ANY_DAY)
def test_every_milestone_of_a_plan_has_a_status_on_any_day(as_of):
    plan = a_full_plan()
    assert list(assess_all(plan, as_of)) == [m.code for m in plan.milestones]
