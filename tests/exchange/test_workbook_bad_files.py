"""Files nobody should have to be afraid of: each is refused with its reason and its place, and never read as something else."""

import io
import re
import struct
import warnings
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from openpyxl.styles import Protection

from tests.exchange.bad_files import (
    AMOUNTS, REPORTS, VALUES, cell, edited, good, good_csv, patched, problems_of, read_here, sheet_part, with_cell, zipped,
)
from tracker.domain.importing import BadBook
from tracker.exchange import preflight, workbook_scan
from tracker.exchange.preflight import OLE
from tracker.exchange.workbook_form import MADE_FIELDS, Made, SentRow, checksum
from tracker.text import wording


def hidden(change: Callable[[object], None]) -> bytes:
    return edited(lambda book: change(book["_tracker"]))


def put(sheet: str, address: str, value: object) -> Callable[[object], None]:
    return lambda book: book[sheet].__setitem__(address, value)


def inline(text: str) -> tuple[str, str]:
    return 't="inlineStr"', f"<is><t>{text}</t></is>"


def date1904(parts: dict[str, bytes]) -> None:
    parts["xl/workbook.xml"] = re.sub(rb"<workbookPr", b'<workbookPr date1904="1"', parts["xl/workbook.xml"], count=1)


def member(name: str, content: bytes = b"x") -> bytes:
    return patched(lambda parts: parts.__setitem__(name, content))


def part(name: str, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)
    return patched(change)


def locked_zip() -> bytes:
    """Every entry says that it is encrypted."""
    content = bytearray(good())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + place] |= 1
    return bytes(content)


