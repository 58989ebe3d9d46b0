"""Tables as CSV and JSON, the two formats a page's numbers are downloaded in.

A table has `columns` (each with a `key`) and `rows` (dicts by key). The heading of the CSV and the keys of the JSON are the
domain's names in both languages, so that a program written for one works with the other.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Protocol

import orjson

from tracker.exchange.formulas import harmless

SEPARATOR = "; "


class Column(Protocol):
    key: str


class Table(Protocol):
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, object]]


def csv_bytes(table: Table) -> bytes:
    """The table as CSV that opens in Korean at a double click: UTF-8 with a byte order mark, CRLF.

    Dates are ISO, money is whole won without separators, shares are plain decimals, lists are joined by "; ",
    "no data" is an empty cell.
    """
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow([column.key for column in table.columns])
    writer.writerows([_cell(row.get(column.key)) for column in table.columns] for row in table.rows)
    return sheet.getvalue().encode("utf-8-sig")


def json_bytes(table: Table) -> bytes:
    """The table as a JSON list of objects, one per row, in the order of the columns; "no data" is null."""
    rows = [{column.key: row.get(column.key) for column in table.columns} for row in table.rows]
    return orjson.dumps(rows, default=json_value, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_PASSTHROUGH_DATACLASS)


def _cell(value: object) -> str:
    """One CSV cell. Only text can be a formula: a negative number stays a number."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Enum():
            return harmless(str(value.value))
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case Fraction():
            return str(float(value))
        case int() | float():
            return str(value)
        case tuple() | list():
            return harmless(SEPARATOR.join(map(_item, value)))
        case _:
            return harmless(str(value))


def _item(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def json_value(value: object) -> object:
    """What orjson cannot write by itself: exact numbers become JSON numbers, everything else its words."""
    if isinstance(value, Decimal | Fraction):
        return int(value) if value == int(value) else float(value)
    return str(value)
