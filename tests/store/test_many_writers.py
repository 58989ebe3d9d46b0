"""Eight processes at once lose nothing and see no error; an intent sent from several at once has one effect."""

import subprocess
import sys
from collections import Counter

import pytest

from tests.builders import a_full_plan
from tests.serving import ROOT
from tests.store.working import saved, told, whole
from tracker.services.reading import internal

pytestmark = pytest.mark.slow
WRITERS, TIMES = 8, 25


def together(engine, *words) -> list[str]:
    """The output of WRITERS processes that do the same at once."""
    url = engine.url.render_as_string(hide_password=False)
    started = [subprocess.Popen([sys.executable, "-m", "tests.store.workers", words[0], url, f"w{n}", *words[1:]], cwd=ROOT, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE) for n in range(WRITERS)]
    outputs = [process.communicate(timeout=300) for process in started]
    assert [error for _, error in outputs if error] == [] and {p.returncode for p in started} == {0}
    return [line for output, _ in outputs for line in output.split()]


def test_eight_writers_lose_nothing(engine):
    saved(engine, a_full_plan())
    before = a_full_plan().milestone("M01-01").weight
    assert together(engine, "add", str(TIMES)) == ["done"] * WRITERS
    now = internal(engine)
    assert now.plan.milestone("M01-01").weight == before + WRITERS * TIMES
    assert len(now.workspace.comments) == len({c.code for c in now.workspace.comments}) == WRITERS * TIMES
    assert now.versions["milestone/M01-01"] == 1 + WRITERS * TIMES and whole(engine)


def test_an_intent_sent_by_eight_at_once_has_one_effect(engine):
    saved(engine, a_full_plan())
    results = together(engine, "same", str(TIMES))
    assert set(Counter(results).values()) == {WRITERS} and len(set(results)) == TIMES
    comments = [c.code.removeprefix("K-") for c in internal(engine).workspace.comments]
    assert sorted(comments) == sorted(set(results)) and whole(engine)
    assert len([e for e in told(engine) if e.key.startswith("comment/")]) == TIMES
