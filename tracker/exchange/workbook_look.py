"""How a workbook looks and what its cells allow: styles, widths, frozen panes, protection, lists to choose from, paper."""

from collections.abc import Iterable
from decimal import Decimal
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.domain.importing import SheetKind
from tracker.domain.importing_columns import COLUMNS, Fill, SheetColumn
from tracker.domain.reporting import LONGEST as LONGEST_REPORT
from tracker.domain.typed_evidence import LONGEST as LONGEST_EVIDENCE
from tracker.domain.typed_money import LARGEST
from tracker.exchange.workbook_form import EXACT_DIGITS, letter, word
from tracker.text import Wording

INK, GREY, LINE, BLUE, PALE = "FF1E2124", "FFF4F5F6", "FFCDD1D5", "FF0B50D0", "FFECF2FE"
FONTS = {"ko": "Malgun Gothic", "en": "Calibri"}
WIDTHS = {"milestone": 12, "goal": 26, "title": 44, "due": 14, "last_state": 11, "last_on": 12, "state": 11, "completed_on": 13, "forecast": 13,
          "summary": 52, "obstacle": 36, "evidence_kind": 16, "evidence_title": 36, "evidence_body": 20, "evidence_on": 15, "evidence_url": 36,
          "evidence_reason": 44, "evidence_public": 16, "indicator": 20, "name": 42, "unit": 16, "target": 22, "period": 18, "value": 14,
          "vintage": 14, "standing": 12, "source_url": 40, "source_date": 14, "confidence": 12, "note": 44, "programme": 15, "fiscal_year": 12,
          "stage": 15, "stage_name": 20, "amount": 18, "page": 22}
WRAPPED = frozenset({"goal", "title", "summary", "obstacle", "evidence_title", "evidence_reason", "name", "target", "note"})
FROZEN = {SheetKind.REPORTS: "title", SheetKind.VALUES: "name", SheetKind.AMOUNTS: "name"}
LONGEST = {**LONGEST_REPORT, **{f"evidence_{name}": most for name, most in LONGEST_EVIDENCE.items()}}
LONGEST_PROMPT = 255  # of a message beside a cell
LINE_HEIGHT = 15  # points, of a line of ten-point text
PAPER = 170  # characters across a sheet of paper that can still be read
FIRST_DAY, LAST_DAY = 36_526, 73_050  # 2000-01-01 and 2099-12-31 as a spreadsheet counts


def define_styles(book: Workbook, language: str) -> None:
    """The styles by name; cells take them by it."""
    font = FONTS[language]
    book._fonts[0] = Font(name=font, sz=10, color=INK)  # of cells nobody styled; the library has no open way to it
    thin = Side(style="thin", color=LINE)
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    plain, bold = Font(name=font, sz=10, color=INK), Font(name=font, sz=10, bold=True, color=INK)
    head = dict(border=box, alignment=Alignment(vertical="center", wrap_text=True))
    open_ = dict(font=plain, border=box, protection=Protection(locked=False))
    top, wrapped = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    for style in (
            NamedStyle("title", font=Font(name=font, sz=14, bold=True, color=INK), alignment=Alignment(vertical="center")),
            NamedStyle("section", font=Font(name=font, sz=12, bold=True, color=BLUE), alignment=Alignment(vertical="center")),
            NamedStyle("guide", font=plain, alignment=wrapped), NamedStyle("guide_head", font=bold, fill=_fill(GREY), **head),
            NamedStyle("guide_cell", font=plain, border=box, alignment=wrapped),
            NamedStyle("legend_locked", font=plain, fill=_fill(GREY), alignment=Alignment(horizontal="right", vertical="center")),
            NamedStyle("legend_open", font=Font(name=font, sz=10, bold=True, color=BLUE), alignment=Alignment(vertical="center")),
            NamedStyle("head_locked", font=bold, fill=_fill(GREY), **head),
            NamedStyle("head_open", font=Font(name=font, sz=10, bold=True, color=BLUE), fill=_fill(PALE), **head),
            NamedStyle("locked", font=plain, fill=_fill(GREY), border=box, alignment=top),
            NamedStyle("locked_wrapped", font=plain, fill=_fill(GREY), border=box, alignment=wrapped),
            NamedStyle("text", number_format="@", alignment=top, **open_), NamedStyle("text_wrapped", number_format="@", alignment=wrapped, **open_),
            NamedStyle("day", number_format="yyyy\\-mm\\-dd", alignment=top, **open_), NamedStyle("number", alignment=top, **open_),
            NamedStyle("number_whole", number_format="#,##0", alignment=top, **open_),
            NamedStyle("number_parts", number_format="#,##0.0#######", alignment=top, **open_)):
        book.add_named_style(style)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def heading_style(column: SheetColumn) -> str:
    return "head_open" if column.typed else "head_locked"


