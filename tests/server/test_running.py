"""The running application: every way to start it, the handshake of its websocket, and what a real browser sees of it."""

import gzip
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.serving import ROOT, serving
from tracker.text import wording

WAYS = {
    "serve": (sys.executable, "-m", "tracker", "serve"),
    "streamlit run": (sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", "{port}"),
    "uvicorn": (sys.executable, "-m", "uvicorn", "dashboard:app", "--port", "{port}"),
}


def fetched(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as answer:
            return answer.status, _lower(answer.headers), answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, _lower(answer.headers), answer.read()


def _lower(headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_start_gives_the_same_application(tmp_path, way):
    with serving(tmp_path, command=WAYS[way]) as app:
        for place, status in (("/", 200), ("/goals?lang=en", 200), ("/nowhere", 404), ("/_stcore/health", 200), ("/_stcore/metrics", 404)):
            answer = fetched(app.url + place)
            assert answer[0] == status and "content-security-policy" in answer[1], place
        assert "Traceback" not in app.logged()


LATER = {"openpyxl", "alembic", "authlib", "icalendar", "requests", "numpy", "pandas"}


def test_a_start_loads_nothing_that_is_only_wanted_later(tmp_path):
    """Each of these takes about as long to load as everything else of a start."""
    program = "import sys, tracker.cli.commands, dashboard; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    environment = {"PATH": "/usr/bin:/bin", "TRACKER_DATABASE_URL": f"sqlite:///{tmp_path}/plan.sqlite"}
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.split()
    assert "sqlalchemy" in loaded and "streamlit" in loaded and not LATER & set(loaded)


def handshake(url: str, origin: str | None) -> str:
    """The first line a server answers to a websocket handshake."""
    host, port = url.removeprefix("http://").split(":")
    lines = [
        "GET /_stcore/stream HTTP/1.1", f"Host: {host}:{port}", "Connection: Upgrade", "Upgrade: websocket",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: streamlit",
        *([f"Origin: {origin}"] if origin else []), "", "",
    ]
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall("\r\n".join(lines).encode())
        return line.recv(200).decode("latin-1").splitlines()[0]


def test_only_its_own_pages_may_open_the_websocket(running_app):
    assert " 101 " in handshake(running_app.url, running_app.url) + " "
    assert " 101 " in handshake(running_app.url, None) + " "
    for origin in ("https://evil.example", "http://127.0.0.1:1", "http://localhost:8501", "null"):
        assert " 403 " in handshake(running_app.url, origin) + " "


def test_streamlits_scripts_arrive_compressed_and_are_kept_forever(running_app):
    page = fetched(running_app.url)[2].decode()
    script = re.search(r'src="(/static/js/index\.[^"]+\.js)"', page)[1]
    status, headers, body = fetched(running_app.url + script, **{"Accept-Encoding": "gzip"})
    plain = fetched(running_app.url + script)
    assert (status, headers["content-encoding"]) == (200, "gzip") and "immutable" in headers["cache-control"]
    assert gzip.decompress(body) == plain[2] and len(body) < len(plain[2]) / 2
    assert "content-encoding" not in plain[1]
    assert fetched(running_app.url + script, **{"If-None-Match": headers["etag"]})[0] == 304


@pytest.mark.parametrize("path", [
    "/static/js/none.js", "/static/", "/static/../index.html", "/media/none", "/media/", "/component/none/x", "/component/", "/index.html",
    "/_stcore/bidi-components/none/x", "/app/static/dashboard.py", "/static", "/media", "/component",
])
def test_no_unknown_address_answers_with_the_pages_html(running_app, path):
    status, _, body = fetched(running_app.url + path)
    assert status in (400, 404) and b'id="root"' not in body


PAGES = (("/", "ko"), ("/?lang=en", "en"), ("/goal?code=T01", "ko"), ("/funding?lang=en", "en"))


@pytest.mark.browser
@pytest.mark.parametrize(("place", "language"), PAGES)
def test_a_page_asks_nobody_else_and_says_nothing_wrong(running_app, page, place, language):
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: said.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.context.route(lambda url: not url.startswith(running_app.url), lambda route: route.abort())
    page.goto(running_app.url + place)
    page.wait_for_selector(".st-key-main h1, [data-testid=stMain] h1")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((running_app.url, "data:", "blob:"))] == []
    assert said == []
    assert page.evaluate("document.documentElement.lang") == language
    assert page.url == running_app.url + place
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Pretendard GOV" in family for family in loaded)
    assert page.title().strip() not in ("", "Streamlit")


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_reader_without_scripts_gets_the_facts(running_app, chromium, language):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{running_app.url}/?lang={language}")
    assert page.locator("noscript h1").count() == 1 or page.locator("h1").count() == 1
    text = page.locator("body").inner_text()
    assert wording(language)("server.without_scripts") in text and wording(language)("pages.goals") in text
    context.close()


@pytest.mark.browser
def test_an_unknown_address_has_the_look_of_the_house(running_app, page):
    page.goto(f"{running_app.url}/nowhere")
    assert page.locator("h1").inner_text() == wording("ko")("server.not_found_title")
    assert "Pretendard GOV" in page.locator("body").evaluate("e => getComputedStyle(e).fontFamily")
    page.get_by_role("link", name=wording("ko")("pages.goals"), exact=True).click()
    page.wait_for_url(f"{running_app.url}/goals")


@pytest.mark.slow
def test_the_entry_also_runs_under_apptest(monkeypatch, tmp_path):
    """The dual mode: with a script context the entry draws a page."""
    from streamlit.testing.v1 import AppTest

    from tracker.config import ROOT, settings
    from tracker.services.seeding import prepare

    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{tmp_path / 'tracker.sqlite'}")
    monkeypatch.setenv("TRACKER_AS_OF", "2026-11-22")
    settings.cache_clear()
    try:
        prepare(settings())
        drawn = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        assert not drawn.exception
    finally:
        settings.cache_clear()
