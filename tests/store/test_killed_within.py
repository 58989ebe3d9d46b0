"""Killed before one certain statement of a transaction, each in turn: whatever was written until then is as if it had
never been. The random kills of test_faults hit a save anywhere; these hit it inside, every time."""

import multiprocessing
import os
import random
import signal
from collections.abc import Callable

import pytest
from sqlalchemy import event

from tests.builders import a_full_plan
from tests.store import workers
from tests.store.working import AT, in_tables, saved, whole
from tracker.domain.actors import Action
from tracker.domain.records import records
from tracker.services.door import perform
from tracker.store.engine import engine_for, write
from tracker.store.plans import save_plan

pytestmark = pytest.mark.slow
KILLS = 50
NURSERY = multiprocessing.get_context("forkserver")  # its children need not import anything first
NURSERY.set_forkserver_preload(["tests.store.test_killed_within", "alembic.config", "sqlalchemy.dialects.sqlite"])


def traced(url: str, deed: Callable[[str], object], diary: str, last: int) -> None:
    """Does the deed, counts the statements from BEGIN IMMEDIATE on, and dies before the one numbered `last`; the diary
    says which it was. With 0 it lives, and the diary says how many there were."""
    seen = [0]

    def told(statement: str) -> None:
        seen[0] += bool(seen[0]) or "BEGIN IMMEDIATE" in statement
        if last and seen[0] == last:
            _note(diary, statement)
            os.kill(os.getpid(), signal.SIGKILL)
        if statement == "COMMIT" and seen[0]:
            _note(diary, str(seen[0]))

    event.listen(engine_for(url), "connect", lambda connection, _: connection.set_trace_callback(told))
    deed(url)


def _note(diary: str, words: str) -> None:
    with open(diary, "w") as notes:
        notes.write(words)


def one_save(url: str) -> None:
    """A report and a comment at once."""
    perform(workers.caller(url), Action.EDIT_PLAN, workers._one_more)


def one_import(url: str) -> None:
    """The other words in place of the plan there is."""
    from tests.conftest import SEED_DATA
    from tracker.exchange import csv_bundle
    plan = workers.other_words(csv_bundle.read(SEED_DATA))
    write(engine_for(url), lambda session: save_plan(session, plan, AT))


def run(engine, deed: Callable[[str], object], diary, last: int = 0) -> tuple[int | None, str]:
    """How the process ended, and what its diary says."""
    engine.dispose()
    process = NURSERY.Process(target=traced, args=(str(engine.url), deed, str(diary), last), daemon=True)
    process.start()
    process.join(120)
    return process.exitcode, diary.read_text()


def killed_everywhere(engine, deed: Callable[[str], object], diary) -> set[str]:
    """Kills the deed before statements spread over all of it, the COMMIT among them: each time nothing has changed. Then
    it is done, to know that it would have. Gives the kinds of statements it was killed before."""
    spare = engine_for(f"sqlite:///{diary.parent / 'spare.sqlite'}")
    with engine.raw_connection().driver_connection as source, spare.raw_connection().driver_connection as target:
        source.backup(target)
    _, said = run(spare, deed, diary)
    count, before, words = int(said), in_tables(engine), set()
    chosen = [count, *random.Random(7).choices(range(2, count), k=KILLS - 1)] if count > KILLS else [*range(1, count + 1)] * (1 + KILLS // count)
    for last in chosen:
        code, statement = run(engine, deed, diary, last)
        assert code == -signal.SIGKILL, (last, code)
        words.add(statement.split(" ", 1)[0].upper())
        assert in_tables(engine) == before, statement
    assert len(chosen) >= KILLS and whole(engine)
    assert run(engine, deed, diary)[0] == 0 and in_tables(engine) != before and whole(engine)
    return words


def test_a_save_is_killed_before_each_of_its_statements(sqlite_engine, tmp_path):
    saved(sqlite_engine, a_full_plan())
    assert killed_everywhere(sqlite_engine, one_save, tmp_path / "diary") >= {"SELECT", "INSERT", "COMMIT"}


def test_an_import_is_killed_all_over(sqlite_engine, tmp_path, real_plan):
    saved(sqlite_engine, real_plan)
    assert records(real_plan).items() <= in_tables(sqlite_engine).items()
    assert killed_everywhere(sqlite_engine, one_import, tmp_path / "diary") >= {"INSERT", "UPDATE", "DELETE", "COMMIT"}
