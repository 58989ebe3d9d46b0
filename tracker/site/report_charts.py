"""A chart as a report prints it: finding title, what is measured, the drawing or its table, source and day."""

from collections.abc import Sequence
from types import ModuleType

from tracker.charts import Twin
from tracker.charts.drawing import drawing
from tracker.charts.look import Look
from tracker.charts.strip_svg import strip
from tracker.site.report_parts import Block, Grid, Heading, Paragraph, Picture, Run, Strip, Words, paragraph, together, words
from tracker.site.report_typst import with_font

STRIPS = {"status_strip": "status", "indicator_strip": "verdict"}  # charts that are one bar, and where its words stand


def shown(module: ModuleType, rows: dict, t, source: Paragraph, *, level: int = 2, note: str = "", widths: Sequence[float] = (),
          shares: Sequence[float | None] = (), total: bool = False, with_table: bool = True) -> tuple[Block, ...]:
    """The chart `module` draws of `rows`. `shares` draws a bar in every row of its table; `with_table=False` leaves the table
    out where a drawing says the same."""
    title = module.title(rows, t)
    drawn, whole = _drawn(module, rows, t), table(module.table(rows, t), title, widths, shares, total)
    return together(Heading(title, level), paragraph(module.subtitle(rows, t), role="sub"), *((drawn,) if drawn else ()),
                    *((whole,) if with_table or not drawn else ()), *((paragraph(note, role="note"),) if note else ()), source)


def _drawn(module: ModuleType, rows: dict, t) -> Picture | Strip | None:
    name = module.__name__.rpartition(".")[2]
    if name in STRIPS:
        return strip_of(rows["counts"], module.sentence(rows, t), t, STRIPS[name])
    return picture(module, rows, t) if hasattr(module, "HEIGHT") else None


def strip_of(counts: list[tuple[str, int]], said: str, t, words_of: str = "status") -> Strip:
    """The bar of (kind, number) with its key."""
    return Strip(str(strip(counts, Look())), tuple((kind, t(f"{words_of}.{kind}"), f"{n:,}") for kind, n in counts), said)


def picture(module: ModuleType, rows: dict, t, width: int = 960, part: float = 1.0) -> Picture | None:
    """A figure as SVG; None where it is of a kind that only its table can say."""
    said = module.sentence(rows, t)
    try:
        return Picture(with_font(drawing(module.figure(rows, t, Look()), said, module.HEIGHT, width)), said, part)
    except ValueError:
        return None


def table(twin: Twin, caption: str, widths: Sequence[float] = (), shares: Sequence[float | None] = (), total: bool = False, small: bool = False) -> Grid:
    """The data table of a chart; with `shares` a bar follows the first column."""
    body = tuple(tuple(words(cell) for cell in row) for row in twin.body)
    if not shares:
        return Grid(caption, twin.head, body, tuple(sorted(twin.numeric)), tuple(widths), total, small)
    barred = tuple((row[0], _bar(share), *row[1:]) for row, share in zip(body, shares, strict=True))
    numeric = tuple(sorted(i + 1 for i in twin.numeric))
    return Grid(caption, (twin.head[0], "", *twin.head[1:]), barred, numeric, tuple(widths), total, small)


def _bar(share: float | None) -> Words:
    return (Run("", share=share, shape="bar"),) if share is not None else ()


def parts_of(values: Sequence[int | None]) -> list[float | None]:
    """Each value as part of the largest; None stays None."""
    largest = max((v for v in values if v is not None), default=0)
    return [None if v is None else max(v, 0) / largest if largest else 0.0 for v in values]
