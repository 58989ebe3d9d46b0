"""What a change of a milestone would do to every number the pages show: computed from the plan with the change, never typed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.milestones import Milestone
from tracker.domain.periods import Period, quarters_between
from tracker.domain.plan import Plan
from tracker.domain.progress import BaselineKind, distribution, due_count, schedule_index
from tracker.domain.rebaselining import CLOSURES, Wish, changed
from tracker.domain.schedule import assess, assess_all
from tracker.domain.workspace import ChangeRequest, Wanted


@dataclass(frozen=True)
class Effect:
    """One number before and after. `of` is what it is counted for: a quarter, a shown status, a body.

    `what`: due, original_due, days_past, days_past_original, status, lead (of the milestone); count (milestones of a
    status), led (milestones of a body), standing (milestones the plan still counts on), planned and planned_original
    (milestones due by the end of a quarter; without a quarter: of the whole term), spi (earned schedule index).
    """

    what: str
    before: object
    after: object
    of: Period | str | None = None

    @property
    def moved(self) -> bool:
        return self.before != self.after


def with_change(plan: Plan, change: Wish | ChangeRequest, on: date) -> Plan:
    """The plan as if the change held from `on`."""
    made = changed(plan.milestone(change.milestone), change, None, on)
    return replace(plan, milestones=tuple(made if m.code == made.code else m for m in plan.milestones))


def effects(plan: Plan, change: Wish | ChangeRequest, as_of: date) -> tuple[Effect, ...]:
    """The milestone's own dates and status, moved or not, then every count of the plan that moves."""
    after = with_change(plan, change, as_of)
    own = plan.milestone(change.milestone), after.milestone(change.milestone)
    counted = [*_counts(plan, after, as_of), *_planned(plan, after, as_of), *_led(plan, after), _index(plan, after, as_of)]
    return (*_own(plan, *own, change, as_of), *(effect for effect in counted if effect.moved), _original(plan, after, as_of))


def days_past(due: Period | None, as_of: date) -> int | None:
    """Days since the deadline passed; None while it lies ahead or where there is none."""
    return (as_of - due.last).days if due and due.last < as_of else None


def _own(plan: Plan, before: Milestone, after: Milestone, change: Wish | ChangeRequest, as_of: date) -> Iterator[Effect]:
    limits, closes = plan.head.thresholds, change.wanted in CLOSURES
    past = lambda due: None if closes else days_past(due, as_of)  # noqa: E731  nobody waits for what is closed
    if change.wanted is Wanted.LEAD:
        yield Effect("lead", before.lead, after.lead)
    yield Effect("due", before.due(as_of), after.due(as_of))
    yield Effect("original_due", before.original_due, after.original_due)
    yield Effect("days_past", days_past(before.due(as_of), as_of), past(after.due(as_of)))
    yield Effect("days_past_original", days_past(before.original_due, as_of), past(after.original_due))
    yield Effect("status", assess(before, as_of, limits).shown, assess(after, as_of, limits).shown)


def _counts(before: Plan, after: Plan, as_of: date) -> Iterator[Effect]:
    old, new = (distribution(assess_all(plan, as_of).values()) for plan in (before, after))
    yield from (Effect("count", old[shown], new[shown], shown) for shown in old)
    yield Effect("standing", *(sum(1 for m in plan.milestones if not m.closed(as_of)) for plan in (before, after)))


def _planned(before: Plan, after: Plan, as_of: date) -> Iterator[Effect]:
    """Milestones due by the end of each quarter of the term, under the current baseline."""
    for quarter in quarters_between(before.head.starts_on, before.head.ends_on):
        old, new = (due_count(plan.milestones, quarter.last, BaselineKind.CURRENT, as_of) for plan in (before, after))
        yield Effect("planned", old, new, quarter)


def _led(before: Plan, after: Plan) -> Iterator[Effect]:
    for body in before.organisations:
        old, new = (len(plan.milestones_by_lead.get(body.code, ())) for plan in (before, after))
        yield Effect("led", old, new, body.code)


def _index(before: Plan, after: Plan, as_of: date) -> Effect:
    return Effect("spi", *(schedule_index(plan, as_of).spi_t for plan in (before, after)))


def _original(before: Plan, after: Plan, as_of: date) -> Effect:
    """The first baseline is counted at the end of the term: it stays what it was."""
    last = before.head.ends_on
    return Effect("planned_original", *(due_count(plan.milestones, last, BaselineKind.ORIGINAL, as_of) for plan in (before, after)))
