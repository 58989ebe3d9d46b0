"""Re-baselining in a real browser: a ministry asks, the secretariat puts it on an agenda and records the resolution, a
resolver types the number, wrong first, and the public page shows both dates, in Korean and in English."""

from dataclasses import replace
from datetime import date

import pytest

from tests.ui.test_every_page import violations
from tests.staffed import console, entered, opened, settled, staffed_app  # noqa: F401
from tracker.domain.actors import Action
from tracker.domain.periods import parse_period
from tracker.domain.words import Bilingual
from tracker.services.door import perform
from tracker.services.reading import internal
from tracker.store.engine import engine_for
from tracker.text import wording

MILESTONE, CODE, NUMBER = "M07-05", "C-M07-05-1", "R2026-31"
TALL = 1600  # a list of choices closes when the page scrolls under it


@pytest.fixture(scope="module", autouse=True)
def third_plenary(staffed_app):  # noqa: F811
    """The session the change is decided in."""
    def held(work) -> str:
        second = work.plan.meeting("M2026-02P")
        work.put(replace(second, code="M2026-11P", number=3, on=parse_period("2026-11-10"), agenda=(), outcome=Bilingual("안건 의결", "Items adopted")))
        return second.code

    perform(console(staffed_app), Action.EDIT_PLAN, held)


def milestone(app):
    return internal(engine_for(app.database_url)).plan.milestone(MILESTONE)


def request(app, code=CODE):
    return internal(engine_for(app.database_url)).workspace.request(code)


def fill(page, name: str, value: str) -> None:
    page.get_by_label(name, exact=False).first.fill(value)
    page.keyboard.press("Tab")
    done(page)


def done(page) -> None:
    page.wait_for_timeout(400)
    settled(page)


def said(page, selector: str) -> str:
    """The words of an element, shown yet or not: the first paint waits for letters."""
    return page.locator(selector).first.text_content().replace("\u00a0", " ")


