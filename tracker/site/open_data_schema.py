"""What is known of the columns of the published tables: what makes a row unique, and which codes name which rows.

Declared, not guessed from the data of the day; a test holds every word of it against real and invented plans.
"""

from collections.abc import Iterable, Mapping, Sequence

from tracker.exchange import cells, dictionary
from tracker.exchange.columns import Column as BundleColumn
from tracker.exchange.data_package import Field, Link
from tracker.exchange.tables import BY_NAME, Table as BundleTable
from tracker.views.datasets import Column, Dataset

# Datasets with one row per code.
CODED = frozenset((
    "areas", "areas_status", "articles", "attention", "bodies", "budget_lines", "checks", "funding", "goals", "indicators", "legal",
    "measures", "meetings", "milestones", "ministries", "plan_versions", "resolutions", "slip", "totals"))
KEYS: Mapping[str, Sequence[str]] = {key: ("code",) for key in CODED} | {
    "burn_up": ("quarter",), "datasets": ("dataset",), "dictionary": ("dataset", "key"), "glossary": ("term",), "sources": ("source_url",),
    "stage_amounts": ("programme", "fiscal_year", "stage"), "statuses": ("status",), "permissions": ("action", "role"),
}
# A column of this name holds codes of that dataset, wherever it stands.
NAMED: Mapping[str, tuple[str, str]] = {
    "area": ("areas", "code"), "article": ("articles", "code"), "dataset": ("datasets", "dataset"), "goal": ("goals", "code"),
    "indicator": ("indicators", "code"), "lead": ("ministries", "code"), "meeting": ("meetings", "code"),
    "milestone": ("milestones", "code"), "ministry": ("ministries", "code"), "programme": ("funding", "code"),
    "resolution": ("resolutions", "code"),
}
UNCHECKED = frozenset(("recorded",))  # a log may name what is no longer there


def links(dataset: Dataset) -> dict[str, tuple[str, str]]:
    """(dataset, column) by the column that names its codes."""
    return {c.key: NAMED[c.key] for c in dataset.columns
            if c.kind == "code" and c.key in NAMED and NAMED[c.key][0] != dataset.key and dataset.key not in UNCHECKED}


def fields(columns: Iterable[Column], t) -> tuple[Field, ...]:
    return tuple(Field(c.key, c.kind, c.label(t), t(f"data.kind_{c.kind}")) for c in columns)


def resource_links(dataset: Dataset, language: str) -> tuple[Link, ...]:
    return tuple(Link(column, f"{language}-{_slug(to)}", key) for column, (to, key) in links(dataset).items())


def resource_name(dataset: Dataset, language: str) -> str:
    return f"{language}-{_slug(dataset.key)}"


def _slug(key: str) -> str:
    return key.replace("_", "-")


def bundle_key(table: BundleTable) -> tuple[str, ...]:
    """The columns that make a line of a bundle's table unique, none where one of them may be empty."""
    columns = {c.name: c for c in table.columns}
    return table.key if all(columns[name].required for name in table.key) else ()


def bundle_link(column: BundleColumn) -> str:
    """The table whose codes the column holds, one per cell; empty where there is none."""
    return column.reference if column.reference in BY_NAME and not column.cell.type.startswith("list of") else ""


def bundle_fields(table: BundleTable, language: str, years: Sequence[str]) -> tuple[Field, ...]:
    """The columns of a bundle's table with their meaning; `years` are its yearly columns as the file has them."""
    meanings = {e.column: e.meaning_ko if language == "ko" else e.meaning_en for e in dictionary.dictionary() if e.table == table.name}
    own = [Field(c.name, c.cell.type, "", meanings[c.name], c.required, _words(c)) for c in table.columns]
    return (*own, *(Field(name, cells.MONEY.type, "", meanings[f"{name.rpartition('_')[0]}_<year>"]) for name in years))


def _words(column: BundleColumn) -> tuple[str, ...]:
    return () if column.cell.type.startswith("list of") else column.cell.choices
