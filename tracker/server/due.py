"""What is due is published by the server itself: every so often it looks, quietly, for as long as it runs."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import anyio

from tracker.domain.errors import TrackerError
from tracker.incidents import record

EVERY = 5.0  # seconds between two looks: somebody may be watching; a look that finds nothing costs two short queries
log = logging.getLogger("tracker.due")


async def watch(look: Callable[[], Sequence[str]], every: float = EVERY, pause: Callable[[float], Awaitable[None]] = anyio.sleep) -> None:
    """Looks again and again until it is cancelled. `look` publishes what is due and gives the ids; several processes may
    look at the same time."""
    told = ""
    while True:
        await pause(every)
        told = await anyio.to_thread.run_sync(partial(_look, look, told), abandon_on_cancel=True)


def _look(look: Callable[[], Sequence[str]], told: str) -> str:
    """What stands in the way now, empty where nothing does. The same thing is logged once, not at every look, and of a
    refusal only its name: what it is about is for the page where it can be mended."""
    try:
        done = look()
    except Exception as problem:  # whatever it was, the next look is a new chance
        name = problem.key if isinstance(problem, TrackerError) else type(problem).__name__
        if name != told and isinstance(problem, TrackerError):
            log.warning("what is due cannot be published: %s", name)
        elif name != told:
            record(problem, "publication of what is due")
        return name
    if done:
        log.warning("published what was due: %s", ", ".join(done))
    return ""
