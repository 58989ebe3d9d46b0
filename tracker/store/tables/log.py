"""What happened: the log of every change, and the stores that only ever grow or pass."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.tables.base import LOG, Base, at_least, check, instant


class LogRow(Base):
    """An entry as in domain/log.py, with the root object it belongs to. Triggers refuse UPDATE and DELETE."""

    __tablename__ = "log"
    __table_args__ = (at_least("seq", 1), instant("at"), Index(None, "root", "seq"), LOG)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    role: Mapped[str]
    action: Mapped[str]
    key: Mapped[str]
    field: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    reason: Mapped[str]
    resolution: Mapped[str]
    version: Mapped[int]
    previous: Mapped[str]
    hash: Mapped[str]
    root: Mapped[str]


class ReceiptRow(Base):
    """What became of an intent that was sent with a key of its own: sent again, it only gives this result."""

    __tablename__ = "receipts"
    __table_args__ = (check("key", "key <> ''"), instant("at"))

    actor: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    action: Mapped[str]
    result: Mapped[str]
    at: Mapped[datetime]


class FileRow(Base):
    """A stored file of evidence under its SHA-256. Triggers refuse UPDATE and DELETE."""

    __tablename__ = "files"
    __table_args__ = (check("sha256", "length(sha256) = 64"), at_least("size", 0), instant("added_at"))

    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]
    media_type: Mapped[str]
    added_at: Mapped[datetime]


class DraftRow(Base):
    """What somebody is still typing about a milestone: `fields` is a JSON object. In no log, gone when submitted."""

    __tablename__ = "drafts"
    __table_args__ = (instant("saved_at"),)

    account: Mapped[str] = mapped_column(primary_key=True)
    milestone: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[str]
    saved_at: Mapped[datetime]


class BroughtRow(Base):
    """The file somebody brought in last and has not applied yet: what they look at while they mend it. In no log."""

    __tablename__ = "brought"
    __table_args__ = (check("sha256", "length(sha256) = 64"), instant("at"))

    account: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]


class SentReminderRow(Base):
    """That somebody was reminded of an event, so that they never are twice."""

    __tablename__ = "sent_reminders"
    __table_args__ = (instant("at"),)

    event: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
