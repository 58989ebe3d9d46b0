"""The printed reports of the real plan, made once per process, and what can be read in them."""

import re
from datetime import date
from functools import cache
from html import unescape

import pypdfium2 as pdfium

from tests.site.releases import an_info
from tests.ui.drawn import held_plan
from tracker.site.report_parts import Columns, Document, Grid, Together, Words
from tracker.site.report_source import Source
from tracker.site.reports import FORMS, KINDS

AS_OF = date(2026, 11, 22)
NOTHING_DRAWN = re.compile(r"[\s\u00a0\u00ad\u200b\u2060\ufffe]+")


@cache
def source(language: str, ministry: str = "", as_of: date = AS_OF) -> Source:
    info = an_info()
    return Source(held_plan(), as_of, language, info, info.address, ministry)


@cache
def document(kind: str, language: str, ministry: str = "") -> Document:
    return KINDS[kind](source(language, ministry))


@cache
def made(kind: str, form: str, language: str, ministry: str = "") -> bytes:
    return FORMS[form][0](document(kind, language, ministry))


def pages(pdf: bytes) -> list[str]:
    """The text of every page, blanks taken out: where lines end says nothing."""
    with pdfium.PdfDocument(pdf) as opened:
        return [bare(page.get_textpage().get_text_bounded().replace("\x02", "-")) for page in opened]  # a hyphen that ends a line


def outside(pdf: bytes, spare: float = 12.0) -> list[int]:
    """The pages on which some text comes closer than `spare` points to the edge."""
    with pdfium.PdfDocument(pdf) as opened:
        return [n for n, page in enumerate(opened, 1) if not all(_inside(box, page.get_size(), spare) for box in _boxes(page))]


def _boxes(page) -> list[tuple[float, float, float, float]]:
    text = page.get_textpage()
    return [text.get_rect(i) for i in range(text.count_rects())]


def _inside(box, size, spare: float) -> bool:
    left, bottom, right, top = box
    return spare <= left and right <= size[0] - spare and spare <= bottom and top <= size[1] - spare


def bare(text: str) -> str:
    return NOTHING_DRAWN.sub("", text)


def grids(blocks) -> list[Grid]:
    """Every table of a document, also those inside other parts."""
    found = []
    for block in blocks:
        inner = block.blocks if isinstance(block, Together) else [b for c in block.columns for b in c if b] if isinstance(block, Columns) else ()
        found += [block] if isinstance(block, Grid) else grids(inner)
    return found


def cells(grid: Grid) -> list[list[str]]:
    """The rows of a table as bare words, bars left out."""
    kept = [i for i, head in enumerate(grid.head) if head]
    rows = [[said(row[i]) for i in kept] if len(row) == len(grid.head) else [said(row[0])] for row in grid.body]
    return [[bare(h) for h in grid.head if h], *rows]


def said(words: Words) -> str:
    return bare("".join(run.text for run in words if run.share is None))


def every_grid(document: Document) -> list[list[list[str]]]:
    return [cells(g) for g in grids((*document.cover, *document.blocks))]


def markdown_tables(text: str) -> list[list[list[str]]]:
    """The tables of a Markdown text: rows of bare cells."""
    blocks = [block.split("\n") for block in text.split("\n\n") if block.startswith("|")]
    return [[_row(line) for line in (block[0], *block[2:])] for block in blocks]


def _row(line: str) -> list[str]:
    parts = [_plain(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    return parts[:1] if len(parts) > 1 and line.startswith("| **") and not any(parts[1:]) else parts


def _plain(cell: str) -> str:
    """A cell as read: links by their words, no marks of emphasis, nothing escaped; the small line below loses its brackets."""
    words = re.sub(r"(?<!\\)\[(.*?)(?<!\\)\]\([^)]*\)", r"\1", cell).replace("**", "")
    return bare(re.sub(r"\\(.)", r"\1", words))


def html_tables(text: str) -> list[list[list[str]]]:
    return [_without_bars([re.findall(r"<t[hd]([^>]*)>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr.*?</tr>", table, re.S)])
            for table in re.findall(r"<table.*?</table>", text, re.S)]


def _without_bars(rows: list[list[tuple[str, str]]]) -> list[list[str]]:
    bars = {i for i, (attributes, _) in enumerate(rows[0]) if "barcell" in attributes}
    return [[bare(unescape(re.sub(r"<[^>]+>", "", cell))) for i, (_, cell) in enumerate(row) if i not in bars] for row in rows]
