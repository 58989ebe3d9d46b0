"""Tables for a terminal: columns aligned by the width characters take on screen, where Hangul takes two."""

from unicodedata import combining, east_asian_width

GAP = "  "
ELLIPSIS = "…"


def width(text: str) -> int:
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, limit: int) -> str:
    """The text in at most `limit` columns of the screen, with an ellipsis where something was left out."""
    if width(text) <= limit:
        return text
    kept = ""
    for c in text:
        if width(kept + c) > limit - 1:
            break
        kept += c
    return kept + ELLIPSIS


def pad(text: str, to: int, right: bool = False) -> str:
    blanks = " " * (to - width(text))
    return blanks + text if right else text + blanks


def aligned(head: list[str], body: list[list[str]], numeric: set[int] = frozenset(), limit: int = 48) -> str:
    """Heading, rule and rows; `numeric` columns stand to the right, cells are cut at `limit`."""
    rows = [[cut(cell, limit) for cell in row] for row in (head, *body)]
    widths = [max(width(row[i]) for row in rows) for i in range(len(head))]
    lines = [GAP.join(pad(cell, widths[i], i in numeric) for i, cell in enumerate(row)).rstrip() for row in rows]
    return "\n".join([lines[0], GAP.join("-" * w for w in widths), *lines[1:]])


def listed(pairs: list[tuple[str, str]]) -> str:
    """One thing as lines of label and value."""
    longest = max(width(label) for label, _ in pairs)
    return "\n".join(f"{pad(label, longest)}{GAP}{value}" for label, value in pairs)