def bomb(megabytes: int = 20) -> bytes:
    """A sheet with one cell that unpacks to so much text."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(good())) as source, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name in source.namelist():
            if name != sheet_part(2):
                archive.writestr(name, source.read(name))
        before, _, after = source.read(sheet_part(2)).partition(b"</sheetData>")
        with archive.open(sheet_part(2), "w", force_zip64=True) as stream:
            stream.write(before + b'<row r="20"><c r="J20" t="inlineStr"><is><t>')
            for _ in range(megabytes):
                stream.write(b"x" * 2**20)
            stream.write(b"</t></is></c></row></sheetData>" + after)
    return out.getvalue()


def lying_bomb() -> bytes:
    """Its directory says that the sheet is small."""
    content = bomb(8)
    with ZipFile(io.BytesIO(content)) as archive:
        real = archive.getinfo(sheet_part(2)).file_size
    return content.replace(struct.pack("<I", real), struct.pack("<I", 4096)).replace(struct.pack("<Q", real), struct.pack("<Q", 4096))


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return part(sheet_part(2), b"<worksheet", f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{entities}]><worksheet'.encode())


def utf16_dtd() -> bytes:
    """The same in UTF-16, where a search for ASCII finds nothing."""
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet/>'
    return member(sheet_part(2), text.encode("utf-16"))


def overlap() -> bytes:
    """Two entries of the directory that share one body."""
    with ZipFile(io.BytesIO(good())) as archive:
        info = archive.getinfo("xl/styles.xml")
    content = good()
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"xl/styles.xml"))
    return content[:at] + content[at:].replace(struct.pack("<I", info.header_offset) + b"xl/styles.xml", struct.pack("<I", 0) + b"xl/styles.xml", 1)


def twice() -> bytes:
    """A sheet stands in it twice: one program reads the first, another the second."""
    out = io.BytesIO(good())
    with ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(sheet_part(2), archive.read(sheet_part(2)))
    return out.getvalue()


def repacked(packing: int) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(good())) as source, ZipFile(out, "w", packing) as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    return out.getvalue()


def forged(**said: str) -> bytes:
    """The hidden sheet says something else, under a checksum that agrees."""
    def change(book) -> None:
        sheet = book["_tracker"]
        lines = [["" if value is None else str(value) for value in line] for line in sheet.iter_rows(values_only=True)]
        made = replace(Made(*(line[1] for line in lines[:len(MADE_FIELDS)])), **said)
        made = replace(made, checksum=checksum(made, [SentRow(*line[:len(SentRow.__match_args__)]) for line in lines[len(MADE_FIELDS):]]))
        for number, name in enumerate(MADE_FIELDS, start=1):
            sheet.cell(number, 2).value = getattr(made, name)
    return edited(change)


def csv_file(text: str, encoding: str = "utf-8-sig") -> bytes:
    return text.encode(encoding)


def csv_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    return patched(lambda parts: parts.__setitem__(name, change(parts[name])), good_csv())


HEAD = "Milestone code,Goal,Milestone,Due,Last report,Last reported on,State,Completed on,Expected completion,What was done,What is in the way,Kind of evidence," \
       "Title of evidence,Issued by,Date of document,Address of evidence,Why it proves the criterion,Evidence public\n"
LINE = 'M01-01,,,,,,{state},,,"{summary}",,,,,,,,\n'

# name: the file, the last part of the key it is refused with, where
FILES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "empty_file", ""),
    "only NUL": (lambda: b"\0" * 5000, "empty_file", ""),
    "21 MB": (lambda: b"PK" + b"x" * (21 * 2**20), "too_large", ""),
    "a password": (lambda: OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "locked_file", ""),
    "an old xls": (lambda: OLE + b"\0" * 512 + "Workbook".encode("utf-16-le"), "old_excel", ""),
    "a Hangul document": (lambda: OLE + b"\0" * 512 + "HwpSummary".encode("utf-16-le"), "document", ""),
    "an encrypted zip": (locked_zip, "locked_file", ""),
    "an ods": (lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), "ods", ""),
    "an xlsb": (lambda: zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}), "binary_excel", ""),
    "a docx": (lambda: zipped({"word/document.xml": b"<x/>"}), "document", ""),
    "a pdf": (lambda: b"%PDF-1.7 ...", "document", ""),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n...", "document", ""),
    "HTML called xls": (lambda: b"\xef\xbb\xbf <html><table><tr><td>M01-01</td></tr></table></html>", "html", ""),
    "a bare HTML table": (lambda: b"<!-- x --><TABLE border=1><tr></tr></TABLE>", "html", ""),
    "SpreadsheetML 2003": (lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "xml_sheet", ""),
    "comments and nothing else": (lambda: b"<!---->" * 580 + b"x", "no_heading", ""),
    "a bare HTML table after many comments": (lambda: b"<!-- x --> " * 300 + b"<table>", "html", ""),
    "other XML": (lambda: b'<?xml version="1.0"?><plan/>', "not_a_book", ""),
    "a zip of anything": (lambda: zipped({"a.txt": b"x"}), "not_a_book", ""),
    "cut in the middle": (lambda: good()[:len(good()) // 2], "not_whole", ""),
    "something behind the end": (lambda: good() + b"PK\x03\x04more", "not_whole", ""),
    "a program before it": (lambda: b"PK\x03\x04MZ" + good(), "not_whole", ""),
    "a byte flipped": (lambda: part_flipped(), "not_whole", ""),
    "a bomb of 20 MB": (bomb, "unpacks_too_far", ""),
    "a bomb that lies": (lying_bomb, "not_whole", ""),
    "overlapping entries": (overlap, "not_whole", ""),
    "two members of one name": (twice, "not_whole", ""),
    "packed as no office program packs": (lambda: repacked(ZIP_LZMA), "not_whole", ""),
    "a path that climbs": (lambda: member("../../etc/passwd"), "not_whole", ""),
    "macros": (lambda: member("xl/vbaProject.bin"), "macros", ""),
    "macro sheets": (lambda: member("xl/macrosheets/sheet1.xml"), "macros", ""),
    "ActiveX": (lambda: member("xl/activeX/activeX1.xml"), "macros", ""),
    "another workbook linked": (lambda: member("xl/externalLinks/externalLink1.xml"), "outside", ""),
    "a data connection": (lambda: member("xl/connections.xml"), "outside", ""),
    "an embedded document": (lambda: member("xl/embeddings/Doc1.docx"), "outside", ""),
    "a template from elsewhere": (lambda: part("xl/_rels/workbook.xml.rels", b"</Relationships>", (
        b'<Relationship Id="x1" Type="http://x/attachedTemplate" Target="http://evil.example/x" TargetMode="External"/></Relationships>')), "outside", ""),
    "billion laughs": (billion_laughs, "declares", ""),
    "a DTD in UTF-16": (utf16_dtd, "declares", ""),
    "broken XML": (lambda: part(sheet_part(2), b"</sheetData>", b"</sheetDat>"), "broken_part", ""),
    "a sheet without its part": (lambda: patched(lambda parts: parts.pop(sheet_part(2))), "broken_part", ""),
    "a shared text that is not there": (lambda: with_cell(2, "J3", 't="s"', "<v>99999</v>"), "broken_part", ""),
    "a negative shared text": (lambda: with_cell(2, "J3", 't="s"', "<v>-1</v>"), "broken_part", ""),
    "cells in no order": (lambda: with_cell(2, "J3", 'r2="x"', "<v>1</v></c><c r=\"B3\"><v>2</v>"), "broken_part", ""),
    "an address beyond the sheet": (lambda: with_cell(2, "R5", "", '<v>1</v></c><c r="XFE5"><v>1</v>'), "broken_part", ""),
    "any other workbook": (lambda: edited(lambda book: book.remove(book["_tracker"])), "not_ours", ""),
    "a stale format": (lambda: hidden(lambda sheet: sheet.__setitem__("B1", "ai-plan-workbook 0")), "stale_format", ""),
    "a format of tomorrow": (lambda: hidden(lambda sheet: sheet.__setitem__("B1", "ai-plan-workbook 2")), "newer_format", ""),
    "another ministry written in": (lambda: hidden(lambda sheet: sheet.__setitem__("B3", "MOE")), "hidden_sheet", ""),
    "a version written up": (lambda: hidden(lambda sheet: sheet.__setitem__("C10", "99")), "hidden_sheet", ""),
    "a state of the log no store knows": (lambda: forged(seq="9" * 40), "hidden_sheet", ""),
    "a state of the log in other digits": (lambda: forged(seq="\u00b2"), "hidden_sheet", ""),
    "a line of the hidden sheet gone": (lambda: hidden(lambda sheet: sheet.delete_rows(10)), "hidden_sheet", ""),
    "no sheet of ours": (lambda: edited(lambda book: [book.remove(book[name]) for name in (REPORTS, VALUES, AMOUNTS)]), "no_sheet", ""),
    "a sheet added": (lambda: edited(lambda book: book.create_sheet("Notes").append(["remember this"])), "unknown_sheet", "Notes!A1"),
    "a hidden sheet added": (lambda: edited(lambda book: (book.create_sheet("Old").append(["M01-01"]), setattr(book["Old"], "sheet_state", "hidden"))), "unknown_sheet", "Old!A1"),
    "a sheet renamed": (lambda: edited(lambda book: setattr(book[REPORTS], "title", "Reports (2)")), "unknown_sheet", "Reports (2)!A1"),
    "a sheet twice": (lambda: edited(lambda book: setattr(book.copy_worksheet(book[REPORTS]), "title", "\ubcf4\uace0")), "twice_sheet", ""),
    "no heading": (lambda: edited(lambda book: book[REPORTS].delete_rows(2)), "no_heading", ""),
    "a column renamed": (lambda: edited(put(REPORTS, "J2", "Done so far")), "unknown_column", "Reports!J2"),
    "a column gone": (lambda: edited(lambda book: book[REPORTS].delete_cols(10)), "missing_column", ""),
    "a column added": (lambda: edited(lambda book: (book[REPORTS].__setitem__("AG2", "Remarks"), book[REPORTS].__setitem__("AG3", "x"))), "unknown_column", "Reports!AG2"),
    "a column twice": (lambda: edited(put(REPORTS, "AG2", "State")), "repeated_column", ""),
    "a cell at XFD1048576": (lambda: edited(put(REPORTS, "XFD1048576", "x")), "stray_cell", "Reports!XFD1048576"),
    "a remark beside the table": (lambda: edited(put(AMOUNTS, "M4", "ask again")), "stray_cell", "Amounts!M4"),
    "a formula beside the table": (lambda: edited(put(AMOUNTS, "M4", "=SUM(G3:G9)")), "stray_cell", "Amounts!M4"),
    "a remark above the table": (lambda: edited(put(REPORTS, "J1", "read me")), "stray_cell", "Reports!J1"),
    "cells merged": (lambda: edited(lambda book: book[REPORTS].merge_cells("J3:J4")), "merged", "Reports!J3:J4"),
    "everything merged": (lambda: part(sheet_part(3), b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="E3:XFD1048576"/></mergeCells>'), "merged", "Values!E3:XFD1048576"),
    "bytes of a program": (lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)), "not_a_book", ""),
    "CSV in UTF-16": (lambda: HEAD.encode("utf-16"), "encoding", ""),
    "CSV in no encoding": (lambda: HEAD.encode() + b"M01-01,\xff\xff\xff\n", "encoding", ""),
    "CSV without a heading": (lambda: csv_file("M01-01,in_progress\n"), "no_heading", ""),
    "CSV with semicolons": (lambda: csv_file(HEAD.replace(",", ";")), "no_heading", ""),
    "CSV, a quote left open": (lambda: csv_file(HEAD + 'M01-01,"left open\n'), "cut_csv", ""),
    "CSV, a comma too many": (lambda: csv_file(HEAD + LINE.format(state="", summary="x").replace("\n", ",\n")), "cell_count", "!"),
    "CSV, an endless cell": (lambda: csv_file(HEAD + LINE.format(state="", summary="x" * 200_000)), "cut_csv", ""),
    "CSV bundle without its record": (lambda: patched(lambda parts: parts.pop("_tracker.csv"), good_csv()), "not_ours", ""),
    "CSV bundle with a stranger": (lambda: patched(lambda parts: parts.__setitem__("notes.csv", b"x"), good_csv()), "csv_name", ""),
    "CSV bundle, record changed": (lambda: csv_part("_tracker.csv", lambda text: text.replace(b",MSIT", b",MOE")), "hidden_sheet", ""),
}


def part_flipped() -> bytes:
    content = bytearray(good())
    with ZipFile(io.BytesIO(good())) as archive:
        info = archive.getinfo(sheet_part(2))
    content[info.header_offset + 200] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_refused(name):
    made, key, place = FILES[name]
    with pytest.raises(BadBook) as bad:
        read_here(made())
    assert f"workbook.problem_{key}" in {p.key for p in bad.value.problems}, bad.value.problems
    where = {f"{p.sheet}!{p.address}" for p in bad.value.problems if p.key == f"workbook.problem_{key}"}
    assert not place or place in where
    for problem in bad.value.problems:
        assert all(wording(language)(problem.key, **problem.details) for language in ("ko", "en"))


T = 'xml:space="preserve"'
# name: the file, the last part of the key, the address, what the cell is said to hold
CELLS: dict[str, tuple[Callable[[], bytes], str, str, str]] = {
    "a formula": (lambda: cell(REPORTS, "J3", "=1+1"), "formula", "J3", "=1+1"),
    "a formula that calls out": (lambda: cell(REPORTS, "J3", "=HYPERLINK(\"http://evil.example\",\"x\")"), "formula", "J3", "=HYPERLINK(\"http://evil.example\",\"x\")"),
    "a shared formula's follower": (lambda: with_cell(4, "G4", "", '<f t="shared" si="0"/><v>5</v>'), "formula", "G4", "= 5"),
    "a formula in a key": (lambda: cell(REPORTS, "A3", '="M01"&"-01"'), "formula", "A3", '="M01"&"-01"'),
    "a formula kept as text": (lambda: cell(REPORTS, "J3", "=1+1", as_text=True), "formula_text", "J3", "=1+1"),
    "#REF!": (lambda: with_cell(4, "G3", 't="e"', "<v>#REF!</v>"), "error_value", "G3", "#REF!"),
    "#N/A": (lambda: with_cell(2, "J3", 't="e"', "<v>#N/A</v>"), "error_value", "J3", "#N/A"),
    "true": (lambda: cell(REPORTS, "R3", True), "boolean", "R3", "TRUE"),
    "no such state": (lambda: cell(REPORTS, "G3", "nearly"), "choice", "G3", "nearly"),
    "a number for a state": (lambda: cell(REPORTS, "G3", 3), "choice", "G3", "3"),
    "no such unit": (lambda: cell(AMOUNTS, "F3", "\ucc9c\uc6d0"), "choice", "F3", "\ucc9c\uc6d0"),
    "NaN": (lambda: with_cell(4, "G3", "", "<v>NaN</v>"), "number", "G3", "NaN"),
    "INF": (lambda: with_cell(4, "G3", "", "<v>INF</v>"), "number", "G3", "INF"),
    "1e999": (lambda: with_cell(4, "G3", "", "<v>1e999</v>"), "number", "G3", "1e999"),
    "1e308": (lambda: with_cell(4, "G3", "", "<v>1e308</v>"), "many_digits", "G3", "1" + "0" * 308),
    "words in a number cell": (lambda: with_cell(4, "G3", "", "<v>12 won</v>"), "number", "G3", "12 won"),
    "an unknown type of cell": (lambda: with_cell(4, "G3", 't="q"', "<v>12</v>"), "number", "G3", "12"),
    "20 digits": (lambda: with_cell(4, "G3", "", "<v>12345678901234567890</v>"), "many_digits", "G3", "12345678901234567000"),
    "a percentage": (lambda: cell(VALUES, "F4", 0.5, "0%"), "percent", "F4", "0.5"),
    "shortened by thousands": (lambda: cell(AMOUNTS, "G3", 9900000, "#,##0,"), "scaled", "G3", "9900000"),
    "2026.10 as a number": (lambda: cell(REPORTS, "I3", 2026.1, "0.00"), "cut_period", "I3", "2026.1"),
    "00123 by its format": (lambda: cell(REPORTS, "J3", 123, "00000"), "formatted_number", "J3", "123"),
    "a day made of 3-4": (lambda: cell(REPORTS, "M3", 46085, "m-d"), "date_here", "M3", "2026-03-04"),
    "an amount made a day": (lambda: cell(AMOUNTS, "G3", 46085, "yyyy-mm-dd"), "date_here", "G3", "2026-03-04"),
    "a month made a day": (lambda: cell(REPORTS, "I3", 46357, "mmm-yy"), "day_unseen", "I3", "2026-12-01"),
    "the 29th of February 1900": (lambda: cell(REPORTS, "H3", 60, "yyyy-mm-dd"), "no_such_day", "H3", "60"),
    "a day before days": (lambda: cell(REPORTS, "H3", -5, "yyyy-mm-dd"), "no_such_day", "H3", "-5"),
    "a day after days": (lambda: cell(REPORTS, "H3", 99_999_999, "yyyy-mm-dd"), "no_such_day", "H3", "99999999"),
    "NUL": (lambda: with_cell(2, "J3", *inline("a_x0000_b")), "invisible", "J3", "a\0b"),
    "a zero width": (lambda: cell(REPORTS, "J3", "M01\u200b-01"), "invisible", "J3", "M01\u200b-01"),
    "right to left": (lambda: cell(REPORTS, "P3", "http://x/\u202egpj.exe"), "invisible", "P3", "http://x/\u202egpj.exe"),
    "a byte order mark within": (lambda: cell(REPORTS, "J3", "\ufeffdone"), "invisible", "J3", "\ufeffdone"),
    "a Hangul filler": (lambda: cell(REPORTS, "J3", "\u3164"), "invisible", "J3", "\u3164"),
    "a character lost before": (lambda: cell(REPORTS, "J3", "\ufffd\ufffd"), "invisible", "J3", "\ufffd\ufffd"),
    "half a character": (lambda: with_cell(2, "J3", *inline("_xD83D_")), "invisible", "J3", "\ud83d"),
    "a due date typed over": (lambda: cell(REPORTS, "D3", "2028 Q4"), "locked_due", "D3", "2028 Q4"),
    "a title typed over": (lambda: cell(REPORTS, "C3", "Another"), "locked", "C3", "Another"),
    "a name erased": (lambda: cell(VALUES, "B3", None), "locked", "B3", ""),
    "a row added": (lambda: cell(REPORTS, "A6", "M09-99"), "added_row", "A6", "M09-99"),
    "a full-width code": (lambda: cell(REPORTS, "A3", "\uff2d01-01"), "added_row", "A3", "\uff2d01-01"),
    "a code with a hard blank": (lambda: cell(REPORTS, "A3", "M01-01\u00a0"), "added_row", "A3", "M01-01\u00a0"),
    "a row that names nothing": (lambda: cell(REPORTS, "J9", "done"), "no_key", "A9", ""),
    "a row twice": (lambda: cell(REPORTS, "A4", "M01-01"), "repeated_row", "A4", "M01-01"),
    "written in a hidden row": (lambda: edited(lambda book: (put(REPORTS, "J3", "x")(book), setattr(book[REPORTS].row_dimensions[3], "hidden", True))), "hidden_row", "J3", "x"),
    "written in a hidden column": (lambda: edited(lambda book: (put(REPORTS, "K3", "x")(book), setattr(book[REPORTS].column_dimensions["K"], "hidden", True))), "hidden_column", "K3", "x"),
    "written in a hidden sheet": (lambda: edited(lambda book: (put(VALUES, "F4", 5)(book), setattr(book[VALUES], "sheet_state", "hidden"))), "sheet_hidden", "F4", "5"),
    "CSV with NUL": (lambda: csv_file(HEAD + LINE.format(state="", summary="a\0b")), "invisible", "J2", "a\0b"),
    "CSV with a formula": (lambda: csv_file(HEAD + LINE.format(state="", summary="=cmd|' /C calc'!A0")), "formula_text", "J2", "=cmd|' /C calc'!A0"),
}


@pytest.mark.parametrize("name", CELLS)
def test_the_cell_is_refused_where_it_stands(name):
    made, key, address, value = CELLS[name]
    found = problems_of(read_here(made()))
    assert [(p.key, p.address, p.value) for p in found if p.address == address] == [(f"workbook.problem_{key}", address, value)], found
    assert {p.row for p in found} <= {int(re.sub("[A-Z]", "", p.address)) for p in found}
    for problem in found:
        assert all(wording(language)(problem.key, **problem.details) for language in ("ko", "en"))


def test_the_corpus_is_as_large_as_promised():
    assert len(FILES) + len(CELLS) >= 60


# name: the file, the address, the exact text
TAKEN: dict[str, tuple[Callable[[], bytes], str, str, str]] = {
    "00123 as text": (lambda: cell(REPORTS, "J3", "00123"), REPORTS, "J3", "00123"),
    "1E5 as text": (lambda: cell(REPORTS, "J3", "1E5"), REPORTS, "J3", "1E5"),
    "a day": (lambda: cell(REPORTS, "H3", 46085, "yyyy-mm-dd"), REPORTS, "H3", "2026-03-04"),
    "a day of the 1904 system": (lambda: patched(date1904, cell(REPORTS, "H3", 46085 - 1462, "yyyy-mm-dd")), REPORTS, "H3", "2026-03-04"),
    "an ISO day": (lambda: with_cell(2, "H3", 't="d"', "<v>2026-03-04</v>"), REPORTS, "H3", "2026-03-04"),
    "a day with an hour": (lambda: cell(REPORTS, "H3", 46085.5, "yyyy-mm-dd hh:mm"), REPORTS, "H3", "2026-03-04T12:00:00"),
    "a day as digits": (lambda: cell(REPORTS, "H3", 20260304, "General"), REPORTS, "H3", "20260304"),
    "full-width digits": (lambda: cell(REPORTS, "I3", "\uff12\uff10\uff12\uff16 Q4"), REPORTS, "I3", "\uff12\uff10\uff12\uff16 Q4"),
    "1.1 as spreadsheets write it": (lambda: with_cell(4, "G3", "", "<v>1.1000000000000001</v>"), AMOUNTS, "G3", "1.1"),
    "a tenth and a fifth": (lambda: with_cell(4, "G3", "", "<v>0.30000000000000004</v>"), AMOUNTS, "G3", "0.30000000000000004"),
    "1E5 as a number": (lambda: with_cell(4, "G3", "", "<v>1E5</v>"), AMOUNTS, "G3", "100000"),
    "15 digits": (lambda: with_cell(4, "G3", "", "<v>123456789012345</v>"), AMOUNTS, "G3", "123456789012345"),
    "zero": (lambda: cell(AMOUNTS, "G4", 0), AMOUNTS, "G4", "0"),
    "less than nothing": (lambda: cell(AMOUNTS, "G3", -2.5), AMOUNTS, "G3", "-2.5"),
    "line ends": (lambda: cell(REPORTS, "J3", "one\ntwo"), REPORTS, "J3", "one\ntwo"),
    "a hard blank in a sentence": (lambda: cell(REPORTS, "J3", "9\u00a0trillion"), REPORTS, "J3", "9\u00a0trillion"),
    "runs and reading aids": (lambda: with_cell(2, "J3", 't="inlineStr"', f"<is><r><t>on</t></r><rPh><t>XX</t></rPh><r><t {T}>e </t></r></is>"), REPORTS, "J3", "one "),
    "an escaped escape": (lambda: with_cell(2, "J3", *inline("_x005F_x0041_")), REPORTS, "J3", "_x0041_"),
    "a guarded minus": (lambda: cell(REPORTS, "J3", "'- one"), REPORTS, "J3", "- one"),
    "a filter over an empty row": (lambda: edited(lambda book: setattr(book[REPORTS].row_dimensions[4], "hidden", True)), REPORTS, "A4", "M01-02"),
    "columns in another order": (lambda: edited(lambda book: _swapped(book[REPORTS])), REPORTS, "K3", "swapped"),
    "a comment, a colour, a lock": (lambda: edited(lambda book: setattr(book[REPORTS]["J3"], "protection", Protection(locked=True))), REPORTS, "A3", "M01-01"),
    "CSV in cp949": (lambda: csv_file(HEAD + LINE.format(state="\uc9c4\ud589 \uc911", summary="\ud655\ubcf4"), "cp949"), "", "J2", "\ud655\ubcf4"),
    "CSV with a BOM": (lambda: csv_file(HEAD + LINE.format(state="", summary="00123")), "", "J2", "00123"),
    "CSV with a guarded minus": (lambda: csv_file(HEAD + LINE.format(state="", summary="'-1")), "", "J2", "-1"),
}


def _swapped(sheet) -> None:
    """What was done and what is in the way change places, heading and all."""
    for row in range(2, 6):
        a, b = sheet.cell(row, 10), sheet.cell(row, 11)
        a.value, b.value = b.value, a.value
    sheet["K3"] = "swapped"


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken_is_taken_exactly(name):
    made, sheet, address, text = TAKEN[name]
    book = read_here(made())
    assert problems_of(book) == ()
    assert [c.text for row in book.rows if row.sheet == sheet for c in row.cells.values() if c.address == address] == [text]


def test_every_problem_of_a_file_is_told_at_once():
    def spoil(book) -> None:
        book.create_sheet("Notes").append(["x"])
        book[REPORTS]["J2"] = "Renamed"
        book[AMOUNTS]["M9"] = "beside"
        book[VALUES].merge_cells("E3:F3")
    with pytest.raises(BadBook) as bad:
        read_here(edited(spoil))
    assert {p.key.partition("problem_")[2] for p in bad.value.problems} == {"unknown_sheet", "unknown_column", "missing_column", "stray_cell", "merged"}


def test_too_many_rows_and_cells_are_refused(monkeypatch):
    monkeypatch.setattr(workbook_scan, "MOST_ROWS", 4)
    with pytest.raises(BadBook) as bad:
        read_here(good())
    assert bad.value.problems[0].key == "workbook.problem_too_many_rows"
    monkeypatch.setattr(workbook_scan, "MOST_ROWS", 1000)
    monkeypatch.setattr(workbook_scan, "MOST_CELLS", 20)
    with pytest.raises(BadBook) as bad:
        read_here(good())
    assert bad.value.problems[0].key == "workbook.problem_too_many_cells"


def test_a_renamed_file_is_known_by_what_is_in_it():
    assert preflight.kind_of_file(good()) == "book" and preflight.kind_of_file(good_csv()) == "csv_bundle" and preflight.kind_of_file(HEAD.encode()) == "csv"


