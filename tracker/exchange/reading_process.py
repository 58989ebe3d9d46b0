"""A process of its own for what comes from people: it may not take more memory or time than it is given, and knows
nothing of us."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

from tracker.exchange.preflight import refused

ROOT = Path(__file__).resolve().parent.parent.parent
CHILD = "tracker.exchange.reading_child"
WAITING = 4  # seconds on the wall to one of processor time: others work on the machine too
AT_ONCE, PATIENCE = 2, 60  # children at a time, each may take a core and much memory; seconds the next one waits
log = logging.getLogger("tracker.reading")
_room = BoundedSemaphore(AT_ONCE)


def in_child(task: str, given: bytes, memory: int, seconds: int) -> bytes:
    """What the child makes of it, with `memory` bytes of address space, `seconds` of processor time and some more on
    the wall. It gets nothing of our environment: no address of a database, no secret. Raises BadBook where it fails."""
    with _place():
        try:
            done = subprocess.run([sys.executable, "-m", CHILD, task, str(memory), str(seconds)], input=given, capture_output=True,
                                  timeout=WAITING * seconds, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}, check=False)
        except subprocess.TimeoutExpired:
            raise refused("too_long") from None
    if done.returncode:
        log.warning("a file was not read: exit code %d, %s", done.returncode, _fault(done.stderr))
        raise refused("too_long")
    return done.stdout


@contextmanager
def _place() -> Iterator[None]:
    """One of the places for children. Raises BadBook where none gets free in time."""
    if not _room.acquire(timeout=PATIENCE):
        raise refused("too_many_at_once")
    try:
        yield
    finally:
        _room.release()


def _fault(said: bytes) -> str:
    """The name of the error that ended a child; what stands behind it may be a cell of the file, and is no matter of the log."""
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
    name = last.partition(":")[0]
    return name if name.replace(".", "").isidentifier() else "ended"
