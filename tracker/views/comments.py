"""Internal comments ready to show."""

from collections.abc import Iterable

from tracker.domain.workspace import Comment, Workspace


def rows(workspace: Workspace, found: Iterable[Comment], t) -> list[tuple[str, str, str]]:
    """Who, when and what; an office, never an account."""
    offices = {p.code: t.pick(p.office) for p in workspace.people}
    return [(offices.get(c.author, c.author), t.moment(c.at), c.text) for c in found]
