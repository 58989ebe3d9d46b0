"""Tables as one SQLite database whose bytes depend on nothing but the tables."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

APPLICATION = 0x4E504C4E  # "NPLN"; SQLite keeps the number for the program that wrote the file
TYPES = {"integer": "INTEGER", "won": "INTEGER", "boolean": "INTEGER", "yes_no": "INTEGER", "number": "REAL", "percent": "REAL",
         "decimal": "REAL"}
# Of the header: how often the file was written, and by which version of the library.
COUNTERS = {24: 1, 92: 1, 96: 3_040_000}


@dataclass(frozen=True)
class Column:
    """`reference` is (table, column) where every value stands there."""

    name: str
    kind: str
    reference: tuple[str, str] | None = None


@dataclass(frozen=True)
class SqlTable:
    """`key` are the columns that make a row unique, where some do."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    key: Sequence[str] = ()


def database_bytes(tables: Iterable[SqlTable]) -> bytes:
    """The database with every table, in the order given; a table stands after those it refers to."""
    with sqlite3.connect(":memory:", isolation_level=None) as database:
        database.execute("PRAGMA encoding = 'UTF-8'")
        database.execute("PRAGMA page_size = 4096")
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute("PRAGMA user_version = 1")
        database.execute("BEGIN")
        for table in tables:
            _write(database, table)
        database.execute("COMMIT")
        database.execute("VACUUM")
        content = bytearray(database.serialize())
    database.close()
    for place, number in COUNTERS.items():
        content[place:place + 4] = number.to_bytes(4, "big")
    return bytes(content)


def _write(database: sqlite3.Connection, table: SqlTable) -> None:
    parts = [f'{_name(c.name)} {TYPES.get(c.kind, "TEXT")}' for c in table.columns]
    parts += [f"PRIMARY KEY ({', '.join(map(_name, table.key))})"] if table.key else []
    parts += [f"FOREIGN KEY ({_name(c.name)}) REFERENCES {_name(c.reference[0])} ({_name(c.reference[1])})"
              for c in table.columns if c.reference]
    database.execute(f"CREATE TABLE {_name(table.name)} ({', '.join(parts)})")
    places = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {_name(table.name)} VALUES ({places})", ([_plain(v) for v in row] for row in table.rows))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _plain(value: object) -> object:
    """A value as SQLite keeps it; days and periods are text that sorts by time."""
    match value:
        case Enum():
            return str(value.value)
        case None | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case Decimal() | Fraction():
            return float(value)
        case tuple() | list():
            return "; ".join(str(v.value if isinstance(v, Enum) else v) for v in value)
        case _:
            return str(value)
