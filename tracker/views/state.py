"""The computed state of a plan on a day, worked out once and shared by every view."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.schedule import Assessment, assess_all

KEPT = 64
_kept: OrderedDict[tuple, tuple[Plan, object]] = OrderedDict()


def once(plan: Plan, as_of: date, name: str, make: Callable[[], object]):
    """`make()` worked out once per plan, day and name. The plan is kept with the answer, so its identity cannot be reused."""
    key = (id(plan), as_of, name)
    if (found := _kept.get(key)) is None:
        _kept[key] = found = (plan, make())
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found[1]


def assessments(plan: Plan, as_of: date) -> dict[str, Assessment]:
    """The schedule status of every milestone by code."""
    return once(plan, as_of, "assessments", lambda: assess_all(plan, as_of))
