"""Working days: neither Saturday, Sunday nor one of the holidays given. Which days are holidays is data, not a rule."""

from collections.abc import Set
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def working(day: date, holidays: Set[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def shifted(day: date, count: int, holidays: Set[date]) -> date:
    """The `count`-th working day after `day`, before it where negative. `day` itself never counts, so that a deadline
    on a Sunday has the same working days before and after it as one on the Friday."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not working(day, holidays):
            day += step
    return day


def working_days_after(start: date, end: date, holidays: Set[date]) -> int:
    """How many working days lie after `start` up to and including `end`; 0 where `end` is not later."""
    return sum(working(start + timedelta(days=n), holidays) for n in range(1, (end - start).days + 1))
