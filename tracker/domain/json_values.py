"""Domain values as JSON and back, derived from the declared types of dataclass fields."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tracker.domain.periods import Period, parse_period
from tracker.domain.words import Bilingual

Json = Any


@cache
def hints(kind: type) -> dict[str, object]:
    held = {field.name for field in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in held}


_AS_TEXT: dict[object, Callable[[str], object]] = {
    date: date.fromisoformat, datetime: datetime.fromisoformat, Decimal: Decimal, Fraction: Fraction, Period: parse_period}


@cache
def encoder(hint: object) -> Callable[[Any], Json]:
    kind = present(hint)
    if kind is Bilingual:
        encode = lambda words: {"ko": words.ko, "en": words.en}  # noqa: E731
    elif is_dataclass(kind) and kind is not Period:
        inner = [(name, encoder(below)) for name, below in hints(kind).items()]
        encode = lambda value: {name: into(getattr(value, name)) for name, into in inner}  # noqa: E731
    elif get_origin(kind) is tuple:
        encode = _tuple_encoder(get_args(kind))
    elif kind in (date, datetime):
        encode = lambda value: value.isoformat()  # noqa: E731
    elif kind is Decimal:
        encode = lambda value: f"{value:f}"  # noqa: E731
    elif kind in (Fraction, Period):
        encode = str
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        encode = lambda value: value.value  # noqa: E731
    else:
        return lambda value: value
    return lambda value: None if value is None else encode(value)


def _tuple_encoder(kinds: tuple) -> Callable[[tuple], list]:
    if kinds[-1] is Ellipsis:
        one = encoder(kinds[0])
        return lambda values: [one(value) for value in values]
    each = [encoder(kind) for kind in kinds]
    return lambda values: [into(value) for into, value in zip(each, values, strict=True)]


@cache
def decoder(hint: object) -> Callable[[Json], Any]:
    kind = present(hint)
    if kind in _AS_TEXT:
        decode = _AS_TEXT[kind]
    elif is_dataclass(kind):
        inner = [(name, decoder(below)) for name, below in hints(kind).items()]
        later = frozenset(f.name for f in fields(kind) if f.default is not MISSING)  # what came after may be absent before
        decode = lambda record: kind(**{name: out(record[name]) for name, out in inner if name in record or name not in later})  # noqa: E731
    elif get_origin(kind) is tuple:
        decode = _tuple_decoder(get_args(kind))
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        decode = kind
    else:
        return lambda value: value
    return lambda value: None if value is None else decode(value)


def _tuple_decoder(kinds: tuple) -> Callable[[list], tuple]:
    if kinds[-1] is Ellipsis:
        one = decoder(kinds[0])
        return lambda values: tuple(one(value) for value in values)
    each = [decoder(kind) for kind in kinds]
    return lambda values: tuple(out(value) for out, value in zip(each, values, strict=True))


def present(hint: object) -> object:
    """The hint without its None."""
    return next(k for k in get_args(hint) if k is not NoneType) if get_origin(hint) is UnionType else hint
