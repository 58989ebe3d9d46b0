"""A row of a workbook as a report: read as the form would be read, beside what was handed in and accepted before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from tracker.domain.actors import Action, Subject, refusal
from tracker.domain.errors import NotFound
from tracker.domain.importing import CellProblem, ReadRow, RowState, WeighedRow
from tracker.domain.importing_columns import PIECES, YES_NO, evidence_column
from tracker.domain.importing_rules import Scales, conflict, differences, error, row_problem, says_nothing
from tracker.domain.milestones import Milestone, ReportedState
from tracker.domain.records import key_of
from tracker.domain.reporting import Term, TypedReport, problems
from tracker.domain.retyping import typed_again
from tracker.domain.screening import flags, unsettled
from tracker.domain.typed_dates import typed_day, typed_period
from tracker.domain.typed_evidence import FieldProblem, TypedEvidence
from tracker.domain.workspace import Submission

PIECE = ("kind", "title", "body", "on", "url", "reason")  # of evidence, as the sheet asks for it
# What a form asks beside its fields and a sheet cannot.
ELSEWHERE = {"report.problem_personal": "importing.problem_personal", "report.problem_done": "importing.problem_done",
             "report.problem_link_or_file": "importing.problem_link"}
# Said in the words of a sheet, whose cells take 20260225 for the number of a day.
ELSEWHERE |= {f"report.problem_{name}": f"importing.problem_{name}" for name in ("completed_missing", "day", "document_day", "period")}

NEAR_WITHIN = 1000  # rows that are offered the code they may mean; looking for it is the dearest step of all


def weigh_report(row: ReadRow, scales: Scales) -> WeighedRow:
    """New, an amendment of the report that waits, known already, or what is wrong with it."""
    code = row.text("milestone").strip()
    milestone = _known(scales, code)
    if row.untouched or says_nothing(row):
        wrong = tuple(_due_typed_over(row, milestone, scales)) if milestone else ()
        return error(row, wrong, f"milestone/{code}") if wrong else WeighedRow(row, RowState.SAME)
    if milestone is None:
        return error(row, (_unknown(row, scales, code),))
    if key := refusal(scales.actor, Action.SUBMIT, Subject(milestone.lead)):
        return error(row, (row_problem(row, "milestone", key),), key_of(milestone))
    return _beside(row, scales, milestone)


def _known(scales: Scales, code: str) -> Milestone | None:
    try:
        return scales.plan.milestone(code)
    except NotFound:
        return None


def _unknown(row: ReadRow, scales: Scales, code: str) -> CellProblem:
    near = get_close_matches(code, [m.code for m in scales.plan.milestones], 1) if row.number <= NEAR_WITHIN else []
    return row_problem(row, "milestone", "importing.problem_milestone_near" if near else "importing.problem_milestone", near=near[0] if near else "")


def _beside(row: ReadRow, scales: Scales, milestone: Milestone) -> WeighedRow:
    """The row beside the report that waits, or that was accepted since the workbook was made."""
    key, before = key_of(milestone), scales.workspace.open_submission(milestone.code)
    typed = typed_report(row, scales, before)
    mine, waits = fields(typed, scales.today), fields(typed_again(before, scales.language), scales.today) if before else {}
    wrong = (*_due_typed_over(row, milestone, scales), *_problems(row, typed, scales, milestone, before))
    if not _due(wrong) and mine in (waits, _accepted_since(scales, milestone)):
        return WeighedRow(row, RowState.SAME, key)
    found = differences(waits, mine)
    if scales.moved_by_others(key, *((key_of(before),) if before else ())):
        return conflict(row, key, found)
    if wrong:
        return error(row, wrong, key, found)
    return WeighedRow(row, RowState.CHANGED if before else RowState.NEW, key, found)


def _accepted_since(scales: Scales, milestone: Milestone) -> Mapping[str, str] | None:
    """What was accepted since, as the sheet would say it: handed in again it says nothing new."""
    reports = milestone.accepted_reports(scales.today)
    if not reports or key_of(milestone) not in scales.moved:
        return None
    last = reports[-1]
    return fields(typed_again(last, scales.language, milestone.evidence_of(last.code)), scales.today)


def typed_report(row: ReadRow, scales: Scales, before: Submission | None = None) -> TypedReport:
    """The form as the row fills it."""
    return TypedReport(row.text("state").strip(), row.text("completed_on"), row.text("forecast"), row.text("summary"), row.text("obstacle"),
                       evidence=tuple(piece for piece, _ in _pieces(row, scales, before)), language=scales.language)


def _pieces(row: ReadRow, scales: Scales, before: Submission | None) -> list[tuple[TypedEvidence, int]]:
    """The evidence of the report, each with the piece of the row it stands in (0: in none). What waits already stays; a
    piece of the same title is described anew, with the file attached to it."""
    found = [(piece, 0) for piece in (typed_again(before, scales.language).evidence if before else ())]
    for number in PIECES:
        mine = _piece(row, number)
        if not mine.begun:
            continue
        place = next((n for n, (piece, taken) in enumerate(found) if not taken and _plain(piece.title) == _plain(mine.title)), len(found))
        kept = found[place][0] if place < len(found) else TypedEvidence()
        found[place:place + 1] = [(replace(mine, file=kept.file, file_name=kept.file_name, media_type=kept.media_type, size=kept.size), number)]
    return found


def _piece(row: ReadRow, number: int) -> TypedEvidence:
    kind, *others = (row.text(evidence_column(number, name)) for name in PIECE)
    return TypedEvidence(kind.strip(), *others, public=row.text(evidence_column(number, "public")).strip() == YES_NO[0])


def _problems(row: ReadRow, typed: TypedReport, scales: Scales, milestone: Milestone, before: Submission | None) -> Iterator[CellProblem]:
    """What the form would refuse, each at its cell."""
    found, standing = list(problems(typed, milestone, term_of(scales))), [number for _, number in _pieces(row, scales, before)]
    if any(problem.field.startswith("evidence.") for problem in found):
        found = [problem for problem in found if problem.key != "report.problem_evidence"]  # its missing fields say the same, each at its place
    for problem in (*found, *unsettled(flags(typed, {}), typed.confirmed)):
        yield row_problem(row, _column(problem, standing), ELSEWHERE.get(problem.key, problem.key), **problem.values)
    yield from _unused(row, typed, scales.today)
    for number in PIECES:
        yield from _whether_public(row, number)
    yield from _told_twice(row)


def _whether_public(row: ReadRow, number: int) -> Iterator[CellProblem]:
    """A cell left empty is no answer to whether the public may see it."""
    begun, column = _piece(row, number).begun, evidence_column(number, "public")
    if begun and row.text(column).strip() not in YES_NO:
        yield row_problem(row, column, "importing.problem_public")
    if row.text(column).strip() and not begun:
        yield row_problem(row, column, "importing.problem_public_of_what")


def _told_twice(row: ReadRow) -> Iterator[CellProblem]:
    """Two pieces under one title: handed in again nobody could tell which is which."""
    seen: dict[str, int] = {}
    for number in PIECES:
        title = _plain(row.text(evidence_column(number, "title")))
        if title and seen.setdefault(title, number) != number:
            yield row_problem(row, evidence_column(number, "title"), "importing.problem_evidence_twice")


def _unused(row: ReadRow, typed: TypedReport, today: date) -> Iterator[CellProblem]:
    """A form hides the fields that do not go with the state; a sheet cannot, and nothing typed is dropped in silence."""
    on, done = typed.completed_on.strip(), typed.state == ReportedState.COMPLETED
    if on and typed.state not in tuple(ReportedState) and typed_day(on, today) is None:
        yield row_problem(row, "completed_on", "importing.problem_day", typed=on)
    if on and typed.state in (ReportedState.NOT_STARTED, ReportedState.IN_PROGRESS):
        yield row_problem(row, "completed_on", "importing.problem_only_when_done")
    for column in ("forecast", "obstacle"):
        if done and row.text(column).strip():
            yield row_problem(row, column, "importing.problem_not_when_done")


def term_of(scales: Scales) -> Term:
    return Term(scales.plan.head.starts_on, scales.plan.head.ends_on, scales.today)


def _column(problem: FieldProblem, standing: Sequence[int]) -> str:
    """Where `evidence.0.title` stands: in the columns of its piece, of the first where the row says nothing of it. A file
    can't be attached in a sheet, a link can."""
    parts = problem.field.split(".")
    if parts[0] != "evidence":
        return problem.field
    if len(parts) == 1:
        return "evidence_kind"
    place = int(parts[1])
    piece = standing[place] if place < len(standing) else 0
    return evidence_column(piece or 1, "url" if parts[2] == "file" else parts[2])


