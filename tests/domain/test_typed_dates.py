"""Dates as people type them: every accepted way, and what is not a date."""

from datetime import date

import pytest

from tracker.domain.periods import parse_period
from tracker.domain.typed_dates import typed_day, typed_period

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("text", "meant"), [
    ("20260225", "2026-02-25"), ("2026-02-25", "2026-02-25"), ("2026. 2. 25.", "2026-02-25"), ("2026.2.25", "2026-02-25"),
    (" 2026/2/25 ", "2026-02-25"), ("2026년 2월 25일", "2026-02-25"), ("0225", "2026-02-25"), ("2.25", "2026-02-25"), ("2/25", "2026-02-25"),
    ("1122", "2026-11-22"), ("1123", "2025-11-23"), ("1231", "2025-12-31"), ("20261225", "2026-12-25"), ("20240229", "2024-02-29")])
def test_a_day_is_read_as_it_is_typed(text, meant):
    assert typed_day(text, TODAY) == date.fromisoformat(meant)


@pytest.mark.parametrize("text", ["", "yesterday", "2026", "202602", "20260231", "0231", "2026-13-01", "02", "18990101", "2026022", "2026. 2. 25. x", "99999999"])
def test_what_is_no_day_is_none(text):
    assert typed_day(text, TODAY) is None


@pytest.mark.parametrize(("text", "meant"), [
    ("2026 Q4", "2026 Q4"), ("2026q4", "2026 Q4"), ("2026-4Q", "2026 Q4"), ("Q4 2026", "2026 Q4"), ("2026년 4분기", "2026 Q4"), ("2026. 4분기", "2026 Q4"),
    ("2027 H1", "2027 H1"), ("2027년 상반기", "2027 H1"), ("2027 하반기", "2027 H2"), ("2026. 12.", "2026-12"), ("202612", "2026-12"), ("2026년 12월", "2026-12"),
    ("2027-3", "2027-03"), ("2027", "2027"), ("2027년", "2027"), ("20261231", "2026-12-31"), ("2026. 12. 31.", "2026-12-31")])
def test_a_period_is_read_as_it_is_typed(text, meant):
    assert typed_period(text, TODAY) == parse_period(meant)


@pytest.mark.parametrize("text", ["", "soon", "2026 Q5", "2026 H3", "202613", "0225", "20261331"])
def test_what_is_no_period_is_none(text):
    assert typed_period(text, TODAY) is None
