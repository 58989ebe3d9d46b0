"""The sheets of a workbook that came back, held beside what went out."""

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zipfile import ZipFile

from tracker.domain.importing import BadBook, CellProblem, SheetKind
from tracker.domain.importing_columns import COLUMNS, Fill, SheetColumn
from tracker.domain.words import LANGUAGES
from tracker.exchange.formulas import unguarded
from tracker.exchange.preflight import problem, refused
from tracker.exchange.workbook_cells import EMPTY, Found, address, found_in
from tracker.exchange.workbook_form import (
    FAMILY, FORMAT, HIDDEN, MADE_FIELDS, Made, SentRow, checksum, columns_by_label, filled_mark, kinds_by_name, label, letter, mark, name_of, number_of,
    plain, sent_headings, sheet_name,
)
from tracker.exchange.workbook_parts import BookParts, touches
from tracker.exchange.workbook_scan import RawCell, RawRow, SheetPart
from tracker.text import wording

HEADING_WITHIN = 10  # rows from the top
MOST_TOLD = 50  # cells that stand where they should not
LONGEST_COUNT = 15  # digits of a number of the log


@dataclass(frozen=True)
class ScannedSheet:
    """`letters` by column key: where its cells stand."""

    name: str
    kind: SheetKind
    letters: dict[str, str]


@dataclass
class ScannedRow:
    """`sheet` is the place of its sheet; `texts` in the order of the columns."""

    sheet: int
    number: int
    texts: list[str]
    problems: dict[str, tuple[str, dict]]
    typed: dict[str, str]
    version: int = 0
    untouched: bool = False

    def wrong(self, column: str, key: str, **details: object) -> None:
        """What is wrong with a cell; what was said first stays."""
        self.problems.setdefault(column, (f"workbook.problem_{key}", details))


@dataclass
class Scanned:
    """A file as read. Without a hidden sheet nothing is known of what went out."""

    language: str = "ko"
    ministry: str = ""
    plan: str = ""
    seq: int = 0
    headings: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    sheets: list[ScannedSheet] = field(default_factory=list)
    rows: list[ScannedRow] = field(default_factory=list)


def scanned_book(content: bytes) -> Scanned:
    """An XLSX file that passed preflight. Raises BadBook."""
    parts = BookParts(ZipFile(io.BytesIO(content)))
    kept = next((sheet for sheet in parts.sheets if sheet.name == HIDDEN), None)
    if kept is None:
        raise refused("not_ours")
    made, sent = record_of([unguarded(cell.text) for cell in row.cells] for row in parts.rows(kept))
    found, wrong = Scanned(made.language, made.ministry, made.plan, int(made.seq), sent_headings(made.headings)), []
    for sheet in parts.sheets:
        if sheet is not kept:
            wrong += _one_sheet(parts, sheet, sent, found)
    if not wrong and not found.sheets:
        raise refused("no_sheet", names=names_of_sheets())
    if wrong:
        raise BadBook(tuple(wrong))
    compare(found, sent)
    return found


def record_of(lines: Iterable[Sequence[str]]) -> tuple[Made, list[SentRow]]:
    """The hidden sheet. Raises BadBook where it is of another format or not as it was written."""
    lines = iter(lines)
    head = dict(_pair(line) for _, line in zip(MADE_FIELDS, lines, strict=False))
    said = head.get("format", "")
    if not said.startswith(FAMILY):
        raise refused("not_ours")
    if said != FORMAT:
        tail, own = said.removeprefix(FAMILY).strip(), FORMAT.rpartition(" ")[2]
        raise refused("newer_format" if tail.isdigit() and int(tail) > int(own) else "stale_format", said)
    made = Made(**{name: head.get(name, "") for name in MADE_FIELDS})
    rest = list(lines)
    sent = [SentRow(*line) for line in rest if len(line) == len(SentRow.__match_args__)]
    numbers = all(_counts(text) for text in (made.seq, *(row.version for row in sent)))
    if len(sent) != len(rest) or made.checksum != checksum(made, sent) or made.rows != str(len(sent)) or not numbers or made.language not in LANGUAGES:
        raise refused("hidden_sheet")
    return made, sent


