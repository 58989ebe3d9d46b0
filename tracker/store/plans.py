"""The whole plan into the store and out of it: one transaction in, one pass out."""

import gc
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from tracker.domain.plan import Plan, PlanHead, SupportKind, Thresholds
from tracker.domain.sources import Source
from tracker.store.layout import GROUPS, PLAN_TABLES, TABLES, List, Whole, Yearly
from tracker.store.revision import add_revision, current_revision
from tracker.store.rows import HEAD_ELSEWHERE, Rows, plan_rows
from tracker.store.shape import Memory, Sources, built, slot_of, slots


def save_plan(session: Session, plan: Plan) -> str:
    """Replace what the store holds by `plan` and return the new revision id. Nothing is written, and the revision
    stays, where the store already says the same. Belongs in one `writing` transaction; the caller commits."""
    rows = plan_rows(plan)
    content = content_of(rows)
    held = current_revision(session)
    if held and held.content == content:
        return held.id
    connection = session.connection()
    for table in reversed(PLAN_TABLES):
        connection.execute(delete(table))
    for table in PLAN_TABLES:
        if rows.get(table.name):
            connection.execute(insert(table), rows[table.name])
    return add_revision(session, content)


def content_of(rows: Rows) -> str:
    """SHA-256 of everything the rows say."""
    digest = hashlib.sha256()
    for table in sorted(rows):
        digest.update(repr((table, [tuple(row.items()) for row in rows[table]])).encode())
    return digest.hexdigest()


def load_plan(session: Session) -> Plan | None:
    """The plan the store holds, None where it holds none. One SELECT per table."""
    with _without_collecting():
        return _loaded(session.connection())


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nothing a load makes is garbage before its end, but making many objects starts the collector again and again:
    two thirds of the time at a hundred times the rows."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _loaded(connection: Connection) -> Plan | None:
    head = _columns(connection, TABLES["plan"])
    if not head["id"]:
        return None
    found = _columns(connection, TABLES["sources"])
    sources = Sources(found["url"])
    memory = Memory(sources)
    groups = {group.field: tuple(_whole(connection, group, memory)) for group in GROUPS}
    return Plan(head=_head(connection, head, memory), **groups,
                sources=tuple(built(Source, slots(Source), found, memory)))


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
    kinds = _columns(connection, TABLES["support_kinds"])
    named = _columns(connection, TABLES["headline_indicators"])
    columns = {**columns, "headline_programme": tuple(code or "" for code in columns["headline_programme"])}
    parts = {
        "headline_indicators": [named["indicator"]],
        "thresholds": built(Thresholds, slots(Thresholds), columns, memory),
        "support_kinds": [tuple(built(SupportKind, slots(SupportKind), kinds, memory))],
    }
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
