"""A whole plan into the store, in place of what it holds."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from tracker.domain.actors import Role
from tracker.domain.plan import Plan
from tracker.store.loading import load_plan
from tracker.store.work import CONSOLE, IMPORT, Work, begun

__all__ = ["load_plan", "save_plan"]


def save_plan(session: Session, plan: Plan, at: datetime | None = None) -> str:
    """Replace what the store holds by `plan` and return the revision id; the differences are in the log. Nothing is
    written, and the revision stays, where the store already says the same. Belongs in one `writing` transaction; the
    caller commits. `at` is now when not given."""
    at = at or datetime.now(UTC)
    work = Work(session, begun(session, at), CONSOLE, at, IMPORT, Role.ADMIN)
    work.replace_plan(plan)
    return work.finish().revision
