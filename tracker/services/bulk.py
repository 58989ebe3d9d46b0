"""One safe field for many milestones: all of them or none. Reports that nothing changed go through `reporting`, like single ones."""

from collections.abc import Mapping

from tracker.domain.actors import Action, Subject, require
from tracker.domain.bulk import BulkField, noted, refuse_unless_ready
from tracker.services.door import Caller, perform
from tracker.store.work import Work


def note_many(caller: Caller, field: BulkField, value: str, seen: Mapping[str, int], reason: str, key: str) -> str:
    """Sets the desk or the note of the milestones in `seen` (code → version of `note/<code>` the person saw, 0 where there
    was none). The right is asked for each of them. The number of milestones that changed, as text. Raises NotAllowed,
    Conflict, NotFound, BadInput; then nothing changed."""
    refuse_unless_ready(seen, reason)

    def do(work: Work) -> str:
        for code, version in seen.items():
            require(work.actor, Action.NOTE_MANY, Subject(work.plan.milestone(code).lead))
            work.seen(f"note/{code}", version)
        changed = noted(work.plan, work.workspace, seen, field, value)
        work.put(*changed)
        return str(len(changed))

    return perform(caller, Action.NOTE_MANY, do, key=key, reason=reason.strip())
