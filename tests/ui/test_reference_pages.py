"""Ministries, a ministry, the method, the data page and the gallery: drawn on every day and in both languages."""

import re

import pytest

from tests.ui.drawn import page_html, page_text
from tracker.charts import gallery
from tracker.views.datasets import datasets

HANGUL = re.compile("[\uac00-\ud7a3]")
DAYS = ("2025-06-01", "2026-02-25", "2026-06-30", "2026-07-01", "2026-11-22", "2030-01-01")
PAGES = (("ministries", {}), ("ministry", {"code": "MSIT"}), ("ministry", {"code": "MOEF"}), ("ministry", {"code": "BAI"}),
         ("ministry", {"code": "JOINT"}), ("methodology", {}), ("data", {}))


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("key, query", PAGES, ids=lambda v: v if isinstance(v, str) else v.get("code", "-"))
def test_it_is_drawn(key, query, on, language):
    text = page_text(key, language, on, **query)
    assert len(text) > 120 and not re.search(r"\bNone\b(?! of)", text) and "{" not in text


@pytest.mark.parametrize("page, query", [*PAGES, ("gallery", {})], ids=lambda v: v if isinstance(v, str) else v.get("code", "-"))
def test_english_pages_hold_no_hangul_but_what_is_marked_as_korean(page, query):
    drawn = page_html(page, "en", "2026-11-22", tuple(sorted(query.items())))
    bare = re.sub(r"<[^>]+>", " ", re.sub(r'<span lang="ko">[^<]*</span>', "", drawn))
    assert HANGUL.findall(bare) == []


def test_every_page_has_one_h1_and_every_table_a_caption_and_headings():
    for page, query in PAGES:
        drawn = page_html(page, "ko", "2026-11-22", tuple(sorted(query.items())))
        assert drawn.count("<h1") == 1
        assert drawn.count("<table") == drawn.count("<caption") and 'scope="col"' in drawn or "<table" not in drawn


def test_the_ministry_page_in_figures():
    text = page_text("ministry", code="MSIT")
    assert "기한이 지난 49건 중 완료 2건, 지연 5건, 보고 없음 42건" in text
    assert "8조 7,924억 원" in text and "39일 뒤 26건" in text and "주관 이정표 105건" in text


def test_a_long_list_goes_on_over_its_pages():
    first, last = (page_text("ministry", code="MSIT", page=n) for n in ("1", "5"))
    assert "M03-01" in first and "M03-01" not in last.rsplit("주관 이정표 105건", 1)[1].split("주관 과제 46개")[0]


@pytest.mark.parametrize("query, said", [({"code": "XYZ"}, "XYZ"), ({}, "code")])
def test_a_wrong_code_is_said_in_words(query, said):
    text = page_text("ministry", "en", **query)
    assert said in text and len(text) < 200


def test_the_data_page_lists_every_dataset_with_both_files():
    drawn = page_html("data")
    for key in datasets():
        assert f"/data/{key}.csv" in drawn and f"/data/{key}.json" in drawn


@pytest.mark.parametrize("dataset, said", [("", "original_due"), ("measures", "article_codes"), ("nonsense", "original_due")])
def test_the_data_page_explains_the_columns_of_one_dataset(dataset, said):
    drawn = page_html("data", query=(("dataset", dataset),))
    assert f"<code>{said}</code>" in drawn and "dataset=bodies" in drawn


def test_the_gallery_draws_every_chart_with_its_question():
    text = page_text("gallery", "en")
    for name, module in gallery().items():
        assert f" {name} " in text and module.__doc__.strip().split("\n")[0] in text