def _counts(text: str) -> bool:
    """Whether it is a number as the log counts; a checksum keeps nobody from writing another, and no store knows any longer."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_COUNT


def _pair(line: Sequence[str]) -> tuple[str, str]:
    """A name and its value; an empty value has no cell."""
    return (line[0], line[1] if len(line) > 1 else "") if line else ("", "")


def names_of_sheets() -> str:
    return ", ".join(sheet_name(wording(language), kind) for language in LANGUAGES for kind in SheetKind)


def _guides() -> set[str]:
    return {plain(wording(language)("workbook.sheet_guide")) for language in LANGUAGES}


def _one_sheet(parts: BookParts, sheet: SheetPart, sent: list[SentRow], found: Scanned) -> list[CellProblem]:
    """Adds a sheet's rows to what was found; answers with what is wrong with the sheet as a whole."""
    kind = kinds_by_name(found.headings).get(plain(sheet.name))
    if kind is None:
        first = next(parts.rows(sheet), None) if plain(sheet.name) not in _guides() else None
        return [problem("unknown_sheet", first.cells[0].text[:100], sheet.name, first.number, address(first.cells[0].column, first.number),
                        names=names_of_sheets())] if first else []
    if any(held.kind is kind for held in found.sheets):
        return [problem("twice_sheet", sheet=sheet.name)]
    rows, above = parts.rows(sheet), []
    for heading in _top(rows):
        if is_heading([cell.text for cell in heading.cells], kind, found.headings):
            break
        above.append(heading)
    else:
        return [problem("no_heading", sheet=sheet.name)]
    columns, wrong = columns_of({cell.column: cell.text for cell in heading.cells}, kind, sheet.name, heading.number, found.headings)
    wrong += [_stray(cell, row, sheet) for row in above for cell in row.cells if not _said_above(cell, row)][:MOST_TOLD]
    found.sheets.append(ScannedSheet(sheet.name, kind, {column.key: letter(place) for place, column in columns.items()}))
    begun = len(found.rows)
    for row in rows:
        wrong += _add_row(row, sheet, columns, parts.from_1904, found, len(wrong))
    last = found.rows[-1].number if len(found.rows) > begun else heading.number
    wrong += [problem("merged", ref, sheet.name, top, ref) for ref, top in touches(sheet.merged, heading.number, last)]
    _note_hidden(sheet, found, begun)
    return wrong


