"""A report as Markdown that can be pasted anywhere: headings, lists and tables, no HTML and no pictures."""

import re
from collections.abc import Iterator

from tracker.site.report_parts import (
    Block, Break, Bullets, Columns, Contents, Document, Grid, Heading, Paragraph, Picture, Run, Strip, Together, Words,
)

_STEERING = re.compile(r"([\\`*_\[\]<>|~])")
SOFT_HYPHEN = "\u00ad"
_STARTS_A_LIST = re.compile(r"^(\s*)([-+#]|\d+[.)])(?=\s|$)")


def markdown(document: Document) -> bytes:
    """The document as UTF-8; what a drawing shows is said as a sentence."""
    down = 1 if document.cover else 0
    lines = [part for block in (*document.cover, *document.blocks) for part in _block(block, down)]
    whole = [*lines, document.running] if document.running else lines
    return ("\n\n".join(filter(None, whole)) + "\n").encode()


def escaped(text: str) -> str:
    """Text that Markdown shows as it is; places to break a word are of no use there."""
    flat = " ".join(text.replace(SOFT_HYPHEN, "").split("\n"))
    return _STEERING.sub(r"\\\1", flat)


def _run(r: Run, cell: bool) -> str:
    if r.share is not None or not r.text:
        return ""
    said = escaped(r.text)
    said = f"**{said.strip()}**" if r.look == "bold" and not cell else said
    linked = f"[{said}]({r.link})" if r.link else said
    return f" ({linked})" if r.look == "below" else linked


def _words(words: Words, cell: bool = False) -> str:
    return "".join(_run(r, cell) for r in words).strip()


def _line(words: Words) -> str:
    """Words that begin a line and are no list."""
    return _STARTS_A_LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if not found[2][0].isdigit() else f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", _words(words))


def _block(b: Block, down: int) -> Iterator[str]:
    match b:
        case Heading():
            yield f"{'#' * (b.level + down)} {escaped(b.text)}"
        case Paragraph():
            yield f"# {_words(b.words)}" if b.role == "lead" else f"**{_words(b.words, cell=True)}**" if b.role in ("big", "finding") else _line(b.undrawn or b.words)
        case Bullets():
            yield "\n".join(f"{f'{n}.' if b.numbered else '-'} {_words(item)}" for n, item in enumerate(b.items, 1))
        case Strip() | Picture():
            yield escaped(b.sentence)
        case Grid():
            yield _grid(b)
        case Columns():
            yield from (line for column in b.columns for x in column if x for line in _block(x, down))
        case Together():
            yield from (line for x in b.blocks for line in _block(x, down))
        case Break() | Contents():
            return


def _grid(b: Grid) -> str:
    """A table of pipes; columns of bars are left out, a row of one cell is printed bold in the first column."""
    kept = [i for i, head in enumerate(b.head) if head]
    head = _row([escaped(b.head[i]) for i in kept])
    rule = _row(["---:" if i in b.numeric else "---" for i in kept])
    return "\n".join([head, rule, *(_row(_cells(row, kept)) for row in b.body)])


def _cells(row: tuple[Words, ...], kept: list[int]) -> list[str]:
    if len(row) == 1 and len(kept) > 1:
        return [f"**{_words(row[0], cell=True)}**", *[""] * (len(kept) - 1)]
    return [_words(row[i], cell=True) for i in kept]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
