"""Editors in a real browser: what is wrong is said at the field, two who collide lose nothing, a draft outlives a reload."""

import pytest
from playwright.sync_api import expect

from tests.looking import PATIENCE, READY
from tests.serving import serving
from tracker.services.drafts import LARGEST
from tracker.text import wording


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demonstration, where editors sign in by one button."""
    with serving(tmp_path_factory.mktemp("editing"), {"TRACKER_DEMO": "1"}) as app:
        yield app


class Editor:
    """Somebody at a browser of their own."""

    def __init__(self, chromium, url: str, name: str, language: str) -> None:
        self.context = chromium.new_context(viewport={"width": 1280, "height": 1000})
        self.page, self.url, self.t, self.language = self.context.new_page(), url, wording(language), language
        self.page.goto(f"{url}/account/login?lang={language}")
        self.page.click(f"button[value='{name}']")
        self.page.wait_for_load_state()

    def open(self, code: str, kind: str = "goal", **more: str) -> None:
        self.form = "edit_" + "_".join(filter(None, (kind, code, *more.values())))
        query = "".join(f"&{k}={v}" for k, v in more.items())
        self.page.goto(f"{self.url}/edit?kind={kind}&code={code}{query}&lang={self.language}", wait_until="domcontentloaded")
        self.settled()

    def settled(self) -> None:
        self.page.wait_for_selector(READY, state="attached", timeout=PATIENCE)

    def box(self, field: str):
        return self.page.locator(f".st-key-f_{self.form}_{field} :is(textarea, input)").first

    def type(self, field: str, text: str) -> None:
        self.box(field).fill(text)
        self.box(field).blur()
        self.page.wait_for_timeout(300)
        self.settled()

    def holds(self, field: str, text: str) -> None:
        expect(self.box(field)).to_have_value(text, timeout=PATIENCE)

    def press(self, key: str = "edit_save") -> None:
        self.page.click(f".st-key-{key} button")
        self.page.wait_for_timeout(300)
        self.settled()

    def sees(self, words: str) -> None:
        self.page.get_by_text(words, exact=False).first.wait_for(timeout=PATIENCE)

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()


@pytest.fixture
def editors(chromium, demo):
    made = []

    def make(name: str, language: str) -> Editor:
        made.append(Editor(chromium, demo.url, name, language))
        return made[-1]
    yield make
    for editor in made:
        editor.context.close()


@pytest.mark.parametrize(("language", "code"), [("ko", "T07"), ("en", "T08")])
def test_two_editors_collide_and_neither_loses_text(editors, language, code):
    first, second = editors("demo.editor", language), editors("demo.editor2", language)
    first.open(code)
    second.open(code)
    first.type("note_ko", "AAA first wrote this")
    first.type("body_en", "Body by the first")
    first.type("reason", "The first one's reason")
    second.type("note_ko", "BBB second wrote that")
    second.type("note_en", "Only the second wrote here")
    second.type("reason", "The second one's reason")
    first.press()
    first.page.locator(".receipt").wait_for(timeout=PATIENCE)
    second.press()
    second.sees(second.t("edit.conflict_title"))
    second.sees("AAA first wrote this")
    second.sees("BBB second wrote that")
    second.press()  # nothing chosen yet: nothing is saved
    assert second.heading() == second.t("edit.conflict_title")
    second.page.get_by_role("radio", name=second.t("forms.keep_mine")).first.click()
    second.settled()
    second.page.wait_for_timeout(300)
    second.press()
    second.page.locator(".receipt").wait_for(timeout=PATIENCE)
    first.open(code)
    for field, text in {"note_ko": "BBB second wrote that", "note_en": "Only the second wrote here", "body_en": "Body by the first"}.items():
        first.holds(field, text)
    first.sees("The first one's reason")
    first.sees("The second one's reason")


def test_what_is_wrong_stands_at_its_field_and_goes_when_it_is_right(editors):
    editor = editors("demo.editor", "ko")
    editor.open("GPU_ALLOC", "indicator", new="observation")
    editor.press()
    label = editor.page.locator(f".st-key-fld_{editor.form}_value label strong")
    assert label.inner_text() == editor.t("edit.problem.required")
    wrong = editor.page.locator(".problems li").count()
    assert wrong >= 3
    editor.type("value", "\uff15,000")
    label.wait_for(state="detached", timeout=PATIENCE)
    assert editor.page.locator(".problems li").count() == wrong - 1


def test_money_is_read_back_and_a_figure_moves_only_as_a_correction(editors):
    editor = editors("demo.editor", "ko")
    editor.open("FP004/amount/2026-enacted", "programme")
    editor.form = "edit_programme_FP004_amount_2026_enacted"
    editor.type("won", "9,900,000")
    editor.sees("9\uc870\u00a09,000\uc5b5\u00a0\uc6d0")
    editor.type("reason", "The booklet says so")
    editor.press()
    assert editor.page.locator(".problems li").count() == 1
    editor.page.locator(f".st-key-f_{editor.form}_correction label").click()
    editor.page.locator(".problems li").wait_for(state="detached", timeout=PATIENCE)
    editor.press()
    editor.page.locator(".receipt").wait_for(timeout=PATIENCE)
    editor.sees("9,900,000,000,000")


def test_a_draft_outlives_a_reload_and_can_be_thrown_away(editors):
    editor = editors("demo.editor", "en")
    editor.open("T09")
    editor.holds("note_en", "")
    editor.type("note_en", "Half a sentence")
    editor.page.reload(wait_until="domcontentloaded")
    editor.settled()
    editor.sees(editor.t("edit.draft_back"))
    editor.holds("note_en", "Half a sentence")
    editor.press("edit_cancel")
    editor.holds("note_en", "")
    editor.open("T09")
    editor.holds("note_en", "")


def test_a_text_too_long_to_be_kept_is_told_at_once(editors):
    editor = editors("demo.editor", "en")
    editor.open("T10")
    editor.type("note_en", "x" * (LARGEST + 1))
    editor.sees(editor.t("error.draft_too_long", most=LARGEST))
    editor.type("note_en", "x")
    expect(editor.page.locator(".error, [role=alert]").filter(has_text=str(LARGEST))).to_have_count(0, timeout=PATIENCE)
    editor.press("edit_cancel")


def test_a_meeting_is_added_its_item_moved_and_all_of_it_taken_out(editors):
    """The way back from a piece that is named otherwise now, or is gone."""
    editor = editors("demo.editor", "en")
    editor.open("", "meeting", new="1")
    editor.form = "edit_meeting"
    for field, text in {"code": "M2026-11X", "body_en": "Committee", "on": "2026. 11. 20.", "reason": "The session took place"}.items():
        editor.type(field, text)
    editor.press()
    editor.page.locator(".receipt").wait_for(timeout=PATIENCE)
    editor.open("GPU_ALLOC/target/2026~1", "indicator")
    editor.form = "edit_indicator_GPU_ALLOC_target_2026_1"
    editor.type("period", "2027")
    editor.type("reason", "The paper says 2027")
    editor.page.locator(f".st-key-f_{editor.form}_correction label").click()
    editor.settled()
    editor.press()
    editor.page.locator(".receipt").wait_for(timeout=PATIENCE)
    assert "code=GPU_ALLOC&" in editor.page.url + "&"
    editor.open("M2026-11X", "meeting")
    editor.form = "edit_meeting_M2026_11X"
    editor.type("reason", "It was entered by mistake")
    editor.press("edit_remove")
    editor.page.wait_for_timeout(900)  # the second press counts once it cannot be the half of a double click
    editor.press("edit_remove")
    editor.page.locator(".receipt").wait_for(timeout=PATIENCE)
    editor.sees(editor.t("edit.removed"))
    editor.open("M2026-11X", "meeting")
    assert editor.heading() == editor.t("frame.not_found_title")
