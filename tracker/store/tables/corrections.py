"""What the public was told about wrong numbers, what they had written, and how often somebody wrote within the hour."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from tracker.domain.tickets import TicketState
from tracker.domain.words import LANGUAGES
from tracker.store.tables.base import PLAN, WORKSPACE, Base, Code, Placed, day, instant, one_of, said


class CorrectionRow(Placed, Base):
    __tablename__ = "corrections"
    __table_args__ = (said("question"), said("answer"), day("received_on"), day("answered_on"), PLAN)

    code: Mapped[Code]
    page: Mapped[str]
    dataset: Mapped[str]
    about: Mapped[str]
    question_ko: Mapped[str]
    question_en: Mapped[str]
    answer_ko: Mapped[str]
    answer_en: Mapped[str]
    received_on: Mapped[date]
    answered_on: Mapped[date]
    release: Mapped[str]


class TicketRow(Placed, Base):
    __tablename__ = "tickets"
    __table_args__ = (one_of("state", TicketState), one_of("language", LANGUAGES), instant("received_at"), instant("decided_at"), WORKSPACE)

    code: Mapped[Code]
    state: Mapped[str]
    received_at: Mapped[datetime]
    page: Mapped[str]
    dataset: Mapped[str]
    about: Mapped[str]
    wrong: Mapped[str]
    should: Mapped[str]
    link: Mapped[str]
    language: Mapped[str]
    seen: Mapped[str]
    reason: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]


class KnockRow(Base):
    """One form that was taken, by what it is counted under: a hash that means nothing the next day. In no log."""

    __tablename__ = "knocks"
    __table_args__ = (instant("at"), Index(None, "key", "at"))

    id: Mapped[Code]
    key: Mapped[str]
    at: Mapped[datetime]
