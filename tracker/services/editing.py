"""Keeping the plan up to date by hand: one piece at a time, with a reason, against the version the editor saw."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.actors import Action
from tracker.domain.editable import Editable, Need, Piece, piece as piece_of
from tracker.domain.errors import BadInput, Conflict, NotFound, Problem
from tracker.domain.merging import Merge, merge
from tracker.domain.plan import Plan
from tracker.domain.plan_checks import Said, problems_of_edit, problems_of_new_texts, problems_said, referrers, referring_items, trouble
from tracker.domain.records import key_of
from tracker.services.door import Caller, perform
from tracker.services.pieces import canonical, held, object_in, parts_of, slots, texts_of, value_of, with_part
from tracker.services.table_rules import table_problems
from tracker.store.work import Work


@dataclass(frozen=True)
class Why:
    """What goes on the log with an edit. `correction`: a figure already published was wrong, which the public is told;
    `resolution`: the code of a resolution of the plan."""

    reason: str
    correction: bool = False
    resolution: str = ""

    @property
    def action(self) -> Action:
        return Action.CORRECT_PLAN if self.correction else Action.EDIT_PLAN

    def said(self, today: date) -> Said:
        return Said(self.reason, self.correction, self.resolution, today)


@dataclass(frozen=True)
class Saved:
    """`key` of the piece as it is named now; `merged` are the texts somebody else had changed meanwhile."""

    key: str
    merged: tuple[str, ...] = ()


class Collision(Conflict):
    """Both sides changed the same texts. `merge` says which; saving the chosen texts against version `now` ends it."""

    def __init__(self, key: str, seen: int, now: int, found: Merge) -> None:
        super().__init__("edit.error_collision", what=key, seen=seen, now=now, count=len(found.differing))
        self.merge = found
        self.now = now


def save(caller: Caller, key: str, typed: Mapping[str, str], seen: int, why: Why, once: str = "") -> Saved:
    """Saves what was typed of a piece, or adds a new one. Raises BadInput with every problem, Collision where the same
    texts were saved by somebody else since version `seen` of the object, NotFound where the piece is gone."""
    piece = piece_of(key)
    result = perform(caller, why.action, lambda work: _save(work, caller, piece, typed, seen, why), key=once)
    made = json.loads(result)
    return Saved(made[0], tuple(made[1:]))


def _save(work: Work, caller: Caller, piece: Piece, typed: Mapping[str, str], seen: int, why: Why) -> str:
    owner = None if piece.new and not piece.is_part else object_in(work.plan, piece.root_key)
    before = held(owner, piece)
    mine = canonical(piece.rule, typed, caller.today)
    merged = _merged(work, piece, before, mine, seen) if before is not None else Merge(mine)
    after, problems = made_in(work.plan, piece, owner, before, merged.texts, why.said(caller.today))
    if problems:
        raise BadInput(problems)
    whole = with_part(owner, piece, before, after) if piece.is_part else after
    _put(work, why, whole)
    return json.dumps([_name(piece, whole, after), *merged.theirs])


def _merged(work: Work, piece: Piece, before: object, mine: dict[str, str], seen: int) -> Merge:
    """Mine on top of what others saved since; what is locked stays as it stands."""
    theirs, now = texts_of(piece.rule, before), work.version(piece.root_key)
    if now == seen:
        return Merge(kept_locked(piece.rule, before, mine))
    base = _base(work, piece, seen)
    locked = {slot.name for slot in slots(piece.rule, False) if slot.locked}
    found = merge(base, theirs, {name: base.get(name, "") if name in locked else text for name, text in mine.items()})
    if found.differing:
        raise Collision(piece.key, seen, now, found)
    return found


def _base(work: Work, piece: Piece, seen: int) -> dict[str, str]:
    """The texts the editor started from; none where the piece came later than that version."""
    try:
        return texts_of(piece.rule, held(work.as_seen(piece.root_key, seen), piece))
    except NotFound:
        return {}


def made_in(plan: Plan, piece: Piece, owner: object | None, before: object | None, texts: Mapping[str, str], said: Said) -> tuple[object | None, tuple[Problem, ...]]:
    """The piece these texts make, and every problem: of single texts first, then of all of them together."""
    after, found = value_of(piece.rule, texts, before)
    if after is None:
        told = {problem.column for problem in found}
        more = (*(problems_of_new_texts(piece.rule, texts) if before is None else ()), *problems_said(plan, piece.rule, before is None, False, said))
        return None, (*found, *(problem for problem in more if problem.column not in told))
    whole = with_part(owner, piece, before, after) if piece.is_part else after
    return after, (*table_problems(plan, piece, whole, after), *problems_of_edit(plan, piece, before, after, said))


def problems(plan: Plan, key: str, typed: Mapping[str, str], why: Why, today: date) -> tuple[Problem, ...]:
    """What saving would refuse as the plan stands: for a form that was tried once. Raises NotFound."""
    piece = piece_of(key)
    owner = None if piece.new and not piece.is_part else object_in(plan, piece.root_key)
    before = held(owner, piece)
    return made_in(plan, piece, owner, before, kept_locked(piece.rule, before, canonical(piece.rule, typed, today)), why.said(today))[1]


def kept_locked(rule: Editable, before: object | None, mine: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with what may not be typed as it stands."""
    if before is None:
        return dict(mine)
    open_ = {slot.name for slot in slots(rule, False) if not slot.locked}
    return {name: mine[name] if name in open_ and name in mine else text for name, text in texts_of(rule, before).items()}


def _put(work: Work, why: Why, whole: object) -> None:
    work.reason, work.resolution = why.reason.strip(), why.resolution
    work.put(whole)


def _name(piece: Piece, whole: object, after: object) -> str:
    """The key of what was saved; of a part, found again in its owner."""
    if not piece.is_part:
        return key_of(whole)
    return next(key for key, value in parts_of(whole, piece.rule.kind).items() if value is after or value == after)


def remove(caller: Caller, key: str, seen: int, why: Why, once: str = "") -> str:
    """Takes a part or an object out of the plan. Raises BadInput where something refers to it or a rule keeps it,
    Conflict where it changed since version `seen`. Gives the key of what it belonged to."""
    piece = piece_of(key)
    return perform(caller, why.action, lambda work: _remove(work, caller, piece, seen, why), key=once)


def _remove(work: Work, caller: Caller, piece: Piece, seen: int, why: Why) -> str:
    owner = object_in(work.plan, piece.root_key)
    before = held(owner, piece)
    work.seen(piece.root_key, seen)
    problems = (*_kept(work, piece, before), *problems_of_edit(work.plan, piece, before, None, why.said(caller.today)))
    if problems:
        raise BadInput(tuple(problems))
    if piece.is_part:
        _put(work, why, with_part(owner, piece, before, None))
        return piece.root_key
    work.reason, work.resolution = why.reason.strip(), why.resolution
    work.drop(piece.root_key)
    return piece.root.word


def _kept(work: Work, piece: Piece, before: object) -> Iterator[Problem]:
    """Why the thing cannot go: a rule, or what names it."""
    if piece.rule.removing is Need.NEVER:
        yield trouble("", "never_removed")
    names = _referring(work, piece, before)
    if names:
        yield trouble("", "referred_to", count=len(names), names=", ".join(names[:8]))


def _referring(work: Work, piece: Piece, before: object) -> tuple[str, ...]:
    if piece.rule.word == "item":
        return referring_items(work.plan, work.workspace, piece.root_key.split("/")[1], before.seq)
    if piece.is_part:
        return ()
    return referrers(work.plan, work.workspace, piece.key, getattr(before, "code", None) or getattr(before, "url", ""))
