"""Which state of the plan the store holds: the newest row of `revisions`, and where its log ends."""

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.domain.log import START, Head
from tracker.store.quick import ask, tell
from tracker.store.schema import explained
from tracker.store.shape import moment
from tracker.store.tables.revisions import RevisionRow

_NEWEST_ID = "SELECT id FROM revisions ORDER BY number DESC LIMIT 1"
_PRESENT = """
    SELECT r.id, r.number, l.seq, l.hash, l.at FROM (SELECT 1 AS one) AS o
    LEFT JOIN (SELECT id, number FROM revisions ORDER BY number DESC LIMIT 1) AS r ON 1 = 1
    LEFT JOIN (SELECT seq, hash, at FROM log ORDER BY seq DESC LIMIT 1) AS l ON 1 = 1"""
_ADD = "INSERT INTO revisions (number, id, seq, saved_at) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True)
class Present:
    """The newest revision ("" and 0 where no plan was ever saved), the end of the log and when that was written."""

    revision: str
    number: int
    head: Head
    at: datetime | None


def present(session: Session) -> Present:
    """What the store holds, in one query."""
    ((id, number, seq, hash, at),) = ask(session.connection(), _PRESENT)
    return Present(id or "", number or 0, Head(seq, hash) if seq else Head(0, START), moment(at))


def revision_of(engine: Engine) -> str | None:
    """The id of the newest revision, None where nothing was ever saved. Raises NotReady where the schema is not the
    present one; that is looked into only after the query failed, so that asking stays one query. Asked on every page
    run, therefore on the bare driver: a session would cost six times the query."""
    with explained(engine), closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(_NEWEST_ID)
        found = cursor.fetchone()
        return found and found[0]


def zone_name(engine: Engine) -> str:
    """The time zone the plan names, empty where there is none that can be read. As quick as `revision_of`."""
    with suppress(engine.dialect.loaded_dbapi.Error, DBAPIError), closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT time_zone FROM plan")
        if found := cursor.fetchone():
            return found[0]
    return ""


def add_revision(session: Session, number: int, head: Head, at: datetime) -> str:
    """Note that from the entry `head` on the store holds another plan; returns the new revision's id."""
    id = f"{number}-{head.hash[:12]}"
    tell(session.connection(), _ADD, [(number, id, head.seq, at)])
    return id


def revision_by(session: Session, at: datetime):
    """(id, seq) of the plan held just before `at`, as far back as the log goes; None where it does not."""
    row = RevisionRow.__table__.c
    return session.execute(select(row.id, row.seq).where(row.saved_at < at, row.seq > 0).order_by(row.number.desc()).limit(1)).first()
