"""Drafts of reports: kept in the store while somebody types, per person and milestone, so that no reload loses a word."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.actors import Action, Subject
from tracker.domain.errors import TrackerError
from tracker.services.door import Caller, perform, read
from tracker.services.reading import internal
from tracker.store.drafts import drafted, drop_draft, held_draft, keep_draft
from tracker.store.engine import reading
from tracker.store.work import Work

LARGEST = 40_000  # characters of JSON; a form holds a tenth of that


@dataclass(frozen=True)
class Draft:
    """What was typed, as the form gave it, and when it was kept."""

    fields: Mapping[str, object]
    saved_at: datetime


def draft_kept(caller: Caller, milestone: str, fields: Mapping[str, object]) -> None:
    """Keeps what was typed so far. Raises NotAllowed, NotFound, TooLong."""
    text = fitting(fields)

    def do(work: Work) -> str:
        keep_draft(work.session, work.actor.code, milestone, text, work.at)
        return milestone

    perform(caller, Action.DRAFT, do, subject=_of(milestone))


class TooLong(TrackerError):
    """More than any form holds. It is not kept, and whoever types must hear of it."""


def fitting(fields: Mapping[str, object]) -> str:
    """The text of a draft. Raises TooLong."""
    text = as_text(fields)
    if len(text) > LARGEST:
        raise TooLong("error.draft_too_long", most=LARGEST)
    return text


def as_text(fields: Mapping[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def draft_of(caller: Caller, milestone: str) -> Draft | None:
    """The caller's own draft. Raises NotAllowed, NotFound."""
    subject = Subject(internal(caller.engine).plan.milestone(milestone).lead)
    actor = read(caller, Action.DRAFT, subject)
    with reading(caller.engine) as session:
        found = held_draft(session, actor.code, milestone)
    return Draft(json.loads(found[0]), found[1]) if found else None


def draft_dropped(caller: Caller, milestone: str) -> None:
    """Forgets the caller's own draft. Raises NotAllowed, NotFound."""

    def do(work: Work) -> str:
        drop_draft(work.session, work.actor.code, milestone)
        return milestone

    perform(caller, Action.DRAFT, do, subject=_of(milestone))


def begun(caller: Caller) -> frozenset[str]:
    """The milestones the caller has a draft of."""
    actor = read(caller, Action.DRAFT)
    with reading(caller.engine) as session:
        return drafted(session, actor.code)


def _of(milestone: str):
    return lambda work: Subject(work.plan.milestone(milestone).lead)
