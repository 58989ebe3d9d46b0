"""CSV and JSON of a table: types survive, formulas do not."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.periods import parse_period
from tracker.exchange.downloads import csv_bytes, json_bytes
from tracker.exchange.formulas import FORMULA_STARTS, harmless


class Status(StrEnum):
    DELAYED = "delayed"


def a_table(*rows: dict) -> SimpleNamespace:
    keys = list(rows[0]) if rows else ["code"]
    return SimpleNamespace(key="t", columns=tuple(SimpleNamespace(key=key) for key in keys), rows=list(rows))


def cells(table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline="")))


ROW = {
    "code": "00123", "name": "\uacfc\uc81c, \"A\"", "status": Status.DELAYED, "due": date(2026, 6, 30), "period": parse_period("2026 Q2"),
    "won": 9_900_000_000_000, "less": -5, "share": Fraction(1, 4), "rate": Decimal("41.30"), "float": 0.1,
    "names": ("MSIT", "MOE"), "yes": True, "no": False, "none": None,
}


def test_every_kind_in_csv():
    assert cells(a_table(ROW)) == [list(ROW), [
        "00123", "\uacfc\uc81c, \"A\"", "delayed", "2026-06-30", "2026 Q2", "9900000000000", "-5", "0.25", "41.30", "0.1",
        "MSIT; MOE", "true", "false", "",
    ]]


def test_every_kind_in_json():
    assert json.loads(json_bytes(a_table(ROW))) == [{
        "code": "00123", "name": "\uacfc\uc81c, \"A\"", "status": "delayed", "due": "2026-06-30", "period": "2026 Q2",
        "won": 9_900_000_000_000, "less": -5, "share": 0.25, "rate": 41.3, "float": 0.1, "names": ["MSIT", "MOE"],
        "yes": True, "no": False, "none": None,
    }]


def test_an_empty_table_keeps_its_heading():
    assert cells(a_table()) == [["code"]] and json.loads(json_bytes(a_table())) == []


def test_excel_opens_it_in_korean():
    assert csv_bytes(a_table(ROW)).startswith(b"\xef\xbb\xbf") and b"\r\n" in csv_bytes(a_table(ROW))


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_what_a_spreadsheet_would_run_is_quoted(start):
    text = f"{start}cmd|' /C calc'!A0"
    table = a_table({"a": text, "b": (text,), "c": Bad(text)})
    assert cells(table)[1] == [f"'{text}"] * 3
    assert json.loads(json_bytes(table))[0]["a"] == text


class Bad:
    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text


@given(st.text())
def test_no_text_begins_like_a_formula(text):
    assert not harmless(text).startswith(FORMULA_STARTS)
    assert harmless(text).removeprefix("'") == text.removeprefix("'") or harmless(text) == text
