"""The frame for who is signed in: the strip, the work menu, doors that stay closed; and that visitors pay nothing for it."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from tests.builders import a_plan
from tests.looking import PATIENCE, address_of
from tests.staffed import console, entered, opened, settled, staffed_app  # noqa: F401
from tracker.domain.actors import Action, Actor, Role, may
from tracker.domain.milestones import RecordState, ReportedState
from tracker.domain.workspace import ChangeRequest, Ground, RequestState, Submission, Wanted, Workspace
from tracker.domain.words import NOTHING
from tracker.views import work
from tracker.views.pages import PAGES, PUBLIC, WORK

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def an_actor(role: Role, *ministries: str, code: str = "me") -> Actor:
    return Actor(code, frozenset({role}), frozenset(ministries))


def a_submission(record: RecordState, ministry: str = "MSIT", author: str = "other") -> Submission:
    return Submission("S-M01-01-1", "M01-01", None, ministry, record, ReportedState.IN_PROGRESS, (author,), AT, 1)


def a_request(state: RequestState, by: str = "other") -> ChangeRequest:
    return ChangeRequest("C-M01-01-1", "M01-01", "MSIT", Wanted.DUE, Ground.OTHER, NOTHING, NOTHING, state, by, AT, 1)


def waits(workspace: Workspace, actor: Actor) -> dict[str, int]:
    """How much waits on the pages these tests are about."""
    found = work.waiting(a_plan(), workspace, actor, date(2026, 11, 22))
    return {key: n for key, n in found.items() if key in ("inbox", "review", "requests")}


@pytest.mark.parametrize(("role", "record", "author", "expected"), [
    (Role.REPORTER, RecordState.RETURNED, "other", {"inbox": 1, "requests": 0}),
    (Role.REPORTER, RecordState.SUBMITTED, "other", {"inbox": 0, "requests": 0}),
    (Role.EDITOR, RecordState.SUBMITTED, "other", {"inbox": 0, "review": 1, "requests": 0}),
    (Role.EDITOR, RecordState.SUBMITTED, "me", {"inbox": 0, "review": 0, "requests": 0}),
    (Role.OFFICIAL, RecordState.SUBMITTED, "other", {"requests": 0}),
    (Role.ANONYMOUS, RecordState.SUBMITTED, "other", {})])
def test_what_waits_for_whom(role, record, author, expected):
    assert waits(Workspace(submissions=(a_submission(record, author=author),)), an_actor(role, "MSIT")) == expected


def test_what_is_overdue_presses_its_own_ministry_only():
    assert waits(Workspace(), an_actor(Role.REPORTER, "MSIT"))["inbox"] == 1
    assert waits(Workspace(), an_actor(Role.REPORTER, "MOIS"))["inbox"] == waits(Workspace(), an_actor(Role.EDITOR))["inbox"] == 0


@pytest.mark.parametrize(("role", "state", "by", "n"), [
    (Role.EDITOR, RequestState.REQUESTED, "other", 1), (Role.RESOLVER, RequestState.REQUESTED, "other", 0),
    (Role.RESOLVER, RequestState.SCHEDULED, "other", 1), (Role.RESOLVER, RequestState.SCHEDULED, "me", 0),
    (Role.EDITOR, RequestState.APPLIED, "other", 0)])
def test_a_request_waits_for_who_takes_its_next_step(role, state, by, n):
    assert waits(Workspace(requests=(a_request(state, by),)), an_actor(role))["requests"] == n


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_holds_exactly_what_the_person_may_open(role):
    actor = an_actor(role, "MSIT")
    assert work.menu(actor) == tuple(page for page in WORK if may(actor, page.needs))


@pytest.mark.parametrize(("role", "ministry", "words"), [
    (Role.REPORTER, "MSIT", ["report", "change"]), (Role.REPORTER, "MOIS", []), (Role.EDITOR, "", ["report", "change", "judge", "edit"]),
    (Role.OFFICIAL, "", []), (Role.ADMIN, "", [])])
def test_ways_from_a_milestone(role, ministry, words):
    found = work.ways_from(a_plan(), an_actor(role, ministry), "milestone", "M01-01")
    assert [word for word, *_ in found] == words
    assert not work.ways_from(a_plan(), an_actor(role, ministry), "milestone", "M99-99") or role is Role.EDITOR


def test_every_work_page_needs_a_right_and_no_public_page_does():
    assert {page.key for page in PAGES if page.needs} >= {"inbox", "report", "review", "requests", "edit", "log", "people", "me"}
    assert all(page.needs for page in WORK)
    assert all(page.needs in Action for page in PAGES if not page.public) and {p.key for p in PUBLIC} >= {"rights", "history", "compare"}


@pytest.fixture(scope="module")
def browser(chromium):
    return chromium  # one Playwright per process


def _says(page, selector: str, words) -> None:
    """Waits until what is drawn there says so: a page can have come to rest before its parts are drawn."""
    expect(page.locator(selector).first).to_have_text(words, timeout=PATIENCE, use_inner_text=True)


def test_a_visitor_is_led_to_sign_in_and_back(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "") as page:
        opened(page, staffed_app, "/work?lang=en")
        _says(page, "h1", "Please sign in for this page")
        assert page.locator(".signed").count() == 0 and page.locator("link[href*='staff.css']").count() == 0
        page.get_by_role("link", name="Sign in and go on").click()
        page.locator("button[value='demo.editor']").click()
        page.wait_for_url("**/work?lang=en")
        _says(page, ".signed .who", re.compile("^Demo:"))


def test_signing_out_closes_the_doors(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "demo.admin") as page:
        opened(page, staffed_app, "/people?lang=en")
        page.get_by_role("link", name="Sign out").click()
        with page.expect_navigation():
            page.locator("form button").first.click()
        opened(page, staffed_app, "/people?lang=en")
        _says(page, "h1", "Please sign in for this page")


@pytest.mark.parametrize(("account", "there", "absent"), [
    ("demo.reporter.msit", ["Report on this milestone", "Request a change", "My tasks"], ["Edit this item", "Review"]),
    ("demo.editor", ["Report on this milestone", "Edit this item", "Review"], ["People and roles"]),
    ("demo.official", ["Changes and resolutions"], ["Report on this milestone", "My tasks"])])
def test_the_strip_on_a_public_page(browser, staffed_app, account, there, absent):  # noqa: F811
    with entered(browser, staffed_app, account) as page:
        opened(page, staffed_app, address_of("milestone", lang="en"))
        page.locator(".signed nav a").first.wait_for()
        shown = [re.split(r"[\d\n,]", words)[0] for words in page.locator(".signed nav a").all_inner_texts()]  # without what waits
        assert set(there) <= set(shown) and not set(absent) & set(shown)
        assert not page.get_by_role("link", name="Sign in", exact=True).is_visible()
        assert page.locator("h1").count() == 1 and page.locator("nav.menu").count() == 1


def test_who_may_not_is_told_why_and_who_could(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "demo.reporter.msit") as page:
        opened(page, staffed_app, "/review?lang=en")
        for words in ("“Approve a report”", "Ministry reporter", "Secretariat"):
            _says(page, ".st-key-main", re.compile(words))


def test_nothing_of_a_person_stays_in_what_the_next_visitor_sees(browser, staffed_app):  # noqa: F811
    for account in ("demo.editor", ""):
        with entered(browser, staffed_app, account) as page:
            opened(page, staffed_app, "/areas?lang=en")
            _says(page, "h1", re.compile("."))
            said = page.locator("[data-testid=stMain]").inner_text()
    assert "Demo" not in said and "Review" not in said and "Sign out" not in said


def test_between_work_and_public_pages_without_a_reload_and_back(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "demo.editor") as page:
        opened(page, staffed_app, "/work?lang=en")
        page.evaluate("window.sameDocument = true")
        for name, shows in (("Edit", "Edit"), ("Public pages", "Overview"), ("Goals", "Goals")):
            page.get_by_role("link", name=name, exact=True).first.click()
            _reaches(page, shows)
        for shows in ("Overview", "Edit", "My tasks"):
            page.go_back()
            _reaches(page, shows)
        assert page.evaluate("window.sameDocument === true") and page.locator("h1").count() == 1


def _reaches(page, name: str) -> None:
    """Waits until the menu, of work or of the public, names the page as the one shown, under one heading."""
    page.wait_for_function("""name => document.querySelector('.workmenu a[aria-current=page], nav.menu a[aria-current=page]')?.innerText.startsWith(name)
        && document.querySelectorAll('h1').length === 1""", arg=name)
    settled(page)


def test_a_strip_of_korean_words_holds_no_english(browser, staffed_app):  # noqa: F811
    with entered(browser, staffed_app, "demo.admin") as page:
        opened(page, staffed_app, "/people?code=demo.editor")
        _says(page, ".signed .who", re.compile("."))
        shown = page.evaluate("document.body.innerText").replace("English", "").replace("Demo: reviewer, committee secretariat", "")
        assert set(re.findall(r"[A-Za-z]{4,}", shown)) <= {"demo", "editor", "Test", "Ctrl", "Enter", "Chrome", "Linux"}


def test_a_setting_of_people_is_seen_on_the_next_run(browser, staffed_app):  # noqa: F811
    from tracker.services import accounts
    with entered(browser, staffed_app, "demo.publisher2") as page:
        opened(page, staffed_app, "/work?lang=en")
        _says(page, "h1", re.compile("no right to open"))
        accounts.change_person(console(staffed_app), "demo.publisher2", roles=(Role.PUBLISHER, Role.EDITOR))
        opened(page, staffed_app, "/work?lang=en")
        _says(page, ".workmenu a[aria-current=page]", re.compile("^My tasks"))
        assert "no right to open" not in page.locator("h1").inner_text()
