"""The history of a milestone, two days side by side, what was known on a day, and the log, in a real browser."""

import json
import re
import urllib.request

import pytest

from tests.history_cases import lived
from tests.looking import READY
from tests.serving import serving
from tests.staffed import COOKIE, SECRET, cookie_for, entered, settled
from tests.staffed import opened as reached
from tests.ui.test_every_page import sideways, violations
from tracker.store.engine import engine_for
from tracker.store.schema import migrate

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WHO = "h.reporter"
HISTORY = "/history?of=milestone/M07-05"
PLACES = (HISTORY, HISTORY + "&on=2026-03-01", "/history?of=goal/T07", "/history", "/compare?known_from=2026-06-30", "/compare?from=x", "/changes", "/milestone?code=M12-02")


@pytest.fixture(scope="module")
def app(tmp_path_factory, real_plan):
    folder = tmp_path_factory.mktemp("lived")
    engine = engine_for(f"sqlite:///{folder / 'tracker.sqlite'}")
    migrate(engine)
    lived(engine, real_plan).dispose()
    with serving(folder, {"TRACKER_SECRET": SECRET}) as app:
        yield app


def opened(page, app, address: str) -> None:
    """The page at an address, all of it there and to be seen."""
    reached(page, app, address)
    page.wait_for_selector("h1", state="visible")


@pytest.fixture
def visitor(chromium, app):
    """Somebody of a ministry: who is signed in reads the working plan and its log as anybody may read it."""
    with entered(chromium, app, WHO) as page:
        yield page


