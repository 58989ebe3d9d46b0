"""From the rows some objects had to the rows they have: only what differs is written.

The order lets every row come after what it refers to and go before it: parts go first, then objects come and change,
then parts come and change, and objects go last. Where parts trade places or names, all parts of the touched objects are
written anew, because halfway two of them would hold the same name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Table, UniqueConstraint

from tracker.store.layout import GROUPS, KEPT_TABLES, TABLES, WORKSPACE
from tracker.store.quick import tell
from tracker.store.rows import Rows

Row = dict[str, object]
Statement = tuple[str, tuple[str, ...]]  # the words, and the columns its marks stand for
NAME, IS = '"{}"', '"{}" = ?'
OBJECTS = frozenset({group.table.name for group in (*GROUPS, *WORKSPACE)} | {"plan", "support_kinds", "jurisdictions", "plan_words", "sources"})
OF_OBJECTS = tuple(table for table in KEPT_TABLES if table.name in OBJECTS)
OF_PARTS = tuple(table for table in KEPT_TABLES if table.name not in OBJECTS)
REFERRED = frozenset(key.column.table.name for table in OF_PARTS for key in table.foreign_keys) - OBJECTS


@dataclass(frozen=True)
class Delta:
    """What happens to one table."""

    table: Table
    gone: list[Row]
    new: list[Row]
    changed: list[Row]
    clashes: bool = False

    def __bool__(self) -> bool:
        return bool(self.gone or self.new or self.changed)


def deltas(before: Rows, after: Rows) -> dict[str, Delta]:
    """Per table that differs. Rows are told apart by their primary key."""
    found = {name: delta for name in before.keys() | after.keys()
             if before.get(name) != after.get(name) and (delta := _delta(TABLES[name], before.get(name, ()), after.get(name, ())))}
    if any(delta.clashes or delta.gone and name in REFERRED for name, delta in found.items() if name not in OBJECTS):
        found |= {name: Delta(TABLES[name], list(before.get(name, ())), list(after.get(name, ())), [])
                  for name in before.keys() | after.keys() if name not in OBJECTS}
    return found


def _delta(table: Table, before, after) -> Delta:
    key = _key(table)
    held, wanted = {key(row): row for row in before}, {key(row): row for row in after}
    changed = [row for name, row in wanted.items() if name in held and held[name] != row]
    return Delta(table, [row for name, row in held.items() if name not in wanted],
                 [row for name, row in wanted.items() if name not in held], changed,
                 any(held[key(row)][column] != row[column] for row in changed for column in _told_apart_by(table)))


@cache
def _key(table: Table):
    names = tuple(column.name for column in table.primary_key.columns)
    return lambda row: tuple(row[name] for name in names)


@cache
def _told_apart_by(table: Table) -> frozenset[str]:
    """The columns that, beside the key, may not be the same in two rows."""
    unique = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    unique += [index for index in table.indexes if index.unique]
    named = {column.name for rule in unique for column in rule.columns}
    partial = any(index.unique and index.dialect_options["sqlite"].get("where") is not None for index in table.indexes)
    return frozenset((set(table.c.keys()) if partial else named) - {c.name for c in table.primary_key.columns})


def write_deltas(connection: Connection, found: dict[str, Delta]) -> None:
    """All of it, except the objects that go."""
    for delta in _those(found, reversed(OF_PARTS)):
        _run(connection, _deletion, delta.table, delta.gone)
    for delta in _those(found, OF_OBJECTS):
        _run(connection, _insertion, delta.table, delta.new)
    for delta in _those(found, OF_OBJECTS):
        _run(connection, _change, delta.table, delta.changed)
    for delta in _those(found, OF_PARTS):
        _run(connection, _insertion, delta.table, delta.new)
        _run(connection, _change, delta.table, delta.changed)


def delete_objects(connection: Connection, found: dict[str, Delta]) -> None:
    """The objects that go: nothing may refer to them any more."""
    for delta in _those(found, reversed(OF_OBJECTS)):
        _run(connection, _deletion, delta.table, delta.gone)


def _those(found: dict[str, Delta], tables) -> Iterator[Delta]:
    return (found[table.name] for table in tables if table.name in found)


def _run(connection: Connection, statement: Callable[[Table], Statement], table: Table, rows: list[Row]) -> None:
    if rows:
        words, names = statement(table)
        tell(connection, words, [[row[name] for name in names] for row in rows])


@cache
def _insertion(table: Table) -> Statement:
    names = tuple(table.c.keys())
    return f"INSERT INTO {table.name} ({_listed(names, NAME, ', ')}) VALUES ({', '.join('?' * len(names))})", names


@cache
def _change(table: Table) -> Statement:
    key = tuple(table.primary_key.columns.keys())
    plain = tuple(name for name in table.c.keys() if name not in key)
    return f"UPDATE {table.name} SET {_listed(plain, IS, ', ')} WHERE {_listed(key, IS, ' AND ')}", plain + key


@cache
def _deletion(table: Table) -> Statement:
    key = tuple(table.primary_key.columns.keys())
    return f"DELETE FROM {table.name} WHERE {_listed(key, IS, ' AND ')}", key


def _listed(names: tuple[str, ...], form: str, between: str) -> str:
    return between.join(form.format(name) for name in names)
