"""The tables of the working store, by topic. Importing this package registers all of them on `Base.metadata`."""

from tracker.store.tables import (
    accounts, committee, corrections, funding, indicators, log, milestones, revisions, structure, workspace,
)
from tracker.store.tables.base import Base

__all__ = ["Base", "accounts", "committee", "corrections", "funding", "indicators", "log", "milestones", "revisions", "structure", "workspace"]
