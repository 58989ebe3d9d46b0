"""The running application with demonstration people, and browsers or bare sockets signed in as one of them.

`from tests.staffed import staffed_app  # noqa: F401` gives an `App`; `entered(browser, app, "demo.editor")` a page signed in;
`console(app)` a caller that may keep people, to change somebody while their page stays open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from tests.looking import PATIENCE, READY
from tests.serving import AS_OF, App, serving
from tracker.config import now
from tracker.services.door import Caller
from tracker.services.signing import Seal
from tracker.store.accounts import add_session, new_token
from tracker.store.engine import Engine, engine_for, write

SECRET = "a secret of the tests, long enough to count"
COOKIE = "tracker"


@pytest.fixture(scope="module")
def staffed_app(tmp_path_factory) -> Iterator[App]:
    """The application on the real plan with the people of the demonstration; fresh for every test file."""
    with serving(tmp_path_factory.mktemp("staffed"), {"TRACKER_DEMO": "1", "TRACKER_SECRET": SECRET}) as app:
        yield app


def engine_of(app: App) -> Engine:
    return engine_for(app.database_url)


def console(app: App) -> Caller:
    """The command line on the machine itself."""
    return Caller(engine_of(app), "", now(), date.fromisoformat(AS_OF), console=True)


def token_for(app: App, account: str) -> str:
    """A new session of the account, as signing in would make it."""
    token = new_token()
    write(engine_of(app), lambda session: add_session(session, token, account, now(), "Test", "demo"))
    return token


def cookie_for(app: App, account: str) -> str:
    """What the browser of somebody signed in sends back."""
    return Seal(SECRET).sealed("session", token_for(app, account))


@contextmanager
def entered(browser, app: App, account: str, width: int = 1280, height: int = 900) -> Iterator:
    """A browser page of its own, signed in; `account` may be empty for a visitor."""
    with browser.new_context(viewport={"width": width, "height": height}, locale="ko-KR") as context:
        if account:
            context.add_cookies([{"name": COOKIE, "value": cookie_for(app, account), "url": app.url, "httpOnly": True, "sameSite": "Lax"}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page


def opened(page, app: App, address: str) -> None:
    """Leads the page to an address and waits until all of it stands."""
    page.goto(app.url + address, wait_until="domcontentloaded")
    settled(page)


def settled(page) -> None:
    page.wait_for_selector(READY, state="attached")
