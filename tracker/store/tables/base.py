"""What all tables share: names of constraints, column types, and the column groups a domain value is spread over.

A bilingual text `name` stands in `name_ko` and `name_en`; a period `due` in `due_first` (its first day) and
`due_precision`; where a row comes from in `source_id`, `published`, `confidence`, `page`.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from sqlalchemy import Boolean, CheckConstraint, Date, DateTime, ForeignKey, Integer, MetaData, Numeric, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from tracker.domain.periods import Precision
from tracker.domain.sources import Confidence

NAMES = {
    "ix": "ix_%(column_0_N_label)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Exact(TypeDecorator[Decimal]):
    """A decimal that comes back digit for digit: NUMERIC in PostgreSQL, text in SQLite, which has only floats."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> object:
        return f"{value:f}" if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: object, dialect: Dialect) -> Decimal | None:
        return None if value is None else value if isinstance(value, Decimal) else Decimal(str(value))


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond: TIMESTAMPTZ in PostgreSQL, text that sorts by time in SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        return written(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if isinstance(value, str) else value


def written(moment: datetime) -> str:
    """The moment as SQLite keeps it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class Base(DeclarativeBase):
    """Every table of the working store. `info` marks the tables that hold the plan, those that hold the workspace, and
    those of the log: only `store.work` may write any of these."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Text(), int: Integer(), bool: Boolean(), date: Date(), datetime: Instant(), Decimal: Exact()}


PLAN = {"info": {"plan": True}}
PART = PLAN | {"sqlite_with_rowid": False}  # rows lie in key order, so a plan loads without sorting
WORKSPACE = {"info": {"workspace": True}}
WORKSPACE_PART = WORKSPACE | {"sqlite_with_rowid": False}
LOG = {"info": {"log": True}}

Code = Annotated[str, mapped_column(primary_key=True)]


def reference(target: str, **how: object) -> MappedColumn:
    """A column holding a key of another table."""
    return mapped_column(ForeignKey(target), **how)


def part_of(target: str) -> MappedColumn:
    """The first half of a part's key: the row it belongs to."""
    return mapped_column(ForeignKey(target), primary_key=True)


class Placed:
    """`position` is the place in the order of display."""

    position: Mapped[int]


class Part:
    """A row that belongs to another; with the owner's key, `position` identifies it."""

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Sourced:
    """Where the row comes from. `source_id` is empty where no source may be linked."""

    source_id: Mapped[int | None] = mapped_column(ForeignKey("sources.id"))
    published: Mapped[str]
    confidence: Mapped[str]
    page: Mapped[str]


def check(name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=name)


def one_of(column: str, words: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return check(column, f'"{column}" IN ({listed})')


def at_least(column: str, least: int) -> CheckConstraint:
    return check(column, f'"{column}" >= {least}')


def between(column: str, least: int, most: int) -> CheckConstraint:
    return check(column, f'"{column}" BETWEEN {least} AND {most}')


def said(column: str) -> CheckConstraint:
    """A bilingual text that must stand in one language at least."""
    return check(column, f"{column}_ko <> '' OR {column}_en <> ''")


def day(column: str) -> CheckConstraint:
    """SQLite takes any text as a date, and 30 February unless it has to reckon; PostgreSQL needs no such check."""
    real = """"{0}" IS NULL OR date("{0}", '+0 days') IS "{0}\"""".format(column)
    return check(f"{column}_day", real).ddl_if(dialect="sqlite")


def instant(column: str) -> CheckConstraint:
    """SQLite takes any text as a moment; ours all have the same length and end in UTC."""
    rule = f'''"{column}" IS NULL OR "{column}" LIKE '____-__-__T__:__:__.______+00:00\''''
    return check(f"{column}_instant", rule).ddl_if(dialect="sqlite")


def flag(column: str) -> CheckConstraint:
    """SQLite takes any number as a truth value; PostgreSQL needs no such check."""
    return check(f"{column}_flag", f"{column} IN (0, 1)").ddl_if(dialect="sqlite")


def period(column: str) -> tuple[CheckConstraint, ...]:
    """The two columns of a period stand or fall together."""
    whole = f"({column}_first IS NULL) = ({column}_precision IS NULL)"
    return one_of(f"{column}_precision", Precision), check(f"{column}_whole", whole), day(f"{column}_first")


def sourced() -> tuple[CheckConstraint, ...]:
    return (one_of("confidence", Confidence),)
