"""What the interface offers: the one table its answers, its description and its documentation are made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tracker.views.datasets import Column, Dataset, datasets

PREFIX = "/api/v1"
MOST, USUAL = 500, 100  # objects of one answer
AS_OF, RELEASE, LANGUAGE, LIMIT, OFFSET = "as_of", "release", "lang", "limit", "offset"
SHARED = (RELEASE, AS_OF, LANGUAGE)
PAGING = (LIMIT, OFFSET)
FIELD_KINDS = ("code", "boolean", "integer", "date", "period", "list")


@dataclass(frozen=True)
class Part:
    """Rows of another dataset that belong to one object: those its `filter` finds by the object's code."""

    name: str
    dataset: str
    filter: str


@dataclass(frozen=True)
class Collection:
    """A list of objects, each a row of a dataset. `code` is the column that names one, empty where nothing does."""

    name: str
    dataset: str
    code: str = "code"
    parts: tuple[Part, ...] = ()

    @cached_property
    def held(self) -> Dataset:
        return datasets()[self.dataset]

    @cached_property
    def own_filters(self) -> tuple[str, ...]:
        """What the dataset itself narrows by, as the pages do."""
        return tuple(name for name in self.held.filters if name != "order")

    @cached_property
    def field_filters(self) -> tuple[Column, ...]:
        """Columns an answer can be narrowed by: equal to the value, or holding it where the column is a list."""
        return tuple(c for c in self.held.columns if c.kind in FIELD_KINDS and c.key not in self.own_filters)

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*self.own_filters, *(c.key for c in self.field_filters), *SHARED, *PAGING)


COLLECTIONS = (
    Collection("areas", "areas", parts=(Part("goals", "goals", "area"),)),
    Collection("goals", "goals", parts=(
        Part("milestones", "milestones", "goal"), Part("indicators", "goal_indicators", "goal"), Part("funding", "goal_programmes", "goal"),
        Part("articles", "goal_articles", "goal"))),
    Collection("milestones", "milestones", parts=(Part("reports", "reports", "milestone"), Part("history", "history", "milestone"))),
    Collection("funding", "funding", parts=(
        Part("stage_amounts", "stage_amounts", "code"), Part("subprogrammes", "subprogrammes", "code"), Part("links", "programme_links", "code"))),
    Collection("indicators", "indicators", parts=(
        Part("targets", "targets", "indicator"), Part("observations", "observations", "indicator"), Part("methods", "indicator_methods", "indicator"))),
    Collection("meetings", "meetings"),
    Collection("resolutions", "resolutions"),
    Collection("changes", "changes", code=""),
)
BY_NAME = {c.name: c for c in COLLECTIONS}


def narrowed(collection: Collection, rows: Iterable[dict], asked: dict[str, str]) -> list[dict]:
    """The rows whose columns say what was asked; an empty value asks for no data."""
    wanted = [(c.key, asked[c.key]) for c in collection.field_filters if c.key in asked]
    return [row for row in rows if all(_says(row.get(key), value) for key, value in wanted)]


def _says(value: object, asked: str) -> bool:
    if isinstance(value, tuple | list):
        return asked in map(str, value) if asked else not value
    return written(value) == asked


def written(value: object) -> str:
    """A value as the interface writes it in an address."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
