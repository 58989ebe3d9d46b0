"""Workbooks by hand: what reading one gives, without a file."""

from tracker.domain.importing import ReadBook, ReadCell, ReadRow, SheetKind
from tracker.domain.importing_columns import COLUMNS
from tracker.exchange.workbook_form import letter

SHA = "a" * 64
REPORT = {"state": "in_progress", "summary": "Under way"}
PROOF = {"evidence_kind": "decision", "evidence_title": "Plan of action", "evidence_body": "Committee", "evidence_on": "2026-06-20", "evidence_public": "yes",
         "evidence_url": "https://example.org/a", "evidence_reason": "The plan was adopted as a whole."}
DONE = {"state": "completed", "completed_on": "2026-06-20", "summary": "Adopted"} | PROOF
VALUE = {"period": "2026-06-30", "value": "30", "vintage": "2026-07-31", "standing": "final", "source_url": "https://example.org/v", "source_date": "2026-07-31", "confidence": "high"}
MONEY = {"unit": "million", "amount": "2,000", "page": "12", "confidence": "high"}


def a_row(kind: SheetKind, number: int, texts: dict[str, str], untouched: bool = False, **problems: str) -> ReadRow:
    """A row of the texts by column; `problems` gives what reading made of single cells."""
    columns = [column.key for column in COLUMNS[kind]]
    assert set(texts) <= set(columns), set(texts) - set(columns)
    cells = {name: ReadCell(f"{letter(at + 1)}{number}", texts.get(name, ""), problems.get(name, "")) for at, name in enumerate(columns)}
    return ReadRow(str(kind), kind, number, cells, 1, untouched)


def report(code: str = "M01-01", number: int = 3, untouched: bool = False, **texts: str) -> ReadRow:
    return a_row(SheetKind.REPORTS, number, {"milestone": code} | texts, untouched)


def value(code: str = "IND", number: int = 3, untouched: bool = False, **texts: str) -> ReadRow:
    return a_row(SheetKind.VALUES, number, {"indicator": code} | texts, untouched)


def amount(code: str = "FP001", year: str = "2026", stage: str = "enacted", number: int = 3, untouched: bool = False, **texts: str) -> ReadRow:
    return a_row(SheetKind.AMOUNTS, number, {"programme": code, "fiscal_year": year, "stage": stage} | texts, untouched)


def a_book(*rows: ReadRow, made_seq: int = 5, plan: str = "KOREA-AI-2026", language: str = "en", **changes) -> ReadBook:
    return ReadBook(SHA, language, "", plan, made_seq, rows, **changes)
