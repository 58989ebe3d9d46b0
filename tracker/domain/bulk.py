"""What may be set for many milestones at once: three safe things and nothing else. Completion, dates and states are
reported one by one, each with its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.domain.errors import BadInput, Problem
from tracker.domain.plan import Plan
from tracker.domain.workspace import MilestoneNote, Workspace


class BulkField(StrEnum):
    NO_CHANGE = "no_change"  # a report that nothing changed since the last one
    DESK = "desk"  # who in the ministry looks after it
    NOTE = "note"  # a standing internal note


LONGEST = {BulkField.DESK: 80, BulkField.NOTE: 500}


@dataclass(frozen=True)
class Change:
    """One row of the preview. Empty texts mean that nothing was or will be noted."""

    milestone: str
    before: str
    after: str

    @property
    def same(self) -> bool:
        return self.before == self.after


def note_of(workspace: Workspace, milestone: str) -> MilestoneNote:
    return next((n for n in workspace.notes if n.code == milestone), MilestoneNote(milestone))


def preview(workspace: Workspace, milestones: Iterable[str], field: BulkField, value: str) -> tuple[Change, ...]:
    """What setting a note would change, row by row."""
    return tuple(Change(code, getattr(note_of(workspace, code), field.value), value.strip()) for code in milestones)


def noted(plan: Plan, workspace: Workspace, milestones: Iterable[str], field: BulkField, value: str) -> tuple[MilestoneNote, ...]:
    """The notes that change. Raises NotFound for an unknown milestone, KeyError for a field that is no note."""
    if len(value.strip()) > LONGEST[field]:
        raise BadInput((problem("long", "value", most=LONGEST[field]),))
    known = [plan.milestone(code).code for code in milestones]
    return tuple(replace(note_of(workspace, change.milestone), **{field.value: change.after})
                 for change in preview(workspace, known, field, value) if not change.same)


def refuse_unless_ready(milestones: Iterable[str], reason: str) -> None:
    """Raises BadInput where nothing was chosen or no reason given."""
    problems = [] if tuple(milestones) else [problem("nothing_chosen", "milestones")]
    problems += [] if reason.strip() else [problem("no_reason", "reason")]
    if problems:
        raise BadInput(tuple(problems))


def problem(key: str, column: str, **values: object) -> Problem:
    return Problem("bulk", 0, column, "", f"bulk_{key}", tuple((name, str(value)) for name, value in values.items()))
