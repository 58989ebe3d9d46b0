"""Reporters in a real browser: a completion by hand within a dozen steps, a draft that outlives a reload, "no change" in
two presses, a picture as evidence, two who write at once."""

from io import BytesIO

import pytest
from PIL import Image

from tests.looking import PATIENCE, READY
from tests.serving import serving
from tracker.text import wording

MOST_STEPS = 12  # of a completion typed by hand: presses and fields, the opening included
LEDE = "Institute opened; 02-2110-1234"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demonstration, where reporters sign in by one button."""
    with serving(tmp_path_factory.mktemp("reporting"), {"TRACKER_DEMO": "1"}) as app:
        yield app


class Reporter:
    """Somebody at a browser of their own; `steps` counts what they had to do."""

    def __init__(self, chromium, url: str, name: str, language: str) -> None:
        self.context = chromium.new_context(viewport={"width": 1280, "height": 1000})
        self.page, self.url, self.t, self.language, self.steps = self.context.new_page(), url, wording(language), language, 0
        self.page.goto(f"{url}/account/login?lang={language}")
        self.page.click(f"button[value='{name}']")
        self.page.wait_for_load_state()

    def open(self, path: str) -> None:
        self.steps += 1
        joint = "&" if "?" in path else "?"
        self.page.goto(f"{self.url}{path}{joint}lang={self.language}", wait_until="domcontentloaded")
        self.page.locator("footer.foot").wait_for(state="attached", timeout=PATIENCE)
        self.settled()

    def settled(self) -> None:
        self.page.wait_for_timeout(350)
        self.page.wait_for_selector(READY, state="attached", timeout=PATIENCE)

    def box(self, code: str, field: str):
        return self.page.locator(f".st-key-f_report_{code}_{field} :is(textarea, input)").first

    def press(self, name: str, role: str = "button") -> None:
        self.steps += 1
        self.page.get_by_role(role, name=name).first.click()
        self.settled()

    def type(self, words: str) -> None:
        """Into the field that has the focus, then on to the next."""
        self.steps += 1
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")
        self.settled()

    def key(self, name: str) -> None:
        self.steps += 1
        self.page.keyboard.press(name)
        self.settled()

    def sees(self, words: str) -> None:
        self.page.get_by_text(words, exact=False).first.wait_for(timeout=PATIENCE)


@pytest.fixture
def people(chromium, demo):
    made = []

    def sit_down(name: str, language: str = "ko") -> Reporter:
        made.append(Reporter(chromium, demo.url, f"demo.{name}", language))
        return made[-1]

    yield sit_down
    for one in made:
        one.context.close()


@pytest.mark.parametrize(("language", "code"), [("ko", "M07-05"), ("en", "M23-02")])
def test_a_completion_is_typed_in_a_dozen_steps_and_its_draft_outlives_a_reload(people, language, code):
    one = people("reporter.msit", language)
    t = one.t
    one.open(f"/report?code={code}")
    one.press(t("milestones.state_completed"), "radio")
    one.box(code, "completed_on").click()
    one.type("20260620")
    one.sees(t("report.days_after", n=81))
    one.type("Institute opened")
    one.press(t("evidence.kind_press"), "radio")
    one.box(code, "e0_title").click()
    for words in ("Opening", "Ministry", "20260620", "https://www.msit.go.kr/x"):
        one.type(words)
    steps = one.steps
    one.open(f"/report?code={code}")
    one.steps = steps
    assert [one.box(code, name).input_value() for name in ("completed_on", "summary", "e0_title", "e0_body", "e0_on", "e0_url")] == [
        "20260620", "Institute opened", "Opening", "Ministry", "20260620", "https://www.msit.go.kr/x"]
    one.box(code, "e0_reason").click()
    one.steps += 1
    one.page.keyboard.type("It opened, so it is established.")
    one.key("Control+Enter")  # from inside the text: commits it and hands in
    one.sees(t("report.next_words"))
    assert one.page.locator("h1").inner_text() == t("report.sent") and one.steps <= MOST_STEPS
    one.key("n")
    one.page.wait_for_url("**/report?*code=*", timeout=PATIENCE)
    one.settled()
    assert code not in one.page.url


def test_what_is_wrong_is_told_at_each_field_and_goes_when_it_is_right(people):
    one, code = people("reporter.msit"), "M03-01"
    one.open(f"/report?code={code}")
    one.press(one.t("milestones.state_in_progress"), "radio")
    one.press(one.t("report.submit"))
    one.sees(one.t("report.problem_summary"))
    one.box(code, "summary").click()
    one.type(LEDE)
    assert one.page.get_by_text(one.t("report.problem_summary")).count() == 0
    one.press(one.t("report.submit"))
    one.sees(one.t("report.personal"))
    one.page.locator(f".st-key-personal_report_{code} label").first.click()
    one.settled()
    one.press(one.t("report.submit"))
    one.sees(one.t("report.next_words"))


def test_no_change_is_two_presses_and_a_third_takes_it_back(people):
    one, code = people("reporter.msit"), "M27-01"
    one.open("/work?show=unreported")
    button = one.page.locator(f".st-key-nc_{code} button")
    button.focus()
    one.key("Enter")
    one.page.wait_for_timeout(700)  # the guard against a double click
    one.sees(one.t("inbox.send_as_is"))
    one.key("Enter")
    one.sees(one.t("inbox.take_back"))
    assert one.page.locator(f".st-key-row_{code}").count() == 1 and button.evaluate("b => b === document.activeElement")
    one.key("Enter")
    one.sees(one.t("inbox.no_change"))
    one.open("/work?show=review")
    assert one.page.locator(f".st-key-row_{code}").count() == 0


def test_two_who_write_at_once_both_keep_their_words(people):
    code, first, second = "M93-01", people("reporter.msit"), people("reporter2.msit")
    for one, words in ((first, "Theirs"), (second, "Mine")):
        one.open(f"/report?code={code}")
        one.box(code, "summary").fill(words)
        one.box(code, "summary").blur()
        one.settled()
    first.press(first.t("report.submit"))
    first.sees(first.t("report.next_words"))
    second.press(second.t("report.submit"))
    second.sees(second.t("report.conflict"))
    assert second.page.get_by_text("Theirs").count() and second.page.get_by_text("Mine").count()
    second.press(second.t("forms.keep_mine"), "radio")
    second.press(second.t("report.conflict_send"))
    second.sees(second.t("report.next_words"))
    first.open(f"/report?code={code}")
    assert first.box(code, "summary").input_value() == "Mine"


def test_a_picture_is_attached_without_what_its_camera_wrote(people):
    image, written, exif = Image.new("RGB", (40, 20), 90), BytesIO(), Image.Exif()
    exif[0x010F] = "Camera of the reporter"
    image.save(written, "JPEG", exif=exif)
    one, code = people("reporter.msit"), "M06-04"
    one.open(f"/report?code={code}")
    one.press(one.t("milestones.state_in_progress"), "radio")
    one.press(one.t("report.evidence_optional"))
    one.page.locator(f".st-key-evidence_{code}_0 input[type=file]").set_input_files({"name": "../photo.png", "mimeType": "image/png", "buffer": written.getvalue()})
    one.sees("photo.jpg")
    one.page.locator(f".st-key-evidence_{code}_0 input[type=file]").set_input_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\0"})
    one.sees(one.t("evidence.wrong_type"))
    one.sees("photo.jpg")
