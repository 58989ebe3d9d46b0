"""What the log speaks of, in words: kinds, fields and values of any object of the plan or the workspace."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from urllib.parse import urlsplit

from tracker.domain.access import OWN_PASSWORD
from tracker.domain.errors import NotFound
from tracker.domain.json_values import hints
from tracker.domain.periods import Period, parse_period
from tracker.domain.plan import Plan
from tracker.domain.records import PARTS, POSITION, FieldChange, Json, Record, group_of, kind_at, name_of, value_of
from tracker.domain.sources import Origin
from tracker.domain.words import Bilingual
from tracker.views.organisations import short

BODIES = frozenset({"lead", "leads", "cooperating", "successors", "ministry", "ministries"})
# Fields that hold the code of another object, and its kind.
NAMED = {"goal": "goal", "area": "area", "pillar": "pillar", "indicator": "indicator", "milestone": "milestone", "into": "milestone",
         "meeting": "meeting", "resolution": "resolution"}
PLAIN = frozenset({"fiscal_year", "executed_year", "start", "end", "code", "seq", "number", "rank"})
# Where words of coded values were written already, by the field that holds them.
SHARED_VALUES = {"grade": "grade.{value}", "stage": "stage.{value}", "state": "milestones.state_{value}", "judged": "judged.{value}",
                 "roles": "role.{value}"}


@dataclass(frozen=True)
class Line:
    """One field before and after, in words; None where there was or is nothing. `at` names the part it belongs to, empty
    for the object itself; `field` empty where a whole part came or went, and then `label` is the part's kind."""

    label: str
    before: str | None
    after: str | None
    at: str = ""
    field: str = ""


def kind_word(key: str) -> str:
    """`milestone` of a milestone, `report` of a report on one."""
    parts = key.split("/")
    return parts[2] if len(parts) > 2 else parts[0]


def kind_name(t, key: str) -> str:
    return t(f"record.kind.{kind_word(key)}")


def action_name(t, action: str) -> str:
    """What was done, as the table of rights names it; what needs no right has a name of its own."""
    if action == OWN_PASSWORD:
        return t("record.account_password")
    key = f"rights.{action.replace(':', '_')}"
    return t(key) if key in t else t("record.imported")


def object_title(plan: Plan, t, key: str) -> str:
    """The name of a root object as the plan has it now, its code where it has none or is gone."""
    word, name = key.split("/", 2)[:2]
    if word == "plan":
        return t.pick(plan.head.name)
    try:
        held = next(x for x in getattr(plan, group_of(word).field, ()) if name_of(x) == name)
    except StopIteration:
        return name
    found = next((w for f in ("title", "name", "fact", "publisher") if (w := getattr(held, f, None))), name)
    return t.pick(found) if isinstance(found, Bilingual) else str(found)


def part_name(t, key: str) -> str:
    """A part by its kind and what tells it from its like, as far as its key says so in words."""
    name = key.split("/")[3:]
    told = {"amount": _amount, "observation": _period, "target": _period, "checkpoint": lambda t, name: name}.get(kind_word(key))
    return " ".join(filter(None, (kind_name(t, key), told(t, name[0]) if told and name else "")))


def _amount(t, name: str) -> str:
    year, _, stage = name.partition("-")
    return f"{year} {t(f'stage.{stage}')}" if f"stage.{stage}" in t else ""


def _period(t, name: str) -> str:
    try:
        return t.period(parse_period(name.split("~")[0]))
    except ValueError:
        return ""


def field_name(t, key: str, field: str) -> str:
    """The name of a field of the object or part `key` names."""
    word = kind_word(key)
    keys = (f"record.field.{word}_{field}", f"edit.field.{word}_{field}", f"record.field.{field}", f"edit.field.{field}", f"column.{field}")
    return next((t(k) for k in keys if k in t), field)


def lines(plan: Plan, t, changes: tuple[FieldChange, ...]) -> list[Line]:
    """Changes of one object, in words. A whole part that came or went is one line; fields without words in either state
    (a place in a list) are none."""
    return [_line(plan, t, change) for change in changes if change.field != POSITION]


def _line(plan: Plan, t, c: FieldChange) -> Line:
    at = c.key if c.key.count("/") > 1 else ""
    if c.field:
        before, after = (value_words(plan, t, c.key, c.field, held) for held in (c.before, c.after))
        label = " · ".join(filter(None, (part_name(t, c.key) if at else "", field_name(t, c.key, c.field))))
        return Line(label, before, after, at, c.field)
    before, after = (held and record_words(plan, t, c.key, held) for held in (c.before, c.after))
    return Line(kind_name(t, c.key), before, after, at)


