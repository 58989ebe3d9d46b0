"""The data dictionary: every column of every table, generated from the tables, with its meaning in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.words import Bilingual
from tracker.exchange.columns import Column, Field
from tracker.exchange.tables import TABLES, Table
from tracker.text import Wording, wording

OWN = {"ko": "korean", "en": "english"}


@dataclass(frozen=True)
class Entry:
    """One column. `type` is its cell type, with the allowed words where there are some; `reference` the table whose
    codes it names."""

    table: str
    column: str
    type: str
    required: bool
    reference: str
    choices: tuple[str, ...]
    meaning_ko: str
    meaning_en: str


def dictionary() -> tuple[Entry, ...]:
    """Every column, in file order."""
    return tuple(entry for table in TABLES for entry in _entries(table))


def about(table: str) -> Bilingual:
    """What the table holds."""
    return Bilingual(*(wording(language)(f"dictionary.{table}.about") for language in OWN))


def _entries(table: Table) -> Iterator[Entry]:
    for field in ((table.owner,) if table.owner else ()) + tuple(f for f in table.fields if not f.yearly):
        for column in field.columns:
            yield _entry(table, field, column, column.name)
    for field in table.yearly:
        yield _entry(table, field, field.columns[0], f"{field.name}_<year>")


def _entry(table: Table, field: Field, column: Column, name: str) -> Entry:
    return Entry(table.name, name, column.cell.type, column.required, column.reference, column.cell.choices,
                 *(_meaning(table, field, column, wording(language)) for language in OWN))


def _meaning(table: Table, field: Field, column: Column, t: Wording) -> str:
    """The column's own sentence, else the one all tables share; KeyError where neither is written."""
    base = field.name if column.language else column.name
    own = f"dictionary.{table.name}.{base}"
    meaning = t(own if own in t else f"dictionary.any.{base}")
    if column.language:
        return t(f"dictionary.any.{OWN[column.language]}", meaning=meaning)
    return t("dictionary.any.yearly", meaning=meaning) if field.yearly else meaning
