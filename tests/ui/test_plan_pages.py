"""Goals, milestones and areas as drawn: the sentences a reader must find, every view on every day, no raw keys."""

import re

import pytest

from tests.ui.drawn import page_html, page_text

DAYS = ["2025-06-01", "2026-02-25", "2026-06-30", "2026-07-01", "2026-11-22", "2030-01-01"]
PAGES = [("areas", {}), ("area", {"code": "A01"}), ("goals", {}), ("goal", {"code": "T07"}), ("milestone", {"code": "M07-05"}),
         *(("milestones", {"view": view}) for view in ("list", "quarter", "calendar", "slip"))]


@pytest.mark.parametrize(("key", "query", "said"), [
    ("areas", {}, "12개 전략분야 중 완료가 확인된 곳은 5곳, 지연이 있는 곳은 5곳"), ("area", {"code": "A01"}, "기한이 지난 18건 중 완료 2건, 지연 2건, 보고 없음 14건"),
    ("goals", {}, "과제 99개 중 완료된 이정표가 있는 것은 6개, 지연이 있는 것은 10개"), ("goal", {"code": "T07"}, "연결된 예산사업 1개, 2026년 본예산 합계 684억 원"),
    ("goal", {"code": "T07"}, "연결된 지표 3개 중 경로를 판정할 수 있는 것은 0개"), ("milestones", {}, "기한이 지난 139건 중 완료 6건, 지연 10건, 보고 없음 123건"),
    ("milestones", {"view": "quarter"}, "2026년 4분기에 67건의 기한이 오고, 기한이 지난 123건은 아직 보고되지 않음"),
    ("milestones", {"view": "calendar"}, "분기별 기한 293건과 중간 점검 110건"), ("milestones", {"view": "slip"}, "당초 기한보다 늦은 것은 11건"),
    ("milestone", {"code": "M07-05"}, "기한이 지났고 마지막으로 인정된 보고가 미완료")])
def test_the_page_says_the_real_numbers(key, query, said):
    assert said in page_text(key, **query)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("key", "query"), PAGES)
def test_every_view_is_drawn_on_every_day_in_words(key, query, language, day):
    drawn = page_html(key, language, day, tuple(sorted(query.items())))
    assert "<h1" in drawn and "no_report" not in re.sub(r"<[^>]+>", " ", drawn)
    assert language == "ko" or not re.search(r"[\uac00-\ud7a3]", re.sub(r"<[^>]+>", " ", drawn))


def test_download_carries_the_filters_of_the_page():
    drawn = page_html("milestones", query=(("area", "A01"), ("status", "delayed")))
    assert "/data/milestones.csv?area=A01&amp;status=delayed" in drawn


def test_a_page_number_is_kept_out_of_the_download_and_the_other_views():
    drawn = page_html("milestones", query=(("page", "3"),))
    assert "milestones.csv?" in drawn and not re.search(r'(csv|view=quarter)[^"]*page=', drawn) and "page=4" in drawn
