"""What all pages of the static edition share: style sheets, the script, fonts, icons and Plotly, named by their content."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.charts.look import THEMES
from tracker.charts.shapes import rules
from tracker.charts.style import stylesheet
from tracker.domain.release import sha256

OWN = Path(__file__).parent / "assets"
SHARED = Path(__file__).resolve().parent.parent / "server" / "assets"  # fonts and icons, one copy for both editions
PLOTLY = "plotly-basic-4.1.1.min.js"
FOLDER = "assets/"
_BEYOND = re.compile(r"[^\x00-\x7f]+")
_FACE = re.compile(r"@font-face\{.*?\}")
_RANGE = re.compile(r"U\+([0-9a-fA-F]+)(?:-([0-9a-fA-F]+))?")
_FILE = re.compile(r"/assets/(fonts/[^)]+)\)")


@dataclass(frozen=True)
class Assets:
    """`files` by path below the edition's root; the names are what pages write, below `FOLDER`."""

    files: Mapping[str, bytes]
    style: str
    script: str
    fonts: str


@cache
def sheet() -> str:
    """The sheet of every page, ours on top, and the contrast theme for who asks their system for more contrast."""
    contrast = "".join(f"--{name}:{value};" for name, value in THEMES["contrast"].items())
    return stylesheet() + (OWN / "site.css").read_text("utf-8") + f"@media(prefers-contrast:more){{:root{{{contrast}}}{rules('contrast', ':root')}}}"


@cache
def faces() -> tuple[tuple[str, str, frozenset[int]], ...]:
    """Every font face as (rule, file, the letters it has)."""
    found = _FACE.findall((SHARED / "fonts.css").read_text("utf-8"))
    return tuple((rule, _FILE.search(rule).group(1), frozenset(_letters(rule))) for rule in found)


def _letters(rule: str) -> Iterator[int]:
    for first, last in _RANGE.findall(rule.partition("unicode-range:")[2]):
        yield from range(int(first, 16), int(last or first, 16) + 1)


def letters_of(page: str) -> set[int]:
    """The letters a page is written with, but for the plain ones every page has."""
    return set(map(ord, set("".join(_BEYOND.findall(page)))))


def assets(beyond: Iterable[int]) -> Assets:
    """The shared files of an edition whose pages are written with these letters: fonts nobody needs stay out."""
    letters = {*range(128), *beyond}
    needed = [(rule, file) for rule, file, has in faces() if has & letters]
    fonts = "".join(_FILE.sub(r"\1)", rule) for rule, _ in needed)
    named = {_named(name, content): content for name, content in (("style.css", sheet().encode()), ("site.js", script()), ("fonts.css", fonts.encode()))}
    shared = {file: (SHARED / file).read_bytes() for _, file in needed} | {name: (SHARED / name).read_bytes() for name in ("icon-32.png", "icon-192.png")}
    fonts_licence = {file.relative_to(SHARED).as_posix(): file.read_bytes() for file in sorted(SHARED.glob("fonts/*/LICENSE*"))}
    plotly = {PLOTLY: (OWN / "plotly" / PLOTLY).read_bytes(), "plotly-LICENSE.txt": (OWN / "plotly" / "LICENSE.txt").read_bytes()}
    files = {FOLDER + name: content for name, content in (named | shared | fonts_licence | plotly).items()}
    return Assets(files, *named)


@cache
def script() -> bytes:
    return (OWN / "site.js").read_bytes()


def _named(name: str, content: bytes) -> str:
    """The name with a part of the content's hash: a file of this name never changes."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{sha256(content)[:10]}.{ending}"
