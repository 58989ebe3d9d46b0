"""The Markdown of tracker/docs as the pages show it: headings, paragraphs, lists, tables of two columns, code and links.

`## Words {#id}` gives a heading an address; `[Words](page:methodology)` leads to a page of the tracker with the reader's
language, day and theme; `[Words](data:milestones.csv)` to a dataset. Nothing else of Markdown is understood.
"""

import re
from functools import cache
from itertools import groupby
from pathlib import Path

from tracker.charts.markup import Markup, div, join, link, p, tag
from tracker.pages.reader import Reader

FOLDER = Path(__file__).resolve().parent.parent / "docs"
HEADING = re.compile(r"(#{2,3}) (.+?)(?: \{#([\w-]+)\})?")
SPAN = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)]+)\)")


@cache
def source(name: str, language: str) -> str:
    return (FOLDER / f"{name}.{language}.md").read_text("utf-8")


def draw(reader: Reader, name: str) -> Markup:
    """The document in the reader's language."""
    blocks = (block.strip("\n") for block in re.split(r"\n\s*\n", source(name, reader.language)))
    return div(*(_block(reader, block) for block in blocks if block and not block.startswith("# ")), class_="prose")


def contents(reader: Reader, name: str) -> list[tuple[str, str]]:
    """The main headings of a document that have an address, as (words, id)."""
    found = (HEADING.fullmatch(line) for line in source(name, reader.language).splitlines())
    return [(f.group(2), f.group(3)) for f in found if f and f.group(1) == "##" and f.group(3)]


def _block(reader: Reader, block: str) -> Markup:
    lines = block.splitlines()
    if found := HEADING.fullmatch(lines[0]):
        level, words, id_ = found.groups()
        return join(tag(f"h{len(level)}", spans(reader, words), id=id_), _block(reader, "\n".join(lines[1:])) if lines[1:] else None)
    if lines[0].startswith("    "):
        return tag("pre", tag("code", "\n".join(line[4:] for line in lines)), tabindex="0")
    return join(*(_kind(reader, kind, list(group)) for kind, group in groupby(lines, key=_kind_of)))


def _kind_of(line: str) -> str:
    return "ol" if re.match(r"\d+\. ", line) else "ul" if line.startswith("- ") else "p"


def _kind(reader: Reader, kind: str, lines: list[str]) -> Markup:
    if kind == "p":
        return p(spans(reader, " ".join(lines)))
    return tag(kind, *(tag("li", spans(reader, line.split(" ", 1)[1])) for line in lines))


def spans(reader: Reader, line: str) -> Markup:
    """Code, bold and links inside a line; everything else is escaped."""
    parts, at = [], 0
    for found in SPAN.finditer(line):
        parts += [line[at:found.start()], _span(reader, *found.groups())]
        at = found.end()
    return join(*parts, line[at:])


def _span(reader: Reader, code: str | None, bold: str | None, words: str | None, address: str | None) -> Markup:
    if code:
        return tag("code", code)
    return tag("b", bold) if bold else link(_address(reader, address), words)


def _address(reader: Reader, address: str) -> str:
    scheme, _, rest = address.partition(":")
    if scheme == "page":
        return reader.href(rest)
    return reader.download(*rest.rsplit(".", 1)) if scheme == "data" else address
