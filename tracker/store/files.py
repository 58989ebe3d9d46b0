"""Files of evidence under their SHA-256: written once, never changed."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256 as digest

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.store.tables.log import FileRow

_files = FileRow.__table__


def keep_file(session: Session, sha256: str, content: bytes, media_type: str, at: datetime) -> None:
    """The file, unless the very same is there already."""
    if session.scalar(select(_files.c.size).where(_files.c.sha256 == sha256)) is None:
        session.execute(insert(_files).values(sha256=sha256, content=content, size=len(content), media_type=media_type, added_at=at))


def held_file(session: Session, sha256: str) -> tuple[bytes, str] | None:
    """Content and media type."""
    found = session.execute(select(_files.c.content, _files.c.media_type).where(_files.c.sha256 == sha256)).first()
    return (found.content, found.media_type) if found else None


def digests(session: Session) -> Iterator[tuple[str, str]]:
    """Of every stored file the name it has and the one its content gives; one file in memory at a time."""
    for name in session.scalars(select(_files.c.sha256).order_by(_files.c.sha256)).all():
        yield name, digest(session.scalar(select(_files.c.content).where(_files.c.sha256 == name))).hexdigest()
