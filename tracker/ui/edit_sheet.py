"""The state of one edit form in the session: what it started from, what was typed, what came of the last try.

Streamlit forgets fields that are not drawn, so every change is copied into `typed`: leaving the form, or somebody else
saving first, loses nothing.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from re import sub
from uuid import uuid4

import streamlit as st

from tracker.domain.editable import Input, Need, Piece, Slot, piece as piece_of
from tracker.domain.errors import BadInput, Problem, TrackerError
from tracker.domain.typed_money import MoneyUnit
from tracker.services import drafts, edit_drafts, editing
from tracker.services.pieces import UNIT, canonical, held, next_code, object_in, parts_of, shown_texts, slots, texts_of
from tracker.ui.forms import Form
from tracker.ui.member import caller

WHY = ("reason", "correction", "resolution")
DEFAULTS = {"confidence": "high", "main": "no", "is_rnd": "no", "is_informatization": "no", "weight": "1"}


@dataclass
class Kept:
    """What lives in the session. `seen` is the version the form was opened at; `once` makes a second press harmless."""

    seen: int
    start: dict[str, str]
    typed: dict[str, str] = field(default_factory=dict)
    once: str = field(default_factory=lambda: uuid4().hex)
    tried: bool = False
    problems: tuple[Problem, ...] = ()
    collision: editing.Collision | None = None
    chosen: dict[str, str] | None = None
    failure: TrackerError | None = None
    saved: editing.Saved | None = None
    removed: str = ""
    back: bool = False  # the typed texts were brought back after the form had been left
    unkept: drafts.TooLong | None = None  # why what was typed last lives in this window alone

    @property
    def touched(self) -> bool:
        return any(self.typed.get(name, "") != self.start.get(name, "") for name in self.typed)


@dataclass(frozen=True)
class Sheet:
    """One form as drawn now. `value` is the piece as it stands, None while new; `owner` the object it belongs to."""

    member: object
    piece: Piece
    owner: object | None
    value: object | None
    every: tuple[Slot, ...]
    form: Form
    kept: Kept

    @property
    def open(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.every if not slot.locked)

    @property
    def texts(self) -> dict[str, str]:
        return texts_of(self.piece.rule, self.value) if self.value is not None else {}

    @property
    def changed(self) -> int:
        """How many fields differ from what stands."""
        if self.value is None:
            return 0
        now, mine = self.texts, canonical(self.piece.rule, self.kept.typed or self.kept.start, self.member.today)
        return sum(mine.get(slot.name, "") != now.get(slot.name, "") for slot in self.open)


def opened(member, key: str) -> Sheet:
    """The form of a piece, with what was typed into it before. Raises NotFound."""
    piece = piece_of(key)
    owner = None if piece.new and not piece.is_part else object_in(member.plan, piece.root_key)
    value = held(owner, piece)
    now = member.version(piece.root_key) if owner is not None else 0
    kept = _kept().get(key)
    if kept is None or (kept.seen != now and not kept.touched and not kept.saved and not kept.removed):
        kept = _kept()[key] = _brought_back(key) or Kept(now, _start(member.plan, piece, owner, value))
        form_of(member.t, key, kept).clear()
    form = form_of(member.t, key, kept)
    every = slots(piece.rule, value is None)
    kept.back = kept.back or (kept.touched and form.key(WHY[0]) not in st.session_state)
    form.start(_widgets(every, kept.start | kept.typed))
    return Sheet(member, piece, owner, value, every, form, kept)


def _brought_back(key: str) -> Kept | None:
    """The form as it was left in another session, where something was typed into it."""
    found = edit_drafts.held(caller(), key)
    kept = Kept(found["seen"], found["start"], found["typed"], back=True) if found else None
    return kept if kept and kept.touched else None


def form_of(t, key: str, kept: Kept, errors: Mapping[str, str] | None = None) -> Form:
    name = "edit_" + sub("[^0-9A-Za-z]+", "_", key).strip("_")
    return Form(t, name, errors or {}, keep=lambda _: _keep(key))


def _kept() -> dict[str, Kept]:
    return st.session_state.setdefault("edit_sheets", {})


def kept_of(key: str) -> Kept | None:
    return _kept().get(key)


def forget(key: str) -> None:
    """Drops what was typed; the form starts again from what stands."""
    if kept := _kept().pop(key, None):
        form_of(None, key, kept).clear()
        with suppress(TrackerError):  # who may not edit any more has nothing to forget
            edit_drafts.drop(caller(), key)


def _start(plan, piece: Piece, owner: object | None, value: object | None) -> dict[str, str]:
    """The first texts of the form: what stands, or what a new one most likely says."""
    rule = piece.rule
    if value is not None:
        return shown_texts(rule, texts_of(rule, value))
    names = {slot.name for slot in slots(rule, True)}
    first = {name: text for name, text in DEFAULTS.items() if name in names}
    if "won" in names:
        first["won" + UNIT] = MoneyUnit.MILLION.value
    if "code" in names:
        first["code"] = next_code(plan, rule)
    if "seq" in names and owner is not None:
        first["seq"] = str(1 + max((part.seq for part in parts_of(owner, rule.kind).values()), default=0))
    return first


def _widgets(every: tuple[Slot, ...], texts: Mapping[str, str]) -> dict[str, object]:
    """First values of the fields, as their kinds hold them."""
    values: dict[str, object] = {"reason": texts.get("reason", ""), "correction": texts.get("correction") == "yes", "resolution": texts.get("resolution") or None}
    for slot in every:
        text = texts.get(slot.name, "")
        if slot.input in (Input.CODES, Input.WORDS):
            values[slot.name] = [one for one in text.split(";") if one]
        elif slot.input in (Input.CHOICE, Input.FLAG, Input.CODE):
            values[slot.name] = text or None
        else:
            values[slot.name] = text
        if slot.input is Input.MONEY:
            values[slot.name + UNIT] = texts.get(slot.name + UNIT) or MoneyUnit.MILLION.value
    return values


def typed_now(key: str, kept: Kept) -> dict[str, str]:
    """What the fields hold, as texts."""
    form = form_of(None, key, kept)
    rule = piece_of(key).rule
    names = [n for s in slots(rule, True) for n in ((s.name, s.name + UNIT) if s.input is Input.MONEY else (s.name,))]
    return {name: _text(form.value(name)) for name in (*names, *WHY) if form.key(name) in st.session_state}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""  # a tick nobody set is no change
    return ";".join(value) if isinstance(value, list | tuple) else str(value)


def _keep(key: str) -> None:
    if kept := _kept().get(key):
        kept.typed |= typed_now(key, kept)
        kept.unkept = None
        try:
            edit_drafts.keep(caller(), key, kept.seen, kept.start, kept.typed)
        except drafts.TooLong as why:
            kept.unkept = why
        except TrackerError:  # the right is asked again, and refused in words, when it is saved
            pass


def why_of(kept: Kept) -> editing.Why:
    said = kept.typed
    return editing.Why(said.get("reason", ""), said.get("correction") == "yes", said.get("resolution", ""))


def problems_now(sheet: Sheet) -> tuple[Problem, ...]:
    """What is wrong as typed, once saving was tried; each goes as soon as its field is right."""
    if not sheet.kept.tried:
        return ()
    kept = tuple(p for p in sheet.kept.problems if p.key in ("never_removed", "referred_to"))
    if kept:
        return kept
    member = sheet.member
    return editing.problems(member.plan, sheet.piece.key, sheet.kept.start | sheet.kept.typed, why_of(sheet.kept), member.today)


def save(key: str) -> None:
    """The button's callback. What came of it stands in the session; the next run shows it."""
    kept = _kept()[key]
    kept.typed |= typed_now(key, kept)
    _try(kept, lambda: _saved(kept, editing.save(caller(), key, kept.start | kept.typed, kept.seen, why_of(kept), kept.once)))


