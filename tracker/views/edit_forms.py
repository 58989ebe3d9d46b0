"""The forms of the plan: fields in words, what a choice offers, what is wrong, and where everything stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from tracker.domain.committee import Meeting
from tracker.domain.editable import Editable, Input, Piece, Slot
from tracker.domain.errors import NotFound, Problem
from tracker.domain.periods import parse_period
from tracker.domain.plan import Plan
from tracker.domain.records import group_of, key_of
from tracker.views.organisations import by_rank, full

Options = tuple[tuple[str, str], ...]
ORIGIN = ("source_url", "source_date", "source_page", "page", "confidence")  # the section of the source, in this order
_TITLES = ("name", "title", "event", "fact", "publisher")
_ROWS = {"valid_from": "validity", "valid_to": "validity", "checked": "counted", "as_scheduled": "counted", "start": "years", "end": "years", "source_url": "address", "source_date": "when", "source_page": "when", "page": "when", "confidence": "confidence"}
_NARROW = frozenset({Input.NUMBER, Input.PERIOD, Input.DAY, Input.CHOICE, Input.FLAG, Input.LINE, Input.CODE})


def edit_query(key: str) -> dict[str, str]:
    """The query of the edit page for a piece: `goal/T01`, `indicator/GPU/observation/2026~2026-03`."""
    word, _, code = key.partition("/")
    return {"kind": word, "code": code}


def field_name(t, rule: Editable, slot: Slot) -> str:
    """The name of a field, without its language."""
    base = slot.name.removesuffix(f"_{slot.language}") if slot.language else slot.name
    own = f"edit.field.{rule.word}_{base}"
    return t(own if own in t else f"edit.field.{base}")


def label(t, rule: Editable, slot: Slot) -> str:
    """The name of a text: of a pair, with its language."""
    name = field_name(t, rule, slot)
    return t("edit.korean" if slot.language == "ko" else "edit.english", field=name) if slot.language else name


def hint(t, slot: Slot, empty: bool = False, other: str = "") -> str:
    """What helps to type it, and whether it must be; of a pair, whether this half is missing while the `other` stands."""
    if slot.language:
        return _half_hint(t, slot, empty, other)
    for key in (slot.name, {Input.CODES: "codes"}.get(slot.input, "")):
        if key and f"edit.hint.{key}" in t:
            return t(f"edit.hint.{key}")
    return t("edit.must") if slot.required and empty else ""


def _half_hint(t, slot: Slot, empty: bool, other: str) -> str:
    if other:
        return t(f"edit.{'english' if slot.language == 'en' else 'korean'}_missing")
    own = f"edit.hint.{slot.field}"
    return t(own) if slot.language == "ko" and own in t else t("edit.one_at_least") if slot.required and empty else ""


@dataclass(frozen=True)
class Row:
    """Fields that stand side by side."""

    slots: tuple[Slot, ...]


def rows(slots: Iterable[Slot]) -> tuple[Row, ...]:
    """The texts of one field together (two languages, a value and its time), short single fields two by two."""
    fields: dict[str, list[Slot]] = {}
    for slot in slots:
        fields.setdefault(_ROWS.get(slot.name, slot.field), []).append(slot)
    made: list[list[Slot]] = []
    for group in fields.values():
        if _fits(group) and made and _fits(made[-1]):
            made[-1] += group
        else:
            made.append(list(group))
    return tuple(Row(tuple(row)) for row in made)


def _fits(group: list[Slot]) -> bool:
    """Whether it fills half a row and leaves the other half."""
    return len(group) == 1 and group[0].input in _NARROW and len(group[0].choices) < 4


def options(plan: Plan, t, slot: Slot, as_of: date, held: str = "") -> Options:
    """What a choice offers, in words: bodies that exist on the day (and those `held` already), in statutory order."""
    if slot.choices:
        return tuple((value, choice(t, slot, value)) for value in slot.choices)
    if slot.refers == "support":
        return tuple((k.code, t.pick(k.name)) for k in plan.head.support_kinds)
    if slot.refers == "jurisdiction":
        return tuple((j.code, t.pick(j.name)) for j in plan.head.jurisdictions)
    if slot.refers == "organisation":
        kept = set(held.split(";"))
        there = {o.code for o in plan.organisations if o.existed(as_of) or o.code in kept}
        return tuple((code, full(plan, t, code)) for code in by_rank(plan, there))
    return tuple((v.code, f"{v.code} {title(t, v)}") for v in getattr(plan, group_of(slot.refers).field))


def choice(t, slot: Slot, value: str) -> str:
    """A word of a list, as people say it."""
    return t(f"stage.{value}") if slot.field == "stage" else t(f"edit.choice.{slot.field}_{value}")


def title(t, value: object) -> str:
    """What an object is called; a link has no name of its own."""
    if isinstance(value, Meeting):
        return t("changes.meeting" if value.number else "changes.occasion", body=value.body, kind=value.kind, n=value.number)
    return next((t.pick(words) if not isinstance(words, str) else words for name in _TITLES if (words := getattr(value, name, None))),
                "") or getattr(value, "url", "")


def in_words(plan: Plan, t, slot: Slot, text: str) -> str:
    """A text as it reads: money and dates in words, codes by their names."""
    if not text:
        return ""
    try:
        return _worded(plan, t, slot, text)
    except (ValueError, KeyError, InvalidOperation, NotFound):
        return text  # not readable: as it was typed


def _worded(plan: Plan, t, slot: Slot, text: str) -> str:
    if slot.input is Input.MONEY:
        return t("edit.exact_won", won=int(text), words=t.won(int(text)))
    if slot.input in (Input.PERIOD, Input.DAY):
        return t.period(parse_period(text))
    if slot.input is Input.FLAG:
        return t("edit.yes" if text == "yes" else "edit.no")
    if slot.choices:
        return t.join(choice(t, slot, one) for one in text.split(";"))
    if slot.input is Input.NUMBER and slot.name not in ("fiscal_year", "rank"):
        return t.number(Decimal(text))
    if slot.refers:
        return t.join(named(plan, t, slot.refers, one) for one in text.split(";"))
    return text


def named(plan: Plan, t, word: str, code: str) -> str:
    """A code with the name behind it. KeyError where there is no such thing."""
    if word == "support":
        return next((t.pick(k.name) for k in plan.head.support_kinds if k.code == code), code)
    if word == "jurisdiction":
        return t.pick(plan.head.jurisdiction(code))
    if word == "organisation":
        return full(plan, t, code)
    return f"{code} {title(t, getattr(plan, word)(code))}" if hasattr(plan, word) else code


def name_of_key(plan: Plan, t, key: str) -> str:
    """An object of the plan in words, by its key; the key itself for anything else."""
    word, _, code = key.partition("/")
    if word == "plan":
        return t.pick(plan.head.name)
    try:
        value = next(v for v in getattr(plan, group_of(word).field) if key_of(v) == key)
    except (StopIteration, AttributeError):
        return t("edit.field.code") + f" {code}"
    return f"{code} {title(t, value)}" if hasattr(value, "code") else f"{t(f'edit.kind.{word}')} {title(t, value)}".strip()


def piece_name(plan: Plan, t, piece: Piece, value: object | None) -> str:
    """What the form is about: an object by its title, a part by its kind and what tells it apart."""
    kind = t(f"edit.kind.{piece.rule.word}")
    if value is None:
        return t("edit.add_new", what=kind)
    if piece.is_part:
        return f"{kind} {part_name(plan, t, value)}"
    return title(t, value) or f"{title(t, plan.indicator(value.indicator))} → {title(t, plan.goal(value.goal))}"


def part_name(plan: Plan, t, part: object) -> str:
    """What tells a part from its like."""
    if hasattr(part, "fiscal_year"):
        return f"{t.fiscal(part.fiscal_year)} {t(f'stage.{part.stage}')}"
    if hasattr(part, "support"):
        return named(plan, t, "goal", part.goal) if part.goal else named(plan, t, "support", part.support)
    if hasattr(part, "seq"):
        return str(part.seq)
    return t.period(part.period) if part.period else t("common.unknown")


def problem_words(plan: Plan, t, rule: Editable, problem: Problem) -> str:
    """What is wrong with a field and how to mend it."""
    values = {"value": problem.value} | dict(problem.values)
    if "field" in values:
        values["field"] = t(_field_key(t, rule, values["field"]))
    if "names" in values:
        values["names"] = t.join(name_of_key(plan, t, key) for key in values["names"].split(", "))
    own = f"edit.problem.{problem.key}"
    return t(own if own in t else f"problem.{problem.key}", **(values | {"column": problem.column}))


def _field_key(t, rule: Editable, name: str) -> str:
    own = f"edit.field.{rule.word}_{name}"
    return own if own in t else f"edit.field.{name}"


def problem_place(t, rule: Editable, slots: Iterable[Slot], problem: Problem) -> str:
    """The name of the field a problem is about, empty for the whole form."""
    slot = next((s for s in slots if s.name == problem.column), None)
    if slot:
        return label(t, rule, slot)
    return t(f"edit.{problem.column}") if problem.column in ("reason", "resolution") else t("edit.field.correction") if problem.column == "correction" else ""


def resolutions(plan: Plan, t, as_of: date) -> Options:
    """Resolutions taken by the day, the latest first."""
    taken = sorted((r for r in plan.resolutions if r.on.last <= as_of), key=lambda r: r.on.last, reverse=True)
    return tuple((r.code, f"{r.code} {t.pick(r.title)} ({t.period(r.on)})") for r in taken)


def missing_english(t, rule: Editable, slots: Iterable[Slot], texts: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the fields that stand in Korean only."""
    return tuple(field_name(t, rule, s) for s in slots if s.language == "en" and not texts.get(s.name) and texts.get(s.name[:-2] + "ko"))
