"""The plan as a whole: its head, versions, organisations, pillars, areas, goals and sources."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.committee import Support
from tracker.domain.organisations import OrganisationKind
from tracker.store.tables.base import (
    PART, PLAN, Base, Code, Part, Placed, Sourced, at_least, check, day, one_of, part_of, reference, said, sourced,
)


class SourceRow(Placed, Base):
    __tablename__ = "sources"
    __table_args__ = (check("url", "url <> ''"), PLAN)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    url: Mapped[str] = mapped_column(unique=True)
    publisher: Mapped[str]
    title_ko: Mapped[str]
    title_en: Mapped[str]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class PlanRow(Base):
    """The head of the plan; there is one row at most."""

    __tablename__ = "plan"
    __table_args__ = (
        check("only_one", "id = 1"), said("name"), day("adopted_on"), day("starts_on"), day("ends_on"),
        day("data_as_of"), check("span", "starts_on <= ends_on"), at_least("reporting_window_days", 0),
        at_least("due_soon_days", 0), at_least("inbox_days", 0), at_least("answer_months", 0),
        at_least("attention_limit", 0), PLAN)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    short_name_ko: Mapped[str]
    short_name_en: Mapped[str]
    country_ko: Mapped[str]
    country_en: Mapped[str]
    committee_ko: Mapped[str]
    committee_en: Mapped[str]
    act_ko: Mapped[str]
    act_en: Mapped[str]
    adopted_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    fiscal_year: Mapped[int]
    executed_year: Mapped[int]
    currency: Mapped[str]
    office_ko: Mapped[str]
    office_en: Mapped[str]
    licence_ko: Mapped[str]
    licence_en: Mapped[str]
    licence_code: Mapped[str]
    licence_url: Mapped[str]
    time_zone: Mapped[str]
    fiscal_year_starts: Mapped[int]
    data_as_of: Mapped[date]
    funding_note_ko: Mapped[str]
    funding_note_en: Mapped[str]
    headline_programme: Mapped[str | None] = reference("programmes.code")
    reporting_window_days: Mapped[int]
    too_early_share: Mapped[str]
    on_path: Mapped[str]
    near: Mapped[str]
    behind: Mapped[str]
    due_soon_days: Mapped[int]
    inbox_days: Mapped[int]
    answer_months: Mapped[int]
    attention_limit: Mapped[int]


class HeadlineIndicatorRow(Part, Base):
    __tablename__ = "headline_indicators"
    __table_args__ = (PART,)

    indicator: Mapped[str] = reference("indicators.code")


class SupportKindRow(Placed, Base):
    __tablename__ = "support_kinds"
    __table_args__ = (one_of("support", Support), said("name"), PLAN)

    code: Mapped[Code]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    support: Mapped[str]


class JurisdictionRow(Placed, Base):
    __tablename__ = "jurisdictions"
    __table_args__ = (said("name"), PLAN)

    code: Mapped[Code]
    name_ko: Mapped[str]
    name_en: Mapped[str]


class PlanWordsRow(Placed, Base):
    """Sentences and nouns this plan says its own way."""

    __tablename__ = "plan_words"
    __table_args__ = (said("says"), PLAN)

    key: Mapped[Code]
    says_ko: Mapped[str]
    says_en: Mapped[str]


class PlanVersionRow(Placed, Sourced, Base):
    __tablename__ = "plan_versions"
    __table_args__ = (day("on"), at_least("goal_count", 0), at_least("milestone_count", 0), said("name"),
                      *sourced(), PLAN)

    code: Mapped[Code]
    on: Mapped[date]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    goal_count: Mapped[int]
    milestone_count: Mapped[int | None]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class OrganisationRow(Placed, Sourced, Base):
    __tablename__ = "organisations"
    __table_args__ = (
        one_of("kind", OrganisationKind), at_least("rank", 0), said("name"), day("valid_from"), day("valid_to"),
        check("validity", "valid_from <= valid_to"), *sourced(), PLAN)

    code: Mapped[Code]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    short_ko: Mapped[str]
    short_en: Mapped[str]
    kind: Mapped[str]
    rank: Mapped[int]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class SuccessorRow(Part, Base):
    __tablename__ = "organisation_successors"
    __table_args__ = (PART,)

    organisation: Mapped[str] = part_of("organisations.code")
    successor: Mapped[str] = reference("organisations.code")


class PillarRow(Placed, Sourced, Base):
    __tablename__ = "pillars"
    __table_args__ = (said("name"), *sourced(), PLAN)

    code: Mapped[Code]
    name_ko: Mapped[str]
    name_en: Mapped[str]


class AreaRow(Placed, Sourced, Base):
    __tablename__ = "areas"
    __table_args__ = (said("name"), *sourced(), PLAN)

    code: Mapped[Code]
    pillar: Mapped[str] = reference("pillars.code")
    name_ko: Mapped[str]
    name_en: Mapped[str]


class GoalRow(Placed, Sourced, Base):
    __tablename__ = "goals"
    __table_args__ = (said("name"), *sourced(), PLAN)

    code: Mapped[Code]
    area: Mapped[str] = reference("areas.code")
    name_ko: Mapped[str]
    name_en: Mapped[str]
    body_ko: Mapped[str]
    body_en: Mapped[str]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class GoalLeadRow(Part, Base):
    __tablename__ = "goal_leads"
    __table_args__ = (PART,)

    goal: Mapped[str] = part_of("goals.code")
    organisation: Mapped[str] = reference("organisations.code")


class GoalCooperationRow(Part, Base):
    __tablename__ = "goal_cooperation"
    __table_args__ = (PART,)

    goal: Mapped[str] = part_of("goals.code")
    organisation: Mapped[str] = reference("organisations.code")