def settle(key: str) -> None:
    """Saves what was chosen in a conflict, against the version that came between."""
    kept = _kept()[key]
    if kept.collision is None or kept.chosen is None:
        return
    found = kept.collision
    texts = {name: text for name, text in {**found.merge.texts, **kept.chosen}.items()}
    kept.typed |= texts | {name + UNIT: MoneyUnit.WON.value for name in texts if name + UNIT in kept.start}
    kept.seen, kept.collision, kept.chosen, kept.once = found.now, None, None, uuid4().hex
    form_of(None, key, kept).clear()
    _try(kept, lambda: _saved(kept, editing.save(caller(), key, kept.typed, kept.seen, why_of(kept), kept.once)))


def remove(key: str) -> None:
    """The callback of the button that takes the piece out."""
    kept = _kept()[key]
    kept.typed |= typed_now(key, kept)
    _try(kept, lambda: setattr(kept, "removed", editing.remove(caller(), key, kept.seen, why_of(kept), kept.once)))


def _saved(kept: Kept, saved: editing.Saved) -> None:
    kept.saved = saved


def _try(kept: Kept, act) -> None:
    kept.tried, kept.problems, kept.failure, kept.back = True, (), None, False
    try:
        act()
    except BadInput as bad:
        kept.problems = bad.problems
    except editing.Collision as collision:
        kept.collision = collision
    except TrackerError as error:
        kept.failure = error


def removable(piece: Piece) -> bool:
    return not piece.new and piece.rule.removing is not Need.NEVER


def gone(key: str) -> Kept | None:
    """What was typed into a form whose piece somebody removed meanwhile; it is kept until it is dropped."""
    kept = _kept().get(key)
    return kept if kept and kept.touched and not kept.saved and not kept.removed else None


