"""Whole copies of a PostgreSQL database by its own programs, and one database taking the place of another."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.domain.errors import Conflict, NotReady
from tracker.store.backup import Said, flush, said_by
from tracker.store.engine import engine_for

REFUSED = {"42501": NotReady("backup.no_right"), "55006": Conflict("backup.in_use")}
OTHERS = "SELECT 1 FROM pg_stat_activity WHERE datname = :name AND backend_type = 'client backend' LIMIT 1"
TABLES = "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"


@dataclass(frozen=True)
class Programs:
    """Where pg_dump and pg_restore are: `folder`, else wherever the system looks for programs."""

    folder: Path | None = None

    def find(self, name: str, server: int) -> str:
        """The program. Raises NotReady where it is missing, or older than the server: then it could not read it."""
        found = shutil.which(name, path=str(self.folder) if self.folder else None)
        if found is None:
            raise NotReady("backup.no_program", program=name)
        spoken = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        version = int(number[1]) if (number := re.search(r"\) (\d+)", spoken)) else 0
        if version < server:
            raise NotReady("backup.old_program", program=name, found=str(version), needed=str(server))
        return found


def copy_postgresql(engine: Engine, copy: Path, programs: Programs) -> Said:
    """One snapshot of the database as a file of pg_dump, flushed to the disk, and what that very snapshot says."""
    with engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True).connect() as connection:
        program = programs.find("pg_dump", _server(connection))
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        with Session(bind=connection) as session:
            said = said_by(session)
            _run(program, engine.url, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={copy}")
    flush(copy)
    return said


def _server(connection: Connection) -> int:
    """The server's main version."""
    return int(connection.scalar(text("SHOW server_version_num"))) // 10000


def _run(program: str, url: URL, *words: str) -> None:
    """One of PostgreSQL's programs on a database. The password goes by a file only we can read, never by the list of
    processes; nothing else of our surroundings reaches the program."""
    with TemporaryDirectory() as folder:
        secret = Path(folder) / "pass"
        secret.touch(0o600)
        hidden = (url.password or "").replace("\\", "\\\\").replace(":", "\\:")
        secret.write_text(f"*:*:*:*:{hidden}\n", "utf-8")
        address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
        done = subprocess.run([program, f"--dbname={address}", "--no-password", *words], capture_output=True, text=True,
                              check=False, env={"PGPASSFILE": str(secret), "LC_ALL": "C"})
    if done.returncode:
        raise NotReady("backup.program_failed", program=Path(program).name, said=" ".join(done.stderr.split())[:300])


@contextmanager
def _upstairs(url: URL, **options) -> Iterator[Connection]:
    """A database of the same server that is not the one of `url`: from there others are made and renamed."""
    other = "template1" if url.database == "postgres" else "postgres"
    engine = create_engine(url.set(drivername="postgresql+psycopg", database=other), hide_parameters=True, **options)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def exists(url: URL) -> bool:
    with _upstairs(url) as connection:
        return _exists(connection, url.database)


def _exists(connection: Connection, name: str | None) -> bool:
    return connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}) is not None


def holds_tables(engine: Engine) -> bool:
    """Whether the database exists and holds anything."""
    if not exists(engine.url):
        return False
    with engine.connect() as connection:
        return connection.scalar(text(TABLES)) is not None


def restored_beside(url: URL, name: str, dump: Path, programs: Programs) -> Engine:
    """The dump as a new database `name` on the same server."""
    with _upstairs(url, isolation_level="AUTOCOMMIT") as connection:
        program = programs.find("pg_restore", _server(connection))
        _told(connection, f"CREATE DATABASE {_quoted(name)} TEMPLATE template0")
    beside = url.set(database=name)
    _run(program, beside, "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(dump))
    return engine_for(beside.render_as_string(hide_password=False))


def put_in_place(url: URL, name: str, kept: str) -> bool:
    """The database `name` takes the place of the one of `url`, which from then on is called `kept`: both or neither.
    Returns whether there was one. Raises Conflict where somebody is connected to it."""
    with _upstairs(url) as connection:
        was_there = _exists(connection, url.database)
        if connection.scalar(text(OTHERS), {"name": url.database}):
            raise Conflict("backup.in_use")
        if was_there:
            _told(connection, f"ALTER DATABASE {_quoted(url.database)} RENAME TO {_quoted(kept)}")
        _told(connection, f"ALTER DATABASE {_quoted(name)} RENAME TO {_quoted(url.database)}")
        connection.commit()
        return was_there


def drop(url: URL, name: str) -> None:
    with _upstairs(url, isolation_level="AUTOCOMMIT") as connection:
        _told(connection, f"DROP DATABASE IF EXISTS {_quoted(name)}")


def _told(connection: Connection, statement: str) -> None:
    """A statement whose refusal by the server has words of ours."""
    try:
        connection.execute(text(statement))
    except DBAPIError as error:
        raise REFUSED.get(getattr(error.orig, "sqlstate", ""), error) from None


def _quoted(name: str | None) -> str:
    return '"' + str(name).replace('"', '""').replace(":", "\\:") + '"'
