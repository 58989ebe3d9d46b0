"""Small releases for tests: the plan and nothing else."""

from datetime import UTC, date, datetime
from pathlib import Path

from tracker.domain.log import Head
from tracker.domain.plan import Plan
from tracker.domain.release import PLAN, Manifest, ReleaseId, ReleaseKind
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import Release, write_release

OUT = datetime(2026, 10, 15, 1, tzinfo=UTC)


def published(folder: Path, plan: Plan, id: ReleaseId, at: datetime = OUT, as_of: date = date(2026, 9, 30), key: str = "") -> Release:
    """A sound release of the plan in the folder."""
    manifest = Manifest(id, ReleaseKind.QUARTER, plan.head.code, as_of, at, Head(1, "a" * 64), {})
    return write_release(folder, manifest, {PLAN: plan_bytes(plan)}, key)
