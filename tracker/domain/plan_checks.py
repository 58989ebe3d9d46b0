"""What an edit must keep: the words of the plan, published figures, sources, and everything that names the thing edited.

What must hold within a table (known codes, ranges, shares of one at most) is told by the rules of the bundle, one
function for a file and for a form.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.committee import Resolution
from tracker.domain.editable import REFERS, Editable, Need, Piece
from tracker.domain.errors import Problem
from tracker.domain.funding import ProgrammeLink, StageAmount
from tracker.domain.indicators import Observation, Target
from tracker.domain.milestones import Milestone
from tracker.domain.plan import Plan
from tracker.domain.records import HEAD, name_of, records, root_of
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Workspace

SPELLING = 2  # letters that may differ before a text of the plan counts as changed
SHORTEST_REASON = 5  # characters


def trouble(column: str, key: str, value: object = "", **values: object) -> Problem:
    """A problem of a form: no file, no line, only the field."""
    return Problem("", 0, column, str(value), key, tuple((k, str(v)) for k, v in values.items()))


def beyond_spelling(before: object, after: object) -> bool:
    """Whether more than blanks, punctuation or a letter or two changed. Korean is the text that was adopted, so its
    translation may change freely; a changed number is never spelling."""
    if isinstance(before, Bilingual):
        before, after = (before.ko, after.ko) if before.ko else (before.en, after.en)
    if not isinstance(before, str):
        return before != after
    old, new = _letters(before), _letters(after)
    return re.findall("[0-9]+", before) != re.findall("[0-9]+", after) or _apart(old, new) > SPELLING


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _apart(old: str, new: str) -> int:
    """Letters to add, drop or replace (Levenshtein)."""
    row = list(range(len(new) + 1))
    for i, a in enumerate(old, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(new, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def changed_fields(before: object | None, after: object | None, names: frozenset[str]) -> tuple[str, ...]:
    """Which of the fields differ; all of them where the thing comes or goes."""
    if before is None or after is None:
        return tuple(sorted(names))
    return tuple(sorted(n for n in names if getattr(before, n) != getattr(after, n)))


@dataclass(frozen=True)
class Said:
    """What an editor says of an edit: why, whether it corrects a published figure, by which resolution; and the day."""

    reason: str
    correction: bool
    resolution: str
    today: date


def problems_of_edit(plan: Plan, piece: Piece, before: object | None, after: object | None, said: Said) -> Iterator[Problem]:
    """Every rule of the edit that is broken; `before` None: it is added, `after` None: removed."""
    rule = piece.rule
    yield from problems_said(plan, rule, before is None, after is None, said)
    if before is not None and before == after:
        yield trouble("", "nothing_changed")
    yield from _correction(rule, before, after, said.correction)
    yield from _weighty(rule, before, after, said.resolution)
    yield from _source(rule, before, after)
    yield from _checkpoint(plan, piece, before, after)


def problems_said(plan: Plan, rule: Editable, added: bool, removed: bool, said: Said) -> Iterator[Problem]:
    """The rules that need no value: a reason, and a resolution that was taken where one is needed."""
    if len(said.reason.strip()) < SHORTEST_REASON:
        yield trouble("reason", "reason_missing")
    held = next((r for r in plan.resolutions if r.code == said.resolution), None)
    if said.resolution and not _decided(held, said.today):
        yield trouble("resolution", "unknown_resolution" if held is None else "resolution_ahead", said.resolution)
    if (added or removed) and not said.resolution and (rule.adding if added else rule.removing) is Need.RESOLUTION:
        yield trouble("resolution", "add_by_resolution" if added else "remove_by_resolution")


def _correction(rule: Editable, before: object | None, after: object | None, correction: bool) -> Iterator[Problem]:
    """A published figure moves only as a correction, and a correction is nothing else."""
    moved = changed_fields(before, after, rule.figures) if before is not None else ()
    if moved and not correction:
        yield trouble("correction", "say_correction" if after is not None else "say_correction_removed", field=moved[0])
    if correction and not moved:
        yield trouble("correction", "no_correction")


def _weighty(rule: Editable, before: object | None, after: object | None, resolution: str) -> Iterator[Problem]:
    """What the plan itself says changes by a resolution; its spelling without one."""
    if before is None or after is None or resolution:
        return
    for name in sorted(rule.weighty):
        if beyond_spelling(getattr(before, name), getattr(after, name)):
            yield trouble("resolution", "change_by_resolution", field=name)


def _decided(held: Resolution | None, today: date) -> bool:
    return held is not None and held.on.last <= today


def problems_of_new_texts(rule: Editable, texts: Mapping[str, str]) -> Iterator[Problem]:
    """What is told of the source of a new figure even while the rest cannot be read yet."""
    for name, key in (("source_url", "source_missing"), ("page", "page_missing")):
        if rule.figures and texts.get(name) == "":
            yield trouble(name, key)


def _source(rule: Editable, before: object | None, after: object | None) -> Iterator[Problem]:
    """A new or changed figure names where it comes from: an address and its day, or the page of the programme's paper."""
    if after is None or not rule.figures or not changed_fields(before, after, rule.figures):
        return
    if isinstance(after, StageAmount):
        if not after.page:
            yield trouble("page", "page_missing")
    elif not after.origin.url:
        yield trouble("source_url", "source_missing")
    elif isinstance(after, Observation | Target) and not after.origin.published:
        yield trouble("source_date", "source_date_missing")


