"""Every page in every language and theme, in a real browser: accessible, in its language, without sideways scrolling."""

from pathlib import Path

import pytest

from tests.looking import open_page
from tests.serving import running_app  # noqa: F401
from tracker.views.pages import PUBLIC

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parent.parent / "vendor" / "axe-4.14.1.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KEYS = [page.key for page in PUBLIC]
# What Streamlit itself draws and no page can mend, as (rule, part of the element). Keep it short, with its reason.
BASELINE: tuple[tuple[str, str], ...] = ()


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium  # one Playwright per process


@pytest.fixture(scope="module")
def desktop(browser):
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def narrow(browser):
    with browser.new_context(viewport={"width": 320, "height": 720}, has_touch=True) as context:
        yield context.new_page()


def violations(page) -> list[str]:
    """What axe-core finds, beyond the baseline, as readable lines."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")  # what is folded is read as well
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS)
    lines = [(v["id"], node["html"][:160]) for v in found["violations"] for node in v["nodes"]]
    return [f"{rule}: {html}" for rule, html in lines if not any(rule == r and part in html for r, part in BASELINE)]


@pytest.mark.parametrize("theme", ["light", "contrast"])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_axe_finds_nothing(desktop, running_app, key, language, theme):  # noqa: F811
    open_page(desktop, running_app.url, key, lang=language, theme=theme)
    assert violations(desktop) == []
    assert desktop.locator("h1").count() == 1
    assert desktop.evaluate("document.documentElement.lang") == language


def test_axe_would_find_a_planted_fault(desktop, running_app):  # noqa: F811
    open_page(desktop, running_app.url, "brief", lang="ko")
    desktop.evaluate("document.querySelector('footer').insertAdjacentHTML('beforeend', '<img src=\"/x.png\">')")
    assert any(line.startswith("image-alt") for line in violations(desktop))


@pytest.mark.parametrize("key", KEYS)
def test_every_chart_has_words_and_a_table_and_no_word_is_streamlits_own(desktop, running_app, key):  # noqa: F811
    open_page(desktop, running_app.url, key, lang="ko")
    _charts_are_told(desktop)
    _no_streamlit_english(desktop)


def _charts_are_told(desktop) -> None:
    for chart in desktop.locator("[data-testid=stPlotlyChart]").all():
        label = chart.evaluate("c => c.getAttribute('aria-label') || c.querySelector('[aria-label]')?.getAttribute('aria-label') || ''")
        assert len(label) > 20, "a chart without alternative text"
    alone = desktop.locator("[data-testid=stPlotlyChart]:not([data-testid=stColumn] *)").count()
    panels = desktop.locator("[data-testid=stColumn] [data-testid=stPlotlyChart]").count()  # small multiples share one table
    assert desktop.locator("table").count() >= alone + min(panels, 1)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_no_sideways_scrolling_on_a_small_phone(narrow, running_app, key, language):  # noqa: F811
    open_page(narrow, running_app.url, key, lang=language)
    assert sideways(narrow) == []


def sideways(page) -> list[str]:
    """Elements that stick out of the window, unless they scroll inside a box of their own."""
    return page.evaluate("""() => {
        const main = document.querySelector('[data-testid=stMain]');
        if (main.scrollWidth <= main.clientWidth + 1) return [];
        const out = e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, .hidden');
        return [...main.querySelectorAll('*')].filter(out).slice(0, 5).map(e => e.outerHTML.slice(0, 140)).concat(['scrolls'])
    }""")


ENGLISH_OF_STREAMLIT = ("Press Enter", "Choose an option", "No results", "No options", "Running...", "Rerun", "Deploy", "Select...", "Clear value", "Skip to main")


def _no_streamlit_english(desktop) -> None:
    shown = desktop.evaluate("document.body.innerText") + " ".join(
        desktop.evaluate("[...document.querySelectorAll('[aria-label],[placeholder],[title]')]"
                         ".filter(e => e.offsetParent).map(e => `${e.ariaLabel||''} ${e.placeholder||''} ${e.title||''}`)"))
    assert [words for words in ENGLISH_OF_STREAMLIT if words in shown] == []


def test_the_keyboard_reaches_the_content_first_and_then_everything(desktop, running_app):  # noqa: F811
    open_page(desktop, running_app.url, "overview", lang="ko")
    desktop.evaluate("document.activeElement?.blur()")
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.className") == "skip"
    links = desktop.evaluate("[...document.querySelectorAll('a[href]')].filter(a => a.offsetParent && !a.closest('details:not([open])')).length")
    reached = set()
    for _ in range(links + 60):
        reached.add(desktop.evaluate("document.activeElement.getAttribute('href') + document.activeElement.textContent"))
        desktop.keyboard.press("Tab")
    wanted = desktop.evaluate("[...document.querySelectorAll('a[href]')].filter(a => a.offsetParent && !a.closest('details:not([open])')).map(a => a.getAttribute('href') + a.textContent)")
    assert set(wanted) <= reached
