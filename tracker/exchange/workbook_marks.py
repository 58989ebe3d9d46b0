"""The workbook as it was handed in, with what is wrong or in conflict coloured and said beside the cell."""

import json
from collections.abc import Iterator

from tracker.domain.importing import CellProblem, DryRun, RowState, WeighedRow
from tracker.exchange.preflight import FileKind, kind_of_file, refused
from tracker.exchange.reading_child import MARK
from tracker.exchange.reading_process import in_child
from tracker.exchange.workbook_form import ADDRESS
from tracker.text import Wording, wording

MEMORY = 2**30  # bytes of address space: the whole workbook is held, styles and all
SECONDS = 60
MOST_MARKS = 5_000
MOST_ROWS = 30_000  # a hundred thousand take all of the memory and twice the time


def marked_copy(content: bytes, run: DryRun, language: str) -> bytes:
    """The file as XLSX with a comment on every cell the dry run tells of. A zip of CSV files has no
    such copy, nor has a very long file. Raises BadBook."""
    if kind_of_file(content) is FileKind.CSV_BUNDLE:
        raise refused("no_marks")
    if len(run.rows) > MOST_ROWS:
        raise refused("no_marks_long", most=f"{MOST_ROWS:,}")
    t = wording(language)
    marks = [(sheet, address, text, t("workbook.mark_author"), colour) for sheet, address, text, colour in _marks(run, t)][:MOST_MARKS]
    return in_child(MARK, json.dumps(marks).encode() + b"\n" + content, MEMORY, SECONDS)


def _marks(run: DryRun, t: Wording) -> Iterator[tuple[str, str, str, str]]:
    for problem in run.problems:
        yield problem.sheet, _address(problem), t(problem.key, **problem.details), "wrong"
    for row in run.rows:
        colour = "conflict" if row.state is RowState.CONFLICT else "wrong"
        yield from ((problem.sheet, _address(problem), t(problem.key, **problem.details), colour) for problem in row.problems)
        if row.state is RowState.CONFLICT:
            yield from _differing(row, t)


def _differing(row: WeighedRow, t: Wording) -> Iterator[tuple[str, str, str, str]]:
    """The cells whose value somebody else changed meanwhile."""
    for difference in row.differences:
        cell = row.row.cells.get(difference.field)
        if cell and ADDRESS.fullmatch(cell.address):
            yield row.row.sheet, cell.address, t("workbook.mark_conflict"), "conflict"


def _address(problem: CellProblem) -> str:
    """Where the comment goes: the cell, else the first of the row, else the first of the sheet."""
    first = problem.address.partition(":")[0]
    return first if ADDRESS.fullmatch(first) else f"A{max(problem.row, 1)}"
