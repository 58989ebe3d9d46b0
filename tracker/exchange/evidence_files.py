"""Files people attach: told apart by what they are, not by their name; images lose what their camera wrote into them.

What passes is whole and plain: nothing hangs before or after it, nothing in it runs, nothing in it unpacks to more than
it should. Everything else is refused with a reason somebody can act on.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from tracker.domain.errors import TrackerError
from tracker.exchange import zipped

LARGEST = 10 * 2**20
LONGEST_NAME = 100
MOST_PIXELS = 60_000_000
_ACTIVE = re.compile(rb"/JavaScript\b|/Launch\b|/RichMedia\b")
_MARKUP = re.compile(r"<\s*(?:!doctype|html|script|svg|iframe|body|object|embed|\?xml|\?php)|%pdf-", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HWP_SIGN, OLE_SIGN = b"HWP Document File", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class BadFile(TrackerError):
    """The file cannot be taken; the key says why and what to do."""


@dataclass(frozen=True)
class CheckedFile:
    """What is stored: `name` is a bare name with the ending its content calls for."""

    content: bytes
    sha256: str
    media_type: str
    name: str

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Kind:
    ending: str
    media_type: str


PDF = Kind("pdf", "application/pdf")
HWP = Kind("hwp", "application/x-hwp")
HWPX = Kind("hwpx", "application/hwp+zip")
DOCX = Kind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
XLSX = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
PNG = Kind("png", "image/png")
JPEG = Kind("jpg", "image/jpeg")
TEXT = Kind("txt", "text/plain")
CSV = Kind("csv", "text/csv")
KINDS = (PDF, HWPX, HWP, DOCX, XLSX, PNG, JPEG, TEXT, CSV)
TYPES = {kind.media_type: kind for kind in KINDS}


def checked(name: str, content: bytes) -> CheckedFile:
    """The file as it may be stored. Raises BadFile."""
    if not content:
        raise BadFile("evidence.empty")
    if len(content) > LARGEST:
        raise BadFile("evidence.too_large", most=LARGEST // 2**20)
    kind, content = _known(name, content)
    return CheckedFile(content, sha256(content).hexdigest(), kind.media_type, bare_name(name, kind.ending))


def _known(name: str, content: bytes) -> tuple[Kind, bytes]:
    """What it is and what of it is kept."""
    for sign, read in _SIGNS:
        if content.startswith(sign):
            return read(content)
    return _text(name, content)


def _pdf(content: bytes) -> tuple[Kind, bytes]:
    """A PDF from its first byte to its last: what hangs behind the end is another file in disguise."""
    end = content.rfind(b"%%EOF")
    if end < 0 or content[end + 5:].strip(b"\r\n\t \x00"):
        raise BadFile("evidence.not_whole")
    if _ACTIVE.search(content):
        raise BadFile("evidence.active")
    return PDF, content


def _hwp(content: bytes) -> tuple[Kind, bytes]:
    """The old container also holds old Word and Excel files and installers: only Hangul's is taken."""
    if HWP_SIGN not in content[:2**20] and HWP_SIGN not in content:
        raise BadFile("evidence.old_office")
    return HWP, content


def _zip(content: bytes) -> tuple[Kind, bytes]:
    try:
        found = zipped.kind_of(content)
    except zipped.Unfit as problem:
        raise BadFile(f"evidence.{problem}") from None
    return {"docx": DOCX, "xlsx": XLSX, "hwpx": HWPX}[found], content


def _image(kind: Kind, form: str) -> Callable[[bytes], tuple[Kind, bytes]]:
    return lambda content: (kind, stripped(content, form))


def stripped(content: bytes, form: str) -> bytes:
    """The picture alone, drawn anew: no place, camera, time, comment, thumbnail, nor anything behind its end."""
    try:
        with Image.open(BytesIO(content), formats=(form,)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise BadFile("evidence.too_many_pixels", most=MOST_PIXELS // 10**6)
            turned = ImageOps.exif_transpose(image)
            plain = Image.new(turned.mode, turned.size)
            plain.paste(turned)
            if turned.mode == "P":
                plain.putpalette(turned.getpalette("RGBA"), "RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise BadFile("evidence.not_whole") from None
    written = BytesIO()
    plain.save(written, form, **({"quality": 92} if form == "JPEG" else {"optimize": False}))
    return written.getvalue()


def _text(name: str, content: bytes) -> tuple[Kind, bytes]:
    words = decoded(content)
    if words is None or _CONTROLS.search(words):
        raise BadFile("evidence.wrong_type")
    if _MARKUP.search(words) or words.startswith("#!"):
        raise BadFile("evidence.active")
    return (CSV if name.casefold().endswith(".csv") else TEXT), content


def decoded(content: bytes) -> str | None:
    """Text as Korean offices write it, None where it is none."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


_SIGNS: tuple[tuple[bytes, Callable[[bytes], tuple[Kind, bytes]]], ...] = (
    (b"%PDF-", _pdf), (b"PK\x03\x04", _zip), (OLE_SIGN, _hwp),
    (b"\x89PNG\r\n\x1a\n", _image(PNG, "PNG")), (b"\xff\xd8\xff", _image(JPEG, "JPEG")))


def bare_name(name: str, ending: str) -> str:
    """The last part of a name, without what could mean a folder, a command or another direction of writing, with the
    ending of what the file really is."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem = plain.rpartition(".")[0] or plain
    return f"{stem.strip('. ')[:LONGEST_NAME] or 'file'}.{ending}"


def words_in(content: bytes, media_type: str) -> str:
    """The readable text of a stored file, for the search for personal data; nothing for what keeps it packed away."""
    kind = TYPES.get(media_type)
    if kind in (TEXT, CSV):
        return decoded(content) or ""
    if kind in (DOCX, XLSX, HWPX):
        return zipped.words_in(content)
    return ""
