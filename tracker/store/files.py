"""Files of evidence under their SHA-256: written once, never changed."""

from datetime import datetime

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
