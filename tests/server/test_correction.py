"""`/correct` as a browser sees it: forms of ours only, few of them, and nothing of it where the office does not take any."""

import logging
import re

import pytest

from tests.server.ways_in import a_browser, token_in, words_in
from tests.services.entrance import peopled
from tracker.config import BadSetting, read_settings
from tracker.services.reading import desk as workspace_of
from tracker.services.tickets import PER_HOUR

ADDRESS = "/correct?page=milestone&dataset=milestones&code=M01-01&seen=2026Q4-r1"


@pytest.fixture
def store(sqlite_engine):
    return peopled(sqlite_engine)


@pytest.fixture
def browser(tmp_path, store):
    return a_browser(tmp_path, store, corrections=True)


def held(browser):
    return workspace_of(browser.counter.engine).tickets


def once_in(page):
    return re.search(r'name="once" value="([^"]+)"', page)[1]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_form_is_a_whole_page(browser, language):
    shown = browser.get(f"{ADDRESS}&lang={language}")
    assert shown.status_code == 200 and f'<html lang="{language}">' in shown.text and "<script" not in shown.text and "noindex" in shown.text
    assert shown.headers["cache-control"] == "no-store" and shown.text.count("<h1>") == 1
    assert language == "ko" or not re.search("[\uac00-\ud7a3]", words_in(shown.text).replace("\ud55c\uad6d\uc5b4", ""))


def test_what_is_sent_is_taken_with_its_place_and_a_number(browser):
    answer = browser.fill(ADDRESS, wrong="It is 7", should="8", link="https://a.example")
    assert answer.status_code == 303 and answer.headers["location"].endswith("done=Q-1")
    ticket = held(browser)[0]
    assert (ticket.page, ticket.dataset, ticket.about, ticket.seen, ticket.wrong) == ("milestone", "milestones", "M01-01", "2026Q4-r1", "It is 7")
    thanks = browser.get(answer.headers["location"])
    assert "Q-1" in words_in(thanks.text) and "It is 7" not in thanks.text


def test_a_number_that_is_none_thanks_nobody(browser):
    assert 'name="wrong"' in browser.get("/correct?done=<b>Q-1").text


def test_what_has_to_be_mended_is_said_at_its_field_and_stays_typed(browser):
    answer = browser.fill(ADDRESS, wrong="ask 010-1234-5678 <b>", link="ftp://x")
    assert answer.status_code == 400 and held(browser) == ()
    assert "ask 010-1234-5678 &lt;b&gt;" in answer.text and answer.text.count('aria-invalid="true"') == 2 and "010-\u2022" in answer.text
    assert browser.post(ADDRESS, data={"form": token_in(answer.text), "once": once_in(answer.text), "wrong": "It is 7"}).status_code == 303


def test_a_thousand_korean_characters_fit(browser):
    assert browser.fill(ADDRESS, wrong="\uac00" * 1000, should="\uac00" * 300).status_code == 303 and len(held(browser)[0].wrong) == 1000


def test_more_than_fits_is_refused_before_it_is_read(browser):
    assert browser.fill(ADDRESS, wrong="x" * 20_000).status_code == 413 and held(browser) == ()


@pytest.mark.parametrize("change", [{"form": ""}, {"form": "made up"}])
def test_a_form_that_is_not_ours(browser, change):
    browser.get(ADDRESS)
    assert browser.post(ADDRESS, data={"wrong": "It is 7"} | change).status_code == 403 and held(browser) == ()


def test_another_site_sends_nothing(browser):
    assert browser.fill(ADDRESS, headers={"origin": "https://evil.example"}, wrong="It is 7").status_code == 403
    assert browser.fill(ADDRESS, headers={"sec-fetch-site": "cross-site"}, wrong="It is 7").status_code == 403 and held(browser) == ()


def test_who_fills_what_nobody_sees_is_thanked_and_forgotten(browser):
    answer = browser.fill(ADDRESS, wrong="Buy now", website="https://spam.example")
    assert answer.status_code == 303 and held(browser) == ()


def test_five_an_hour(browser):
    for _ in range(PER_HOUR):
        assert browser.fill(ADDRESS, wrong="It is 7").status_code == 303
    answer = browser.fill(ADDRESS, wrong="It is 8")
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0 and len(held(browser)) == PER_HOUR and "It is 8" in answer.text


def test_sent_twice_by_a_double_click_is_one(browser):
    page = browser.get(ADDRESS).text
    data = {"form": token_in(page), "wrong": "It is 7", "once": once_in(page)}
    assert browser.post(ADDRESS, data=data).headers["location"] == browser.post(ADDRESS, data=data).headers["location"] and len(held(browser)) == 1


@pytest.mark.parametrize("settings", [{}, {"office_mail": "office@example.go.kr"}])
def test_nothing_is_taken_where_it_is_not_offered(tmp_path, store, settings):
    browser = a_browser(tmp_path, store, **settings)
    assert browser.get(ADDRESS).status_code == 404 and browser.post(ADDRESS, data={"wrong": "x"}).status_code == 405


def test_where_a_reader_is_led():
    led = lambda **given: read_settings({f"TRACKER_{name.upper()}": value for name, value in given.items()}).correcting  # noqa: E731
    mail = "office@example.go.kr"
    assert (led(), led(corrections="on"), led(corrections="on", site="internal")) == ("", "/correct", "/correct")
    assert led(corrections="on", site="public") == "" and led(corrections="off", office_mail=mail) == led(corrections="on", site="public", office_mail=mail) == f"mailto:{mail}"
    with pytest.raises(BadSetting):
        led(corrections="yes")


def test_nothing_public_and_no_log_says_what_was_sent(browser, caplog):
    """Every public address of the desk, what it answers to mistakes, and what the program logs."""
    with caplog.at_level(logging.DEBUG):
        browser.fill(ADDRESS, wrong="CANARY-1", should="CANARY-2", link="https://canary-3.example")
        browser.fill(ADDRESS, headers={"origin": "https://evil.example"}, wrong="x")
        said = [browser.get(path).text for path in ("/", "/corrections", "/changes", "/data/corrections.csv", "/data/changes.json", "/data/recorded.csv",
                                                    "/correct?done=Q-1", ADDRESS, "/correct?page=tickets", "/tickets", "/history?of=ticket/Q-1", "/nowhere", "/sitemap.xml")]
    assert len(held(browser)) == 1 and "canary" not in "".join(said).casefold()
    assert "canary" not in caplog.text.casefold()
