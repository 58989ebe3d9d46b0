"""How a domain value lies in columns: names, and the way in and out. Used column by column, so that loading is `map`.

Columns come as the driver gives them (SQLite has text for days and decimals, and 0 or 1 for truth). Equal texts,
periods and origins of one load become one object: most rows of a table share theirs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from tracker.domain.indicators import Baseline
from tracker.domain.periods import Period, Precision
from tracker.domain.sources import Confidence, Origin
from tracker.domain.words import Bilingual

Columns = Mapping[str, Iterable]


class Sources:
    """Addresses and the numbers they have in the sources table; the empty address has none. A number is never moved:
    rows that did not change refer to it."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self.numbers = numbers

    def number(self, url: str) -> int | None:
        """ValueError where the address has none."""
        if url and url not in self.numbers:
            raise ValueError(f"the plan's sources lack {url}")
        return self.numbers[url] if url else None

    @cached_property
    def urls(self) -> dict[int | None, str]:
        return {number: url for url, number in self.numbers.items()} | {None: ""}


class Memory:
    """Builds the small values of one load, each only once."""

    def __init__(self, sources: Sources) -> None:
        self.words = lru_cache(None)(Bilingual)
        self.period = lru_cache(None)(_period)
        self.day = lru_cache(None)(_day)
        self.exact = lru_cache(None)(_exact)
        self.origin = lru_cache(None)(
            lambda source, published, confidence, page:
            Origin(sources.urls[source], published, Confidence(confidence), page))

    def baseline(self, value: Decimal | str | None, first: date | str | None, precision: str | None) -> Baseline | None:
        return None if value is None else Baseline(self.exact(value), self.period(first, precision))


def _period(first: date | str | None, precision: str | None) -> Period | None:
    return None if first is None else Period(_day(first), Precision(precision))


def _day(given: date | str | None) -> date | None:
    return date.fromisoformat(given) if isinstance(given, str) else given


def _exact(given: Decimal | str | None) -> Decimal | None:
    return Decimal(given) if isinstance(given, str) else given


@dataclass(frozen=True)
class Slot:
    """One field: the columns it lies in, how a value goes in, and what brings the columns back (None: as they are)."""

    field: str
    names: tuple[str, ...]
    split: Callable[[object, Sources], tuple]
    join: Callable[[Memory], Callable[..., object]] | None = None


def moment(given: datetime | str | None) -> datetime | None:
    """An instant as the driver gives it: SQLite has text."""
    read = datetime.fromisoformat(given) if isinstance(given, str) else given
    return read and read.astimezone(UTC)


PLAIN: Mapping[object, Callable[[Memory], Callable[..., object]]] = {
    bool: lambda _: bool, date: lambda memory: memory.day, Decimal: lambda memory: memory.exact,
}


def slot_of(field: str, hint: object) -> Slot:
    kind = _without_none(hint)
    if kind is Bilingual:
        return Slot(field, (f"{field}_ko", f"{field}_en"), lambda b, _: (b.ko, b.en), lambda memory: memory.words)
    if kind is Origin:
        return Slot(field, ("source_id", "published", "confidence", "page"), _split_origin,
                    lambda memory: memory.origin)
    if kind is Period:
        return Slot(field, (f"{field}_first", f"{field}_precision"), lambda p, _: _split_period(p),
                    lambda memory: memory.period)
    if kind is Baseline:
        return Slot(field, (f"{field}_value", f"{field}_first", f"{field}_precision"), _split_baseline,
                    lambda memory: memory.baseline)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        words: dict[str | None, StrEnum | None] = {word.value: word for word in kind} | {None: None}
        return Slot(field, (field,), lambda word, _: (word and word.value,), lambda _: words.__getitem__)
    if kind is datetime:
        return Slot(field, (field,), lambda moment, _: (_in_utc(moment),), lambda _: moment)
    if kind in PLAIN:
        return Slot(field, (field,), lambda value, _: (value,), PLAIN[kind])
    if kind is Fraction:
        return Slot(field, (field,), lambda part, _: (str(part),), lambda _: Fraction)
    return Slot(field, (field,), lambda value, _: (value,))


def _without_none(hint: object) -> object:
    if get_origin(hint) is UnionType:
        return next(kind for kind in get_args(hint) if kind is not NoneType)
    return hint


def _split_origin(origin: Origin, sources: Sources) -> tuple:
    return sources.number(origin.url), origin.published, origin.confidence.value, origin.page


def _in_utc(moment: datetime | None) -> datetime | None:
    """The log and the store must say the same text of a moment, so it is in UTC before it gets here."""
    if moment is not None and moment.utcoffset() != timedelta(0):
        raise ValueError("an instant must be in UTC")
    return moment


def _split_period(period: Period | None) -> tuple:
    return (period.first, period.precision.value) if period else (None, None)


def _split_baseline(baseline: Baseline | None, _: Sources) -> tuple:
    return (baseline.value, *_split_period(baseline.period)) if baseline else (None, None, None)


@cache
def slots(kind: type, *elsewhere: str) -> tuple[Slot, ...]:
    """The fields of `kind` that lie in its own table; `elsewhere` names the fields other tables hold."""
    return tuple(slot_of(name, hint) for name, hint in get_type_hints(kind).items() if name not in elsewhere)


def row_of(value: object, shape: tuple[Slot, ...], sources: Sources) -> dict[str, object]:
    """The columns of one value."""
    return {name: part for slot in shape
            for name, part in zip(slot.names, slot.split(getattr(value, slot.field), sources))}


def built(kind: type, shape: tuple[Slot, ...], columns: Columns, memory: Memory,
          parts: Mapping[str, Iterable] = {}) -> list:  # noqa: B006  (never written to)
    """The values of a whole table from its columns; `parts` are the fields that lie elsewhere, in the same order."""
    fields = {slot.field: _joined(slot, columns, memory) for slot in shape} | dict(parts)
    return list(map(kind, *(fields[name] for name in get_type_hints(kind))))


def _joined(slot: Slot, columns: Columns, memory: Memory) -> Iterable:
    mine = [columns[name] for name in slot.names]
    return map(slot.join(memory), *mine) if slot.join else mine[0]
