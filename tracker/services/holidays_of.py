"""The public holidays of a country, substitute days and days of national elections included. The room of the `holidays` library.

The library knows the laws, not what a government decides a few weeks ahead: temporary holidays of later years come from
the setting TRACKER_HOLIDAYS. Of a country it does not know, only those are holidays.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

import holidays


@cache
def _by_law(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year)) if country in holidays.list_supported_countries() else frozenset()


def holidays_around(day: date, country: str, more: Iterable[date] = ()) -> frozenset[date]:
    """The holidays in `country` (ISO 3166) of the year of `day` and its neighbours, with the temporary ones in `more`."""
    return frozenset(more).union(*(_by_law(country, year) for year in (day.year - 1, day.year, day.year + 1)))
