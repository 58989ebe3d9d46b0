"""A workbook that was brought in, in words: the finding, the counts, every place to mend, and what would change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from tracker.domain.importing import CellProblem, DryRun, FieldDifference, RowState, SheetKind, WeighedRow
from tracker.domain.importing_columns import COLUMNS, EVIDENCE, Fill, evidence_column, plain_column
from tracker.domain.periods import parse_period
from tracker.domain.plan import Plan
from tracker.views.organisations import full

SHOWN = 100  # places and changed cells listed; the marked file has all of them
STEPS = ("file", "checked", "look", "applied")
DOES = (RowState.NEW, RowState.CHANGED)
WORDS = {"state": "milestones.state_", "evidence_kind": "evidence.kind_", "evidence_public": "report.public_", "standing": "edit.choice.standing_",
         "confidence": "edit.choice.confidence_"}
ONLY_MEND = frozenset({"report.problem_document_day", "report.problem_completed_missing"})  # what to do, and an example of it
# Where the first sentence of a problem ends: what is wrong stands before it, how to mend it after. Dates have full stops too.
SENTENCE = re.compile(r"(?<=[^\W\d])\.\s+|(?<=[)”\"’])\.\s+")


def at_step(run: DryRun | None) -> str:
    """How far it is: something to mend, or something to look at before it is applied."""
    return "look" if run is not None and run.appliable else "checked"


def finding(run: DryRun, t) -> tuple[str, str]:
    """What one must know first: a sentence, and what follows from it."""
    bold, more = _finding(run, t)
    return (bold, f"{more} {t('importing.no_versions')}") if run.rows and not run.book.made_seq else (bold, more)


def _finding(run: DryRun, t) -> tuple[str, str]:
    if n := len(places(run)):
        key = "unread" if run.problems and not run.rows else "stop"
        return t(f"importing.{key}", n=n), t(f"importing.{key}_text")
    if changes := [row.row.kind for row in run.rows if row.state in DOES]:
        said = ("ready_text", *(("ready_reports",) if SheetKind.REPORTS in changes else ()), *(("ready_figures",) if set(changes) - {SheetKind.REPORTS} else ()))
        return t("importing.ready", n=len(changes)), " ".join(t(f"importing.{key}") for key in said)
    return t("importing.nothing"), t("importing.nothing_text")


def places(run: DryRun) -> list[CellProblem]:
    """Everything to mend, of the file first."""
    return [*run.problems, *(problem for row in run.rows for problem in row.problems)]


def counts(run: DryRun, t) -> list[tuple[int, str, bool]]:
    """Numbers of rows that add up: the first is the sum of the others. The last of each says whether it keeps the file back."""
    by_state = [(len(run.of(state)), t(f"importing.count_{state}"), state in (RowState.ERROR, RowState.CONFLICT)) for state in
                (RowState.SAME, RowState.CHANGED, RowState.NEW, RowState.ERROR, RowState.CONFLICT)]
    return [(len(run.rows), t("importing.count_read"), False), *(one for one in by_state if one[0] or one[1] != t("importing.count_conflict"))]


def problem_rows(problems: Sequence[CellProblem], rows: Iterable[WeighedRow], t) -> list[dict]:
    """Sheet, row, column, what it holds, what is wrong, how to mend it. `rows` know what their cells are called."""
    shown = problems[:SHOWN]
    wanted = {(problem.sheet, problem.address) for problem in shown}
    names = {(row.row.sheet, cell.address): column_name(row.row.kind, key, t) for row in rows if row.problems
             for key, cell in row.row.cells.items() if (row.row.sheet, cell.address) in wanted}
    return [_problem(problem, names, t) for problem in shown]


def _problem(problem: CellProblem, names: Mapping[tuple[str, str], str], t) -> dict:
    wrong, mend = told(problem, t)
    column = names.get((problem.sheet, problem.address), "") if problem.address else t("importing.whole_row") if problem.row else ""
    return {"sheet": problem.sheet or t("importing.whole_file"), "row": problem.row or "", "column": column, "address": problem.address,
            "value": problem.value or (t("importing.empty") if problem.address else ""), "wrong": wrong, "mend": mend}


def told(problem: CellProblem, t) -> tuple[str, str]:
    """What is wrong and how to mend it. A problem that only says what to do is wrong by being empty, or by what it holds."""
    words = t(problem.key, **problem.details)
    parts = SENTENCE.split(words, 1)
    if len(parts) == 2 and problem.key not in ONLY_MEND:
        return parts[0], parts[1]
    return t("importing.wrong_value" if problem.value.strip() else "importing.wrong_empty"), words


def column_name(kind: SheetKind, column: str, t) -> str:
    """The heading of a column, as in the workbook."""
    word, piece = plain_column(column)
    own = f"workbook.col_{kind}_{word}"
    said = t(own if own in t else f"workbook.col_{word}")
    return said if piece == 1 else t("workbook.col_of_piece", what=said, n=piece)


def changes(run: DryRun, plan: Plan, t) -> tuple[list[dict], int]:
    """The cells that would change, row by row, and how many more there are."""
    cells = [(row, difference) for row in run.rows if row.state in (*DOES, RowState.CONFLICT) for difference in piecewise(row.differences)]
    return [_change(row, difference, plan, t) for row, difference in cells[:SHOWN]], max(0, len(cells) - SHOWN)


def piecewise(differences: Iterable[FieldDifference]) -> list[FieldDifference]:
    """Evidence one piece after the other: a difference holds what all pieces say in one field, a line each."""
    held = list(differences)
    proofs = [(d.field.removeprefix(EVIDENCE), list(zip_longest(d.before.split("\n"), d.after.split("\n"), fillvalue=""))) for d in held if d.field.startswith(EVIDENCE)]
    most = max((len(pairs) for _, pairs in proofs), default=0)
    return [d for d in held if not d.field.startswith(EVIDENCE)] + [
        FieldDifference(evidence_column(n + 1, name), *pairs[n]) for n in range(most) for name, pairs in proofs if n < len(pairs) and pairs[n][0] != pairs[n][1]]


def _change(weighed: WeighedRow, difference: FieldDifference, plan: Plan, t) -> dict:
    code, name = _about(weighed, plan, t)
    show = lambda text: worded(difference.field, text, t)  # noqa: E731
    return {"code": code, "name": name, "field": _field(weighed, difference, t), "before": show(difference.before), "after": show(difference.after),
            "conflict": weighed.state is RowState.CONFLICT}


def _field(weighed: WeighedRow, difference: FieldDifference, t) -> str:
    """The column, with the unit an amount is meant in."""
    name = column_name(weighed.row.kind, difference.field, t)
    return f"{name} ({t(f'edit.unit_{unit}')})" if difference.field == "amount" and (unit := weighed.row.text("unit").strip()) else name


def _about(weighed: WeighedRow, plan: Plan, t) -> tuple[str, str]:
    """Code and name of what the row is about."""
    word, _, code = weighed.key.partition("/")
    if word == "milestone":
        return code, t.pick(plan.milestone(code).title)
    if word == "indicator":
        return code, t.pick(plan.indicator(code).name)
    row = weighed.row
    return code, f"{t.pick(plan.programme(code).name)}, {row.text('fiscal_year')} {t('stage.' + row.text('stage').strip())}"


def worded(field: str, text: str, t) -> str:
    """A text of a difference as one reads it: choices and times in words."""
    if not text:
        return ""
    column, _ = plain_column(field)
    if column in WORDS:
        return t(f"{WORDS[column]}{text}") if f"{WORDS[column]}{text}" in t else text
    return _time(text, t) if column in TIMES else text


TIMES = frozenset(column.key for columns in COLUMNS.values() for column in columns if column.fill in (Fill.DAY, Fill.PERIOD))


def _time(text: str, t) -> str:
    try:
        return t.period(parse_period(text))
    except ValueError:
        return text


def bodies(plan: Plan, codes: Iterable[str], t) -> list[tuple[str, str]]:
    """Bodies a workbook can be taken out for, in the order of the plan."""
    wanted = frozenset(codes)
    return [(body.code, full(plan, t, body.code)) for body in plan.organisations if body.code in wanted]


def with_work(plan: Plan) -> tuple[str, ...]:
    """The bodies that lead milestones or indicators or spend on programmes."""
    leads = {m.lead for m in plan.milestones} | {i.lead for i in plan.indicators} | {p.ministry for p in plan.programmes}
    return tuple(body.code for body in plan.organisations if body.code in leads)
