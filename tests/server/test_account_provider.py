"""Signing in at an identity provider: the honest way in, and every dishonest answer refused without a session."""

from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import requests

from tests.server.provider import CLIENT, SECRET, new_key, running
from tests.server.ways_in import Clock, a_browser, words_in
from tests.services.entrance import NOW, peopled
from tracker.config import GroupRole, Provider
from tracker.domain.actors import Role
from tracker.services import accounts
from tracker.services.reading import internal
from tracker.text import wording

KO, EN = wording("ko"), wording("en")
START, BACK = "/account/oidc/start", "/account/oidc/return"


@pytest.fixture(scope="module")
def house():
    with running() as provider:
        yield provider


@pytest.fixture
def provider(house):
    house.misdeed, house.claims, house.asked, house.at = "", {"sub": "u-1", "groups": ["ai-editors"]}, [], NOW
    return house


@pytest.fixture
def browser(tmp_path, sqlite_engine, provider):
    peopled(sqlite_engine)
    given = Provider(provider.url, CLIENT, SECRET, "openid groups", "groups", (
        GroupRole("ai-editors", Role.EDITOR), GroupRole("msit", Role.REPORTER, "MSIT")), "Login house")
    return a_browser(tmp_path, sqlite_engine, Clock(), provider=given)


def begin(browser, path=START):
    """Off to the provider; gives its address there."""
    answer = browser.get(path)
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def come_back(there):
    """What the provider sends the browser back with."""
    answer = requests.get(there, allow_redirects=False, timeout=10)
    return answer.headers["location"].removeprefix("http://testserver")


def enter(browser, path=START):
    return browser.get(come_back(begin(browser, path)))


def who(browser):
    return accounts.visit(browser.counter.engine, accounts.token_in(browser.cookies, browser.counter.desk.settings), browser.counter.clock())


def made(browser):
    return [p for p in internal(browser.counter.engine).workspace.people if p.issuer]


