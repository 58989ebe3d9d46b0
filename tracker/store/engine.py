"""One engine per address, with the settings under which no update was lost when it was measured.

SQLite: explicit transactions; a writer takes the lock at BEGIN (IMMEDIATE), so that it never works on a state it may
not write over; a reader begins deferred and never takes it. PostgreSQL: writers are SERIALIZABLE, readers see one
snapshot. `reading` and `writing` are the only ways in.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import random
from time import sleep
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.store.guard import audited, refuse_unaudited

Result = TypeVar("Result")

SQLITE_SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON",
                   "trusted_schema=OFF", "secure_delete=ON")
POSTGRESQL_LIMITS = "-c statement_timeout=60000 -c lock_timeout=30000 -c idle_in_transaction_session_timeout=60000 " \
                    "-c timezone=UTC"
WRITES = "tracker_writes"
TRIES = 8
CAN_BE_RETRIED = frozenset({"40001", "40P01"})  # could not serialise, deadlock
SCHEMA_LOCK = 20260225


@cache
def engine_for(url: str) -> Engine:
    """The engine of this process for `url` (sqlite:///… or postgresql://…). Opens no connection yet."""
    kind = make_url(url).get_backend_name()
    if kind == "sqlite":
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_recycle=1800,
                               connect_args={"connect_timeout": 10, "options": POSTGRESQL_LIMITS})
    event.listen(engine, "before_cursor_execute", refuse_unaudited)
    return engine


def address(engine: Engine) -> str:
    """What identifies the database within this process; never to be shown, it may hold a password."""
    return engine.url.render_as_string(hide_password=False)


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite database, None for one in memory or elsewhere."""
    name = engine.url.database
    return Path(name) if engine.dialect.name == "sqlite" and name and name != ":memory:" else None


def _set_up_sqlite(connection, _record) -> None:
    connection.isolation_level = None  # the driver must not begin or commit behind our back
    for setting in SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def readers(engine: Engine) -> Engine:
    """The same pool, for reading: one snapshot, no lock."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writers(engine: Engine) -> Engine:
    """The same pool, for writing."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{WRITES: True})
    return engine.execution_options(isolation_level="SERIALIZABLE")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the store and writes nothing."""
    with Session(readers(engine)) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session whose work is committed whole at the end, or not at all."""
    with Session(writers(engine)) as session, session.begin():
        yield session


def write(engine: Engine, work: Callable[[Session], Result]) -> Result:
    """`work` in one writing session, begun again from the start where PostgreSQL could not order it among others."""
    for again in range(TRIES):
        try:
            with writing(engine) as session:
                return work(session)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in CAN_BE_RETRIED or again == TRIES - 1:
                raise
            sleep(random() * 0.05 * 2**again)
    raise AssertionError("not reached")


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A transaction for changing the schema, one at a time over all processes."""
    if engine.dialect.name == "sqlite":
        with writers(engine).begin() as connection, audited(connection):
            yield connection
        return
    with engine.execution_options(isolation_level="READ COMMITTED").begin() as connection, audited(connection):
        connection.execute(select(func.pg_advisory_xact_lock(SCHEMA_LOCK)))
        yield connection
