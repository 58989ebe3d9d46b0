"""Every table that can be downloaded or printed: the same rows as the pages, under the domain's names.

A view module lists its tables in `DATASETS`; this module finds them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from tracker import views
from tracker.domain.errors import NotFound
from tracker.domain.plan import Plan

KINDS = ("text", "code", "integer", "won", "number", "percent", "date", "period", "url", "list", "boolean")


@dataclass(frozen=True)
class Column:
    """`key` is the domain's name. The label is the text `column.<key>`, of a column with a year and stage of the budget one
    made of these. Values by kind: won: int, whole units of the plan's currency; integer: int; percent: a share (0.413);
    date: date; period: Period; list: list of str; None everywhere means no data."""

    key: str
    kind: str = "text"
    amount: tuple[int, str] | None = None

    def label(self, t) -> str:
        return t("column.won_of", year=self.amount[0], stage=t(f"stage.{self.amount[1]}")) if self.amount else t(f"column.{self.key}")


def columns(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    """Columns by key and kind."""
    return tuple(Column(key, kind) for key, kind in pairs)


@dataclass(frozen=True)
class Dataset:
    """`rows(plan, as_of, t, filters)` gives a list of dicts whose keys are the columns' keys. `filters` are the query
    names it understands. The name is the text `dataset.<key>`, what it holds `dataset.<key>_about`. Rows `from_log` are
    made of more than one state of the plan: they get the log as a fifth argument, None where there is none. `per_plan` gives
    all columns where some of them depend on what the plan holds; `columns` are then those every plan has."""

    key: str
    columns: tuple[Column, ...]
    rows: Callable[..., list[dict]]
    filters: tuple[str, ...] = ()
    from_log: bool = False
    per_plan: Callable[[Plan], tuple[Column, ...]] | None = None

    def columns_of(self, plan: Plan) -> tuple[Column, ...]:
        return self.per_plan(plan) if self.per_plan else self.columns


@dataclass(frozen=True)
class Table:
    key: str
    columns: tuple[Column, ...]
    rows: list[dict]


@cache
def datasets() -> dict[str, Dataset]:
    """Every dataset by key, in alphabetical order of the modules that define them."""
    modules = (import_module(f"{views.__name__}.{found.name}") for found in iter_modules(views.__path__))
    return {d.key: d for m in modules for d in getattr(m, "DATASETS", ())}


def table(plan: Plan, as_of: date, t, key: str, filters: dict[str, str], past: object | None = None) -> Table:
    """The rows of a dataset; NotFound for an unknown key. Filters it does not know are ignored. `past` is the log, as
    services.history.Past reads it."""
    found = datasets().get(key)
    if found is None:
        raise NotFound("error.no_dataset", dataset=key)
    known = {k: v for k, v in filters.items() if k in found.filters and v}
    asked = (plan, as_of, t, known, past) if found.from_log else (plan, as_of, t, known)
    return Table(key, found.columns_of(plan), found.rows(*asked))
