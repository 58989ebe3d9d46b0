"""What a process does that dies while it publishes, at a step chosen beforehand: nothing is left to luck or to the clock."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import event

from tests.services.press import small
from tracker.services.door import Caller
from tracker.services.printing import Press
from tracker.services.publishing import publish as send
from tracker.store.engine import Engine, engine_for


def caller(engine: Engine) -> Caller:
    return Caller(engine, "", datetime.now(UTC), date(2026, 11, 22), console=True)


def press_in(folder: Path) -> Press:
    """Enough files to be caught in the middle of."""
    return Press(folder, lambda contents: small(contents) | {f"site/{n}.html": b"x" * 2000 for n in range(20)})


def publish(url: str, folder: str, diary: str, code: str, seen: int, last: int) -> None:
    """Publishes, and notes every step before it is taken; at step `last` the process is killed (0: at none)."""
    steps = count(1)
    with open(diary, "w", buffering=1) as notes:
        def step(name: str) -> None:
            notes.write(f"{name}\n")
            if next(steps) == last:
                os.kill(os.getpid(), signal.SIGKILL)
        _listen(engine_for(url), folder, step)
        send(caller(engine_for(url)), code, seen, press_in(Path(folder)), None, "")
        step("end")


def _listen(engine: Engine, folder: str, step: Callable[[str], None]) -> None:
    """A step is whatever writes a file of the folder, puts it on the disk, gives it its name, changes the store, or makes
    that count."""
    def on_disk(name: str, given: tuple) -> None:
        if name == "os.rename" or name == "open" and given[1] in ("w", "wb", None) and str(given[0]).startswith(folder):
            step(name)

    def in_store(statement: str) -> None:
        if (verb := statement.split()[0]) in ("INSERT", "UPDATE", "DELETE", "COMMIT"):
            step(verb)

    sys.addaudithook(on_disk)
    event.listen(engine, "connect", lambda connection, _: connection.set_trace_callback(in_store))
