"""The real application on a free port, for tests that speak HTTP or drive a browser.

Put `from tests.serving import running_app  # noqa: F401` into a conftest.py or a test file; the fixture gives an `App`
whose `url` has no slash at its end. One process serves the whole session, on a database seeded once.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2026-11-22"
PATIENCE = 120  # seconds; seeding and the first import are the slow parts


@dataclass(frozen=True)
class App:
    """A running application: its address, its database and the file its log goes to."""

    url: str
    database_url: str
    log: Path
    pid: int

    def logged(self) -> str:
        return self.log.read_text("utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder: Path, environment: Mapping[str, str] = {}, command: tuple[str, ...] = ()) -> Iterator[App]:
    """The application started in a process of its own, with its database in `folder`, until the block ends.

    `environment` adds to or overrides what it sees; `command` replaces `python -m tracker serve`; `{port}` in it is filled.
    """
    port = free_port()
    database_url = environment.get("TRACKER_DATABASE_URL", f"sqlite:///{folder / 'tracker.sqlite'}")
    surroundings = {
        **os.environ, "TRACKER_DATABASE_URL": database_url, "TRACKER_AS_OF": AS_OF, "TRACKER_LANGUAGE": "ko",
        "TRACKER_HOST": "127.0.0.1", "TRACKER_PORT": str(port), "PYTHONUNBUFFERED": "1",
        "TRACKER_RELEASES": str(folder / "releases"), "TRACKER_SEED_RELEASE": "quick", **environment,
    }
    words = [word.format(port=port) for word in command] or [sys.executable, "-m", "tracker", "serve"]
    log = folder / "server.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(words, cwd=ROOT, env=surroundings, stdout=sink, stderr=subprocess.STDOUT)
        try:
            app = App(f"http://127.0.0.1:{port}", database_url, log, process.pid)
            _wait_until_ready(app, process)
            yield app
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(app: App, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"the application ended with {process.returncode}:\n{app.logged()[-4000:]}")
        try:
            with urllib.request.urlopen(f"{app.url}/healthz", timeout=5):
                return
        except urllib.error.HTTPError as answer:
            if b'"reason"' in answer.read():  # a public site with nothing to show: it runs and says so
                return
            time.sleep(0.1)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"the application was not ready after {PATIENCE} s:\n{app.logged()[-4000:]}")


@pytest.fixture(scope="session")
def running_app(tmp_path_factory) -> Iterator[App]:
    """The application on the real plan as of 2026-11-22, in Korean by default."""
    with serving(tmp_path_factory.mktemp("serving")) as app:
        yield app
