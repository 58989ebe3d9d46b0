"""A second plan, of a country there is not, and what a release of it says."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from tests.site.releases import an_info
from tracker.domain.plan import Plan
from tracker.domain.publication import published
from tracker.exchange.csv_bundle import read

FOLDER = Path(__file__).parents[1] / "plans" / "meridia"
TODAY = date(2032, 5, 20)


@cache
def second_plan() -> Plan:
    return published(read(FOLDER))


def its_info():
    """Published late in the evening there: the day after in UTC and in every zone east of it."""
    return an_info("2032Q2-r1", as_of=TODAY, at=datetime(2032, 5, 21, 1, 30, tzinfo=UTC))
