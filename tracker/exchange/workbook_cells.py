"""One cell as exact text, or with the reason why it cannot be taken.

Spreadsheets change what is typed: 2026.10 becomes 2026.1, 3-4 a day, 50% a half. Where a cell may show something else
than it holds, it is refused with its address; nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache

from tracker.domain.importing_columns import Fill, SheetColumn
from tracker.exchange.formulas import unguarded
from tracker.exchange.workbook_form import EXACT_DIGITS, choices_by_word, letter, number_text, plain, word
from tracker.exchange.workbook_scan import RawCell
from tracker.exchange.xlsx import LONGEST_TEXT
from tracker.text import wording

# Controls but for line ends and tabs, direction marks, zero widths, fillers, halves of characters, marks of lost ones.
INVISIBLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f"
                       "\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\uffff\\ud800-\\udfff\\U000e0000-\\U000e0fff]")
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # of a number format: what is shown as it stands, and colours
_DATE_PARTS, _SCALED = re.compile(r"[ymdhs]", re.I), re.compile(r"[0#?]\s*,+\s*(?![0#?,])")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_DAYS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_FIRST_SAFE = 61  # 1 March 1900: before it, programs disagree about the day a number means
_LAST_SAFE = 2_958_465  # 9999-12-31
_SECONDS = 86_400


@dataclass(frozen=True)
class Found:
    """What a cell says, before it has an address: as ReadCell."""

    text: str = ""
    problem: str = ""
    details: Mapping[str, object] | None = None
    typed: str = ""


EMPTY = Found()


def _bad(text: str, key: str, **details: object) -> Found:
    return Found(text, f"workbook.problem_{key}", details or None)


def found_in(cell: RawCell, column: SheetColumn, from_1904: bool, language: str) -> Found:
    """The cell as text, in a column that is filled in that way, of a workbook in that language."""
    if cell.formula is not None:
        return _bad(cell.formula if len(cell.formula) > 1 else f"= {cell.text}", "formula")
    if cell.kind == "e":
        return _bad(cell.text, "error_value")
    if cell.kind == "b":
        return _bad("TRUE" if cell.text == "1" else "FALSE", "boolean")
    if cell.kind in ("s", "str", "inlineStr"):
        return found_text(unguarded(cell.text), column, language)
    if cell.kind == "d":
        return _dated(cell.text.removesuffix("T00:00:00"), "yyyy-mm-dd", column)
    if cell.kind != "n":
        return _bad(cell.text, "number")
    return _numbered(cell.text.strip(), cell.format, column, from_1904, language)


def found_text(text: str, column: SheetColumn, language: str) -> Found:
    """A text, in a column that is filled in that way, of a workbook in that language."""
    if not text:
        return EMPTY
    if not column.typed:
        return Found(text)  # held beside what went out, it is the same or it is not
    if hidden := INVISIBLE.search(text):
        return _bad(text, "invisible", which=f"U+{ord(hidden[0]):04X}")
    if text.startswith("="):
        return _bad(text, "formula_text")  # text here, live wherever it is copied to
    if len(text) > LONGEST_TEXT:
        return _bad(text[:100], "long_text")
    return _chosen(text, column, language) if column.fill is Fill.CHOICE else Found(text)


def _chosen(text: str, column: SheetColumn, language: str) -> Found:
    """The plain word of a choice. Blanks alone are nothing chosen."""
    said = plain(text)
    choice = _choices(column).get(said, "")
    if said and not choice:
        return _bad(text, "choice", choices=_listed(column, language))
    return Found(choice, typed=text if choice != text else "")


@cache
def _choices(column: SheetColumn) -> dict[str, str]:
    return choices_by_word(column)


@cache
def _listed(column: SheetColumn, language: str) -> str:
    """The words the workbook offers; those of the other language would do as well."""
    return ", ".join(word(wording(language), column, choice) for choice in column.choices)


def _numbered(raw: str, code: str, column: SheetColumn, from_1904: bool, language: str) -> Found:
    number = _exact(raw)
    if number is None:
        return _bad(raw, "number")
    shown = _SAID.sub("", code.replace("[h", "h").replace("[m", "m").replace("[s", "s"))
    if code not in ("General", "@") and _DATE_PARTS.search(shown.replace("General", "")):
        return _day(number, shown, column, from_1904)
    text = number_text(number)
    if abs(number) >= 10**EXACT_DIGITS:
        return _bad(text, "many_digits")
    if column.typed and (trap := _trap(number, shown, code, column)):
        return _bad(text, trap, value=text, shown=f"{number_text(number * 100)}%")
    return _chosen(text, column, language) if column.fill is Fill.CHOICE else Found(text)


def _trap(number: Decimal, shown: str, code: str, column: SheetColumn) -> str:
    """Why the number may look different from what it is; "" where it cannot."""
    if "%" in shown:
        return "percent"
    if _SCALED.search(shown.partition(";")[0]):
        return "scaled"
    if column.fill in (Fill.DAY, Fill.PERIOD) and number != number.to_integral_value():
        return "cut_period"
    if column.fill is not Fill.NUMBER and code not in ("General", "@", "0"):
        return "formatted_number"
    return ""


def _exact(raw: str) -> Decimal | None:
    """The shortest number that is the one stored: a spreadsheet writes 1.1 as 1.1000000000000001."""
    if not _NUMBER.fullmatch(raw):
        return None
    try:
        stored = float(raw)
        return Decimal(repr(stored)) if stored not in (float("inf"), float("-inf")) else None
    except (ValueError, InvalidOperation):
        return None


def _day(number: Decimal, shown: str, column: SheetColumn, from_1904: bool) -> Found:
    whole = int(number)  # days before the first are refused, so cutting off is rounding down
    if number < (0 if from_1904 else _FIRST_SAFE) or whole > _LAST_SAFE - (1_462 if from_1904 else 0):
        return _bad(number_text(number), "no_such_day", value=number_text(number))
    seconds = round((number - whole) * _SECONDS)
    on = datetime.combine(_DAYS[from_1904], datetime.min.time()) + timedelta(days=whole, seconds=seconds)
    return _dated(on.date().isoformat() if not seconds else on.isoformat(), shown, column)


def _dated(text: str, shown: str, column: SheetColumn) -> Found:
    if not column.typed:
        return Found(text)
    if column.fill not in (Fill.DAY, Fill.PERIOD):
        return _bad(text, "date_here", value=text)
    if "d" not in shown.lower():
        return _bad(text, "day_unseen", value=text)
    return Found(text)


def address(column: int, row: int) -> str:
    return f"{letter(column)}{row}"
