"""A piece of the plan as the texts of a form, and back: fields and cells are those of the bundle's tables."""

import unicodedata
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from itertools import count

from tracker.domain.editable import REFERS, Editable, Input, Piece, Slot
from tracker.domain.errors import NotFound, Problem
from tracker.domain.funding import Stage
from tracker.domain.plan import Plan
from tracker.domain.plan_checks import trouble
from tracker.domain.records import PARTS, group_of, key_of, object_records, part_in, word_of
from tracker.domain.typed_dates import typed_day, typed_period
from tracker.domain.typed_money import MoneyUnit, typed_in, unit_for, won_typed
from tracker.exchange.cells import BETWEEN, BadCell
from tracker.exchange.columns import Column, Field, hints
from tracker.exchange.characters import UNFIT
from tracker.exchange.tables import TABLES, Table

Texts = dict[str, str]
UNIT = "_unit"  # beside a text of money: `won` and `won_unit`
_TYPES = {"integer": Input.NUMBER, "decimal": Input.NUMBER, "won": Input.MONEY, "date": Input.DAY, "period": Input.PERIOD,
          "url": Input.ADDRESS, "yes_no": Input.FLAG, "choice": Input.CHOICE}
_ORDERED = {"checkpoint": lambda p: p.seq, "item": lambda p: p.seq,
            "amount": lambda p: (p.fiscal_year, tuple(Stage).index(p.stage))}


@cache
def table_of(rule: Editable) -> Table:
    return next(table for table in TABLES if table.kind is rule.kind)


def typed_fields(rule: Editable) -> tuple[Field, ...]:
    """The fields a person may type or see, in the order of the class."""
    return tuple(f for f in table_of(rule).fields if not f.yearly and f.name not in rule.hidden)


@cache
def slots(rule: Editable, new: bool) -> tuple[Slot, ...]:
    """The texts of the form; what is said once is locked as soon as the thing is there."""
    return tuple(_slot(rule, field, column, new) for field in typed_fields(rule) for column in field.columns)


def _slot(rule: Editable, field: Field, column: Column, new: bool) -> Slot:
    lock = "" if new else "fixed" if field.name in rule.fixed else "elsewhere" if field.name in rule.elsewhere else ""
    refers = REFERS.get(field.name, field.name) if column.reference else ""  # what stands in the plan's head goes by its field
    choices = rule.words.get(field.name, column.cell.choices)
    kind = Input.CHOICE if field.name in rule.words else _input(rule, field, column, refers)
    return Slot(column.name, field.name, kind, column.required, column.language, refers, choices, lock)


def _input(rule: Editable, field: Field, column: Column, refers: str) -> Input:
    many = column.cell.type.startswith("list of")
    if refers:
        return Input.CODES if many else Input.CODE
    if many and column.cell.choices:
        return Input.WORDS
    return _TYPES.get(column.cell.type, Input.LONG if field.name in rule.long else Input.LINE)


def texts_of(rule: Editable, value: object) -> Texts:
    """What the form shows of a value, in the one way it is written."""
    return {column.name: column.cell.text(part) for field in typed_fields(rule)
            for column, part in zip(field.columns, field.split(getattr(value, field.name)), strict=True)}


def shown_texts(rule: Editable, texts: Mapping[str, str]) -> Texts:
    """The texts as a person types them: money in millions, with its unit beside it."""
    shown = dict(texts)
    for slot in slots(rule, False):
        if slot.input is Input.MONEY:
            won = int(texts[slot.name]) if texts.get(slot.name) else None
            unit = unit_for(won)
            shown |= {slot.name: "" if won is None else typed_in(won, unit), slot.name + UNIT: unit.value}
    return shown


def canonical(rule: Editable, typed: Mapping[str, str], today: date) -> Texts:
    """Typed texts in the one way they are written: full-width digits, dates and money of any form. What cannot be read
    stays as it was typed and is told by `value_of`."""
    return {slot.name: _canonical(slot, (typed.get(slot.name) or "").strip(), typed.get(slot.name + UNIT), today) for slot in slots(rule, True)}


def _canonical(slot: Slot, text: str, unit: str | None, today: date) -> str:
    if not text:
        return ""
    if slot.input is Input.NUMBER:
        return unicodedata.normalize("NFKC", text).replace(",", "").replace("\u2212", "-")
    if slot.input is Input.PERIOD:
        return str(typed_period(unicodedata.normalize("NFKC", text), today) or text)
    if slot.input is Input.DAY:
        return str(typed_day(unicodedata.normalize("NFKC", text), today) or text)
    if slot.input is Input.MONEY and unit:
        return _won(text, MoneyUnit(unit))
    if slot.input in (Input.CODES, Input.WORDS):
        return BETWEEN.join(dict.fromkeys(part.strip() for part in text.split(BETWEEN) if part.strip()))
    return text


