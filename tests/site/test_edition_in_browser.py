"""The static edition in a real browser: readable with JavaScript off, accessible, calm on phones, alive where asked."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.looking import SUBJECTS
from tests.site.editions import edition
from tests.ui.test_every_page import violations
from tracker.domain.words import LANGUAGES
from tracker.site.places import place
from tracker.views.pages import PUBLIC

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEYS = [page.key for page in PUBLIC]
EMBEDDED = "embed/index/burn_up.html"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="module")
def url(tmp_path_factory) -> Iterator[str]:
    """The edition behind a plain file server, below a prefix it knows nothing of."""
    root = tmp_path_factory.mktemp("edition")
    for path, content in edition().items():
        file = root / "some" / "where" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/some/where/"
    server.shutdown()
    server.server_close()


def page_in(chromium, **given):
    return chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | given))


def file_of(key: str, language: str) -> str:
    return place(key, language, {"code": SUBJECTS[key]} if key in SUBJECTS else {}).file


STICKING_OUT = """() => [...document.querySelectorAll('body *')].filter((e) => {
    const box = e.getBoundingClientRect();
    if (!box.width || box.right <= innerWidth + 1 || getComputedStyle(e).position === 'absolute') return false;
    for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll|hidden/.test(getComputedStyle(p).overflowX)) return false;
    return !e.closest('.hidden, .skip, details:not([open])');
}).map((e) => e.outerHTML.slice(0, 160))"""


@pytest.mark.parametrize("contrast", ["no-preference", "more"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(chromium, url, language, contrast):
    found = {}
    with page_in(chromium, contrast=contrast) as context:
        page = context.new_page()
        for file in [*(file_of(key, language) for key in KEYS), EMBEDDED, place("search", language).file]:
            page.goto(url + file)
            found |= {file: wrong for wrong in [violations(page)] if wrong}
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_everything_is_readable_and_nothing_scrolls_sideways(chromium, url, language):
    with page_in(chromium, java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        for key in KEYS:
            page.goto(url + file_of(key, language))
            assert page.locator("h1").count() == 1 and page.locator("footer").is_visible()
            assert page.evaluate(STICKING_OUT) == [], key
            for drawing in page.locator("svg.drawing").all():
                assert drawing.bounding_box()["height"] > 60 and len(drawing.get_attribute("aria-label")) > 20, key


@pytest.mark.parametrize("scripts", [False, True])
def test_our_letters_come_after_the_page_with_scripts_and_without(chromium, url, scripts):
    """They weigh ten times the page; but a system without Korean letters can't show it in others."""
    with page_in(chromium, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(url + "index.html", wait_until="networkidle")
        assert page.locator("head link[href*='fonts-']").count() == scripts and page.locator("body link[href*='fonts-']").count() == (not scripts)
        assert page.evaluate("() => [...document.fonts].some((face) => face.status === 'loaded')")


def test_a_figure_comes_alive_when_asked_and_only_then(chromium, url):
    asked = []
    with page_in(chromium) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url + "index.html")
        assert not any("plotly" in address for address in asked)
        page.locator("button.live").first.click()
        page.wait_for_selector("figure[data-live] .main-svg", state="attached")
        assert page.locator("figure[data-live] .drawing").count() == 0 and not any("://" in a and not a.startswith(url) for a in asked)


def test_every_kind_of_figure_comes_alive(chromium, url):
    files = ("index.html", "indicators.html", "indicator/GPU_ALLOC.html", "area/A01.html", "en/goal/T07.html", "en/funding.html")
    with page_in(chromium) as context:
        page, faults = context.new_page(), []
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" and "favicon" not in line.text else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        for file in files:
            page.goto(url + file)
            for button in page.locator("button.live").all()[::-1]:
                button.click()
            page.wait_for_function("() => document.querySelectorAll('figure[data-figure]').length === document.querySelectorAll('figure[data-live]').length")
        assert faults == []


@pytest.mark.parametrize(("language", "asked", "first"), [
    ("ko", "T07", "goal/T07.html"), ("en", "GPU", ""), ("ko", "AI고속도로", "area/A01.html"), ("en", "m07-01", "en/milestone/M07-01.html")])
def test_search_needs_no_server(chromium, url, language, asked, first):
    with page_in(chromium) as context:
        page = context.new_page()
        page.goto(url + place("search", language).file + f"?q={asked}")
        page.wait_for_selector("#found li a")
        leads = page.locator("#found li a").first.evaluate("a => a.href")
        assert leads.removeprefix(url) == first if first else leads.startswith(url + "en/")
        page.fill("#q", "zzzz")
        page.keyboard.press("Enter")
        page.wait_for_function("() => !document.querySelector('#found li')")
        assert "0" in page.locator("#found p").inner_text()


def test_a_chart_alone_stands_in_the_page_of_another_site(chromium, url):
    with page_in(chromium, viewport={"width": 720, "height": 700}) as context:
        page = context.new_page()
        page.set_content(f'<iframe src="{url}{EMBEDDED}" width="700" height="600"></iframe>')
        inside = page.frame_locator("iframe")
        inside.locator("svg.drawing").wait_for()
        assert inside.locator("p.from a").get_attribute("target") == "_top"


def test_print_shows_the_citation_and_no_controls(chromium, url):
    with page_in(chromium) as context:
        page = context.new_page()
        page.goto(url + "goals.html")
        page.emulate_media(media="print")
        assert page.locator(".citing").is_visible() and not page.locator(".filters").is_visible() and not page.locator(".menu").is_visible()
