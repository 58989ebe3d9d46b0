"""Moving, handing over, merging, scaling back and dropping a milestone: what may be asked for, on which grounds it is
applied, and what it changes.

The original due date never changes. A due date or a lead body is a minor change and needs a reason; direction or goal,
merging, scaling back and dropping need a resolution (Decree art. 3).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.committee import Resolution
from tracker.domain.errors import NotReady, Problem, TrackerError
from tracker.domain.milestones import ChangeKind, Closure, ClosureKind, Handover, Milestone, Rebaseline
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.domain.schedule import accepted_completion
from tracker.domain.sources import Confidence, Origin
from tracker.domain.words import NOTHING, Bilingual
from tracker.domain.workspace import ChangeRequest, Ground, RequestState, Wanted, Workspace

NEW_DUE = frozenset({Wanted.DUE, Wanted.DIRECTION})
CLOSURES = {Wanted.MERGED: ClosureKind.MERGED, Wanted.SCALED_BACK: ClosureKind.SCALED_BACK, Wanted.DROPPED: ClosureKind.DROPPED}
YEARS_AFTER = 5  # a due date this long after the plan's end is a slip of the pen
LONGEST_TEXT = 500  # characters: it is read on the public page

# Where a request may go from each state. What is decided stays decided: who disagrees asks again.
NEXT: dict[RequestState, frozenset[RequestState]] = {
    RequestState.REQUESTED: frozenset({RequestState.SCHEDULED, RequestState.APPLIED, RequestState.DECLINED, RequestState.WITHDRAWN}),
    RequestState.SCHEDULED: frozenset({RequestState.SCHEDULED, RequestState.APPLIED, RequestState.DECLINED, RequestState.WITHDRAWN}),
    RequestState.APPLIED: frozenset(), RequestState.DECLINED: frozenset(), RequestState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True)
class Wish:
    """A change request as it is being written: what is missing is None or empty."""

    milestone: str
    wanted: Wanted | None = None
    ground: Ground | None = None
    reason: Bilingual = NOTHING
    effects: Bilingual = NOTHING
    due: Period | None = None
    lead: str | None = None
    into: str | None = None


def wish_of(request: ChangeRequest) -> Wish:
    return Wish(request.milestone, request.wanted, request.ground, request.reason, request.effects, request.due, request.lead, request.into)


def fitting(wish: Wish) -> Wish:
    """The wish without what its kind does not ask for: a new date typed before the kind was changed is no part of it."""
    return replace(wish, due=wish.due if wish.wanted in NEW_DUE else None, lead=wish.lead if wish.wanted is Wanted.LEAD else None,
                   into=wish.into if wish.wanted is Wanted.MERGED else None)


def next_code(workspace: Workspace, milestone: str) -> str:
    """C-M07-05-1, then -2, …"""
    return f"C-{milestone}-{1 + sum(1 for r in workspace.requests if r.milestone == milestone)}"


def problems(plan: Plan, workspace: Workspace, wish: Wish, today: date, own: str = "") -> tuple[Problem, ...]:
    """Everything that keeps the wish from being asked for, or any more from being applied; `own` is the request itself."""
    milestone = plan.milestone(wish.milestone)
    found = [*_about_the_milestone(milestone, today), *_about_others(workspace, wish, own), *_missing(wish), *_too_long(wish)]
    if wish.wanted in NEW_DUE:
        found += _about_due(plan, milestone, wish.due, today)
    elif wish.wanted is Wanted.LEAD:
        found += _about_lead(plan, milestone, wish.lead, today)
    elif wish.wanted is Wanted.MERGED:
        found += _about_into(plan, milestone, wish.into, today)
    return tuple(found)


def _problem(column: str, key: str, value: object = "", **values: object) -> Problem:
    return Problem("request", 0, column, str(value), f"change_{key}", tuple((k, str(v)) for k, v in values.items()))


def _about_the_milestone(milestone: Milestone, today: date) -> Iterator[Problem]:
    if milestone.closed(today):
        yield _problem("milestone", "closed", milestone.code)
    elif accepted_completion(milestone, today):
        yield _problem("milestone", "done", milestone.code)


def _about_others(workspace: Workspace, wish: Wish, own: str) -> Iterator[Problem]:
    """Two open wishes about the same thing would each be decided without the other."""
    for other in workspace.open_requests(wish.milestone):
        if other.code != own and wish.wanted and (other.wanted is Wanted.LEAD) == (wish.wanted is Wanted.LEAD):
            yield _problem("wanted", "open_already", wish.wanted, code=other.code)


def _missing(wish: Wish) -> Iterator[Problem]:
    for column in ("wanted", "ground", "reason"):
        if not getattr(wish, column):
            yield _problem(column, f"{column}_missing")


def _too_long(wish: Wish) -> Iterator[Problem]:
    for column in ("reason", "effects"):
        words: Bilingual = getattr(wish, column)
        if (longest := max(len(words.ko), len(words.en))) > LONGEST_TEXT:
            yield _problem(column, "too_long", longest, most=LONGEST_TEXT)


def _about_due(plan: Plan, milestone: Milestone, due: Period | None, today: date) -> Iterator[Problem]:
    if due is None:
        yield _problem("due", "due_missing")
    elif due == milestone.due(today):
        yield _problem("due", "due_same", due)
    elif not plan.head.adopted_on <= due.last or due.last.year > plan.head.ends_on.year + YEARS_AFTER:
        yield _problem("due", "due_absurd", due, first=plan.head.adopted_on.year, last=plan.head.ends_on.year + YEARS_AFTER)
    elif milestone.checkpoints and due.last < milestone.checkpoints[-1].due.last:
        yield _problem("due", "due_before_checkpoint", due, checkpoint=milestone.checkpoints[-1].due)


def _about_lead(plan: Plan, milestone: Milestone, lead: str | None, today: date) -> Iterator[Problem]:
    body = next((o for o in plan.organisations if o.code == lead), None)
    if not lead:
        yield _problem("lead", "lead_missing")
    elif body is None or not body.existed(today):
        yield _problem("lead", "lead_unknown", lead)
    elif lead == milestone.lead:
        yield _problem("lead", "lead_same", lead)


def _about_into(plan: Plan, milestone: Milestone, into: str | None, today: date) -> Iterator[Problem]:
    """What it is merged into has to be open itself, so a circle cannot come about."""
    other = next((m for m in plan.milestones if m.code == into), None)
    if not into:
        yield _problem("into", "into_missing")
    elif other is None:
        yield _problem("into", "into_unknown", into)
    elif other.code == milestone.code:
        yield _problem("into", "into_itself", into)
    elif other.closed(today) or accepted_completion(other, today):
        yield _problem("into", "into_not_open", into)


def require_next(request: ChangeRequest, state: RequestState) -> None:
    """Raises TrackerError where the request cannot go to `state` any more."""
    if state not in NEXT[request.state]:
        raise TrackerError("requests.error_decided", code=request.code)


def resolutions_for(plan: Plan, request: ChangeRequest) -> tuple[Resolution, ...]:
    """What was resolved on the agenda item the request was put on."""
    if request.meeting is None:
        return ()
    return tuple(r for r in plan.resolutions if (r.meeting, r.item) == (request.meeting, request.item))


def confirmed(plan: Plan, request: ChangeRequest, typed: str, today: date) -> Resolution | None:
    """The resolution the typed number names; None for a minor change, confirmed by its own number.
    Raises TrackerError saying what does not fit."""
    number = typed.strip().casefold()
    if request.wanted.kind is ChangeKind.MINOR:
        return _right_number(number, typed, {request.code.casefold(): None}, "error_wrong_request")
    if request.state is not RequestState.SCHEDULED:
        raise NotReady("requests.error_not_scheduled", code=request.code)
    recorded = {r.code.casefold(): r for r in resolutions_for(plan, request)}
    if not recorded:
        raise NotReady("requests.error_no_resolution", code=request.code)
    found = _right_number(number, typed, recorded, "error_wrong_resolution")
    if found.on.last > today:
        raise NotReady("requests.error_resolution_ahead", code=found.code, on=found.on)
    if found.on.last < plan.head.adopted_on:
        raise TrackerError("requests.error_resolution_before_plan", code=found.code, on=found.on)
    return found


def _right_number(number: str, typed: str, recorded: dict, key: str):
    if not number:
        raise TrackerError("requests.error_no_number")
    if number not in recorded:
        raise TrackerError(f"requests.{key}", typed=typed.strip())
    return recorded[number]


def effective_on(resolution: Resolution | None, today: date) -> date:
    """The day a change holds from: that of its resolution, of a minor change the day it is applied."""
    return resolution.on.last if resolution else today


def applied(milestone: Milestone, change: Wish | ChangeRequest, resolution: Resolution | None, on: date) -> Milestone:
    """The milestone as it is once the change holds from `on`. Raises TrackerError where another change of that day or
    a later one stands in the way."""
    _require_free_day(milestone, change.wanted, on)
    return changed(milestone, change, resolution, on)


def _require_free_day(milestone: Milestone, wanted: Wanted, on: date) -> None:
    days = [each.on for each in (milestone.handovers if wanted is Wanted.LEAD else milestone.rebaselines)]
    if on in days and wanted not in CLOSURES:
        raise TrackerError("requests.error_same_day", code=milestone.code, on=on)
    if any(day > on for day in days):
        raise TrackerError("requests.error_later_change", code=milestone.code, on=max(days))


def changed(milestone: Milestone, change: Wish | ChangeRequest, resolution: Resolution | None, on: date) -> Milestone:
    """Like `applied`, without asking whether the day is free: for showing what would be."""
    origin = resolution.origin if resolution else Origin("", on.isoformat(), Confidence.HIGH)
    number = resolution.code if resolution else None
    if change.wanted is Wanted.LEAD:
        trace = Handover(on, milestone.lead, change.lead or "", change.reason, number, origin)
        return replace(milestone, lead=change.lead, handovers=(*milestone.handovers, trace))
    if change.wanted in CLOSURES:
        return replace(milestone, closure=Closure(on, CLOSURES[change.wanted], number or "", change.reason, origin, change.into))
    moved = Rebaseline(on, change.due, change.wanted.kind, change.reason, number, origin)
    return replace(milestone, rebaselines=(*milestone.rebaselines, moved))


def complete(wish: Wish) -> bool:
    """Whether it says what would become of the milestone, whatever else is missing."""
    return bool(wish.due if wish.wanted in NEW_DUE else wish.lead if wish.wanted is Wanted.LEAD
                else wish.into if wish.wanted is Wanted.MERGED else wish.wanted)


def waiting(requests: Iterable[ChangeRequest]) -> dict[RequestState, int]:
    """How many requests stand in each state, in order, zeros included."""
    states = [r.state for r in requests]
    return {state: states.count(state) for state in RequestState}
