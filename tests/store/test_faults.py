"""Killed at any moment, a save happened whole or not at all, and the log still leads to what is there."""

import multiprocessing
import random
import time
from pathlib import Path

import pytest

from tests.builders import a_full_plan
from tests.store import workers
from tests.store.working import in_tables, saved, whole
from tracker.domain.records import records
from tracker.services.reading import internal

pytestmark = pytest.mark.slow
KILLS = 50
NURSERY = multiprocessing.get_context("forkserver")  # its children need not import anything first
NURSERY.set_forkserver_preload(["tests.store.workers", "alembic.config", "sqlalchemy.dialects.sqlite"])


def killed(work, engine, diary: Path, *given, span: float) -> list[str]:
    """What a worker noted before it was killed, at a random moment within `span` seconds of its first note."""
    diary.unlink(missing_ok=True)
    process = NURSERY.Process(target=work, args=(engine.url.render_as_string(), str(diary), *given), daemon=True)
    process.start()
    while not diary.exists() or not diary.stat().st_size:
        assert process.is_alive(), f"the worker ended by itself with {process.exitcode}"
        time.sleep(0.001)
    time.sleep(random.random() * span)
    process.kill()
    process.join(60)
    return diary.read_text().splitlines()


def in_the_middle(noted: list[str]) -> bool:
    """Whether it was killed after it began to save and before that was done."""
    return noted[-1].startswith("begin")


def test_killed_while_saving(sqlite_engine, tmp_path):
    """Each save writes a report and a comment of the same number: never one without the other."""
    saved(sqlite_engine, a_full_plan())
    first, hits, done = len(a_full_plan().milestone("M01-01").reports), 0, 0
    for _ in range(KILLS):
        noted = killed(workers.report, sqlite_engine, tmp_path / "diary", span=0.1)
        hits += in_the_middle(noted)
        done += sum(line.startswith("end") for line in noted)
        now = internal(sqlite_engine)
        count = len(now.plan.milestone("M01-01").reports) - first
        assert len(now.workspace.comments) == count and done <= count <= done + hits
    assert whole(sqlite_engine) and hits >= KILLS // 2, hits


def test_killed_while_importing(sqlite_engine, tmp_path, real_plan):
    plans = real_plan, workers.other_words(real_plan)
    start = time.perf_counter()
    for plan in reversed(plans):
        saved(sqlite_engine, plan)
    once = (time.perf_counter() - start) / 2
    states, hits, seen = [records(plan) for plan in plans], 0, set()
    for turn in range(KILLS):
        noted = killed(workers.swap, sqlite_engine, tmp_path / "diary", *plans, span=2.5 * once)
        hits += in_the_middle(noted)
        seen.add(states.index(in_tables(sqlite_engine)))
        assert turn % 10 or whole(sqlite_engine)
    assert whole(sqlite_engine) and hits >= KILLS // 2 and seen == {0, 1}, (hits, seen)