def style_of(column: SheetColumn) -> str:
    """The style of a cell; numbers that are there have their own."""
    wrapped = column.word in WRAPPED
    if not column.typed:
        return "locked_wrapped" if wrapped else "locked"
    if column.fill in (Fill.DAY, Fill.NUMBER):
        return str(column.fill)
    return "text_wrapped" if wrapped else "text"


def number_style(value: Decimal) -> str:
    """Every digit that matters is shown."""
    return "number_whole" if value == value.to_integral_value() else "number_parts"


def fits(value: Decimal) -> bool:
    """Whether a spreadsheet keeps and shows the number exactly; what does not fit goes out as text."""
    digits = value.normalize().as_tuple()
    return len(digits.digits) <= EXACT_DIGITS and digits.exponent >= -8 and abs(value) < 10**EXACT_DIGITS


def arrange(sheet: Worksheet, kind: SheetKind, heading: int, last: int) -> None:
    """Widths, frozen panes, a filter and protection: what is locked can be read, sorted by eye and copied, not changed."""
    columns = COLUMNS[kind]
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[letter(number)].width = WIDTHS[column.word]
    frozen = next(n for n, column in enumerate(columns, start=1) if column.key == FROZEN[kind])
    sheet.freeze_panes = f"{letter(frozen + 1)}{heading + 1}"
    sheet.row_dimensions[1].height, sheet.row_dimensions[heading].height = 28, 30
    sheet.auto_filter.ref = f"A{heading}:{letter(len(columns))}{last}"
    sheet.print_title_rows, sheet.print_title_cols = f"{heading}:{heading}", f"A:{letter(frozen)}"
    sheet.sheet_view.zoomScale = 100
    protection = sheet.protection
    protection.sheet, protection.autoFilter, protection.formatColumns, protection.formatRows = True, False, False, False


def height(texts: Iterable[tuple[str, str]]) -> int:
    """Of a row, given its (column, text): spreadsheets do not measure what they did not write."""
    lines = (-(-across(text) // (WIDTHS[column] - 2)) for column, text in texts if column in WRAPPED)
    return LINE_HEIGHT * max(1, *lines, 1)


def across(text: str) -> int:
    """How many narrow characters a text is wide."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def print_settings(sheet: Worksheet, footer: str) -> None:
    """A4, across, with page numbers; a wide table on several sheets of paper, each with the columns that name the row."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    wide = sum(d.width for d in sheet.column_dimensions.values())
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, round(wide / PAPER)), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = footer.replace("&", "&&"), "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def add_validations(sheet: Worksheet, kind: SheetKind, first: int, last: int, t: Wording) -> None:
    """What each column takes, with a word of help when a cell is chosen and of mending when a value is refused."""
    for number, column in enumerate(COLUMNS[kind], start=1):
        if column.typed:
            rule = _rule(column, t)
            rule.errorTitle, rule.showErrorMessage, rule.allow_blank = t("workbook.wrong_title"), True, True
            rule.prompt, rule.showInputMessage = hint(column, t)[:LONGEST_PROMPT], True
            rule.add(f"{letter(number)}{first}:{letter(number)}{last}")
            sheet.add_data_validation(rule)


def hint(column: SheetColumn, t: Wording) -> str:
    """What goes into a column."""
    further = column.piece > 1 and column.word == "evidence_kind"
    return t("workbook.hint_further_evidence" if further else f"workbook.hint_{column.word}", most=LONGEST.get(column.word, 0))


def choices_of(column: SheetColumn, t: Wording) -> list[str]:
    """The words of a list, as the workbook shows them."""
    return [word(t, column, choice) for choice in column.choices]


def _rule(column: SheetColumn, t: Wording) -> DataValidation:
    if column.fill is Fill.CHOICE:
        words = choices_of(column, t)
        return DataValidation("list", formula1=f'"{",".join(words)}"', error=t("workbook.choose", choices=t.join(words)))
    if column.fill is Fill.DAY:
        return DataValidation("date", operator="between", formula1=str(FIRST_DAY), formula2=str(LAST_DAY), error=t("workbook.wrong_day"))
    if column.fill is Fill.NUMBER:
        return DataValidation("decimal", operator="between", formula1=str(-LARGEST), formula2=str(LARGEST), error=t("workbook.wrong_number"))
    if most := LONGEST.get(column.word):
        return DataValidation("textLength", operator="lessThanOrEqual", formula1=str(most), error=t("workbook.wrong_length", most=most))
    return DataValidation(None)
