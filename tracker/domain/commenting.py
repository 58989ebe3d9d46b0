"""Internal comments: what they may be on, whose they are, and how long."""

from datetime import datetime

from tracker.domain.errors import BadInput, NotFound, Problem
from tracker.domain.plan import Plan
from tracker.domain.workspace import Comment, Workspace

LONGEST = 2000


def comments_about(workspace: Workspace, key: str) -> tuple[Comment, ...]:
    """The oldest first."""
    return tuple(sorted((c for c in workspace.comments if c.about == key), key=lambda c: c.at))


def comment(workspace: Workspace, about: str, author: str, at: datetime, text: str) -> Comment:
    """A new comment. Raises BadInput where it says nothing or too much."""
    said = text.strip()
    wrong = "comment_empty" if not said else "comment_long" if len(said) > LONGEST else ""
    if wrong:
        raise BadInput((Problem("comment", 0, "text", "", wrong, (("most", str(LONGEST)),)),))
    taken = {c.code for c in workspace.comments}
    code = next(name for n in range(len(taken) + 1, 2 * len(taken) + 3) if (name := f"N-{n}") not in taken)
    return Comment(code, about, author, at, said)


def ministry_of(plan: Plan, workspace: Workspace, key: str) -> str | None:
    """Whose affair a comment on the object is: the lead of the milestone, the ministry of the report or request.
    Raises NotFound for what cannot be commented on."""
    word, _, code = key.partition("/")
    if word == "milestone":
        return plan.milestone(code).lead
    if word == "submission":
        return workspace.submission(code).ministry
    if word == "request":
        return workspace.request(code).ministry
    if word in ("goal", "indicator", "programme", "meeting"):
        getattr(plan, word)(code)
        return None
    raise NotFound("error.no_such_object", of=key)
