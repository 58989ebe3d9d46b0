"""One CSV of a bundle as lines of typed values, with every problem noted and none hidden."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from tracker.domain.errors import Problem
from tracker.exchange.bundle_files import text_of
from tracker.exchange.cells import BadCell
from tracker.exchange.characters import UNFIT
from tracker.exchange.columns import Column, Field
from tracker.exchange.formulas import unguarded
from tracker.exchange.tables import Table

LONGEST_TEXT = 20_000  # characters of one cell


@dataclass(frozen=True)
class Line:
    """A line of a table: `number` in the file (heading is 1), `texts` by heading, `values` by domain field.
    `owner` is the code of the line it is a part of, empty for a line of its own."""

    number: int
    owner: str
    texts: dict[str, str]
    values: dict[str, object]


def problem(table: Table, number: int, column: str, value: str, key: str, *values: tuple[str, str]) -> Problem:
    return Problem(table.file, number, column, value, key, values)


def read_lines(files: Mapping[str, bytes], table: Table, problems: list[Problem]) -> list[Line]:
    """Every line of the table's file that is free of problems; the problems of the others are appended."""
    rows = _rows(files, table, problems)
    heading = [name.strip() for name in next(rows, (1, []))[1]]
    if not any(heading):
        problems += [] if any(p.file == table.file for p in problems) else [problem(table, 1, "", "", "no_heading")]
        return []
    if not _heading_fits(table, heading, problems):
        return []
    lines = [_line(table, number, heading, row, problems) for number, row in rows if any(row)]
    return [line for line in lines if line]


def _rows(files: Mapping[str, bytes], table: Table, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of every row, the heading first. Cells stand as they are, but for the guard against formulas;
    one of nothing but blanks is empty."""
    if table.file not in files:
        problems.append(problem(table, 0, "", "", "missing_file"))
        return
    number, content = 1, files[table.file]
    try:
        reader = csv.reader(StringIO(text_of(content), newline=""), strict=True)
        for row in reader:
            yield number, [unguarded(cell) if cell.strip() else "" for cell in row]
            number = reader.line_num + 1
    except UnicodeDecodeError as error:
        problems.append(problem(table, content.count(b"\n", 0, error.start) + 1, "", "", "not_utf8"))
    except csv.Error as error:
        too_long = "field larger" in str(error)
        problems.append(problem(table, number, "", str(LONGEST_TEXT if too_long else error), "cell_too_long" if too_long else "unreadable"))


def _heading_fits(table: Table, heading: list[str], problems: list[Problem]) -> bool:
    expected = {column.name for column in table.columns}
    given = [name for name in heading if not _is_yearly(table, name)]
    found = [problem(table, 1, name, "", "missing_column") for name in sorted(expected - set(given))]
    found += [problem(table, 1, name, "", "unknown_column") for name in given if name not in expected]
    found += [problem(table, 1, name, "", "repeated_column") for name in sorted(set(heading))
              if heading.count(name) > 1]
    problems += found
    return not found


def _is_yearly(table: Table, name: str) -> bool:
    return any(re.fullmatch(rf"{f.name}_[12][0-9]{{3}}", name) for f in table.yearly)


def _line(table: Table, number: int, heading: list[str], row: list[str], problems: list[Problem]) -> Line | None:
    if len(row) != len(heading):
        problems.append(problem(table, number, "", str(len(row)), "wrong_cell_count", ("expected", str(len(heading)))))
        return None
    texts = {name: text if name in table.prose else text.strip() for name, text in zip(heading, row)}
    before = len(problems)
    cells = {column.name: _value(table, number, column, texts, problems) for column in table.columns}
    values = {f.name: _joined(table, number, f, cells, texts, problems) for f in table.fields}
    if len(problems) > before:
        return None
    owner = texts[table.owner.name] if table.owner else ""
    return Line(number, owner, texts, values)


def _value(table: Table, number: int, column: Column, texts: dict[str, str], problems: list[Problem]) -> object:
    text = texts[column.name]
    if column.required and not text and not _said_in_other_language(column, texts):
        problems.append(problem(table, number, column.name, "", "required"))
        return None
    if UNFIT.search(text):
        problems.append(problem(table, number, column.name, ascii(text), "control_character"))
        return None
    if len(text) > LONGEST_TEXT:
        problems.append(problem(table, number, column.name, str(LONGEST_TEXT), "cell_too_long"))
        return None
    try:
        return column.cell.value(text)
    except BadCell as bad:
        problems.append(problem(table, number, column.name, text, bad.key, *bad.values_))
        return None


def _said_in_other_language(column: Column, texts: dict[str, str]) -> bool:
    """A bilingual text must stand in one language at least."""
    base = column.name.removesuffix(column.language)
    return bool(column.language) and any(texts.get(base + other) for other in ("ko", "en"))


def _joined(table: Table, number: int, field: Field, cells: dict[str, object], texts: dict[str, str],
            problems: list[Problem]) -> object:
    if field.yearly:
        return _years(table, number, field, texts, problems)
    try:
        return field.join(*(cells[column.name] for column in field.columns))
    except BadCell as bad:
        name = field.columns[0].name
        problems.append(problem(table, number, name, texts[name], bad.key, *bad.values_))
        return None


def _years(table: Table, number: int, field: Field, texts: dict[str, str],
           problems: list[Problem]) -> tuple[tuple[int, int], ...]:
    """((year, amount), …) in year order from the `<name>_<year>` columns; an empty cell has no amount."""
    amounts = []
    for name in sorted(n for n in texts if texts[n] and re.fullmatch(rf"{field.name}_[12][0-9]{{3}}", n)):
        try:
            amounts.append((int(name[-4:]), field.columns[0].cell.value(texts[name])))
        except BadCell as bad:
            problems.append(problem(table, number, name, texts[name], bad.key, *bad.values_))
    return tuple(amounts)
