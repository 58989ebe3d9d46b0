"""Which reminders fall due: rules only. An event is named by what it is about, so that nothing is said twice."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date

from tracker.domain.actors import Action, Subject, may
from tracker.domain.days import day_of
from tracker.domain.milestones import Milestone, RecordState
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.domain.schedule import Status, assess
from tracker.domain.working_days import ONE_DAY, shifted, working, working_days_after
from tracker.domain.workspace import Person, Submission, Workspace

STAGES = (-14, -7, -1, 1, 7)  # working days from the due date
GRACE = 3  # working days within which a missed reminder is made up for; later the next one or the inbox says it


@dataclass(frozen=True)
class Event:
    """Something to remind of: a due date `stage` working days ahead (negative) or past, or a report sent back (0).
    `days` is how many working days away the date really is, where a reminder was made up for."""

    name: str
    milestone: str
    stage: int
    days: int = 0
    due: Period | None = None
    submission: str = ""


def events(plan: Plan, workspace: Workspace, person: Person, on: date, days_off: Set[date]) -> tuple[Event, ...]:
    """What a person is to be reminded of on a day: reports sent back first, then by due date. Nothing on a day nobody works."""
    if not working(on, days_off):
        return ()
    own = [m for m in plan.milestones if may_report(person, m)]
    back = [e for m in own if (e := _returned(plan, workspace, m, on, days_off))]
    dated = [e for m in own if (e := _dated(plan, workspace, m, on, days_off))]
    return (*back, *sorted(dated, key=lambda e: (e.due.last, e.milestone)))


def may_report(person: Person, milestone: Milestone) -> bool:
    """Whether the milestone is in the care of one of the person's ministries. A right everywhere is nobody's reminder."""
    own = milestone.lead in person.ministries
    return own and may(person.actor, Action.SUBMIT, Subject(milestone.lead))


def _returned(plan: Plan, workspace: Workspace, milestone: Milestone, on: date, days_off: Set[date]) -> Event | None:
    held = workspace.open_submission(milestone.code)
    if held is None or held.record is not RecordState.RETURNED or held.decided_at is None:
        return None
    if not 0 <= working_days_after(day_of(held.decided_at, plan.head.zone), on, days_off) <= GRACE:
        return None
    return Event(f"{held.code}:returned:{held.decided_at.isoformat()}", milestone.code, 0, due=milestone.due(on), submission=held.code)


def _dated(plan: Plan, workspace: Workspace, milestone: Milestone, on: date, days_off: Set[date]) -> Event | None:
    """The latest stage reached, while it is fresh. A report under review has answered already."""
    due = milestone.due(on)
    if due is None or _in_review(workspace.open_submission(milestone.code)) or _finished(plan, milestone, on):
        return None
    stage = stage_on(due, on, days_off)
    return stage and Event(f"{milestone.code}:due:{due}:{stage:+d}", milestone.code, stage, away(due.last, on, days_off), due)


def away(due: date, on: date, days_off: Set[date]) -> int:
    """Working days from the due date: how many are left before it (negative), or have passed since."""
    return working_days_after(due, on, days_off) if on > due else -working_days_after(on - ONE_DAY, due - ONE_DAY, days_off)


def stage_on(due: Period, on: date, days_off: Set[date]) -> int | None:
    """The stage whose day has come, unless it is more than GRACE working days ago. A stage before the due date is
    never made up for after it: what is over is no longer near."""
    reached = [s for s in STAGES if shifted(due.last, s, days_off) <= on]
    if not reached or (reached[-1] < 0 and on > due.last):
        return None
    return reached[-1] if working_days_after(shifted(due.last, reached[-1], days_off), on, days_off) <= GRACE else None


def _in_review(held: Submission | None) -> bool:
    return held is not None and held.record is RecordState.SUBMITTED


def _finished(plan: Plan, milestone: Milestone, on: date) -> bool:
    found = assess(milestone, on, plan.head.thresholds)
    return found.done or found.status is Status.CLOSED


def unsaid(found: Iterable[Event], said: Set[str]) -> tuple[Event, ...]:
    return tuple(e for e in found if e.name not in said)
