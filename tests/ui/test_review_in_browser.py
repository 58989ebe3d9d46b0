"""Reviewing in a real browser: nothing approved unticked, returned and mended and approved, one's own work refused, nothing
decided on what changed meanwhile, and the public sees what was approved and nothing before."""

from dataclasses import replace
from datetime import date

import pytest

from tests.looking import PATIENCE, READY
from tests.review_cases import a_proof, a_submission
from tests.serving import serving
from tracker.config import now
from tracker.domain.actors import Action
from tracker.domain.milestones import RecordState, ReportedState
from tracker.domain.periods import day
from tracker.domain.words import Bilingual
from tracker.services.door import Caller, perform
from tracker.services.reading import internal
from tracker.store.engine import engine_for
from tracker.text import wording

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("reviewing"), {"TRACKER_DEMO": "1"}) as app:
        yield app


class Desk:
    """The store behind the application, and people at browsers of their own."""

    def __init__(self, chromium, app) -> None:
        self.chromium, self.app, self.engine, self.people = chromium, app, engine_for(app.database_url), []

    @property
    def now(self):
        return internal(self.engine)

    def put(self, *values: object) -> None:
        perform(Caller(self.engine, "", now(), TODAY, console=True), Action.EDIT_PLAN, lambda work: work.put(*values) or "")

    def hand_in(self, milestone: str, **changes):
        """A report of MSIT's on a milestone, as if handed in just now; nothing else waits."""
        open_ones = [s for s in self.now.workspace.submissions if s.record is RecordState.SUBMITTED]
        held = self.now
        made = replace(a_submission(f"S-{milestone}-1", milestone=milestone, authors=("demo.reporter.msit",), submitted_at=now(),
                                    seen=held.versions[f"milestone/{milestone}"], summary=Bilingual("초안 의견수렴을 마침", "Consultation on the draft is over")), **changes)
        self.put(made, *(replace(s, record=RecordState.RETURNED) for s in open_ones if s.milestone != milestone))
        return made

    def sit(self, name: str, language: str) -> "Person":
        self.people.append(Person(self.chromium, self.app.url, name, language))
        return self.people[-1]


class Person:
    def __init__(self, chromium, url: str, name: str, language: str) -> None:
        self.context = chromium.new_context(viewport={"width": 1280, "height": 900})
        self.page, self.url, self.language, self.t = self.context.new_page(), url, language, wording(language)
        if name:
            self.page.goto(f"{url}/account/login?lang={language}")
            self.page.click(f"button[value='{name}']")
            self.page.wait_for_load_state()

    def open(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}{'&' if '?' in path else '?'}lang={self.language}", wait_until="domcontentloaded")
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_timeout(250)
        self.page.wait_for_selector(READY, state="attached", timeout=PATIENCE)
        self.page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')", timeout=PATIENCE)

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)
        self.settle()

    def tick_all(self) -> None:
        boxes = self.page.locator("[class*=st-key-human_] label")
        boxes.nth(2).wait_for(timeout=PATIENCE)
        for n in range(3):
            boxes.nth(n).click()
            self.settle()

    def sees(self, key: str, **values: object) -> None:
        self.page.get_by_text(self.t(key, **values), exact=False).first.wait_for(timeout=PATIENCE)

    def says(self, key: str) -> bool:
        return self.t(key) in self.page.locator("body").inner_text()


@pytest.fixture
def desk(chromium, demo):
    made = Desk(chromium, demo)
    yield made
    for person in made.people:
        person.context.close()


