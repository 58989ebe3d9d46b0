"""Typesetting: a template and a document become PDF, PNG or SVG, with our own fonts and nothing from the machine or the net.

PDF files are PDF/UA-1: tagged, with title, language and alternative texts. The same input gives the same bytes.
"""

import json
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from threading import Lock

import typst

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Tracker Print"
MISSING = "□"  # printed for a letter the fonts lack: a tagged PDF may hold none that cannot be read
PIXELS_PER_INCH = 192.0
STANDARDS = {"pdf": ["ua-1"]}
_one = Lock()  # a document takes a whole core: they wait for one another, not everything else for them


def typeset(template: str, document: Mapping[str, object], form: str = "pdf") -> bytes:
    """The document, as JSON in `sys.inputs.document`, set by the template. `form` is pdf, png or svg; a picture is the
    first page. Raises RuntimeError where the template does not compile."""
    words = {"document": printable(json.dumps(document, ensure_ascii=False)), "family": FAMILY}
    with _one:
        made = typst.compile(template.encode(), font_paths=_fonts(), ignore_system_fonts=True, format=form, ppi=PIXELS_PER_INCH,
                             sys_inputs=words, pdf_standards=STANDARDS.get(form, []))
    return made[0] if isinstance(made, list) else made


def printable(text: str) -> str:
    """The text in letters the fonts have; what only steers how text runs is left out."""
    composed = unicodedata.normalize("NFC", text)
    kept = _letters()
    return "".join(c if ord(c) in kept or c in "\n\t" else "" if unicodedata.category(c) in ("Cf", "Cc") else MISSING for c in composed)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _letters() -> frozenset[int]:
    """What every font of the folder can print."""
    return frozenset.intersection(*(frozenset(letters_of(file.read_bytes())) for file in sorted(FONTS.glob("*.otf"))))


def letters_of(font: bytes) -> Iterator[int]:
    """The code points of an OpenType font: its `cmap` table, format 4, as the OpenType specification lays it out."""
    count = struct.unpack_from(">H", font, 4)[0]
    places = {name: place for name, _, place, _ in (struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(count))}
    start = places[b"cmap"]
    tables = struct.unpack_from(">H", font, start + 2)[0]
    for i in range(tables):
        at = start + struct.unpack_from(">I", font, start + 8 + 8 * i)[0]
        if struct.unpack_from(">H", font, at)[0] == 4:
            yield from _format_4(font, at)


def _format_4(font: bytes, at: int) -> Iterator[int]:
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    column = lambda n, sign="H": struct.unpack_from(f">{segments}{sign}", font, at + 14 + 2 * n * segments + (2 if n else 0))  # noqa: E731
    ends, starts, deltas, offsets = column(0), column(1), column(2, "h"), column(3)
    for i in range(segments):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            place = at + 16 + 6 * segments + 2 * i + offsets[i] + 2 * (code - starts[i])
            if not offsets[i] and (code + deltas[i]) % 0x10000 or offsets[i] and struct.unpack_from(">H", font, place)[0]:
                yield code
