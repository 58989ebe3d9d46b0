"""The first release of a new site: the plan as delivered, so that visitors see something at once."""

from datetime import date, datetime

from tracker.config import Settings
from tracker.domain.log import Head
from tracker.domain.periods import quarter_of
from tracker.domain.publication import published
from tracker.domain.release import PLAN, Manifest, ReleaseKind, next_id
from tracker.exchange import csv_bundle
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import Release, ids, write_release


def publish_first(settings: Settings, at: datetime, day: date) -> Release | None:
    """The seed data published as of `day` where nothing ever was; None otherwise. Unsigned without a key."""
    if ids(settings.releases):
        return None
    plan = published(csv_bundle.read(settings.root / "seed_data"))
    manifest = Manifest(next_id(quarter_of(day), ()), ReleaseKind.SEED, plan.head.code, day, at.replace(microsecond=0), Head(0, ""), {})
    key = settings.release_key.read_text("utf-8") if settings.release_key else ""
    settings.releases.mkdir(parents=True, exist_ok=True)
    try:
        return write_release(settings.releases, manifest, {PLAN: plan_bytes(plan)}, key)
    except FileExistsError:  # another process was first
        return None
