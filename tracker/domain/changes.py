"""What changed between two dates: movement of status, kept apart from joiners and leavers."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.schedule import Status, assess_all


@dataclass(frozen=True)
class Movement:
    milestone: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """`joined`/`left` are codes whose membership changed (a closure is a leaving); `moved` changed status inside."""

    joined: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[Movement, ...]
    unchanged: int


def compare(before: Plan, before_on: date, after: Plan, after_on: date) -> Comparison:
    """Statuses of `before` at `before_on` against `after` at `after_on`."""
    old, new = assess_all(before, before_on), assess_all(after, after_on)
    open_old = {c for c, a in old.items() if a.status is not Status.CLOSED}
    open_new = {c for c, a in new.items() if a.status is not Status.CLOSED}
    both = [c for c in new if c in open_old and c in open_new]
    moved = tuple(Movement(c, old[c].shown, new[c].shown) for c in both if old[c].shown != new[c].shown)
    return Comparison(
        joined=tuple(c for c in new if c in open_new - open_old),
        left=tuple(c for c in old if c in open_old - open_new),
        moved=moved, unchanged=len(both) - len(moved))