def value_words(plan: Plan, t, key: str, field: str, held: Json) -> str | None:
    """The value a record holds for a field; None for nothing."""
    value = value_of(kind_at(key), field, held)
    return _words(plan, t, kind_word(key), field, value)


def _words(plan: Plan, t, word: str, field: str, value: object) -> str | None:
    if value is None or value == "" or value == () or (isinstance(value, Bilingual) and not value):
        return None
    if isinstance(value, tuple):
        return _many(plan, t, word, field, value)
    if isinstance(value, bool):
        return t("record.yes" if value else "record.no")
    if isinstance(value, StrEnum):
        return _coded(t, word, field, value)
    if field in BODIES and isinstance(value, str):
        return _body(plan, t, value)
    if is_dataclass(value) and not isinstance(value, (Bilingual, Period, Origin)):
        return t.join(filter(None, (_words(plan, t, word, f.name, getattr(value, f.name)) for f in fields(value) if f.name != "code")))
    if field in NAMED and isinstance(value, str):
        return _named(plan, t, f"{NAMED[field]}/{value}", value)
    return _plain(t, field, value)


def _named(plan: Plan, t, key: str, code: str) -> str:
    """Another object by its name and code."""
    title = object_title(plan, t, key)
    return code if title == code else t("record.named", title=title, code=code)


def _many(plan: Plan, t, word: str, field: str, values: tuple) -> str:
    if values and isinstance(values[0], tuple):
        return t.join(t("record.year_won", year=year, won=won) for year, won in values)
    return t.join(filter(None, (_words(plan, t, word, field, v) for v in values)))


def _body(plan: Plan, t, code: str) -> str:
    try:
        return short(plan, t, code)
    except NotFound:
        return code


def _coded(t, word: str, field: str, value: StrEnum) -> str:
    own = (f"record.value.{word}_{field}_{value}", SHARED_VALUES.get(field, "").format(value=value), f"{word}.{field}_{value}",
           f"record.value.{field}_{value}", f"edit.choice.{field}_{value}", f"requests.state_{value}")
    return next((t(k) for k in own if k in t), value.value)


def _plain(t, field: str, value: object) -> str:
    shown: dict[type, Callable] = {Decimal: lambda v: f"{v:,f}", Fraction: lambda v: f"{float(v):g}", Origin: lambda v: _origin(t, v),
                                   datetime: t.moment}
    if field.endswith("won") and isinstance(value, int):
        return t.won(value)
    if field in PLAIN:
        return str(value)
    if (say := shown.get(type(value))) is not None:
        return say(value)
    return t.show(value) if isinstance(value, (Bilingual, Period, date, int)) else str(value)


def _origin(t, origin: Origin) -> str | None:
    return " · ".join(filter(None, (urlsplit(origin.url).hostname or "", origin.published))) or None


def record_words(plan: Plan, t, key: str, record: Record) -> str:
    """What a whole record says in short: what names a part of its kind, the title of an object."""
    kind, word = kind_at(key), kind_word(key)
    say = PART_WORDS.get(word) if kind in PARTS else None
    value = lambda field: value_words(plan, t, key, field, record.get(field)) or ""  # noqa: E731
    if say:
        return t(say[0], **{name: value(field) for name, field in say[1].items()})
    field = next((f for f in ("title", "name", "fact", "text", "publisher", "desk", "milestone", "note", "code") if f in hints(kind) and value(f)), "")
    return value(field) if field else key.split("/")[-1]


# The sentence that says a part in short, and the fields that fill it.
PART_WORDS: dict[str, tuple[str, dict[str, str]]] = {
    "report": ("record.report_of", {"state": "state", "summary": "summary"}),
    "rebaseline": ("record.due_moved", {"due": "due", "reason": "reason"}),
    "closure": ("record.judged_of", {"judged": "kind", "reason": "reason"}),
    "judgement": ("record.judged_of", {"judged": "judged", "reason": "reason"}),
    "checkpoint": ("record.due_step", {"seq": "seq", "due": "due"}),
    "observation": ("record.at_period", {"period": "period", "value": "value"}),
    "target": ("record.at_period", {"period": "period", "value": "value"}),
    "link": ("record.link_of", {"area": "area", "goal": "goal"}),
    "access": ("record.access_was", {"what": "last"}),
    "amount": ("record.of_stage", {"year": "fiscal_year", "stage": "stage", "won": "won"}),
}
