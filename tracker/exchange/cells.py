"""One cell of a table as text and as a value. A cell type knows how to parse, how to show, and what it is called."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from zoneinfo import available_timezones

from tracker.domain.periods import FIRST_YEAR, LAST_YEAR, Period, parse_day, parse_period

BETWEEN = ";"  # between several codes or words in one cell


class BadCell(ValueError):
    """The text is not a value of the cell's type; `key` names the text `problem.<key>`."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values_ = tuple(values.items())


@dataclass(frozen=True)
class Cell:
    """`empty` is the value of an empty cell. `parse` sees stripped, non-empty text and raises BadCell."""

    type: str
    parse: Callable[[str], object]
    show: Callable[[object], str]
    empty: object = None
    choices: tuple[str, ...] = ()

    def value(self, text: str) -> object:
        return self.parse(text) if text else self.empty

    def text(self, value: object) -> str:
        return "" if value is None or value == self.empty else self.show(value)


def _or_bad(key: str, parse: Callable[[str], object], *errors: type[Exception]) -> Callable[[str], object]:
    """`parse`, with its own errors told as `problem.<key>`."""
    def careful(text: str) -> object:
        try:
            return parse(text)
        except errors or ValueError:
            raise BadCell(key) from None
    return careful


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?[0-9]{1,24}(\.[0-9]{1,12})?", text):
        raise ValueError(text)
    return Decimal(text)


def _period(text: str) -> Period:
    """Digits of other scripts are read nowhere else, so they are not read here."""
    found = parse_period(text)
    if not text.isascii() or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(text)
    return found


def _published(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        raise ValueError(text)
    _period(text)
    return text


def _url(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", text):
        raise ValueError(text)
    return text


def _share(text: str) -> Fraction:
    """A part of one, written `0.15` or `3/20`; at most 18 characters, so that no exponent can grow."""
    if not re.fullmatch(r"[0-9./]{1,18}", text):
        raise ValueError(text)
    return Fraction(text)


def _flag(text: str) -> bool:
    return {"yes": True, "no": False}[text.lower()]


def _month(text: str) -> int:
    if not re.fullmatch(r"[1-9]|1[0-2]", text):
        raise ValueError(text)
    return int(text)


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError(text)
    return text


TEXT = Cell("text", str, str, empty="")
URL = Cell("url", _or_bad("bad_url", _url), str, empty="")
PUBLISHED = Cell("published", _or_bad("bad_published", _published), str, empty="")
INTEGER = Cell("integer", _or_bad("bad_integer", _integer), str)
MONEY = Cell("won", _or_bad("bad_integer", _integer), str)
DECIMAL = Cell("decimal", _or_bad("bad_decimal", _decimal, ValueError, InvalidOperation), lambda d: f"{d:f}")
FRACTION = Cell("fraction", _or_bad("bad_fraction", _share, ValueError, ZeroDivisionError), str)
DATE = Cell("date", _or_bad("bad_date", parse_day), date.isoformat)
PERIOD = Cell("period", _or_bad("bad_period", _period), str)
MONTH = Cell("month", _or_bad("bad_month", _month), str)
ZONE = Cell("time_zone", _or_bad("bad_zone", _zone), str)
FLAG = Cell("yes_no", _or_bad("bad_flag", _flag, KeyError), lambda flag: "yes" if flag else "no")


def choice(kind: type[StrEnum]) -> Cell:
    """One word of an enum."""
    words = tuple(kind)
    return Cell("choice", _one_of(words, kind), str, choices=tuple(map(str, words)))


def word(*words: str) -> Cell:
    """One of a few plain words."""
    return Cell("choice", _one_of(words, str), str, empty="", choices=words)


def _one_of(words: tuple[str, ...], kind: Callable[[str], object]) -> Callable[[str], object]:
    def parse(text: str) -> object:
        if text not in words:
            raise BadCell("bad_choice", choices=", ".join(words))
        return kind(text)
    return parse


def several(one: Cell) -> Cell:
    """Several values of one type in a cell, between semicolons."""
    def parse(text: str) -> tuple[object, ...]:
        return tuple(one.parse(part.strip()) for part in text.split(BETWEEN) if part.strip())
    return Cell(f"list of {one.type}", parse, lambda values: BETWEEN.join(map(one.show, values)), empty=(),
                choices=one.choices)
