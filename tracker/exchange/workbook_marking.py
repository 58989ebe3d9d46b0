"""Marks put into a workbook: a colour and a comment on every cell somebody has to look at. Runs in the child process."""

import csv
import io
from collections.abc import Iterable

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exchange.formulas import harmless
from tracker.exchange.workbook_csv import ENCODINGS
from tracker.exchange.xlsx import UNWRITABLE

Mark = tuple[str, str, str, str, str]  # sheet, address, what is wrong, who says so, colour
COLOURS = {"wrong": ("FFFDECEA", "FFC62D1F"), "conflict": ("FFFFF3D6", "FFB45F06")}
WIDE, LINE, ACROSS = 320, 18, 34  # of a comment: points, points of a line, characters in it


def marked(content: bytes, marks: Iterable[Mark]) -> bytes:
    """The file with its marks. Formulas become text: what goes out of here runs nothing."""
    book = load_workbook(io.BytesIO(content)) if content.startswith(b"PK") else _of_csv(content)
    for sheet in book.worksheets:
        _still(sheet)
    for name, address, text, author, colour in marks:
        sheet = book[name] if name in book.sheetnames else book.worksheets[0]
        _mark(_anchor(sheet, address), text, author, *COLOURS[colour])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _of_csv(content: bytes) -> Workbook:
    """A file of texts as a sheet of texts."""
    text = next(content.decode(encoding) for encoding in ENCODINGS if _reads(content, encoding))
    book = Workbook()
    for number, line in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
        for place, one in enumerate(line, start=1):
            _as_text(book.active.cell(number, place), one)
    return book


def _reads(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _still(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                value = cell.value
                _as_text(cell, value if isinstance(value, str) else f"={getattr(value, 'text', None) or ''}")


def _as_text(cell: Cell, text: str) -> None:
    cell.value = UNWRITABLE.sub("", harmless(text)) or None
    if cell.value is not None:
        cell.data_type = "s"


def _anchor(sheet: Worksheet, address: str) -> Cell:
    """The cell, or the one a merged range shows in its stead."""
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet[address]


def _mark(cell: Cell, text: str, author: str, fill: str, line: str) -> None:
    said = f"{cell.comment.text}\n{text}" if cell.comment and cell.comment.author == author else text
    lines = sum(1 + len(part) // ACROSS for part in said.split("\n"))
    cell.comment = Comment(UNWRITABLE.sub("", said), author, width=WIDE, height=LINE * (lines + 2))
    side = Side(style="medium", color=line)
    cell.fill, cell.border = PatternFill("solid", fgColor=fill), Border(left=side, right=side, top=side, bottom=side)
