"""A counter over a real store with people, and a browser of sorts that fills its forms, for tests of `/account/…`."""

import re
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.server.desks import a_desk
from tests.services.entrance import CHEAP, NOW
from tracker.server.account import Counter, account_routes
from tracker.server.account_provider import provider_routes
from tracker.server.app import posts_of, routes
from tracker.server.correction import correction_routes
from tracker.server.middleware import Guard, content_security_policy
from tracker.services.passwords import Passwords

SECRET = "a secret of at least thirty-two characters"


class Clock:
    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


class Browser(TestClient):
    """Follows nothing by itself, keeps cookies, fills the form it was shown."""

    counter: Counter

    def fill(self, path: str, /, headers: dict[str, str] = {}, submit: dict[str, str] = {}, **fields: str) -> Response:
        """Opens the page and sends its form with these fields."""
        shown = self.get(path)
        return self.post(path, data={"form": token_in(shown.text), **fields, **submit}, headers=headers)


def token_in(page: str) -> str:
    return unescape(re.search(r'name="form" value="([^"]+)"', page)[1])


def words_in(page: str) -> str:
    """What a reader of the page reads."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def a_browser(tmp_path: Path, engine: Engine, clock: Clock | None = None, site: str = "http://testserver", **settings) -> Browser:
    """The real guard, routes and pages over `engine`; `settings` change those of the desk."""
    desk = a_desk(tmp_path)
    url = engine.url.render_as_string(hide_password=False)
    desk = replace(desk, settings=replace(desk.settings, database_url=url, secret=SECRET, **settings))
    counter = Counter(desk, clock or Clock(), Passwords(CHEAP))
    guard = Middleware(Guard, policy=content_security_policy(desk.shell.script_hashes), refusal=desk.refusal, may_upload=counter.may_upload, posts=posts_of(desk.settings))
    upload = Route("/_stcore/upload_file/{session}/{file}", lambda request: Response("kept", 204), methods=["PUT", "DELETE"])
    app = Starlette(routes=[upload, *account_routes(counter), *provider_routes(counter), *correction_routes(counter), *routes(desk)], middleware=[guard])
    browser = Browser(app, base_url=site, raise_server_exceptions=False, follow_redirects=False)
    browser.counter = counter
    return browser
