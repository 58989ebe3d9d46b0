"""The log in the store: rows are added at its end, and read in the order they were written."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from functools import cache

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.domain.log import START, Entry, Head
from tracker.domain.records import root_of
from tracker.store.quick import tell
from tracker.store.shape import moment
from tracker.store.tables.log import LogRow

ROW = LogRow.__table__.c
NAMES = tuple(field.name for field in fields(Entry))
COLUMNS = tuple(ROW[name] for name in NAMES)
PAGE = 5000


def head(session: Session) -> Head:
    """The end of the log."""
    found = session.execute(select(ROW.seq, ROW.hash).order_by(ROW.seq.desc()).limit(1)).first()
    return Head(*found) if found else Head(0, START)


_ADD = f"INSERT INTO log ({', '.join((*NAMES, 'root'))}) VALUES ({', '.join('?' * (len(NAMES) + 1))})"


def add_entries(session: Session, entries: Iterable[Entry]) -> None:
    tell(session.connection(), _ADD, [(*vars(entry).values(), root_of(entry.key)) for entry in entries])


def entries(session: Session, after: int = 0, until: int | None = None) -> Iterator[Entry]:
    """Every entry after the one numbered `after`, `until` included, in order; a page at a time, so that a long log
    never lies in memory whole."""
    while page := _page(session, _span(after, until).limit(PAGE)):
        yield from page
        after = page[-1].seq


def entries_of(session: Session, root: str, after: int = 0, until: int | None = None) -> tuple[Entry, ...]:
    """The history of one object, its parts included."""
    return tuple(_page(session, _span(after, until).where(ROW.root == root)))


def newest(session: Session, limit: int, before: int | None = None, *, actor: str = "", action: str = "",
           root: str = "") -> tuple[Entry, ...]:
    """The latest entries, newest first, those numbered lower than `before`; a word left empty asks for nothing."""
    asked = select(*COLUMNS).order_by(ROW.seq.desc()).limit(limit)
    for column, word in ((ROW.actor, actor), (ROW.action, action), (ROW.root, root)):
        asked = asked.where(column == word) if word else asked
    return tuple(_page(session, asked if before is None else asked.where(ROW.seq < before)))


def first_at(session: Session) -> datetime | None:
    """When the log begins."""
    return session.scalar(select(ROW.at).order_by(ROW.seq).limit(1))


def versions(session: Session, after: int = 0) -> dict[str, int]:
    """The version of every object that was changed after the entry numbered `after`."""
    asked = select(ROW.root, func.max(ROW.version)).where(ROW.seq > after).group_by(ROW.root)
    return dict(map(tuple, session.execute(asked).all()))


def changed_by(session: Session, after: int) -> dict[str, frozenset[str]]:
    """Every object that was changed after the entry numbered `after`, with who changed it."""
    found: dict[str, set[str]] = {}
    for root, actor in session.execute(select(ROW.root, ROW.actor).where(ROW.seq > after).distinct()).all():
        found.setdefault(root, set()).add(actor)
    return {root: frozenset(actors) for root, actors in found.items()}


def _span(after: int, until: int | None) -> Select:
    asked = select(*COLUMNS).where(ROW.seq > after).order_by(ROW.seq)
    return asked if until is None else asked.where(ROW.seq <= until)


def _page(session: Session, asked: Select) -> list[Entry]:
    """Entries made from plain rows: typing every column anew would cost more than reading it."""
    rows = session.connection().execute(asked).cursor.fetchall()
    at = cache(moment)  # entries of one transaction share theirs
    return [_entry(row, at(row[1])) for row in rows]


def _entry(row: tuple, at: datetime) -> Entry:
    """Filled at once: field by field, as a frozen value is usually made, takes twice as long, and a log is long."""
    entry = object.__new__(Entry)
    vars(entry).update(zip(NAMES, row), at=at)
    return entry
