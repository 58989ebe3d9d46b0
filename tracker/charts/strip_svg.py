"""The 100 % bar of a strip as SVG, for paper and files: told apart by pattern where there is no colour."""

from collections.abc import Iterable

from tracker.charts.look import Look
from tracker.charts.markup import Markup, join, tag

WIDTH, HEIGHT, GAP, LEAST = 960.0, 34.0, 3.0, 4.0  # LEAST: the narrowest part still seen
# Ground, lines over it and edge of a part: colour names of the look, "" for none. Lines: their angle, distance and width.
SOLID = ("{own}", None, "{own}")
OPEN = ("bg", None, "hatch")
PARTS = {
    "completed_late": ("{own}", (0, 6, 2, "bg"), "{own}"), "delayed": ("{own}", (45, 7, 2, "bg"), "{own}"), "not_started": OPEN,
    "no_report_past_due": ("bg", (135, 6, 1.6, "hatch"), "hatch"), "no_report_ahead": ("bg2", None, "hatch"), "no_report_undated": OPEN,
    "closed": ("bg", (45, 5, 1, "hatch"), "hatch"), "undisclosed": OPEN, "no_observation": ("bg2", None, "hatch"),
    "no_baseline": ("bg", (135, 7, 1, "hatch"), "hatch"), "no_target": OPEN, "no_target_date": OPEN, "nothing_expected": OPEN,
}
COLOURS = {"scheduled": "official", "judged": "on_path"}
DASHED = frozenset({"no_report_undated", "undisclosed", "no_target", "no_target_date", "nothing_expected"})


def strip(counts: Iterable[tuple[str, int]], look: Look) -> Markup:
    """The bar of (kind, number) as `<svg>`; what it says stands beside it in words."""
    shown = [(kind, n) for kind, n in counts if n]
    drawn, x = [], 0.0
    for (kind, _), width in zip(shown, _widths([n for _, n in shown]), strict=True):
        drawn.append(_part(kind, x, width, look))
        x += width + GAP
    return tag("svg", tag("defs", *(_lines(kind, look) for kind, _ in shown)), *drawn, xmlns="http://www.w3.org/2000/svg",
               viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}", width=f"{WIDTH:.0f}", height=f"{HEIGHT:.0f}",
               preserveAspectRatio="none")


def swatch(kind: str, look: Look) -> Markup:
    """A small square that looks like its part of the bar."""
    return tag("svg", tag("defs", _lines(kind, look)), _part(kind, 0.0, 20.0, look, 20.0), xmlns="http://www.w3.org/2000/svg", viewBox="0 0 20 20")


def _widths(numbers: list[int]) -> list[float]:
    """Widths in proportion, none below the least."""
    room, total = WIDTH - GAP * max(len(numbers) - 1, 0), sum(numbers)
    widths = [max(room * n / total, LEAST) for n in numbers]
    over = sum(widths) - room
    largest = max(widths, default=0.0)
    return [round(w - over if w == largest else w, 2) for w in widths]


def _look_of(kind: str) -> tuple:
    return PARTS.get(kind, SOLID)


def _colour(name: str, kind: str, look: Look) -> str:
    return look.colour(COLOURS.get(kind, kind) if name == "{own}" else name)


def _part(kind: str, x: float, width: float, look: Look, height: float = HEIGHT) -> Markup:
    ground, lines, edge = _look_of(kind)
    box = {"x": round(x + 0.75, 2), "y": 0.75, "width": round(width - 1.5, 2), "height": height - 1.5}
    dashes = "4 3" if kind in DASHED else None
    over = tag("rect", fill=f"url(#{kind})", **box) if lines else None
    return join(tag("rect", fill=_colour(ground, kind, look), **box), over,
                tag("rect", fill="none", stroke=_colour(edge, kind, look), stroke_width="1.5", stroke_dasharray=dashes, **box))


def _lines(kind: str, look: Look) -> Markup | None:
    lines = _look_of(kind)[1]
    if not lines:
        return None
    angle, distance, width, colour = lines
    line = tag("line", x1=distance / 2, y1=0, x2=distance / 2, y2=distance, stroke=look.colour(colour), stroke_width=width)
    return tag("pattern", line, id=kind, width=distance, height=distance, patternUnits="userSpaceOnUse",
               patternTransform=f"rotate({angle})")
