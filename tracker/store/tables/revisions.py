"""One row per change of the plan: the newest says which plan is held. Rows are added, never changed."""

from datetime import datetime

from sqlalchemy import DateTime, func
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.tables.base import Base, at_least


class RevisionRow(Base):
    """`id` is what caches are keyed by; `content` is the SHA-256 of everything the plan says."""

    __tablename__ = "revisions"
    __table_args__ = (at_least("number", 1),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(unique=True)
    content: Mapped[str]
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
