"""A chart as a report prints it: finding title, what is measured, the drawing or its table, source and day."""

from collections.abc import Sequence
from types import ModuleType

from tracker.charts import Twin
from tracker.charts.drawing import drawing
from tracker.charts.look import Look
from tracker.charts.strip_svg import strip
from tracker.site.report_parts import Block, Grid, Heading, Paragraph, Picture, Run, Strip, Words, paragraph, together, words
from tracker.site.report_typst import with_font

NARROW = 360  # pixels of the screen of a telephone
Bar = tuple[float | None, float | None]  # a bar and the mark on it, as parts of the largest
STRIPS = {"status_strip": "status", "indicator_strip": "verdict"}  # charts that are one bar, and where its words stand


def shown(module: ModuleType, rows: dict, t, source: Paragraph, *, level: int = 2, note: str = "", widths: Sequence[float] = (),
          total: bool = False, with_table: bool = True) -> tuple[Block, ...]:
    """The chart `module` draws of `rows`; `with_table=False` leaves its table out where a drawing says the same."""
    title = module.title(rows, t)
    drawn, bars = _drawn(module, rows, t), bars_of(module, rows)
    whole = table(module.table(rows, t), title, widths, bars, total)
    return together(Heading(title, level), _subtitled(module, rows, t, bool(drawn or bars)), *((drawn,) if drawn else ()),
                    *((whole,) if with_table or not drawn else ()), *((paragraph(note, role="note"),) if note else ()), source)


def _subtitled(module: ModuleType, rows: dict, t, seen: bool) -> Paragraph:
    """What is measured; of bars only where some are `seen`."""
    whole, plain = subtitle_of(module, rows, t), module.measured(rows, t) if hasattr(module, "measured") else ""
    return paragraph(whole if seen else plain or whole, role="sub", undrawn=plain)


def subtitle_of(module: ModuleType, rows: dict, t) -> str:
    """What is measured. A printed strip is one bar: the committee's own check is no second one here."""
    return t("printed.one_bar") if module.__name__.endswith(".status_strip") else module.subtitle(rows, t)


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
    said, figure = module.sentence(rows, t), module.figure(rows, t, Look())
    drawn = lambda across: with_font(drawing(figure, said, module.HEIGHT, across))  # noqa: E731
    try:
        return Picture(drawn(width), said, part, drawn(NARROW) if width > NARROW else "")
    except ValueError:
        return None


def table(twin: Twin, caption: str, widths: Sequence[float] = (), bars: Sequence[Bar] = (), total: bool = False, small: bool = False) -> Grid:
    """The data table of a chart; with `bars` one follows the first column."""
    body = tuple(tuple(words(cell) for cell in row) for row in twin.body)
    if not bars:
        return Grid(caption, twin.head, body, tuple(sorted(twin.numeric)), tuple(widths), total, small)
    barred = tuple((row[0], _bar(bar), *row[1:]) for row, bar in zip(body, bars, strict=True))
    numeric = tuple(sorted(i + 1 for i in twin.numeric))
    return Grid(caption, (twin.head[0], "", *twin.head[1:]), barred, numeric, tuple(widths) or (3.6, 1.5, *(0,) * (len(twin.head) - 1)), total, small)


def _bar(bar: Bar) -> Words:
    value, tick = bar
    return (Run("", share=value, tick=tick),) if value is not None else ()


def bars_of(module: ModuleType, rows: dict) -> list[Bar]:
    """The bar of every row of a chart's table as (value, mark) parts of the largest; empty for a chart without bars."""
    named = _BARS.get(module.__name__.rpartition(".")[2])
    pairs = named(rows) if named else []
    largest = max((v for pair in pairs for v in pair if v is not None), default=0)
    part = lambda v: None if v is None else max(v, 0) / largest if largest else 0.0  # noqa: E731
    return [(part(value), part(tick)) for value, tick in pairs]


def _areas(rows: dict) -> list[Bar]:
    return [(a["milestones"], None) for p in rows["pillars"] for a in p["areas"]] + [(None, None)]


def _bodies(rows: dict) -> list[Bar]:
    return [(line["milestones"], None) for line in rows["rows"]] + [(None, None)]


def _amounts(rows: dict) -> list[Bar]:
    return [(r["won"], None) for r in rows["rows"]]


def _ministries(rows: dict) -> list[Bar]:
    return [(r["won"], r["proposal"]) for r in (*rows["rows"], *((rows["rest"],) if rows["rest"] else ()))]


_BARS = {"area_table": _areas, "ministry_table": _bodies, "money_by_stage": _amounts, "money_by_support": _amounts, "totals_beside": _amounts,
         "money_by_ministry": _ministries}
