"""Tables as one XLSX workbook (ECMA-376): dates, money and shares as what they are, every text as text.

Written by hand, because the bytes may depend on nothing but the tables and `at`: a library stamps the hour, and
compression differs between the machines of two people (who serves the file compresses it on the way). It is also ten
times as quick. The tests read what is written with a library.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from tracker.exchange.formulas import harmless

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first instant a zip archive can name
DAY_ZERO = date(1899, 12, 30)  # of a spreadsheet's calendar
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML has no form for these
LONGEST_TEXT = 32_767  # of one cell
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Number formats by the place of the style in the style sheet; 0 is plain, 1 the heading.
STYLES = {"won": 2, "integer": 2, "percent": 3, "date": 4}
WIDTHS = {"text": 48, "won": 20, "url": 32, "list": 24}
USUAL_WIDTH = 14
STYLE_SHEET = f"""<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0"/>\
<numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFF4F5F6"/></patternFill></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


@dataclass(frozen=True)
class Sheet:
    """`name` at most 31 characters; `heading` in words; `kinds` one per column, as in views.datasets.KINDS."""

    name: str
    heading: Sequence[str]
    kinds: Sequence[str]
    rows: Iterable[Sequence[object]]


def sheet_of(table, t) -> Sheet:
    """A table of views.datasets under the words of the pages."""
    rows = [[row.get(c.key) for c in table.columns] for row in table.rows]
    return Sheet(table.key, [c.label(t) for c in table.columns], [c.kind for c in table.columns], rows)


@dataclass
class _Texts:
    """The texts of a workbook; a cell holds the number of its own."""

    numbers: dict[str, int] = field(default_factory=dict)

    def cell(self, text: str, style: int = 0) -> str:
        """A cell that holds text and nothing else, whatever it begins with."""
        said = harmless(UNWRITABLE.sub("", text))[:LONGEST_TEXT]
        number = self.numbers.setdefault(said, len(self.numbers))
        return f'<c s="{style}" t="s"><v>{number}</v></c>' if style else f'<c t="s"><v>{number}</v></c>'

    def part(self) -> str:
        items = "".join(f'<si><t xml:space="preserve">{escape(text, {chr(13): "&#13;"})}</t></si>' for text in self.numbers)
        return f'<sst xmlns="{MAIN}" uniqueCount="{len(self.numbers)}">{items}</sst>'


def workbook_bytes(sheets: Iterable[Sheet], title: str, at: datetime) -> bytes:
    """The workbook; `at` is when it says it was made."""
    sheets, texts = list(sheets), _Texts()
    parts = {f"xl/worksheets/sheet{i}.xml": _page(sheet, texts, first=i == 1) for i, sheet in enumerate(sheets, start=1)}
    parts |= {"xl/sharedStrings.xml": texts.part(), "xl/styles.xml": STYLE_SHEET, "xl/workbook.xml": _workbook(sheets),
              "xl/_rels/workbook.xml.rels": _relations(len(sheets)), "docProps/core.xml": _properties(title, at)}
    return _zipped({"[Content_Types].xml": _types(len(sheets)), "_rels/.rels": _roots(), **parts})


def _page(sheet: Sheet, texts: _Texts, first: bool) -> str:
    columns = "".join(f'<col min="{i}" max="{i}" width="{WIDTHS.get(kind, USUAL_WIDTH)}" customWidth="1"/>' for i, kind in enumerate(sheet.kinds, start=1))
    rows = ["".join(texts.cell(name, 1) for name in sheet.heading)]
    rows += ["".join(_cell(value, kind, texts) for value, kind in zip(row, sheet.kinds, strict=True)) for row in sheet.rows]
    selected = 'tabSelected="1" ' if first else ""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView {selected}workbookViewId="0">{pane}</sheetView></sheetViews>'
            f'<cols>{columns}</cols><sheetData>{"".join(f"<row>{row}</row>" for row in rows)}</sheetData></worksheet>')


def _cell(value: object, kind: str, texts: _Texts) -> str:
    match value:
        case None:
            return "<c/>"
        case Enum():
            return texts.cell(str(value.value))
        case str():
            return texts.cell(value)
        case bool():
            return f'<c t="b"><v>{int(value)}</v></c>'
        case int() | float() | Decimal() | Fraction():
            return _number(value if isinstance(value, int | float) else _plain(value), STYLES.get(kind, 0))
        case date():
            return _number((value - DAY_ZERO).days, STYLES["date"])
        case tuple() | list():
            return texts.cell("; ".join(str(v.value if isinstance(v, Enum) else v) for v in value))
        case _:
            return texts.cell(str(value))


def _plain(value: Decimal | Fraction) -> int | float:
    return int(value) if value == int(value) else float(value)


def _number(value: int | float, style: int) -> str:
    return f'<c s="{style}"><v>{value!r}</v></c>' if style else f"<c><v>{value!r}</v></c>"


def _workbook(sheets: Sequence[Sheet]) -> str:
    named = "".join(f'<sheet name={quoteattr(sheet.name)} sheetId="{i}" r:id="rId{i}"/>' for i, sheet in enumerate(sheets, start=1))
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'


def _relations(count: int) -> str:
    targets = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, count + 1)] + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    return _related((f"{OFFICE}/{kind}", target) for kind, target in targets)


def _roots() -> str:
    return _related([(f"{OFFICE}/officeDocument", "xl/workbook.xml"), (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")])


def _related(targets: Iterable[tuple[str, str]]) -> str:
    made = "".join(f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets, start=1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def _types(count: int) -> str:
    parts = [("xl/workbook", "sheet.main"), ("xl/styles", "styles"), ("xl/sharedStrings", "sharedStrings")]
    parts += [(f"xl/worksheets/sheet{i}", "worksheet") for i in range(1, count + 1)]
    named = "".join(f'<Override PartName="/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>' for name, kind in parts)
    return (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{named}'
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>')


def _properties(title: str, at: datetime) -> str:
    stamp = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{at:%Y-%m-%dT%H:%M:%SZ}</dcterms:{name}>' for name in ("created", "modified"))
    return (f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<dc:title>{escape(UNWRITABLE.sub("", title))}</dc:title>{stamp}</cp:coreProperties>')


def _zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, text in parts.items():
            info = ZipInfo(name, EPOCH)
            info.create_system = 0
            archive.writestr(info, HEAD + text)
    return out.getvalue()
