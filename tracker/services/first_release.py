"""The first release of a new site: the plan as delivered, so that visitors see something at once."""

from datetime import date, datetime

from tracker.config import Settings
from tracker.domain.errors import NotReady
from tracker.domain.publishing import Contents
from tracker.domain.release import PLAN
from tracker.exchange import csv_bundle
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import Release, ids
from tracker.services.printing import Build, press_of, print_seed
from tracker.services.reading import internal
from tracker.store.engine import engine_for


def first_release(settings: Settings, at: datetime, day: date, build: Build, whole: bool = False) -> Release:
    """Makes it of the seed data, never of the database: nothing anybody typed can be in it. Raises NotReady where there is
    a release already, in the folder or by what the store says; see `print_seed` for `whole`."""
    if gone := [d.code for d in internal(engine_for(settings.database_url)).workspace.releases if not d.under_way]:
        raise NotReady("releasing.error_seeded", id=gone[-1])
    return print_seed(csv_bundle.read(settings.root / "seed_data"), day, at, press_of(settings, build), whole)


def _plan_alone(contents: Contents) -> dict[str, bytes]:
    return {PLAN: plan_bytes(contents.plan)}


def publish_first(settings: Settings, at: datetime, day: date, build: Build = _plan_alone) -> Release | None:
    """The same where nothing ever was; None otherwise."""
    if ids(settings.releases):
        return None
    try:
        return first_release(settings, at, day, build)
    except NotReady:  # another process was first, or what was published lies elsewhere
        return None
