"""What a ministry's workbook says, row by row, and what would become of it.

A workbook is read into `ReadBook` (nothing understood yet, every cell exact text) and weighed against the plan as a
`DryRun`. Nothing here writes; applying is one transaction of `services.importing`. The columns of the sheets are in
`importing_columns`: `ReadRow.cells` is keyed by theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from tracker.domain.errors import BadInput

NOTHING_MORE: Mapping[str, object] = MappingProxyType({})  # one for all cells: a long file has a million


class SheetKind(StrEnum):
    """What the rows of a sheet are about: a report on a milestone, a measured value of an indicator, or the amount of
    a programme at one stage of the budget."""

    REPORTS = "reports"
    VALUES = "values"
    AMOUNTS = "amounts"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One cell. `text` is what it holds, exactly: a date as 2026-03-31, a number in its shortest exact form, text as
    typed; "" is empty. `problem` is the key of why it can't be taken (a formula, an error value, …). In a column of
    choices `text` is the plain word (`in_progress`) and `typed` what stands there for it in the workbook's language."""

    address: str  # "F12"
    text: str = ""
    problem: str = ""
    details: Mapping[str, object] = field(default_factory=lambda: NOTHING_MORE)
    typed: str = ""

    @property
    def shown(self) -> str:
        """What a person sees in the cell."""
        return self.typed or self.text


@dataclass(frozen=True)
class ReadRow:
    """One row of a sheet by column key, empty cells too; `version` is that of the object when the workbook was made (0:
    none). `untouched`: what is filled in stands as it went out, so the row wants nothing, whatever changed meanwhile."""

    sheet: str
    kind: SheetKind
    number: int
    cells: Mapping[str, ReadCell]
    version: int = 0
    untouched: bool = False

    def text(self, column: str) -> str:
        """What the cell says; "" where the column is missing."""
        return self.cells[column].text if column in self.cells else ""


@dataclass(frozen=True)
class ReadBook:
    """A workbook as read. `sha256` names the file; `plan`, `ministry` ("" for all), `made_seq` (head of the log when it
    was made) and `language` come from its hidden sheet."""

    sha256: str
    language: str
    ministry: str
    plan: str
    made_seq: int
    rows: tuple[ReadRow, ...]
    missing: tuple[str, ...] = ()  # names of rows that went out and are gone ("M07-01", "FP001 2026 enacted"): nothing is done about them


class RowState(StrEnum):
    """What a row would do. A conflict: somebody changed the object since the workbook was made."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ERROR = "error"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell: where it stands, what it holds, and a text key that says how to mend it. `address`
    is "" where the whole row is meant."""

    sheet: str
    row: int
    address: str
    value: str
    key: str
    details: Mapping[str, object] = field(default_factory=dict)


class BadBook(BadInput):
    """The file cannot be read as a workbook of the tracker; `problems` are CellProblems, all of them."""


@dataclass(frozen=True)
class FieldDifference:
    """A field that would change, both sides as the form shows them."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class WeighedRow:
    """A row beside the plan. `key` is the root object it is about ("milestone/M07-01"), "" where none is known."""

    row: ReadRow
    state: RowState
    key: str = ""
    differences: tuple[FieldDifference, ...] = ()
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True)
class DryRun:
    """What applying a workbook would do. `problems` are those of the file as a whole."""

    book: ReadBook
    rows: tuple[WeighedRow, ...]
    problems: tuple[CellProblem, ...] = ()

    def of(self, state: RowState) -> tuple[WeighedRow, ...]:
        """The rows in that state, in the order of the file."""
        return tuple(r for r in self.rows if r.state is state)

    @property
    def appliable(self) -> bool:
        """Nothing is wrong and something would change: errors and conflicts stop the whole file."""
        wrong = self.problems or self.of(RowState.ERROR) or self.of(RowState.CONFLICT)
        return not wrong and bool(self.of(RowState.NEW) or self.of(RowState.CHANGED))
