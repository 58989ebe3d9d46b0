"""Charts of goals and milestones: true titles at the edges, escaped names, tables that hold every mark."""

import json

import pytest

from tests.charts.golden import drawn, file_of
from tracker.charts import goal_bars, quarter_lanes, slip, timeline
from tracker.charts.look import Look
from tracker.text import wording

CHARTS = {"goal_bars": goal_bars, "quarter_lanes": quarter_lanes, "slip": slip, "timeline": timeline}
EN = wording("en")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_the_drawing_is_the_one_that_was_read(name, language):
    assert drawn(name, language) == json.loads(file_of(name, language).read_text("utf-8"))


@pytest.mark.parametrize(("change", "said"), [
    ({"total": 0}, "No milestone fits"), ({"silent": 0, "past_due": 0}, "None of the 9"), ({"silent": 0}, "All 5 past due have been reported on; 1"),
    ({"now": None}, "3 past due are still unreported"), ({}, "2 fall due in Q4 2026")])
def test_the_title_of_the_lanes_is_true_at_every_edge(change, said):
    rows = quarter_lanes.EXAMPLE | change
    assert quarter_lanes.title(rows, EN).replace("\u00a0", " ").startswith(said) and quarter_lanes.sentence(rows, EN)


@pytest.mark.parametrize(("change", "said"), [
    ({"goals": 0, "areas": []}, "No goal fits"), ({}, "2 goals chosen, 8 milestones"), ({"of": 2}, "1 goal has milestones past due"),
    ({"of": 2, "with_silent": 0}, "No goal has a milestone past due that")])
def test_the_title_of_the_goals_is_true_at_every_edge(change, said):
    assert goal_bars.title(goal_bars.EXAMPLE | change, EN).replace("\u00a0", " ").startswith(said)


def test_areas_are_folded_unless_few_goals_are_chosen_and_every_status_is_named():
    drawn_, open_ = (goal_bars.figure(goal_bars.EXAMPLE | {"open": few}, EN, Look()) for few in (False, True))
    assert "<details>" in drawn_ and "<details open" in open_
    assert all(EN(f"status.{shown}") in drawn_ for shown, _ in goal_bars.EXAMPLE["counts"])


@pytest.mark.parametrize(("change", "said"), [
    ({"moved": 0, "late": 0}, "No milestone is known"), ({"moved": 0}, "No date has moved; 2 milestones are later"),
    ({"late": 0, "longest": None}, "1 date has moved; none"), ({"moved": 2}, "2 dates have moved and 2")])
def test_the_title_of_the_slip_is_true_at_every_edge(change, said):
    assert slip.title(slip.EXAMPLE | change, EN).replace("\u00a0", " ").startswith(said)


def test_an_empty_choice_draws_nothing_and_says_so():
    empty = {"rows": [], "moved": 0, "late": 0, "longest": None, "median": None, "silent": 0, "total": 0}
    assert slip.figure(slip.EXAMPLE | empty, EN, Look()) == "<div></div>" and slip.sentence(slip.EXAMPLE | empty, EN)
    assert goal_bars.figure(goal_bars.EXAMPLE | {"goals": 0, "areas": []}, EN, Look()) == "<div></div>"


def test_every_mark_of_the_lanes_is_in_its_readable_cell():
    drawing = quarter_lanes.figure(quarter_lanes.EXAMPLE, EN, Look())
    marks = sum(len(c) for p in quarter_lanes.EXAMPLE["pillars"] for a in p["areas"] for c in a["cells"].values())
    assert drawing.count('<i class="g g-') == 2 * marks + len(quarter_lanes.EXAMPLE["counts"])  # desktop and phone, and the key
    assert "Completed 1, Delayed 1, No report, past due 1" in drawing


def test_a_moved_milestone_leaves_a_hollow_mark_where_it_was():
    assert timeline.figure(timeline.EXAMPLE, EN, Look()).count("g-original") == 1


@pytest.mark.parametrize("name", CHARTS)
def test_names_from_data_are_escaped(name):
    rows = _renamed(CHARTS[name].EXAMPLE)
    assert "<b>" not in CHARTS[name].figure(rows, EN, Look())


def _renamed(value):
    if isinstance(value, dict):
        return {k: "<b>&" if k == "title" else _renamed(v) for k, v in value.items()}
    return [_renamed(v) for v in value] if isinstance(value, list) else value
