"""The sheets of a workbook as CSV: one file, or a zip of one file per sheet and one of what went out.

Text is text: nothing is guessed from its looks. A file alone says nothing of when it was made, so its rows carry no
version and nothing can be known to have been left alone.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import astuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker.domain.importing import BadBook, CellProblem, SheetKind
from tracker.domain.importing_columns import COLUMNS
from tracker.exchange.formulas import guarded, unguarded
from tracker.exchange.preflight import FileKind, problem, refused
from tracker.exchange.workbook_cells import found_text
from tracker.exchange.workbook_form import HIDDEN, MADE_FIELDS, exact, label, letter, sent_headings
from tracker.exchange.workbook_scan import MOST_ROWS
from tracker.exchange.workbook_sheets import Scanned, ScannedSheet, columns_of, compare, is_heading, language_of, record_of, row_of
from tracker.exchange.xlsx import EPOCH
from tracker.text import wording

ENCODINGS = ("utf-8-sig", "cp949")
RECORD = f"{HIDDEN}.csv"


def workbook_csv(contents, language: str) -> bytes:
    """What `workbook.contents_of` gives, as a zip of CSV files."""
    t, out = wording(language), io.BytesIO()
    tables = {f"{kind}.csv": [[label(t, kind, c) for c in COLUMNS[kind]]] + [[exact(row.values.get(c.key)) for c in COLUMNS[kind]] for row in rows]
              for kind, rows in contents.rows.items()}
    tables[RECORD] = [[name, getattr(contents.made, name)] for name in MADE_FIELDS] + [list(astuple(row)) for row in contents.sent]
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, lines in tables.items():
            info = ZipInfo(name, EPOCH)
            info.create_system, info.compress_type = 0, ZIP_DEFLATED
            archive.writestr(info, _written(lines))
    return out.getvalue()


def _written(lines: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def scanned_csv(content: bytes, kind: FileKind) -> Scanned:
    """One CSV file, or a zip of them. Raises BadBook."""
    if kind is FileKind.CSV:
        found, wrong = Scanned(), []
        wrong += _one_file(_lines(content, ""), "", found)
        _refuse(wrong)
        return found
    with ZipFile(io.BytesIO(content)) as archive:
        return _bundle({name: archive.read(name) for name in archive.namelist()})


def _bundle(files: Mapping[str, bytes]) -> Scanned:
    if RECORD not in files:
        raise refused("not_ours")
    made, sent = record_of(_lines(files[RECORD], RECORD))
    found = Scanned(made.language, made.ministry, made.plan, int(made.seq), sent_headings(made.headings))
    known = {f"{kind}.csv": kind for kind in SheetKind}
    wrong = [problem("csv_name", sheet=name, names=", ".join([*known, RECORD])) for name in files if name not in known and name != RECORD]
    for name, kind in known.items():
        if name in files:
            wrong += _one_file(_lines(files[name], name), name, found, kind)
    _refuse(wrong)
    found.language = made.language
    compare(found, sent)
    return found


def _refuse(wrong: list[CellProblem]) -> None:
    if wrong:
        raise BadBook(tuple(wrong))


def _lines(content: bytes, name: str) -> list[list[str]]:
    text = _decoded(content, name)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise refused("cut_csv", sheet=name) from None
    if len(lines) > MOST_ROWS:
        raise refused("too_many_rows", sheet=name, most=f"{MOST_ROWS:,}")
    return [[unguarded(cell) for cell in line] for line in lines]


def _decoded(content: bytes, name: str) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused("encoding", sheet=name)


def _one_file(lines: list[list[str]], name: str, found: Scanned, kind: SheetKind | None = None) -> list[CellProblem]:
    """Adds a file's rows to what was found; answers with what is wrong with the file as a whole."""
    kind = next((k for k in ([kind] if kind else SheetKind) if lines and is_heading(lines[0], k, found.headings)), None)
    if kind is None:
        return [problem("no_heading", sheet=name)]
    columns, wrong = columns_of(dict(enumerate(lines[0], start=1)), kind, name, 1, found.headings)
    found.language = language_of(lines[0], kind)
    found.sheets.append(ScannedSheet(name, kind, {column.key: letter(place) for place, column in columns.items()}))
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(lines[0]):
            wrong.append(problem("cell_count", str(len(line)), name, number, expected=str(len(lines[0]))))
            continue
        cells = {column.key: found_text(line[place - 1], column, found.language) for place, column in columns.items()}
        found.rows.append(row_of(len(found.sheets) - 1, number, kind, cells))
    return wrong
