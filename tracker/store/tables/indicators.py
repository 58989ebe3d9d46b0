"""Indicators with their targets, observations and the goals they measure."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from tracker.domain.indicators import Direction, IndicatorOrigin, Shape, Standing
from tracker.store.tables.base import (
    PART, PLAN, Base, Code, Part, Placed, Sourced, at_least, check, flag, one_of, part_of, period, reference, said,
    sourced,
)


class IndicatorRow(Placed, Sourced, Base):
    __tablename__ = "indicators"
    __table_args__ = (
        one_of("direction", Direction), one_of("shape", Shape), one_of("kind", IndicatorOrigin), *period("baseline"),
        check("baseline", "(baseline_value IS NULL) = (baseline_first IS NULL)"),
        at_least("publication_lag_days", 0), said("name"), *sourced(), PLAN)

    code: Mapped[Code]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    unit_ko: Mapped[str]
    unit_en: Mapped[str]
    direction: Mapped[str]
    shape: Mapped[str]
    kind: Mapped[str]
    lead: Mapped[str | None] = reference("organisations.code")
    baseline_value: Mapped[Decimal | None]
    baseline_first: Mapped[date | None]
    baseline_precision: Mapped[str | None]
    milestone: Mapped[str | None] = reference("milestones.code")
    cadence_ko: Mapped[str]
    cadence_en: Mapped[str]
    publication_lag_days: Mapped[int | None]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class TargetRow(Part, Sourced, Base):
    """One target at most is the main one."""

    __tablename__ = "targets"
    __table_args__ = (
        Index("uq_targets_main", "indicator", unique=True,
              sqlite_where=text("main = 1"), postgresql_where=text("main")),
        flag("main"), *period("period"), *period("announced"), *sourced(), PART)

    indicator: Mapped[str] = part_of("indicators.code")
    value: Mapped[Decimal]
    period_first: Mapped[date | None]
    period_precision: Mapped[str | None]
    main: Mapped[bool]
    announced_first: Mapped[date | None]
    announced_precision: Mapped[str | None]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class ObservationRow(Part, Sourced, Base):
    __tablename__ = "observations"
    __table_args__ = (one_of("standing", Standing), *period("period"), *period("vintage"), *sourced(), PART)

    indicator: Mapped[str] = part_of("indicators.code")
    value: Mapped[Decimal]
    period_first: Mapped[date]
    period_precision: Mapped[str]
    vintage_first: Mapped[date]
    vintage_precision: Mapped[str]
    standing: Mapped[str]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class IndicatorLinkRow(Placed, Base):
    __tablename__ = "indicator_links"
    __table_args__ = (PLAN,)

    indicator: Mapped[str] = part_of("indicators.code")
    goal: Mapped[str] = part_of("goals.code")
    reason_ko: Mapped[str]
    reason_en: Mapped[str]
    made_by_ko: Mapped[str]
    made_by_en: Mapped[str]
