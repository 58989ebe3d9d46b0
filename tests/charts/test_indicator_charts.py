"""The charts of indicators and of the law: golden drawings, up is better, labels that do not collide, words at every edge."""

import json
from datetime import date

import pytest

from tests.charts.golden import drawn, file_of
from tracker.charts import indicator_detail, indicator_path, indicator_strip, legal_timeline
from tracker.charts.look import Look
from tracker.domain.periods import parse_period
from tracker.text import wording

CHARTS = ("indicator_strip", "indicator_path", "indicator_detail", "legal_timeline")
EN, KO = wording("en"), wording("ko")
BASE = indicator_path.EXAMPLE


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_the_drawing_is_the_one_that_was_read(name, language):
    assert drawn(name, language) == json.loads(file_of(name, language).read_text("utf-8"))


def test_up_is_better_in_every_panel():
    falling = BASE | {"up": False, "path": [(date(2025, 12, 31), 5), (date(2026, 12, 31), 2)], "observations": [],
                      "baseline": BASE["baseline"] | {"value": 5}, "target": BASE["target"] | {"value": 2}}
    first, last = indicator_path.figure(falling, EN, Look())["layout"]["yaxis"]["range"]
    assert first > 5 > 2 > last
    low, high = indicator_path.figure(BASE, EN, Look())["layout"]["yaxis"]["range"]
    assert low < 0 < 10000 < high


def test_every_panel_has_the_same_time_axis_and_no_turned_text():
    axis = indicator_path.figure(BASE, EN, Look())["layout"]["xaxis"]
    assert axis["range"] == ["2023-01-01", "2030-12-31"] and axis["tickangle"] == 0
    assert axis["ticktext"] == ["2024", "2026", "2028", "2030"] and axis["tickvals"][0] == "2024-07-01"


def test_the_day_asked_is_drawn_only_inside_the_axis():
    shown = lambda day: indicator_path.figure(BASE | {"as_of": day}, EN, Look())["layout"]["shapes"][0]["visible"]  # noqa: E731
    assert shown(date(2026, 11, 22)) and not shown(date(2022, 1, 1)) and not shown(date(2031, 1, 1))


def test_a_target_beyond_the_axis_is_named_at_its_edge():
    far = BASE | {"target": {"on": date(2035, 12, 31), "period": parse_period("2035"), "value": 12}}
    texts = [a["text"] for a in indicator_path.figure(far, EN, Look())["layout"]["annotations"]]
    assert "<b>12 (2035) →</b>" in texts
    assert "<b>10,000</b>" not in texts


def test_a_provisional_value_is_hollow_and_says_so():
    provisional = BASE | {"observations": [BASE["observations"][0] | {"standing": "provisional"}]}
    figure = indicator_detail.figure(provisional, KO, Look())
    hollow = [t for t in figure["data"] if t["mode"] == "markers" and t["y"] == [4224]]
    assert hollow[0]["marker"]["color"] == Look().colour("bg")
    assert any("(잠정)" in a["text"] for a in figure["layout"]["annotations"])


def test_rival_targets_beside_one_another_keep_their_labels_apart():
    rows = BASE | {"others": [BASE["target"] | {"value": v} for v in (9800, 9900, 10050)]}
    annotations = [a for a in indicator_detail.figure(rows, EN, Look())["layout"]["annotations"] if a["x"] == "2026-12-31"]
    scale = indicator_detail.PLOT_HEIGHT / 13300
    heights = sorted(a["y"] * scale + a["yshift"] for a in annotations)
    assert len(heights) == 4 and min(b - a for a, b in zip(heights, heights[1:])) >= 15


def test_a_long_axis_names_years_a_short_one_quarters():
    _, names, _ = indicator_detail.time_ticks(date(2023, 1, 1), date(2030, 12, 31), KO)
    assert names == ["2023", "2024", "2025", "2026", "2027", "2028", "2029", "2030"]
    _, names, _ = indicator_detail.time_ticks(date(2026, 1, 1), date(2026, 12, 31), KO)
    assert names == ["1분기<br>2026", "2분기", "3분기", "4분기"]
    _, names, _ = indicator_detail.time_ticks(date(2025, 7, 1), date(2027, 3, 31), EN)
    assert names == ["Q3<br>2025", "Q1<br>2026", "Q3", "Q1<br>2027"]


@pytest.mark.parametrize(("value", "ticks"), [(3, {"dtick": 1}), (3.5, {"nticks": 6}), (300, {"nticks": 6})])
def test_ranks_and_small_counts_have_whole_ticks(value, ticks):
    rows = BASE | {"path": [], "target": None, "others": [], "observations": [BASE["observations"][0] | {"value": value}],
                   "baseline": BASE["baseline"] | {"value": 4}}
    axis = indicator_detail.figure(rows, EN, Look())["layout"]["yaxis"]
    assert ticks.items() <= axis.items()
    assert "Diamond" not in indicator_detail.subtitle(rows, EN) and "Diamond" in indicator_detail.subtitle(BASE, EN)


def test_labels_from_data_are_escaped():
    rows = BASE | {"name": "<b>&", "unit": "<i>", "code": "<x>"}
    assert "<b>&" not in indicator_path.head(rows, EN, Look()) and "&lt;b&gt;" in indicator_path.head(rows, EN, Look())
    law = legal_timeline.EXAMPLE
    event = law["halves"][0]["events"][0] | {"title": "<script>"}
    shown = legal_timeline.figure(law | {"halves": [law["halves"][0] | {"events": [event]}]}, EN, Look())
    assert "<script>" not in shown


def test_one_table_for_all_panels():
    twin = indicator_path.together([BASE, BASE | {"name": "Other"}], EN)
    assert len(twin.head) == 6 and len(twin.body) == 8 and {line[0] for line in twin.body} == {"Government GPUs allocated", "Other"}


def test_the_strip_adds_up_and_says_every_count():
    rows = indicator_strip.EXAMPLE
    assert sum(n for _, n in rows["counts"]) == rows["total"]
    assert all(str(n) in indicator_strip.sentence(rows, KO) for _, n in rows["counts"])


@pytest.mark.parametrize("t", [KO, EN])
def test_the_law_says_what_is_next_or_that_nothing_is_known(t):
    rows = legal_timeline.EXAMPLE
    titles = {legal_timeline.title(r, t) for r in (rows, rows | {"next": None}, rows | {"all": 9}, rows | {"places": [p | {"n": 0} for p in rows["places"]], "halves": []})}
    assert len(titles) == 4
    assert legal_timeline.sentence(rows | {"next": None}, t)


def test_the_half_year_of_today_is_marked_once():
    assert legal_timeline.figure(legal_timeline.EXAMPLE, EN, Look()).count('class="now"') == 1
