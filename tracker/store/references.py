"""What a change refers to must be there: told with every place at once, before the database would refuse the first."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from sqlalchemy import Table

from tracker.domain.errors import BadInput, Problem
from tracker.domain.plan import Plan
from tracker.domain.workspace import Workspace
from tracker.store.deltas import OBJECTS, Delta
from tracker.store.layout import GROUPS, WORKSPACE
from tracker.store.rows import Rows

FIELD_OF = {group.table.name: group.field for group in (*GROUPS, *WORKSPACE)}


def require_references(found: Mapping[str, Delta], after: Rows, plan: Plan | None, workspace: Workspace) -> None:
    """Raises BadInput with every code in the changed rows that names nothing. `after` are all rows of the objects that
    changed: their parts refer to one another."""
    codes = _Codes(after, plan, workspace)
    problems = tuple(dict.fromkeys(problem for delta in found.values() for problem in _unknown(delta, codes)))
    if problems:
        raise BadInput(problems)


def _unknown(delta: Delta, codes: "_Codes") -> Iterator[Problem]:
    for column, target, named in _references(delta.table):
        for row in (*delta.new, *delta.changed):
            value = row[column]
            if value is not None and value not in codes.of(target, named):
                near = get_close_matches(str(value), map(str, codes.of(target, named)), 3)
                yield Problem(delta.table.name, 0, column, str(value), "unknown_code",
                              (("table", target), ("near", ", ".join(near) or "–")))


@cache
def _references(table: Table) -> tuple[tuple[str, str, str], ...]:
    """(column, table it names, column there) of every reference of one column; a part's to its owner always fits."""
    owner = next(iter(table.primary_key.columns)).name if table.name not in OBJECTS else ""
    return tuple((key.parent.name, key.column.table.name, key.column.name) for key in table.foreign_keys
                 if len(key.constraint.columns) == 1 and key.parent.name not in (owner, "source_id"))


class _Codes:
    """Which codes there are, by table; collected only where something refers there."""

    def __init__(self, after: Rows, plan: Plan | None, workspace: Workspace) -> None:
        self._after, self._plan, self._workspace = after, plan, workspace
        self._known: dict[str, frozenset] = {}

    def of(self, table: str, column: str) -> frozenset:
        if table not in self._known:
            self._known[table] = frozenset(self._collected(table, column))
        return self._known[table]

    def _collected(self, table: str, column: str):
        if table == "support_kinds":
            return (kind.code for kind in self._plan.head.support_kinds)
        if table not in OBJECTS:
            return (row[column] for row in self._after.get(table, ()))
        whole = self._workspace if hasattr(self._workspace, FIELD_OF[table]) else self._plan
        return (value.code for value in getattr(whole, FIELD_OF[table], ()))
