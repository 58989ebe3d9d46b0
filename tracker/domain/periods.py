"""Dates that are known only to a day, month, quarter, half-year or year.

A deadline "2026 Q2" is over on its last day: due 2026-06-30, late from 2026-07-01.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """A stretch of days known as one date; `first` is its first day."""

    first: date
    precision: Precision

    @property
    def last(self) -> date:
        """The last day that still belongs to the period."""
        return self.first if self.precision is Precision.DAY else _last_day(self.first, MONTHS[self.precision])

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def quarter(self) -> int:
        """Number 1–4 of the quarter the period ends in."""
        return quarter_number(self.last)

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        y, m = self.first.year, self.first.month
        return {
            Precision.DAY: self.first.isoformat(),
            Precision.MONTH: f"{y:04d}-{m:02d}",
            Precision.QUARTER: f"{y:04d} Q{(m + 2) // 3}",
            Precision.HALF: f"{y:04d} H{1 if m == 1 else 2}",
            Precision.YEAR: f"{y:04d}",
        }[self.precision]


@lru_cache(maxsize=4096)
def _last_day(first: date, months: int) -> date:
    """Of that many months; asked for the same few periods over and over."""
    last_month = first.month + months - 1
    return date(first.year, last_month, monthrange(first.year, last_month)[1])


_FORMS = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})"), lambda y, m, d: Period(date(y, m, d), Precision.DAY)),
    (re.compile(r"(\d{4})-(\d{2})"), lambda y, m: Period(date(y, m, 1), Precision.MONTH)),
    (re.compile(r"(\d{4}) Q([1-4])"), lambda y, q: Period(date(y, 3 * q - 2, 1), Precision.QUARTER)),
    (re.compile(r"(\d{4}) H([12])"), lambda y, h: Period(date(y, 6 * h - 5, 1), Precision.HALF)),
    (re.compile(r"(\d{4})"), lambda y: Period(date(y, 1, 1), Precision.YEAR)),
)


def parse_period(text: str) -> Period:
    """The period written as `2026-06-30`, `2026-06`, `2026 Q2`, `2026 H1` or `2026`; ValueError otherwise."""
    for form, build in _FORMS:
        if found := form.fullmatch(text.strip()):
            return build(*map(int, found.groups()))
    raise ValueError(text)


FIRST_YEAR, LAST_YEAR = 1900, 2200  # days a reader may ask for; beyond them sums of days run off the calendar


def parse_day(text: str) -> date:
    """The day written as `2026-06-30`, in a year a plan can speak of; ValueError otherwise."""
    value = date.fromisoformat(text)
    if text != value.isoformat() or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(text)
    return value


def day(value: date) -> Period:
    return Period(value, Precision.DAY)


def quarter_number(value: date) -> int:
    return (value.month + 2) // 3


def quarter_of(value: date) -> Period:
    """The calendar quarter a day falls in."""
    return Period(date(value.year, 3 * quarter_number(value) - 2, 1), Precision.QUARTER)


def next_quarter(quarter: Period) -> Period:
    return quarter_of(quarter.last + timedelta(days=1))


def quarters_between(first: date, last: date) -> tuple[Period, ...]:
    """Every quarter from the one holding `first` to the one holding `last`, in order."""
    quarters, current = [], quarter_of(first)
    while current.first <= last:
        quarters.append(current)
        current = next_quarter(current)
    return tuple(quarters)
