"""A ministry's workbook: what is due this cycle, ready to be filled in and handed back.

Three sheets to write in, one that says how, and a hidden one that says what went out. The bytes depend on nothing but
the arguments. `workbook_reading` reads it back.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.importing import SheetKind
from tracker.domain.importing_columns import COLUMNS, Fill, SheetColumn
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.exchange import workbook_look as look
from tracker.exchange.formulas import guarded
from tracker.exchange.workbook_form import (
    FORMAT, HIDDEN, MADE_FIELDS, Made, SentRow, checksum, exact, filled_mark, headings_of, label, letter, locked_marks, name_of, sheet_name, word,
)
from tracker.exchange.workbook_guide import write_guide
from tracker.exchange.workbook_rows import OutRow, rows_of
from tracker.exchange.xlsx import EPOCH, UNWRITABLE
from tracker.text import Wording, wording

HEADING = 2  # the row of the columns' names; the first says what the sheet is
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_STAMPS = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True)
class Contents:
    """What goes out, before it has a form: the rows by sheet and what the hidden sheet says of them."""

    made: Made
    rows: Mapping[SheetKind, Sequence[OutRow]]
    sent: tuple[SentRow, ...]


def workbook(plan: Plan, ministry: str, language: str, quarter: Period, versions: Mapping[str, int], seq: int, today: date) -> bytes:
    """The workbook of a ministry ("" for all) in a language: milestones due for a report in `quarter`, indicators and
    amounts as of `today`. `versions` by root key and `seq`, the head of the log, say what it was made from."""
    t = wording(language)
    contents = contents_of(plan, ministry, t, quarter, versions, seq, today)
    who = t.pick(plan.organisation(ministry).name) if ministry else t("workbook.for_all")
    book = Workbook()
    look.define_styles(book, language)
    write_guide(book.active, plan, who, quarter, seq, today, t)
    for kind, rows in contents.rows.items():
        _data_sheet(book.create_sheet(sheet_name(t, kind)), kind, rows, t("workbook.heading", what=t(f"workbook.title_{kind}"), who=who, quarter=quarter), t)
    for sheet in book.worksheets:
        look.print_settings(sheet, _line(t("workbook.footer", who=who, quarter=quarter, seq=str(seq))))
    _hidden_sheet(book.create_sheet(HIDDEN), contents)
    book.properties.title = _line(t("workbook.file_title", plan=t.pick(plan.head.short_name)))
    book.properties.creator = t.pick(plan.head.office)
    return _bytes(book, today)


def contents_of(plan: Plan, ministry: str, t: Wording, quarter: Period, versions: Mapping[str, int], seq: int, today: date) -> Contents:
    """What goes out to a ministry, with its marks."""
    rows = rows_of(plan, ministry, quarter, today, t)
    sent = tuple(_sent(kind, row, versions) for kind, own in rows.items() for row in own)
    made = Made(FORMAT, plan.head.code, ministry, t.language, str(quarter), str(seq), str(len(sent)), headings_of(t))
    return Contents(replace(made, checksum=checksum(made, sent)), rows, sent)


def _sent(kind: SheetKind, row: OutRow, versions: Mapping[str, int]) -> SentRow:
    texts = {key: exact(value) for key, value in row.values.items()}
    return SentRow(str(kind), name_of(kind, texts), str(versions.get(row.root, 0)), locked_marks(kind, texts), filled_mark(kind, texts))


def _data_sheet(sheet: Worksheet, kind: SheetKind, rows: Sequence[OutRow], title: str, t: Wording) -> None:
    columns = COLUMNS[kind]
    _title_row(sheet, columns, _line(title), t)
    for number, column in enumerate(columns, start=1):
        text_cell(sheet, HEADING, number, label(t, kind, column), look.heading_style(column))
    for number, row in enumerate(rows, start=HEADING + 1):
        for place, column in enumerate(columns, start=1):
            _value_cell(sheet, number, place, column, row.values.get(column.key), t)
        sheet.row_dimensions[number].height = look.height((key, exact(value)) for key, value in row.values.items())
    last = max(HEADING + len(rows), HEADING + 1)
    look.arrange(sheet, kind, HEADING, last)
    look.add_validations(sheet, kind, HEADING + 1, last, t)


def _title_row(sheet: Worksheet, columns: Sequence[SheetColumn], title: str, t: Wording) -> None:
    text_cell(sheet, 1, 1, title, "title")
    first = next(n for n, column in enumerate(columns, start=1) if column.typed)
    text_cell(sheet, 1, first - 1, t("workbook.legend_locked"), "legend_locked")
    text_cell(sheet, 1, first, t("workbook.legend_open"), "legend_open")


def text_cell(sheet: Worksheet, row: int, column: int, text: str, style: str) -> Cell:
    """A cell that holds text and nothing else, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.style = style
    if text:
        # A text like _x0041_ would be read as the character it names; escaped, it stays.
        cell.value = _ESCAPED.sub(r"_x005F_x\1_", UNWRITABLE.sub("", guarded(text))).replace("\r", "_x000D_")
        cell.data_type = "s"
    return cell


def _value_cell(sheet: Worksheet, row: int, place: int, column: SheetColumn, value: object, t: Wording) -> None:
    if column.fill is Fill.NUMBER and value is not None and look.fits(value):
        sheet.cell(row, place, value).style = look.number_style(value)
    elif column.fill is Fill.CHOICE and value:
        text_cell(sheet, row, place, word(t, column, str(value)), look.style_of(column))
    else:
        text_cell(sheet, row, place, exact(value), look.style_of(column))


def _hidden_sheet(sheet: Worksheet, contents: Contents) -> None:
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    lines: Iterable[tuple[str, ...]] = [(name, getattr(contents.made, name)) for name in MADE_FIELDS] + [astuple(row) for row in contents.sent]
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            text_cell(sheet, number, place, text, "Normal")


def _line(text: str) -> str:
    return text.replace("\u00a0", " ")


def _bytes(book: Workbook, on: date) -> bytes:
    """The file with every stamp set to the day it speaks of: the library would write the hour."""
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with ZipFile(made) as source, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            info = ZipInfo(name, EPOCH)
            info.create_system, info.compress_type = 0, ZIP_DEFLATED
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _STAMPS.sub(rf"\g<1>{on.isoformat()}T00:00:00Z", content.decode()).encode()
            if name.startswith("xl/worksheets/"):
                content = content.replace(b' customHeight="1"', b"")  # rows may grow with what is written in them
            archive.writestr(info, content)
    return out.getvalue()


__all__ = ["Contents", "HEADING", "contents_of", "letter", "text_cell", "workbook"]
