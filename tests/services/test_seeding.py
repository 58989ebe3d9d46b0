"""Seeding: once, whole or not at all, and harmless to repeat; a database made ready to serve."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.builders import a_full_plan, a_goal, a_head, a_plan
from tests.conftest import SEED_DATA
from tests.store.working import saved, told, whole
from tracker.domain.errors import BadInput, NotReady
from tracker.exchange import csv_bundle
from tracker.services import reading
from tracker.services.seeding import migrated, prepare, seed
from tracker.store.engine import alone, engine_for, writers
from tracker.store.schema import SchemaState, schema_state


@dataclass(frozen=True)
class Chosen:
    """The settings `prepare` reads."""

    database_url: str
    root: Path


@pytest.fixture
def folder(tmp_path):
    csv_bundle.write(a_full_plan(), tmp_path / "bundle")
    return tmp_path / "bundle"


def test_seeding_twice_changes_nothing(engine, folder):
    first, second = seed(engine, folder), seed(engine, folder)
    assert (first.changed, second.changed) == (True, False)
    assert first.revision == second.revision == reading.revision(engine)
    assert first.counts["milestones"] == 2 and first.counts["versions"] == 1


def test_a_changed_bundle_is_a_new_revision(engine, folder):
    before = seed(engine, folder).revision
    csv_bundle.write(a_plan(), folder)
    after = seed(engine, folder)
    assert after.changed and after.revision != before
    assert reading.edition(engine).plan == a_plan()


def test_a_bad_bundle_changes_nothing_and_lists_all(engine, folder):
    before = seed(engine, folder)
    for file, column in (("milestones.csv", "T01"), ("areas.csv", "P1")):
        path = folder / file
        path.write_text(path.read_text("utf-8").replace(f",{column},", ",NOWHERE,"), "utf-8")
    with pytest.raises(BadInput) as bad:
        seed(engine, folder)
    assert {(p.file, p.key) for p in bad.value.problems} == {
        ("milestones.csv", "unknown_code"), ("areas.csv", "unknown_code")}
    assert reading.revision(engine) == before.revision


def test_seeding_needs_the_schema(bare_engine, folder):
    with pytest.raises(NotReady):
        seed(bare_engine, folder)


def test_prepare_makes_folder_schema_and_data_once(tmp_path):
    chosen = Chosen(f"sqlite:///{tmp_path / 'new' / 'tracker.sqlite'}", SEED_DATA.parent)
    first, second = prepare(chosen), prepare(chosen)
    assert first.counts["milestones"] == 326 and second is None
    assert len(reading.edition(engine_for(chosen.database_url)).plan.goals) == 99


def _behind(engine):
    """One schema revision back, as a database of the previous version is."""
    from alembic import command

    from tracker.store.schema import _alembic

    with alone(engine) as connection:
        command.downgrade(_alembic(connection), "-1")


def test_prepare_keeps_a_copy_before_it_migrates(sqlite_engine, tmp_path, monkeypatch):
    _behind(sqlite_engine)
    root = tmp_path / "root"
    csv_bundle.write(a_plan(), root / "seed_data")
    prepare(Chosen(sqlite_engine.url.render_as_string(), root))
    assert schema_state(sqlite_engine) is SchemaState.CURRENT
    (kept,) = tmp_path.glob("tracker.sqlite.before-migrating-*")
    copy = engine_for(f"sqlite:///{kept}")
    assert schema_state(copy) is SchemaState.BEHIND
    copy.dispose()


@pytest.mark.postgres
def test_prepare_does_not_migrate_a_shared_database_behind(database_url, tmp_path):
    url = database_url("postgresql", True)
    _behind(engine_for(url))
    with pytest.raises(NotReady) as refusal:
        prepare(Chosen(url, tmp_path))
    assert refusal.value.key == "problem.schema_behind"


def test_prepare_refuses_an_unknown_schema(engine, tmp_path):
    with writers(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotReady) as refusal:
        prepare(Chosen(engine.url.render_as_string(hide_password=False), tmp_path))
    assert refusal.value.key == "problem.schema_unknown"


def test_prepare_tells_the_log_of_a_plan_that_is_older(sqlite_engine, tmp_path):
    from alembic import command

    from tracker.store.schema import _alembic

    plan = a_plan(head=a_head(jurisdictions=(), words=(), licence_code="", licence_url=""))
    saved(sqlite_engine, plan)
    with alone(sqlite_engine) as connection:
        command.downgrade(_alembic(connection), "0005")
    before = reading_revision(sqlite_engine)
    assert prepare(Chosen(sqlite_engine.url.render_as_string(), tmp_path)) is None
    assert whole(sqlite_engine) and reading.edition(sqlite_engine).plan == plan
    assert {e.action for e in told(sqlite_engine)} == {"plan:import"} and reading.revision(sqlite_engine) != before
    assert migrated(sqlite_engine) is SchemaState.CURRENT and whole(sqlite_engine)


def reading_revision(engine) -> str:
    with engine.connect() as connection:
        return connection.execute(text("SELECT id FROM revisions ORDER BY number DESC LIMIT 1")).scalar()


def test_a_new_bundle_is_in_the_log_as_what_differs(engine, folder):
    at = datetime(2026, 2, 25, tzinfo=UTC)
    seed(engine, folder, at)
    before = told(engine)
    csv_bundle.write(a_full_plan(goals=(a_goal(name="Renamed"),)), folder)
    seed(engine, folder, at)
    (new,) = told(engine)[len(before):]
    assert (new.at, new.actor, new.role, new.action, new.key, new.field) == (at, "console", "admin", "plan:import", "goal/T01", "name")
    assert whole(engine)