def _won(text: str, unit: MoneyUnit) -> str:
    try:
        return str(won_typed(text, unit))
    except ValueError:
        return f"{text} ({unit})"  # never a number, so that `value_of` refuses it


def value_of(rule: Editable, texts: Mapping[str, str], held: object | None) -> tuple[object | None, tuple[Problem, ...]]:
    """The value these texts make of `held` (None: a new one), or every problem of theirs."""
    problems: list[Problem] = []
    values = {field.name: _field(field, texts, problems) for field in typed_fields(rule)}
    if problems:
        return None, tuple(problems)
    return (replace(held, **values) if held is not None else rule.kind(**_empty_parts(rule) | values)), ()


def _empty_parts(rule: Editable) -> dict[str, object]:
    """What a new object has none of yet."""
    known = {f.name for f in typed_fields(rule)}
    return {f.name: () for f in fields(rule.kind) if f.name not in known and str(hints(rule.kind)[f.name]).startswith("tuple")}


def _field(field: Field, texts: Mapping[str, str], problems: list[Problem]) -> object:
    before = len(problems)
    cells = [_cell(column, field, texts, problems) for column in field.columns]
    if len(problems) > before:
        return None
    try:
        return field.join(*cells)
    except BadCell as bad:
        problems.append(trouble(field.columns[0].name, bad.key, "", **dict(bad.values_)))
        return None


def _cell(column: Column, field: Field, texts: Mapping[str, str], problems: list[Problem]) -> object:
    text = texts.get(column.name, "").strip()
    if column.required and not text and not any(texts.get(c.name) for c in field.columns if column.language):
        problems.append(trouble(column.name, "required_language" if column.language else "required_choice" if column.cell.choices or column.reference else "required"))
    elif UNFIT.search(text):
        problems.append(trouble(column.name, "control_character", ascii(text)))
    else:
        try:
            return column.cell.value(text)
        except BadCell as bad:
            problems.append(trouble(column.name, "bad_money" if column.cell.type == "won" else bad.key, text, **dict(bad.values_)))
    return None


def object_in(plan: Plan, key: str) -> object:
    """The root object a key names. Raises NotFound."""
    for value in getattr(plan, group_of(key.split("/")[0]).field):
        if key_of(value) == key:
            return value
    raise NotFound("edit.error_gone", what=key)


def parts_of(owner: object, kind: type) -> dict[str, object]:
    """The parts of one class by the key the log names them with, in order."""
    below = f"{key_of(owner)}/{PARTS[kind].word}/"
    keys = (key for key in object_records(owner, word_of(type(owner)), 0) if key.startswith(below))
    return dict(zip(keys, getattr(owner, _holder(type(owner), kind)), strict=True))


def _holder(owner: type, kind: type) -> str:
    """The field of the owner that holds parts of the class."""
    return next(name for name, hint in hints(owner).items() if part_in(hint) is kind)


def held(owner: object | None, piece: Piece) -> object | None:
    """The piece itself in its owner; None while it is new. Raises NotFound for a part that is gone."""
    if piece.new:
        return None
    if not piece.is_part:
        return owner
    found = parts_of(owner, piece.rule.kind)
    if piece.key not in found:
        raise NotFound("edit.error_gone", what=piece.key)
    return found[piece.key]


def with_part(owner: object, piece: Piece, before: object | None, after: object | None) -> object:
    """The owner with the part put in, replaced or (`after` None) taken out."""
    kind = piece.rule.kind
    field = _holder(type(owner), kind)
    at = list(parts_of(owner, kind)).index(piece.key) if before is not None else None
    many = list(getattr(owner, field))
    many[len(many) if at is None else at:] = ([] if after is None else [after]) + ([] if at is None else many[at + 1:])
    order = _ORDERED.get(piece.rule.word)
    return replace(owner, **{field: tuple(sorted(many, key=order)) if order else tuple(many)})


def next_code(plan: Plan, rule: Editable) -> str:
    """The code after the last one of its form (R17 → R18), empty where codes are words."""
    taken = {getattr(v, "code", "") for v in getattr(plan, group_of(rule.word).field)}
    last = max((c for c in taken if c.rstrip("0123456789") and c[-1:].isdigit()), key=lambda c: (len(c), c), default="")
    stem = last.rstrip("0123456789")
    if rule.word in ("organisation", "indicator", "meeting", "milestone", "body") or not last:
        return ""
    width = len(last) - len(stem)
    return next(code for n in count(int(last[len(stem):]) + 1) if (code := f"{stem}{n:0{width}d}") not in taken)