def _due_typed_over(row: ReadRow, milestone: Milestone, scales: Scales) -> Iterator[CellProblem]:
    """A deadline is moved by a change request; typing another one here would look as if it had been."""
    typed = typed_period(row.text("due"), scales.today)
    if typed and typed not in (milestone.original_due, *(moved.due for moved in milestone.rebaselines)):
        yield row_problem(row, "due", "importing.problem_due", due=milestone.due(scales.today))


def _due(wrong: tuple[CellProblem, ...]) -> bool:
    return any(problem.key == "importing.problem_due" for problem in wrong)


def fields(typed: TypedReport, today: date) -> dict[str, str]:
    """A report by the columns of the sheet, each in the one way it is written. Of several pieces of evidence every title counts."""
    done = typed.state == ReportedState.COMPLETED
    said = {"state": typed.state, "completed_on": _read(typed_day, typed.completed_on, today) if done else "",
            "forecast": "" if done else _read(typed_period, typed.forecast, today), "summary": _plain(typed.summary), "obstacle": "" if done else _plain(typed.obstacle)}
    for name in PIECE:
        said[f"evidence_{name}"] = "\n".join(_read(typed_day, e.on, today) if name == "on" else _plain(getattr(e, name)) for e in typed.written)
    return said | {"evidence_public": "\n".join(YES_NO[0] if e.public else YES_NO[1] for e in typed.written)}


def _read(understand, text: str, today: date) -> str:
    """The day or time meant; what cannot be read stays as it was typed."""
    return str(understand(text, today) or text.strip())


def _plain(text: str) -> str:
    return " ".join(text.split())
