"""What it takes to write a hundred thousand changed figures into the store, beside sqlite3 given the very rows that came of it."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from unittest.mock import patch

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from tests.bench.workbooks import long_plan
from tracker.domain.actors import Action
from tracker.domain.funding import Programme
from tracker.services.door import Caller, perform
from tracker.store import deltas, log
from tracker.store.engine import SQLITE_SETTINGS, engine_for, reading, write, writing
from tracker.store.held import state_of
from tracker.store.plans import save_plan
from tracker.store.quick import tell
from tracker.store.schema import migrate
from tracker.store.work import Work, begun

ROUNDS = 3
Rows = dict[str, list[tuple]]  # by table: rows, column by column
Said = list[tuple[str, list[tuple]]]  # statements, each with the values of its rows


def stored(folder: Path) -> tuple[int, float, float, float]:
    """Rows written; seconds of the whole change (what it differs in, checks of references, the log and its seals, versions,
    the revision), of its statements alone through our engine, and of sqlite3's executemany with the same rows; the medians,
    turn by turn, every time on a fresh copy."""
    start = _database(folder / "start.sqlite")
    whole, statements, bare, rows = [], [], [], {}
    for number in range(ROUNDS):
        here, said = _copy(start, folder / f"whole-{number}.sqlite"), []
        with _overheard(said):
            whole.append(_timed(_change(here)))
        rows = rows or _written(start, here)
        statements.append(_timed(_again(_copy(start, folder / f"again-{number}.sqlite"), said)))
        bare.append(_timed(_bare(_copy(start, folder / f"bare-{number}.sqlite"), rows)))
    return sum(map(len, rows.values())), median(whole), median(statements), median(bare)


@contextmanager
def _overheard(said: Said) -> Iterator[None]:
    """What is written to the tables and to the log meanwhile."""
    def tell_too(connection: Connection, statement: str, rows: Iterable[Iterable[object]]) -> None:
        rows = [tuple(row) for row in rows]
        said.append((statement, rows))
        tell(connection, statement, rows)
    with patch.object(deltas, "tell", tell_too), patch.object(log, "tell", tell_too):
        yield


def _again(database: Path, said: Said) -> Callable[[], None]:
    def act(session: Session) -> None:
        for statement, rows in said:
            tell(session.connection(), statement, rows)
    engine = engine_for(f"sqlite:///{database}")
    return lambda: write(engine, act)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _database(file: Path) -> Path:
    """The long plan, its log included."""
    engine = engine_for(f"sqlite:///{file}")
    migrate(engine)
    with writing(engine) as session:
        save_plan(session, long_plan())
    write(engine, lambda session: begun(session, datetime.now(UTC)))
    engine.dispose()
    return file


def _copy(file: Path, to: Path) -> Path:
    with sqlite3.connect(file) as source, sqlite3.connect(to) as target:
        source.backup(target)
    return to


def _change(database: Path) -> Callable[[], str]:
    """Every amount of every programme becomes another, in one transaction."""
    engine, now = engine_for(f"sqlite:///{database}"), datetime.now(UTC)
    with reading(engine) as session:
        state_of(session)  # a server holds it
    caller = Caller(engine, "", now, date(2026, 11, 22), console=True)

    def do(work: Work) -> str:
        work.put(*map(_changed, work.plan.programmes))
        return ""
    return lambda: perform(caller, Action.EDIT_PLAN, do, reason="bench: every figure anew")


def _changed(programme: Programme) -> Programme:
    return replace(programme, amounts=tuple(replace(amount, won=amount.won + 1) for amount in programme.amounts))


def _written(before: Path, after: Path) -> Rows:
    """The rows of `after` that `before` has not, or has otherwise."""
    with sqlite3.connect(after) as connection:
        connection.execute("ATTACH ? AS old", (str(before),))
        tables = [name for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        found = {name: connection.execute(f'SELECT * FROM main."{name}" EXCEPT SELECT * FROM old."{name}"').fetchall() for name in tables}
    return {name: rows for name, rows in found.items() if rows}


def _bare(database: Path, rows: Rows) -> Callable[[], None]:
    connection = sqlite3.connect(database, isolation_level=None)
    for setting in SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.execute("PRAGMA foreign_keys = OFF")

    def act() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for name, mine in rows.items():
            connection.executemany(f'INSERT OR REPLACE INTO "{name}" VALUES ({", ".join("?" * len(mine[0]))})', mine)
        connection.execute("COMMIT")
    return act
