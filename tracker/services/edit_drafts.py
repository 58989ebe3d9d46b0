"""What an editor typed and did not save: kept in the store per person and piece, in no log, gone once it is saved."""

import json
from collections.abc import Mapping

from tracker.domain.actors import Action
from tracker.services.door import Caller, perform, read
from tracker.services.drafts import fitting
from tracker.store.drafts import drop_draft, held_draft, keep_draft
from tracker.store.engine import reading
from tracker.store.work import Work

PREFIX = "edit:"  # tells them from the drafts of reports, which are named by a milestone


def keep(caller: Caller, key: str, seen: int, start: Mapping[str, str], typed: Mapping[str, str]) -> None:
    """Keeps the form as it is, with the version and the texts it was opened at. Raises NotAllowed, TooLong."""
    text = fitting({"seen": seen, "start": dict(start), "typed": dict(typed)})

    def do(work: Work) -> str:
        keep_draft(work.session, work.actor.code, PREFIX + key, text, work.at)
        return key

    perform(caller, Action.EDIT_PLAN, do)


def held(caller: Caller, key: str) -> dict | None:
    """`seen`, `start` and `typed` of the caller's own draft. Raises NotAllowed."""
    actor = read(caller, Action.EDIT_PLAN)
    with reading(caller.engine) as session:
        found = held_draft(session, actor.code, PREFIX + key)
    return json.loads(found[0]) if found else None


def drop(caller: Caller, key: str) -> None:
    """Forgets the caller's own draft. Raises NotAllowed."""

    def do(work: Work) -> str:
        drop_draft(work.session, work.actor.code, PREFIX + key)
        return key

    perform(caller, Action.EDIT_PLAN, do)
