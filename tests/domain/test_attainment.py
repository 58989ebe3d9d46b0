"""Indicators: the verdict and its limits, shapes, vintages, pace, and what the method of judging changes.

The default indicator rises from 10 (2025-12-31) to 100 (2028-12-31), 1,096 days later.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume
from hypothesis import strategies as st
from pytest import approx

from tests.builders import a_target, an_indicator, an_observation
from tests.domain.cases import ANY_DAY, THRESHOLDS, days, for_any, table, the
from tracker.domain.attainment import (
    Lack, Method, Verdict, by_method, cagr_ratio, depends_on_method, expected_value, grade, judge, known_observations,
)
from tracker.domain.indicators import Baseline, Direction, Shape
from tracker.domain.periods import day, parse_period
from tracker.domain.plan import Thresholds

ALWAYS = date(2040, 1, 1)
NEVER_SEEN = set(Lack) - {Lack.NOTHING_EXPECTED}
TEN_DAYS = ("2026-01-01", "2026-01-11")  # half-way on 2026-01-06


def path(start: int, end: int, *seen, term=("2025-12-31", "2028-12-31"), **changes):
    """An indicator from `start` to a target always known, `end`; `seen` are (value, day) pairs published on their day."""
    return an_indicator(
        baseline=Baseline(Decimal(start), parse_period(term[0])), targets=(a_target(end, period=term[1], announced=None),),
        observations=tuple(an_observation(value, on) for value, on in seen), **changes)


STAIRS = an_indicator(shape="step", targets=(a_target(100), a_target(30, period="2026", main=False), a_target(999, period=None, main=False)))


def judged(indicator, as_of: date = ALWAYS):
    return judge(indicator, as_of, THRESHOLDS)


# ---- worked examples ----

def test_worked_example_ten_to_eighty_in_three_years_with_twenty_five_after_one():
    indicator = path(10, 80, (25, "2026-12-31"))
    ratio = {m.method: m.ratio for m in by_method(indicator, ALWAYS, THRESHOLDS)}
    verdict = {m.method: m.verdict for m in by_method(indicator, ALWAYS, THRESHOLDS)}
    assert ratio[Method.CAGR] == approx(1.50, abs=0.005) and verdict[Method.CAGR] is Verdict.ON_PATH
    assert ratio[Method.LINEAR] == approx(0.64, abs=0.005) and verdict[Method.LINEAR] is Verdict.NEAR
    assert ratio[Method.PACE] is None
    assert depends_on_method(by_method(indicator, ALWAYS, THRESHOLDS))
    assert judged(indicator).attainment == approx(15 / 70)


def test_a_zero_baseline_breaks_cagr_only():
    indicator = path(0, 90, (30, "2026-12-31"), (50, "2027-12-31"))
    ratio = {m.method: m.ratio for m in by_method(indicator, ALWAYS, THRESHOLDS)}
    assert ratio[Method.CAGR] is None
    assert ratio[Method.LINEAR] == approx(50 / 60, abs=0.005) and ratio[Method.PACE] == approx(20 / 40, abs=0.005)
    assert judged(indicator).verdict is Verdict.NEAR


# ---- the verdict ----

@pytest.mark.parametrize("value, verdict", [
    (201, "achieved"), (200, "achieved"), (199, "on_path"), (100, "on_path"), (95, "on_path"), (94, "near"), (60, "near"),
    (59, "behind"), (0, "behind"), (-1, "away")])
def test_the_limits_of_the_verdict(value, verdict):
    """Half-way from 0 to 200, so 100 is expected and the value is its ratio in percent."""
    up = judged(path(0, 200, (value, "2026-01-06"), term=TEN_DAYS))
    down = judged(path(0, -200, (-value, "2026-01-06"), term=TEN_DAYS, direction="down"))
    assert up.verdict == down.verdict == verdict
    assert up.path_ratio == down.path_ratio == value / 100
    assert up.expected == 100


@pytest.mark.parametrize("start, end, expected_at_half", [(0, 200, 100), (7, 207, 107), (-3, 17, 7), (3, 2003, 1003), (100, 101, 100.5)])
@pytest.mark.parametrize("percent, verdict", [(95, "on_path"), (60, "near"), (0, "behind")])
def test_a_value_on_a_limit_belongs_to_the_better_side(start, end, expected_at_half, percent, verdict):
    value = start + (Decimal(str(expected_at_half)) - start) * percent / 100
    seen = replace(an_observation(1, "2026-01-06"), value=value)
    assert judged(replace(path(start, end, term=TEN_DAYS), observations=(seen,))).verdict == verdict


def test_the_limits_come_from_the_plan():
    strict = Thresholds(on_path=Fraction(1), near=Fraction(1, 2), behind=Fraction(1, 10))
    assert [grade(r, strict) for r in (1.0, 0.99, 0.5, 0.49, 0.1, 0.09)] == [
        Verdict.ON_PATH, Verdict.NEAR, Verdict.NEAR, Verdict.BEHIND, Verdict.BEHIND, Verdict.AWAY]


@pytest.mark.parametrize("direction, value, verdict", [
    ("up", 100, "achieved"), ("up", 99, "on_path"), ("down", 100, "achieved"), ("down", 101, "on_path")])
def test_the_target_may_be_reached_before_its_date(direction, value, verdict):
    start = 10 if direction == "up" else 190
    assert judged(path(start, 100, (value, "2026-06-30"), direction=direction)).verdict == verdict


def test_after_its_date_a_target_is_met_or_missed_in_full():
    missed = judged(path(10, 110, (60, "2029-12-31")))
    assert (missed.verdict, missed.path_ratio, missed.expected) == (Verdict.BEHIND, 0.5, 110)


@pytest.mark.parametrize("indicator, lack", table(
    ("nothing at all", an_indicator(targets=(), baseline=None), "no_target"),
    ("only rival targets", an_indicator(targets=(a_target(main=False),)), "no_target"),
    ("no baseline", an_indicator(baseline=None), "no_baseline"),
    ("neither baseline nor a target's date", an_indicator(baseline=None, targets=(a_target(period=None),)), "no_baseline"),
    ("no target date", an_indicator(targets=(a_target(period=None),)), "no_target_date"),
    ("no observation", an_indicator(), "no_observation"),
    ("only the baseline's day", path(10, 100, (10, "2025-12-31")), "no_observation"),
    ("the day after the baseline", path(10, 100, (11, "2026-01-01")), None),
))
def test_what_is_lacking_is_asked_in_order(indicator, lack):
    answer = judged(indicator)
    assert answer.lack == lack
    assert (answer.verdict is Verdict.NOT_MEASURABLE) == (lack is not None)
    if lack:
        assert (answer.observation, answer.expected, answer.attainment, answer.path_ratio, answer.pace_ratio) == (None,) * 5
        assert {(m.ratio, m.verdict) for m in by_method(indicator, ALWAYS, THRESHOLDS)} == {(None, Verdict.NOT_MEASURABLE)}
        assert not depends_on_method(by_method(indicator, ALWAYS, THRESHOLDS))


@pytest.mark.parametrize("indicator, verdict, lack", table(
    ("a step not yet due", replace(STAIRS, observations=(an_observation(20, "2026-06-30"),)), "not_measurable", "nothing_expected"),
    ("the first step due", replace(STAIRS, observations=(an_observation(20, "2026-12-31"),)), "behind", None),
    ("a level target missed", path(3, 3, (5, "2026-12-31"), direction="down"), "not_measurable", "nothing_expected"),
    ("a level target kept", path(3, 3, (3, "2026-12-31"), direction="down"), "achieved", None),
))
def test_where_nothing_is_expected_yet_there_is_a_position_but_no_verdict(indicator, verdict, lack):
    answer = judged(indicator)
    assert (answer.verdict, answer.lack) == (verdict, lack)
    assert answer.observation is not None and answer.expected is not None


# ---- targets by their announcement ----

@pytest.mark.parametrize("announced, as_of, known", table(
    ("the day before", "2026-02-25", "2026-02-24", False), ("on the day", "2026-02-25", "2026-02-25", True),
    ("a month, its last day but one", "2026-02", "2026-02-27", False), ("a month, its last day", "2026-02", "2026-02-28", True),
    ("no day given", None, "2026-01-06", True),
))
def test_a_target_counts_from_the_day_it_is_announced(announced, as_of, known):
    told = replace(a_target(200, period="2026-01-11"), announced=announced and parse_period(announced))
    indicator = replace(path(0, 200, (100, "2026-01-06"), term=TEN_DAYS), targets=(told,))
    answer = judge(indicator, the(as_of), THRESHOLDS)
    assert (answer.verdict, answer.lack) == ((Verdict.ON_PATH, None) if known else (Verdict.NOT_MEASURABLE, Lack.NO_TARGET))
    assert {m.verdict is Verdict.NOT_MEASURABLE for m in by_method(indicator, the(as_of), THRESHOLDS)[:1]} == {not known}


@pytest.mark.parametrize("as_of, expected", [("2027-05-31", 10), ("2027-06-01", 30)])
def test_a_step_counts_from_the_day_it_is_announced(as_of, expected):
    late = a_target(30, period="2026", main=False, announced="2027-06-01")
    stairs = an_indicator(shape="step", targets=(a_target(100), late), observations=(an_observation(20, "2027-03-31"),))
    assert judge(stairs, the(as_of), THRESHOLDS).expected == expected


# ---- vintages ----

@pytest.mark.parametrize("as_of, value", [
    ("2027-01-31", None), ("2027-02-01", 40), ("2027-05-31", 40), ("2027-06-01", 50)])
def test_a_later_vintage_replaces_an_earlier_one_from_the_day_it_is_published(as_of, value):
    seen = (an_observation(50, "2026", vintage="2027-06-01", standing="revised"),
            an_observation(40, "2026", vintage="2027-02-01", standing="provisional"))
    for stored in (seen, seen[::-1]):
        indicator = an_indicator(observations=stored)
        assert [o.value for o in known_observations(indicator, the(as_of))] == ([value] if value else [])
        assert judge(indicator, the(as_of), THRESHOLDS).position_only is (value is not None)


@pytest.mark.parametrize("period, vintage, on", table(
    ("published after its period: the period's last day", "2026 Q1", "2026-05-12", "2026-03-31"),
    ("published inside its period: that day", "2026 Q1", "2026-03-03", "2026-03-03"),
    ("published on the period's last day", "2026 Q1", "2026-03-31", "2026-03-31"),
    ("published before its period (a forecast)", "2026 Q1", "2025-12-24", "2026-03-31"),
    ("published in a month that ends with its period", "2026 Q1", "2026-03", "2026-03-31"),
))
def test_the_day_a_value_speaks_for(period, vintage, on):
    assert an_observation(1, period, vintage=vintage).on == the(on)


def test_two_counts_within_one_quarter_speak_for_their_own_days():
    seen = an_indicator(observations=(an_observation(3, "2026 Q1", vintage="2026-01-15"), an_observation(4, "2026 Q1", vintage="2026-02-20")))
    assert [(o.value, o.on) for o in known_observations(seen, ALWAYS)] == [(3, the("2026-01-15")), (4, the("2026-02-20"))]


def test_the_verdict_is_measured_at_the_observations_date_not_today():
    indicator = path(0, 200, (100, "2026-01-06"), term=TEN_DAYS)
    assert judge(indicator, the("2026-01-06"), THRESHOLDS) == judge(indicator, the("2030-01-01"), THRESHOLDS)


# ---- position and pace ----

def test_one_observation_gives_a_position_and_no_pace():
    answer = judged(path(10, 100, (40, "2026-12-31")))
    assert (answer.position_only, answer.pace_ratio, answer.verdict) == (True, None, Verdict.ON_PATH)


@pytest.mark.parametrize("indicator, pace", table(
    ("20 a year where 50 are needed", path(10, 100, (30, "2026-12-31"), (50, "2027-12-31")), 0.4),
    ("falling as needed", path(100, 0, (80, "2026-12-31"), (40, "2027-12-31"), direction="down"), 1.0),
    ("going back", path(10, 100, (50, "2026-12-31"), (30, "2027-12-31")), -0.286),
    ("standing still", path(10, 100, (50, "2026-12-31"), (50, "2027-12-31")), 0.0),
    ("the last two count", path(10, 100, (90, "2026-06-30"), (30, "2026-12-31"), (50, "2027-12-31")), 0.4),
    ("no time left", path(10, 100, (30, "2027-12-31"), (50, "2028-12-31")), None),
    ("target reached exactly", path(10, 100, (30, "2026-12-31"), (100, "2027-12-31")), None),
))
def test_pace_ratio_is_the_recent_yearly_change_against_the_one_still_needed(indicator, pace):
    answer = judged(indicator)
    assert not answer.position_only
    assert answer.pace_ratio == (None if pace is None else approx(pace, abs=0.005))


# ---- shapes ----

@pytest.mark.parametrize("indicator, on, expected", table(
    ("linear, start", path(0, 200, term=TEN_DAYS), "2026-01-01", 0),
    ("linear, before the start", path(0, 200, term=TEN_DAYS), "2025-12-01", 0),
    ("linear, half-way", path(0, 200, term=TEN_DAYS), "2026-01-06", 100),
    ("linear, a day before the end", path(0, 200, term=TEN_DAYS), "2026-01-10", 180),
    ("linear, end", path(0, 200, term=TEN_DAYS), "2026-01-11", 200),
    ("linear, held after the end", path(0, 200, term=TEN_DAYS), "2026-02-01", 200),
    ("exponential, half-way", path(10, 40, term=TEN_DAYS, shape="exponential"), "2026-01-06", 20),
    ("exponential, falling", path(40, 10, term=TEN_DAYS, shape="exponential", direction="down"), "2026-01-06", 20),
    ("exponential, end", path(10, 40, term=TEN_DAYS, shape="exponential"), "2026-01-11", 40),
    ("exponential from zero is linear", path(0, 40, term=TEN_DAYS, shape="exponential"), "2026-01-06", 20),
    ("logit, half-way", path(10, 50, term=TEN_DAYS, shape="logit"), "2026-01-06", 25),
    ("logit, around the middle", path(20, 80, term=TEN_DAYS, shape="logit"), "2026-01-06", 50),
    ("logit, end", path(10, 50, term=TEN_DAYS, shape="logit"), "2026-01-11", 50),
    ("logit to 100 % is linear", path(0, 100, term=TEN_DAYS, shape="logit"), "2026-01-06", 50),
    ("step, before the first", STAIRS, "2026-12-30", 10),
    ("step, on the first", STAIRS, "2026-12-31", 30),
    ("step, before the last", STAIRS, "2028-12-30", 30),
    ("step, on the last", STAIRS, "2028-12-31", 100),
))
def test_expected_value_along_the_shape(indicator, on, expected):
    assert expected_value(indicator, the(on)) == approx(expected)


@for_any(st.sampled_from(Shape), days, days)
def test_a_rising_path_never_falls(shape, one, other):
    indicator = replace(STAIRS, shape=shape)
    first, last = sorted((one, other))
    assert 10 <= expected_value(indicator, first) <= expected_value(indicator, last) + 1e-9
    assert expected_value(indicator, last) <= 100 + 1e-9


# ---- mirrored numbers ----

numbers = st.integers(-1000, 1000)
observed = st.lists(st.tuples(numbers, days), max_size=3)


def turned(indicator, mirror):
    """The same story told with mirrored numbers and the other direction."""
    return replace(
        indicator, direction=Direction.DOWN if indicator.direction is Direction.UP else Direction.UP,
        baseline=replace(indicator.baseline, value=mirror(indicator.baseline.value)),
        targets=tuple(replace(t, value=mirror(t.value)) for t in indicator.targets),
        observations=tuple(replace(o, value=mirror(o.value)) for o in indicator.observations))


@for_any(numbers, numbers, observed, days, st.sampled_from((Shape.LINEAR, Shape.STEP)), st.sampled_from((0, 100)))
def test_mirrored_numbers_leave_attainment_unchanged(start, end, seen, as_of, shape, about):
    assume(start != end)
    indicator = path(start, end, *((v, on.isoformat()) for v, on in seen), shape=shape, direction="up" if end > start else "down")
    straight, mirrored = judge(indicator, as_of, THRESHOLDS), judge(turned(indicator, lambda v: about - v), as_of, THRESHOLDS)
    assert (straight.verdict, straight.lack, straight.position_only) == (mirrored.verdict, mirrored.lack, mirrored.position_only)
    for name in ("attainment", "path_ratio", "pace_ratio"):
        assert getattr(straight, name) == (None if getattr(mirrored, name) is None else approx(getattr(mirrored, name)))


@for_any(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99), st.dates(date(2026, 1, 1), date(2029, 1, 1)))
def test_a_share_and_its_complement_are_judged_alike(start, end, value, on):
    assume(start != end)
    indicator = path(start, end, (value, on.isoformat()), shape="logit", direction="up" if end > start else "down")
    straight, mirrored = judged(indicator), judged(turned(indicator, lambda v: 100 - v))
    assert straight.attainment == approx(mirrored.attainment)
    assert straight.path_ratio == approx(mirrored.path_ratio, rel=1e-6)


# ---- methods ----

@pytest.mark.parametrize("indicator, depends", table(
    ("the worked example", path(10, 80, (25, "2026-12-31")), True),
    ("all agree", path(10, 100, (70, "2026-12-31"), (90, "2027-12-31")), False),
    ("good position, poor pace", path(10, 100, (90, "2026-12-31"), (90, "2027-12-31")), True),
    ("achieved is achieved", path(10, 80, (90, "2026-06-30"), (85, "2026-12-31")), False),
    ("only one method can tell", path(0, 90, (10, "2026-12-31")), False),
))
def test_the_verdict_says_when_it_depends_on_the_method(indicator, depends):
    verdicts = by_method(indicator, ALWAYS, THRESHOLDS)
    assert [v.method for v in verdicts] == list(Method)
    assert depends_on_method(verdicts) is depends


@pytest.mark.parametrize("start, end, value", [(0, 100, 50), (10, 100, 0), (10, 0, 5), (-10, 100, 50), (50, 50, 60)])
def test_cagr_has_no_answer_for_zero_negative_or_level_numbers(start, end, value):
    assert cagr_ratio(path(start, end), an_observation(value)) is None


def test_a_leap_within_a_day_is_too_steep_for_cagr_and_breaks_nothing():
    verdicts = by_method(path(1, 1000, (900, "2026-01-01")), ALWAYS, THRESHOLDS)
    assert [(v.method, v.ratio is None) for v in verdicts] == [(Method.LINEAR, False), (Method.CAGR, True), (Method.PACE, True)]


@pytest.mark.parametrize("term", [("2026-06-30", "2026-06-30"), ("2026", "2026-06-30")], ids=["same day", "target before baseline"])
@pytest.mark.parametrize("value", [50, 100])
def test_a_path_without_length_expects_the_target_at_once(term, value):
    indicator = path(10, 100, (value, "2027-06-30"), term=term)
    answer = judged(indicator)
    assert answer.expected == 100 and answer.path_ratio == approx((value - 10) / 90)
    assert by_method(indicator, ALWAYS, THRESHOLDS)[0].ratio == approx((value - 10) / 90)


@for_any(numbers, numbers, observed, st.sampled_from(ANY_DAY), st.sampled_from(Shape), st.sampled_from(Direction), days, days)
def test_any_indicator_has_a_verdict_on_any_day(start, end, seen, as_of, shape, direction, baseline_on, target_on):
    indicator = an_indicator(
        shape=shape, direction=direction, baseline=Baseline(Decimal(start), day(baseline_on)),
        targets=(a_target(end, period=day(target_on)), a_target(start, period="2026", main=False)),
        observations=tuple(an_observation(v, on.isoformat()) for v, on in seen))
    answer = judge(indicator, as_of, THRESHOLDS)
    assert answer.verdict in Verdict
    assert (answer.verdict is Verdict.NOT_MEASURABLE) == (answer.lack is not None)
    assert (answer.observation is None) == (answer.lack in NEVER_SEEN)
    assert len(by_method(indicator, as_of, THRESHOLDS)) == len(Method)
