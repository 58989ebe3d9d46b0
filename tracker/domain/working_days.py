"""Working days: all but the days off that are given. Which days those are, weekends included, is data and no rule here."""

from collections.abc import Set
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def working(day: date, days_off: Set[date]) -> bool:
    return day not in days_off


def shifted(day: date, count: int, days_off: Set[date]) -> date:
    """The `count`-th working day after `day`, before it where negative. `day` itself never counts, so that a deadline
    on a Sunday has the same working days before and after it as one on the Friday."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not working(day, days_off):
            day += step
    return day


def working_days_after(start: date, end: date, days_off: Set[date]) -> int:
    """How many working days lie after `start` up to and including `end`; 0 where `end` is not later."""
    return sum(working(start + timedelta(days=n), days_off) for n in range(1, (end - start).days + 1))
