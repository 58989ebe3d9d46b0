"""Indicators of the real plan: which can be judged, what the others lack, and the numbers each page shows."""

from datetime import date, timedelta

import pytest

from tests.builders import a_plan, an_indicator, an_observation, a_target
from tracker.domain.errors import NotFound
from tracker.text import wording
from tracker.views import indicator as one
from tracker.views import indicators as view
from tracker.views.datasets import datasets

TODAY = date(2026, 11, 22)
DAYS = (date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1))
KO, EN = wording("ko"), wording("en")
BOTH = pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])


def test_what_can_be_judged_and_what_is_missing(real_plan):
    assert view.group_counts(real_plan, TODAY) == {"judged": 2, "no_observation": 21, "no_baseline": 21, "no_target": 9, "no_target_date": 3}
    assert sum(view.group_counts(real_plan, TODAY).values()) == 56


def test_the_two_that_can_be_judged(real_plan):
    judged = {r["code"]: r for r in view.rows(real_plan, TODAY, KO, {}) if r["group"] == "judged"}
    assert set(judged) == {"GPU_ALLOC", "SFM_TEAMS"}
    gpu, teams = judged["GPU_ALLOC"], judged["SFM_TEAMS"]
    assert (gpu["latest_value"], gpu["target_value"], gpu["verdict"], gpu["position_only"]) == (4224, 10000, "on_path", True)
    assert gpu["path_ratio"] == pytest.approx(4224 / (10000 * 62 / 365), rel=1e-9)
    assert (teams["latest_value"], teams["target_value"], teams["verdict"]) == (4, 2, "on_path")
    assert teams["pace_ratio"] < 0 and not teams["position_only"]


@BOTH
@pytest.mark.parametrize("day", DAYS)
def test_every_day_gives_whole_true_words(real_plan, t, day):
    assert sum(view.group_counts(real_plan, day).values()) == 56
    assert view.finding(real_plan, day, t)
    for indicator in real_plan.indicators:
        assert one.panel(real_plan, day, t, indicator)["sentence"]
        assert one.standing(real_plan, day, t, indicator)["facts"]
        assert all(o["on"] <= day for o in one.panel(real_plan, day, t, indicator)["observations"])


def test_nothing_is_known_before_it_was_published(real_plan):
    gpu = real_plan.indicator("GPU_ALLOC")
    published = date(2026, 3, 3)
    assert one.panel(real_plan, published - timedelta(days=1), KO, gpu)["observations"] == []
    assert [o["value"] for o in one.panel(real_plan, published, KO, gpu)["observations"]] == [4224]
    before = one.observations(real_plan, published - timedelta(days=1), KO, {"indicator": "GPU_ALLOC"})
    assert before == [] and len(one.observations(real_plan, published, KO, {"indicator": "GPU_ALLOC"})) == 1


def test_findings_at_every_edge():
    nothing = a_plan(indicators=(), indicator_links=())
    unjudged = a_plan(indicators=(an_indicator(),), indicator_links=())
    judged = an_indicator(observations=(an_observation(),))
    every = a_plan(indicators=(judged,), indicator_links=())
    some = a_plan(indicators=(judged, an_indicator("B")), indicator_links=())
    day = date(2027, 1, 31)
    keys = [view.finding(plan, day, EN) for plan in (nothing, unjudged, every, some)]
    assert [k.split()[0] for k in keys] == ["No", "None", "All", "1"]


@pytest.mark.parametrize(("filters", "n"), [
    ({}, 56), ({"verdict": "on_path"}, 2), ({"verdict": "no_baseline"}, 21), ({"verdict": "not_measurable"}, 54), ({"origin": "outside_index"}, 6),
    ({"verdict": "no_observation", "origin": "plan"}, 11), ({"lead": "MOTIR"}, 11), ({"verdict": "nonsense"}, 0), ({"code": "GPU_GOV"}, 1)])
def test_filters(real_plan, filters, n):
    assert len(view.rows(real_plan, TODAY, KO, filters)) == n


