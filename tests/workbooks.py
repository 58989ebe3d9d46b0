"""A workbook filled in as a ministry would: `filled(content, {("M01-01", "summary"): "Adopted"})`."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tracker.domain.importing_columns import COLUMNS
from tracker.exchange.workbook_form import letter, name_of
from tracker.exchange.workbook_reading import read_book



def filled(content: bytes, texts: dict[tuple[str, str], object]) -> bytes:
    """The workbook with those cells filled in, found by what the row is about (`FP001 2026 enacted`) and the column. Of an
    indicator the empty row is filled."""
    book, places = load_workbook(BytesIO(content)), _places(content)
    for (name, column), value in texts.items():
        sheet, address = places[name, column]
        book[sheet][address] = value
    return _saved(book)


def _places(content: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """Sheet and address of every cell, by what its row is about; a later row of the same thing takes the place. Columns
    stand in the order they go out in."""
    return {(name_of(row.kind, {key: cell.text for key, cell in row.cells.items()}), column.key): (row.sheet, f"{letter(at)}{row.number}")
            for row in read_book(content).rows for at, column in enumerate(COLUMNS[row.kind], start=1)}


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def report_of(code: str, **texts: object) -> dict[tuple[str, str], object]:
    return {(code, column): value for column, value in texts.items()}


def done(code: str, state: str) -> dict[tuple[str, str], object]:
    """A completion with its evidence; `state` in the words of the workbook."""
    return report_of(code, state=state, completed_on=date(2026, 6, 20), summary="Adopted", evidence_title="Plan of action", evidence_body="Committee",
                     evidence_on=date(2026, 6, 20), evidence_url="https://example.org/a", evidence_reason="The plan was adopted as a whole.")
