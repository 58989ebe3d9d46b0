"""The plan as published and what a release of it says, for the tests of what releases are made of."""

from datetime import UTC, date, datetime
from functools import cache

from tests.serving import ROOT
from tracker.domain.plan import Plan
from tracker.domain.publication import published
from tracker.domain.release import ReleaseKind, release_id
from tracker.domain.words import NOTHING
from tracker.exchange.csv_bundle import read
from tracker.site.feeds import files_feeds
from tracker.site.info import ReleaseInfo
from tracker.site.open_data import files_open_data

AS_OF, AT = date(2026, 11, 22), datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ADDRESS = "https://tracker.example"


def an_info(id: str = "2026Q4-r1", address: str = ADDRESS, as_of: date = AS_OF, at: datetime = AT) -> ReleaseInfo:
    return ReleaseInfo(release_id(id), ReleaseKind.SEED, as_of, at, NOTHING, address=address)


@cache
def real_plan() -> Plan:
    return published(read(ROOT / "seed_data"))


@cache
def real_files() -> dict[str, bytes]:
    """Open data and feeds of the real plan."""
    return files_open_data(real_plan(), an_info()) | files_feeds(real_plan(), an_info())
