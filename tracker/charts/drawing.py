"""A figure as inline SVG, for pages that must show it without scripts: the same numbers at the same places.

Draws what the figures of this package use: scatter lines and markers, rules, labels and axes. A kind of trace it does
not know raises ValueError; the data table beside every chart says the same in words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from math import floor, log10

from tracker.charts.markup import Markup, join, tag

WIDTH = 960  # of the field a figure is drawn on; the page scales it
DASHES = {"dot": "1.5 5", "dash": "8 5", "dashdot": "8 4 1.5 4"}
LEFT_OF_TICKS = 8  # pixels between a label and its axis
_BREAK = re.compile(r"<br\s*/?>")
_BOLD = re.compile(r"</?b>")


@dataclass(frozen=True)
class Scale:
    """Numbers or days of one axis to pixels of the field."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: object) -> float:
        return round(self.start + (_number(value) - self.low) / (self.high - self.low) * (self.end - self.start), 2)


@dataclass(frozen=True)
class Field:
    """The plotting field of a figure: its axes, and the look of its words."""

    x: Scale
    y: Scale
    layout: Mapping

    @property
    def size(self) -> int:
        return self.layout["font"]["size"]

    @property
    def ink(self) -> str:
        return self.layout["font"]["color"]

    def place(self, thing: Mapping, axis: str, value: object) -> float:
        """Where a value of a label or rule stands: on the axis, or as a share of the field."""
        scale = self.x if axis == "x" else self.y
        if thing.get(f"{axis}ref") == "paper":
            return round(scale.start + float(value) * (scale.end - scale.start), 2)
        return scale.at(value)


def drawing(figure: Mapping, sentence: str, height: int, width: int = WIDTH) -> Markup:
    """The figure as `<svg>` with `sentence` as its name. ValueError for a trace that cannot be drawn."""
    if strange := {trace["type"] for trace in figure["data"]} - {"scatter"}:
        raise ValueError(f"no drawing for {', '.join(sorted(strange))}")
    layout = figure["layout"]
    field = _field(layout, figure["data"], height, width)
    rules = [_rule(field, shape) for shape in layout.get("shapes", ()) if shape.get("visible", True)]
    return tag("svg", tag("title", sentence), *_axes(field), *rules, *(_trace(field, trace) for trace in figure["data"]),
               *(_label(field, note) for note in layout.get("annotations", ())), viewBox=f"0 0 {width} {height}", role="img",
               aria_label=sentence, class_="drawing", font_size=field.size, fill=field.ink, preserveAspectRatio="xMidYMid meet")


def _number(value: object) -> float:
    return float(date.fromisoformat(value).toordinal()) if isinstance(value, str) else float(value)


def _field(layout: Mapping, traces: Iterable[Mapping], height: int, width: int) -> Field:
    margin, x, y = layout["margin"], layout["xaxis"], layout["yaxis"]
    outside = y.get("visible", True) and y.get("showticklabels", True) and "inside" not in y.get("ticklabelposition", "")
    left = max(margin["l"], 58 if outside else 0)
    low_x, high_x = _range(x, traces, "x")
    low_y, high_y = _range(y, traces, "y")
    return Field(Scale(low_x, high_x, left, width - margin["r"]), Scale(low_y, high_y, height - margin["b"], margin["t"]), layout)


