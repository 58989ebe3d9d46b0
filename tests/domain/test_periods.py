"""Dates known only to a day, month, quarter, half-year or year."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from tests.domain.cases import days, for_any, table, the
from tracker.domain.periods import Precision, day, next_quarter, parse_period, quarter_of, quarters_between


@pytest.mark.parametrize("text, precision, first, last, quarter", table(
    ("day", "2026-06-30", "day", "2026-06-30", "2026-06-30", 2),
    ("month", "2026-06", "month", "2026-06-01", "2026-06-30", 2),
    ("February", "2026-02", "month", "2026-02-01", "2026-02-28", 1),
    ("leap February", "2028-02", "month", "2028-02-01", "2028-02-29", 1),
    ("December", "2026-12", "month", "2026-12-01", "2026-12-31", 4),
    ("first quarter", "2026 Q1", "quarter", "2026-01-01", "2026-03-31", 1),
    ("second quarter", "2026 Q2", "quarter", "2026-04-01", "2026-06-30", 2),
    ("third quarter", "2026 Q3", "quarter", "2026-07-01", "2026-09-30", 3),
    ("fourth quarter", "2026 Q4", "quarter", "2026-10-01", "2026-12-31", 4),
    ("first half", "2026 H1", "half", "2026-01-01", "2026-06-30", 2),
    ("second half", "2026 H2", "half", "2026-07-01", "2026-12-31", 4),
    ("year", "2026", "year", "2026-01-01", "2026-12-31", 4),
))
def test_a_period_runs_from_its_first_to_its_last_day(text, precision, first, last, quarter):
    period = parse_period(text)
    assert (period.precision, period.first, period.last) == (Precision(precision), the(first), the(last))
    assert (period.quarter, period.year, str(period)) == (quarter, period.first.year, text)


@pytest.mark.parametrize("text", [
    "", "2026 Q0", "2026 Q5", "2026 H3", "2026-13", "2026-00", "2026-02-30", "2026-2", "2026-6-30", "26 Q1", "Q1 2026",
    "2026Q1", "2026 q1", "2026 Q2 plan", "30.06.2026", "2026-06-30T00:00", "0000", "soon",
])
def test_other_words_are_no_period(text):
    with pytest.raises(ValueError):
        parse_period(text)


def test_spaces_around_a_period_are_ignored():
    assert parse_period(" 2026 Q2 ") == parse_period("2026 Q2")


@pytest.mark.parametrize("on, inside", [("2026-03-31", False), ("2026-04-01", True), ("2026-06-30", True), ("2026-07-01", False)])
def test_a_quarter_holds_its_first_and_its_last_day(on, inside):
    assert parse_period("2026 Q2").contains(the(on)) is inside


@pytest.mark.parametrize("first, last, expected", table(
    ("one quarter", "2026-04-01", "2026-06-30", ["2026 Q2"]),
    ("one day", "2026-06-30", "2026-06-30", ["2026 Q2"]),
    ("over a quarter's end", "2026-06-30", "2026-07-01", ["2026 Q2", "2026 Q3"]),
    ("over New Year", "2026-10-01", "2027-01-01", ["2026 Q4", "2027 Q1"]),
    ("backwards", "2026-07-01", "2026-03-31", []),
))
def test_quarters_between_two_days(first, last, expected):
    assert [str(q) for q in quarters_between(the(first), the(last))] == expected


def test_the_plans_term_has_twelve_quarters():
    quarters = quarters_between(date(2026, 1, 1), date(2028, 12, 31))
    assert (len(quarters), str(quarters[0]), str(quarters[-1])) == (12, "2026 Q1", "2028 Q4")


@for_any(days)
def test_a_quarter_holds_its_day_and_the_next_one_follows_without_a_gap(on):
    quarter = quarter_of(on)
    assert quarter.contains(on)
    assert next_quarter(quarter).first == quarter.last + timedelta(days=1)


@for_any(days, st.sampled_from(Precision))
def test_a_written_period_reads_back_as_itself(on, precision):
    text = {Precision.DAY: on.isoformat(), Precision.MONTH: f"{on:%Y-%m}", Precision.QUARTER: str(quarter_of(on)),
            Precision.HALF: f"{on.year} H{1 if on.month <= 6 else 2}", Precision.YEAR: f"{on.year}"}[precision]
    period = parse_period(text)
    assert period.precision is precision and period.contains(on)
    assert parse_period(str(period)) == period


@for_any(days)
def test_a_day_is_its_own_first_and_last(on):
    assert day(on).first == day(on).last == on
