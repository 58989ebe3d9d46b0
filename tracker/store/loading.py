"""The whole plan and the whole workspace out of the store, in one pass: one SELECT per table."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Table, select
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from tracker.domain.plan import Plan, PlanHead, Thresholds
from tracker.domain.sources import Source
from tracker.domain.workspace import Workspace
from tracker.store.layout import GROUPS, TABLES, WORKSPACE, List, Whole, Yearly
from tracker.store.rows import HEAD_ELSEWHERE, HEAD_PARTS
from tracker.store.shape import Memory, Sources, built, slot_of, slots


@dataclass(frozen=True)
class Loaded:
    """A plan, and the number each of its sources has in its table."""

    plan: Plan
    numbers: Mapping[str, int]


def load_plan(session: Session) -> Plan | None:
    """The plan the store holds, None where it holds none."""
    found = load_numbered(session)
    return found and found.plan


def load_numbered(session: Session) -> Loaded | None:
    with without_collecting():
        return _loaded(session.connection())


def load_workspace(session: Session) -> Workspace:
    """Who works on the plan and what is on its way; empty where there is nothing yet."""
    memory, connection = Memory(Sources({})), session.connection()
    return Workspace(**{group.field: tuple(_whole(connection, group, memory)) for group in WORKSPACE})


@contextmanager
def without_collecting() -> Iterator[None]:
    """Nothing a load makes is garbage before its end, but making many objects starts the collector again and again:
    two thirds of the time at a hundred times the rows."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _loaded(connection: Connection) -> Loaded | None:
    head = _columns(connection, TABLES["plan"])
    if not head["id"]:
        return None
    found = _columns(connection, TABLES["sources"])
    numbers = dict(zip(found["url"], found["id"]))
    memory = Memory(Sources(numbers))
    groups = {group.field: tuple(_whole(connection, group, memory)) for group in GROUPS}
    plan = Plan(head=_head(connection, head, memory), **groups,
                sources=tuple(built(Source, slots(Source), found, memory)))
    return Loaded(plan, numbers)


def _columns(connection: Connection, table: Table) -> dict[str, tuple]:
    """Every column of the table as the driver gives it, rows in order of display. Driver rows, because wrapping
    and typing every row costs more than all the rest; `shape` types each column at once."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(_statement(table, connection.dialect))
        rows = cursor.fetchall()
    finally:
        cursor.close()
    return dict(zip(table.c.keys(), zip(*rows) if rows else ((),) * len(table.c)))


@cache
def _statement(table: Table, dialect: Dialect) -> str:
    clustered = "position" not in table.c or "position" in table.primary_key.columns
    order = table.primary_key.columns if clustered else (table.c.position,)
    return str(select(table).order_by(*order).compile(dialect=dialect))


def _head(connection: Connection, columns: Mapping[str, tuple], memory: Memory) -> PlanHead:
    named = _columns(connection, TABLES["headline_indicators"])
    columns = {**columns, "headline_programme": tuple(code or "" for code in columns["headline_programme"])}
    parts = {
        "headline_indicators": [named["indicator"]],
        "thresholds": built(Thresholds, slots(Thresholds), columns, memory),
    } | {field: [tuple(built(kind, slots(kind), _columns(connection, TABLES[table]), memory))] for field, (table, kind) in HEAD_PARTS.items()}
    return built(PlanHead, slots(PlanHead, *HEAD_ELSEWHERE), columns, memory, parts)[0]


def _whole(connection: Connection, whole: Whole, memory: Memory) -> list:
    columns = _columns(connection, whole.table)
    keys = columns.get("code", ())
    parts = {field.field: _spread(keys, _list(connection, field, memory)) for field in whole.lists}
    parts |= {field.field: _spread(keys, _yearly(connection, field)) for field in whole.yearly}
    parts |= {part.field: _part(connection, part, memory, keys) for part in whole.parts}
    return built(whole.kind, slots(whole.kind, *whole.elsewhere), columns, memory, parts)


def _part(connection: Connection, part: Whole, memory: Memory, keys: Iterable[str]) -> Iterable:
    """For each owner, in the order of `keys`: its parts as a tuple, or the only one, or None."""
    columns = _columns(connection, part.table)
    owners = columns[part.owner]
    yearly = {field.field: _spread(zip(owners, columns["seq"]), _yearly(connection, field)) for field in part.yearly}
    values = built(part.kind, slots(part.kind, *part.elsewhere), columns, memory, yearly)
    if part.single:
        return map(dict(zip(owners, values)).get, keys)
    return _spread(keys, _grouped(owners, values))


def _list(connection: Connection, field: List, memory: Memory) -> dict[str, list]:
    columns = _columns(connection, field.table)
    slot = slot_of(field.value, field.kind)
    mine = [columns[name] for name in slot.names]
    return _grouped(columns[field.owner], map(slot.join(memory), *mine) if slot.join else mine[0])


def _yearly(connection: Connection, field: Yearly) -> dict[object, list]:
    columns = _columns(connection, field.table)
    owners = [columns[name] for name in field.owners]
    return _grouped(zip(*owners) if len(owners) > 1 else owners[0], zip(columns["fiscal_year"], columns["won"]))


def _grouped(owners: Iterable, values: Iterable) -> dict[object, list]:
    groups: dict[object, list] = defaultdict(list)
    for owner, value in zip(owners, values):
        groups[owner].append(value)
    return groups


def _spread(keys: Iterable, groups: Mapping[object, list]) -> list[tuple]:
    """For each key its group as a tuple, empty where it has none."""
    return [tuple(groups[key]) if key in groups else () for key in keys]
