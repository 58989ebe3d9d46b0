"""The parts of an XLSX file (ECMA-376) as they stand: every cell's raw text and type, nothing converted.

Read by hand and not by a library, because what comes back must be exact: a library makes floats of numbers, drops
hidden rows, merged ranges and the formats that make a value look like another, and stops at the first odd cell.
"""

import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat
from zipfile import ZipFile

from tracker.exchange.preflight import refused
from tracker.exchange.workbook_scan import Elements, RawRow, SheetPart, SheetScan, Texts, whole_number

PIECE = 2**18
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
# Numbers of built-in formats that matter here; every other one is plain.
BUILT_IN = {0: "General", 1: "0", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm",
            17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 32: "h:mm", 33: "h:mm:ss",
            45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
            **{number: "yyyy-mm-dd" for number in (*range(27, 32), *range(34, 37), *range(50, 59))}}


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
        scan = SheetScan(sheet, self._texts, self._formats)
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
        scan = Elements()
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
        scan = Texts()
        for _ in self._fed(path, scan):
            yield from scan.taken()
        yield from scan.taken()

    def _styles(self, path: str) -> list[str]:
        codes, formats, within = dict(BUILT_IN), [], False
        for name, values in self._whole(path):
            if name == "numFmt":
                codes[whole_number(values.get("numFmtId", ""))] = values.get("formatCode", "")
            within = name in ("cellXfs", "xf", "alignment", "protection", "extLst", "ext") and (within or name == "cellXfs")
            if within and name == "xf":
                formats.append(whole_number(values.get("numFmtId", "0")))
        return [codes.get(number, "General") for number in formats]


def _declared(*_: object) -> None:
    raise refused("declares")


def touches(merged: Iterable[str], first: int, last: int) -> Iterator[tuple[str, int]]:
    """Merged ranges that reach into rows `first` to `last`, each with the row it begins in."""
    for ref in merged:
        found = _RANGE.fullmatch(ref)
        top = int(found[2]) if found else first
        bottom = int(found[4] or top) if found else last
        if bottom >= first and top <= last:
            yield ref, top
