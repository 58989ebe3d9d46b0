"""Working days against the calendar of Korea and of others: weekends, holidays, substitute days, and deadlines that are no working day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.working_days import shifted, working, working_days_after
from tracker.services.holidays_of import days_off_around

KOREA = days_off_around(date(2026, 7, 1), "KR") | days_off_around(date(2028, 7, 1), "KR")
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(("day", "free"), [
    ("2026-01-01", "New Year"), ("2026-02-16", "the day before the lunar New Year"), ("2026-02-18", "the day after"),
    ("2026-03-02", "substitute of 1 March on a Sunday"), ("2026-05-01", "Labour Day, a public holiday since 2026"),
    ("2026-05-25", "substitute of Buddha's birthday"), ("2026-06-03", "local elections"), ("2026-07-17", "Constitution Day, again since 2026"),
    ("2026-08-17", "substitute of 15 August on a Saturday"), ("2026-09-24", "the day before Chuseok"), ("2026-10-05", "substitute of 3 October"),
    ("2026-10-09", "Hangul Day"), ("2026-12-25", "Christmas"), ("2027-02-09", "substitute of the lunar New Year on a Sunday"),
    ("2027-05-03", "substitute of Labour Day"), ("2027-10-04", "substitute of 3 October"), ("2027-10-11", "substitute of Hangul Day"),
    ("2027-12-27", "substitute of Christmas"), ("2028-04-12", "National Assembly election"), ("2028-10-05", "substitute of Chuseok falling on 3 October")])
def test_nobody_works_on(day, free):
    assert not working(date.fromisoformat(day), KOREA), free


@pytest.mark.parametrize("day", ["2026-06-05", "2026-06-08", "2026-09-28", "2027-01-04", "2027-06-07", "2028-06-07", "2026-12-31"])
def test_work_goes_on(day):
    """6 June has no substitute day, nor has Chuseok where it meets a Saturday, nor New Year."""
    assert working(date.fromisoformat(day), KOREA)


@pytest.mark.parametrize(("day", "count", "found"), [
    ("2026-12-31", -1, "2026-12-30"),  # a quarter's last day
    ("2026-12-31", -7, "2026-12-21"),  # over Christmas and a weekend
    ("2026-12-31", -14, "2026-12-10"),
    ("2026-12-31", 1, "2027-01-04"),  # over New Year and a weekend
    ("2026-12-31", 7, "2027-01-12"),
    ("2026-09-30", -7, "2026-09-17"),  # over Chuseok
    ("2026-09-30", 7, "2026-10-13"),  # over two holidays, one of them a substitute
    ("2027-10-31", -1, "2027-10-29"),  # a Sunday: the Friday before
    ("2027-10-31", 1, "2027-11-01"),  # and the Monday after
    ("2026-06-30", 0, "2026-06-30"),
])
def test_so_many_working_days_away(day, count, found):
    assert shifted(date.fromisoformat(day), count, KOREA) == date.fromisoformat(found)


@given(DAYS, st.integers(-30, 30))
def test_counting_back_gives_the_count(day, count):
    there = shifted(day, count, KOREA)
    first, last = (day, there) if count > 0 else (there - timedelta(days=1), day - timedelta(days=1))
    assert count == 0 or working(there, KOREA) and working_days_after(first, last, KOREA) == abs(count)


def test_a_temporary_holiday_can_be_told():
    day = date(2026, 10, 2)
    assert working(day, days_off_around(day, "KR")) and not working(day, days_off_around(day, "KR", (day,)))


@pytest.mark.parametrize(("country", "free"), [("KR", "Sat Sun"), ("EG", "Fri Sat"), ("BN", "Fri Sun"), ("XA", "Sat Sun")])
def test_the_weekend_is_that_of_the_country(country, free):
    """A week without a holiday in any of them; Meridia (XA) is no country anybody knows the laws of."""
    week = [date(2026, 11, 9) + timedelta(days=n) for n in range(7)]
    days_off = days_off_around(week[0], country)
    assert " ".join(f"{day:%a}" for day in week if not working(day, days_off)) == free
