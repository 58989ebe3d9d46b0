"""The ministry table: its golden drawing, one scale for all bars, and words for what is missing."""

import json

import pytest

from tests.charts.golden import drawn, file_of
from tracker.charts import ministry_table as chart
from tracker.charts.look import Look
from tracker.text import wording

EN = wording("en")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_drawing_is_the_one_that_was_read(language):
    assert drawn("ministry_table", language) == json.loads(file_of("ministry_table", language).read_text("utf-8"))


def test_all_bars_share_one_scale():
    drawing = chart.figure(chart.EXAMPLE, EN, Look())
    assert "width:100.0%" in drawing and f"width:{100 * 4 / 105:.1f}%" in drawing


def test_no_amount_is_no_data_and_no_programme_is_said():
    rows = json.loads(json.dumps(chart.EXAMPLE, default=str))
    rows["rows"][1]["programmes"] = 0
    assert "n/a" in chart.figure(chart.EXAMPLE, EN, Look())
    assert "no programme" in chart.figure(rows, EN, Look())
    assert chart.table(chart.EXAMPLE, EN).body[1][-1] == "n/a"


def test_nothing_led_is_a_true_sentence():
    empty = chart.EXAMPLE | {"rows": [], "largest": None, "most": 0, "total": chart.EXAMPLE["total"] | {"milestones": 0}}
    assert chart.title(empty, EN) == "No body leads a milestone"
    assert chart.figure(empty, EN, Look())


def test_names_from_data_are_escaped():
    rows = chart.EXAMPLE | {"rows": [chart.EXAMPLE["rows"][0] | {"name": "<b>&"}]}
    assert "<b>" not in chart.figure(rows, EN, Look())
