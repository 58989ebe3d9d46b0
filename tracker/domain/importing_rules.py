"""What becomes of a workbook: every row beside the plan, and whatever is wrong with it.

A row that says nothing, or what is known already, does nothing. A row that would change what somebody else changed since
the workbook was made is a conflict. Nothing is decided here that a form would decide otherwise.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from tracker.domain.actors import Actor
from tracker.domain.importing import CellProblem, DryRun, FieldDifference, ReadBook, ReadRow, RowState, SheetKind, WeighedRow
from tracker.domain.importing_columns import keys_of, typed_of
from tracker.domain.plan import Plan
from tracker.domain.typed_dates import typed_period
from tracker.domain.workspace import Workspace

# A workbook may go out with these filled in; alone they say nothing.
GIVEN = frozenset({"evidence_public", "unit", "standing", "confidence"})


@dataclass(frozen=True)
class Scales:
    """What a workbook is weighed with: the state of one moment, who hands it in, and what was changed since it was made.

    `moved` holds the objects changed since, with who changed them.
    """

    plan: Plan
    workspace: Workspace
    actor: Actor
    today: date
    seq: int
    language: str = "ko"
    moved: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def moved_by_others(self, *keys: str) -> bool:
        """Whether somebody else changed one of the objects. What one changed oneself is no surprise: the same workbook may
        be brought in again, further filled."""
        return any(self.moved.get(key, frozenset()) - {self.actor.code} for key in keys)


Weigh = Callable[[ReadRow, Scales], WeighedRow]


def weigh(book: ReadBook, scales: Scales, by_kind: Mapping[SheetKind, Weigh], told: Callable[[int, int], None] | None = None) -> DryRun:
    """What applying the workbook would do. `told` hears now and then how many rows are done, of how many."""
    if problems := tuple(_of_the_file(book, scales)):
        return DryRun(book, (), problems)
    rows, first = [], {}
    for number, row in enumerate(book.rows):
        rows.append(_once(_weighed(row, scales, by_kind[row.kind]), scales.today, first))
        if told and number % 500 == 499:
            told(number + 1, len(book.rows))
    return DryRun(book, tuple(rows))


def _of_the_file(book: ReadBook, scales: Scales) -> Iterator[CellProblem]:
    if book.plan and book.plan != scales.plan.head.code:
        yield CellProblem("", 0, "", book.plan, "importing.problem_other_plan", {"plan": book.plan, "here": scales.plan.head.code})
    if book.made_seq > scales.seq:
        yield CellProblem("", 0, "", "", "importing.problem_other_store")


def _weighed(row: ReadRow, scales: Scales, rule: Weigh) -> WeighedRow:
    """By the rule of its sheet; cells that could not be read are told with whatever else is wrong."""
    unread = tuple(CellProblem(row.sheet, row.number, c.address, c.shown, c.problem, c.details) for c in row.cells.values() if c.problem)
    if not unread and row.untouched and row.kind is not SheetKind.REPORTS:
        return WeighedRow(row, RowState.SAME)
    weighed = rule(row, scales)
    if not unread:
        return weighed
    told = {problem.address for problem in unread}
    return replace(weighed, state=RowState.ERROR, problems=(*unread, *(problem for problem in weighed.problems if problem.address not in told)))


def _once(weighed: WeighedRow, today: date, first: dict[tuple, int]) -> WeighedRow:
    """A second row about the same thing is an error, whatever it says: nobody knows which was meant."""
    if weighed.state in (RowState.SAME, RowState.ERROR):
        return weighed
    row = weighed.row
    name = (row.kind, *(row.text(column).strip() for column in keys_of(row.kind)), *(typed_period(row.text(column), today) for column in ("period", "vintage")))
    if name not in first:
        first[name] = row.number
        return weighed
    return refused(weighed, row_problem(row, keys_of(row.kind)[0], "importing.problem_repeated", line=first[name]))


def says_nothing(row: ReadRow) -> bool:
    """Whether nobody filled anything in."""
    return not any(row.text(column).strip() for column in typed_of(row.kind) if column not in GIVEN)


def row_problem(row: ReadRow, column: str, key: str, /, **details: object) -> CellProblem:
    """What is wrong with a cell of the row; with the row as a whole where `column` is none of its columns."""
    cell = row.cells.get(column)
    return CellProblem(row.sheet, row.number, cell.address if cell else "", cell.shown if cell else "", key, details)


def refused(weighed: WeighedRow, *problems: CellProblem) -> WeighedRow:
    """The row as an error, with what else is wrong."""
    return replace(weighed, state=RowState.ERROR, problems=(*weighed.problems, *problems))


def error(row: ReadRow, problems: Iterable[CellProblem], key: str = "", differences: tuple[FieldDifference, ...] = ()) -> WeighedRow:
    return WeighedRow(row, RowState.ERROR, key, differences, tuple(problems))


def conflict(row: ReadRow, key: str, differences: tuple[FieldDifference, ...]) -> WeighedRow:
    """Somebody changed it since: both sides are shown, and what to do."""
    return WeighedRow(row, RowState.CONFLICT, key, differences, (row_problem(row, keys_of(row.kind)[0], "importing.problem_conflict"),))


def outcome(run: DryRun) -> str:
    """A mark of what applying would do: the same twice means that nothing changed meanwhile that matters to it."""
    seen = sha256(run.book.sha256.encode())
    for row in run.rows:
        if row.state is not RowState.SAME:
            said = [row.row.sheet, row.row.number, row.state, row.key, *((d.field, d.before, d.after) for d in row.differences), *(p.key for p in row.problems)]
            seen.update(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldDifference, ...]:
    """The fields that would change, in the order of the sheet."""
    return tuple(FieldDifference(name, before.get(name, ""), text) for name, text in after.items() if before.get(name, "") != text)
