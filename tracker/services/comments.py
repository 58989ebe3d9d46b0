"""Internal remarks on anything of the plan or the workspace. Never public."""

from tracker.domain.actors import Action, Subject, require
from tracker.domain.commenting import comment, comments_about, ministry_of
from tracker.domain.workspace import Comment
from tracker.services.door import Caller, perform, read
from tracker.services.reading import internal
from tracker.store.work import Work


def add(caller: Caller, about: str, text: str, key: str) -> str:
    """Adds a remark on the object `about` (its key, as in the log); the code of the comment. Raises NotAllowed,
    NotFound where there is no such object, BadInput where the text is empty or too long."""

    def do(work: Work) -> str:
        made = comment(work.workspace, about, work.actor.code, work.at, text)
        work.put(made)
        return made.code

    return perform(caller, Action.COMMENT, do, subject=lambda work: Subject(ministry_of(work.plan, work.workspace, about)), key=key)


def about(caller: Caller, key: str) -> tuple[Comment, ...]:
    """The remarks on an object, the oldest first. The right to read is asked anew. Raises NotAllowed, NotFound."""
    actor, held = read(caller, Action.READ_COMMENTS), internal(caller.engine)
    require(actor, Action.READ_COMMENTS, Subject(ministry_of(held.plan, held.workspace, key)))
    return comments_about(held.workspace, key)
