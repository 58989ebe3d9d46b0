"""A process of its own for what comes from people: it may not take more memory or time than it is given, and knows
nothing of us."""

import subprocess
import sys
from pathlib import Path

from tracker.exchange.preflight import refused

ROOT = Path(__file__).resolve().parent.parent.parent
CHILD = "tracker.exchange.reading_child"
WAITING = 4  # seconds on the wall to one of processor time: others work on the machine too


def in_child(task: str, given: bytes, memory: int, seconds: int) -> bytes:
    """What the child makes of it, with `memory` bytes of address space, `seconds` of processor time and some more on
    the wall. It gets nothing of our environment: no address of a database, no secret. Raises BadBook where it fails."""
    try:
        done = subprocess.run([sys.executable, "-m", CHILD, task, str(memory), str(seconds)], input=given, capture_output=True,
                              timeout=WAITING * seconds, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}, check=False)
    except subprocess.TimeoutExpired:
        raise refused("too_long") from None
    if done.returncode:
        raise refused("too_long")
    return done.stdout