def press(page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    done(page)


def choose(page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()
    done(page)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_missing_is_told_and_nothing_is_sent(chromium, staffed_app, language):  # noqa: F811
    t = wording(language)
    with entered(chromium, staffed_app, "demo.reporter.msit", 360) as page:
        opened(page, staffed_app, f"/requests?code={MILESTONE}&new=1&lang={language}")
        press(page, t("requests.send"))
        text = said(page, "[data-testid=stApp]")
        assert all(t(f"problem.change_{key}_missing") in text for key in ("wanted", "ground", "reason"))
        assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    assert not [r for r in internal(engine_for(staffed_app.database_url)).workspace.requests if r.milestone == MILESTONE]


def test_another_ministry_is_told_so_and_gets_no_form(chromium, staffed_app):  # noqa: F811
    with entered(chromium, staffed_app, "demo.reporter.mois") as page:
        opened(page, staffed_app, f"/requests?code={MILESTONE}&new=1&lang=en")
        assert wording("en")("error.other_ministry") in said(page, ".problems")
        assert page.get_by_role("button", name=wording("en")("requests.send")).count() == 0


def test_a_ministry_asks_the_committee_resolves_and_both_dates_are_public(chromium, staffed_app):  # noqa: F811
    t = wording("ko")
    with entered(chromium, staffed_app, "demo.reporter.msit", height=TALL) as page:
        opened(page, staffed_app, f"/requests?code={MILESTONE}&new=1&lang=ko")
        choose(page, t("requests.wanted_direction"))
        fill(page, t("requests.due"), "2026 Q4")
        choose(page, t("requests.ground_procurement"))
        fill(page, t("requests.reason"), "조달 절차가 한 차례 유찰되어 준공이 늦어졌다.")
        assert t("requests.effect_due", milestone=MILESTONE).replace("\u00a0", " ") in said(page, ".effects")
        assert "당초 2026년 1분기 → 변경 2026년 4분기" in said(page, ".publicsays")
        press(page, t("requests.send"))
        page.wait_for_selector(".receipt")
        assert page.url.split("code=")[1].startswith(CODE) and request(staffed_app).asked_by == "demo.reporter.msit"

    with entered(chromium, staffed_app, "demo.editor", height=TALL) as page:
        opened(page, staffed_app, f"/requests?code={CODE}&lang=ko")
        page.get_by_role("combobox", name=t("requests.meeting")).first.click()
        page.get_by_role("option").first.click()
        done(page)
        press(page, t("requests.press_schedule"))
        fill(page, t("requests.number"), NUMBER)
        press(page, t("requests.press_resolve"))
        assert request(staffed_app).meeting == "M2026-11P"

    with entered(chromium, staffed_app, "demo.resolver", height=TALL) as page:
        opened(page, staffed_app, f"/requests?code={CODE}&lang=ko")
        fill(page, t("requests.confirm_major"), "2026-001")
        press(page, t("requests.press_apply_direction"))
        assert t("requests.error_wrong_resolution", typed="2026-001") in said(page, ".st-key-deciding")
        assert milestone(staffed_app).rebaselines == ()
        fill(page, t("requests.confirm_major"), NUMBER)
        press(page, t("requests.press_apply_direction"))
        assert t("requests.done_apply") in said(page, ".receipt")
        moved = milestone(staffed_app)
        assert (moved.original_due, moved.due(date(2026, 11, 22))) == (parse_period("2026 Q1"), parse_period("2026 Q4"))

    with entered(chromium, staffed_app, "") as page:
        opened(page, staffed_app, f"/milestone?code={MILESTONE}")
        assert page.locator(".changed").count() == 0, "the public sees it once it is published"
    with entered(chromium, staffed_app, "demo.official") as page:
        for language, words in (("ko", "당초 2026년 1분기 → 변경 2026년 4분기 (제3차 전체회의 의결 R2026-31)"),
                                ("en", "Originally Q1 2026 → now Q4 2026 (resolution R2026-31, Plenary no. 3)")):
            opened(page, staffed_app, f"/milestone?code={MILESTONE}&lang={language}")
            section = said(page, ".changed")
            assert words in section and "유찰" in section
        page.click(f".changed a[href*='{NUMBER}']")
        page.wait_for_url("**/committee**")
        settled(page)
        assert page.locator(f"[id='{NUMBER}']").count() == 1 and page.locator(f".changedby a[href*='{MILESTONE}']").count() == 1


def test_a_request_taken_back_asks_twice(chromium, staffed_app):  # noqa: F811
    t = wording("en")
    with entered(chromium, staffed_app, "demo.reporter.msit", height=TALL) as page:
        opened(page, staffed_app, "/requests?code=M02-01&new=1&lang=en")
        choose(page, t("requests.wanted_due"))
        fill(page, t("requests.due"), "2027 Q1")
        choose(page, t("requests.ground_budget"))
        fill(page, t("requests.reason"), "The budget came late.")
        press(page, t("requests.send"))
        page.wait_for_selector(".receipt")
        press(page, t("requests.press_withdraw"))
        assert request(staffed_app, "C-M02-01-1").open
        page.wait_for_timeout(700)
        press(page, t("requests.press_withdraw_sure"))
        assert request(staffed_app, "C-M02-01-1").state == "withdrawn"
        assert t("requests.state_withdrawn") in said(page, "h1")


@pytest.mark.parametrize(("who", "address"), [
    ("demo.editor", "/requests?show=applied"), ("demo.editor", "/requests?code=M02-02&new=1"), ("demo.editor", f"/requests?code={CODE}"),
    ("demo.resolver", "/requests?code=C-M23-02-1"), ("demo.editor", "/requests?code=C-M23-02-1")])
@pytest.mark.parametrize(("language", "theme"), [("ko", ""), ("en", "contrast")])
def test_axe_finds_nothing(chromium, staffed_app, who, address, language, theme):  # noqa: F811
    """After the journeys: what was applied, what the demonstration asks for, and a new request."""
    with entered(chromium, staffed_app, who) as page:
        opened(page, staffed_app, f"{address}&lang={language}&theme={theme}")
        page.wait_for_timeout(900)  # until the first paint
        assert violations(page) == []
