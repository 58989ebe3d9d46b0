"""The charts of the money pages: their golden drawings, and titles that stay true at every edge."""

import json

import pytest

from tests.charts.golden import drawn, file_of
from tracker.charts import (
    execution, gallery, ladder, money_by_ministry, money_by_stage, money_by_support, money_sankey, reconciliation, spending_clock,
    totals_beside,
)
from tracker.charts.bars import bar, width
from tracker.charts.look import Look
from tracker.text import wording

CHARTS = ("totals_beside", "reconciliation", "money_by_ministry", "money_by_support", "money_by_stage", "ladder", "spending_clock",
          "execution", "money_sankey", "supports_beside")
EN = wording("en")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_the_drawing_is_the_one_that_was_read(name, language):
    assert drawn(name, language) == json.loads(file_of(name, language).read_text("utf-8"))


@pytest.mark.parametrize("name", CHARTS)
def test_markup_from_data_is_escaped(name):
    module = gallery()[name]
    rows = json.loads(json.dumps(module.EXAMPLE, default=str).replace("MSIT", "<b>&"))
    if name in ("totals_beside", "spending_clock"):
        rows = module.EXAMPLE  # these hold dates; their names pass through the same markup
    assert "<b>" not in json.dumps(module.figure(rows, EN, Look()))


@pytest.mark.parametrize(("proposal", "enacted", "said"), [
    (100, 80, "below"), (80, 100, "above"), (100, 100, "as proposed"), (None, 100, "no proposal"), (100, None, "no enacted"),
])
def test_the_title_of_a_ladder_is_true_at_every_edge(proposal, enacted, said):
    assert said in ladder.title(ladder.EXAMPLE | {"proposal": proposal, "enacted": enacted}, EN)


def test_a_stage_without_a_figure_is_no_data_and_never_zero():
    rows = [r for r in ladder.table(ladder.EXAMPLE, EN).body if r[1] == "Disbursed"]
    assert rows == [("2026", "Disbursed", "n/a", "")]


def test_a_ladder_with_every_stage_says_nothing_is_missing():
    assert "no data" not in ladder.sentence(ladder.EXAMPLE | {"missing": []}, EN)


@pytest.mark.parametrize(("elapsed", "said"), [(0.0, "has not begun"), (0.5, "50.0% of fiscal year 2026 has gone by"), (1.0, "is over")])
def test_the_clock_knows_before_within_and_after_the_year(elapsed, said):
    assert said in spending_clock.title(spending_clock.EXAMPLE | {"elapsed": elapsed}, EN)


def test_the_clock_shows_no_disbursement_as_no_data():
    assert spending_clock.table(spending_clock.EXAMPLE, EN).body[1][2] == "n/a"


def test_one_total_alone_is_not_called_a_range():
    assert totals_beside.title(totals_beside.EXAMPLE | {"rows": totals_beside.EXAMPLE["rows"][:1]}, EN).startswith("One total")


def test_only_the_published_total_is_solid_and_the_sum_is_hatched():
    drawing = totals_beside.figure(totals_beside.EXAMPLE, EN, Look())
    assert drawing.count("f-solid") == 1 and drawing.count("f-hatched") == 1 and drawing.count("f-outline") == 2


@pytest.mark.parametrize(("rest", "said"), [(5, "exceeds"), (-5, "falls short"), (0, "equals")])
def test_the_reconciliation_names_the_direction(rest, said):
    assert said in reconciliation.title(reconciliation.EXAMPLE | {"remainder_won": rest}, EN)


def test_two_bodies_have_no_top_three():
    assert "bodies" in money_by_ministry.title(money_by_ministry.EXAMPLE | {"top": ["A", "B"], "bodies": 2}, EN)


def test_one_kind_has_a_title_of_its_own():
    assert money_by_support.title(money_by_support.EXAMPLE | {"rows": money_by_support.EXAMPLE["rows"][:1]}, EN).startswith("SMEs and start-ups:")


@pytest.mark.parametrize(("enacted", "said"), [(90, "below"), (110, "above"), (100, "equals")])
def test_stages_are_compared_over_programmes_that_have_both(enacted, said):
    assert said in money_by_stage.title(money_by_stage.EXAMPLE | {"both": {"count": 3, "proposal": 100, "enacted": enacted}}, EN)
    assert "No programme" in money_by_stage.title(money_by_stage.EXAMPLE | {"both": {"count": 0, "proposal": None, "enacted": None}}, EN)


def test_execution_with_nothing_to_tell_says_so():
    rows = execution.EXAMPLE | {"rows": [], "rest": None, "all": {"count": 0, "rate": None}}
    assert "settled equals enacted" in execution.title(rows, EN) and execution.sentence(rows, EN)


def test_a_bar_beyond_the_scale_is_cut_and_its_number_stands():
    drawing = execution.figure(execution.EXAMPLE, EN, Look())
    assert drawing.count("f-cut") == 1 and "289.3%" in drawing


def test_flows_keep_the_order_of_the_plan_on_both_sides():
    node = money_sankey.figure(money_sankey.EXAMPLE, EN, Look())["data"][0]["node"]
    assert node["y"][:3] == sorted(node["y"][:3]) and node["y"][3:] == sorted(node["y"][3:])


def test_a_missing_amount_draws_no_bar():
    assert "hbar" not in bar(None, 10) and width(None, 10) == 0 and width(5, 0) == 0 and width(5, 10) == 50
