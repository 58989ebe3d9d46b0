"""The first sheet of a workbook: what to fill in, what not, in which units, and what happens then."""

from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.importing_columns import COLUMNS
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.exchange.formulas import harmless
from tracker.exchange.workbook_form import label, sheet_name
from tracker.exchange.workbook_look import LINE_HEIGHT, across, choices_of, hint
from tracker.text import Wording

STEPS = range(1, 8)
WIDTHS = (18, 26, 96)


def write_guide(sheet: Worksheet, plan: Plan, who: str, quarter: Period, seq: int, today: date, t: Wording) -> None:
    """Title, whom it is for, the rules in numbered lines, and a table of every column."""
    sheet.title = t("workbook.sheet_guide")
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    for letter, width in zip("ABC", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    said = [(t("workbook.guide_title", plan=t.pick(plan.head.name)), "title"), (t("workbook.guide_for", who=who, quarter=quarter), "guide_line"),
            (t("workbook.guide_made", on=today, seq=str(seq)), "guide_line"), ("", "guide_line"), (t("workbook.guide_how"), "section")]
    for text, style in said:
        _across(sheet, text, style)
    for step in STEPS:
        _across(sheet, f"{step}. {t(f'workbook.guide_{step}')}", "guide")
        sheet.row_dimensions[sheet.max_row].height = _height(sheet.cell(sheet.max_row, 1).value, sum(WIDTHS))
    _across(sheet, "", "guide_line")
    _across(sheet, t("workbook.guide_columns"), "section")
    _columns(sheet, t)


def _across(sheet: Worksheet, text: str, style: str) -> None:
    """One line over the whole width."""
    row = sheet.max_row + (sheet["A1"].value is not None)
    cell = sheet.cell(row, 1, harmless(text.replace("\u00a0", " ")) or " ")
    cell.data_type = "s"  # names of a plan may begin like a formula
    cell.style = "Normal" if style == "guide_line" else style
    if style == "guide":
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(WIDTHS))


def _columns(sheet: Worksheet, t: Wording) -> None:
    lines = [(t("workbook.guide_sheet"), t("workbook.guide_column"), t("workbook.guide_what"))]
    lines += [(sheet_name(t, kind), label(t, kind, c), _what(c, t)) for kind, columns in COLUMNS.items() for c in columns if c.typed and c.piece == 1]
    first = sheet.max_row + 1
    for number, line in enumerate(lines, start=first):
        for place, text in enumerate(line, start=1):
            sheet.cell(number, place, text).style = "guide_head" if number == first else "guide_cell"
        sheet.row_dimensions[number].height = _height(line[-1], WIDTHS[-1])


def _height(text: str, width: int) -> int:
    return LINE_HEIGHT * -(-across(text) // width)


def _what(column, t: Wording) -> str:
    words = f" ({t.join(choices_of(column, t))})" if column.choices else ""
    return hint(column, t) + words
