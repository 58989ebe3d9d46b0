"""The statements of every save, straight to the driver: being wrapped costs a statement ten times what it does.

`?` marks a value, whatever the driver calls it. Errors are those of SQLAlchemy, and never repeat the values. The guard
does not see these statements: only `store.work` and what it is made of may use this.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from tracker.store.tables.base import written

# What SQLite has no type for, as the column types of tables/base.py write it.
AS_TEXT: dict[type, Callable[[object], str]] = {datetime: written, date: date.isoformat, Decimal: "{:f}".format}


def ask(connection: Connection, statement: str, *values: object) -> list[tuple]:
    """The rows of a query, as the driver gives them."""
    return _run(connection, statement, lambda cursor, said: (cursor.execute(said, _fit(connection, values)), cursor.fetchall())[1])


def tell(connection: Connection, statement: str, rows: Sequence[Iterable[object]]) -> None:
    """The statement for each row of values."""
    fitting = [_fit(connection, row) for row in rows]
    if len(fitting) == 1:
        _run(connection, statement, lambda cursor, said: cursor.execute(said, fitting[0]))
    elif fitting:
        _run(connection, statement, lambda cursor, said: cursor.executemany(said, fitting))


def _run(connection: Connection, statement: str, act: Callable):
    dialect = connection.dialect
    cursor = connection.connection.cursor()
    try:
        return act(cursor, _said(statement, dialect.paramstyle))
    except dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(statement, (), error, dialect.loaded_dbapi.Error, hide_parameters=True, dialect=dialect) from None
    finally:
        cursor.close()


@cache
def _said(statement: str, style: str) -> str:
    return statement if style == "qmark" else statement.replace("?", "%s")


def _fit(connection: Connection, values: Iterable[object]) -> tuple:
    if connection.dialect.name != "sqlite":
        return tuple(values)
    return tuple(AS_TEXT[type(value)](value) if type(value) in AS_TEXT else value for value in values)