def test_every_offered_choice_finds_something(real_plan):
    for value, _ in view.verdict_options(real_plan, TODAY, KO):
        assert view.rows(real_plan, TODAY, KO, {"verdict": value}), value
    assert sum(len(view.rows(real_plan, TODAY, KO, {"origin": value})) for value, _ in view.origin_options(real_plan, KO)) == 56


def test_panels_are_those_with_something_observed_the_judged_first(real_plan):
    panels = one.panels(real_plan, TODAY, KO, view.rows(real_plan, TODAY, KO))
    assert len(panels) == 8 and all(p["observations"] for p in panels) and {p["code"] for p in panels[:2]} == {"GPU_ALLOC", "SFM_TEAMS"}
    assert {(p["first"], p["last"]) for p in panels} == {(date(2023, 1, 1), date(2030, 12, 31))}
    assert all(p["path"][0][0] < p["path"][-1][0] for p in panels)


def test_the_shared_axis_does_not_change_with_a_filter(real_plan):
    few = one.panels(real_plan, TODAY, KO, view.rows(real_plan, TODAY, KO, {"verdict": "on_path"}))
    assert len(few) == 2 and few[0]["first"] == date(2023, 1, 1)


def test_a_path_ends_where_the_axis_ends(real_plan):
    missions = one.panel(real_plan, TODAY, KO, real_plan.indicator("KMOON_MISSIONS"))
    assert missions["path"][-1] == (date(2030, 12, 31), pytest.approx(12 * 4 / 9, abs=0.02))


def test_a_target_within_the_period_of_its_baseline_still_has_a_path(real_plan):
    testbeds = one.panel(real_plan, TODAY, KO, real_plan.indicator("TESTBED_MFG"))
    assert testbeds["path"] == [(date(2026, 1, 1), 0), (date(2026, 6, 30), 3)]


def test_an_observation_that_is_the_baseline_stands_where_the_baseline_stands(real_plan):
    for code in ("SFM_TEAMS", "AI_BUDGET"):
        rows = one.panel(real_plan, TODAY, KO, real_plan.indicator(code), own_scale=True)
        assert rows["observations"][0]["on"] == rows["baseline"]["on"] < rows["observations"][1]["on"]


def test_what_cannot_be_judged_says_so_once(real_plan):
    told = {code: [label for label, _ in one.standing(real_plan, TODAY, KO, real_plan.indicator(code))["facts"]] for code in ("GPU_ALLOC", "NOTABLE_RANK")}
    assert len(told["GPU_ALLOC"]) == len(told["NOTABLE_RANK"]) + 3


def test_a_picture_needs_two_dated_values(real_plan):
    assert one.detail(real_plan, TODAY, KO, real_plan.indicator("PHYS_AI_RANK")) is None
    assert one.detail(real_plan, TODAY, KO, real_plan.indicator("PATENT"))


def test_the_values_table_keeps_vintages_and_rival_targets(real_plan):
    rows = one.values(real_plan, TODAY, KO, real_plan.indicator("GPU_GOV"))
    assert [(r["kind"], r["value"]) for r in rows] == [("baseline", 13000), ("observation", 13000), ("target", 50000), ("other", 37000), ("other", 52000)]
    assert str(rows[1]["vintage"]) == "2025-12-18" and rows[1]["standing"] == "final"


def test_methods_say_when_the_verdict_depends_on_them(real_plan):
    teams = one.methods(real_plan, TODAY, KO, real_plan.indicator("SFM_TEAMS"))
    assert teams["key"] == "differs" and [r["verdict"] for r in teams["rows"]] == ["on_path", "near", "away"]
    assert one.methods(real_plan, TODAY, KO, real_plan.indicator("GPU_ALLOC"))["key"] == "one"  # a zero baseline breaks CAGR
    assert one.methods(real_plan, TODAY, KO, real_plan.indicator("GPU_GOV"))["key"] == "none"


