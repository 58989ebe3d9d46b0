"""The servers that are compared, each in a process of its own with the same Streamlit settings."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.serving import ROOT, free_port

APPS = Path(__file__).parent / "apps"


@dataclass(frozen=True)
class Peer:
    url: str
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of processor time used so far by the server and its children."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(t.user + t.system for t in (p.cpu_times() for p in family))


@contextmanager
def _started(words: list[str], port: int, health: str, environment: dict[str, str]) -> Iterator[Peer]:
    process = subprocess.Popen(words, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}{health}")
        yield Peer(f"http://127.0.0.1:{port}", psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def tracker(database_url: str):
    """Our own server on a seeded database."""
    port = free_port()
    environment = {"TRACKER_DATABASE_URL": database_url, "TRACKER_PORT": str(port), "TRACKER_AS_OF": "2026-11-22", "TRACKER_SEED_RELEASE": "quick"}
    return _started([sys.executable, "-m", "tracker", "serve"], port, "/healthz", environment)


def public(releases: Path):
    """Our own server of a public site: it reads releases and nothing else."""
    port = free_port()
    environment = {"TRACKER_SITE": "public", "TRACKER_RELEASES": str(releases), "TRACKER_PORT": str(port), "TRACKER_AS_OF": "2026-11-22"}
    return _started([sys.executable, "-m", "tracker", "serve"], port, "/healthz", environment)


def bytes_in_memory(folder: Path):
    """Starlette sending the files of a folder from memory."""
    port = free_port()
    return _started([sys.executable, str(APPS / "cached.py"), str(port)], port, "/", {"BENCH_FILES": str(folder)})


def script(name: str, database: Path):
    """A plain Streamlit script of tests/bench/apps under the settings of .streamlit/config.toml."""
    port = free_port()
    words = [sys.executable, "-m", "streamlit", "run", str(APPS / f"{name}.py"), "--server.port", str(port), "--server.headless", "true"]
    return _started(words, port, "/_stcore/health", {"BENCH_SQLITE": str(database)})
