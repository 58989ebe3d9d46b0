"""The pages on indicators, the committee and search, drawn by Streamlit on the real plan."""

import re

import pytest

from tests.ui.drawn import page_html
from tracker.pages import committee, indicators, search
from tracker.text import wording
from tracker.views import search as search_view

TODAY = "2026-11-22"
DAYS = ("2025-06-01", "2026-02-25", "2026-06-30", "2026-07-01", TODAY, "2030-01-01")
HANGUL = re.compile(f"[{chr(0xAC00)}-{chr(0xD7A3)}]+")


def drawn(key: str, query: dict | None = None, language: str = "ko", as_of: str = TODAY) -> str:
    return page_html(key, language, as_of, tuple(sorted((query or {}).items())))


def panels(html: str) -> int:
    return html.count('class="panelhead"')


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize(("key", "query"), [
    ("indicators", {}), ("indicator", {"code": "GPU_ALLOC"}), ("indicator", {"code": "PHYS_AI_RANK"}), ("committee", {}), ("search", {"q": "GPU"})])
def test_every_page_stands_on_every_day(key, query, as_of, language):
    html = drawn(key, query, language, as_of)
    assert html.count("<h1") == 1
    assert not re.search(r"\bNone\b(?! of)", words(html)) and "{" not in words(html)


def test_the_indicators_page():
    html = drawn("indicators")
    assert panels(html) == 8 and "56" in html
    assert all(number in words(html) for number in ("21", "4,224장", "10,000장"))


def test_a_filter_shows_fewer_and_the_download_follows():
    html = drawn("indicators", {"verdict": "on_path"})
    assert panels(html) == 2 and "/data/indicators.csv?verdict=on_path" in html.replace("&amp;", "&")


def test_a_filter_that_fits_nothing_says_so():
    html = drawn("indicators", {"verdict": "nonsense"})
    assert panels(html) == 0 and "없음" in html


def test_the_indicator_page_without_a_picture_still_tells_all():
    html = drawn("indicator", {"code": "PHYS_AI_RANK"})
    assert "1위" in html


@pytest.mark.parametrize("part", ["bodies", "meetings", "resolutions", "law", "articles", "nonsense"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_parts_of_the_committee(part, language):
    html = drawn("committee", {"part": part}, language)
    assert html.count("<h1") == 1 and html.count("<table") >= 1


def test_the_committee_page_names_its_three_sources_of_truth():
    html = drawn("committee")
    assert "288/326" in html and "제2차 전체회의" in html and "인공지능안전연구소" in html and "인공지능정책센터" in html


@pytest.mark.parametrize(("key", "query"), [
    ("indicators", {}), ("committee", {}), ("search", {"q": "MSIT"}), ("search", {}),
    *[("committee", {"part": part}) for part in ("bodies", "meetings", "resolutions", "law", "articles")],
    *[("indicator", {"code": code}) for code in ("GPU_ALLOC", "SFM_TEAMS", "PLAN_ONTRACK", "OPEN_DATA100")]])
def test_no_hangul_on_an_english_page(key, query):
    html = drawn(key, query, "en")
    assert HANGUL.findall(words(html)) == []


def test_search_marks_what_was_typed():
    html = drawn("search", {"q": "국방"})
    assert "<mark>국방</mark>" in html


@pytest.mark.parametrize("typed", ["", "쀍뷁", "<b>x</b>"])
def test_search_gives_advice_where_nothing_fits(typed):
    html = drawn("search", {"q": typed})
    assert "<b>x" not in html and "T07" in html


def test_the_examples_of_search_all_find_something(real_plan):
    for t in (wording("ko"), wording("en")):
        assert all(search_view.find(real_plan, word).hits for word in search_view.examples(t))


@pytest.mark.parametrize("page", [indicators, committee, search])
def test_every_field_is_one_the_page_takes(real_plan, page):
    from datetime import date

    from tracker.pages.reader import read_address, reader_for
    from tracker.views.pages import BY_KEY
    key, day = page.__name__.rpartition(".")[2], date(2026, 11, 22)
    reader = reader_for(read_address(key, {}, "ko", day)[0], real_plan, "test", day)
    assert {field.name for field in page.choices(reader)} == set(BY_KEY[key].takes)
