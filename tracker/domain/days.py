"""Which day an instant belongs to: where a day begins and ends is the plan's to say (`time_zone` of plan.toml)."""

from datetime import date, datetime, time, timedelta, tzinfo


def day_of(at: datetime, zone: tzinfo) -> date:
    """The day it is there at that instant."""
    return at.astimezone(zone).date()


def begin_of(day: date, zone: tzinfo) -> datetime:
    """The instant at which the day begins there."""
    return datetime.combine(day, time(), zone)


def end_of(day: date, zone: tzinfo) -> datetime:
    """The instant at which the day is over there."""
    return begin_of(day + timedelta(days=1), zone)
