"""The files of a bundle by name, out of a folder or a zip archive. An archive is looked over before it is unpacked, and
nothing of it is ever written to a disk."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from tracker.domain.errors import BadInput, Problem

MOST_MEMBERS = 200
MOST_BYTES = 64 * 2**20  # of one file
MOST_UNPACKED = 256 * 2**20
MOST_RATIO = 300  # unpacked to packed, of one file above a megabyte
WANTED = (".csv", ".toml")
PACKINGS = (ZIP_STORED, ZIP_DEFLATED)  # others take as much memory to unpack as the file asks for
DAY_ZERO = (1980, 1, 1, 0, 0, 0)  # the same plan gives the same archive


def _refuse(file: str, key: str, value: object = "") -> BadInput:
    return BadInput((Problem(file, 0, "", str(value), key),))


def in_folder(folder: Path) -> dict[str, bytes]:
    """Every table and plan.toml of the folder. Raises BadInput for a file too large to be one."""
    found = {path.name: path for path in sorted(folder.iterdir()) if path.suffix in WANTED and path.is_file()} if folder.is_dir() else {}
    for name, path in found.items():
        if path.stat().st_size > MOST_BYTES:
            raise _refuse(name, "file_too_large", f"{MOST_BYTES // 2**20}")
    return {name: path.read_bytes() for name, path in found.items()}


def in_archive(content: bytes, name: str = "zip") -> dict[str, bytes]:
    """The same out of a zip archive, whose files may lie in one folder. `name` is what problems call it. Raises BadInput."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = [m for m in archive.infolist() if not m.filename.endswith("/")]  # `is_dir` breaks on a name of nothing
            _look_over(name, members)
            return _below_one_folder({m.filename: _read(archive, m) for m in members if m.filename.endswith(WANTED)})
    except (BadZipFile, ZlibError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise _refuse(name, "zip_damaged") from None


def _look_over(name: str, members: list[ZipInfo]) -> None:
    named = [m.filename for m in members]
    if len(members) > MOST_MEMBERS:
        raise _refuse(name, "zip_too_many", MOST_MEMBERS)
    for member in members:
        _look_at(name, member)
        if named.count(member.filename) > 1:
            raise _refuse(name, "zip_repeated", member.filename)
    if sum(m.file_size for m in members) > MOST_UNPACKED:
        raise _refuse(name, "zip_unpacks_too_far", MOST_UNPACKED // 2**20)


def _look_at(name: str, member: ZipInfo) -> None:
    said = member.orig_filename  # what stands in the archive, before it is made to look tame
    if said.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", said) or ":" in said or "\0" in said:
        raise _refuse(name, "zip_leads_outside", ascii(said)[1:-1])
    if member.compress_type not in PACKINGS:
        raise _refuse(name, "zip_damaged")
    if member.flag_bits & 1:
        raise _refuse(name, "zip_locked", member.filename)
    if member.file_size > MOST_BYTES or (member.file_size > 2**20 and member.file_size > MOST_RATIO * max(member.compress_size, 1)):
        raise _refuse(name, "zip_unpacks_too_far", MOST_BYTES // 2**20)


def _read(archive: ZipFile, member: ZipInfo) -> bytes:
    """The directory may lie about sizes: no more is read than it declares, and what is more ends in an error."""
    with archive.open(member) as stream:
        content = stream.read(member.file_size + 1)
    if len(content) != member.file_size:
        raise BadZipFile(member.filename)
    return content


def _below_one_folder(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Names without the one folder all of them lie in, as an archive made of a folder has them."""
    folders = {name.rpartition("/")[0] for name in files}
    if len(folders) == 1:
        return {name.rpartition("/")[2]: content for name, content in files.items()}
    return dict(files)


def archived(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip archive whose bytes depend on nothing but them."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(name, DAY_ZERO)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, ZIP_DEFLATED, 9)
    return packed.getvalue()


def text_of(content: bytes) -> str:
    """UTF-8, with or without a mark at its beginning, else the encoding Korean spreadsheets still save in. UnicodeDecodeError
    of the UTF-8 reading where it is neither."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            return content.decode("cp949")
        except UnicodeDecodeError:
            raise error from None
