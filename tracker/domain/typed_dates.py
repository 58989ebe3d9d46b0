"""Dates as people type them: `20260225`, `0225`, `2026. 2. 25.`, `2026-02-25`; periods also `2026 Q4`, `2026. 12.`, `2026`.

What was understood is always read back in words beside the field, so the reading can be generous.
"""

import re
from datetime import date

from tracker.domain.periods import FIRST_YEAR, LAST_YEAR, Period, day, parse_period

_PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTED_DAY = re.compile(r"(\d{4})[^\dA-Za-z]{1,3}(\d{1,2})[^\dA-Za-z]{1,3}(\d{1,2})[^\dA-Za-z]?")
_SHORT_DAY = re.compile(r"(\d{2})(\d{2})")
_SHORT_PARTED = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})\.?")
_QUARTER = re.compile(r"(\d{4})[^\dA-Za-z]{0,3}?([1-4])(?:q|\ubd84\uae30)|(\d{4}) ?q([1-4])|q([1-4]) ?(\d{4})", re.I)
_HALF = re.compile(r"(\d{4})[^\dA-Za-z]{0,3}?(?:h([12])|(?:(\uc0c1)|\ud558)\ubc18\uae30)|h([12]) ?(\d{4})", re.I)
_MONTH = re.compile(r"(\d{4})(?:[^\dA-Za-z]{1,3}(\d{1,2})|(\d{2}))[^\dA-Za-z]?")
_YEAR = re.compile(r"(\d{4})[^\dA-Za-z]?")


def typed_day(text: str, today: date) -> date | None:
    """The day meant, None where it cannot be read. Month and day alone are the last such day up to today: reports speak
    of what has happened."""
    text = text.strip()
    if found := _PLAIN_DAY.fullmatch(text) or _PARTED_DAY.fullmatch(text):
        return _day(*map(int, found.groups()))
    if found := _SHORT_DAY.fullmatch(text) or _SHORT_PARTED.fullmatch(text):
        month, number = map(int, found.groups())
        this_year = _day(today.year, month, number)
        return this_year if this_year and this_year <= today else _day(today.year - 1, month, number)
    return None


def typed_period(text: str, today: date) -> Period | None:
    """The day, month, quarter, half-year or year meant, None where it cannot be read."""
    text = " ".join(text.split())
    for read in (_quarter, _half, _whole_day, _month, _year):
        if (found := read(text)) is not None:
            return found
    return None


def _quarter(text: str) -> Period | None:
    if not (found := _QUARTER.fullmatch(text)):
        return None
    a, b, c, d, e, f = found.groups()
    return _period(f"{a or c or f} Q{b or d or e}")


def _half(text: str) -> Period | None:
    if not (found := _HALF.fullmatch(text)):
        return None
    year, number, word, first, later = found.groups()
    half = number or first or ("1" if word else "2")
    return _period(f"{year or later} H{half}")


def _whole_day(text: str) -> Period | None:
    found = _PLAIN_DAY.fullmatch(text) or _PARTED_DAY.fullmatch(text)
    made = _day(*map(int, found.groups())) if found else None
    return day(made) if made else None


def _month(text: str) -> Period | None:
    if not (found := _MONTH.fullmatch(text)):
        return None
    year, parted, plain = found.groups()
    return _period(f"{year}-{int(parted or plain):02d}")


def _year(text: str) -> Period | None:
    return _period(found[1]) if (found := _YEAR.fullmatch(text)) else None


def _day(year: int, month: int, number: int) -> date | None:
    try:
        made = date(year, month, number)
    except ValueError:
        return None
    return made if FIRST_YEAR <= year <= LAST_YEAR else None


def _period(text: str) -> Period | None:
    try:
        made = parse_period(text)
    except ValueError:
        return None
    return made if FIRST_YEAR <= made.year <= LAST_YEAR else None
