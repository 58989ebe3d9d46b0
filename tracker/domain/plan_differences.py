"""What differs between two plans, object by object: added, removed, changed field by field."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.plan import Plan
from tracker.domain.publication import published
from tracker.domain.records import POSITION, FieldChange, differences, records, root_of


@dataclass(frozen=True)
class Changed:
    """One object of both plans, and the fields in which they differ, its parts included."""

    key: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class PlanDifferences:
    """Keys of root objects in the order of the plan."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def plan_differences(before: Plan, after: Plan) -> PlanDifferences:
    """What anybody may see of the difference of two plans: what is not public in either is in neither. Another place in
    a list is no difference, and sources come and go with what names them."""
    if before is after:
        return PlanDifferences((), (), ())
    old, new = (records(published(plan)) for plan in (before, after))
    found = [c for c in differences(old, new) if c.field != POSITION and not c.key.startswith("source/")]
    added = [c.key for c in found if not c.field and c.before is None and c.key == root_of(c.key)]
    removed = [c.key for c in found if not c.field and c.after is None and c.key == root_of(c.key)]
    return PlanDifferences(tuple(added), tuple(removed), _changed(found, frozenset(added) | frozenset(removed)))


def _changed(found: Iterable[FieldChange], whole: frozenset[str]) -> tuple[Changed, ...]:
    """Changes of objects that stand in both, by object; differences that are only in counted places are none."""
    groups: dict[str, list[FieldChange]] = {}
    for change in found:
        if (root := root_of(change.key)) not in whole:
            groups.setdefault(root, []).append(change)
    return tuple(Changed(root, tuple(changes)) for root, changes in groups.items())
