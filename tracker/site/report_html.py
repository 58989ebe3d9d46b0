"""A report as one HTML file that needs nothing else: to read, to print, to send."""

from functools import cache
from pathlib import Path
from urllib.parse import quote

from tracker.charts.markup import Markup, div, join, p, span, tag
from tracker.exchange.typesetting import FAMILY
from tracker.site.report_parts import (
    Block, Break, Bullets, Columns, Contents, Document, Grid, Heading, Paragraph, Picture, Run, Strip, Together, Words,
)
from tracker.site.report_typst import shapes

SCREEN = "Pretendard GOV, Noto Sans KR, Malgun Gothic, sans-serif"
MOST_BESIDE, LONGEST_BESIDE = 3, 60  # columns of a table, and characters in one of its cells, that stand side by side on a telephone
SHEET = Path(__file__).parent / "assets" / "report.css"


def html(document: Document) -> bytes:
    """The document as a whole file, encoded."""
    cover = tag("header", *(_block(b, document) for b in document.cover)) if document.cover else None
    body = tag("main", cover, *(_block(b, document) for b in document.blocks), class_=document.shape)
    foot = tag("footer", p(document.running)) if document.running else None
    head = tag("head", tag("meta", charset="utf-8"), tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
               tag("title", document.title), tag("style", Markup(SHEET.read_text("utf-8") + _marks())))
    return ("<!doctype html>\n" + tag("html", head, tag("body", body, foot), lang=document.language) + "\n").encode()


@cache
def _marks() -> str:
    return "".join(f".m-{name}{{background-image:url(\"{address(svg)}\")}}" for name, svg in shapes().items())


def address(svg: str) -> str:
    """An SVG picture as an address that carries it."""
    return f"data:image/svg+xml,{quote(svg, safe='/:=;, ')}".replace("%22", "'")


def _run(r: Run) -> Markup:
    if r.share is not None:
        tick = span(class_="tick", style=f"left:{r.tick * 100:.1f}%") if r.tick is not None else None
        return span(span(class_="bar", style=f"width:{r.share * 100:.1f}%"), tick, class_="track", aria_hidden="true")
    said = tag("b", r.text) if r.look == "bold" else span(r.text, class_=r.look) if r.look in ("quiet", "below") else join(r.text)
    whole = tag("a", said, href=r.link) if r.link else said
    return join(tag("i", class_=f"m m-{r.shape}", aria_hidden="true"), whole) if r.shape else whole


def _words(words: Words) -> Markup:
    return join(*(_run(r) for r in words))


def _block(b: Block, document: Document) -> Markup:
    return _WRITTEN[type(b)](b, document)


def _heading(b: Heading, document: Document) -> Markup:
    level = b.level + 1 if document.cover else b.level
    return tag(f"h{level}", b.text, id=anchor(b, document) if b.level == 1 else None)


def anchor(b: Heading, document: Document) -> str:
    """The name of a part of the report in its own file."""
    return f"part-{[x for x in document.blocks if isinstance(x, Heading) and x.level == 1].index(b) + 1}"


def _paragraph(b: Paragraph, document: Document) -> Markup:
    return tag("h1" if b.role == "lead" else "p", _words(b.words), class_=None if b.role == "body" else b.role)


def _bullets(b: Bullets, document: Document) -> Markup:
    return tag("ol" if b.numbered else "ul", *(tag("li", _words(item)) for item in b.items))


def _strip(b: Strip, document: Document) -> Markup:
    key = (tag("li", tag("i", class_=f"m m-{shape}", aria_hidden="true"), name, " ", tag("b", n)) for shape, name, n in b.key)
    return tag("figure", tag("img", src=address(b.svg), alt=b.sentence, class_="strip"), tag("ul", *key, class_="key"))


def _picture(b: Picture, document: Document) -> Markup:
    drawn = tag("img", src=address(_seen(b.svg)), alt=b.sentence, style=f"width:{b.width * 100:.0f}%")
    narrow = tag("source", media="(max-width:600px)", srcset=f"data:image/svg+xml,{quote(_seen(b.narrow), safe='')}") if b.narrow else None
    return tag("figure", tag("picture", narrow, drawn) if narrow else drawn)


def _seen(svg: str) -> str:
    """A drawing in the fonts of a screen: that of print is nowhere installed."""
    return svg.replace(f'font-family="{FAMILY}"', f"font-family=\"{SCREEN}\"")


def _grid(b: Grid, document: Document) -> Markup:
    side = lambda i: "num" if i in b.numeric else None  # noqa: E731
    heads = [tag("th", h, scope="col", class_=side(i)) if h else tag("td", class_="barcell") for i, h in enumerate(b.head)]
    rows = [_row(row, b, side, b.total and n == len(b.body) - 1) for n, row in enumerate(b.body)]
    return div(tag("table", tag("caption", b.caption), tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_=" ".join(_looks(b)) or None),
               class_="scroll", tabindex="0", role="group", aria_label=b.caption)


def _looks(b: Grid) -> tuple[str, ...]:
    """Small print; and on a telephone one row under the other, each cell with its heading, where there is no room for them side by side."""
    longest = max((sum(len(r.text) for r in cell) for row in b.body for cell in row), default=0)
    columns = sum(map(bool, b.head))
    stacked = columns > MOST_BESIDE or columns == MOST_BESIDE and longest > LONGEST_BESIDE
    return (*(("small",) if b.small else ()), *(("stack",) if stacked else ()))


def _row(row: tuple[Words, ...], b: Grid, side, last: bool) -> Markup:
    if len(row) == 1 and len(b.head) > 1:
        return tag("tr", tag("th", _words(row[0]), scope="rowgroup", colspan=len(b.head)), class_="group")
    cells = [tag("th", _words(row[0]), scope="row", class_=side(0)),
             *(tag("td", _words(w), class_=side(i) if b.head[i] else "barcell", data_label=b.head[i] or None) for i, w in enumerate(row[1:], 1))]
    return tag("tr", *cells, class_="total" if last else None)


def _columns(b: Columns, document: Document) -> Markup:
    return div(*(div(*(_block(x, document) for x in column if x)) for column in b.columns), class_="columns")


def _together(b: Together, document: Document) -> Markup:
    return tag("section", *(_block(x, document) for x in b.blocks), class_="together")


def _contents(b: Contents, document: Document) -> Markup:
    parts = [x for x in document.blocks if isinstance(x, Heading) and x.level == 1]
    return tag("nav", p(tag("b", b.title)), tag("ul", *(tag("li", tag("a", x.text, href=f"#{anchor(x, document)}")) for x in parts)), aria_label=b.title)


_WRITTEN = {Heading: _heading, Paragraph: _paragraph, Bullets: _bullets, Strip: _strip, Picture: _picture, Grid: _grid, Columns: _columns,
            Together: _together, Contents: _contents, Break: lambda b, document: Markup('<div class="break"></div>')}
