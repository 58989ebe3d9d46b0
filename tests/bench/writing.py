"""What it costs that nothing can be lost or forged: saving one report, and proving the whole log."""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from tests.builders import a_person, a_report
from tracker.domain.actors import Action, Subject
from tracker.domain.records import key_of
from tracker.services.door import Caller, perform
from tracker.services.verifying import verify
from tracker.store.accounts import add_session
from tracker.store.engine import SQLITE_SETTINGS, engine_for, write, writing
from tracker.store.tables.log import DraftRow
from tracker.store.work import Work

SAVES = 150
BARE = "INSERT INTO bare (words) VALUES (?)"
WHOLE_LOG = "SELECT seq, at, actor, role, action, key, field, before, after, reason, resolution, version, previous, hash FROM log ORDER BY seq"


def _reporter(database: Path) -> Caller:
    """Somebody signed in, through whom reports are saved."""
    engine, now = engine_for(f"sqlite:///{database}"), datetime.now(UTC)
    console = Caller(engine, "", now, now.date(), console=True)
    perform(console, Action.KEEP_PEOPLE, lambda work: work.put(a_person("bench", "editor", ministries=())) or "")
    with writing(engine) as session:
        add_session(session, "token", "bench", now, "bench", "local")
    return Caller(engine, "token", now, date(2026, 11, 22))


def _save(caller: Caller, number: int) -> None:
    """One report on one of the milestones in turn: right, version seen, key, audit, revision."""
    def do(work: Work) -> str:
        milestone = work.plan.milestones[number % len(work.plan.milestones)]
        work.seen(key_of(milestone), work.version(key_of(milestone)))
        report = a_report(f"R-bench-{number}", origin=milestone.origin)
        work.put(replace(milestone, reports=milestone.reports + (report,)))
        return report.code
    perform(caller, Action.SUBMIT, do, subject=lambda work: Subject("MSIT"), key=f"bench-{number}")


def _bare(database: Path) -> Callable[[], None]:
    """One row in a table of its own, in a file of its own on the same disk, with the same settings."""
    connection = sqlite3.connect(database.with_name("bare.sqlite"), isolation_level=None)
    for setting in SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, words TEXT)")

    def act() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(BARE, ("words",))
        connection.execute("COMMIT")
    return act


def _bare_through_engine(database: Path, numbers: Iterator[int]) -> None:
    """One row of a table nobody watches, through our engine and a session of it."""
    draft = {"account": "bench", "milestone": f"{next(numbers)}", "fields": "{}", "saved_at": datetime.now(UTC)}
    write(engine_for(f"sqlite:///{database}"), lambda session: session.execute(insert(DraftRow.__table__), draft))


def saving(database: Path) -> tuple[float, float, float]:
    """Seconds of saving one report, of a bare one-row transaction with sqlite3, and of one through our engine; turn by turn."""
    caller, bare, numbers = _reporter(database), _bare(database), count()
    acts = (lambda: _save(caller, next(numbers))), bare, lambda: _bare_through_engine(database, numbers)
    for act in acts * 10:
        act()
    taken: tuple[list[float], ...] = ([], [], [])
    for _ in range(SAVES):
        for act, times in zip(acts, taken):
            start = time.perf_counter()
            act()
            times.append(time.perf_counter() - start)
    return tuple(map(median, taken))


def _read_and_hash(database: Path) -> int:
    """Every row of the log with sqlite3 alone, and the SHA-256 of each row's bytes."""
    with sqlite3.connect(database) as connection:
        return len([hashlib.sha256(repr(row).encode()).digest() for row in connection.execute(WHOLE_LOG)])


def proving(database: Path, times: int = 5) -> tuple[int, float, float]:
    """Entries of the log, processor seconds of reading and hashing them, and of replaying and verifying them."""
    engine = engine_for(f"sqlite:///{database}")
    acts = (lambda: _read_and_hash(database)), (lambda: verify(engine))
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for act, seconds in zip(acts, taken):
            start = time.process_time()
            act()
            seconds.append(time.process_time() - start)
    assert verify(engine).sound
    return _read_and_hash(database), median(taken[0]), median(taken[1])
