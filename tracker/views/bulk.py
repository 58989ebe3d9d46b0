"""Setting one safe field for many: what can be chosen, and row by row what would change."""

from collections.abc import Iterable

from tracker.domain.actors import Action, Actor, Subject, may
from tracker.domain.bulk import BulkField, preview
from tracker.domain.plan import Plan
from tracker.domain.workspace import Workspace

NOTES = (BulkField.DESK, BulkField.NOTE)  # what is set here; reports of no change are offered with the tasks themselves


def offered(plan: Plan, actor: Actor, t) -> list[tuple[str, str]]:
    """The milestones the person may note something on, as (code, words)."""
    return [(m.code, t("bulk.option", code=m.code, title=m.title)) for m in plan.milestones if may(actor, Action.NOTE_MANY, Subject(m.lead))]


def rows(plan: Plan, workspace: Workspace, codes: Iterable[str], field: BulkField, value: str, t) -> list[tuple[str, str, str, bool]]:
    """(milestone, before, after, whether it stays the same) for each."""
    said = lambda text: text or t("common.none")
    return [(t("bulk.option", code=c.milestone, title=plan.milestone(c.milestone).title), said(c.before), said(c.after), c.same)
            for c in preview(workspace, codes, field, value)]
