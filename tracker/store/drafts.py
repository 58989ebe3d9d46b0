"""What people are still typing: one JSON object per person and milestone, in no log, gone when handed in."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tracker.store.tables.log import DraftRow

_drafts = DraftRow.__table__


def keep_draft(session: Session, account: str, milestone: str, fields: str, at: datetime) -> None:
    """What was typed so far, in the place of what was kept before."""
    mine = (_drafts.c.account == account, _drafts.c.milestone == milestone)
    values = {"fields": fields, "saved_at": at}
    if not session.execute(update(_drafts).where(*mine).values(values)).rowcount:
        session.execute(insert(_drafts).values(account=account, milestone=milestone, **values))


def held_draft(session: Session, account: str, milestone: str) -> tuple[str, datetime] | None:
    """The JSON text and when it was kept."""
    found = session.execute(select(_drafts.c.fields, _drafts.c.saved_at).where(
        _drafts.c.account == account, _drafts.c.milestone == milestone)).first()
    return (found.fields, found.saved_at) if found else None


def drop_draft(session: Session, account: str, milestone: str) -> None:
    session.execute(delete(_drafts).where(_drafts.c.account == account, _drafts.c.milestone == milestone))


def drafted(session: Session, account: str) -> frozenset[str]:
    """The milestones somebody has begun to write about."""
    return frozenset(session.scalars(select(_drafts.c.milestone).where(_drafts.c.account == account)))
