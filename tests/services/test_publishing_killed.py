"""Killed at any moment while publishing: never half a release, and what is left is finished by the next run."""

import multiprocessing
import random
import time
from pathlib import Path

import pytest

from tests.services import publishing_worker
from tests.services.press import NOTICE, a_house
from tracker.domain.release import release_id
from tracker.domain.words import NOTHING
from tracker.domain.workspace import ReleaseState
from tracker.exchange.release_folder import ids, read_release
from tracker.services import publishing

pytestmark = pytest.mark.slow
KILLS = 50
NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload(["tests.services.publishing_worker"])


def killed(house, code: str, seen: int, diary: Path, span: float) -> str:
    """What the worker noted before it was killed within `span` seconds of its start."""
    diary.unlink(missing_ok=True)
    work = NURSERY.Process(target=publishing_worker.publish, daemon=True, args=(
        house.engine.url.render_as_string(), str(house.folder), str(diary), code, seen))
    work.start()
    while not diary.exists() or not diary.stat().st_size:
        time.sleep(0.001)
    time.sleep(random.random() * span)
    work.kill()
    work.join(60)
    return diary.read_text().splitlines()[-1]


def test_killed_while_publishing(sqlite_engine, tmp_path):
    house, hits, between = a_house(sqlite_engine, tmp_path / "releases"), 0, 0
    house.press = publishing_worker.press_in(house.folder)
    for turn in range(KILLS):
        code = house.approved(NOTICE if turn else NOTHING)
        last = killed(house, code, house.version(code), tmp_path / "diary", 0.35)
        hits += last == "begin"
        there, draft = release_id(code) in ids(house.folder), house.draft(code)
        if there:
            release, findings = read_release(house.folder, release_id(code))
            assert release is not None and release.plan, findings
        between += there and draft.state is ReleaseState.APPROVED
        assert there or draft.state is ReleaseState.APPROVED  # never recorded without its folder
        if draft.publish_at is None:
            house.publish(code)
        else:
            publishing.caught_up(publishing_worker.caller(house.engine), house.press)
        release, _ = read_release(house.folder, release_id(code))
        assert house.draft(code).state is ReleaseState.PUBLISHED and house.draft(code).manifest == release.manifest_sha256
    left = [p.name for p in house.folder.iterdir() if p.name.startswith(".") and p.name != ".lock"]
    assert left == [] and hits >= KILLS // 3, (hits, between, left)


def test_dead_between_folder_and_store(sqlite_engine, tmp_path, monkeypatch):
    """The one gap there is: the folder stands, the store does not know. The same bytes are made again and recorded."""
    house = a_house(sqlite_engine, tmp_path / "releases")
    code = house.approved()
    printed = publishing.printed

    def dies(*given):
        printed(*given)
        raise KeyboardInterrupt
    monkeypatch.setattr(publishing, "printed", dies)
    with pytest.raises(KeyboardInterrupt):
        house.publish(code)
    assert release_id(code) in ids(house.folder) and house.draft(code).state is ReleaseState.APPROVED
    monkeypatch.undo()
    house.publish(code)
    assert house.draft(code).state is ReleaseState.PUBLISHED
