"""Handing in reports: one, several unchanged ones, or taking one back. Each is one transaction, with the versions the
person saw."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.actors import Action, Subject, require
from tracker.domain.errors import Conflict, NotFound
from tracker.domain.milestones import Milestone, RecordState
from tracker.domain.records import key_of
from tracker.domain.reporting import (
    Authorship, BadReport, Term, TypedReport, next_code, no_change_possible, problems, unchanged, understood, written_by,
)
from tracker.domain.retyping import as_fields, typed_again
from tracker.domain.screening import flags, unsettled
from tracker.domain.typed_evidence import FieldProblem
from tracker.domain.workspace import Comment, Submission
from tracker.services.door import Caller, perform
from tracker.services.drafts import as_text
from tracker.services.evidence import words_of
from tracker.store.drafts import drop_draft, held_draft, keep_draft
from tracker.store.work import Work


@dataclass(frozen=True)
class Seen:
    """The versions a person had before them: of the milestone, and of the report that was waiting (0: none)."""

    milestone: int
    submission: int = 0


class ReportConflict(Conflict):
    """Somebody else handed in a report on the milestone, or a new version of it, while this one was written. `base` is
    what the writer saw, `theirs` what is there now, both as the form would show them; `version` is theirs."""

    def __init__(self, milestone: str, base: TypedReport, theirs: Submission, language: str, version: int) -> None:
        super().__init__("report.conflict", milestone=milestone)
        self.base, self.theirs, self.version, self.submission = base, typed_again(theirs, language), version, theirs


def submit(caller: Caller, milestone: str, typed: TypedReport, seen: Seen, key: str) -> str:
    """Hands in a report or amends the one that waits; the code of the submission. The draft is gone with it. Raises
    NotAllowed, BadReport with everything wrong, ReportConflict, Conflict where the milestone itself changed."""
    said = words_of(caller, (e.file for e in typed.evidence))

    def do(work: Work) -> str:
        held = work.plan.milestone(milestone)
        before = work.workspace.open_submission(milestone)
        _as_seen(work, held, before, typed, seen)
        made = written(work, held, typed, caller.today, said)
        work.put(made, *_note(work, typed, made.code))
        work.reason = typed.note.strip()
        drop_draft(work.session, work.actor.code, milestone)
        return made.code

    return perform(caller, Action.SUBMIT, do, subject=_of(milestone), key=key)


def written(work: Work, held: Milestone, typed: TypedReport, today: date, said: Mapping[str, str]) -> Submission:
    """The submission a typed report becomes, still to be put; `said` holds the words of attached files. Raises BadReport."""
    term, before = Term(work.plan.head.starts_on, work.plan.head.ends_on, today), work.workspace.open_submission(held.code)
    _refuse(typed, held, term, said)
    others = work.workspace.submissions_by_milestone.get(held.code, ())
    code = before.code if before else next_code(held.code, others)
    by = Authorship(work.actor.code, work.at, work.version(key_of(held)))
    made = understood(typed, held, code, by, term, before)
    return replace(made, authors=written_by(made, others))


def _as_seen(work: Work, held: Milestone, before: Submission | None, typed: TypedReport, seen: Seen) -> None:
    now = work.version(key_of(before)) if before else 0
    if before and now != seen.submission:
        raise ReportConflict(held.code, _base(work, before, seen, typed), before, typed.language, now)
    if seen.submission and not before:
        raise Conflict("report.decided_meanwhile", milestone=held.code)
    work.seen(key_of(held), seen.milestone)


def _base(work: Work, before: Submission, seen: Seen, typed: TypedReport) -> TypedReport:
    """What the writer began from: nothing where no report waited, or where what they saw is another by now."""
    if not seen.submission:
        return TypedReport(language=typed.language)
    try:
        return typed_again(work.as_seen(key_of(before), seen.submission), typed.language)
    except NotFound:
        return TypedReport(language=typed.language)


def _refuse(typed: TypedReport, held: Milestone, term: Term, said: Mapping[str, str]) -> None:
    missing = tuple(FieldProblem(f"evidence.{n}.file", "report.problem_file") for n, e in enumerate(typed.evidence) if e.file and e.file not in said)
    if found := (*problems(typed, held, term), *missing, *unsettled(flags(typed, said), typed.confirmed)):
        raise BadReport(found)


def _note(work: Work, typed: TypedReport, code: str) -> tuple[Comment, ...]:
    """Why an accepted report is corrected, where a reviewer reads it."""
    if not (typed.corrects and typed.note.strip()):
        return ()
    number = 1 + sum(c.about == f"submission/{code}" for c in work.workspace.comments)
    return (Comment(f"{code}-N{number}", f"submission/{code}", work.actor.code, work.at, " ".join(typed.note.split())),)


def no_change(caller: Caller, seen: Mapping[str, int], key: str) -> str:
    """Repeats the last accepted report on every milestone of `seen` (code → version the person saw), all or none; the
    codes of the submissions, with commas. Raises NotAllowed, Conflict, BadInput where one may not be repeated."""
    first = next(iter(seen), None)
    if first is None:
        raise BadReport((FieldProblem("milestones", "report.problem_none_chosen"),))

    def do(work: Work) -> str:
        made = [_repeated(work, caller, code, version) for code, version in seen.items()]
        work.put(*made)
        return ",".join(s.code for s in made)

    return perform(caller, Action.SUBMIT, do, subject=_of(first), key=key)


def _repeated(work: Work, caller: Caller, code: str, version: int) -> Submission:
    held = work.plan.milestone(code)
    require(work.actor, Action.SUBMIT, Subject(held.lead))
    work.seen(key_of(held), version)
    busy = work.workspace.open_submission(code) is not None
    if not no_change_possible(held, caller.today, work.plan.head.thresholds, busy):
        raise BadReport((FieldProblem("milestones", "report.problem_no_repeat", {"code": code}),))
    new = next_code(code, work.workspace.submissions_by_milestone.get(code, ()))
    return unchanged(held, new, Authorship(work.actor.code, work.at, version), caller.today)


def withdraw(caller: Caller, submission: str, seen: int, key: str) -> str:
    """Takes back a report nobody decided on; the code of its milestone. What was typed becomes a draft again,
    unless there is one; the report stays on record as one, for removing it would move all after it. Raises NotAllowed, NotFound, Conflict."""

    def do(work: Work) -> str:
        held = work.workspace.submission(submission)
        work.seen(key_of(held), seen)
        if not held.open:
            raise Conflict("report.decided_meanwhile", milestone=held.milestone)
        if not held.no_change and held_draft(work.session, work.actor.code, held.milestone) is None:
            _draft_again(work, held)
        work.put(replace(held, record=RecordState.DRAFT, decided_by=work.actor.code, decided_at=work.at))
        return held.milestone

    return perform(caller, Action.WITHDRAW, do, subject=_of_submission(submission), key=key)


def _draft_again(work: Work, held: Submission) -> None:
    language = "ko" if held.summary.ko else "en"
    fields = as_fields(typed_again(held, language)) | {"seen": [work.version(f"milestone/{held.milestone}"), 0]}
    keep_draft(work.session, work.actor.code, held.milestone, as_text(fields), work.at)


def _of(milestone: str):
    return lambda work: Subject(work.plan.milestone(milestone).lead)


def _of_submission(code: str):
    return lambda work: work.workspace.submission(code).subject
