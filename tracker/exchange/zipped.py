"""Office files that are zip archives: looked over before anything in them is unpacked."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100 * 2**20
MOST_RATIO = 120  # unpacked to packed, of one member above a megabyte
WORDS_READ = 20 * 2**20
PACKINGS = (ZIP_STORED, ZIP_DEFLATED)  # what office files know; others take as much memory to unpack as the file asks for
# The member every file of the kind has.
MARKERS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "hwpx": "Contents/content.hpf"}
_RUNS = re.compile(r"vba(project|data)|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|lnk|zip|7z)$|/activex/|/embeddings/.*\.bin$", re.I)
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.I)
LONGEST_DECLARED = len(b"<!DOCTYPE")
PIECE = 2**18
_TAGS = re.compile(r"<[^>]*>")


class Unfit(ValueError):
    """Why an archive is not taken, as the last part of a text key."""


def kind_of(content: bytes) -> str:
    """`docx`, `xlsx` or `hwpx`. Raises Unfit."""
    archive, members = _opened(content)
    names = {m.filename for m in members}
    kind = next((kind for kind, marker in MARKERS.items() if marker in names), None)
    if kind is None:
        raise Unfit("wrong_type")
    _look_through(archive, members)
    return kind


def looked_through(content: bytes) -> ZipFile:
    """Any archive that may be unpacked. Raises Unfit."""
    archive, members = _opened(content)
    _look_through(archive, members)
    return archive


def _look_through(archive: ZipFile, members: list[ZipInfo]) -> None:
    for member in members:
        _look_at(member)
    if sum(m.file_size for m in members) > MOST_UNPACKED:
        raise Unfit("unpacks_too_far")
    _read_through(archive, members)


def _opened(content: bytes) -> tuple[ZipFile, list[ZipInfo]]:
    """The archive where it begins with the file and ends with it."""
    try:
        archive = ZipFile(BytesIO(content))
        members = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unfit("not_whole") from None
    end = content.rfind(b"PK\x05\x06")
    comment = int.from_bytes(content[end + 20:end + 22], "little")
    if end + 22 + comment != len(content) or comment or min((m.header_offset for m in members), default=1) != 0:
        raise Unfit("not_whole")
    if len(members) > MOST_MEMBERS:
        raise Unfit("unpacks_too_far")
    if len({m.filename for m in members}) < len(members):  # of two members of one name, programs do not agree which one counts
        raise Unfit("not_whole")
    return archive, members


def _look_at(member: ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & 1:
        raise Unfit("locked")
    if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
        raise Unfit("not_whole")
    if member.compress_type not in PACKINGS:
        raise Unfit("not_whole")
    if _RUNS.search(name):
        raise Unfit("active")
    if member.file_size > 2**20 and member.file_size > MOST_RATIO * max(member.compress_size, 1):
        raise Unfit("unpacks_too_far")


def _read_through(archive: ZipFile, members: list[ZipInfo]) -> None:
    """What the directory says may be a lie: every member is read, which gives no more than it declares and ends in an
    error where there is more."""
    for member in members:
        end = b""
        for piece in _pieces(archive, member):
            if member.filename.endswith((".xml", ".rels", ".hpf")) and _DECLARES.search(end + piece):
                raise Unfit("active")
            end = piece[-LONGEST_DECLARED:]  # a declaration may begin in one piece and end in the next


def _pieces(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(member) as stream:
            while piece := stream.read(PIECE):
                yield piece
    except (BadZipFile, ZlibError, OSError, EOFError, NotImplementedError, RuntimeError):
        raise Unfit("not_whole") from None


def words_in(content: bytes) -> str:
    """The text between the tags of all XML parts, up to a limit."""
    archive = ZipFile(BytesIO(content))
    said, left = [], WORDS_READ
    for member in archive.infolist():
        if member.filename.endswith(".xml") and left > 0:
            with archive.open(member) as stream:
                part = stream.read(left)
            left -= len(part)
            said.append(_TAGS.sub(" ", part.decode("utf-8", "replace")))
    return "\n".join(said)
