"""A quarter is published at the browser: a reader doubts a number and an editor answers; two people freeze, read, approve; an
edit voids what they approved; a time is set, it is published, and the visitor reads the new number, the answer and the
line that says of which release; it is withdrawn, and the one before is read again."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Somebody, at_a_browser
from tests.looking import PATIENCE
from tests.serving import serving
from tests.staffed import SECRET, console, engine_of, settled
from tests.ui.test_every_page import sideways, violations
from tracker.domain.actors import Action
from tracker.domain.release import release_id
from tracker.domain.words import Bilingual
from tracker.exchange.release_folder import withdrawal
from tracker.exchange.signing import new_key, public_of
from tracker.exchange.withdrawal import Proof
from tracker.services.door import perform
from tracker.services.reading import internal

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHANGED = "M58-01"  # whose completion was accepted since the plan was delivered
RELEASE = "2026Q4-r2"
WRITTEN = 300_000  # milliseconds: every file of a release, on a machine with much else to do
WRONG = "The count of tasks is thirty-one. Call 010-1234-5678"


KEY = new_key()


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """A site that signs what it publishes, and shows nothing else."""
    folder = tmp_path_factory.mktemp("publishing")
    (folder / "release.key").write_text(KEY)
    keys = {"TRACKER_RELEASE_KEY": str(folder / "release.key"), "TRACKER_TRUSTED_KEYS": public_of(KEY)}
    with serving(folder, keys | {"TRACKER_DEMO": "1", "TRACKER_SECRET": SECRET, "TRACKER_CORRECTIONS": "on"}) as running:
        yield running


def sound(one: Somebody, shot: str) -> None:
    """What is before them now is accessible, and fits a small phone."""
    if one.page.locator("[data-testid=stMain]").count():
        settled(one.page)
    one.shot(shot)
    held = one.page.viewport_size
    assert violations(one.page) == []
    one.page.set_viewport_size({"width": 320, "height": 720})
    assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not one.page.locator("[data-testid=stMain]").count() or sideways(one.page) == []
    one.shot(f"{shot}-phone")
    one.page.set_viewport_size(held)


def draft(app):
    return internal(engine_of(app)).workspace.release(RELEASE)


def says(one: Somebody, words: str, where: str = "body", within: int = PATIENCE) -> None:
    """Waits until it is drawn; spaces that do not break are spaces."""
    pattern = re.compile(re.escape(words).replace("\\\u00a0", r"\s").replace(r"\ ", r"\s"))
    expect(one.page.locator(where).first).to_contain_text(pattern, timeout=within, use_inner_text=True)


def twice(one: Somebody, what: str) -> None:
    """A button that asks twice: it says what it is about to do, then does it."""
    button = one.page.locator(f".st-key-{what}_{RELEASE} button")
    button.click()
    expect(button).to_have_text(one.t("releasing.sure", what=one.t(f"releasing.do_{what}")), timeout=PATIENCE)
    one.page.wait_for_timeout(700)  # a second press sooner is the other half of a double click
    button.click()


def freezes(one: Somebody, what: str = "freeze") -> None:
    twice(one, what)
    says(one, one.t("releasing.frozen", code=RELEASE))


def approves(one: Somebody, n: int) -> None:
    one.open("/releases")
    one.page.locator("[data-testid=stCheckbox] label").click()
    one.press(one.t("releasing.do_approve_second" if n == 2 else "releasing.do_approve_first"))
    says(one, one.t("releasing.approved", n=n))


def reads(visitor: Somebody, status: str, release: str) -> None:
    """The status of the milestone and the line that says what is read."""
    visitor.open(f"/milestone?code={CHANGED}")
    says(visitor, visitor.t(f"status.{status}"), ".st-key-main .status")
    says(visitor, visitor.t("editions.release", id=release))


def test_a_quarter_is_published_and_withdrawn(chromium, app):
    with (at_a_browser(chromium, app, "", "en") as visitor, at_a_browser(chromium, app, "demo.editor", "ko") as editor,
          at_a_browser(chromium, app, "demo.publisher", "ko") as first, at_a_browser(chromium, app, "demo.publisher2", "en") as second):
        reads(visitor, "delayed", "2026Q4-r1")
        code = a_number_is_doubted(visitor)
        it_is_answered(editor, code)
        opened_and_approved_once(first)
        an_edit_voids_it(app, first)
        approved_by_two(app, first, second)
        a_time_is_set(app, second)
        reads(visitor, "delayed", "2026Q4-r1")
        published(app, first, second)
        reads(visitor, "completed_late", RELEASE)
        answers_are_public(visitor, code)
        withdrawn(second)
        assert withdrawal(app.log.parent / "releases", release_id(RELEASE), draft(app).manifest, public_of(KEY)).proof is Proof.SIGNED
        reads(visitor, "delayed", "2026Q4-r1")
        a_correction_wants_a_notice(first)


def a_number_is_doubted(visitor: Somebody) -> str:
    """From the source line of a figure to the number the answer will have; a telephone number is not taken."""
    t = visitor.t
    visitor.page.get_by_role("link", name=t("tickets.wrong")).first.click()
    says(visitor, t("tickets.form_title"), "h1")
    says(visitor, CHANGED)
    visitor.page.get_by_label(t("tickets.wrong_label")).fill(WRONG)
    visitor.page.get_by_role("button", name=t("tickets.send")).click()
    says(visitor, "010", ".wrong")
    sound(visitor, "d1-refused")
    visitor.page.get_by_label(t("tickets.wrong_label")).fill(WRONG.partition(" Call")[0])
    visitor.page.get_by_role("button", name=t("tickets.send")).click()
    says(visitor, t("tickets.taken_title"), "h1")
    sound(visitor, "d2-taken")
    return re.search(r"Q-\d+", visitor.page.locator("[role=status]").inner_text())[0]


def it_is_answered(editor: Somebody, code: str) -> None:
    t, field = editor.t, lambda name: f".st-key-f_ticket_{code}_{name}"
    editor.open("/tickets")
    says(editor, "The count of tasks is thirty-one")
    editor.open(f"/tickets?code={code}")
    editor.press(t("tickets.do_stands"), "radio")
    for name, words in (("question_ko", "과제가 31개인가?"), ("question_en", "Are there 31 tasks?"), ("answer_ko", "30개가 맞다."), ("answer_en", "There are 30.")):
        editor.into(field(name), words)
    sound(editor, "d4-answer")
    editor.press(t("tickets.press_answer"))
    says(editor, t("tickets.done_answered"))


def opened_and_approved_once(first: Somebody) -> None:
    t = first.t
    first.open("/releases")
    first.press(t("releasing.do_open"))
    says(first, t("releasing.opened"))
    freezes(first)
    first.press(t("releasing.do_approve_first"))
    says(first, t("releasing.error_unread", n=4).split("4")[0], ".st-key-deciding .problems")
    sound(first, "f2-unread")
    approves(first, 1)
    expect(first.page.locator(".st-key-release_approve")).to_have_count(0)
    says(first, t("releasing.approved_yours"))


def an_edit_voids_it(app, first: Somebody) -> None:
    """Somebody puts right a name: what was approved is no longer what would come out."""
    perform(console(app), Action.EDIT_PLAN, lambda work: work.put(replace(work.plan.milestone("M83-01"), title=Bilingual("다시 적은 이름", "A name put right"))) or "")
    first.open("/releases")
    says(first, first.t("releasing.changed"), ".st-key-deciding [role=alert]")
    expect(first.page.locator(".approvals li.void")).to_have_count(1)
    sound(first, "f4-void")
    freezes(first, "freeze_again")
    expect(first.page.locator(".approvals li.void, .approvals li.given")).to_have_count(0)
    says(first, "다시 적은 이름", ".otherchanges")
    first.shot("f5-frozen-again")


def approved_by_two(app, first: Somebody, second: Somebody) -> None:
    approves(second, 1)
    approves(first, 2)
    assert [a.person for a in draft(app).approvals] == ["demo.publisher2", "demo.publisher"] and draft(app).state == "approved"


def a_time_is_set(app, second: Somebody) -> None:
    t = second.t
    second.open("/releases")
    for typed, told in (("soon", "error_time"), ("2020-01-01 10:00", "error_past"), ("2126-01-15 10:00", "scheduled")):
        second.into(f".st-key-f_release_at_{RELEASE}_at", typed)
        second.press(t("releasing.do_schedule"))
        says(second, t(f"releasing.{told}", text=typed, at=typed), ".st-key-deciding")
    sound(second, "f6-scheduled")
    says(second, t("releasing.due_on", on=draft(app).publish_at.date()), ".releases")


def published(app, first: Somebody, second: Somebody) -> None:
    """Decided at once and written beside the session: a full disk is told with its number and tried again; whoever leaves and
    comes back, and whoever pressed nothing, hears that it is done."""
    first.open("/releases")
    twice(first, "publish")
    says(first, first.t("releasing.being_written_text"), ".writing")
    says(first, first.t("releasing.due_now"), ".releases")
    it_fails_and_is_tried_again(app, first)
    sound(first, "f6a-being-written")
    first.open("/work")
    second.open("/releases")
    says(second, second.t("releasing.being_written_text"), ".writing")
    expect(second.page.locator(".st-key-release_ways")).to_have_count(0)
    says(second, second.t("releasing.published", code=RELEASE), ".receipt", within=WRITTEN)
    sound(second, "f6b-published")
    first.open(f"/releases?code={RELEASE}")
    says(first, first.t("releasing.fact_manifest"))


def it_fails_and_is_tried_again(app, first: Somebody) -> None:
    t, folder = first.t, app.log.parent / "releases"
    folder.rename(folder.with_name("away"))
    folder.write_text("in the way")
    says(first, t("releasing.not_written_text", id="").split(".")[0], ".problems", within=WRITTEN)
    sound(first, "f6c-not-written")
    number = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", first.page.locator(".problems").inner_text())[0]
    assert f"incident {number}" in app.logged()
    folder.unlink()
    folder.with_name("away").rename(folder)
    first.press(t("releasing.do_again"))
    says(first, t("releasing.being_written_text"), ".writing")


def answers_are_public(visitor: Somebody, code: str) -> None:
    visitor.open("/corrections")
    says(visitor, "Are there 31 tasks?", f"#{code}, [id$={code}]")
    says(visitor, visitor.t("tickets.corrected_in", release=RELEASE))  # the one the demonstration began with
    assert not visitor.says("thirty-one")
    sound(visitor, "f8-answers")


def withdrawn(second: Somebody) -> None:
    t = second.t
    second.open(f"/releases?code={RELEASE}&theme=contrast")
    sound(second, "f7-out")
    twice(second, "withdraw")
    says(second, t("releasing.error_no_why"))
    second.into(f".st-key-f_release_withdraw_{RELEASE}_ko", "금액을 다시 확인한다.")
    second.into(f".st-key-f_release_withdraw_{RELEASE}_en", "Amounts are checked again.")
    twice(second, "withdraw")
    says(second, t("releasing.withdrawn", code=RELEASE))
    says(second, "Amounts are checked again.")
    sound(second, "f9-withdrawn")


def a_correction_wants_a_notice(first: Somebody) -> None:
    t = first.t
    first.open("/releases")
    first.press(t("releasing.do_open"))
    says(first, t("releasing.error_no_notice", quarter="").split("이미")[-1])
    first.into(".st-key-f_release_open_ko", "금액을 바로잡았다.")
    first.into(".st-key-f_release_open_en", "Amounts were put right.")
    first.press(t("releasing.do_open"))
    says(first, t("releasing.opened"))
    says(first, "금액을 바로잡았다.", ".notice")
    sound(first, "f10-correction")
