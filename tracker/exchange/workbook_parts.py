"""The parts of an XLSX file (ECMA-376) as they stand: every cell's raw text and type, nothing converted.

Read by hand and not by a library, because what comes back must be exact: a library makes floats of numbers, drops
hidden rows, merged ranges and the formats that make a value look like another, and stops at the first odd cell.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

from tracker.exchange.preflight import refused
from tracker.exchange.workbook_form import ADDRESS, number_of

MOST_ROWS = 250_000  # with something in them, of one sheet
MOST_CELLS = 6_000_000  # of one sheet, empty ones with a format too
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
PIECE = 2**18
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
# Numbers of built-in formats that matter here; every other one is plain.
BUILT_IN = {0: "General", 1: "0", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm",
            17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 32: "h:mm", 33: "h:mm:ss",
            45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
            **{number: "yyyy-mm-dd" for number in (*range(27, 32), *range(34, 37), *range(50, 59))}}


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


class BookParts:
    """The sheets of a workbook. Raises BadBook where a part cannot be read."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        relations = dict(self._relations())
        self.sheets, self.from_1904 = self._outline({rid: path for rid, (_, path) in relations.items()})
        by_type = {kind: path for kind, path in relations.values()}
        self._texts = list(self._shared(by_type["sharedStrings"])) if "sharedStrings" in by_type else []
        self._formats = self._styles(by_type["styles"]) if "styles" in by_type else []

    def rows(self, sheet: SheetPart) -> Iterator[RawRow]:
        """Every row with something in it, one after the other."""
        scan = _SheetScan(sheet, self._texts, self._formats)
        for _ in self._fed(sheet.path, scan):
            yield from scan.taken()
        yield from scan.taken()

    def _fed(self, path: str, scan) -> Iterator[None]:
        """Pushes a part through a scan, piece by piece."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = scan.start, scan.end, scan.characters
        parser.StartDoctypeDeclHandler = _declared
        try:
            with self._archive.open(path) as stream:
                while piece := stream.read(PIECE):
                    parser.Parse(piece, False)
                    yield
            parser.Parse(b"", True)
        except (KeyError, ValueError, IndexError, expat.ExpatError):
            raise refused("broken_part", path) from None

    def _whole(self, path: str) -> list[tuple[str, dict[str, str]]]:
        """Every element of a small part in order: local name and attributes by local name."""
        scan = _Elements()
        for _ in self._fed(path, scan):
            pass
        return scan.found

    def _relations(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for name, values in self._whole("xl/_rels/workbook.xml.rels"):
            if name == "Relationship":
                target = values.get("Target", "")
                yield values.get("Id", ""), (values.get("Type", "").rpartition("/")[2], target.lstrip("/") if target.startswith("/") else f"xl/{target}")

    def _outline(self, paths: dict[str, str]) -> tuple[list[SheetPart], bool]:
        sheets, from_1904 = [], False
        for name, values in self._whole("xl/workbook.xml"):
            if name == "workbookPr":
                from_1904 = values.get("date1904") in ("1", "true")
            if name == "sheet":
                if values.get("id") not in paths:
                    raise refused("broken_part", "xl/workbook.xml")
                sheets.append(SheetPart(values.get("name", ""), values.get("state", "visible"), paths[values["id"]]))
        return sheets, from_1904

    def _shared(self, path: str) -> Iterator[str]:
        scan = _Texts()
        for _ in self._fed(path, scan):
            yield from scan.taken()
        yield from scan.taken()

    def _styles(self, path: str) -> list[str]:
        codes, formats, within = dict(BUILT_IN), [], False
        for name, values in self._whole(path):
            if name == "numFmt":
                codes[_whole_number(values.get("numFmtId", ""))] = values.get("formatCode", "")
            within = name in ("cellXfs", "xf", "alignment", "protection", "extLst", "ext") and (within or name == "cellXfs")
            if within and name == "xf":
                formats.append(_whole_number(values.get("numFmtId", "0")))
        return [codes.get(number, "General") for number in formats]


def _whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _place(text: str) -> int:
    """The number of a shared text; ValueError for anything else."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _declared(*_: object) -> None:
    raise refused("declares")


def decoded(text: str) -> str:
    """Characters XML has no form for are written _x0000_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Elements:
    def __init__(self) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, values: dict[str, str]) -> None:
        self.found.append((name.rpartition(":")[2], {key.rpartition(":")[2]: value for key, value in values.items()}))

    def end(self, name: str) -> None: ...

    def characters(self, text: str) -> None: ...


class _Texts:
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


class _SheetScan:
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

    def taken(self) -> list[RawRow]:
        done, self._done = self._done, []
        return done

    def characters(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def start(self, name: str, values: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._begin_cell(values)
        elif local == "v" or local == "t" and not self._aside:
            self._into = self._value
        elif local == "f":
            self._formula = self._into = []
        elif local == "row":
            self._begin_row(values)
        elif local == "rPh":
            self._aside = True
        elif local == "mergeCell":
            self._sheet.merged.append(values.get("ref", ""))
        elif local == "col" and values.get("hidden") in ("1", "true"):
            self._sheet.hidden_columns.append((int(values["min"]), int(values["max"])))

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._into = None
        if local == "c":
            self._end_cell()
        elif local == "rPh":
            self._aside = False
        elif local == "row" and self._cells:
            self._end_row()

    def _begin_row(self, values: dict[str, str]) -> None:
        number = int(values["r"]) if "r" in values else self._row + 1
        if not self._row < number <= LAST_ROW:
            raise ValueError(number)
        self._row, self._column, self._cells, self._hidden = number, 0, [], values.get("hidden") in ("1", "true")

    def _end_row(self) -> None:
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

    def _end_cell(self) -> None:
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
            style = _whole_number(self._style)
            self._cells.append(RawCell(self._column, self._kind, text, self._formats[style] if style < len(self._formats) else "General", formula))


def touches(merged: Iterable[str], first: int, last: int) -> Iterator[tuple[str, int]]:
    """Merged ranges that reach into rows `first` to `last`, each with the row it begins in."""
    for ref in merged:
        found = _RANGE.fullmatch(ref)
        top = int(found[2]) if found else first
        bottom = int(found[4] or top) if found else last
        if bottom >= first and top <= last:
            yield ref, top
