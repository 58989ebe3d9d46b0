"""The guard: headers on everything, foreign pages and closed addresses refused, errors with an id and nothing more."""

import logging

import anyio
import pytest
from starlette.routing import Route

from tests.server.desks import a_client
from tracker.domain.errors import NotReady
from tracker.server.middleware import METHODS, Guard, is_closed, same_site
from tracker.text import wording

EVERYWHERE = {
    "x-content-type-options": "nosniff", "referrer-policy": "strict-origin-when-cross-origin",
    "x-frame-options": "SAMEORIGIN", "cross-origin-opener-policy": "same-origin",
}
PLACES = ("/", "/goals", "/nowhere", "/healthz", "/robots.txt", "/sitemap.xml", "/assets/base.css", "/_stcore/metrics", "/goals?lang=xx")


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_carries_the_headers(client, place):
    headers = client.get(place).headers
    assert EVERYWHERE.items() <= dict(headers).items()
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "object-src 'none'" in policy and "'unsafe-eval'" not in policy
    assert "script-src 'self' 'sha256-" in policy and "http" not in policy.replace("http-equiv", "")
    assert "strict-transport-security" not in headers


def test_strict_transport_under_tls(desk):
    client = a_client(desk)
    client.base_url = "https://testserver"
    assert client.get("/healthz").headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("place", ["/", "/data/goals.csv", "/nowhere", "/_stcore/upload_file/a/b"])
def test_nothing_can_be_written(client, method, place):
    answer = client.request(method, place)
    assert answer.status_code == 405 and answer.headers["allow"] == ", ".join(METHODS)
    assert wording("ko")("server.method_text") in answer.text


@pytest.mark.parametrize("place", ["/account", "/account/", "/account/nowhere", "/account/login/", "/account/oidc/return", "/Account/login", "/account/login/x"])
def test_forms_are_taken_at_five_addresses_only(client, place):
    assert client.post(place).status_code == 405


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_where_forms_are_taken_nothing_else_is(client, method):
    assert client.request(method, "/account/login").status_code == 405


def test_a_form_that_says_it_is_too_large_is_not_read(client):
    answer = client.post("/account/login", headers={"Content-Length": "16385"}, content=b"")
    assert answer.status_code == 413 and wording("ko")("server.too_large_text") in answer.text


def test_options_says_what_is_allowed(client):
    answer = client.options("/goals")
    assert (answer.status_code, answer.headers["allow"], answer.text) == (204, ", ".join(METHODS), "")


@pytest.mark.parametrize("path", [
    "/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/upload_file/a/b",
    "/_stcore/script-health-check", "/_stcore", "/_stcore/", "/_stcore/anything", "/_stcore/health/x",
])
def test_streamlits_other_addresses_are_closed(client, path):
    assert is_closed(path) and client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/goals"])
def test_what_pages_need_is_open(path):
    assert not is_closed(path)


@pytest.mark.parametrize(("origin", "host", "allowed"), [
    (None, "tracker.go.kr", True),
    ("https://tracker.go.kr", "tracker.go.kr", True),
    ("https://tracker.go.kr", "tracker.go.kr:443", True),
    ("http://localhost:8501", "localhost:8501", True),
    ("http://[::1]:8501", "[::1]:8501", True),
    ("http://localhost:9999", "localhost:8501", False),
    ("https://evil.example", "tracker.go.kr", False),
    ("https://tracker.go.kr.evil.example", "tracker.go.kr", False),
    ("https://evil.example/tracker.go.kr", "tracker.go.kr", False),
    ("null", "tracker.go.kr", False),
    ("file://", "tracker.go.kr", False),
    ("", "", False),
    ("https://tracker.go.kr:99999", "tracker.go.kr", False),
    ("https://tracker.go.kr", "", False),
])
def test_only_pages_of_this_site_may_connect(origin, host, allowed):
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    assert same_site(headers) is allowed


@pytest.mark.parametrize(("origin", "reached"), [(b"http://h:1", True), (b"http://evil", False)])
def test_a_foreign_handshake_never_reaches_streamlit(origin, reached):
    seen, sent = [], []

    async def streamlit(scope, receive, send):
        seen.append(scope)

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [(b"host", b"h:1"), (b"origin", origin)]}
    anyio.run(Guard(streamlit, "", None), scope, receive, send)
    assert bool(seen) is reached
    assert sent == ([] if reached else [{"type": "websocket.close", "code": 1008}])


def boom(request):
    raise RuntimeError("secret: hunter2")


def unready(request):
    raise NotReady("error.not_seeded")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_unexpected_error_shows_an_id_and_logs_the_trace(desk, caplog, language):
    with caplog.at_level(logging.ERROR):
        answer = a_client(desk, Route("/boom", boom)).get(f"/boom?lang={language}")
    assert answer.status_code == 500
    assert "hunter2" not in answer.text and "Traceback" not in answer.text and "RuntimeError" not in answer.text
    incident = caplog.records[-1].getMessage().split()[1]
    assert incident in answer.text and "hunter2" in caplog.text
    assert f'<html lang="{language}">' in answer.text and wording(language)("server.error_title") in answer.text


def test_a_store_that_is_not_ready_is_said_so(desk):
    answer = a_client(desk, Route("/boom", unready)).get("/boom")
    assert answer.status_code == 503 and wording("ko")("server.not_ready_title") in answer.text


def test_what_a_visitor_wrote_starts_no_line_of_the_log(caplog):
    from tracker.incidents import record

    with caplog.at_level(logging.ERROR):
        record(ValueError("x"), "/goals\n2026-11-22 ERROR tracker all is lost\x1b[2J")
    assert "\n" not in caplog.records[-1].getMessage() and "\x1b" not in caplog.records[-1].getMessage()
