"""A day as it is typed at a command."""

from datetime import date

from tracker.config import settings
from tracker.domain.errors import TrackerError
from tracker.domain.periods import parse_day
from tracker.services.editions import today


def asked_day(text: str) -> date | None:
    """The day asked for; None where none is. One that cannot be read is said in words."""
    try:
        return parse_day(text) if text else None
    except ValueError:
        raise TrackerError("cli.bad_date", value=text) from None


def day_of(text: str) -> date:
    """The day asked for, else today."""
    return asked_day(text) or today(settings())
