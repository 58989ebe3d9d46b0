"""Burn-up, area table and status strip: the drawings that were read, titles at every edge, labels that stay apart."""

import json
from datetime import date

import pytest

from tests.charts.golden import drawn, file_of
from tracker.charts import area_table, burn_up, status_strip
from tracker.charts.look import Look
from tracker.text import wording

EN = wording("en")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", ["status_strip", "burn_up", "area_table"])
def test_the_drawing_is_the_one_that_was_read(name, language):
    assert drawn(name, language) == json.loads(file_of(name, language).read_text("utf-8"))


def burning(**changes):
    return burn_up.EXAMPLE | changes


@pytest.mark.parametrize(("rows", "said"), [
    (burning(as_of=date(2025, 6, 1), past_due=0, accepted=0, delayed=0, silent=0), "Before the plan's term"),
    (burning(as_of=date(2026, 3, 31), past_due=0, accepted=4, delayed=0, silent=0), "Before the first due date (31\u00a0Mar\u00a02026); 4 confirmed"),
    (burning(past_due=139, accepted=139, delayed=0, silent=0), "All 139\u00a0milestones past due are complete"),
    (burning(), "By plan 139\u00a0milestones would be done by now; 6 confirmed"),
])
def test_the_title_of_the_burn_up_is_true_at_every_edge(rows, said):
    assert burn_up.title(rows, EN).startswith(said)


@pytest.mark.parametrize("as_of", [date(2025, 6, 1), date(2026, 3, 31), date(2026, 11, 22), date(2028, 6, 1), date(2030, 1, 1), date(2099, 1, 1)])
def test_the_burn_up_draws_on_any_day(as_of):
    begun = as_of >= date(2026, 1, 1)
    figure = burn_up.figure(burning(as_of=as_of, past_due=139 if begun else 0), EN, Look())
    first, last = figure["layout"]["xaxis"]["range"]
    assert all(first <= x <= last for trace in figure["data"] for x in trace["x"])


def texts(rows) -> list[str]:
    return [a["text"] for a in burn_up.figure(rows, EN, Look())["layout"]["annotations"]]


def test_the_gap_is_named_with_its_parts():
    assert {"<b>Gap 133:</b>", "10 delayed, 123 no report", "<b>Plan 139</b>", "<b>Confirmed complete 6</b>"} <= set(texts(burning()))


def test_work_done_ahead_of_time_is_not_taken_off_the_gap():
    assert "<b>Past due, not done 133:</b>" in texts(burning(accepted=9))


def test_a_claim_nobody_has_accepted_is_drawn_apart():
    points = [p | {"claimed": 20} if p["claimed"] is not None else p for p in burn_up.EXAMPLE["points"]]
    assert "Reported complete 20" in texts(burning(points=points)) and "Reported complete 6" not in texts(burning())


def test_an_original_plan_that_was_moved_is_drawn_beside_the_current_one():
    moved = [p | {"planned_original": p["planned_original"] + 5} for p in burn_up.EXAMPLE["points"]]
    assert len(burn_up.figure(burning(points=moved), EN, Look())["data"]) == len(burn_up.figure(burning(), EN, Look())["data"]) + 1


@pytest.mark.parametrize("past_due", [1, 7, 20, 139])
def test_labels_beside_today_never_lie_on_one_another(past_due):
    rows = burning(past_due=past_due, accepted=0, delayed=0, silent=past_due)
    figure = burn_up.figure(rows, EN, Look())
    beside = sorted(a["y"] for a in figure["layout"]["annotations"] if a["x"] == "2026-11-22" and a.get("yref") != "paper")
    least = figure["layout"]["yaxis"]["range"][1] * 0.07
    assert all(b - a > least for a, b in zip(beside, beside[1:], strict=False))


def changed_areas(**groups):
    def area(a):
        return a | {"groups": a["groups"] | groups}
    pillars = [p | {"areas": [area(a) for a in p["areas"]]} for p in area_table.EXAMPLE["pillars"]]
    return area_table.EXAMPLE | {"pillars": pillars, "total": area(area_table.EXAMPLE["total"])}


def test_the_title_of_the_area_table_is_true_at_every_edge():
    assert area_table.title(area_table.EXAMPLE, EN) == "43 of the 57 past due without a report are in AI basic society and AI talent"
    assert "delayed are in AI basic society" in area_table.title(changed_areas(silent_past_due=0), EN) + area_table.title(changed_areas(silent_past_due=0), EN)
    assert "none delayed or without a report" in area_table.title(changed_areas(silent_past_due=0, delayed=0), EN)
    one = changed_areas(silent_past_due=0)
    one["pillars"][0]["areas"][0]["groups"]["silent_past_due"] = 3
    one["total"]["groups"]["silent_past_due"] = 3
    assert area_table.title(one, EN) == "3 of the 3 past due without a report are in AI highway"


def test_a_status_gets_a_column_only_where_it_occurs():
    assert area_table.columns(area_table.EXAMPLE) == ["done", "on_track", "delayed", "silent_past_due", "silent_rest"]
    assert "watch" in area_table.columns(changed_areas(watch=1))


def test_names_from_data_are_escaped():
    rows = json.loads(json.dumps(area_table.EXAMPLE, default=str).replace("AI talent", "<b>&"))
    for area in (a for p in rows["pillars"] for a in p["areas"]):
        area["next_due"] = None
    assert "<b>" not in area_table.figure(rows, EN, Look())


def test_the_strip_without_an_official_check_says_only_ours():
    rows = status_strip.EXAMPLE | {"official": None}
    assert "committee" not in status_strip.sentence(rows, EN) and len(status_strip.table(rows, EN).body) == 7
