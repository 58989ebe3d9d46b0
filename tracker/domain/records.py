"""A plan or a workspace as flat records: one dictionary of JSON values per object, under a key like
`milestone/M07-01` or `milestone/M07-01/report/R-07-01`. What the log speaks of, and what two states are compared by.

Derived from the dataclasses: a field that holds parts (see PARTS) becomes records of their own below the owner's key,
every other field becomes one JSON value. Lossless: `plan_of(records(plan)) == plan`.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from tracker.domain.access import Access
from tracker.domain.committee import AgendaItem
from tracker.domain.funding import ProgrammeLink, StageAmount, Subprogramme
from tracker.domain.indicators import Observation, Target
from tracker.domain.milestones import Checkpoint, Closure, Evidence, Handover, Judgement, Rebaseline, Report
from tracker.domain.json_values import Json, decoder, encoder, hints, present
from tracker.domain.plan import Plan
from tracker.domain.workspace import Approval, Workspace

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
    Handover: Part("handover", lambda p, _: p.on),
    Target: Part("target", lambda p, n: p.period or n),
    Observation: Part("observation", lambda p, _: f"{p.period}~{p.vintage}"),
    StageAmount: Part("amount", lambda p, _: f"{p.fiscal_year}-{p.stage}"),
    Subprogramme: Part("subprogramme", lambda p, _: p.seq),
    ProgrammeLink: Part("link", lambda p, _: "~".join(filter(None, (p.support, p.area, p.goal)))),
    AgendaItem: Part("item", lambda p, _: p.seq),
    Approval: Part("approval", lambda p, _: p.person),
    Access: Part("access", lambda p, _: ""),
}
# The word of each group's objects in a key, by the field of Plan or Workspace that holds them.
GROUPS: dict[type, dict[str, str]] = {
    Plan: {
        "versions": "version", "organisations": "organisation", "pillars": "pillar", "areas": "area", "goals": "goal",
        "milestones": "milestone", "indicators": "indicator", "indicator_links": "indicator_link",
        "programmes": "programme", "totals": "total", "budget_lines": "budget_line", "bodies": "body",
        "meetings": "meeting", "resolutions": "resolution", "legal_events": "legal_event", "articles": "article",
        "article_links": "article_link", "measures": "measure", "checks": "check", "portals": "portal",
        "corrections": "correction", "sources": "source"},
    Workspace: {"people": "person", "submissions": "submission", "comments": "comment", "requests": "request", "notes": "note",
                "releases": "release", "tickets": "ticket"},
}
HEAD = "plan/head"


def records(whole: Plan | Workspace) -> Records:
    """Every object of the value."""
    found: Records = {HEAD: encoder(type(whole.head))(whole.head) | {POSITION: 0}} if isinstance(whole, Plan) else {}
    for field, word in GROUPS[type(whole)].items():
        for position, value in enumerate(getattr(whole, field)):
            found |= object_records(value, word, position)
    return found


def object_records(value: object, word: str, position: int) -> Records:
    """One object with its parts."""
    key = f"{word}/{name_of(value)}"
    found: Records = {}
    own = {POSITION: position}
    for field, hint in hints(type(value)).items():
        held, part = getattr(value, field), part_in(hint)
        if part is None:
            own[field] = encoder(hint)(held)
        else:
            found |= _part_records(key, PARTS[part], held if isinstance(held, tuple) else filter(None, (held,)))
    return {key: own} | found


def _part_records(owner: str, part: Part, values: Iterable) -> Records:
    found: Records = {}
    for position, value in enumerate(values):
        name = _safe(part.name(value, position))
        key = f"{owner}/{part.word}/{name}".rstrip("/")
        key = key if key not in found else f"{key}~{position}"
        found[key] = {POSITION: position} | encoder(type(value))(value)
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
    return tuple(Group(whole, field, get_args(hints(whole)[field])[0], word)
                 for whole, named in GROUPS.items() for field, word in named.items())


@cache
def group_of(word: str) -> Group:
    return next(group for group in groups() if group.word == word)


def plan_of(found: Mapping[str, Record]) -> Plan:
    """The plan these records describe; other records are left aside. KeyError where there is no head."""
    head = dict(found[HEAD])
    head.pop(POSITION)
    return Plan(head=decoder(hints(Plan)["head"])(head), **_groups_of(Plan, found))


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
    for field, hint in hints(kind).items():
        part = part_in(hint)
        if part is None:
            values[field] = decoder(hint)(record[field])
            continue
        rows = sorted(parts.get(PARTS[part].word, ()), key=lambda row: row[POSITION])
        made = tuple(decoder(part)(row) for row in rows)
        values[field] = made if get_origin(hint) is tuple else (made[0] if made else None)
    return kind(**values)


@cache
def part_in(hint: object) -> type | None:
    """The kind of part a field holds, None where it holds plain values."""
    return next((kind for kind in get_args(hint) if kind in PARTS), None)


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
        held = found[change.key]
        if held.get(change.field) != change.before and (change.field in held or change.before):  # a field of later days began empty
            raise ValueError(f"{change.key} {change.field}: the value before differs")
        found[change.key] = found[change.key] | {change.field: change.after}
    elif change.after is None:
        del found[change.key]
    elif change.key in found:
        raise ValueError(f"{change.key} exists already")
    else:
        found[change.key] = change.after


def kind_at(key: str) -> type:
    """The class of the object or part a key names. KeyError or StopIteration for a key of nothing."""
    word, _, *below = key.split("/")
    if key == HEAD:
        return hints(Plan)["head"]
    kind = group_of(word).kind
    return next(p for hint in hints(kind).values() if (p := part_in(hint)) and PARTS[p].word == below[0]) if below else kind


def hint_of(kind: type, field: str) -> object:
    """The declared type of a field, without its None."""
    return present(hints(kind)[field])


def value_of(kind: type, field: str, held: Json) -> Any:
    """The value a record holds for a field of `kind`, as the domain has it."""
    return decoder(hints(kind)[field])(held)
