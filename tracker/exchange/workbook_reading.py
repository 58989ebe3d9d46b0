"""A workbook that came back, as rows of exact text. Raises BadBook with everything that keeps the file from being read.

`read_book` looks the file over and has a child process read it, with limits of memory and time; `scanned` is what the
child does. What is wrong within a row stands on its cells and stops nothing here.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from tracker.domain.importing import NOTHING_MORE, BadBook, CellProblem, ReadBook, ReadCell, ReadRow, SheetKind
from tracker.domain.importing_columns import COLUMNS
from tracker.exchange.preflight import FileKind, kind_of_file
from tracker.exchange.reading_process import in_child
from tracker.exchange.workbook_csv import scanned_csv
from tracker.exchange.workbook_sheets import Scanned, ScannedRow, scanned_book

MEMORY = 512 * 2**20  # bytes of address space the child may take
SECONDS = 60  # of processor time


def read_book(content: bytes) -> ReadBook:
    """The workbook (XLSX, or CSV of the same columns, one sheet or a zip of them). Raises BadBook."""
    kind = kind_of_file(content)
    return book_of(_by_child(content, kind, MEMORY, SECONDS), hashlib.sha256(content).hexdigest())


def scanned(content: bytes, kind: FileKind) -> Scanned:
    """What a file of that kind says. Raises BadBook."""
    return scanned_book(content) if kind is FileKind.BOOK else scanned_csv(content, kind)


def _by_child(content: bytes, kind: FileKind, memory: int, seconds: int) -> dict:
    return json.loads(in_child(str(kind), content, memory, seconds))


def wire(found: Scanned) -> dict:
    """What was read, as plain JSON: a row is its sheet's number, its own number, version, whether it was left alone, its
    texts in the order of the columns, and by column what is wrong and what was typed for a choice."""
    return {"language": found.language, "ministry": found.ministry, "plan": found.plan, "seq": found.seq,
            "missing": found.missing, "sheets": [(sheet.name, str(sheet.kind), sheet.letters) for sheet in found.sheets],
            "rows": [(row.sheet, row.number, row.version, row.untouched, _said(row, found.sheets[row.sheet].kind), row.problems, row.typed) for row in found.rows]}


def _said(row: ScannedRow, kind: SheetKind) -> list[str]:
    """The texts of the row; further pieces of evidence where there are any, and few rows have them."""
    first = sum(column.piece == 1 for column in COLUMNS[kind])
    further = any(row.texts[first:]) or any(column.key in row.problems for column in COLUMNS[kind][first:])
    return row.texts if further else row.texts[:first]


def wire_problems(bad: BadBook) -> dict:
    """What keeps the file from being read, as plain JSON."""
    return {"problems": [(p.sheet, p.row, p.address, p.value, p.key, dict(p.details)) for p in bad.problems]}


def book_of(said: Mapping, sha256: str) -> ReadBook:
    """The book the child read. Raises BadBook with what it refused."""
    if "problems" in said:
        raise BadBook(tuple(CellProblem(*values) for values in said["problems"]))
    sheets = [(name, SheetKind(kind), letters) for name, kind, letters in said["sheets"]]
    rows = tuple(_row(*sheets[place], *values) for place, *values in said["rows"])
    return ReadBook(sha256, said["language"], said["ministry"], said["plan"], said["seq"], rows, missing=tuple(said["missing"]))


def _row(name: str, kind: SheetKind, letters: Mapping[str, str], number: int, version: int, untouched: bool, texts: Iterable[str],
         problems: Mapping[str, tuple[str, dict]], typed: Mapping[str, str]) -> ReadRow:
    cells = {}
    for column, text in zip(COLUMNS[kind], texts):  # a row says nothing of further evidence where it has none
        key = column.key
        wrong, details = problems.get(key, ("", None))
        cells[key] = ReadCell(f"{letters.get(key, '')}{number}", text, wrong, details or NOTHING_MORE, typed.get(key, ""))
    return ReadRow(name, kind, number, cells, version, untouched)
