"""The first release of a new site is written beside the server, by a process of its own that gives way to everybody."""

import logging
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import anyio

from tracker.incidents import record

COMMAND = (sys.executable, "-m", "tracker", "release", "seed", "--gently")
PAUSES = (10.0, 60.0, 600.0)  # seconds before it is tried again; after that the next start tries it
log = logging.getLogger("tracker.first")


async def write_first(
    wanted: Callable[[], bool], folder: Path, command: Sequence[str] = COMMAND, pause: Callable[[float], Awaitable[None]] = anyio.sleep,
) -> None:
    """Runs the command in `folder` until nothing is wanted any more. Ended with the server; what it had not finished
    leaves no trace. Whatever goes wrong here ends nothing else that runs beside the server."""
    for seconds in (*PAUSES, 0.0):
        try:
            if not await anyio.to_thread.run_sync(wanted):
                return
            written = await _run(command, folder)
        except Exception as problem:  # the store is away, or no process can be started: the next try is a new chance
            record(problem, "the first release")
            written = False
        if not written:
            await pause(seconds)


async def _run(command: Sequence[str], folder: Path) -> bool:
    """Whether it ended well."""
    done = await anyio.run_process(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=None, check=False)
    if done.returncode:
        log.warning("the first release was not written: exit code %d", done.returncode)
    return not done.returncode
