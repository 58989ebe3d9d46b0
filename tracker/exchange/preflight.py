"""A file that is to be read as a workbook, looked at before anything is understood: what it is, whether it is whole,
whether it runs, reaches out, or would grow beyond measure. What is not taken is told by its right name."""

import re
from enum import StrEnum
from zipfile import ZipFile

from tracker.domain.importing import BadBook, CellProblem
from tracker.exchange.zipped import Unfit, looked_through

MOST_BYTES = 20 * 2**20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files, and of encrypted new ones
_ENCRYPTED, _OLD_SHEET = "EncryptedPackage".encode("utf-16-le"), ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_DOCUMENTS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
# Each comment can be read in one way only: a file of nothing but comments would otherwise be tried in every way there is.
_HTML = re.compile(rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(!doctype html|html|head|body|table|meta)\b", re.I | re.S)
MOST_STRAY = 3  # control characters at the beginning of a file that may still be text somebody damaged
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_RUNS = re.compile(r"vba(project|data)|/activex/|/macrosheets/|/dialogsheets/|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|lnk)$", re.I)
_OUTSIDE = re.compile(r"xl/(externalLinks/|connections\.xml|queryTables/|embeddings/|ddeLinks/)", re.I)
_RELATION, _LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>"), re.compile(rb'Type\s*=\s*["\'][^"\']*/hyperlink["\']')
_AWAY = re.compile(rb'TargetMode\s*=\s*["\']External["\']', re.I)
_WHY = {"locked": "locked_file", "not_whole": "not_whole", "unpacks_too_far": "unpacks_too_far"}
_KINDS = (("xl/workbook.xml", ""), ("xl/workbook.bin", "binary_excel"), ("word/document.xml", "document"), ("ppt/presentation.xml", "document"),
          ("Contents/content.hpf", "document"))


class FileKind(StrEnum):
    """What a file can be read as."""

    BOOK = "book"
    CSV = "csv"
    CSV_BUNDLE = "csv_bundle"


def refused(key: str, value: str = "", sheet: str = "", row: int = 0, address: str = "", **details: object) -> BadBook:
    """The error of one problem with the file; `key` is the last part of a text key."""
    return BadBook((problem(key, value, sheet, row, address, **details),))


def problem(key: str, value: str = "", sheet: str = "", row: int = 0, address: str = "", **details: object) -> CellProblem:
    return CellProblem(sheet, row, address, value, f"workbook.problem_{key}", {"value": value} | details)


def kind_of_file(content: bytes) -> FileKind:
    """What the file is. Raises BadBook where it is not taken."""
    if not content.strip(b"\0 \r\n\t"):
        raise refused("empty_file")
    if len(content) > MOST_BYTES:
        raise refused("too_large", megabytes=str(-(-len(content) // 2**20)), most=str(MOST_BYTES // 2**20))
    if content.startswith(OLE):
        raise refused(_ole(content))
    if content.startswith(b"PK"):
        return _archive(content)
    if key := _disguise(content[:4096]):
        raise refused(key)
    return FileKind.CSV


def _ole(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "locked_file"
    return "old_excel" if any(name in content for name in _OLD_SHEET) else "document"


def _disguise(start: bytes) -> str:
    """What a file without a container really is; "" for text that may be CSV."""
    plain = start.removeprefix(b"\xef\xbb\xbf")
    if plain.startswith(_DOCUMENTS):
        return "document"
    if _HTML.match(plain):
        return "html"
    if plain.lstrip().startswith(b"<?xml"):
        return "xml_sheet" if b"mso-application" in start or b"urn:schemas-microsoft-com:office:spreadsheet" in start else "not_a_book"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "encoding"
    return "not_a_book" if len(_NO_TEXT.findall(start)) > MOST_STRAY else ""


def _archive(content: bytes) -> FileKind:
    try:
        archive = looked_through(content)
    except Unfit as unfit:
        raise refused(_WHY.get(unfit.args[0]) or ("macros" if _names_that_run(content) else "declares")) from None
    names = archive.namelist()
    if names and all(name.endswith(".csv") for name in names):
        return FileKind.CSV_BUNDLE
    if key := _other_kind(archive, names):
        raise refused(key)
    _reaches_out(archive, names)
    return FileKind.BOOK


def _names_that_run(content: bytes) -> bool:
    """Whether it was a member's name that made the archive unfit; its directory stands unpacked at the end."""
    return bool(re.search(rb"vba(project|data)|/activex/|/embeddings/|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|lnk|zip|7z)PK", content, re.I))


def _other_kind(archive: ZipFile, names: list[str]) -> str:
    if "mimetype" in names:
        said = archive.read("mimetype")[:200]
        return "ods" if b"opendocument.spreadsheet" in said else "document"
    found = next((key for marker, key in _KINDS if marker in names), "not_a_book")
    return found or ("macros" if any(_RUNS.search(name) for name in names) else "")


def _reaches_out(archive: ZipFile, names: list[str]) -> None:
    """Links to other files and data; the addresses people write in cells are links too, and fine."""
    if any(_OUTSIDE.match(name) for name in names):
        raise refused("outside")
    for name in names:
        if name.endswith(".rels"):
            for relation in _RELATION.findall(archive.read(name)):
                if _AWAY.search(relation) and not _LINK.search(relation):
                    raise refused("outside")
