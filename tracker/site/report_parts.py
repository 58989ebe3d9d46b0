"""What a printed report is made of, as plain values: the typesetter, HTML and Markdown write the same parts."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date


@dataclass(frozen=True)
class Run:
    """Words in one style. `look`: plain, bold, quiet (small and grey) or below (quiet, on a line of its own). `shape` is the
    mark of a status or verdict before the words, `link` an address, `share` draws a bar of that part of its cell and `tick` marks
    a second value on it."""

    text: str
    look: str = "plain"
    link: str = ""
    shape: str = ""
    share: float | None = None
    tick: float | None = None


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """`level` 1 begins a part of a report, 2 and 3 what is below it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """`role`: body, finding, lead, big, sub (below a heading, kept with what follows), note or source. `undrawn` stands in
    its place where neither bars nor marks are seen."""

    words: Words
    role: str = "body"
    undrawn: Words = ()


@dataclass(frozen=True)
class Bullets:
    items: tuple[Words, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Strip:
    """One 100 % bar (an SVG picture) and its key: shape, words and number of every part. `sentence` says it aloud."""

    svg: str
    key: tuple[tuple[str, str, str], ...]
    sentence: str


@dataclass(frozen=True)
class Picture:
    """A drawing with its alternative text; `width` is its part of the line, `narrow` the same drawn for a narrow screen."""

    svg: str
    sentence: str
    width: float = 1.0
    narrow: str = ""


@dataclass(frozen=True)
class Grid:
    """A table. `numeric` are the right-aligned columns; `widths` the parts of the width, 0 for as little as needed; a row of
    one cell heads those below it; `total` sets the last row off. `small` is for long lists."""

    caption: str
    head: tuple[str, ...]
    body: tuple[tuple[Words, ...], ...]
    numeric: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    total: bool = False
    small: bool = False


@dataclass(frozen=True)
class Columns:
    """Parts side by side, under one another where there is no room."""

    columns: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True)
class Together:
    """Parts that stand on one page."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Break:
    """A new page."""


@dataclass(frozen=True)
class Contents:
    """The list of the parts that follow."""

    title: str


Block = Heading | Paragraph | Bullets | Strip | Picture | Grid | Columns | Together | Break | Contents


@dataclass(frozen=True)
class Document:
    """`shape` is brief (one page), report (cover and pages) or picture (one figure as large as it is). `cover` stands before
    the blocks. `running` is said on every page of a report; `pages` numbers it and has the places {page} and {pages}."""

    shape: str
    title: str
    language: str
    on: date
    blocks: tuple[Block, ...]
    cover: tuple[Block, ...] = ()
    running: str = ""
    pages: str = ""


def run(text: object, look: str = "plain", link: str = "", shape: str = "") -> Run:
    return Run(str(text), look, link, shape)


def words(*parts: object) -> Words:
    """Strings and runs as words; nothing for None and empty strings."""
    return tuple(part if isinstance(part, Run) else Run(str(part)) for part in parts if part)


def paragraph(*parts: object, role: str = "body", undrawn: str = "") -> Paragraph:
    return Paragraph(words(*parts), role, words(undrawn))


def plain(value: object) -> object:
    """A part as JSON knows it: every block names its kind."""
    if is_dataclass(value):
        kind = {} if isinstance(value, Run) else {"kind": type(value).__name__.lower()}
        return kind | {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


LONGEST_TOGETHER = 18  # rows of a table that is kept on one page with its heading


def together(*blocks: Block) -> tuple[Block, ...]:
    """The blocks as one where their tables are short enough for a page; long ones may break."""
    rows = sum(len(b.body) for b in blocks if isinstance(b, Grid))
    return (Together(blocks),) if rows <= LONGEST_TOGETHER else blocks
