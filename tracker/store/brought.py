"""The file somebody brought in and has not applied yet: one per person, gone when it is applied or another is brought."""

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from tracker.store.tables.log import BroughtRow

_brought = BroughtRow.__table__
NOTHING = sha256(b"").hexdigest()


class Brought(NamedTuple):
    """A file under the name it was brought by."""

    sha256: str
    name: str
    content: bytes
    at: datetime

    @property
    def dropped(self) -> bool:
        """Whether it lay too long: its content is gone, its name is left to be told."""
        return not self.content and self.sha256 != NOTHING


def keep_brought(session: Session, account: str, file: Brought) -> None:
    """In the place of what the person brought before."""
    drop_brought(session, account)
    session.execute(insert(_brought).values(account=account, **file._asdict()))


def held_brought(session: Session, account: str) -> Brought | None:
    found = session.execute(select(_brought.c.sha256, _brought.c.name, _brought.c.content, _brought.c.at).where(_brought.c.account == account)).first()
    return Brought(*found) if found else None


def lies_since(session: Session, before: datetime) -> bool:
    """Whether a file lies there that was brought before then."""
    return session.execute(select(_brought.c.account).where(*_lies(before)).limit(1)).first() is not None


def empty_brought(session: Session, before: datetime) -> None:
    """Drops the content of files that were brought before then; whose they were is told by what is left."""
    session.execute(update(_brought).where(*_lies(before)).values(content=b""))


def _lies(before: datetime) -> tuple:
    return _brought.c.at < before, func.length(_brought.c.content) > 0


def drop_brought(session: Session, account: str) -> None:
    session.execute(delete(_brought).where(_brought.c.account == account))
