"""A plan or a workspace as flat records: one dictionary of JSON values per object, under a key like
`milestone/M07-01` or `milestone/M07-01/report/R-07-01`. What the log speaks of, and what two states are compared by.

Derived from the dataclasses: a field that holds parts (see PARTS) becomes records of their own below the owner's key,
every other field becomes one JSON value. Lossless: `plan_of(records(plan)) == plan`.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tracker.domain.committee import AgendaItem
from tracker.domain.funding import ProgrammeLink, StageAmount, Subprogramme
from tracker.domain.indicators import Observation, Target
from tracker.domain.milestones import Checkpoint, Closure, Evidence, Judgement, Rebaseline, Report
from tracker.domain.periods import Period, parse_period
from tracker.domain.plan import Plan
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Workspace

Json = Any
Record = dict[str, Json]
Records = dict[str, Record]
POSITION = "position"  # the place among its like, kept in the record beside the fields


@dataclass(frozen=True)
class Part:
    """How a part is named below its owner. Where `name` gives the same twice, the later one is numbered."""

    word: str
    name: Callable[[Any, int], object]


PARTS: dict[type, Part] = {
    Checkpoint: Part("checkpoint", lambda p, _: p.seq),
    Rebaseline: Part("rebaseline", lambda p, _: p.on),
    Closure: Part("closure", lambda p, _: ""),
    Report: Part("report", lambda p, _: p.code),
    Evidence: Part("evidence", lambda p, _: p.code),
    Judgement: Part("judgement", lambda p, _: p.code),
    Target: Part("target", lambda p, n: p.period or n),
    Observation: Part("observation", lambda p, _: f"{p.period}~{p.vintage}"),
    StageAmount: Part("amount", lambda p, _: f"{p.fiscal_year}-{p.stage}"),
    Subprogramme: Part("subprogramme", lambda p, _: p.seq),
    ProgrammeLink: Part("link", lambda p, _: "~".join(filter(None, (p.support, p.area, p.goal)))),
    AgendaItem: Part("item", lambda p, _: p.seq),
}
# The word of each group's objects in a key, by the field of Plan or Workspace that holds them.
GROUPS: dict[type, dict[str, str]] = {
    Plan: {
        "versions": "version", "organisations": "organisation", "pillars": "pillar", "areas": "area", "goals": "goal",
        "milestones": "milestone", "indicators": "indicator", "indicator_links": "indicator_link",
        "programmes": "programme", "totals": "total", "budget_lines": "budget_line", "bodies": "body",
        "meetings": "meeting", "resolutions": "resolution", "legal_events": "legal_event", "articles": "article",
        "article_links": "article_link", "measures": "measure", "checks": "check", "portals": "portal",
        "sources": "source"},
    Workspace: {"people": "person", "submissions": "submission", "comments": "comment", "requests": "request", "notes": "note"},
}
HEAD = "plan/head"


def records(whole: Plan | Workspace) -> Records:
    """Every object of the value."""
    found: Records = {HEAD: _encoder(type(whole.head))(whole.head) | {POSITION: 0}} if isinstance(whole, Plan) else {}
    for field, word in GROUPS[type(whole)].items():
        for position, value in enumerate(getattr(whole, field)):
            found |= object_records(value, word, position)
    return found


def object_records(value: object, word: str, position: int) -> Records:
    """One object with its parts."""
    key = f"{word}/{name_of(value)}"
    found: Records = {}
    own = {POSITION: position}
    for field, hint in _hints(type(value)).items():
        held, part = getattr(value, field), part_in(hint)
        if part is None:
            own[field] = _encoder(hint)(held)
        else:
            found |= _part_records(key, PARTS[part], held if isinstance(held, tuple) else filter(None, (held,)))
    return {key: own} | found


def _part_records(owner: str, part: Part, values: Iterable) -> Records:
    found: Records = {}
    for position, value in enumerate(values):
        name = _safe(part.name(value, position))
        key = f"{owner}/{part.word}/{name}".rstrip("/")
        key = key if key not in found else f"{key}~{position}"
        found[key] = {POSITION: position} | _encoder(type(value))(value)
    return found


def name_of(value: object) -> str:
    """What names the object within its group: its code, the two ends of a link, or a short hash of an address."""
    if hasattr(value, "code"):
        return _safe(value.code)
    if hasattr(value, "url"):
        return hashlib.sha256(value.url.encode()).hexdigest()[:16]
    return _safe(f"{getattr(value, 'indicator', None) or getattr(value, 'article', '')}~{value.goal}")


def _safe(name: object) -> str:
    return str(name).replace("/", "∕")


def key_of(value: object) -> str:
    """The key of an object of the plan or the workspace."""
    return f"{word_of(type(value))}/{name_of(value)}"


@cache
def word_of(kind: type) -> str:
    """`milestone` for Milestone; KeyError for what is no group of its own."""
    return {group.kind: group.word for group in groups()}[kind]


def root_of(key: str) -> str:
    """The object a record belongs to: `milestone/M07-01` for its report."""
    return "/".join(key.split("/", 2)[:2])


@dataclass(frozen=True)
class Group:
    """`whole` holds `field`, a tuple of `kind`, whose keys begin with `word`."""

    whole: type
    field: str
    kind: type
    word: str


@cache
def groups() -> tuple[Group, ...]:
    return tuple(Group(whole, field, get_args(_hints(whole)[field])[0], word)
                 for whole, named in GROUPS.items() for field, word in named.items())


@cache
def group_of(word: str) -> Group:
    return next(group for group in groups() if group.word == word)


def plan_of(found: Mapping[str, Record]) -> Plan:
    """The plan these records describe; other records are left aside. KeyError where there is no head."""
    head = dict(found[HEAD])
    head.pop(POSITION)
    return Plan(head=_decoder(_hints(Plan)["head"])(head), **_groups_of(Plan, found))


def workspace_of(found: Mapping[str, Record]) -> Workspace:
    return Workspace(**_groups_of(Workspace, found))


def object_of(found: Mapping[str, Record], key: str) -> object:
    """One object with its parts; KeyError where the records lack it."""
    parts: dict[str, list[Record]] = {}
    for name, record in found.items():
        if name.startswith(f"{key}/"):
            parts.setdefault(name[len(key) + 1:].split("/")[0], []).append(record)
    return _built(group_of(key.split("/")[0]).kind, found[key], parts)


def _groups_of(whole: type, found: Mapping[str, Record]) -> dict[str, tuple]:
    own: dict[str, list[tuple[str, Record]]] = {}
    parts: dict[str, dict[str, list[Record]]] = {}
    for key, record in found.items():
        word, name, *below = key.split("/", 3)
        if below:
            parts.setdefault(f"{word}/{name}", {}).setdefault(below[0], []).append(record)
        else:
            own.setdefault(word, []).append((key, record))
    return {group.field: tuple(_built(group.kind, record, parts.get(key, {}))
                               for key, record in sorted(own.get(group.word, ()), key=lambda pair: pair[1][POSITION]))
            for group in groups() if group.whole is whole}


def _built(kind: type, record: Record, parts: Mapping[str, list[Record]]) -> object:
    values = {}
    for field, hint in _hints(kind).items():
        part = part_in(hint)
        if part is None:
            values[field] = _decoder(hint)(record[field])
            continue
        rows = sorted(parts.get(PARTS[part].word, ()), key=lambda row: row[POSITION])
        made = tuple(_decoder(part)(row) for row in rows)
        values[field] = made if get_origin(hint) is tuple else (made[0] if made else None)
    return kind(**values)


def part_in(hint: object) -> type | None:
    """The kind of part a field holds, None where it holds plain values."""
    return next((kind for kind in get_args(hint) if kind in PARTS), None)


@cache
def _hints(kind: type) -> dict[str, object]:
    held = {field.name for field in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in held}


@dataclass(frozen=True)
class FieldChange:
    """`field` empty: the whole record came (`before` None) or went (`after` None)."""

    key: str
    field: str
    before: Json
    after: Json


def differences(before: Mapping[str, Record], after: Mapping[str, Record]) -> Iterator[FieldChange]:
    """What leads from one state to the other, field by field: what went, then what came or changed."""
    for key, record in before.items():
        if key not in after:
            yield FieldChange(key, "", record, None)
    for key, record in after.items():
        held = before.get(key)
        if held is None:
            yield FieldChange(key, "", None, record)
        elif held != record:
            yield from (FieldChange(key, name, held.get(name), value) for name, value in record.items()
                        if name not in held or held[name] != value)


def apply(found: Records, change: FieldChange) -> None:
    """Bring `found` forward by one change. KeyError or ValueError where the change does not fit what is there."""
    if change.field:
        if found[change.key].get(change.field) != change.before:
            raise ValueError(f"{change.key} {change.field}: the value before differs")
        found[change.key] = found[change.key] | {change.field: change.after}
    elif change.after is None:
        del found[change.key]
    elif change.key in found:
        raise ValueError(f"{change.key} exists already")
    else:
        found[change.key] = change.after


_AS_TEXT: dict[object, Callable[[str], object]] = {
    date: date.fromisoformat, datetime: datetime.fromisoformat, Decimal: Decimal, Fraction: Fraction, Period: parse_period}


@cache
def _encoder(hint: object) -> Callable[[Any], Json]:
    kind = _present(hint)
    if kind is Bilingual:
        encode = lambda words: {"ko": words.ko, "en": words.en}  # noqa: E731
    elif is_dataclass(kind) and kind is not Period:
        inner = [(name, _encoder(below)) for name, below in _hints(kind).items()]
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
        one = _encoder(kinds[0])
        return lambda values: [one(value) for value in values]
    each = [_encoder(kind) for kind in kinds]
    return lambda values: [into(value) for into, value in zip(each, values, strict=True)]


@cache
def _decoder(hint: object) -> Callable[[Json], Any]:
    kind = _present(hint)
    if kind in _AS_TEXT:
        decode = _AS_TEXT[kind]
    elif is_dataclass(kind):
        inner = [(name, _decoder(below)) for name, below in _hints(kind).items()]
        decode = lambda record: kind(**{name: out(record[name]) for name, out in inner})  # noqa: E731
    elif get_origin(kind) is tuple:
        decode = _tuple_decoder(get_args(kind))
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        decode = kind
    else:
        return lambda value: value
    return lambda value: None if value is None else decode(value)


def _tuple_decoder(kinds: tuple) -> Callable[[list], tuple]:
    if kinds[-1] is Ellipsis:
        one = _decoder(kinds[0])
        return lambda values: tuple(one(value) for value in values)
    each = [_decoder(kind) for kind in kinds]
    return lambda values: tuple(out(value) for out, value in zip(each, values, strict=True))


def _present(hint: object) -> object:
    """The hint without its None."""
    return next(k for k in get_args(hint) if k is not NoneType) if get_origin(hint) is UnionType else hint