def test_cagr_against_linear_on_the_worked_example():
    """10 → 80 in three years with 25 after one: 150 % on track under CAGR would flatter what is 64 % of the linear path."""
    growth = an_indicator(baseline=an_indicator().baseline, targets=(a_target(80),), observations=(an_observation(25),))
    rows = one.methods(a_plan(indicators=(growth,), indicator_links=()), date(2027, 1, 31), EN, growth)["rows"]
    assert rows[0]["ratio"] == pytest.approx(15 / (70 * 365 / 1096), rel=1e-6) and rows[0]["verdict"] == "near"
    assert rows[1]["ratio"] == pytest.approx(1.5, abs=0.01) and rows[1]["verdict"] == "on_path"


@pytest.mark.parametrize(("code", "value", "ko", "en"), [
    ("GPU_ALLOC", 4224, "4,224장", "4,224\xa0units"), ("PLAN_ONTRACK", 88.3, "88.3%", "88.3%"), ("NOTABLE_RANK", 3, "3위", "rank 3"),
    ("NOTABLE", 1, "1개", "1\xa0model"), ("NGF_TOTAL", 150, "150조원", "KRW 150 tn"), ("GPU_GOV", None, "자료 없음", "n/a")])
def test_amounts_with_their_unit(real_plan, code, value, ko, en):
    indicator = real_plan.indicator(code)
    assert (view.amount(KO, indicator, value), view.amount(EN, indicator, value)) == (ko, en)


def test_linked_goals_and_milestone(real_plan):
    found = one.linked(real_plan, KO, real_plan.indicator("SFM_TEAMS"))
    assert [item["code"] for item in found] == ["M27-01", "T27"]


@BOTH
def test_heads_of_the_pages(real_plan, t):
    assert "56" in view.facts(real_plan, TODAY, t, {}).finding
    facts = one.facts_indicator(real_plan, TODAY, t, {"code": "GPU_ALLOC"})
    assert "GPU" in facts.subject and "4,224" in facts.finding and facts.lines
    for wrong in ({"code": "XX"}, {}):
        with pytest.raises(NotFound):
            one.facts_indicator(real_plan, TODAY, t, wrong)


@BOTH
@pytest.mark.parametrize("key", ["indicators", "observations", "targets", "indicator_values", "indicator_methods"])
def test_datasets_are_named_and_whole(real_plan, t, key):
    dataset = datasets()[key]
    rows = dataset.rows(real_plan, TODAY, t, {})
    assert rows and t(f"dataset.{key}") and t(f"dataset.{key}_about")
    assert all(c.label(t) for c in dataset.columns)
    assert {c.key for c in dataset.columns} <= set(rows[0])


def test_counts_of_the_long_tables(real_plan):
    assert len(one.targets(real_plan, TODAY, KO, {})) == 57
    assert len(one.observations(real_plan, TODAY, KO, {})) == 26


def test_the_limits_are_those_of_the_plan(real_plan):
    from dataclasses import replace
    from fractions import Fraction
    moved = replace(real_plan, head=replace(real_plan.head, thresholds=replace(real_plan.head.thresholds, on_path=Fraction(80, 100))))
    assert "95%" in view.rule(real_plan, KO) and "80%" in view.rule(moved, KO)


def test_a_target_is_shown_from_the_day_it_is_announced(real_plan):
    """The planned 50,000 processors were adopted on 25 February 2026; on the day before only rival figures were known."""
    gpu = real_plan.indicator("GPU_GOV")
    for day, known in ((date(2026, 2, 24), False), (date(2026, 2, 25), True)):
        row, drawn = view.row(real_plan, day, KO, gpu), one.panel(real_plan, day, KO, gpu)
        assert (row["target_value"] == 50000, drawn["target"] is not None, bool(drawn["path"])) == (known,) * 3
        assert row["lack"] == ("no_observation" if known else "no_target")
        assert ("50000" in {str(v["value"]) for v in one.values(real_plan, day, KO, gpu)}) is known
        assert (50000 in {r["value"] for r in one.targets(real_plan, day, KO, {"indicator": "GPU_GOV"})}) is known
        assert len(one.values(real_plan, day, KO, gpu)) == 4 + known
