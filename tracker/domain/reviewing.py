"""Reviewing a report: the order of the queue, what is checked by rule, what a person must confirm, and what becomes of it.

All of it pure. A report is approved as it was handed in: a reviewer may add a missing language, never change words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from tracker.domain.days import day_of
from tracker.domain.errors import BadInput, Problem
from tracker.domain.milestones import Evidence, Milestone, RecordState, ReportedState, VerificationGrade
from tracker.domain.personal_data import NEVER, findings
from tracker.domain.plan import Plan
from tracker.domain.reporting import report_from
from tracker.domain.schedule import Assessment, assess
from tracker.domain.words import NOTHING, Bilingual
from tracker.domain.workspace import Submission, Workspace

FILE = "review"  # where a problem of a decision is said to lie


def waiting(workspace: Workspace, plan: Plan) -> tuple[Submission, ...]:
    """Reports that wait for a decision: the oldest first, of one day the weightier, then in the order of the plan."""
    places = {m.code: place for place, m in enumerate(plan.milestones)}
    queued = [s for s in workspace.submissions if s.record is RecordState.SUBMITTED and s.milestone in places]
    return tuple(sorted(queued, key=lambda s: (day_of(s.submitted_at, plan.head.zone), -plan.milestone(s.milestone).weight, places[s.milestone])))


class Verdict(StrEnum):
    FITS = "fits"
    LOOK = "look"
    BLOCKED = "blocked"  # cannot be approved


@dataclass(frozen=True)
class Check:
    """`key` names a text `check.<key>`; `values` fill it."""

    key: str
    verdict: Verdict
    values: Mapping[str, object]


def checks(plan: Plan, milestone: Milestone, submission: Submission, today: date, changed: bool = False) -> tuple[Check, ...]:
    """What the rules find. `changed` says that the milestone changed after the report was written. A rule that has
    nothing to look at says nothing."""
    found = _Found(plan, milestone, submission, today, changed)
    return tuple(check for rule in _CHECKS if (check := rule(found)))


@dataclass(frozen=True)
class _Found:
    plan: Plan
    milestone: Milestone
    submission: Submission
    today: date
    changed: bool

    @property
    def completed(self) -> bool:
        return self.submission.state is ReportedState.COMPLETED

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.submission.evidence


def _said(key: str, fits: bool, otherwise: Verdict = Verdict.LOOK, **values: object) -> Check:
    return Check(key if fits else f"{key}_not", Verdict.FITS if fits else otherwise, values)


def _still_open(f: _Found) -> Check | None:
    return Check("closed", Verdict.BLOCKED, {}) if f.milestone.closed(f.today) else None


def _since_written(f: _Found) -> Check | None:
    return Check("changed", Verdict.LOOK, {}) if f.changed else None


def _completion_day(f: _Found) -> Check | None:
    if not f.completed:
        return None
    day = f.submission.completed_on
    return _said("completion_day", day is not None and day.first <= f.today, Verdict.BLOCKED)


def _proof(f: _Found) -> Check | None:
    return None if not f.completed or f.evidence else Check("no_evidence", Verdict.BLOCKED, {})


def _late(f: _Found) -> Check | None:
    """A milestone past its date that is reported as under way will be computed as delayed."""
    due = f.milestone.due(f.today)
    if f.completed or f.submission.checkpoint is not None or due is None or due.last >= f.today:
        return None
    return Check("past_due", Verdict.LOOK, {"state": f.submission.state})


def _forecast(f: _Found) -> Check | None:
    forecast = f.submission.forecast
    if forecast is None or f.completed:
        return None
    return _said("forecast", forecast.last >= f.today, forecast=forecast)


def _document_day(f: _Found) -> Check | None:
    if not f.evidence:
        return None
    late = next((e for e in f.evidence if e.on > f.today), None)
    if late:
        return Check("document_ahead", Verdict.LOOK, {"on": late.on})
    if not (f.completed and f.submission.completed_on):
        return None
    other = next((e for e in f.evidence if not f.submission.completed_on.contains(e.on)), None)
    return _said("document_day", other is None, on=other and other.on, completed=f.submission.completed_on)


def _issuing_body(f: _Found) -> Check | None:
    if not f.evidence:
        return None
    unknown = next((e for e in f.evidence if not known_body(f.plan, e.body)), None)
    return _said("issuing_body", unknown is None, body=unknown and unknown.body)


def _somebody_can_open(f: _Found) -> Check | None:
    return _said("public_evidence", any(e.public for e in f.evidence)) if f.completed and f.evidence else None


def _link(f: _Found) -> Check | None:
    return Check("link", Verdict.LOOK, {}) if any(e.url for e in f.evidence) else None


def _personal(f: _Found) -> Check:
    """A registration number stops an approval; what else looks like personal data was confirmed by its writer and is
    looked at once more."""
    kinds = tuple(dict.fromkeys(finding.kind for text in texts(f.submission) for finding in findings(text)))
    return _said("personal", not kinds, Verdict.BLOCKED if NEVER & set(kinds) else Verdict.LOOK, kinds=kinds)


def _languages(f: _Found) -> Check | None:
    return Check("one_language", Verdict.LOOK, {}) if missing_halves(f.submission) else None


_CHECKS = (_still_open, _since_written, _completion_day, _proof, _late, _forecast, _document_day, _issuing_body, _somebody_can_open,
           _link, _personal, _languages)


def texts(submission: Submission) -> Iterator[str]:
    """Everything a person wrote in it."""
    said = [submission.summary, submission.obstacle]
    for e in submission.evidence:
        said += [e.title, e.body, e.reason]
        yield from (e.url, e.file_name)
    yield from (half for words in said for half in (words.ko, words.en) if half)


def known_body(plan: Plan, body: Bilingual) -> bool:
    """Whether the plan knows a body of this name, in whichever language."""
    given = {words.strip().casefold() for words in (body.ko, body.en) if words}
    named = [plan.head.committee, *(words for o in plan.organisations for words in (o.name, o.short)), *(b.name for b in plan.bodies)]
    return bool(given & {words.strip().casefold() for each in named for words in (each.ko, each.en) if words})


def ticks(submission: Submission) -> tuple[str, ...]:
    """What a person confirms before approving; text keys below `review.tick_`."""
    first = "proves" if submission.state is ReportedState.COMPLETED else "true_now"
    return (first, "matches" if submission.evidence else "consistent", "publishable")


def refuse_unless_ready(submission: Submission, found: Iterable[Check], ticked: Iterable[str]) -> None:
    """Raises BadInput with everything that stands against an approval."""
    problems = [] if submission.record is RecordState.SUBMITTED else [_problem("not_waiting")]
    problems += [_problem("blocked_" + c.key) for c in found if c.verdict is Verdict.BLOCKED]
    problems += [_problem("unticked", "ticks")] if set(ticks(submission)) - set(ticked) else []
    if problems:
        raise BadInput(tuple(problems))


def _problem(key: str, column: str = "") -> Problem:
    return Problem(FILE, 0, column, "", f"review_{key}")


# The words a report may lack in one language, by the name of the field.
_TRANSLATED = ("title", "reason")


def missing_halves(submission: Submission) -> dict[str, Bilingual]:
    """The texts that exist in one language only, by the name `with_halves` takes them under."""
    texts = {"summary": submission.summary, "obstacle": submission.obstacle}
    texts |= {f"{e.code}.{name}": getattr(e, name) for e in submission.evidence for name in _TRANSLATED}
    return {name: words for name, words in texts.items() if bool(words.ko) != bool(words.en)}


def with_halves(submission: Submission, halves: Mapping[str, str]) -> Submission:
    """The report with missing languages added; what the ministry wrote stays as it is."""
    filled = {name: _whole(words, halves.get(name, "").strip()) for name, words in missing_halves(submission).items()}
    proofs = tuple(replace(e, **{name: filled.get(f"{e.code}.{name}", getattr(e, name)) for name in _TRANSLATED}) for e in submission.evidence)
    return replace(submission, evidence=proofs, **{name: filled[name] for name in ("summary", "obstacle") if name in filled})


def _whole(words: Bilingual, other: str) -> Bilingual:
    return Bilingual(words.ko or other, words.en or other)


def accepted(milestone: Milestone, submission: Submission, grade: VerificationGrade, reporter: Bilingual, by: str, at: datetime,
             on: date) -> tuple[Milestone, Submission]:
    """The milestone with the report and its evidence, and the submission that says so."""
    report, proofs = report_from(submission, on, grade, reporter)
    decided = replace(submission, record=RecordState.APPROVED, decided_by=by, decided_at=at, grade=grade, report=report.code, returned_for=NOTHING)
    return replace(milestone, reports=(*milestone.reports, report), evidence=(*milestone.evidence, *proofs)), decided


def returned(submission: Submission, reason: Bilingual, by: str, at: datetime) -> Submission:
    """Back to the ministry. Raises BadInput without a reason, or where it does not wait for a decision."""
    problems = [] if submission.record is RecordState.SUBMITTED else [_problem("not_waiting")]
    problems += [] if reason else [_problem("no_reason", "reason")]
    if problems:
        raise BadInput(tuple(problems))
    return replace(submission, record=RecordState.RETURNED, returned_for=reason, decided_by=by, decided_at=at)


def would_be(milestone: Milestone, submission: Submission, today: date, plan: Plan) -> Assessment:
    """The status the rules would compute if the report were accepted today."""
    grade = VerificationGrade.V1 if submission.evidence else VerificationGrade.V0
    after, _ = accepted(milestone, submission, grade, NOTHING, "", submission.submitted_at, today)
    return assess(after, today, plan.head.thresholds)
