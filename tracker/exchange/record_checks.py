"""Whether JSON records have the shape of a plan: every key names something, every field is there and of its type."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import get_args, get_origin

from tracker.domain.errors import Problem
from tracker.domain.json_values import Json, decoder, encoder, hints, present
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.domain.records import GROUPS, HEAD, POSITION, kind_at, part_in
from tracker.domain.words import Bilingual

LONGEST_NUMBER = 40  # characters; an exponent may not stand for a million digits
PLAIN = {str: str, int: int, bool: bool}
WORDS = frozenset(GROUPS[Plan].values())


def record_problems(found: Mapping[str, Json], name: str) -> Iterator[Problem]:
    """Everything wrong with the shape of the records of a file called `name`."""
    if HEAD not in found:
        yield Problem(name, 0, HEAD, "", "missing_record")
    for key, record in found.items():
        kind = _kind(key)
        if kind is None or not isinstance(record, dict):
            yield Problem(name, 0, key, key, "unknown_record")
            continue
        owner = "/".join(key.split("/", 2)[:2])
        if owner not in found:
            yield Problem(name, 0, key, owner, "missing_record")
        yield from (Problem(name, 0, f"{key} {field}", shown, problem) for field, shown, problem in _wrong(kind, record))


def _kind(key: str) -> type | None:
    try:
        return kind_at(key) if key == HEAD or key.split("/")[0] in WORDS and len(key.split("/")) in (2, 3, 4) else None
    except (KeyError, StopIteration, ValueError, IndexError):
        return None


def _wrong(kind: type, record: dict[str, Json]) -> Iterator[tuple[str, str, str]]:
    wanted = {field: hint for field, hint in hints(kind).items() if part_in(hint) is None} | {POSITION: int}
    for field in sorted(record.keys() - wanted.keys()):
        yield field, "", "unknown_name"
    for field, hint in wanted.items():
        if field not in record:
            yield field, "", "missing_name"
        elif not _fits(hint, record[field]):
            yield field, ascii(record[field])[:60], "bad_value"


def _fits(hint: object, value: Json) -> bool:
    kind = present(hint)
    if value is None:
        return kind is not hint
    if kind in PLAIN:
        return type(value) is kind
    if kind is Bilingual:
        return isinstance(value, dict) and value.keys() == {"ko", "en"} and all(isinstance(v, str) for v in value.values())
    if get_origin(kind) is tuple:
        return isinstance(value, list) and _all_fit(get_args(kind), value)
    if is_dataclass(kind) and kind is not Period:
        return isinstance(value, dict) and value.keys() == hints(kind).keys() and all(_fits(h, value[n]) for n, h in hints(kind).items())
    return isinstance(value, str) and _is_written(kind, value)


def _all_fit(kinds: tuple, values: list[Json]) -> bool:
    if kinds[-1] is Ellipsis:
        return all(_fits(kinds[0], value) for value in values)
    return len(kinds) == len(values) and all(map(_fits, kinds, values))


def _is_written(kind: type, text: str) -> bool:
    """The text is how a value of the kind is written, and nothing else is."""
    if kind in (Decimal, Fraction) and len(text) > LONGEST_NUMBER:
        return False
    try:
        return encoder(kind)(decoder(kind)(text)) == text
    except (ValueError, ArithmeticError):
        return False
