"""Who was reminded of what. An event is noted in the transaction in which its message was put into the outbox."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.store.tables.log import SentReminderRow


def said_to(session: Session, person: str) -> frozenset[str]:
    """The names of the events a person was reminded of."""
    return frozenset(session.scalars(select(SentReminderRow.event).where(SentReminderRow.person == person)))


def note_said(session: Session, person: str, events: Iterable[str], at: datetime) -> None:
    session.execute(insert(SentReminderRow.__table__), [{"event": event, "person": person, "at": at} for event in events])
