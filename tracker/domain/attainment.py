"""Where an indicator stands on its path from baseline to target.

attainment S = (v − v0)/(vT − v0); path ratio = (v − v0)/(v*(t) − v0) with v*(t) the expected value at the
observation's date along the declared shape; pace ratio = recent yearly change ÷ yearly change still needed.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.indicators import Direction, Indicator, Observation, Shape
from tracker.domain.plan import Thresholds

DAYS_PER_YEAR = 365.2425


class Verdict(StrEnum):
    ACHIEVED = "achieved"
    ON_PATH = "on_path"
    NEAR = "near"
    BEHIND = "behind"
    AWAY = "away"
    NOT_MEASURABLE = "not_measurable"


class Lack(StrEnum):
    """Why an indicator cannot be judged yet, in the order asked."""

    NO_TARGET = "no_target"
    NO_BASELINE = "no_baseline"
    NO_TARGET_DATE = "no_target_date"
    NO_OBSERVATION = "no_observation"
    NOTHING_EXPECTED = "nothing_expected"  # level target, or before the first step: there is a position but no path


@dataclass(frozen=True)
class Attainment:
    """Ratios are plain numbers (1.0 = 100 %), None where they cannot be formed. `position_only`: one observation
    after the baseline, so there is no pace."""

    verdict: Verdict
    lack: Lack | None
    observation: Observation | None = None
    expected: float | None = None
    attainment: float | None = None
    path_ratio: float | None = None
    pace_ratio: float | None = None
    position_only: bool = False


def known_observations(indicator: Indicator, as_of: date) -> tuple[Observation, ...]:
    """Observations published by `as_of`, the latest vintage for each day they speak for, in the order of those days."""
    latest: dict[date, Observation] = {}
    for o in sorted(indicator.known(as_of).observations, key=lambda o: o.vintage.last):
        latest[o.on] = o
    return tuple(latest[on] for on in sorted(latest))


def judge(indicator: Indicator, as_of: date, thresholds: Thresholds) -> Attainment:
    """The verdict on `as_of` by what was known then, measured at the date of the latest observation."""
    indicator = indicator.known(as_of)
    since = [] if indicator.baseline is None else [
        o for o in known_observations(indicator, as_of) if o.on > indicator.baseline.period.last]
    lack = _lack(indicator, since)
    if lack:
        return Attainment(Verdict.NOT_MEASURABLE, lack)
    last = since[-1]
    v0, v, vt = float(indicator.baseline.value), float(last.value), float(indicator.target.value)
    expected = expected_value(indicator, last.on)
    ratio = (v - v0) / (expected - v0) if expected != v0 else None
    verdict = _verdict(indicator, v, ratio, thresholds)
    return Attainment(
        verdict, Lack.NOTHING_EXPECTED if verdict is Verdict.NOT_MEASURABLE else None, observation=last, expected=expected,
        attainment=(v - v0) / (vt - v0) if vt != v0 else None, path_ratio=ratio,
        pace_ratio=_pace_ratio(indicator, since) if len(since) > 1 else None, position_only=len(since) == 1)


def _lack(indicator: Indicator, since: list[Observation]) -> Lack | None:
    if indicator.target is None:
        return Lack.NO_TARGET
    if indicator.baseline is None:
        return Lack.NO_BASELINE
    if indicator.target.period is None:
        return Lack.NO_TARGET_DATE
    return None if since else Lack.NO_OBSERVATION


def reached(indicator: Indicator, value: float) -> bool:
    target = float(indicator.target.value)
    return value >= target if indicator.direction is Direction.UP else value <= target


def _verdict(indicator: Indicator, value: float, ratio: float | None, thresholds: Thresholds) -> Verdict:
    if reached(indicator, value):
        return Verdict.ACHIEVED
    return Verdict.NOT_MEASURABLE if ratio is None else grade(ratio, thresholds)


def grade(ratio: float, thresholds: Thresholds) -> Verdict:
    """On path ≥ 0.95; near 0.60–0.95; behind 0–0.60; away below 0 (limits from plan.toml).

    Rounded first: the float 0.95 lies a hair under 95/100, and a value on a limit belongs to the better side.
    """
    limits = ((thresholds.on_path, Verdict.ON_PATH), (thresholds.near, Verdict.NEAR), (thresholds.behind, Verdict.BEHIND))
    return next((verdict for limit, verdict in limits if round(ratio, 9) >= float(limit)), Verdict.AWAY)


def expected_value(indicator: Indicator, on: date) -> float:
    """v*(on) along the indicator's shape, held at the target after its date. Needs baseline and dated target."""
    return _SHAPES[indicator.shape](indicator, _share_of_time(indicator, on), on)


