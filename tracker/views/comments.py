"""Internal comments ready to show."""

from collections.abc import Iterable
from datetime import tzinfo

from tracker.domain.workspace import Comment, Workspace


def rows(workspace: Workspace, found: Iterable[Comment], zone: tzinfo, t) -> list[tuple[str, str, str]]:
    """Who, when and what; an office, never an account."""
    offices = {p.code: t.pick(p.office) for p in workspace.people}
    local = ((c, c.at.astimezone(zone)) for c in found)
    return [(offices.get(c.author, c.author), f"{t.date(at.date())} {at:%H:%M}", c.text) for c, at in local]
