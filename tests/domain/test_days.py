"""A day begins and ends where the plan is at home."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.builders import a_head
from tracker.domain.days import begin_of, day_of, end_of
from tracker.domain.plan import PlanHead

EVENING = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "before", "after"), [
    ("Asia/Seoul", 20, 21), ("Europe/Paris", 20, 20), ("Pacific/Auckland", 21, 21), ("UTC", 20, 20)])
def test_an_instant_belongs_to_the_day_it_is_there(zone, before, after):
    there = a_head(time_zone=zone).zone
    assert [day_of(at, there).day for at in (EVENING - timedelta(seconds=1), EVENING)] == [before, after]


@pytest.mark.parametrize("zone", ["Asia/Seoul", "America/St_Johns", "Europe/Paris"])
def test_one_day_ends_where_the_next_begins(zone):
    there, day = ZoneInfo(zone), date(2026, 10, 25)  # the day Paris sets its clocks back
    assert end_of(day, there) == begin_of(date(2026, 10, 26), there)
    assert day_of(begin_of(day, there), there) == day == day_of(end_of(day, there).astimezone(UTC) - timedelta(microseconds=1), there)


def test_a_day_of_changing_clocks_has_its_own_length():
    paris = ZoneInfo("Europe/Paris")
    length = lambda day: end_of(day, paris).astimezone(UTC) - begin_of(day, paris).astimezone(UTC)
    assert [length(date(2026, *d)) // timedelta(hours=1) for d in ((3, 29), (7, 1), (10, 25))] == [23, 24, 25]


def test_what_was_written_before_a_plan_could_name_its_zone_is_read_as_it_was_kept():
    unsaid = {f: d.default for f, d in PlanHead.__dataclass_fields__.items() if f in ("time_zone", "fiscal_year_starts")}
    assert unsaid == {"time_zone": "Asia/Seoul", "fiscal_year_starts": 1}
