"""Looking things up in the log: by object, actor, action and time. Everything here is a query; `log.py` reads entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from tracker.domain.log import Entry
from tracker.store.log import COLUMNS, ROW, _page as page
from tracker.store.shape import moment


@dataclass(frozen=True)
class Wanted:
    """What to look for; a word left empty asks for nothing. `root` may be the beginning of a key (`milestone/`)."""

    root: str = ""
    actor: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


def touched(session: Session, since: datetime, until: datetime, leaving: str) -> tuple[str, ...]:
    """The objects changed in that time by other actions than `leaving`, in order of their first change."""
    asked = select(ROW.root).where(ROW.at >= since, ROW.at < until, ROW.action != leaving).group_by(ROW.root).order_by(func.min(ROW.seq))
    return tuple(session.scalars(asked))


def imports(session: Session, since: datetime, until: datetime, action: str) -> Iterator[tuple[datetime, int]]:
    """The moments at which `action` was done in that time, and how many objects each touched, in order."""
    asked = select(ROW.at, func.count(ROW.root.distinct())).where(ROW.at >= since, ROW.at < until, ROW.action == action).group_by(ROW.at).order_by(ROW.at)
    return ((moment(at), objects) for at, objects in session.execute(asked))


def changes(session: Session, wanted: Wanted, limit: int, skip: int) -> tuple[Entry, ...]:
    """The entries of a page of changes, the newest change first, its entries in order. A change is what one transaction
    did to one object."""
    asked = _changes(wanted).order_by(func.max(ROW.seq).desc()).limit(limit).offset(skip)
    found = [(root, version) for root, version, *_ in session.execute(asked)]
    return tuple(page(session, select(*COLUMNS).where(tuple_(ROW.root, ROW.version).in_(found)).order_by(ROW.seq))) if found else ()


def count(session: Session, wanted: Wanted) -> int:
    return session.scalar(select(func.count()).select_from(_changes(wanted).subquery())) or 0


def _changes(wanted: Wanted) -> Select:
    return _narrowed(select(ROW.root, ROW.version, func.max(ROW.seq)).group_by(ROW.root, ROW.version), wanted)


def _narrowed(asked: Select, wanted: Wanted) -> Select:
    for column, word in ((ROW.actor, wanted.actor), (ROW.action, wanted.action)):
        asked = asked.where(column == word) if word else asked
    asked = asked.where(ROW.root.startswith(wanted.root, autoescape=True)) if wanted.root else asked
    asked = asked.where(ROW.at >= wanted.since) if wanted.since else asked
    return asked.where(ROW.at < wanted.until) if wanted.until else asked


def actors(session: Session) -> tuple[str, ...]:
    return tuple(session.scalars(select(ROW.actor).distinct().order_by(ROW.actor)))


def actions(session: Session) -> tuple[str, ...]:
    return tuple(session.scalars(select(ROW.action).distinct().order_by(ROW.action)))