@pytest.mark.parametrize(("language", "milestone"), [("ko", "M83-01"), ("en", "M02-02")])
def test_returned_mended_approved_seen(desk, language, milestone):
    handed = desk.hand_in(milestone)
    editor, reporter, public = desk.sit("demo.editor", language), desk.sit("demo.reporter.msit", language), desk.sit("demo.official", language)
    editor.open("/review")
    editor.press("Alt+b")
    editor.page.locator(".st-key-decision button").first.click()
    editor.settle()
    editor.press("Control+Enter")
    box = editor.page.locator(".st-key-decision textarea")
    assert box.input_value() == editor.t("review.half_sentence_evidence")  # a reason alone is not yet a reason
    box.click()
    box.press("Control+End")
    box.type("NAME-THE-DOCUMENT")
    box.press("Control+Enter")
    editor.settle()
    editor.sees("review.returned")
    held = desk.now.workspace.submission(handed.code)
    assert held.record is RecordState.RETURNED and held.returned_for.within(language) == editor.t("review.half_sentence_evidence") + "NAME-THE-DOCUMENT"

    reporter.open(f"/report?code={milestone}")
    reporter.page.get_by_text("NAME-THE-DOCUMENT").first.wait_for(timeout=PATIENCE)
    public.open(f"/milestone?code={milestone}")
    assert "NAME-THE-DOCUMENT" not in public.page.content() and "WITH-THE-DOCUMENT" not in public.page.content()
    summary = reporter.page.locator(f".st-key-f_report_{milestone}_summary textarea")
    summary.fill("WITH-THE-DOCUMENT")
    summary.blur()
    reporter.settle()
    summary.press("Control+Enter")
    reporter.settle()
    for _ in range(40):
        if desk.now.workspace.submission(handed.code).record is RecordState.SUBMITTED:
            break
        reporter.page.wait_for_timeout(250)
    assert desk.now.workspace.submission(handed.code).record is RecordState.SUBMITTED

    editor.open("/review")
    editor.press("Alt+a")
    editor.sees("review.all_ticks")
    assert desk.now.workspace.submission(handed.code).record is RecordState.SUBMITTED
    editor.tick_all()
    editor.press("Alt+a")
    editor.sees("review.approved")
    assert desk.now.workspace.submission(handed.code).record is RecordState.APPROVED
    public.open(f"/milestone?code={milestone}")
    public.page.get_by_text("WITH-THE-DOCUMENT").first.wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_nobody_decides_on_their_own(desk, language):
    handed = desk.hand_in("M57-01", authors=("demo.editor",), ministry="NAIS")
    own, other = desk.sit("demo.editor", language), desk.sit("demo.editor2", language)
    own.open("/review?code=M57-01")
    own.sees("review.own_title")
    for key in ("approve", "send_back"):
        assert own.page.locator(f".st-key-{key} button").is_disabled()
    own.press("Alt+a")
    assert desk.now.workspace.submission(handed.code).record is RecordState.SUBMITTED
    other.open("/review?code=M57-01")
    assert not other.says("review.own_title")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_changed_meanwhile_is_not_decided(desk, language):
    """The page was read before the ministry amended the report: the decision is refused, the new words are shown."""
    handed = desk.hand_in("M83-02" if language == "ko" else "M83-03")
    editor = desk.sit("demo.editor", language)
    editor.open(f"/review?code={handed.milestone}")
    editor.tick_all()
    desk.put(replace(handed, summary=Bilingual("NEW-WORDS", "NEW-WORDS")))
    editor.press("Alt+a")
    editor.sees("review.changed_meanwhile")
    editor.page.get_by_text("NEW-WORDS").first.wait_for(timeout=PATIENCE)
    assert desk.now.workspace.submission(handed.code).record is RecordState.SUBMITTED
    assert editor.page.locator("[class*=st-key-human_] input:checked").count() == 0  # ticked for other words
    editor.tick_all()
    editor.press("Alt+a")
    editor.sees("review.approved")


def test_a_right_taken_away_ends_every_button_at_once(desk):
    handed = desk.hand_in("M83-04")
    editor = desk.sit("demo.editor2", "ko")
    editor.open("/review?code=M83-04")
    editor.tick_all()
    person = desk.now.workspace.person("demo.editor2")
    desk.put(replace(person, disabled=True))
    editor.press("Alt+a")
    assert desk.now.workspace.submission(handed.code).record is RecordState.SUBMITTED
    desk.put(person)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_judgement_stands_on_the_milestones_page(desk, language):
    code = "M02-01" if language == "ko" else "M07-05"
    editor, public = desk.sit("demo.editor", language), desk.sit("demo.official", language)
    editor.open(f"/review?code={code}")
    editor.page.get_by_text(editor.t("review.judge"), exact=True).click()
    editor.settle()
    editor.page.get_by_text(editor.t("judged.on_track"), exact=True).last.click()
    editor.settle()
    reason = editor.page.locator("[class*=st-key-f_judge_][class*=_reason] textarea")
    reason.fill("JUDGED-SO")
    reason.blur()
    editor.settle()
    editor.page.get_by_role("button", name=editor.t("review.judge_save")).click()
    editor.settle()
    editor.sees("review.judged")
    public.open(f"/milestone?code={code}")
    public.sees("judged.title")
    public.sees("judged.kinder")
    assert "JUDGED-SO" in public.page.content()


def test_a_completion_shows_every_check_and_its_grade(desk):
    proof = a_proof("S-M07-02-1-E1", on=date(2026, 2, 25), body=desk.now.plan.head.committee)
    desk.hand_in("M07-02", state=ReportedState.COMPLETED, completed_on=day(date(2026, 2, 25)), evidence=(proof,))
    editor = desk.sit("demo.editor", "ko")
    editor.open("/review?code=M07-02")
    editor.sees("review.check_document_day")
    editor.sees("review.check_issuing_body")
    assert "V2" in editor.page.locator("[class*=st-key-grading_]").inner_text()
    editor.page.locator("[class*=st-key-grading_] label").first.click()
    editor.settle()
    assert "V3" in editor.page.locator("[class*=st-key-grading_] .small").last.inner_text()
    editor.tick_all()
    editor.press("Alt+a")
    editor.sees("review.approved")
    assert desk.now.plan.milestone("M07-02").reports[-1].grade == "V3"
