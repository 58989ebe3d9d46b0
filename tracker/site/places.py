"""Where the files of the static edition lie, and how its pages lead to one another.

An address is a page and its query, as on the live site; each has one file. Inside a page every address begins with `ROOT`,
which becomes the way up to the edition's root when the file is written: the edition works below any prefix.

The folder of a release is one space of addresses, the same for the application and for any web server that sends files:

    /r/<id>/<path>      the file <path> of the folder <id>, of a folder its index.html; never changes
    /latest/<path>      the same of the newest release that is out
    /feeds/<path>       feeds/<path> of the newest, /data/<name> its data/<name> for the files of the data package

The pages lie at the root (index.html, goal/T07.html, English below en/), beside plan.json, data/, feeds/, bundle/ and
evidence/, which they lead to by relative addresses. What they share lies in assets/ under names made of the content,
the pictures of links to them in cards/, charts for other sites in embed/.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.words import LANGUAGES
from tracker.views.pages import BY_KEY

ROOT = "\0"  # stands for the way from a page to the root of the edition
OWN_WINDOW = ' target="_self"'  # what the live pages need and files do not
FIRST = LANGUAGES[0]  # the language at the root; the others lie in a folder of their own
CARDS = "cards/"
FREE = frozenset({"q"})  # words people type: no file can be made for them
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_REPLACED = re.compile(r"_[0-9a-f]+_")


@dataclass(frozen=True, order=True)
class Place:
    """A page with its query, in one language."""

    page: str
    query: tuple[tuple[str, str], ...]
    language: str

    @property
    def file(self) -> str:
        """Where it lies below the edition's root: `goal/T07.html`, `en/milestones/view-quarter.html`."""
        return folder(self.language) + _name(self.page, dict(self.query))

    def value(self, name: str) -> str:
        return dict(self.query).get(name, "")


def folder(language: str) -> str:
    return "" if language == FIRST else f"{language}/"


def place(page: str, language: str, query: Mapping[str, object] = {}) -> Place:
    """The place of a page: what its query takes, as far as files can answer it. Not every combination of choices has one:
    beside a view of the milestones only the area is kept, beside a choice of programmes the usual order and unit."""
    pairs = {k: str(query[k]) for k in BY_KEY[page].takes if query.get(k) and k not in FREE}
    pairs = _answered(page, pairs)
    if pairs.get("page") == "1" and page != "funding":  # there the first page of the list is another view than the whole
        del pairs["page"]
    return Place(page, tuple(pairs.items()), language)


def card_of(there: Place) -> str:
    """The path of the picture shown beside a link to the page: an area has its own, every other page that of the plan."""
    code = there.value("code") if there.page == "area" else ""
    own = place("area" if code else "overview", there.language, {"code": code})
    return CARDS + own.file.removesuffix(".html") + ".png"


def lends(here: Place) -> bool:
    """Views of a page chosen by filters have no charts of their own for other sites."""
    return not {name for name, _ in here.query} - {"code"} and here.page != "programme"


def lent(here: Place, name: str) -> str:
    """The file of a chart that stands alone."""
    return f"{folder(here.language)}embed/{here.file.removeprefix(folder(here.language)).removesuffix('.html')}/{name}.html"


def _answered(page: str, pairs: dict[str, str]) -> dict[str, str]:
    """The choices of an address that have a file together."""
    if page == "milestones" and pairs.get("view"):
        return {k: v for k, v in pairs.items() if k in ("view", "area")}
    if page == "funding" and len(pairs) > 1:
        return {k: v for k, v in pairs.items() if k not in ("unit", "order")}
    return pairs


def _name(page: str, query: dict[str, str]) -> str:
    code = query.pop("code", "")
    rest = ".".join(f"{name}-{_safe(value)}" for name, value in query.items())
    if code:
        return f"{page}/{'.'.join(filter(None, (_safe(code), rest)))}.html"
    start = "index" if page == "overview" else page
    return f"{start}/{rest}.html" if rest else f"{start}.html"


def _safe(value: str) -> str:
    """The value as part of a file name; different values never share one, because only replaced letters look like `_20_`."""
    if _PLAIN.fullmatch(value) and not _REPLACED.search(value):
        return value
    return "".join(c if _PLAIN.fullmatch(c) and c != "_" else f"_{ord(c):x}_" for c in value)


def way_up(file: str) -> str:
    """From the folder of a file to the edition's root: empty at the root itself."""
    return "../" * file.count("/")


def rooted(text: str, file: str) -> str:
    """A page's text with its addresses made relative to its file."""
    return text.replace(ROOT, way_up(file)).replace(OWN_WINDOW, "")
