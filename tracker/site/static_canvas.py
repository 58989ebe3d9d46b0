"""The canvas of a static page: what is drawn becomes HTML, figures become inline SVG with their Plotly form beside them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from tracker.charts.drawing import WIDTH, drawing
from tracker.charts.markup import Markup, div, join, p, tag
from tracker.site.static_reader import Tint

NARROW = 420  # width a figure in one of several columns is drawn on


@dataclass(frozen=True)
class Picture:
    """A Plotly figure of a page: its number there and its plain form, colours named as variables of the style sheet."""

    number: int
    figure: Mapping
    drawn: bool  # False for what needs more of Plotly than the edition carries: its table stands open instead


@dataclass
class StaticCanvas:
    """Gathers one page. `interactive` is how the address of a figure's Plotly form begins."""

    interactive: str
    root: str = ""
    pictures: list[Picture] = field(default_factory=list)
    alones: dict[str, Markup] = field(default_factory=dict)  # charts by name, as they may be shown without the page
    correcting: str = ""
    _open: list[list[Markup]] = field(default_factory=lambda: [[]])
    _narrow: int = 0
    _table_opens: bool = False

    def html(self, markup: Markup) -> None:
        if self._table_opens and markup.startswith("<details>"):
            markup = Markup(markup.replace("<details>", "<details open>", 1))
        self._table_opens = False
        self._open[-1].append(markup)

    def plot(self, figure: dict, sentence: str, height: int, key: str | None) -> None:
        named = variables(figure)
        try:
            drawn = drawing(named, sentence, height, NARROW if self._narrow else WIDTH)
        except ValueError:
            self.pictures.append(Picture(len(self.pictures) + 1, named, drawn=False))
            self.html(p(sentence, class_="body"))
            self._table_opens = True
            return
        self.pictures.append(Picture(len(self.pictures) + 1, named, drawn=True))
        self.html(tag("figure", drawn, class_="plot", tabindex="0", data_figure=f"{self.interactive}{len(self.pictures)}.json", data_sentence=sentence))

    def columns(self, count: int) -> Sequence[AbstractContextManager]:
        row: list[list[Markup]] = [[] for _ in range(count)]
        self._open[-1].append(_Row(row))
        return [self._column(cell) for cell in row]

    @contextmanager
    def _column(self, cell: list[Markup]) -> Iterator[None]:
        self._open.append(cell)
        self._narrow += 1
        yield
        self._narrow -= 1
        self._open.pop()

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        inside: list[Markup] = []
        self._open.append(inside)
        yield
        self._open.pop()
        whole = join(*inside)
        self.alones.setdefault(name, whole)
        self._open[-1].append(whole)

    def taken(self) -> Markup:
        """Everything drawn so far, in order; what comes next begins anew."""
        drawn, self._open[0] = self._open[0], []
        return join(*(piece.markup if isinstance(piece, _Row) else piece for piece in drawn))


@dataclass(frozen=True)
class _Row:
    """Columns that are still being filled while the page goes on."""

    cells: list[list[Markup]]

    @property
    def markup(self) -> Markup:
        return div(*(div(*cell, class_="col") for cell in self.cells), class_=f"columns of{len(self.cells)}")


def variables(value: object) -> object:
    """A figure with its colours as variables of the style sheet; everything else as it is."""
    if isinstance(value, Tint):
        return value.variable
    if isinstance(value, Mapping):
        return {k: variables(v) for k, v in value.items()}
    return [variables(v) for v in value] if isinstance(value, (list, tuple)) else value
