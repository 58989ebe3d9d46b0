"""People and roles in a browser: an account with a link that works once, another role, shut and opened again; one's own sessions."""

import re

import pytest

from tests.staffed import engine_of, entered, opened, settled, staffed_app, token_for  # noqa: F401
from tracker.domain.actors import Role
from tracker.services.reading import desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium  # one Playwright per process


def person(app, code):
    return desk(engine_of(app)).person(code)


def pressed_twice(page, name: str) -> None:
    """Presses a button that asks back, beyond the guard against double clicks."""
    page.get_by_role("button", name=name, exact=True).click()
    armed = page.get_by_role("button", name=f"{name}: press once more")
    armed.wait_for()
    page.wait_for_timeout(800)
    armed.click()


def test_an_account_is_made_with_a_link_that_works_once(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "demo.admin") as page:
        opened(page, staffed_app, "/people?show=new&lang=en")
        page.get_by_label(re.compile("^Account")).fill("nia.report")
        page.get_by_label("Name of the office (English)").fill("Reporting desk")
        page.get_by_role("button", name="Ministry reporter").click()
        page.get_by_role("button", name="Make the account").click()
        page.get_by_text("1 thing to mend before this can be sent.").first.wait_for()
        ministries = page.get_by_role("combobox", name=re.compile("^Ministries"))
        ministries.fill("Science and ICT")
        ministries.press("Enter")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Make the account").click()
        link = page.locator(".receipt code").inner_text()
        assert "/account/join?token=" in link and link.startswith(staffed_app.url)
        opened(page, staffed_app, "/people?lang=en")
        opened(page, staffed_app, "/people?show=new&lang=en")
        assert page.locator(".receipt").count() == 0, "the link is shown once"
    made = person(staffed_app, "nia.report")
    assert (made.roles, made.ministries, made.office.en) == ((Role.REPORTER,), ("MSIT",), "Reporting desk")
    with entered(browser, staffed_app, "") as page:
        page.goto(link + "&lang=en")
        for field in page.locator("input[type=password]").all():
            field.fill("nine quiet herons wade")
        page.locator("form button").first.click()
        settled(page)
        assert page.locator(".signed .who").inner_text().startswith("Reporting desk")
    with entered(browser, staffed_app, "") as page:
        page.goto(link + "&lang=en")
        assert page.locator("input[type=password]").count() == 0, "the link opens nothing twice"


def test_a_role_is_given_and_what_is_wrong_is_said_at_the_field(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "demo.admin") as page:
        opened(page, staffed_app, "/people?code=demo.official&lang=en")
        page.get_by_role("button", name="Resolver").click()
        page.get_by_label(re.compile("^E-mail")).fill("nowhere")
        page.get_by_role("button", name="Save").click()
        page.locator(".problems").wait_for()
        assert person(staffed_app, "demo.official").roles == (Role.OFFICIAL,)
        assert page.get_by_label(re.compile(r"^E-mail \*\*")).input_value() == "nowhere", "what was typed stays"
        page.get_by_label(re.compile("^E-mail")).fill("desk@korea.kr")
        page.get_by_role("button", name="Save").click()
        page.locator(".receipt").wait_for()
    assert person(staffed_app, "demo.official").roles == (Role.OFFICIAL, Role.RESOLVER)


def test_two_administrators_do_not_overwrite_one_another(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "demo.admin") as one, entered(browser, staffed_app, "demo.admin") as two:
        for page in (one, two):
            opened(page, staffed_app, "/people?code=demo.publisher&lang=en")
        for page, mail in ((one, "one@korea.kr"), (two, "two@korea.kr")):
            page.get_by_label(re.compile("^E-mail")).fill(mail)
            page.get_by_role("button", name="Save").click()
            page.locator(".receipt, .problems").first.wait_for()
        assert two.locator(".problems").count() == 1
    assert person(staffed_app, "demo.publisher").email == "one@korea.kr"


def test_an_account_is_shut_and_opened_again(browser, staffed_app):  # noqa: F811
    token_for(staffed_app, "demo.publisher2")
    with entered(browser, staffed_app, "demo.admin") as page:
        opened(page, staffed_app, "/people?code=demo.publisher2&lang=en")
        page.get_by_role("button", name="Disable the account", exact=True).dblclick()
        page.get_by_role("button", name="Disable the account: press once more").wait_for()
        assert not person(staffed_app, "demo.publisher2").disabled, "a double click is one press"
        page.wait_for_timeout(800)
        page.get_by_role("button", name="Disable the account: press once more").click()
        page.locator(".receipt").wait_for()
        assert person(staffed_app, "demo.publisher2").disabled
        page.get_by_text("Signed in nowhere").wait_for()
        pressed_twice(page, "Enable the account again")
        page.get_by_text("The account can be used again.").wait_for()
    assert not person(staffed_app, "demo.publisher2").disabled


def test_the_last_administrator_cannot_shut_everybody_out(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "demo.admin") as page:
        opened(page, staffed_app, "/people?code=demo.admin&lang=en")
        pressed_twice(page, "Disable the account")
        page.locator(".problems").wait_for()
    assert not person(staffed_app, "demo.admin").disabled


def test_ones_own_other_sessions_are_ended(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "demo.resolver") as elsewhere, entered(browser, staffed_app, "demo.resolver") as page:
        opened(elsewhere, staffed_app, "/me?lang=en")
        opened(page, staffed_app, "/me?lang=en")
        assert page.locator(".st-key-main table tbody tr").count() == 2 and page.get_by_text("this browser").count() == 1
        pressed_twice(page, "End all others")
        page.locator(".receipt").wait_for()
        opened(elsewhere, staffed_app, "/me?lang=en")
        assert elsewhere.locator("h1").inner_text() == "Please sign in for this page"
        opened(page, staffed_app, "/me?lang=en")
        assert page.locator(".st-key-main table tbody tr").count() == 1