def _share_of_time(indicator: Indicator, on: date) -> float:
    """0 at the baseline, 1 at the target's date and after it."""
    start, end = indicator.baseline.period.last, indicator.target.period.last
    return 1.0 if on >= end else max((on - start).days / (end - start).days, 0.0)


def _linear(indicator: Indicator, share: float, on: date) -> float:
    v0, vt = float(indicator.baseline.value), float(indicator.target.value)
    return v0 + (vt - v0) * share


def _exponential(indicator: Indicator, share: float, on: date) -> float:
    v0, vt = float(indicator.baseline.value), float(indicator.target.value)
    return v0 * (vt / v0) ** share if v0 > 0 and vt > 0 else _linear(indicator, share, on)


def _logit(indicator: Indicator, share: float, on: date) -> float:
    """For shares in percent strictly between 0 and 100; linear otherwise."""
    v0, vt = float(indicator.baseline.value) / 100, float(indicator.target.value) / 100
    if not (0 < v0 < 1 and 0 < vt < 1):
        return _linear(indicator, share, on)
    a, b = math.log(v0 / (1 - v0)), math.log(vt / (1 - vt))
    return 100 / (1 + math.exp(-(a + (b - a) * share)))


def _step(indicator: Indicator, share: float, on: date) -> float:
    """The last interim or main target whose date has come; the baseline before the first."""
    due = sorted((t.period.last, float(t.value)) for t in indicator.targets if t.period and t.period.last <= on)
    return due[-1][1] if due else float(indicator.baseline.value)


_SHAPES: dict[Shape, Callable[[Indicator, float, date], float]] = {
    Shape.LINEAR: _linear, Shape.EXPONENTIAL: _exponential, Shape.LOGIT: _logit, Shape.STEP: _step,
}


def _years(first: date, last: date) -> float:
    return (last - first).days / DAYS_PER_YEAR


def _pace_ratio(indicator: Indicator, since: list[Observation]) -> float | None:
    before, last = since[-2], since[-1]
    ahead = _years(last.on, indicator.target.period.last)
    needed = float(indicator.target.value - last.value)
    if ahead <= 0 or needed == 0:
        return None
    recent = float(last.value - before.value) / _years(before.on, last.on)
    return recent / (needed / ahead)


class Method(StrEnum):
    LINEAR = "linear"
    CAGR = "cagr"
    PACE = "pace"


@dataclass(frozen=True)
class MethodVerdict:
    method: Method
    ratio: float | None
    verdict: Verdict


def by_method(indicator: Indicator, as_of: date, thresholds: Thresholds) -> tuple[MethodVerdict, ...]:
    """The verdict under the linear path, CAGR (actual ÷ required yearly growth) and the pace still needed."""
    indicator = indicator.known(as_of)
    judged = judge(indicator, as_of, thresholds)
    if judged.observation is None:
        return tuple(MethodVerdict(m, None, Verdict.NOT_MEASURABLE) for m in Method)
    linear = _linear_ratio(indicator, judged.observation)
    ratios = {Method.LINEAR: linear, Method.CAGR: cagr_ratio(indicator, judged.observation), Method.PACE: judged.pace_ratio}
    value = float(judged.observation.value)
    return tuple(MethodVerdict(m, r, _verdict(indicator, value, r, thresholds)) for m, r in ratios.items())


def depends_on_method(verdicts: tuple[MethodVerdict, ...]) -> bool:
    return len({v.verdict for v in verdicts if v.ratio is not None}) > 1


def _linear_ratio(indicator: Indicator, observation: Observation) -> float | None:
    v0 = float(indicator.baseline.value)
    step = _linear(indicator, _share_of_time(indicator, observation.on), observation.on) - v0
    return (float(observation.value) - v0) / step if step else None


def cagr_ratio(indicator: Indicator, observation: Observation) -> float | None:
    """Actual ÷ required compound yearly growth; None where a zero or negative value, no time at all or a leap within
    days breaks it."""
    start = indicator.baseline.period.last
    v0, v, vt = float(indicator.baseline.value), float(observation.value), float(indicator.target.value)
    required = _yearly_growth(v0, vt, _years(start, indicator.target.period.last))
    actual = _yearly_growth(v0, v, _years(start, observation.on))
    return actual / required if required and actual is not None else None


def _yearly_growth(first: float, last: float, years: float) -> float | None:
    if min(first, last) <= 0 or years <= 0:
        return None
    try:
        return (last / first) ** (1 / years) - 1
    except OverflowError:
        return None
