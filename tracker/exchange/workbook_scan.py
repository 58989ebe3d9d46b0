"""The elements of a workbook's XML as they go by: texts, and rows of raw cells.

A scan is fed by an XML parser and gives what is complete; nothing is held longer than that.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.exchange.preflight import refused
from tracker.exchange.workbook_form import ADDRESS, number_of

MOST_ROWS = 250_000  # with something in them, of one sheet
MOST_CELLS = 6_000_000  # of one sheet, empty ones with a format too
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class RawCell(NamedTuple):
    """`kind` is the type as the file says it (n, s, str, inlineStr, b, e, d); `text` of shared and inline texts is the
    text itself. `format` is the number format, `formula` None where there is none."""

    column: int
    kind: str
    text: str
    format: str
    formula: str | None


@dataclass(frozen=True)
class RawRow:
    number: int
    hidden: bool
    cells: tuple[RawCell, ...]


@dataclass
class SheetPart:
    """A sheet: `state` is visible, hidden or veryHidden. `merged` and `hidden_columns` are complete once its rows were read."""

    name: str
    state: str
    path: str
    merged: list[str] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)

    def hides(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)


def whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _place(text: str) -> int:
    """The number of a shared text; ValueError for anything else."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _nothing(_: object) -> None:
    """What an element means that nothing is taken from."""


def decoded(text: str) -> str:
    """Characters XML has no form for are written _x0000_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Elements:
    def __init__(self) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, values: dict[str, str]) -> None:
        self.found.append((name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in values.items()}))

    def end(self, name: str) -> None: ...

    def characters(self, text: str) -> None: ...


class Texts:
    """Shared texts: the runs of each put together, without the reading aids of East Asian text."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._runs: list[str] = []
        self._open = self._aside = False

    def start(self, name: str, values: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._open = local == "t" and not self._aside
        self._aside = self._aside or local == "rPh"

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._open = False
        if local == "rPh":
            self._aside = False
        if local == "si":
            self._done.append(decoded("".join(self._runs)))
            self._runs = []

    def characters(self, text: str) -> None:
        if self._open:
            self._runs.append(text)

    def taken(self) -> list[str]:
        done, self._done = self._done, []
        return done


class SheetScan:
    """The rows of a sheet as its XML goes by."""

    def __init__(self, sheet: SheetPart, texts: list[str], formats: list[str]) -> None:
        self._sheet, self._texts, self._formats = sheet, texts, formats
        self._done: list[RawRow] = []
        self._cells: list[RawCell] = []
        self._row = self._column = self._rows = self._seen = 0
        self._hidden = self._aside = False
        self._into: list[str] | None = None
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._kind, self._style = "n", ""
        self._starts = {"c": self._begin_cell, "v": self._begin_value, "t": self._begin_text, "f": self._begin_formula, "row": self._begin_row,
                        "rPh": self._begin_aside, "mergeCell": self._merge, "col": self._columns}
        self._ends = {"c": self._end_cell, "rPh": self._end_aside, "row": self._end_row}

    def taken(self) -> list[RawRow]:
        done, self._done = self._done, []
        return done

    def characters(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def start(self, name: str, values: dict[str, str]) -> None:
        (self._starts.get(name) or self._known(self._starts, name))(values)

    def end(self, name: str) -> None:
        self._into = None
        (self._ends.get(name) or self._known(self._ends, name))(None)

    @staticmethod
    def _known(acts: dict[str, Callable], name: str) -> Callable:
        """What a name is for, whatever its prefix; looked up once, because a long sheet has millions of elements."""
        return acts.setdefault(name, acts.get(name.rpartition(":")[2], _nothing))

    def _begin_value(self, _: object) -> None:
        self._into = self._value

    def _begin_text(self, _: object) -> None:
        self._into = None if self._aside else self._value

    def _begin_formula(self, _: object) -> None:
        self._formula = self._into = []

    def _begin_aside(self, _: object) -> None:
        self._aside = True

    def _end_aside(self, _: object) -> None:
        self._aside = False

    def _merge(self, values: dict[str, str]) -> None:
        self._sheet.merged.append(values.get("ref", ""))

    def _columns(self, values: dict[str, str]) -> None:
        if values.get("hidden") in ("1", "true"):
            self._sheet.hidden_columns.append((int(values["min"]), int(values["max"])))

    def _begin_row(self, values: dict[str, str]) -> None:
        number = int(values["r"]) if "r" in values else self._row + 1
        if not self._row < number <= LAST_ROW:
            raise ValueError(number)
        self._row, self._column, self._cells, self._hidden = number, 0, [], values.get("hidden") in ("1", "true")

    def _end_row(self, _: object) -> None:
        if not self._cells:
            return
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise refused("too_many_rows", sheet=self._sheet.name, row=self._row, most=f"{MOST_ROWS:,}")
        self._done.append(RawRow(self._row, self._hidden, tuple(self._cells)))

    def _begin_cell(self, values: dict[str, str]) -> None:
        column = self._column + 1
        if "r" in values:
            place = ADDRESS.fullmatch(values["r"])
            if place is None or int(place[2]) != self._row:
                raise ValueError(values["r"])
            column = number_of(place[1])
        if not self._column < column <= LAST_COLUMN:
            raise ValueError(column)
        self._column, self._kind, self._style = column, values.get("t", "n"), values.get("s", "")
        self._value, self._formula = [], None

    def _end_cell(self, _: object) -> None:
        self._seen += 1
        if self._seen > MOST_CELLS:
            raise refused("too_many_cells", sheet=self._sheet.name, row=self._row)
        text = "".join(self._value)
        if self._kind == "s" and text:
            text = self._texts[_place(text)]
        elif self._kind in ("str", "inlineStr"):
            text = decoded(text)
        formula = None if self._formula is None else "=" + "".join(self._formula)
        if text or formula is not None:
            style = whole_number(self._style)
            self._cells.append(RawCell(self._column, self._kind, text, self._formats[style] if style < len(self._formats) else "General", formula))
