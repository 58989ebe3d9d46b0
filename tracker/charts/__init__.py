"""The only room of Plotly: every chart of the tracker, and the shared look of everything drawn.

A chart is a module with

    docstring                    the question it answers
    EXAMPLE                      rows as the view gives them (plain lists, dicts, str, int, float, date, None)
    title(rows, t)               the finding, built from the data
    subtitle(rows, t)            measure, unit, period
    sentence(rows, t)            the same in one or two sentences: the alternative text
    table(rows, t)               `Twin`: heading cells and body rows, the readable twin of the picture
    figure(rows, t, look)        a Plotly figure as a plain dict (data, layout), or `Markup` for a chart made of HTML
    HEIGHT                       pixels, for Plotly figures only (fixed, so that nothing jumps)
    COMPLETE                     True where the drawing itself is HTML that says every value of the twin: no twin is drawn

`gallery()` finds them all.
"""

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


@dataclass(frozen=True)
class Twin:
    """The data table of a chart. `numeric` holds the indexes of right-aligned columns."""

    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()


def gallery() -> dict[str, ModuleType]:
    """Every chart module by name, in alphabetical order."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return {m.__name__.rpartition(".")[2]: m for m in modules if hasattr(m, "EXAMPLE")}
