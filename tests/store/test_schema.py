"""The schema: written out in migrations, the same as the tables say, on both databases; unknown ones are refused."""

import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from tests.builders import a_full_plan, a_head, a_measure, a_milestone, a_plan, an_article
from tests.databases import BOTH
from tracker.domain.errors import NotReady
from tracker.store.engine import alone, engine_for, reading, readers, writers, writing
from tracker.store.plans import load_plan, save_plan
from tracker.store.revision import revision_of
from tracker.store.schema import SchemaState, back_up, held_revision, known_revisions, migrate, require_current, schema_state
from tracker.store.tables import Base


def checks(connection) -> dict[tuple[str, str], str]:
    found = inspect(connection)
    return {(table, rule["name"]): rule["sqltext"] for table in found.get_table_names()
            for rule in found.get_check_constraints(table)}


def test_a_new_database_is_empty_then_current(bare_engine):
    assert schema_state(bare_engine) is SchemaState.EMPTY
    assert migrate(bare_engine) is SchemaState.EMPTY
    assert schema_state(bare_engine) is SchemaState.CURRENT
    assert migrate(bare_engine) is SchemaState.CURRENT


def test_the_migrations_build_what_the_tables_say(engine):
    with readers(engine).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize("kind", BOTH)
def test_the_migrations_hold_every_check(database_url, kind):
    """Autogenerate does not look at checks, so both ways of building are compared."""
    by_migrations, by_tables = engine_for(database_url(kind, True)), engine_for(database_url(kind, False))
    with writers(by_tables).begin() as connection:
        Base.metadata.create_all(connection)
    with readers(by_migrations).connect() as migrated, readers(by_tables).connect() as created:
        assert checks(migrated) == checks(created)
    by_migrations.dispose()
    by_tables.dispose()


def test_every_migration_can_be_undone(sqlite_engine):
    from alembic import command

    from tracker.store.schema import _alembic

    with alone(sqlite_engine) as connection:
        command.downgrade(_alembic(connection), "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}


def test_a_measure_keeps_its_articles_when_their_one_text_becomes_rows(engine):
    from alembic import command

    from tracker.store.schema import _alembic

    plan = a_full_plan(head=a_head(jurisdictions=(), words=(), licence_code="", licence_url=""), milestones=(a_milestone(),), articles=(an_article(), an_article("Art. 8")), indicators=(),
                       indicator_links=(), corrections=(), measures=(a_measure(articles=("Art. 8", "Art. 7")), a_measure("MS02", articles=())))
    with writing(engine) as session:
        save_plan(session, plan)
    with alone(engine) as connection:
        command.downgrade(_alembic(connection), "0004")
        held = connection.execute(text("SELECT code, article FROM measures ORDER BY code")).all()
    assert [tuple(row) for row in held] == [("MS01", "Art. 8;Art. 7"), ("MS02", "")]
    assert migrate(engine) is SchemaState.BEHIND
    with reading(engine) as session:
        assert load_plan(session) == plan


@pytest.mark.parametrize(("revision", "state", "key"), [
    ("0004", SchemaState.BEHIND, "problem.schema_behind"), ("9999", SchemaState.UNKNOWN, "problem.schema_unknown")])
def test_an_older_and_an_unknown_revision_are_told_apart(engine, revision, state, key):
    with writers(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    assert schema_state(engine) is state
    with pytest.raises(NotReady) as refusal:
        require_current(engine)
    assert refusal.value.key == key


def test_a_database_of_somebody_else_is_left_alone(bare_engine):
    with writers(bare_engine).begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    with pytest.raises(NotReady):
        migrate(bare_engine)
    with readers(bare_engine).connect() as connection:
        assert inspect(connection).get_table_names() == ["theirs"]


def test_sqlite_runs_with_the_settings_that_lost_nothing(sqlite_engine):
    with readers(sqlite_engine).connect() as connection:
        told = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in (
            "journal_mode", "synchronous", "busy_timeout", "foreign_keys", "trusted_schema", "secure_delete")}
    assert told == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30000, "foreign_keys": 1,
                    "trusted_schema": 0, "secure_delete": 1}


def test_a_reader_takes_no_lock_and_a_writer_does(sqlite_engine):
    other = sqlite3.connect(sqlite_engine.url.database, timeout=0, isolation_level=None)
    with readers(sqlite_engine).connect() as connection:
        connection.execute(text("SELECT 1 FROM plan")).first()
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with writers(sqlite_engine).begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_backup_holds_what_a_live_file_says(sqlite_engine, tmp_path):
    with writing(sqlite_engine) as session:
        save_plan(session, a_plan())
    back_up(tmp_path / "tracker.sqlite", tmp_path / "copy.sqlite")
    copied = engine_for(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    with readers(copied).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM milestones")).scalar() == 1
    copied.dispose()


def test_a_database_that_does_not_exist_is_empty_and_stays_away(tmp_path):
    engine = engine_for(f"sqlite:///{tmp_path}/nowhere/tracker.sqlite")
    assert schema_state(engine) == "empty"
    with pytest.raises(NotReady, match="error.not_seeded"):
        revision_of(engine)
    assert not (tmp_path / "nowhere").exists()


def test_the_files_of_the_migrations_are_named_by_their_revisions_in_order(sqlite_engine):
    """What a start goes by, so that it needs not load what reads them."""
    from alembic.script import ScriptDirectory

    from tracker.store.schema import _alembic

    with alone(sqlite_engine) as connection:
        script = ScriptDirectory.from_config(_alembic(connection))
    assert known_revisions() == tuple(revision.revision for revision in script.walk_revisions())[::-1]
    assert script.get_heads() == [known_revisions()[-1]]


def test_the_revision_of_a_database_is_none_before_there_is_one(sqlite_engine):
    """Without tables, at the present one, and with everything undone: a copy set aside before a migration is named by it."""
    from alembic import command

    from tracker.store.schema import _alembic

    assert held_revision(sqlite_engine) == known_revisions()[-1]
    with alone(sqlite_engine) as connection:
        command.downgrade(_alembic(connection), "base")
    assert held_revision(sqlite_engine) == "none"
    with alone(sqlite_engine) as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    assert held_revision(sqlite_engine) == "none"