def _top(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    for row in rows:
        if row.number > HEADING_WITHIN:
            return
        yield row


def is_heading(texts: Iterable[str], kind: SheetKind, sent: Mapping[str, str] = {}) -> bool:
    """Whether a line names the columns: most of what it says is a column's name."""
    known, said = columns_by_label(kind, sent), [plain(text) for text in texts if text.strip()]
    return len(said) > 2 and 2 * sum(text in known for text in said) > len(said)


def columns_of(texts: dict[int, str], kind: SheetKind, sheet: str, row: int, sent: Mapping[str, str] = {}) -> tuple[dict[int, SheetColumn], list[CellProblem]]:
    """The columns by where they stand, in any order, and what is wrong with the heading."""
    known = columns_by_label(kind, sent)
    columns = {place: known[plain(text)] for place, text in texts.items() if plain(text) in known}
    wrong = [problem("unknown_column", text[:100], sheet, row, address(place, row)) for place, text in texts.items() if text.strip() and place not in columns]
    counted = Counter(column.key for column in columns.values())
    t = wording(language_of(texts.values(), kind))
    for column in COLUMNS[kind]:
        if counted[column.key] != 1 and not _left_out(column, kind, counted, sent):
            wrong.append(problem("repeated_column" if counted[column.key] else "missing_column", sheet=sheet, row=row, column=label(t, kind, column)))
    return columns, wrong


def _left_out(column: SheetColumn, kind: SheetKind, counted: Mapping[str, int], sent: Mapping[str, str]) -> bool:
    """Whether a further piece of evidence may be missing: as a whole, where no room for it went out."""
    of_piece = (c.key for c in COLUMNS[kind] if c.piece == column.piece)
    return column.piece > 1 and f"{kind}.{column.key}" not in sent and not any(counted[key] for key in of_piece)


def language_of(texts: Iterable[str], kind: SheetKind) -> str:
    """The language most of a heading is in."""
    said = {plain(text) for text in texts}
    return max(LANGUAGES, key=lambda language: sum(plain(label(wording(language), kind, c)) in said for c in COLUMNS[kind]))


def _add_row(row: RawRow, sheet: SheetPart, columns: dict[int, SheetColumn], from_1904: bool, found: Scanned, told: int) -> list[CellProblem]:
    stray = [_stray(cell, row, sheet) for cell in row.cells if cell.column not in columns and (cell.text.strip() or cell.formula is not None)][:max(0, MOST_TOLD - told)]
    cells = {columns[cell.column].key: found_in(cell, columns[cell.column], from_1904, found.language) for cell in row.cells if cell.column in columns}
    if any(cell.text.strip() or cell.problem for cell in cells.values()):
        made = row_of(len(found.sheets) - 1, row.number, found.sheets[-1].kind, cells)
        if row.hidden:
            made.wrong(_first_filled(made, found.sheets[-1].kind), "hidden_row")
        found.rows.append(made)
    return stray


def _stray(cell: RawCell, row: RawRow, sheet: SheetPart) -> CellProblem:
    return problem("stray_cell", cell.text[:100], sheet.name, row.number, address(cell.column, row.number))


def _said_above(cell: RawCell, row: RawRow) -> bool:
    """Whether a cell above the heading is one that went out there."""
    legends = {wording(language)(f"workbook.legend_{name}") for language in LANGUAGES for name in ("locked", "open")}
    return row.number == 1 and (cell.column == 1 or cell.text in legends)


def row_of(sheet: int, number: int, kind: SheetKind, cells: dict[str, Found]) -> ScannedRow:
    """A row of what its cells say."""
    texts = [cells.get(column.key, EMPTY).text for column in COLUMNS[kind]]
    return ScannedRow(sheet, number, texts, {key: (cell.problem, dict(cell.details or {})) for key, cell in cells.items() if cell.problem},
                      {key: cell.typed for key, cell in cells.items() if cell.typed})


def _first_filled(row: ScannedRow, kind: SheetKind) -> str:
    columns = COLUMNS[kind]
    return next((c.key for c, text in zip(columns, row.texts, strict=True) if c.typed and text), columns[0].key)


def _note_hidden(sheet: SheetPart, found: Scanned, begun: int) -> None:
    """What was written where nobody sees it; known once the whole sheet was read."""
    kind, columns = found.sheets[-1].kind, COLUMNS[found.sheets[-1].kind]
    for row in found.rows[begun:] if sheet.state != "visible" or sheet.hidden_columns else ():
        if sheet.state != "visible":
            row.wrong(_first_filled(row, kind), "sheet_hidden")
        for place, column in enumerate(columns):
            if column.typed and row.texts[place] and sheet.hides(number_of(found.sheets[-1].letters.get(column.key, ""))):
                row.wrong(column.key, "hidden_column")


def compare(found: Scanned, sent: Iterable[SentRow]) -> None:
    """Holds every row beside what went out: its version, whether it was left alone, what should not have changed."""
    out: dict[tuple[str, str], list[SentRow]] = defaultdict(list)
    for row in sent:
        out[row.kind, row.name].append(row)
    held: dict[tuple[str, str], list[ScannedRow]] = defaultdict(list)
    for row in found.rows:
        kind = found.sheets[row.sheet].kind
        held[str(kind), _name(kind, row)].append(row)
    for (kind, name), rows in held.items():
        _compare_group(SheetKind(kind), name, rows, out.get((kind, name), []))
    found.missing = [name for (kind, name), group in out.items() for _ in range(len(group) - len(held.get((kind, name), ())))]


def _name(kind: SheetKind, row: ScannedRow) -> str:
    return name_of(kind, dict(zip((c.key for c in COLUMNS[kind]), row.texts, strict=True)))


def _compare_group(kind: SheetKind, name: str, rows: list[ScannedRow], group: list[SentRow]) -> None:
    """Rows about the same thing. A value of an indicator is one of several, so which row is which is told by its filling."""
    columns, marks = COLUMNS[kind], Counter(row.filled for row in group)
    key = columns[0].key
    for place, row in enumerate(rows):
        if not group:
            row.wrong(key, "added_row" if name.strip() else "no_key")
            continue
        row.version = int(group[0].version)
        filled = filled_mark(kind, dict(zip((c.key for c in columns), row.texts, strict=True)))
        row.untouched = marks[filled] > 0 and not any(row.problems.get(c.key, ("",))[0].endswith(_HOLDING) for c in columns)
        marks[filled] -= row.untouched
        if row.untouched:
            row.problems.clear()
        if place >= len(group):
            row.untouched = False
            row.wrong(key, "repeated_row", row=rows[0].number)
        _compare_locked(columns, row, group[0].locked.split(" "))
        row.untouched = row.untouched and not row.problems


_HOLDING = ("_formula", "_error_value", "_boolean")  # a cell that does not hold what it shows was changed, whatever it shows


def _compare_locked(columns: Sequence[SheetColumn], row: ScannedRow, marks: Sequence[str]) -> None:
    locked = [(place, column) for place, column in enumerate(columns) if not column.typed]
    for (place, column), was in zip(locked, marks, strict=False):
        if column.fill is not Fill.KEY and mark(row.texts[place]) != was:
            row.wrong(column.key, "locked_due" if column.key == "due" else "locked")
