"""What a page is drawn on: a Streamlit run, or the file of a static page. Pages and components speak only to it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Protocol

from tracker.charts.markup import Markup

PLOT_CONFIG = {"displayModeBar": False, "scrollZoom": False, "displaylogo": False, "showSendToCloud": False, "responsive": True}


class Canvas(Protocol):
    """Takes what a page draws, in order."""

    root: str  # of the site in addresses for others, without a slash at its end; empty where nobody knows it
    correcting: str  # where a reader says that a number is wrong: an address; empty where a page of the plan says it

    def html(self, markup: Markup) -> None: ...

    def plot(self, figure: dict, sentence: str, height: int, key: str | None) -> None:
        """A Plotly figure, `height` pixels high, with its alternative text; `key` tells equal figures of a page apart."""

    def columns(self, count: int) -> Sequence[AbstractContextManager]:
        """Columns side by side, under one another where there is no room; what is drawn inside one stands in it."""

    def alone(self, name: str) -> AbstractContextManager:
        """What is drawn inside is one chart, whole with its title, table and source: it may be shown without its page."""


_given: ContextVar[Canvas | None] = ContextVar("canvas", default=None)
_usual: list[Canvas] = []


def usually(canvas: Canvas) -> None:
    """What is drawn on wherever nobody says otherwise. Streamlit runs parts of a page in threads of its own, where nothing
    said in the run that made them is known any more."""
    _usual[:] = [canvas]


@contextmanager
def drawing_on(canvas: Canvas) -> Iterator[None]:
    """Inside, everything is drawn on this canvas."""
    token = _given.set(canvas)
    try:
        yield
    finally:
        _given.reset(token)


def current() -> Canvas:
    """The canvas of the moment; RuntimeError where there is none."""
    if canvas := _given.get():
        return canvas
    if not _usual:
        raise RuntimeError("nothing to draw on")
    return _usual[0]


def correcting() -> str:
    """Where a reader of what is drawn now says that a number is wrong; empty where there is no canvas."""
    canvas = _given.get() or next(iter(_usual), None)
    return getattr(canvas, "correcting", "")


def root() -> str:
    """How addresses begin that other sites are given; empty where nobody knows."""
    return getattr(_given.get() or next(iter(_usual), None), "root", "")


def told(module: object, rows: object, source: str, note: str = "") -> None:
    """Lets a canvas that gathers charts know of one: its module, its rows (a list of them for small multiples) and its
    source."""
    if take := getattr(current(), "take", None):
        take(module, rows, source, note)