def test_the_honest_way_in(browser, provider):
    there = dict(parse_qsl(urlsplit(begin(browser)).query))
    assert there["redirect_uri"] == "http://testserver" + BACK and there["scope"] == "openid groups" and len(there["state"]) > 40
    assert there["code_challenge_method"] == "S256" and len(there["code_challenge"]) == 43 and len(there["nonce"]) > 40
    answer = enter(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/work")
    person = who(browser)
    assert (person.roles, person.issuer, person.subject) == ((Role.EDITOR,), provider.url, "u-1")
    assert "begun" not in " ".join(browser.cookies.keys())


def test_the_person_goes_on_where_they_were_going_in_their_language(browser):
    assert enter(browser, START + "?lang=en&next=%2Fmilestone%3Fcode%3DM07-01%26lang%3Den").headers["location"] == "/milestone?code=M07-01&lang=en"
    assert enter(browser, START + "?lang=en").headers["location"] == "/work?lang=en"
    assert enter(browser, START + "?next=%2F%2Fevil.example").headers["location"] == "/work"


def test_it_is_the_same_kind_of_session(browser, sqlite_engine):
    enter(browser)
    accounts.disable(accounts.Caller(sqlite_engine, "", NOW, NOW.date(), console=True), made(browser)[0].code)
    assert who(browser) is None


def test_a_second_time_it_is_the_same_account_with_the_roles_of_the_day(browser, provider):
    enter(browser)
    provider.claims["groups"] = ["msit"]
    enter(browser)
    assert [(p.roles, p.ministries) for p in made(browser)] == [((Role.REPORTER,), ("MSIT",))]


MISDEEDS = (
    "wrong nonce", "no nonce", "bad signature", "unsigned", "signed with the public key", "signed with the client's secret",
    "wrong audience", "no audience", "audience of another, authorised for us", "wrong issuer", "answer of another", "expired", "no expiry",
    "from the future", "no subject", "empty subject", "no token",
)


@pytest.mark.parametrize("misdeed", MISDEEDS)
def test_an_answer_that_does_not_fit_opens_nothing(browser, provider, misdeed):
    provider.misdeed = misdeed
    answer = enter(browser)
    assert answer.status_code == 403 and KO("account.provider_title", name="Login house") in answer.text
    assert "Traceback" not in answer.text and "tracker=" not in ";".join(answer.headers.get_list("set-cookie"))
    assert who(browser) is None and made(browser) == []
    provider.misdeed = ""
    assert enter(browser).status_code == 303  # nothing is left behind that would spoil the next try


@pytest.mark.parametrize("misdeed", ["description of another", "unsafe address", "broken"])
def test_a_provider_that_cannot_be_asked_is_said_so(browser, provider, misdeed):
    provider.misdeed = misdeed
    answer = browser.get(START + "?lang=en")
    assert answer.status_code == 502 and "Login house cannot be reached" in answer.text


def test_another_state_is_refused_before_anything_is_asked(browser, provider):
    provider.misdeed = "wrong state"
    back = come_back(begin(browser))
    provider.asked.clear()
    answer = browser.get(back)
    assert answer.status_code == 400 and KO("account.provider_stale") in answer.text and provider.asked == []


@pytest.mark.parametrize("spoil", ["no cookie", "another browser", "too late", "twice", "no state"])
def test_only_the_browser_that_began_comes_back_once_and_soon(browser, provider, tmp_path, sqlite_engine, spoil):
    back = come_back(begin(browser))
    if spoil == "no cookie":
        browser.cookies.clear()
    if spoil == "another browser":
        browser.cookies.clear()
        begin(browser)
    if spoil == "too late":
        browser.counter.clock.at += timedelta(minutes=10, seconds=1)
    if spoil == "twice":
        assert browser.get(back).status_code == 303
        browser.cookies.delete("tracker")
    if spoil == "no state":
        back = BACK + "?code=" + parse_qs(urlsplit(back).query)["code"][0]
    provider.asked.clear()
    answer = browser.get(back)
    assert answer.status_code == 400 and who(browser) is None and provider.asked == []


def test_a_stolen_code_needs_the_verifier(browser, provider):
    """Somebody begins, and brings the code of another attempt with the state of their own."""
    stolen = parse_qs(urlsplit(come_back(begin(browser))).query)["code"][0]
    browser.cookies.clear()
    own = parse_qs(urlsplit(come_back(begin(browser))).query)
    answer = browser.get(f"{BACK}?code={stolen}&state={own['state'][0]}")
    assert answer.status_code == 403 and who(browser) is None


def test_declining_is_told_as_that(browser, provider):
    provider.misdeed = "declined"
    answer = enter(browser, START + "?lang=en")
    assert answer.status_code == 403 and EN("account.provider_declined", name="Login house") in answer.text


def test_without_a_group_the_reason_is_said(browser, provider):
    provider.claims["groups"] = ["visitors"]
    answer = enter(browser)
    assert answer.status_code == 403 and KO("account.no_group") in words_in(answer.text) and made(browser) == []


@pytest.mark.parametrize("groups", ["ai-editors", ["ai-editors", 7, None], ["x", "ai-editors"]])
def test_groups_come_as_one_or_many(browser, provider, groups):
    provider.claims["groups"] = groups
    assert enter(browser).status_code == 303


def test_groups_may_lie_inside_another_claim(tmp_path, sqlite_engine, provider):
    peopled(sqlite_engine)
    given = Provider(provider.url, CLIENT, SECRET, "openid", "realm_access.roles", (GroupRole("ed", Role.EDITOR),), "House")
    provider.claims = {"sub": "u-2", "realm_access": {"roles": ["ed"]}}
    assert enter(a_browser(tmp_path, sqlite_engine, Clock(), provider=given)).status_code == 303


def test_new_keys_are_asked_for_when_they_are_used(browser, provider):
    enter(browser)
    old = provider.key
    provider.key = new_key("k2")
    try:
        assert enter(browser).status_code == 303
        assert provider.asked.count("/keys") == 2 and provider.asked.count("/.well-known/openid-configuration") == 1
    finally:
        provider.key = old


def test_without_a_provider_there_is_no_such_address(tmp_path, sqlite_engine, provider):
    peopled(sqlite_engine)
    browser = a_browser(tmp_path, sqlite_engine)
    assert browser.get(START).status_code == 404 and browser.get(BACK).status_code == 404
    assert "oidc" not in browser.get("/account/login").text and provider.asked == []


def test_the_sign_in_page_offers_it_and_asks_nobody(browser, provider):
    page = browser.get("/account/login?next=%2Fgoals").text
    assert KO("account.sign_in_with", name="Login house") in page and f"{START}?next=%2Fgoals" in page and provider.asked == []
