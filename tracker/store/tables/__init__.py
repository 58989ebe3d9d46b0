"""The tables of the working store, by topic. Importing this package registers all of them on `Base.metadata`."""

from tracker.store.tables import committee, funding, indicators, milestones, revisions, structure
from tracker.store.tables.base import Base

__all__ = ["Base", "committee", "funding", "indicators", "milestones", "revisions", "structure"]
