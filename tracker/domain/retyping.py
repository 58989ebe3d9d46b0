"""A report as the form holds it, from a submission, a report of the plan, or a kept draft; and back into plain fields."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date

from tracker.domain.milestones import Evidence, Milestone, Report, ReportedState
from tracker.domain.periods import Period
from tracker.domain.reporting import TypedReport
from tracker.domain.typed_evidence import TypedEvidence
from tracker.domain.workspace import Submission


def typed_again(held: Submission | Report, language: str, evidence: tuple[Evidence, ...] | None = None) -> TypedReport:
    """What one would have to type to say this. Words that are missing in `language` are shown in the other."""
    proofs = held.evidence if evidence is None else evidence
    return TypedReport(
        held.state.value, _typed(held.completed_on), _typed(held.forecast), held.summary.within(language), held.obstacle.within(language),
        held.checkpoint, held.corrects, evidence=tuple(_evidence(e, language) for e in proofs), language=language)


def _typed(period: Period | None) -> str:
    return str(period) if period else ""


def _evidence(held: Evidence, language: str) -> TypedEvidence:
    return TypedEvidence(held.kind.value, held.title.within(language), held.body.within(language), held.on.isoformat(), held.url,
                         held.reason.within(language), held.public, held.file, held.file_name, held.media_type, held.size)


def begun_from(last: Report | None, language: str, today: date) -> TypedReport:
    """What a new report starts from: what the last one expected still stands until somebody says otherwise, unless its
    time has passed."""
    if last is None or last.state is ReportedState.COMPLETED:
        return TypedReport(language=language)
    expected = last.forecast if last.forecast and last.forecast.last >= today else None
    return TypedReport(last.state.value, forecast=_typed(expected), obstacle=last.obstacle.within(language), language=language)


def correcting(milestone: Milestone, code: str, language: str) -> TypedReport | None:
    """An accepted report with its evidence, to be put right; None where there is none of that code."""
    report = next((r for r in milestone.reports if r.code == code and r.accepted), None)
    return replace(typed_again(report, language, milestone.evidence_of(code)), corrects=code) if report else None


def as_fields(typed: TypedReport) -> dict[str, object]:
    """As plain values, to be kept as JSON."""
    return asdict(typed)


def from_fields(held: Mapping[str, object]) -> TypedReport:
    """A kept draft; what it lacks is empty, what it has too much is left aside: forms change."""
    known = _fitting(TypedReport, held)
    pieces = tuple(TypedEvidence(**_fitting(TypedEvidence, piece)) for piece in held.get("evidence", ()) if isinstance(piece, Mapping))
    return replace(TypedReport(**(known | {"evidence": (), "confirmed": ()})), evidence=pieces, confirmed=tuple(map(str, held.get("confirmed", ()))))


def _fitting(kind: type, held: Mapping[str, object]) -> dict[str, object]:
    """The values whose names and kinds the class knows."""
    empty = kind()
    fits = lambda name, value: isinstance(value, type(getattr(empty, name))) or name == "checkpoint" and isinstance(value, int | None)  # noqa: E731
    return {f.name: held[f.name] for f in fields(kind) if f.name in held and fits(f.name, held[f.name])}
