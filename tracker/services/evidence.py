"""Evidence files: taken in after a close look, given out only to who may read them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.domain.actors import Action, Subject, may
from tracker.domain.errors import NotAllowed, NotFound
from tracker.domain.milestones import Evidence
from tracker.domain.plan import Plan
from tracker.domain.workspace import Workspace
from tracker.exchange.evidence_files import checked, words_in
from tracker.services.door import Caller, perform, read
from tracker.services.reading import internal
from tracker.store.engine import reading
from tracker.store.files import held_file, keep_file
from tracker.store.work import Work


@dataclass(frozen=True)
class Attached:
    """What became of an upload: the name of its content, and what a report says of it."""

    sha256: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Given:
    """A file as it is handed out."""

    content: bytes
    name: str


def attach(caller: Caller, milestone: str, name: str, content: bytes) -> Attached:
    """Stores a file for a report on the milestone. Raises NotAllowed, NotFound, and BadFile with what is wrong with it.
    The right is looked at before the file is: nobody else's bytes are unpacked."""
    read(caller, Action.ATTACH, Subject(internal(caller.engine).plan.milestone(milestone).lead))
    file = checked(name, content)

    def do(work: Work) -> str:
        keep_file(work.session, file.sha256, file.content, file.media_type, work.at)
        return file.sha256

    perform(caller, Action.ATTACH, do, subject=lambda work: Subject(work.plan.milestone(milestone).lead))
    return Attached(file.sha256, file.name, file.media_type, file.size)


def words_of(caller: Caller, files: Iterable[str]) -> dict[str, str]:
    """What is written in stored files, as far as it can be read. For the program, not for showing."""
    with reading(caller.engine) as session:
        found = {sha: held_file(session, sha) for sha in dict.fromkeys(files) if sha}
    return {sha: words_in(*held) for sha, held in found.items() if held}


def given(caller: Caller, sha256: str) -> Given:
    """The file, where it is public and accepted or the caller may read evidence of a milestone it belongs to. Raises
    NotFound where there is none, NotAllowed where it is not theirs."""
    inside = internal(caller.engine)
    public = next((e for _, e in _accepted(inside.plan, sha256) if e.public), None)
    named = public or _readable(caller, inside.plan, inside.workspace, sha256)
    with reading(caller.engine) as session:
        held = held_file(session, sha256)
    if held is None:
        raise NotFound("evidence.none")
    return Given(held[0], named.file_name or sha256[:12])


def _readable(caller: Caller, plan: Plan, workspace: Workspace, sha256: str) -> Evidence:
    """The first use of the file the caller may read."""
    actor = read(caller, Action.READ_EVIDENCE)
    uses = [*_accepted(plan, sha256), *_handed_in(workspace, sha256)]
    if not uses:
        raise NotFound("evidence.none")
    theirs = [e for ministry, e in uses if may(actor, Action.READ_EVIDENCE, Subject(ministry))]
    if not theirs:
        raise NotAllowed("error.other_ministry", action=Action.READ_EVIDENCE.value)
    return theirs[0]


def _accepted(plan: Plan, sha256: str) -> Iterator[tuple[str | None, Evidence]]:
    """Uses in accepted reports."""
    for milestone in plan.milestones:
        accepted = {r.code for r in milestone.reports if r.accepted}
        yield from ((milestone.lead, e) for e in milestone.evidence if e.file == sha256 and e.report in accepted)


def _handed_in(workspace: Workspace, sha256: str) -> Iterator[tuple[str | None, Evidence]]:
    return ((s.ministry, e) for s in workspace.submissions for e in s.evidence if e.file == sha256)
