"""The columns of a time table: quarters near, whole years further off, and a place for what has no date."""

from collections.abc import Iterable
from datetime import date

from tracker.domain.periods import Period, Precision, quarter_number, quarters_between
from tracker.domain.plan import Plan

UNDATED = "undated"
NEAR_YEARS = 2  # of the plan's term are shown by quarter


def slot_key(due: Period | None, by_quarter: int) -> str:
    """The column a deadline belongs to; `by_quarter` is the last year that is split into quarters."""
    if due is None:
        return UNDATED
    return f"{due.last.year} Q{quarter_number(due.last)}" if due.last.year <= by_quarter else str(due.last.year)


def slots(plan: Plan, as_of: date, dues: Iterable[Period | None], near_years: int = NEAR_YEARS) -> list[dict]:
    """Columns in order. `now` marks the one holding `as_of`, `past` those whose last day is over."""
    start = plan.head.starts_on.year
    known = [due for due in dues if due]
    first, last = min([start, *(d.last.year for d in known)]), start + near_years - 1
    quarters = [_quarter(q, as_of) for q in quarters_between(date(first, 1, 1), date(last, 12, 31))]
    years = [_year(y, as_of) for y in sorted({d.last.year for d in known if d.last.year > last})]
    return quarters + years + [{"key": UNDATED, "year": None, "quarter": None, "past": False, "now": False, "share": None}]


def _quarter(quarter: Period, as_of: date) -> dict:
    return _slot(str(quarter), quarter.year, quarter.quarter, quarter, as_of)


def _year(year: int, as_of: date) -> dict:
    return _slot(str(year), year, None, Period(date(year, 1, 1), Precision.YEAR), as_of)


def _slot(key: str, year: int, quarter: int | None, period: Period, as_of: date) -> dict:
    """`share` is the part of the column gone by on `as_of`, where `as_of` lies in it."""
    now = period.contains(as_of)
    share = (as_of - period.first).days / ((period.last - period.first).days + 1) if now else None
    return {"key": key, "year": year, "quarter": quarter, "past": period.last < as_of, "now": now, "share": share}
