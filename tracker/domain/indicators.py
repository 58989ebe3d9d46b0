"""Indicators: baseline, targets and observations. The rules are in attainment.py."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.domain.periods import Period
from tracker.domain.sources import Origin
from tracker.domain.words import NOTHING, Bilingual


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class Shape(StrEnum):
    """How the expected value runs from baseline to target."""

    LINEAR = "linear"
    EXPONENTIAL = "exponential"
    LOGIT = "logit"
    STEP = "step"


class Standing(StrEnum):
    PROVISIONAL = "provisional"
    FINAL = "final"
    REVISED = "revised"


class IndicatorOrigin(StrEnum):
    PLAN = "plan"
    RELATED_POLICY = "related_policy"
    OUTSIDE_INDEX = "outside_index"
    PREDECESSOR = "predecessor"


@dataclass(frozen=True)
class Baseline:
    value: Decimal
    period: Period


@dataclass(frozen=True)
class Target:
    """`main` is the one the verdict is measured against; the others are interim or rival figures."""

    value: Decimal
    period: Period | None
    main: bool
    announced: Period | None
    note: Bilingual
    origin: Origin


@dataclass(frozen=True)
class Observation:
    """`vintage` is the day the value was published; a later vintage of the same period replaces an earlier one."""

    value: Decimal
    period: Period
    vintage: Period
    standing: Standing
    note: Bilingual
    origin: Origin

    @property
    def on(self) -> date:
        """The day the value speaks for: its publication day where that falls inside the period, else the period's end."""
        return self.vintage.last if self.period.contains(self.vintage.last) else self.period.last


@dataclass(frozen=True)
class Indicator:
    code: str
    name: Bilingual
    unit: Bilingual
    direction: Direction
    shape: Shape
    kind: IndicatorOrigin
    lead: str | None
    origin: Origin
    baseline: Baseline | None = None
    targets: tuple[Target, ...] = ()
    observations: tuple[Observation, ...] = ()
    milestone: str | None = None
    cadence: Bilingual = NOTHING
    publication_lag_days: int | None = None
    note: Bilingual = NOTHING

    @property
    def target(self) -> Target | None:
        return next((t for t in self.targets if t.main), None)


@dataclass(frozen=True)
class IndicatorLink:
    indicator: str
    goal: str
    reason: Bilingual
    made_by: Bilingual