def _range(axis: Mapping, traces: Iterable[Mapping], name: str) -> tuple[float, float]:
    if "range" in axis:
        return tuple(map(_number, axis["range"]))
    values = [_number(v) for trace in traces for v in trace[name] if v is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    spare = (high - low) * 0.06 or 1.0
    return low - spare, high + spare


def _axes(field: Field) -> Iterator[Markup]:
    yield from _y_axis(field, field.layout["yaxis"])
    yield from _x_axis(field, field.layout["xaxis"])


def _y_axis(field: Field, axis: Mapping) -> Iterator[Markup]:
    if not axis.get("visible", True):
        return
    inside = "inside" in axis.get("ticklabelposition", "")
    for value in _round_ticks(field.y, axis.get("nticks", 6)):
        y = field.y.at(value)
        if axis.get("showgrid", True):
            yield _line(field.x.start, y, field.x.end, y, axis["gridcolor"], 1)
        place = {"x": field.x.start + 2, "y": y - 4, "text_anchor": "start"} if inside else {
            "x": field.x.start - LEFT_OF_TICKS, "y": y + field.size * 0.35, "text_anchor": "end"}
        yield tag("text", f"{value:,.10g}", fill=axis["tickfont"]["color"], **place)


def _round_ticks(scale: Scale, most: int) -> list[float]:
    """At most `most` round numbers within the scale."""
    span = scale.high - scale.low
    rough = span / max(most - 1, 1)
    unit = 10 ** floor(log10(rough))
    step = next(unit * n for n in (1, 2, 5, 10) if unit * n >= rough * 0.999)
    first = -(-scale.low // step)
    return [step * n for n in range(int(first), int(scale.high // step) + 1)]


def _x_axis(field: Field, axis: Mapping) -> Iterator[Markup]:
    base = field.y.start
    if axis.get("showline"):
        yield _line(field.x.start, base, field.x.end, base, axis["linecolor"], 1)
    small = axis.get("minor", {})
    for value in small.get("tickvals", ()):
        if field.x.low <= _number(value) <= field.x.high:
            yield _line(field.x.at(value), base, field.x.at(value), base + small.get("ticklen", 4), small["tickcolor"], 1)
    for value, words in zip(axis.get("tickvals", ()), axis.get("ticktext", ())):
        yield _words(words, field.x.at(value), base + field.size * 1.35, field.size, axis["tickfont"]["color"], "middle")


def _trace(field: Field, trace: Mapping) -> Markup:
    points = [(field.x.at(x), field.y.at(y)) for x, y in zip(trace["x"], trace["y"], strict=True) if y is not None]
    if trace["mode"] == "lines":
        return _path(points, trace["line"])
    if trace["mode"] == "markers":
        return join(*(_mark(x, y, trace["marker"]) for x, y in points))
    raise ValueError(f"no drawing for {trace['mode']}")


def _path(points: list[tuple[float, float]], line: Mapping) -> Markup:
    if not points:
        return Markup("")
    steps = [f"M{points[0][0]} {points[0][1]}"]
    for x, y in points[1:]:
        steps.append(f"H{x}V{y}" if line.get("shape") == "hv" else f"L{x} {y}")
    return tag("path", d="".join(steps), fill="none", stroke=line["color"], stroke_width=line["width"],
               stroke_dasharray=DASHES.get(line.get("dash", "")))


def _mark(x: float, y: float, marker: Mapping) -> Markup:
    half, edge = marker["size"] / 2, marker.get("line", {})
    look = {"fill": marker["color"], "stroke": edge.get("color"), "stroke_width": edge.get("width")}
    symbol = marker.get("symbol", "circle")
    if symbol == "circle":
        return tag("circle", cx=x, cy=y, r=half, **look)
    if symbol == "diamond":
        return tag("path", d=f"M{x} {y - half * 1.3}L{x + half * 1.3} {y}L{x} {y + half * 1.3}L{x - half * 1.3} {y}Z", **look)
    if symbol == "square":
        return tag("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **look)
    raise ValueError(f"no drawing for {symbol}")


def _rule(field: Field, shape: Mapping) -> Markup:
    if shape["type"] != "line":
        raise ValueError(f"no drawing for {shape['type']}")
    ends = [field.place(shape, name[0], shape[name]) for name in ("x0", "y0", "x1", "y1")]
    line = shape["line"]
    return _line(*ends, line["color"], line["width"], DASHES.get(line.get("dash", "")))


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dashes: str | None = None) -> Markup:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, stroke_dasharray=dashes)


def _label(field: Field, note: Mapping) -> Markup:
    size = note.get("font", {}).get("size", field.size)
    lines = len(_BREAK.split(note["text"]))
    x = field.place(note, "x", note["x"]) + note.get("xshift", 0)
    y = field.place(note, "y", note["y"]) - note.get("yshift", 0)
    tall = lines * size * 1.3
    top = {"top": 0.0, "bottom": -tall}.get(note.get("yanchor", "middle"), -tall / 2)
    side = {"left": "start", "right": "end"}.get(note.get("xanchor", "center"), "middle")
    return _words(note["text"], x, y + top + size, size, note.get("font", {}).get("color", field.ink), side)


def _words(words: str, x: float, y: float, size: float, colour: str, side: str) -> Markup:
    """Lines of text; bold where the figure says so. The figure's words are escaped for Plotly already."""
    lines = _BREAK.split(words)
    bold = "<b>" in words
    spans = [tag("tspan", unescape(_BOLD.sub("", line)), x=round(x, 2), dy=round(size * 1.3, 2) if n else None) for n, line in enumerate(lines)]
    return tag("text", *spans, x=round(x, 2), y=round(y, 2), font_size=size, fill=colour, text_anchor=side, font_weight=600 if bold else None)
