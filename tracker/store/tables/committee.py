"""The committee at work: bodies, meetings, resolutions, the law, measures, official checks, other portals."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from tracker.domain.committee import Support
from tracker.store.tables.base import (
    PART, PLAN, Base, Code, Part, Placed, Sourced, at_least, check, flag, one_of, part_of, period, reference, said,
    sourced,
)


class BodyRow(Placed, Sourced, Base):
    __tablename__ = "bodies"
    __table_args__ = (said("name"), *sourced(), PLAN)

    code: Mapped[Code]
    kind: Mapped[str]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    era: Mapped[str]
    head_ko: Mapped[str]
    head_en: Mapped[str]
    members_ko: Mapped[str]
    members_en: Mapped[str]
    role_ko: Mapped[str]
    role_en: Mapped[str]


class MeetingRow(Placed, Sourced, Base):
    __tablename__ = "meetings"
    __table_args__ = (*period("on"), at_least("number", 1), said("body"), *sourced(), PLAN)

    code: Mapped[Code]
    body_ko: Mapped[str]
    body_en: Mapped[str]
    kind_ko: Mapped[str]
    kind_en: Mapped[str]
    number: Mapped[int | None]
    on_first: Mapped[date]
    on_precision: Mapped[str]
    place_ko: Mapped[str]
    place_en: Mapped[str]
    chair_ko: Mapped[str]
    chair_en: Mapped[str]
    attendance_ko: Mapped[str]
    attendance_en: Mapped[str]
    outcome_ko: Mapped[str]
    outcome_en: Mapped[str]


class AgendaItemRow(Part, Base):
    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("meeting", "seq"), at_least("seq", 1), said("title"), PART)

    meeting: Mapped[str] = part_of("meetings.code")
    seq: Mapped[int]
    title_ko: Mapped[str]
    title_en: Mapped[str]


class ResolutionRow(Placed, Sourced, Base):
    __tablename__ = "resolutions"
    __table_args__ = (*period("on"), at_least("item", 1), said("title"), *sourced(), PLAN)

    code: Mapped[Code]
    meeting: Mapped[str] = reference("meetings.code")
    item: Mapped[int]
    on_first: Mapped[date]
    on_precision: Mapped[str]
    title_ko: Mapped[str]
    title_en: Mapped[str]
    decision_ko: Mapped[str]
    decision_en: Mapped[str]
    responsible_ko: Mapped[str]
    responsible_en: Mapped[str]
    deadline_ko: Mapped[str]
    deadline_en: Mapped[str]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class LegalEventRow(Placed, Sourced, Base):
    __tablename__ = "legal_events"
    __table_args__ = (*period("on"), said("title"),
                      one_of("status", ("done", "running", "upcoming", "expected")), *sourced(), PLAN)

    code: Mapped[Code]
    jurisdiction: Mapped[str]
    on_first: Mapped[date]
    on_precision: Mapped[str]
    title_ko: Mapped[str]
    title_en: Mapped[str]
    instrument_ko: Mapped[str]
    instrument_en: Mapped[str]
    detail_ko: Mapped[str]
    detail_en: Mapped[str]
    status: Mapped[str]


class ArticleRow(Placed, Sourced, Base):
    __tablename__ = "articles"
    __table_args__ = (one_of("support", Support), at_least("chapter", 1), flag("amended"), said("title"), *sourced(),
                      PLAN)

    code: Mapped[Code]
    title_ko: Mapped[str]
    title_en: Mapped[str]
    chapter: Mapped[int]
    support: Mapped[str | None]
    who_ko: Mapped[str]
    who_en: Mapped[str]
    what_ko: Mapped[str]
    what_en: Mapped[str]
    deadline_ko: Mapped[str]
    deadline_en: Mapped[str]
    measurable_ko: Mapped[str]
    measurable_en: Mapped[str]
    amended: Mapped[bool]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class ArticleLinkRow(Placed, Base):
    __tablename__ = "article_links"
    __table_args__ = (PLAN,)

    article: Mapped[str] = part_of("articles.code")
    goal: Mapped[str] = part_of("goals.code")
    reason_ko: Mapped[str]
    reason_en: Mapped[str]
    made_by_ko: Mapped[str]
    made_by_en: Mapped[str]


class MeasureRow(Placed, Sourced, Base):
    __tablename__ = "measures"
    __table_args__ = (one_of("support", Support), *period("on"), said("name"), *sourced(), PLAN)

    code: Mapped[Code]
    support: Mapped[str]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    value: Mapped[str]
    unit_ko: Mapped[str]
    unit_en: Mapped[str]
    on_first: Mapped[date]
    on_precision: Mapped[str]


class MeasureArticleRow(Part, Base):
    __tablename__ = "measure_articles"
    __table_args__ = (PART,)

    measure: Mapped[str] = part_of("measures.code")
    article: Mapped[str] = reference("articles.code")


class OfficialCheckRow(Placed, Sourced, Base):
    __tablename__ = "checks"
    __table_args__ = (*period("on"), at_least("checked", 0), at_least("as_scheduled", 0), said("fact"),
                      check("part", "as_scheduled IS NULL OR (checked IS NOT NULL AND as_scheduled <= checked)"),
                      *sourced(), PLAN)

    code: Mapped[Code]
    on_first: Mapped[date]
    on_precision: Mapped[str]
    event_ko: Mapped[str]
    event_en: Mapped[str]
    kind: Mapped[str]
    fact_ko: Mapped[str]
    fact_en: Mapped[str]
    checked: Mapped[int | None]
    as_scheduled: Mapped[int | None]


class PortalRow(Placed, Sourced, Base):
    __tablename__ = "portals"
    __table_args__ = (said("name"), *sourced(), PLAN)

    code: Mapped[Code]
    name_ko: Mapped[str]
    name_en: Mapped[str]
    owner_ko: Mapped[str]
    owner_en: Mapped[str]
    shows_ko: Mapped[str]
    shows_en: Mapped[str]
