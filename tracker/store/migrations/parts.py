"""Short words for the revisions. Revisions are history, so what a word means here must never change; add new words.

These do not import the tables of today: a revision says what the schema was on its day.
"""

import sqlalchemy as sa


class Exact(sa.types.TypeDecorator):
    """NUMERIC in PostgreSQL, TEXT in SQLite."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.Numeric())


def _columns(kind: sa.types.TypeEngine, names: str) -> list[sa.Column]:
    """A name ending in `?` may be NULL."""
    return [sa.Column(name.rstrip("?"), kind, nullable=name.endswith("?"), autoincrement=False)
            for name in names.split()]


def text(names: str) -> list[sa.Column]:
    return _columns(sa.Text(), names)


def words(names: str) -> list[sa.Column]:
    """A text in Korean and English each."""
    return text(" ".join(f"{name}_ko {name}_en" for name in names.split()))


def integer(names: str) -> list[sa.Column]:
    return _columns(sa.Integer(), names)


def won(names: str) -> list[sa.Column]:
    return _columns(sa.BigInteger(), names)


def exact(names: str) -> list[sa.Column]:
    return _columns(Exact(), names)


def day(names: str) -> list[sa.Column]:
    return _columns(sa.Date(), names)


class Instant(sa.types.TypeDecorator):
    """TIMESTAMPTZ in PostgreSQL, TEXT in SQLite."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def process_bind_param(self, value, dialect):
        return value.isoformat(timespec="microseconds") if value is not None and dialect.name == "sqlite" else value


def instant(names: str) -> list[sa.Column]:
    return _columns(Instant(), names)


def instants(*columns: str) -> list[sa.CheckConstraint]:
    """SQLite takes any text as a moment; ours all have the same length and end in UTC."""
    rule = "\"{0}\" IS NULL OR \"{0}\" LIKE '____-__-__T__:__:__.______+00:00'"
    return [check(f"{column}_instant", rule.format(column)).ddl_if(dialect="sqlite") for column in columns]


def flag(names: str) -> list[sa.Column]:
    return _columns(sa.Boolean(), names)


def period(name: str, null: str = "") -> list[sa.Column]:
    return day(f"{name}_first{null}") + text(f"{name}_precision{null}")


def placed() -> list[sa.Column]:
    return integer("position")


def sourced() -> list[sa.Column | sa.Constraint]:
    return [*integer("source_id?"), *text("published confidence page"), to("source_id", "sources.id"),
            one_of("confidence", "high medium low")]


def key(*columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns)


def unique(*columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns)


def to(columns: str, targets: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(columns.split(), targets.split())


def check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=name)


def one_of(column: str, listed: str) -> sa.CheckConstraint:
    return check(column, f'"{column}" IN ({", ".join(repr(word) for word in listed.split())})')


def at_least(column: str, least: int) -> sa.CheckConstraint:
    return check(column, f'"{column}" >= {least}')


def between(column: str, least: int, most: int) -> sa.CheckConstraint:
    return check(column, f'"{column}" BETWEEN {least} AND {most}')


def said(*columns: str) -> list[sa.CheckConstraint]:
    return [check(column, f"{column}_ko <> '' OR {column}_en <> ''") for column in columns]


def days(*columns: str) -> list[sa.CheckConstraint]:
    """SQLite takes any text as a date."""
    real = """"{0}" IS NULL OR date("{0}", '+0 days') IS "{0}\""""
    return [check(f"{column}_day", real.format(column)).ddl_if(dialect="sqlite") for column in columns]


def flags(*columns: str) -> list[sa.CheckConstraint]:
    """SQLite takes any number as a truth value."""
    return [check(f"{column}_flag", f"{column} IN (0, 1)").ddl_if(dialect="sqlite") for column in columns]


def periods(*columns: str) -> list[sa.CheckConstraint]:
    return [rule for column in columns for rule in (
        one_of(f"{column}_precision", "day month quarter half year"),
        check(f"{column}_whole", f"({column}_first IS NULL) = ({column}_precision IS NULL)"),
        *days(f"{column}_first"))]
