"""Indicators: baseline, targets and observations. The rules are in attainment.py."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

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
    """`main` is the one the verdict is measured against; the others are interim or rival figures. `announced` is when
    it was made public: it is known from the last day of that period on, and always where that day is unknown."""

    value: Decimal
    period: Period | None
    main: bool
    announced: Period | None
    note: Bilingual
    origin: Origin


@dataclass(frozen=True)
class Observation:
    """`vintage` is when the value was published. Values speak for a day (`on`): a later vintage for the same day replaces
    an earlier one, as a revised year-end figure does; a count published within its period speaks for its own day and
    stands beside the others of that period."""

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

    def known(self, as_of: date) -> Self:
        """The indicator as anyone could know it on `as_of`: with the targets announced and the observations published."""
        return replace(
            self, targets=tuple(t for t in self.targets if t.announced is None or t.announced.last <= as_of),
            observations=tuple(o for o in self.observations if o.vintage.last <= as_of))


@dataclass(frozen=True)
class IndicatorLink:
    indicator: str
    goal: str
    reason: Bilingual
    made_by: Bilingual
