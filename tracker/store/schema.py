"""Which schema a database has, and bringing it to the present one.

Alembic is loaded where there is something to bring forward; most starts only ask whether there is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from tracker.domain.errors import NotReady
from tracker.store.engine import alone, file_of, readers

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent / "migrations"


class SchemaState(StrEnum):
    """EMPTY: no tables. CURRENT: what this program needs. BEHIND: an older revision this program knows how to
    bring forward. UNKNOWN: a newer revision, or tables of somebody else."""

    EMPTY = "empty"
    CURRENT = "current"
    BEHIND = "behind"
    UNKNOWN = "unknown"


def _alembic(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def schema_state(engine: Engine) -> SchemaState:
    """What the database holds; a SQLite file that does not exist yet is empty, and asking does not create it."""
    file = file_of(engine)
    if file is not None and not file.exists():
        return SchemaState.EMPTY
    with readers(engine).connect() as connection:
        return _state(connection)


def _state(connection: Connection) -> SchemaState:
    tables = inspect(connection).get_table_names()
    if not tables:
        return SchemaState.EMPTY
    if "alembic_version" not in tables:
        return SchemaState.UNKNOWN
    held = _held(connection)
    if held == {known_revisions()[-1]}:
        return SchemaState.CURRENT
    return SchemaState.BEHIND if held <= set(known_revisions()) else SchemaState.UNKNOWN


def _held(connection: Connection) -> set[str]:
    return set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


@cache
def known_revisions() -> tuple[str, ...]:
    """Every revision there is, oldest first: a file of `versions` is named by its revision."""
    return tuple(sorted(file.name.partition("_")[0] for file in (HERE / "versions").glob("[0-9]*.py")))


def migrate(engine: Engine) -> SchemaState:
    """Bring the database to the present schema in one transaction, and return the state it was found in. Raises
    NotReady where the schema is unknown; such a database is left untouched."""
    with alone(engine) as connection:
        found = _state(connection)
        if found is SchemaState.UNKNOWN:
            raise NotReady("problem.schema_unknown")
        if found is not SchemaState.CURRENT:
            from alembic import command

            command.upgrade(_alembic(connection), "head")
        return found


def held_revision(engine: Engine) -> str:
    """The schema revision the database is at, "none" where it has none."""
    with readers(engine).connect() as connection:
        tables = inspect(connection).get_table_names()
        held = _held(connection) if "alembic_version" in tables else set()
        return "-".join(sorted(held)) or "none"


def require_current(engine: Engine) -> None:
    """Raises NotReady where the database has no schema, an older or an unknown one."""
    state = schema_state(engine)
    if state is not SchemaState.CURRENT:
        raise NotReady({SchemaState.EMPTY: "error.not_seeded", SchemaState.BEHIND: "problem.schema_behind",
                        SchemaState.UNKNOWN: "problem.schema_unknown"}[state])


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """A query that fails inside because the schema is not the present one says so, as NotReady."""
    try:
        yield
    except (engine.dialect.loaded_dbapi.Error, DBAPIError):
        require_current(engine)
        raise


def back_up(source: Path, copy: Path) -> None:
    """A whole copy of a live SQLite file, by the backup interface: copying the file itself can miss data."""
    given, kept = sqlite3.connect(source), sqlite3.connect(copy)
    try:
        given.backup(kept)
    finally:
        kept.close()
        given.close()
