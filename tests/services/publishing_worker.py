"""What a process does that is killed while it publishes."""

from datetime import UTC, date, datetime
from pathlib import Path

from tests.services.press import small
from tracker.services.door import Caller
from tracker.services.printing import Press
from tracker.services.publishing import publish as send
from tracker.store.engine import Engine, engine_for


def caller(engine: Engine) -> Caller:
    return Caller(engine, "", datetime.now(UTC), date(2026, 11, 22), console=True)


def press_in(folder: Path) -> Press:
    """Enough files to be caught in the middle of."""
    return Press(folder, lambda contents: small(contents) | {f"site/{n}.html": b"x" * 2000 for n in range(40)})


def publish(url: str, folder: str, diary: str, code: str, seen: int) -> None:
    with open(diary, "a", buffering=1) as notes:
        notes.write("begin\n")
        send(caller(engine_for(url)), code, seen, press_in(Path(folder)), None, "")
        notes.write("end\n")
