"""The shipped configuration under a real nginx, where one is installed: releases from their folder, the rest from the application."""

import os
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.builders import a_full_plan
from tests.serving import free_port
from tests.site.editions import release_info
from tracker.domain.log import Head
from tracker.domain.release import Manifest, ReleaseId, ReleaseKind
from tracker.exchange.release_folder import write_release
from tracker.site.static_edition import files_static

SHIPPED = Path(__file__).resolve().parents[2] / "tracker" / "site" / "nginx.conf"
PATIENCE = 20  # seconds
ID = ReleaseId(2026, 4, 1)


def without_nginx() -> None:
    """Unlike a browser, nginx cannot be installed by the tests: where a machine lacks it, they say so and go on."""
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        warnings.warn("SKIPPED: nginx is missing, so its configuration was not tried", stacklevel=2)
    pytest.skip("nginx is missing")


class Application(BaseHTTPRequestHandler):
    """Stands in for the tracker: says which address it was asked for."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"application {self.path} {self.headers['Host']}".encode())

    def log_message(self, *_) -> None:
        pass


def released(folder: Path) -> None:
    files = files_static(replace(a_full_plan(), checks=()), release_info()) | {"data/ko/goals.csv": b"code\n", "evidence/abc.html": b"<script>1</script>"}
    write_release(folder, Manifest(ID, ReleaseKind.SEED, "P", date(2026, 11, 22), datetime(2026, 11, 22, tzinfo=UTC), Head(0, ""), {}), files)
    (folder / ".2026Q4-r2.1").mkdir()
    (folder / ".2026Q4-r2.1" / "plan.json").write_text("not yet")


def configured(folder: Path, releases: Path, port: int, behind: int) -> str:
    """The shipped file with its lines marked HERE filled in; every replacement must be found."""
    text = SHIPPED.read_text("utf-8")
    for old, new in (("listen 8080;", f"listen 127.0.0.1:{port};"), ("/srv/tracker/releases", str(releases)), ("127.0.0.1:8501", f"127.0.0.1:{behind}")):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    paths = "".join(f"{kind}_temp_path {folder / kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    return f"daemon off; {user} pid {folder / 'pid'}; error_log {folder / 'log'}; events {{}}\nhttp {{ include /etc/nginx/mime.types; access_log off; {paths}\n{text}\n}}\n"


@contextmanager
def started(folder: Path) -> Iterator[str]:
    port, behind = free_port(), HTTPServer(("127.0.0.1", 0), Application)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    (folder / "releases").mkdir()
    released(folder / "releases")
    (folder / "nginx.conf").write_text(configured(folder, folder / "releases", port, behind.server_port), "utf-8")
    process = subprocess.Popen(["nginx", "-e", str(folder / "log"), "-c", str(folder / "nginx.conf")])
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)
        behind.shutdown()
        behind.server_close()


def _wait(url: str, process: subprocess.Popen) -> None:
    for _ in range(PATIENCE * 10):
        assert process.poll() is None, "nginx refused the configuration"
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nginx does not answer")


def ask(url: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code, {}, b""


def test_nginx_serves_releases_from_their_folder_and_passes_the_rest_on(tmp_path):
    if shutil.which("nginx") is None:
        without_nginx()
    with started(tmp_path) as url:
        status, headers, body = ask(f"{url}/r/{ID}/")
        assert status == 200 and b"<!doctype html>" in body and "text/html" in headers["content-type"]
        assert "immutable" in headers["cache-control"] and "frame-ancestors 'self'" in headers["content-security-policy"]
        chart = next(p.relative_to(tmp_path / "releases" / str(ID) / "site") for p in sorted((tmp_path / "releases").rglob("embed/*/*.html")))
        assert "frame-ancestors *" in ask(f"{url}/r/{ID}/{chart}")[1]["content-security-policy"]
        assert ask(f"{url}/r/{ID}/data/ko/goals.csv")[2] == b"code\n" and ask(f"{url}/r/{ID}/manifest.json")[0] == 200
        assert ask(f"{url}/r/{ID}/evidence/abc.html")[1]["content-type"] == "application/octet-stream"
        for hidden in ("/r/2026Q4-r2/plan.json", "/r/.2026Q4-r2.1/plan.json", f"/r/{ID}/../../nginx.conf", f"/r/{ID}/nothing.html"):
            assert ask(url + hidden)[0] in (400, 404), hidden
        assert ask(f"{url}/goal?code=T07")[2].startswith(b"application /goal?code=T07 127.0.0.1:")
        assert ask(f"{url}/latest/index.html")[2].startswith(b"application /latest/index.html")
