"""Killed at every step of publishing: never half a release, and what is left is finished by the next run."""

import multiprocessing
from pathlib import Path

import pytest

from tests.services import publishing_worker
from tests.services.press import NOTICE, House, a_house
from tracker.domain.release import release_id
from tracker.domain.workspace import ReleaseState
from tracker.exchange.release_folder import ids, read_release
from tracker.services import publishing

pytestmark = pytest.mark.slow
NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload(["tests.services.publishing_worker"])


def steps(house: House, code: str, diary: Path, last: int = 0) -> list[str]:
    """What a process that publishes noted, killed at step `last`."""
    work = NURSERY.Process(target=publishing_worker.publish, args=(
        house.engine.url.render_as_string(), str(house.folder), str(diary), code, house.version(code), last))
    work.start()
    work.join()
    assert (work.exitcode != 0) == bool(last), work.exitcode
    return diary.read_text().splitlines()


def heal(house: House, code: str) -> None:
    """What the next run does."""
    if house.draft(code).publish_at is None:
        house.publish(code)
    else:
        publishing.caught_up(publishing_worker.caller(house.engine), house.press)


def test_killed_at_every_step(sqlite_engine, tmp_path):
    house, between = a_house(sqlite_engine, tmp_path / "releases"), 0
    house.press = publishing_worker.press_in(house.folder)
    house.published()
    whole = steps(house, house.approved(NOTICE), tmp_path / "diary")  # a correction, like all that follow
    assert whole[-1] == "end" and {"open", "os.rename", "INSERT", "COMMIT"} < set(whole) and len(whole) >= 40, " ".join(whole)
    for last in range(1, len(whole) + 1):
        code = house.approved(NOTICE)
        assert len(steps(house, code, tmp_path / "diary", last)) >= last  # files are written by several at once: some may note more
        there, draft = release_id(code) in ids(house.folder), house.draft(code)
        if there:
            release, findings = read_release(house.folder, release_id(code))
            assert release is not None and release.plan, findings
        between += there and draft.state is ReleaseState.APPROVED
        assert there or draft.state is ReleaseState.APPROVED  # never recorded without its folder
        heal(house, code)
        release, _ = read_release(house.folder, release_id(code))
        assert house.draft(code).state is ReleaseState.PUBLISHED and house.draft(code).manifest == release.manifest_sha256
    left = [p.name for p in house.folder.iterdir() if p.name.startswith(".") and p.name != ".lock"]
    assert left == [] and between >= 3, (between, left)


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
