"""The days off of a country: its weekend and its public holidays, substitute days and days of national elections included.
The room of the `holidays` library.

The library knows the laws, not what a government decides a few weeks ahead: temporary holidays of later years come from
the setting TRACKER_HOLIDAYS. Of a country it does not know, those are the only holidays, and Saturday and Sunday the weekend.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY, SUNDAY = 5, 6


@cache
def _by_law(country: str, year: int) -> frozenset[date]:
    if country not in holidays.list_supported_countries():
        return frozenset(_weekends(year, {SATURDAY, SUNDAY}))
    law = holidays.country_holidays(country, years=year)
    return frozenset(law).union(_weekends(year, law.weekend))


def _weekends(year: int, weekend: set[int]) -> Iterator[date]:
    first, days = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return (day for day in (first + timedelta(days=n) for n in range(days)) if day.weekday() in weekend)


def days_off_around(day: date, country: str, more: Iterable[date] = ()) -> frozenset[date]:
    """The days off in `country` (ISO 3166) in the year of `day` and its neighbours, with the temporary holidays in `more`."""
    return frozenset(more).union(*(_by_law(country, year) for year in (day.year - 1, day.year, day.year + 1)))
