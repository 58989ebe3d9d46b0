"""Programmes with amounts, parts and links, and the totals and single lines others published. Money is whole won."""

from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.funding import Stage, SupportForm
from tracker.domain.sources import Confidence
from tracker.store.tables.base import (
    PART, PLAN, Base, Code, Part, Placed, Sourced, at_least, between, check, flag, one_of, part_of, reference, said,
    sourced,
)

YEARS = (1900, 2999)


class ProgrammeRow(Placed, Sourced, Base):
    __tablename__ = "programmes"
    __table_args__ = (flag("is_rnd"), flag("is_informatization"), said("name"), *sourced(), Index(None, "ministry"),
                      PLAN)

    code: Mapped[Code]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    ministry: Mapped[str] = reference("organisations.code")
    budget_code: Mapped[str]
    account_ko: Mapped[str]
    account_en: Mapped[str]
    field_ko: Mapped[str]
    field_en: Mapped[str]
    sector_ko: Mapped[str]
    sector_en: Mapped[str]
    executor_ko: Mapped[str]
    executor_en: Mapped[str]
    start: Mapped[str]
    end: Mapped[str]
    is_rnd: Mapped[bool]
    is_informatization: Mapped[bool]


class ProgrammeFormRow(Part, Base):
    __tablename__ = "programme_forms"
    __table_args__ = (one_of("form", SupportForm), PART)

    programme: Mapped[str] = part_of("programmes.code")
    form: Mapped[str]


class StageAmountRow(Part, Base):
    """One amount per programme, fiscal year and stage. A stage without a figure has no row."""

    __tablename__ = "stage_amounts"
    __table_args__ = (UniqueConstraint("programme", "fiscal_year", "stage"), between("fiscal_year", *YEARS),
                      one_of("stage", Stage), one_of("confidence", Confidence), PART)

    programme: Mapped[str] = part_of("programmes.code")
    fiscal_year: Mapped[int]
    stage: Mapped[str]
    won: Mapped[int] = mapped_column(BigInteger)
    page: Mapped[str]
    confidence: Mapped[str]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class AiAmountRow(Base):
    """The part of a programme the committee counts as AI budget, where published."""

    __tablename__ = "programme_ai_amounts"
    __table_args__ = (between("fiscal_year", *YEARS), PART)

    programme: Mapped[str] = part_of("programmes.code")
    fiscal_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    won: Mapped[int] = mapped_column(BigInteger)


class SubprogrammeRow(Part, Base):
    __tablename__ = "subprogrammes"
    __table_args__ = (UniqueConstraint("programme", "seq"), at_least("seq", 1), said("name"),
                      one_of("confidence", Confidence), PART)

    programme: Mapped[str] = part_of("programmes.code")
    seq: Mapped[int]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    page: Mapped[str]
    confidence: Mapped[str]


class SubprogrammeAmountRow(Base):
    __tablename__ = "subprogramme_amounts"
    __table_args__ = (
        ForeignKeyConstraint(["programme", "subprogramme"], ["subprogrammes.programme", "subprogrammes.seq"]),
        between("fiscal_year", *YEARS), PART)

    programme: Mapped[str] = mapped_column(primary_key=True)
    subprogramme: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fiscal_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    won: Mapped[int] = mapped_column(BigInteger)


class ProgrammeLinkRow(Part, Base):
    """What a programme serves, and who said so. The sum of shares per programme is checked where links are written."""

    __tablename__ = "programme_links"
    __table_args__ = (
        UniqueConstraint("programme", "support", "area", "goal"), one_of("confidence", Confidence),
        check("share", "CAST(share AS NUMERIC) BETWEEN 0 AND 1"), Index(None, "goal"), PART)

    programme: Mapped[str] = part_of("programmes.code")
    support: Mapped[str] = reference("support_kinds.code")
    area: Mapped[str | None] = reference("areas.code")
    goal: Mapped[str | None] = reference("goals.code")
    share: Mapped[Decimal | None]
    confidence: Mapped[str]
    made_by_ko: Mapped[str]
    made_by_en: Mapped[str]
    reason_ko: Mapped[str]
    reason_en: Mapped[str]


class TotalRow(Placed, Sourced, Base):
    __tablename__ = "totals"
    __table_args__ = (between("fiscal_year", *YEARS), at_least("project_count", 0), said("label"), *sourced(), PLAN)

    code: Mapped[Code]
    scope_ko: Mapped[str]
    scope_en: Mapped[str]
    fiscal_year: Mapped[int]
    dimension: Mapped[str]
    label_ko: Mapped[str]
    label_en: Mapped[str]
    won: Mapped[int | None] = mapped_column(BigInteger)
    share_percent: Mapped[Decimal | None]
    project_count: Mapped[int | None]
    stage: Mapped[str]
    compiled_by_ko: Mapped[str]
    compiled_by_en: Mapped[str]
    note_ko: Mapped[str]
    note_en: Mapped[str]
    role: Mapped[str]


class BudgetLineRow(Placed, Sourced, Base):
    __tablename__ = "budget_lines"
    __table_args__ = (flag("additive"), said("name"), *sourced(), PLAN)

    code: Mapped[Code]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    ministry_ko: Mapped[str]
    ministry_en: Mapped[str]
    fiscal_year: Mapped[str]
    won: Mapped[int | None] = mapped_column(BigInteger)
    stage: Mapped[str]
    category_ko: Mapped[str]
    category_en: Mapped[str]
    rnd_ko: Mapped[str]
    rnd_en: Mapped[str]
    purpose_ko: Mapped[str]
    purpose_en: Mapped[str]
    executed_won: Mapped[int | None] = mapped_column(BigInteger)
    execution_percent: Mapped[Decimal | None]
    additive: Mapped[bool]
    note_ko: Mapped[str]
    note_en: Mapped[str]
