"""The file somebody brought in and has not applied yet: one per person, gone when it is applied or another is brought."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tracker.store.tables.log import BroughtRow

_brought = BroughtRow.__table__


class Brought(NamedTuple):
    """A file under the name it was brought by."""

    sha256: str
    name: str
    content: bytes
    at: datetime


def keep_brought(session: Session, account: str, file: Brought) -> None:
    """In the place of what the person brought before."""
    drop_brought(session, account)
    session.execute(insert(_brought).values(account=account, **file._asdict()))


def held_brought(session: Session, account: str) -> Brought | None:
    found = session.execute(select(_brought.c.sha256, _brought.c.name, _brought.c.content, _brought.c.at).where(_brought.c.account == account)).first()
    return Brought(*found) if found else None


def drop_brought(session: Session, account: str) -> None:
    session.execute(delete(_brought).where(_brought.c.account == account))
