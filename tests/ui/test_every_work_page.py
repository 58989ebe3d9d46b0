"""Every work page in both languages and themes, in a real browser: accessible, in its language, without sideways scrolling."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.staffed import console, entered, opened, staffed_app  # noqa: F401
from tests.ui.test_every_page import ENGLISH_OF_STREAMLIT, sideways, violations
from tracker.domain.periods import quarter_of
from tracker.domain.words import NOTHING
from tracker.services import publishing
from tracker.services.reading import internal

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PLACES = {
    "demo.reporter.msit": ("/work", "/report?code=M07-01", "/requests", "/requests?code=M07-05&new=1", "/me", "/milestone?code=M07-01"),
    "demo.editor": ("/work", "/review", "/edit", "/edit?kind=goal&code=T07", "/log", "/tickets", "/tickets?code=Q-1", "/tickets?code=Q-2", "/corrections"),
    "demo.publisher": ("/releases",),
    "demo.admin": ("/people", "/people?code=demo.editor", "/people?show=new"),
    "": ("/work",),
}
CASES = [(account, place) for account, places in PLACES.items() for place in places]
MORE_ENGLISH = ("Upload", "Browse files", "Drag and drop", "per file", "Limit ")


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium  # one Playwright per process


@pytest.fixture(scope="module", autouse=True)
def a_release_under_way(staffed_app):  # noqa: F811
    """Frozen and waiting for its two people; tests/journeys/test_publishing.py looks at the states that follow."""
    caller, folder = console(staffed_app), Path(staffed_app.log).parent / "releases"
    code = publishing.open_cycle(caller, quarter_of(caller.today), NOTHING, folder, "")
    publishing.freeze(caller, code, internal(caller.engine).versions[f"release/{code}"], None, folder, "")


@pytest.fixture(scope="module")
def seats(browser, staffed_app):  # noqa: F811
    """Whose page at what width, each signed in once: the scripts are read and compiled for the first visit only."""
    held = {}
    with ExitStack() as open_pages:
        def seat(account: str, width: int = 1280, height: int = 900):
            if (account, width) not in held:
                held[account, width] = open_pages.enter_context(entered(browser, staffed_app, account, width, height))
            return held[account, width]
        yield seat


def address(place: str, **more: str) -> str:
    return place + ("&" if "?" in place else "?") + "&".join(f"{name}={value}" for name, value in more.items())


@pytest.mark.parametrize(("language", "theme"), [("ko", "light"), ("en", "contrast")])
@pytest.mark.parametrize(("account", "place"), CASES)
def test_axe_finds_nothing(seats, staffed_app, account, place, language, theme):  # noqa: F811
    page = seats(account)
    opened(page, staffed_app, address(place, lang=language, theme=theme))
    assert violations(page) == []
    assert page.locator("h1").count() == 1 and page.evaluate("document.documentElement.lang") == language
    assert bool(account) == bool(page.locator(".signed").count())


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("account", "place"), CASES)
def test_no_sideways_scrolling_on_a_small_phone(seats, staffed_app, account, place, language):  # noqa: F811
    page = seats(account, 320, 720)
    opened(page, staffed_app, address(place, lang=language))
    assert sideways(page) == []


@pytest.mark.parametrize(("account", "place"), CASES)
def test_no_streamlit_english_on_a_korean_page(seats, staffed_app, account, place):  # noqa: F811
    page = seats(account)
    opened(page, staffed_app, address(place, lang="ko"))
    shown = page.evaluate("document.body.innerText")
    assert [words for words in (*ENGLISH_OF_STREAMLIT, *MORE_ENGLISH) if words in shown] == []