def data_of(app, address: str) -> str:
    request = urllib.request.Request(app.url + address, headers={"Cookie": f"{COOKIE}={cookie_for(app, WHO)}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


@pytest.mark.parametrize("theme", ["light", "contrast"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_axe_finds_nothing(visitor, app, language, theme):
    for place in PLACES:
        opened(visitor, app, f"{place}{'&' if '?' in place else '?'}lang={language}&theme={theme}")
        assert violations(visitor) == [], place
        assert visitor.locator("h1").count() == 1


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nothing_sticks_out_on_a_small_phone(chromium, app, language):
    with entered(chromium, app, WHO, width=320, height=720) as page:
        for place in PLACES:
            opened(page, app, f"{place}{'&' if '?' in place else '?'}lang={language}")
            assert sideways(page) == [], place


def test_a_day_brings_back_what_was_known(visitor, app):
    opened(visitor, app, HISTORY + "&lang=en")
    card = visitor.locator(".known")
    assert "Completed late" in card.inner_text() and visitor.locator(".learned .later").count() == 0
    days = visitor.locator(".days a").all_inner_texts()
    assert [d.replace("\u00a0", " ") for d in days] == ["12 Jan 2026", "25 Feb 2026", "1 Apr 2026", "1 Jun 2026", "17 Nov 2026", "Now"]
    visitor.get_by_role("link", name="1 Jun 2026").click()
    visitor.wait_for_function("() => document.querySelector('.known .big').innerText.includes('Delayed')")
    later = visitor.locator(".learned .later")
    assert later.count() == 1 and "not known yet on this day" in later.inner_text() and "happened on 1 Jul 2026" in visitor.locator(".learned").inner_text().replace("\u00a0", " ")
    assert "Computed by the rules. Nobody wrote it down." in visitor.locator(".learned").inner_text()


@pytest.mark.parametrize("typed", ["20260601", "2026. 6. 1."])
def test_any_day_can_be_typed(visitor, app, typed):
    opened(visitor, app, HISTORY)
    visitor.get_by_label(re.compile("다른 날")).fill(typed)
    visitor.keyboard.press("Enter")
    visitor.wait_for_function("() => document.querySelector('.known .big').innerText.includes('지연') && !document.querySelector('.known .big').innerText.includes('완료')")
    opened(visitor, app, HISTORY + "&on=someday")
    assert "someday" in visitor.locator(".notice").inner_text()


def test_what_was_known_goes_along_from_page_to_page(visitor, app):
    opened(visitor, app, "/milestone?code=M07-05&known_on=2026-06-15&lang=en")
    assert "Shown as known on 15 Jun 2026" in visitor.locator(".notice").inner_text().replace("\u00a0", " ")
    assert "The institute opened" not in visitor.locator("body").inner_text()
    visitor.get_by_role("link", name="Milestones", exact=True).first.click()
    visitor.wait_for_url(re.compile(r"/milestones\?.*known_on=2026-06-15"))
    settled(visitor)
    assert "known_on=2026-06-15" in visitor.locator("a[href*='/data/milestones.csv']").first.get_attribute("href")
    visitor.get_by_role("link", name="Show what is known now").click()
    visitor.wait_for_url(lambda address: "known_on" not in address)


def test_a_day_before_the_record_says_where_it_begins(visitor, app):
    opened(visitor, app, "/goals?lang=en")
    visitor.goto(app.url + "/goals?lang=en&known_on=2026-05-01")
    assert "begin on 1 Jun 2026" in visitor.locator("body").inner_text().replace("\u00a0", " ")


def test_two_days_side_by_side(visitor, app):
    opened(visitor, app, "/compare?from=2026-06-30&known_from=2026-06-30&lang=en")
    said = visitor.locator("body").inner_text().replace("\u00a0", " ")
    for words in ("0 milestones joined, 1 left", "closed by resolution · R01", "KRW 9.1 billion", "KRW 9.2 billion", "Q1 2027"):
        assert words in said, words
    rows = json.loads(data_of(app, "/data/differences.json?from=2026-06-30&known_from=2026-06-30&lang=en"))
    assert {r["object"] for r in rows} == {"milestone/M12-02", "milestone/M07-04", "milestone/M07-05", "programme/FP001"}


def test_changes_tell_what_was_recorded(visitor, app):
    opened(visitor, app, "/changes?lang=en")
    said = visitor.locator("body").inner_text().replace("\u00a0", " ")
    for words in ("4 changes recorded in the plan", "1 put right", "1 due date moved", "1 added or closed", "read in as a whole 1 time"):
        assert words in said, words


def test_the_pages_of_milestone_and_goal_lead_to_the_history(visitor, app):
    for address in ("/milestone?code=M12-02&lang=en", "/goal?code=T12&lang=en"):
        opened(visitor, app, address)
        assert "Due date moved" in visitor.locator("body").inner_text() and visitor.get_by_role("link", name="Whole history").count() == 1


def test_no_canary_is_public(visitor, app):
    for place in PLACES:
        opened(visitor, app, place)
        assert not re.search("canary|h\\.editor|console", visitor.content(), re.I), place
    for data in ("recorded", "differences", "history", "compared"):
        for query in ("?of=milestone/M07-05", "?known_from=2026-06-30", "?of=comment/N1"):
            body = data_of(app, f"/data/{data}.json{query}")
            assert not re.search("canary|h\\.editor|console", body, re.I), (data, query)


def test_the_log_is_for_who_may_read_it_and_proves_itself(chromium, app):
    with entered(chromium, app, "h.reporter") as page:
        opened(page, app, "/log?lang=en")
        assert "Canary remark" not in page.content()
    with entered(chromium, app, "h.editor") as page:
        opened(page, app, "/log?lang=en&of=comment/N1")
        said = page.locator("body").inner_text()
        assert "Nothing is wrong with the chain" in said and "Canary remark" in said and violations(page) == []
        opened(page, app, "/log?lang=ko&action=plan:correct")
        assert page.locator(".logrows > li").count() == 1 and "틀린 숫자 바로잡기" in page.locator(".logrows").inner_text()
        page.get_by_role("button", name="지금 다시 확인").click()
        page.wait_for_selector(READY, state="attached")
        assert page.locator(".verdict.broken").count() == 0
