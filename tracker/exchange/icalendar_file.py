"""Deadlines as a calendar that phones and mail programs subscribe to (RFC 5545).

The library is loaded with the first calendar: it takes as long as all of Streamlit's start, and most starts draw none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//National plan tracker//Milestones//"


@dataclass(frozen=True)
class Deadline:
    """A day something falls due. `uid` never changes; `moves` counts how often the day was moved; what was `ended`
    falls due no more and is shown struck out."""

    uid: str
    on: date
    title: str
    text: str
    address: str = ""
    tags: tuple[str, ...] = ()
    moves: int = 0
    ended: bool = False


def calendar_bytes(name: str, language: str, stamped_at: datetime, deadlines: Iterable[Deadline]) -> bytes:
    """`stamped_at` is when the calendar was published, in UTC."""
    from icalendar import Calendar, vText

    made = Calendar()
    for key, value in (("prodid", PRODUCT + language.upper()), ("version", "2.0"), ("method", "PUBLISH"), ("name", name), ("x-wr-calname", name),
                       ("x-published-ttl", "P1D")):
        made.add(key, vText(_lines(value)))  # the library knows not every one of these as text
    for deadline in deadlines:
        made.add_component(_event(deadline, stamped_at))
    return made.to_ical(sorted=False)


def _event(deadline: Deadline, stamped_at: datetime) -> Event:
    """A whole day that keeps nobody busy."""
    from icalendar import Event

    made = Event()
    said = [("uid", deadline.uid), ("dtstamp", stamped_at), ("dtstart", deadline.on), ("dtend", deadline.on + timedelta(days=1)),
            ("sequence", deadline.moves), ("summary", deadline.title), ("description", deadline.text), ("transp", "TRANSPARENT")]
    said += [("url", deadline.address)] if deadline.address else []
    said += [("status", "CANCELLED")] if deadline.ended else []
    said += [("categories", list(deadline.tags))] if deadline.tags else []
    for key, value in said:
        made.add(key, _lines(value) if isinstance(value, str) else [_lines(tag) for tag in value] if isinstance(value, list) else value)
    return made


def _lines(text: str) -> str:
    """A return would end a line of the file; only the break the format writes down may stand in a text."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
