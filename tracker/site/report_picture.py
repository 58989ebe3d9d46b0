"""A chart as a file of its own: its title, what it shows, source, day and release are part of the picture."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType

from tracker.charts.markup import Markup
from tracker.domain.errors import NotFound
from tracker.pages import canvas
from tracker.pages.reader import Reader
from tracker.site.report_charts import STRIPS, bars_of, picture, strip_of, subtitle_of, table
from tracker.site.report_parts import Block, Columns, Document, Heading, paragraph, run
from tracker.site.report_source import Source
from tracker.site.report_typst import printed

FORMS = {"svg": "image/svg+xml", "png": "image/png"}
PANEL_WIDTH = 420  # pixels a small panel is drawn on


@dataclass(frozen=True)
class Told:
    """A chart of a page: its module, its rows (a list of them for small multiples), source and note."""

    module: ModuleType
    rows: object
    source: str
    note: str


@dataclass
class Gathering:
    """A canvas that draws nothing and keeps the charts of a page by name, the first of each."""

    correcting: str = ""
    charts: dict[str, Told] = field(default_factory=dict)

    def take(self, module: ModuleType, rows: object, source: str, note: str) -> None:
        self.charts.setdefault(module.__name__.rpartition(".")[2], Told(module, rows, source, note))

    def html(self, markup: Markup) -> None: ...

    def plot(self, figure: dict, sentence: str, height: int, key: str | None) -> None: ...

    def columns(self, count: int) -> Sequence[AbstractContextManager]:
        return [nullcontext() for _ in range(count)]

    def alone(self, name: str) -> AbstractContextManager:
        return nullcontext()


def charts_of(reader: Reader) -> dict[str, Told]:
    """The charts of the reader's page. Raises what the page raises."""
    here = Gathering()
    with canvas.drawing_on(here):
        import_module(f"tracker.pages.{reader.address.page}").render(reader)
    return here.charts


def picture_of(reader: Reader, name: str, of: Source, form: str) -> bytes:
    """The chart `name` of the reader's page as svg or png. Raises NotFound where the page has none of that name."""
    told = charts_of(reader).get(name)
    if told is None:
        raise NotFound("printed.no_chart", name=name[:40])
    made = printed(document(told, of), form)
    return made if form == "png" else _named(made, told, of.t)


def _named(svg: bytes, told: Told, t) -> bytes:
    """The picture with its name for who cannot see it; its letters are drawn, not written."""
    said = Markup(_sentence(told, t)).replace("&", "&amp;").replace("<", "&lt;")
    head, found, rest = svg.decode().partition(">")
    return f'{head} role="img"{found}<title>{said}</title>{rest}'.encode()


def _sentence(told: Told, t) -> str:
    return " ".join(told.module.sentence(rows, t) for rows in told.rows) if isinstance(told.rows, list) else told.module.sentence(told.rows, t)


def document(told: Told, of: Source) -> Document:
    """The picture as a document of one page that is as high as it needs."""
    t, several = of.t, isinstance(told.rows, list)
    title = t("printed.several", plan=of.plan.head.short_name, n=len(told.rows)) if several else told.module.title(told.rows, t)
    blocks = _panels(told, t) if several else _one(told, t)
    below = () if several else (paragraph(subtitle_of(told.module, told.rows, t), role="sub"),)
    note = (paragraph(told.note, role="note"),) if told.note else ()
    return Document("picture", title, of.language, of.as_of, (Heading(title), *below, *blocks, *note, _foot(told, of)))


def _foot(told: Told, of: Source):
    parts = (of.t("common.source_line", source=told.source), of.t("common.as_of", as_of=of.as_of), of.edition, of.t.pick(of.plan.head.licence), of.address)
    return paragraph(" · ".join(filter(None, parts)), role="source")


def _one(told: Told, t) -> Iterator[Block]:
    name = told.module.__name__.rpartition(".")[2]
    if name in STRIPS:
        yield strip_of(told.rows["counts"], told.module.sentence(told.rows, t), t, STRIPS[name])
        return
    drawn = picture(told.module, told.rows, t) if hasattr(told.module, "HEIGHT") else None
    yield drawn or table(told.module.table(told.rows, t), told.module.title(told.rows, t), bars=bars_of(told.module, told.rows))


def _panels(told: Told, t) -> Iterator[Block]:
    each = [(_panel_head(told, rows, t), picture(told.module, rows, t, PANEL_WIDTH)) for rows in told.rows]
    for i in range(0, len(each), 2):
        yield Columns(tuple(each[i:i + 2]) + ((),) * (2 - len(each[i:i + 2])))


def _panel_head(told: Told, rows: dict, t):
    return paragraph(run(rows["name"], "bold"), run(f" {told.module.subtitle(rows, t)} · {t('verdict.' + rows['verdict'])}", "quiet"))
