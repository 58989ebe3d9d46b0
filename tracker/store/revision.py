"""Which state of the plan the store holds: the newest row of `revisions`."""

from contextlib import closing

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from tracker.store.schema import explained
from tracker.store.tables.revisions import RevisionRow

_NEWEST = (select(RevisionRow.number, RevisionRow.id, RevisionRow.content)
           .order_by(RevisionRow.number.desc()).limit(1))
_NEWEST_ID = "SELECT id FROM revisions ORDER BY number DESC LIMIT 1"


def current_revision(session: Session):
    """(number, id, content) of the newest revision, None where nothing was ever saved. One indexed row."""
    return session.execute(_NEWEST).first()


def revision_of(engine: Engine) -> str | None:
    """The id of the newest revision, None where nothing was ever saved. Raises NotReady where the schema is not the
    present one; that is looked into only after the query failed, so that asking stays one query. Asked on every page
    run, therefore on the bare driver: a session would cost six times the query."""
    with explained(engine), closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(_NEWEST_ID)
        found = cursor.fetchone()
        return found and found[0]


def add_revision(session: Session, content: str) -> str:
    """Note that the store now says `content` (its SHA-256) and return the new revision's id."""
    held = current_revision(session)
    number = held.number + 1 if held else 1
    id = f"{number}-{content[:12]}"
    session.execute(insert(RevisionRow.__table__).values(number=number, id=id, content=content))
    return id
