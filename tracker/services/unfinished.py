"""Why a release could not be written, as far as this process tried: told on the page where it can be tried again.

In memory only. Another process that looks for what is due finds the same obstacle itself, and so does this one after a
new start.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.domain.workspace import ReleaseDraft
from tracker.store.engine import Engine, address

REST = timedelta(minutes=10)  # before it is tried again unasked: writing a release is a minute's work of the machine


@dataclass(frozen=True)
class Obstacle:
    """What stood in the way of `draft`, and when."""

    at: datetime
    draft: ReleaseDraft
    problem: Exception


_met: dict[tuple[str, str], Obstacle] = {}


def met(engine: Engine, draft: ReleaseDraft, problem: Exception, at: datetime) -> None:
    """Remembers what stood in the way of this draft."""
    _met[address(engine), draft.code] = Obstacle(at, draft, problem)


def obstacle(engine: Engine, draft: ReleaseDraft) -> Obstacle | None:
    """What stood in its way the last time; nothing once anything about the draft is another."""
    held = _met.get((address(engine), draft.code))
    return held if held and held.draft == draft else None


def is_resting(engine: Engine, draft: ReleaseDraft, at: datetime) -> bool:
    """Whether it failed so lately that it is not tried again unasked."""
    held = obstacle(engine, draft)
    return held is not None and at < held.at + REST


def asked_again(engine: Engine, code: str) -> None:
    """The next look tries it."""
    _met.pop((address(engine), code), None)
