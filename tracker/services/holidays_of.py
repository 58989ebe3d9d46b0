"""The public holidays of Korea, substitute days and days of national elections included. The room of the `holidays` library.

The library knows the laws, not what the Cabinet decides a few weeks ahead: temporary holidays of later years come from
the setting TRACKER_HOLIDAYS.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

import holidays


@cache
def _by_law(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("KR", years=year))


def holidays_around(day: date, more: Iterable[date] = ()) -> frozenset[date]:
    """The holidays of the year of `day` and its neighbours, with the temporary ones in `more`."""
    return frozenset(more).union(*(_by_law(year) for year in (day.year - 1, day.year, day.year + 1)))