def _checkpoint(plan: Plan, piece: Piece, before: object | None, after: object | None) -> Iterator[Problem]:
    """A step a report speaks of stays as it is; a step lies within the milestone's own deadline."""
    if piece.rule.word != "checkpoint":
        return
    milestone = plan.milestone(piece.root_key.split("/")[1])
    if before is not None and (after is None or before.due != after.due):
        told = next((r.code for r in milestone.reports if r.checkpoint == before.seq), "")
        if told:
            yield trouble("due", "checkpoint_reported", report=told)
    if after is not None and milestone.original_due and after.due.last > _latest(milestone):
        yield trouble("due", "checkpoint_after_due", after.due, due=milestone.original_due)


def _latest(milestone: Milestone) -> date:
    """The latest deadline the milestone ever had."""
    return max(p.last for p in (milestone.original_due, *milestone.quarters_named, *(r.due for r in milestone.rebaselines)))


def referrers(plan: Plan, workspace: Workspace, key: str, code: str) -> tuple[str, ...]:
    """The keys of the objects that name `key`, each once, in plan order; `plan/head` is one of them."""
    word = key.split("/")[0]
    found = {}
    for place, record in (records(plan) | records(workspace)).items():
        if root_of(place) != key and any(_names(field, value, word, code) for field, value in record.items()):
            found[HEAD if place == HEAD else root_of(place)] = True
    return tuple(found)


def _names(field: str, value: object, word: str, code: str) -> bool:
    if word == "source":
        return field == "origin" and isinstance(value, Mapping) and value.get("url") == code
    return REFERS.get(field) == word and (value == code or (isinstance(value, list) and code in value))


def referring_items(plan: Plan, workspace: Workspace, meeting: str, seq: int) -> tuple[str, ...]:
    """What names an agenda item: resolutions and change requests."""
    named = [f"resolution/{name_of(r)}" for r in plan.resolutions if (r.meeting, r.item) == (meeting, seq)]
    return (*named, *(f"request/{r.code}" for r in workspace.requests if (r.meeting, r.item) == (meeting, seq)))


def remainder(links: tuple[ProgrammeLink, ...]) -> Decimal | None:
    """What of a programme serves no named goal, as a share; None where nobody has stated a share."""
    stated = [link.share for link in links if link.share is not None]
    return 1 - sum(stated, Decimal(0)) if stated else None
