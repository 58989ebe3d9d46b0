"""Getting in and out in a real browser, with and without scripts, on the demonstration and with an account of one's own."""

import os
import re
import subprocess
import sys

import pytest

from tests.serving import ROOT, serving
from tests.ui.test_every_page import violations
from tracker.text import wording

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "four words in a row"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("demo"), {"TRACKER_DEMO": "1"}) as app:
        yield app


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("real"), {"TRACKER_LANGUAGE": "en"}) as app:
        yield app


def invited(app, name, *words):
    """The one-time link the command line prints for a new account."""
    surroundings = {**os.environ, "TRACKER_DATABASE_URL": app.database_url, "TRACKER_ADDRESS": app.url}
    run = subprocess.run([sys.executable, "-m", "tracker", "user", "add", *words, name], cwd=ROOT, env=surroundings, text=True,
                         capture_output=True, stdin=subprocess.DEVNULL, check=True)
    return re.search(r"http\S+", run.stdout)[0]


def sent(page):
    """The one big button, and the page it leads to."""
    with page.expect_navigation():
        page.locator("main form > button").first.click()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", ["login", "logout", "join", "password", "login?next=/work"])
def test_the_pages_are_accessible_and_fit_a_phone(demo, chromium, path, language):
    with chromium.new_context(viewport={"width": 320, "height": 720}, locale="de-DE") as context:
        page = context.new_page()
        page.goto(f"{demo.url}/account/{path}{'&' if '?' in path else '?'}lang={language}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") and page.evaluate("document.documentElement.lang") == language


def test_a_link_a_password_and_out_again_without_scripts(real, chromium):
    t, link = wording("en"), invited(real, "nora", "--role", "admin")
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(link)
        for again in ("other words in a row", PASSWORD):
            page.fill("#password", PASSWORD)
            page.fill("#again", again)
            sent(page)
        assert "/account" not in page.url
        page.goto(f"{real.url}/account/logout")
        assert "nora" in page.locator("main").inner_text()
        sent(page)
        assert page.locator("[role=status]").inner_text() == t("account.signed_out") and "tracker" not in {c["name"] for c in context.cookies()}
        page.fill("#name", "nora")
        page.fill("#password", "not the password")
        sent(page)
        assert page.locator("[role=alert]").inner_text() == t("account.wrong") and page.input_value("#name") == "nora"
        page.fill("#password", PASSWORD)
        sent(page)
        assert page.url.rstrip("/") == real.url
        page.goto(link)
        assert page.locator("h1").inner_text() == t("account.link_over_title")


def test_a_demo_person_enters_with_one_button_and_the_pages_know_them(demo, page):
    page.goto(f"{demo.url}/account/login")
    page.locator("button[value='demo.reporter.msit']").click()
    page.wait_for_url("**/work")
    page.get_by_text(wording("ko")("account.office_reporter_msit")).first.wait_for(timeout=45_000)
    assert all(cookie["httpOnly"] for cookie in page.context.cookies() if cookie["name"].startswith("tracker"))


def test_the_first_start_says_how_to_make_an_account(real):
    assert wording("en")("account.first_account") in real.logged()


def test_a_demonstration_does_not_start_beside_real_people(tmp_path, real):
    invited(real, "otto", "--role", "official")
    with pytest.raises(AssertionError) as ended:
        with serving(tmp_path, {"TRACKER_DEMO": "1", "TRACKER_DATABASE_URL": real.database_url, "TRACKER_LANGUAGE": "en"}):
            pass
    assert wording("en")("error.not_a_demo") in str(ended.value) and "Traceback" not in str(ended.value)
