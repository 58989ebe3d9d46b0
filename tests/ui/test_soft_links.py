"""Links change the page without a reload: address, title, language, heading and focus follow; the rest stays the browser's."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.looking import PATIENCE, READY, open_page
from tests.serving import running_app  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCRIPT = (Path(__file__).parents[2] / "tracker/server/assets/soft.js").read_text("utf-8")


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium  # one Playwright per process


@pytest.fixture
def page(browser):
    with browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True) as context:
        made = context.new_page()
        made.set_default_timeout(PATIENCE)
        yield made


def begin(page, app, key: str, **query: str) -> None:
    """Opens a page and leaves a mark on the document: a reload would wipe it."""
    open_page(page, app.url, key, **query)
    page.evaluate("window.sameDocument = true")


def stayed(page) -> bool:
    return page.evaluate("window.sameDocument === true")


def reaches(page, heading: str) -> None:
    """Waits until the page stands under the one heading given, with its focus and title in place."""
    page.wait_for_function("h => document.querySelectorAll('h1').length === 1 && document.querySelector('h1').innerText.startsWith(h)", arg=heading)
    page.wait_for_selector(READY, state="attached")


def focused(page) -> None:
    page.wait_for_function("() => document.activeElement.id === 'main'")


def asked(page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def path(page) -> str:
    return urlsplit(page.url).path


def rows_of(page) -> list[str]:
    return page.locator("table.milestonelist tbody th > a").all_text_contents()


def choose(page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_a_link_of_the_menu_changes_everything_but_the_document(page, running_app):  # noqa: F811
    begin(page, running_app, "overview", lang="ko")
    page.locator("nav.menu a", has_text="지표").click()
    reaches(page, "지표")
    focused(page)
    assert stayed(page) and path(page) == "/indicators" and asked(page) == {"lang": "ko"}
    page.wait_for_function("() => document.title.startsWith('지표')")
    assert page.locator("nav.menu a[aria-current=page]").inner_text() == "지표"


def test_a_link_in_a_list_leads_to_its_item_from_its_top(page, running_app):  # noqa: F811
    begin(page, running_app, "overview", lang="en")
    first = page.locator("ul.rows .t a").first
    name = first.inner_text()
    first.click()
    reaches(page, name)
    focused(page)
    assert stayed(page) and path(page) == "/milestone" and asked(page)["code"].startswith("M")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_a_mark_in_a_drawing_is_such_a_link(page, running_app):  # noqa: F811
    begin(page, running_app, "area", lang="en")
    page.locator("table.timeline a.unit").first.click()
    page.wait_for_url("**/milestone?code=M*")
    focused(page)
    assert stayed(page) and page.locator("h1").count() == 1


def test_language_and_contrast_change_the_page_in_place(page, running_app):  # noqa: F811
    begin(page, running_app, "help", lang="ko")
    page.locator(".mast a[hreflang=en]").click()
    reaches(page, "Help")
    assert page.evaluate("document.documentElement.lang") == "en" and asked(page) == {"lang": "en"}
    page.wait_for_function("() => document.title.startsWith('Help')")
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("link", name="Turn high contrast on").click()
    page.wait_for_function(f"() => {ground} !== {json.dumps(light)}")
    assert stayed(page) and asked(page) == {"lang": "en", "theme": "contrast"} and path(page) == "/help"


def test_back_and_forward_lead_through_pages_and_languages(page, running_app):  # noqa: F811
    page.goto(f"{running_app.url}/help", wait_until="domcontentloaded")  # no language in the address: the server's own
    reaches(page, "도움말")
    page.evaluate("window.sameDocument = true")
    page.locator(".mast a[hreflang=en]").click()
    reaches(page, "Help")
    page.locator("nav.menu a", has_text="Ministries").click()
    reaches(page, "Ministries")
    page.go_back()
    reaches(page, "Help")
    page.go_back()
    reaches(page, "도움말")
    assert page.evaluate("document.documentElement.lang") == "ko"
    page.go_forward()
    reaches(page, "Help")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.go_forward()
    reaches(page, "Ministries")
    assert stayed(page) and path(page) == "/ministries"


def test_a_step_back_leads_to_where_one_was_reading(page, running_app):  # noqa: F811
    begin(page, running_app, "overview", lang="en")
    last = page.locator("ul.rows .t a").last
    last.scroll_into_view_if_needed()
    before = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    last.click()
    focused(page)
    page.wait_for_url("**/milestone?*")
    page.go_back()
    reaches(page, "Overview")
    page.wait_for_function("y => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - y) < 200", arg=before)
    assert before > 900 and stayed(page)


def test_filters_write_the_address_and_the_address_shows_the_same_rows(page, running_app, browser):  # noqa: F811
    begin(page, running_app, "milestones", lang="en")
    everything = rows_of(page)
    choose(page, "Status", "Delayed")
    page.wait_for_function("() => location.search.includes('status=delayed')")
    page.wait_for_function("() => document.querySelectorAll('table.milestonelist tbody tr').length === 10")
    page.wait_for_selector(READY, state="attached")
    filtered = rows_of(page)
    assert stayed(page) and len(filtered) == 10 != len(everything)
    with browser.new_context() as another:
        copied = another.new_page()
        copied.goto(page.url)
        copied.wait_for_selector(READY, state="attached", timeout=PATIENCE)
        assert rows_of(copied) == filtered


def test_back_restores_filter_and_rows(page, running_app):  # noqa: F811
    begin(page, running_app, "milestones", lang="en", status="delayed")
    filtered = rows_of(page)
    page.locator("nav.menu a", has_text="Goals").click()
    reaches(page, "Goals")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('table.milestonelist tbody tr').length === 10")
    page.wait_for_selector(READY, state="attached")
    chosen = page.get_by_role("combobox", name="Status")
    assert "Delayed" in (chosen.get_attribute("aria-label") or "") + chosen.evaluate("e => e.value + e.closest('[data-testid=stSelectbox]').innerText")
    assert rows_of(page) == filtered and asked(page)["status"] == "delayed" and stayed(page)


def test_a_click_with_a_key_opens_a_tab_of_its_own(page, running_app):  # noqa: F811
    begin(page, running_app, "overview", lang="ko")
    with page.context.expect_page() as opened:
        page.locator("nav.menu a", has_text="예산").click(modifiers=["Control"])
    opened.value.wait_for_url("**/funding?*")
    assert stayed(page) and path(page) == "/"


def test_a_download_is_left_to_the_browser(page, running_app):  # noqa: F811
    begin(page, running_app, "overview", lang="ko")
    with page.expect_download() as saved:
        page.locator(".srcline a", has_text="CSV").first.click()
    assert saved.value.suggested_filename.endswith(".csv") and stayed(page) and path(page) == "/"


def test_without_its_connection_a_link_loads_the_page(page, running_app):  # noqa: F811
    begin(page, running_app, "overview", lang="ko")
    page.evaluate("document.querySelector('[data-testid=stApp]').dataset.testConnectionState = 'DISCONNECTED'")
    page.locator("nav.menu a", has_text="과제").first.click()
    reaches(page, "과제")
    assert not stayed(page) and path(page) == "/goals"


PLANTED = {
    "no word of the step to Streamlit": ("dispatchEvent(new PopStateEvent('popstate', { state: {} }));", "speak();"),
    "the language stays behind": ("    speak();\n", ""),
    "the browser loads after all": ("    event.preventDefault();\n    leave();", "    leave();"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(page, running_app, fault):  # noqa: F811
    from playwright.sync_api import Error

    words, instead = PLANTED[fault]
    assert words in SCRIPT
    page.route("**/assets/soft.js*", lambda route: route.fulfill(body=SCRIPT.replace(words, instead), content_type="text/javascript"))
    page.set_default_timeout(4000)  # of every step but the first drawing
    with pytest.raises((AssertionError, Error)):
        test_language_and_contrast_change_the_page_in_place(page, running_app)
