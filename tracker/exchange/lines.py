"""One CSV of a bundle as lines of typed values, with every problem noted and none hidden."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.domain.errors import Problem
from tracker.exchange.cells import BadCell
from tracker.exchange.columns import Column, Field
from tracker.exchange.formulas import unguarded
from tracker.exchange.tables import Table


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # a line break within a cell is allowed


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


def read_lines(folder: Path, table: Table, problems: list[Problem]) -> list[Line]:
    """Every line of the table's file that is free of problems; the problems of the others are appended."""
    rows = _rows(folder, table, problems)
    heading = next(rows, (1, []))[1]
    if not heading or not _heading_fits(table, heading, problems):
        return []
    lines = [_line(table, number, heading, row, problems) for number, row in rows if any(row)]
    return [line for line in lines if line]


def _rows(folder: Path, table: Table, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """(line number, stripped cells) of every row, the heading first."""
    path = folder / table.file
    if not path.is_file():
        problems.append(problem(table, 0, "", "", "missing_file"))
        return
    number = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            for row in reader:
                yield number, [unguarded(cell.strip()) for cell in row]
                number = reader.line_num + 1
    except UnicodeDecodeError:
        problems.append(problem(table, number, "", "", "not_utf8"))
    except csv.Error as error:
        problems.append(problem(table, number, "", str(error), "unreadable"))


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
    texts = dict(zip(heading, row))
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
    if CONTROL.search(text):
        problems.append(problem(table, number, column.name, ascii(text), "control_character"))
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
