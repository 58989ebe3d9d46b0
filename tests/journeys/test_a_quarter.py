"""A quarter at the dashboard, in both languages: a ministry completes a milestone with evidence, the secretariat returns
it, it is mended and accepted, an official sees it; another is re-baselined and shows both dates. None of it was known
the day before."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.builders import SEOUL
from tests.journeys.people import at_a_browser
from tests.serving import AS_OF, serving
from tests.staffed import SECRET, console, engine_of
from tracker.config import now
from tracker.domain.actors import Action
from tracker.domain.milestones import RecordState
from tracker.domain.periods import parse_period
from tracker.domain.words import Bilingual
from tracker.services.door import perform
from tracker.services.reading import internal
from tracker.store.engine import engine_for, write
from tracker.store.plans import save_plan
from tracker.store.schema import migrate

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_STEPS = 16  # of a completion with its evidence, from the first look at one's tasks to the receipt
LANGUAGES = ("ko", "en")
DONE = {"ko": ("M07-05", "1분기에 문을 열었다", "개소식 보도자료", "과학기술정보통신부", "개소가 완료 기준이고 개소식이 열렸다.", "문서 이름을 적어 달라"),
        "en": ("M02-02", "Opened in the first quarter", "Press release on the opening", "Ministry of Science and ICT", "Opening is the criterion, and it opened.", "Please name the document")}
MOVED = {"ko": ("M83-02", "R2026-41", "조달이 한 차례 유찰되었다."), "en": ("M03-01", "R2026-42", "The tender failed once.")}


@pytest.fixture(scope="module")
def app(tmp_path_factory, real_plan):
    """A demonstration whose plan was known before its people came."""
    folder = tmp_path_factory.mktemp("quarter")
    engine = engine_for(f"sqlite:///{folder / 'tracker.sqlite'}")
    migrate(engine)
    write(engine, lambda session: save_plan(session, real_plan, datetime.combine(the_day_before() - timedelta(days=1), time(), UTC)))
    engine.dispose()
    with serving(folder, {"TRACKER_DEMO": "1", "TRACKER_SECRET": SECRET}) as running:
        perform(console(running), Action.EDIT_PLAN, _third_plenary)
        yield running


def _third_plenary(work) -> str:
    work.put(replace(work.plan.meeting("M2026-02P"), code="M2026-11P", number=3, on=parse_period("2026-11-10"), agenda=(),
                     outcome=Bilingual("안건 의결", "Items adopted")))
    return ""


def the_day_before() -> date:
    """Before anything was done here, and before the day the application takes for today."""
    return min(now().astimezone(SEOUL).date(), date.fromisoformat(AS_OF)) - timedelta(days=1)


def waiting(app, code: str):
    return internal(engine_of(app)).workspace.open_submission(code)


def complete(rita, code: str, summary: str, title: str, body: str, reason: str) -> None:
    """From the list of one's tasks to the receipt."""
    field = lambda name: f".st-key-f_report_{code}_{name}"  # noqa: E731
    rita.open(f"/report?code={code}")
    rita.press(rita.t("milestones.state_completed"), "radio")
    rita.into(field("completed_on"), "20260330")
    rita.into(field("summary"), summary)
    rita.press(rita.t("evidence.kind_press"), "radio")
    for name, words in (("e0_title", title), ("e0_body", body), ("e0_on", "20260330"), ("e0_url", "https://www.msit.go.kr/opened"), ("e0_reason", reason)):
        rita.into(field(name), words)
    rita.shot("a2-form")
    rita.press(rita.t("report.submit"))
    rita.sees(rita.t("report.next_words"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_reported_returned_mended_accepted_and_seen(chromium, app, language):
    code, summary, title, body, reason, question = DONE[language]
    with at_a_browser(chromium, app, "demo.reporter.msit", language) as rita:
        rita.open("/work")
        rita.shot("a1-tasks")
        complete(rita, code, summary, title, body, reason)
        rita.shot("a3-receipt")
        print(f"{language}: {rita.steps} steps, {rita.waited:.1f} s of waiting for the program")
        assert rita.steps <= MOST_STEPS and waiting(app, code).record is RecordState.SUBMITTED
    with at_a_browser(chromium, app, "demo.official", language) as olga:
        olga.open(f"/milestone?code={code}")
        assert not olga.says(summary), "what waits for a decision is in no page of the plan"
    with at_a_browser(chromium, app, "demo.editor", language) as ella:
        ella.open(f"/review?code={code}")
        ella.shot("b1-review")
        ella.key("Alt+b")
        ella.click(".st-key-decision button")
        ella.into(".st-key-decision", f"{question}: PRESS-1")
        ella.shot("b2-return")
        ella.page.locator(".st-key-decision textarea").focus()
        ella.key("Control+Enter")
        ella.sees(ella.t("review.returned"))
        ella.shot("b3-returned")
        assert waiting(app, code).record is RecordState.RETURNED
    with at_a_browser(chromium, app, "demo.reporter2.msit", language) as rosa:
        rosa.open("/work")
        rosa.shot("b4-tasks")
        rosa.open(f"/report?code={code}")
        rosa.sees(f"{question}: PRESS-1")
        rosa.into(f".st-key-f_report_{code}_e0_title", f"{title} PRESS-1")
        rosa.shot("b5-mend")
        rosa.press(rosa.t("report.submit"))
        rosa.sees(rosa.t("report.next_words"))
        assert waiting(app, code).authors == ("demo.reporter.msit", "demo.reporter2.msit")
    with at_a_browser(chromium, app, "demo.editor", language) as ella:
        ella.open(f"/review?code={code}")
        for n in range(3):
            ella.click(f":nth-match([class*=st-key-human_] label, {n + 1})")
        ella.shot("b6-ticked")
        ella.key("Alt+a")
        ella.sees(ella.t("review.approved"))
        ella.shot("b7-approved")
    assert internal(engine_of(app)).plan.milestone(code).reports[-1].summary.within(language) == summary
    with at_a_browser(chromium, app, "demo.official", language) as olga:
        olga.open(f"/milestone?code={code}")
        olga.sees(summary)
        olga.sees("PRESS-1")
        olga.shot("b8-official")
        olga.open(f"/milestone?code={code}&known_on={the_day_before()}")
        assert not olga.says(summary) and not olga.says("PRESS-1"), "the day before nobody knew"
        olga.shot("e1-day-before")
        olga.open(f"/history?of=milestone/{code}")
        olga.sees(summary)
        olga.shot("e2-history")


@pytest.mark.parametrize("language", LANGUAGES)
def test_asked_scheduled_resolved_applied_and_both_dates_show(chromium, app, language):
    code, number, why = MOVED[language]
    asked, first = f"C-{code}-1", internal(engine_of(app)).plan.milestone(code)
    due = parse_period("2028 Q2")
    with at_a_browser(chromium, app, "demo.reporter.msit", language) as rita:
        rita.open(f"/requests?code={code}&new=1")
        rita.press(rita.t("requests.wanted_direction"), "radio")
        rita.labelled(rita.t("requests.due"), "2028 Q2")
        rita.press(rita.t("requests.ground_procurement"), "radio")
        rita.labelled(rita.t("requests.reason"), why)
        rita.shot("d1-ask")
        rita.press(rita.t("requests.send"))
        rita.page.wait_for_selector(".receipt")
        rita.shot("d2-asked")
    with at_a_browser(chromium, app, "demo.editor", language) as ella:
        ella.open(f"/requests?code={asked}")
        ella.page.get_by_role("combobox", name=ella.t("requests.meeting")).first.click()
        ella._done(ella.page.get_by_role("option").first.click)
        ella.shot("d3-schedule")
        ella.press(ella.t("requests.press_schedule"))
        ella.labelled(ella.t("requests.number"), number)
        ella.shot("d4-resolve")
        ella.press(ella.t("requests.press_resolve"))
    with at_a_browser(chromium, app, "demo.resolver", language) as remo:
        remo.open(f"/requests?code={asked}")
        remo.labelled(remo.t("requests.confirm_major"), "2026-001")
        remo.press(remo.t("requests.press_apply_direction"))
        remo.sees(remo.t("requests.error_wrong_resolution", typed="2026-001"))
        remo.shot("d5-wrong-number")
        assert internal(engine_of(app)).plan.milestone(code) == first
        remo.labelled(remo.t("requests.confirm_major"), number)
        remo.press(remo.t("requests.press_apply_direction"))
        remo.sees(remo.t("requests.done_apply"))
        remo.shot("d6-applied")
    moved = internal(engine_of(app)).plan.milestone(code)
    assert (moved.original_due, moved.due(date(2026, 11, 22))) == (first.original_due, due)
    with at_a_browser(chromium, app, "demo.official", language) as olga:
        olga.open(f"/milestone?code={code}")
        both = olga.page.locator(".changed").first.inner_text()
        assert number in both and why in both and all(str(p.first.year) in both for p in (first.original_due, due))
        olga.shot("d7-both-dates")
        olga.open(f"/milestone?code={code}&known_on={the_day_before()}")
        assert olga.page.locator(".changed").count() == 0 and not olga.says(number)
        olga.shot("d8-day-before")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone(chromium, app, language):
    """Nothing runs over the edge at 360 pixels where people work."""
    with at_a_browser(chromium, app, "demo.reporter.msit", language, 360, 800) as rita:
        for name, address in (("tasks", "/work"), ("report", "/report?code=M93-01"), ("request", "/requests?code=M06-04&new=1")):
            rita.open(address)
            rita.shot(f"p-{name}")
            assert rita.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth"), address
    with at_a_browser(chromium, app, "demo.editor", language, 360, 800) as ella:
        for name, address in (("review", "/review"), ("requests", "/requests"), ("edit", "/edit?kind=goal&code=T07"), ("log", "/log")):
            ella.open(address)
            ella.shot(f"p-{name}")
            assert ella.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth"), address
