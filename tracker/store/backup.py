"""Whole copies of a SQLite database by its backup interface, and what a database says of itself.

What takes the place of what, and when, is decided in services/backups.py.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tracker.domain.errors import Conflict, NotReady
from tracker.domain.log import START, Head
from tracker.store.engine import file_of

HEAD = "SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1"
REVISION = "SELECT id FROM revisions ORDER BY number DESC LIMIT 1"
SCHEMA = "SELECT version_num FROM alembic_version"


@dataclass(frozen=True)
class Said:
    """What a database says of itself: its schema revision, the plan's revision, the end of its log."""

    schema: str
    revision: str
    head: Head


def copy_sqlite(engine: Engine, copy: Path) -> Said:
    """A whole copy of a live database, flushed to the disk. Its answers are read from the copy itself."""
    source = file_of(engine)
    if source is None or not source.exists():
        raise NotReady("error.not_seeded")
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(copy)) as kept:
        given.backup(kept)
    flush(copy)
    return said_by_file(copy)


def said_by_file(file: Path) -> Said:
    """What a SQLite file says that nobody has open; NotReady where it is none of ours."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as found:
            ask = lambda question: found.execute(question).fetchone()  # noqa: E731
            return _said(ask(SCHEMA), ask(REVISION), ask(HEAD))
    except sqlite3.DatabaseError:
        raise NotReady("backup.not_ours", file=file.name) from None


def _said(schema, revision, head) -> Said:
    return Said(schema[0] if schema else "none", revision[0] if revision else "", Head(*head) if head else Head(0, START))


def said_by(session: Session) -> Said:
    """What the session's database says."""
    ask = lambda question: session.execute(text(question)).first()  # noqa: E731
    return _said(ask(SCHEMA), ask(REVISION), ask(HEAD))


def flush(path: Path) -> None:
    """What was written to a file, or which names a folder holds, is on the disk when this returns."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_sole(file: Path) -> None:
    """The database file is left without companions (what they held is in the file afterwards), so that another may be
    put in its place; Conflict where somebody is at it."""
    try:
        with closing(sqlite3.connect(file, timeout=1, isolation_level=None)) as found:
            alone = found.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
    except sqlite3.OperationalError:
        alone = False
    except sqlite3.DatabaseError:
        alone = True  # no database at all: nothing can be lost by moving it
    if not alone:
        raise Conflict("backup.in_use")
