"""Bars inside a table: the shared drawing of every chart of amounts. On phones each bar stands on a line of its own."""

from tracker.charts.markup import Markup, div, span, table


def width(value, largest) -> float:
    """Percent of the track a bar takes; 0 for nothing."""
    return round(100 * max(value or 0, 0) / largest, 2) if largest else 0.0


def bar(value, largest, kind: str = "solid", tick=None) -> Markup:
    """A bar on a track as long as `largest`; `kind` is solid, outline, hatched or grey; `tick` marks a second value."""
    mark = span(class_="tick", style=f"left:{width(tick, largest)}%") if tick is not None else None
    fill = span(class_=f"hbar f-{kind}", style=f"width:{width(value, largest)}%") if value is not None else None
    return div(fill, mark, class_="track", aria_hidden="true")


def bar_table(head, body, *, caption: str, numeric=frozenset(), class_: str = "", row_class=None) -> Markup:
    """A table of bars; `class_` may add "three" (two numbers after the bar on phones)."""
    return table(head, body, caption=caption, numeric=numeric, class_=f"bars {class_}".strip(), row_class=row_class)
