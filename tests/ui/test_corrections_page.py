"""The page of what was answered, and where every source line leads."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.builders import a_correction
from tests.ui.drawn import page_text
from tests.ui.test_reading_pages import reader
from tracker.domain.release import release_id
from tracker.pages import canvas, components, corrections
from tracker.views import corrections as view


class Sheet:
    """Keeps what is drawn."""

    def __init__(self, correcting: str = "") -> None:
        self.correcting, self.drawn = correcting, []

    def html(self, markup) -> None:
        self.drawn.append(str(markup))


def drawn(held, where="/correct") -> str:
    sheet = Sheet(where)
    with canvas.drawing_on(sheet):
        corrections.render(held)
    return "".join(sheet.drawn)


def with_answers(language="en", released="", **more):
    held = reader("corrections", language)
    shown = SimpleNamespace(manifest=SimpleNamespace(id=release_id(released))) if released else None
    rows = (a_correction(), a_correction("Q-2", release="", about="M07-01", **more))
    return replace(held, plan=replace(held.plan, corrections=rows), published=shown)


def test_answers_stand_at_addresses_of_their_own_and_the_newest_comes_first():
    page = drawn(with_answers(answered_on="2026-11-21"))
    assert page.index('id="Q-2"') < page.index('id="Q-1"') and "/milestone?code=M07-01" in page and "figure is right" in page


@pytest.mark.parametrize("released, linked", [("", False), ("2026Q4-r1", False), ("2026Q4-r2", False), ("2026Q4-r3", True), ("2027Q1-r1", True)])
def test_the_release_is_linked_where_it_is_out(released, linked):
    assert bool(re.search(r'href="[^"]*release=2026Q4-r2', drawn(with_answers(released=released)))) is linked


def test_an_answer_of_tomorrow_is_not_known_today():
    held = with_answers(answered_on="2026-11-30")
    assert [row["code"] for row in view.corrections(held.plan, held.as_of, held.t)] == ["Q-1"]


@pytest.mark.parametrize("language, words", [("ko", "공개한 답이 아직 없다."), ("en", "No answer has been published yet.")])
def test_without_answers_the_page_says_so(language, words):
    assert words in page_text("corrections", language)


@pytest.mark.parametrize("where, begins", [("/correct", "/correct?page=overview"), ("mailto:a@b.kr", "mailto:a@b.kr?subject="), ("", "/corrections")])
def test_where_a_source_line_leads(where, begins):
    with canvas.drawing_on(Sheet(where)):
        assert f'href="{begins}' in str(components.source_line(reader("overview", "en"), "The plan", "overview"))
