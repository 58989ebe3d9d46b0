"""The server publishes what is due by itself: again and again, past errors, saying each of them once and no data with it."""

import logging
from datetime import timedelta

import anyio
import pytest

from tests.services.press import a_house
from tracker.domain.errors import NotReady
from tracker.domain.workspace import ReleaseState
from tracker.exchange.release_folder import ids
from tracker.incidents import record
from tracker.server.due import EVERY, watch
from tracker.services import publishing

SECRET = "TOKEN-51c0"


def test_an_error_told_on_the_page_too_has_one_number(caplog):
    problem = OSError(28, "No space left on device")
    assert record(problem, "first") == record(problem, "second") and len(caplog.records) == 1


class Enough(Exception):
    """The test has seen enough."""


def rounds(look, n: int) -> list[float]:
    """Lets the watch look `n` times; how long it would have paused before each."""
    paused = []

    async def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) > n:
            raise Enough

    with pytest.raises(Enough):
        anyio.run(watch, look, EVERY, pause)
    return paused[:n]


def test_it_goes_on_past_errors_and_says_each_once(caplog):
    happens = iter([NotReady("releasing.error_changed", code=SECRET), NotReady("releasing.error_changed", code=SECRET), ValueError("odd"), ValueError("odd"),
                    ("2026Q4-r2",), NotReady("releasing.error_changed", code=SECRET), ()])

    def look():
        one = next(happens)
        if isinstance(one, Exception):
            raise one
        return one

    with caplog.at_level(logging.WARNING):
        assert rounds(look, 7) == [EVERY] * 7 and next(happens, None) is None
    said = [r.getMessage() for r in caplog.records if r.name.startswith("tracker")]
    assert [words.split()[0] for words in said] == ["what", "incident", "published", "what"], said
    assert SECRET not in caplog.text


def test_a_release_set_for_a_time_goes_out_by_itself_and_once(sqlite_engine, tmp_path):
    house = a_house(sqlite_engine, tmp_path / "releases")
    code, seen = house.approved(), []
    house.publish(code, house.at + timedelta(minutes=5))

    def look():
        seen.append(ids(house.folder))
        done = publishing.caught_up(house.caller("console"), house.press)
        house.at += timedelta(minutes=3)
        return done

    rounds(look, 4)
    assert [len(held) for held in seen] == [0, 0, 0, 1] and house.draft(code).state is ReleaseState.PUBLISHED
