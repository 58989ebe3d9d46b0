"""The columns of a workbook's sheets, and what each is filled with: one list for who writes, reads and weighs them.

The first columns of a sheet name the thing its row is about. `shown` ones only help to read and are never taken back.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracker.domain.importing import SheetKind
from tracker.domain.indicators import Standing
from tracker.domain.milestones import EvidenceKind, ReportedState
from tracker.domain.sources import Confidence
from tracker.domain.typed_money import MoneyUnit


class Fill(StrEnum):
    """What becomes of a column. `key` is locked and names the object, `shown` is locked and only to be read."""

    KEY = "key"
    SHOWN = "shown"
    TEXT = "text"
    DAY = "day"
    PERIOD = "period"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True)
class SheetColumn:
    """`choices` are the plain words a cell may hold; a workbook shows them in its language, a ReadCell holds either.
    `piece` tells which piece of evidence the column is about; those of the first have no number in their key."""

    key: str
    fill: Fill
    choices: tuple[str, ...] = ()
    piece: int = 1

    @property
    def typed(self) -> bool:
        """Whether somebody fills it in."""
        return self.fill not in (Fill.KEY, Fill.SHOWN)

    @property
    def word(self) -> str:
        """The key without the number of the piece: what is said of a column is said of all pieces alike."""
        return plain_column(self.key)[0]


EVIDENCE = "evidence_"
PIECES = (1, 2, 3)  # of evidence a row has room for; more are added on the page of the report
YES_NO = ("yes", "no")


def _keys(*names: str) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(name, Fill.KEY) for name in names)


def _shown(*names: str) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(name, Fill.SHOWN) for name in names)


def _texts(*names: str) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(name, Fill.TEXT) for name in names)


def _choice(name: str, words: type[StrEnum] | tuple[str, ...]) -> SheetColumn:
    return SheetColumn(name, Fill.CHOICE, tuple(str(word) for word in words))


def evidence_column(piece: int, name: str) -> str:
    """`evidence_title` of the first piece, `evidence_2_title` of the second."""
    return f"{EVIDENCE}{name}" if piece == 1 else f"{EVIDENCE}{piece}_{name}"


@cache
def plain_column(key: str) -> tuple[str, int]:
    """A column without the number of the piece, and that: `evidence_2_title` is `evidence_title` of the second."""
    number, _, name = key.removeprefix(EVIDENCE).partition("_")
    return (f"{EVIDENCE}{name}", int(number)) if number.isdigit() else (key, 1)


def _evidence(piece: int) -> tuple[SheetColumn, ...]:
    """The columns of one piece of evidence."""
    fills = {"kind": Fill.CHOICE, "title": Fill.TEXT, "body": Fill.TEXT, "on": Fill.DAY, "url": Fill.TEXT, "reason": Fill.TEXT, "public": Fill.CHOICE}
    choices = {"kind": tuple(str(kind) for kind in EvidenceKind), "public": YES_NO}
    return tuple(SheetColumn(evidence_column(piece, name), fill, choices.get(name, ()), piece) for name, fill in fills.items())


# A report goes out empty: what is filled in is a new report. Columns added since the first workbooks stand at the end.
REPORTS = (*_keys("milestone"), *_shown("goal", "title", "due", "last_state", "last_on"),
           _choice("state", ReportedState), SheetColumn("completed_on", Fill.DAY), SheetColumn("forecast", Fill.PERIOD), *_texts("summary", "obstacle"),
           *(column for piece in PIECES for column in _evidence(piece)))
# Values that stand go out as they are (period and vintage name them), with one empty row per indicator for the next one.
VALUES = (*_keys("indicator"), *_shown("name", "unit", "target"), SheetColumn("period", Fill.PERIOD), SheetColumn("value", Fill.NUMBER),
          SheetColumn("vintage", Fill.PERIOD), _choice("standing", Standing), *_texts("source_url"), SheetColumn("source_date", Fill.PERIOD),
          _choice("confidence", Confidence), *_texts("note"))
# One row per programme, year and stage; the amount is meant in the unit beside it and in no other.
AMOUNTS = (*_keys("programme", "fiscal_year", "stage"), *_shown("name", "stage_name"), _choice("unit", MoneyUnit), SheetColumn("amount", Fill.NUMBER),
           *_texts("page"), _choice("confidence", Confidence), *_texts("note"))

COLUMNS = {SheetKind.REPORTS: REPORTS, SheetKind.VALUES: VALUES, SheetKind.AMOUNTS: AMOUNTS}


def keys_of(kind: SheetKind) -> tuple[str, ...]:
    """The columns that name what a row is about."""
    return tuple(column.key for column in COLUMNS[kind] if column.fill is Fill.KEY)


def typed_of(kind: SheetKind) -> tuple[str, ...]:
    """The columns somebody fills in."""
    return tuple(column.key for column in COLUMNS[kind] if column.typed)
