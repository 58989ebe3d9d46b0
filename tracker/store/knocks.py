"""How many forms were taken under a key within a time. In no log, and forgotten when it no longer counts."""

import secrets
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from tracker.store.tables.corrections import KnockRow

_knocks = KnockRow.__table__


def knocks(session: Session, key: str, since: datetime) -> tuple[int, datetime | None]:
    """How many were counted under the key since then, and when the oldest of them was."""
    asked = select(func.count(), func.min(_knocks.c.at)).where(_knocks.c.key == key, _knocks.c.at > since)
    return tuple(session.execute(asked).one())


def count_knock(session: Session, keys: tuple[str, ...], at: datetime, forget_before: datetime) -> None:
    """One more under each key; what is too old to count is forgotten."""
    session.execute(delete(_knocks).where(_knocks.c.at <= forget_before))
    session.execute(insert(_knocks), [{"id": secrets.token_hex(12), "key": key, "at": at} for key in keys])
