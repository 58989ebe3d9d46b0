"""What moved between two dates, kept apart from what joined or left."""

from dataclasses import replace

import pytest

from tests.builders import a_closure, a_full_plan, a_milestone, a_plan
from tests.domain.cases import ANY_DAY, completed, days, for_any, many_milestones, table, the, under_way
from tracker.domain.changes import Comparison, Movement, compare


def plan_of(*milestones):
    return a_plan(milestones=milestones)


SILENT = a_milestone("M01-01")
GOING = a_milestone("M01-01", reports=(under_way("2026-05-12"),))
DONE = a_milestone("M01-01", reports=(completed("2026-06-20"),))
DROPPED = a_milestone("M01-01", closure=a_closure("2026-06-15"))
OTHER = a_milestone("M01-02")


@pytest.mark.parametrize("before, after, joined, left, moved, unchanged", table(
    ("nothing happened", [SILENT], [SILENT], [], [], [], 1),
    ("a first report", [SILENT], [GOING], [], [], [("M01-01", "no_report_ahead", "on_track")], 0),
    ("completed", [GOING], [DONE], [], [], [("M01-01", "on_track", "completed")], 0),
    ("added", [SILENT], [SILENT, OTHER], ["M01-02"], [], [], 1),
    ("removed", [SILENT, OTHER], [OTHER], [], ["M01-01"], [], 1),
    ("closed", [GOING, OTHER], [DROPPED, OTHER], [], ["M01-01"], [], 1),
    ("closed before and after", [DROPPED], [replace(DROPPED)], [], ["M01-01"], [], 0),
    ("added, already closed", [OTHER], [DROPPED, OTHER], [], [], [], 1),
    ("one in, one out", [SILENT], [OTHER], ["M01-02"], ["M01-01"], [], 0),
))
def test_membership_and_movement_between_two_plans(before, after, joined, left, moved, unchanged):
    answer = compare(plan_of(*before), the("2026-05-31"), plan_of(*after), the("2026-06-30"))
    assert answer == Comparison(tuple(joined), tuple(left), tuple(Movement(*m) for m in moved), unchanged)


@pytest.mark.parametrize("first, last, moved", table(
    ("the quarter ends", "2026-06-30", "2026-07-01", [("M01-01", "no_report_ahead", "no_report_past_due")]),
    ("within the quarter", "2026-06-29", "2026-06-30", []),
))
def test_time_alone_moves_a_status(first, last, moved):
    plan = plan_of(SILENT)
    assert compare(plan, the(first), plan, the(last)).moved == tuple(Movement(*m) for m in moved)


def test_a_closure_is_a_leaving_on_its_day():
    plan = plan_of(DROPPED)
    assert [compare(plan, the("2026-06-01"), plan, the(on)).left for on in ("2026-06-14", "2026-06-15")] == [(), ("M01-01",)]


@for_any(many_milestones(), days)
def test_a_plan_compared_with_itself_has_no_changes(rows, on):
    answer = compare(plan_of(*rows), on, plan_of(*rows), on)
    assert (answer.joined, answer.left, answer.moved) == ((), (), ())


@for_any(many_milestones(), many_milestones(), days, days)
def test_every_milestone_is_in_one_place(before, after, first, last):
    """Open then + joined − left = open now, and what stayed either moved or did not."""
    there, back = compare(plan_of(*before), first, plan_of(*after), last), compare(plan_of(*after), last, plan_of(*before), first)
    assert (there.joined, there.left) == (back.left, back.joined)
    assert {m.milestone for m in there.moved} == {m.milestone for m in back.moved} and there.unchanged == back.unchanged
    assert not set(there.joined) & set(there.left)


@pytest.mark.parametrize("on", ANY_DAY)
def test_any_two_days_can_be_compared(on):
    plan = a_full_plan()
    assert len(compare(plan, on, plan, the("2026-11-22")).moved) <= len(plan.milestones)
