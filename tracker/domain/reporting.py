"""The rules of reporting: what a report must say, what becomes of it, and which grade it earns.

A typed report is read as a whole: everything that is wrong is told at once, each with how to mend it. Nothing here
decides a status; `preview` asks the one rule what the report would lead to.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.domain.errors import BadInput
from tracker.domain.milestones import (
    Evidence, Milestone, RecordState, Report, ReportedState, VerificationGrade,
)
from tracker.domain.periods import day
from tracker.domain.plan import Thresholds
from tracker.domain.schedule import Assessment, Status, Timing, accepted_completion, assess
from tracker.domain.sources import Confidence, Origin, Source
from tracker.domain.typed_evidence import FieldProblem, TypedEvidence, evidence_of, evidence_problems
from tracker.domain.typed_dates import typed_day, typed_period
from tracker.domain.words import NOTHING, Bilingual
from tracker.domain.workspace import Submission, named

LONGEST = {"summary": 200, "obstacle": 200, "note": 200}
MOST_EVIDENCE = 5
YEARS_BEFORE, YEARS_AFTER = 3, 10  # of the term of the plan; a date beyond is a slip of the finger


@dataclass(frozen=True)
class TypedReport:
    """The form as typed, nothing understood yet. `confirmed` holds the marks of what looked like personal data and
    was said to be none; `note` says why an accepted report is corrected."""

    state: str = ""
    completed_on: str = ""
    forecast: str = ""
    summary: str = ""
    obstacle: str = ""
    checkpoint: int | None = None
    corrects: str = ""
    note: str = ""
    evidence: tuple[TypedEvidence, ...] = ()
    confirmed: tuple[str, ...] = ()
    language: str = "ko"

    @property
    def written(self) -> tuple[TypedEvidence, ...]:
        """The evidence somebody has begun to describe."""
        return tuple(e for e in self.evidence if e.begun)


@dataclass(frozen=True)
class Term:
    """What dates are held against: the days of the plan and the day of the report."""

    starts_on: date
    ends_on: date
    today: date

    @property
    def first(self) -> date:
        return date(self.starts_on.year - YEARS_BEFORE, 1, 1)

    @property
    def last(self) -> date:
        return date(self.ends_on.year + YEARS_AFTER, 12, 31)


class BadReport(BadInput):
    """The report cannot be handed in as it is; `problems` are FieldProblems."""


def problems(typed: TypedReport, milestone: Milestone, term: Term) -> tuple[FieldProblem, ...]:
    """Everything that keeps the report from being handed in, in the order of the form."""
    rules = (_still_open, _state, _checkpoint, _completed_on, _forecast, _summary, _obstacle, _correction, _evidence)
    return tuple(found for rule in rules for found in rule(typed, milestone, term))


def _still_open(typed: TypedReport, milestone: Milestone, term: Term) -> Iterable[FieldProblem]:
    """Nothing is reported on what a resolution closed; what is done already can only be corrected."""
    if milestone.closed(term.today):
        yield FieldProblem("state", "report.problem_closed")
    elif typed.checkpoint is None and not typed.corrects and accepted_completion(milestone, term.today):
        yield FieldProblem("state", "report.problem_done")


def _state(typed: TypedReport, milestone: Milestone, term: Term) -> Iterable[FieldProblem]:
    if typed.state not in tuple(ReportedState):
        yield FieldProblem("state", "report.problem_state")


def _checkpoint(typed: TypedReport, milestone: Milestone, term: Term) -> Iterable[FieldProblem]:
    if typed.checkpoint is not None and typed.checkpoint not in {c.seq for c in milestone.checkpoints}:
        yield FieldProblem("checkpoint", "report.problem_checkpoint")


def _completed_on(typed: TypedReport, milestone: Milestone, term: Term) -> Iterable[FieldProblem]:
    if typed.state != ReportedState.COMPLETED:
        return
    on = typed_day(typed.completed_on, term.today)
    if not typed.completed_on.strip():
        yield FieldProblem("completed_on", "report.problem_completed_missing")
    elif on is None:
        yield FieldProblem("completed_on", "report.problem_day", {"typed": typed.completed_on.strip()})
    elif on > term.today:
        yield FieldProblem("completed_on", "report.problem_completed_ahead", {"on": on, "today": term.today})
    elif on < term.first:
        yield FieldProblem("completed_on", "report.problem_too_early", {"on": on, "first": term.first})


def _forecast(typed: TypedReport, milestone: Milestone, term: Term) -> Iterable[FieldProblem]:
    if typed.state == ReportedState.COMPLETED or not typed.forecast.strip():
        return
    period = typed_period(typed.forecast, term.today)
    if period is None:
        yield FieldProblem("forecast", "report.problem_period", {"typed": typed.forecast.strip()})
    elif period.last < term.today:
        yield FieldProblem("forecast", "report.problem_forecast_past", {"period": period, "today": term.today})
    elif period.last > term.last:
        yield FieldProblem("forecast", "report.problem_too_late", {"period": period, "last": term.last})


def _summary(typed: TypedReport, milestone: Milestone, term: Term) -> Iterable[FieldProblem]:
    if not typed.summary.strip():
        yield FieldProblem("summary", "report.problem_summary")
    yield from _too_long("summary", typed.summary)


def _obstacle(typed: TypedReport, milestone: Milestone, term: Term) -> Iterable[FieldProblem]:
    if typed.state != ReportedState.COMPLETED:
        yield from _too_long("obstacle", typed.obstacle)


def _correction(typed: TypedReport, milestone: Milestone, term: Term) -> Iterable[FieldProblem]:
    if not typed.corrects:
        return
    if typed.corrects not in {r.code for r in milestone.reports if r.accepted}:
        yield FieldProblem("corrects", "report.problem_corrects")
    if not typed.note.strip():
        yield FieldProblem("note", "report.problem_note")
    yield from _too_long("note", typed.note)


def _too_long(name: str, text: str) -> Iterable[FieldProblem]:
    if len(text.strip()) > LONGEST[name]:
        yield FieldProblem(name, "report.problem_long", {"most": LONGEST[name], "long": len(text.strip())})


def _evidence(typed: TypedReport, milestone: Milestone, term: Term) -> Iterable[FieldProblem]:
    """What was begun must be whole. A completion without any is told as the fields of the first that are missing."""
    wanted = typed.written
    if typed.state == ReportedState.COMPLETED and not wanted:
        yield FieldProblem("evidence", "report.problem_evidence")
        wanted = (typed.evidence or (TypedEvidence(),))[:1]
    if len(wanted) > MOST_EVIDENCE:
        yield FieldProblem("evidence", "report.problem_evidence_many", {"most": MOST_EVIDENCE})
    numbers = {id(e): n for n, e in enumerate(typed.evidence)}
    for evidence in wanted:
        yield from evidence_problems(evidence, numbers.get(id(evidence), 0), term.today)


def worded(text: str, language: str, before: Bilingual = NOTHING) -> Bilingual:
    """A text typed in one language. Words left as they were shown keep both halves; new words stand in their own
    language alone, because the other half no longer says the same."""
    text = " ".join(text.split())
    if text == before.within(language):
        return before
    return Bilingual(ko=text) if language == "ko" else Bilingual(en=text)


@dataclass(frozen=True)
class Authorship:
    """Who hands in, when, having seen which version of the milestone."""

    person: str
    at: datetime
    seen: int


def understood(typed: TypedReport, milestone: Milestone, code: str, by: Authorship, term: Term, before: Submission | None = None) -> Submission:
    """The submission a report becomes; `before` is the one it amends: what it was returned for stays beside it for whoever
    reviews it again. Raises BadReport with everything wrong."""
    if found := problems(typed, milestone, term):
        raise BadReport(found)
    done = typed.state == ReportedState.COMPLETED
    authors = tuple(dict.fromkeys((*(before.authors if before else ()), by.person)))
    return Submission(
        code, milestone.code, typed.checkpoint, milestone.lead, RecordState.SUBMITTED, ReportedState(typed.state), authors, by.at, by.seen,
        summary=worded(typed.summary, typed.language, before.summary if before else NOTHING),
        obstacle=NOTHING if done else worded(typed.obstacle, typed.language, before.obstacle if before else NOTHING),
        completed_on=day(typed_day(typed.completed_on, term.today)) if done else None,
        forecast=None if done or not typed.forecast.strip() else typed_period(typed.forecast, term.today),
        corrects=typed.corrects, returned_for=before.returned_for if before else NOTHING,
        evidence=tuple(evidence_of(e, f"{code}-E{n}", typed.language, _held(before, n), term.today, worded) for n, e in enumerate(typed.written, 1)))


def _held(before: Submission | None, number: int) -> Evidence | None:
    held = before.evidence if before else ()
    return held[number - 1] if number <= len(held) else None


def no_change_possible(milestone: Milestone, today: date, thresholds: Thresholds, busy: bool) -> bool:
    """Whether the last report may be repeated as it is: there is one, it says not done, the date (and any completion it
    expects) lies ahead, and nothing waits (`busy`: an open submission)."""
    found, reports = assess(milestone, today, thresholds), milestone.accepted_reports(today)
    if busy or not reports or found.timing is not Timing.AHEAD or found.done or found.status is Status.CLOSED:
        return False
    last = reports[-1]
    return last.state is not ReportedState.COMPLETED and (last.forecast is None or last.forecast.last >= today)


def unchanged(milestone: Milestone, code: str, by: Authorship, today: date) -> Submission:
    """The last accepted report once more, as a submission of today."""
    last = milestone.accepted_reports(today)[-1]
    return Submission(code, milestone.code, None, milestone.lead, RecordState.SUBMITTED, last.state, (by.person,), by.at, by.seen,
                      summary=last.summary, obstacle=last.obstacle, forecast=last.forecast, no_change=True)


def written_by(made: Submission, held: Iterable[Submission]) -> tuple[str, ...]:
    """Its authors, with those of the one that was taken back under its code: its words were handed to whoever took it
    back, and nobody decides on their own words."""
    before = next((s.authors for s in held if s.code == made.code and s.record is RecordState.DRAFT), ())
    return tuple(dict.fromkeys((*before, *made.authors)))


def next_code(milestone: str, held: Collection[Submission]) -> str:
    """The code of the next submission of a milestone, `held` being those there are; one that was taken back goes on."""
    if taken_back := next((s.code for s in held if s.record is RecordState.DRAFT), None):
        return taken_back
    numbers = [int(tail) for s in held if (tail := s.code.rpartition("-")[2]).isdigit()]
    return f"S-{milestone}-{max(numbers, default=0) + 1}"


def preview(typed: TypedReport, milestone: Milestone, term: Term, thresholds: Thresholds) -> Assessment | None:
    """The status the report would lead to once accepted today, None while too little can be read. A completion is
    shown as if its evidence were whole: without it the report cannot be handed in."""
    if typed.state not in tuple(ReportedState):
        return None
    state, on = ReportedState(typed.state), typed_day(typed.completed_on, term.today)
    done = state is ReportedState.COMPLETED
    if done and (on is None or not term.first <= on <= term.today):
        return None
    made = Report("", term.today, state, RecordState.APPROVED, VerificationGrade.V1 if done else VerificationGrade.V0, NOTHING,
                  Origin("", "", Confidence.HIGH), completed_on=day(on) if done else None,
                  forecast=None if done else typed_period(typed.forecast, term.today),
                  obstacle=Bilingual(ko=typed.obstacle.strip()) if not done else NOTHING, checkpoint=typed.checkpoint)
    return assess(replace(milestone, reports=milestone.reports + (made,)), term.today, thresholds)


def grade_for(evidence: Iterable[Evidence], checked_by_other: bool = False, outcome: bool = False) -> VerificationGrade:
    """What the evidence is worth: by whom it was checked, and whether anybody could."""
    held = tuple(evidence)
    if not held:
        return VerificationGrade.V0
    if outcome:
        return VerificationGrade.V4
    if checked_by_other:
        return VerificationGrade.V3
    return VerificationGrade.V2 if any(e.checkable for e in held) else VerificationGrade.V1


def report_from(submission: Submission, on: date, grade: VerificationGrade, reporter: Bilingual) -> tuple[Report, tuple[Evidence, ...]]:
    """What an approved submission becomes in the plan on the day `on`; `reporter` is the ministry's office name.
    Its origin is the first link anybody can open: `sources_of` gives what the plan's list of sources must hold then."""
    public = next((e for e in submission.evidence if e.checkable), None)
    origin = Origin(public.url, public.on.isoformat(), Confidence.HIGH) if public else Origin("", "", Confidence.HIGH)
    code = f"R-{submission.code.removeprefix('S-')}-S"
    report = Report(code, on, submission.state, RecordState.APPROVED, grade, submission.summary, origin, reporter,
                    submission.completed_on, submission.forecast, submission.obstacle, submission.checkpoint, submission.corrects)
    return report, named(submission, code)


def sources_of(submission: Submission) -> tuple[Source, ...]:
    """The sources an approved submission brings with it."""
    return tuple(Source(e.url, e.body.ko or e.body.en, e.title) for e in submission.evidence if e.checkable)[:1]

