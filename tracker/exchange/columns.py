"""The columns of a domain class: which headings a value is spread over, and how the cells come together again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from tracker.domain.indicators import Baseline
from tracker.domain.periods import Period
from tracker.domain.sources import Confidence, Origin
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.exchange import cells
from tracker.exchange.cells import Cell


@dataclass(frozen=True)
class Column:
    """`reference` is the table whose code the cell must name. `language` is set on one of a bilingual pair."""

    name: str
    cell: Cell
    required: bool = False
    reference: str = ""
    language: str = ""


@dataclass(frozen=True)
class Field:
    """One field of a domain class and its columns. A `yearly` field has one column per year, `<name>_2026`."""

    name: str
    columns: tuple[Column, ...]
    join: Callable[..., object]
    split: Callable[[object], tuple]
    yearly: bool = False

    @property
    def bilingual(self) -> bool:
        return bool(self.columns[0].language)


SINGLE = {str: cells.TEXT, int: cells.INTEGER, Decimal: cells.DECIMAL, date: cells.DATE, Period: cells.PERIOD,
          bool: cells.FLAG}
YEARLY = tuple[tuple[int, int], ...]


def field_of(name: str, hint: object, given: Cell | None, required: bool, reference: str) -> Field:
    """The field `name` of type `hint`; `given` overrides the cell type the hint stands for."""
    kind, optional = _without_none(hint)
    if kind is Bilingual:
        pair = tuple(Column(f"{name}_{language}", cells.TEXT, required, language=language) for language in LANGUAGES)
        return Field(name, pair, Bilingual, lambda b: (b.ko, b.en))
    if kind is Origin:
        return Field(name, _ORIGIN, _origin, lambda o: (o.url, o.published, o.confidence, o.page))
    if kind is Baseline:
        return Field(name, (Column(f"{name}_value", cells.DECIMAL), Column(f"{name}_period", cells.PERIOD)),
                     _baseline, lambda b: (b.value, b.period) if b else (None, None))
    if kind == YEARLY:
        return Field(name, (Column(name, cells.MONEY),), tuple, tuple, yearly=True)
    cell = given or _cell(name, kind)
    cell = replace(cell, empty=None) if optional else cell
    must = not optional and (required or cell.empty is None)
    return Field(name, (Column(name, cell, must, reference),), lambda value: value, lambda value: (value,))


_ORIGIN = (Column("source_url", cells.URL), Column("source_date", cells.PUBLISHED),
           Column("confidence", cells.choice(Confidence), True), Column("source_page", cells.TEXT))


def _origin(url: str, published: str, confidence: Confidence, page: str) -> Origin:
    return Origin(url, published, confidence, page)


def _baseline(value: Decimal | None, period: Period | None) -> Baseline | None:
    if (value is None) != (period is None):
        raise cells.BadCell("half_baseline")
    return None if value is None else Baseline(value, period)


def _without_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) is UnionType and NoneType in get_args(hint):
        return next(a for a in get_args(hint) if a is not NoneType), True
    return hint, False


def _cell(name: str, kind: object) -> Cell:
    if name == "won" or name.endswith("_won"):
        return cells.MONEY
    if get_origin(kind) is tuple:
        return cells.several(_cell(name, get_args(kind)[0]))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return cells.choice(kind)
    return SINGLE[kind]


@cache
def hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind)

