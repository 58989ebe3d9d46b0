"""One row per change of the plan: the newest says which plan is held. Rows are added, never changed."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.tables.base import LOG, Base, at_least, instant


class RevisionRow(Base):
    """`id` is what caches are keyed by; `seq` is the last entry of the log that belongs to it, so that replaying the log
    so far gives this plan. It is 0 on revisions older than the log."""

    __tablename__ = "revisions"
    __table_args__ = (at_least("number", 1), at_least("seq", 0), instant("saved_at"), LOG)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(unique=True)
    seq: Mapped[int]
    saved_at: Mapped[datetime]
