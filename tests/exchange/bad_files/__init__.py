"""A good workbook of a small plan, and the ways to spoil it: `edited` through a library, `patched` in its bytes."""

import io
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from tests.builders import a_goal, a_milestone, a_plan, a_programme, a_report, an_amount, an_indicator, an_observation
from tracker.domain.importing import CellProblem, ReadBook
from tracker.domain.periods import parse_period
from tracker.domain.plan import Plan
from tracker.exchange.preflight import kind_of_file
from tracker.exchange.workbook import contents_of, workbook
from tracker.exchange.workbook_csv import workbook_csv
from tracker.exchange.workbook_reading import book_of, scanned, wire
from tracker.text import wording

TODAY, QUARTER = date(2026, 11, 22), parse_period("2026 Q4")
VERSIONS = {"milestone/M01-01": 3, "indicator/IND": 2, "programme/FP001": 5}
REPORTS, VALUES, AMOUNTS = "Reports", "Values", "Amounts"
FIRST = 3  # row of the first report, value and amount


@cache
def small_plan() -> Plan:
    """Three milestones, an indicator with one value, a programme with one amount; all of one ministry."""
    milestones = tuple(a_milestone(f"M01-0{n}", original_due=parse_period("2027 Q1"), reports=(a_report(f"R-{n}", on="2026-03-01"),)) for n in (1, 2, 3))
    return a_plan(goals=(a_goal(),), milestones=milestones, indicators=(an_indicator(observations=(an_observation(period="2026-06-30"),)),),
                  programmes=(a_programme(amounts=(an_amount(),)),))


@cache
def good(language: str = "en") -> bytes:
    return workbook(small_plan(), "MSIT", language, QUARTER, VERSIONS, 12, TODAY)


@cache
def good_csv() -> bytes:
    return workbook_csv(contents_of(small_plan(), "MSIT", wording("en"), QUARTER, VERSIONS, 12, TODAY), "en")


def edited(change: Callable[[Workbook], object], language: str = "en") -> bytes:
    book = load_workbook(io.BytesIO(good(language)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(sheet: str, address: str, value: object, number_format: str | None = None, as_text: bool = False) -> bytes:
    """The good workbook with one cell filled."""
    def change(book: Workbook) -> None:
        at = book[sheet][address]
        at.value = value
        if number_format:
            at.number_format = number_format
        if as_text:
            at.data_type = "s"
    return edited(change)


def patched(change: Callable[[dict[str, bytes]], object], content: bytes | None = None) -> bytes:
    """The good workbook with its parts changed by name."""
    with ZipFile(io.BytesIO(content or good())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def sheet_part(number: int) -> str:
    """The part of a sheet: 2 reports, 3 values, 4 amounts, 5 hidden."""
    return f"xl/worksheets/sheet{number}.xml"


def with_cell(number: int, address: str, attributes: str, inside: str) -> bytes:
    """The good workbook with one cell put in as XML, in the place of what stood there."""
    import re

    def change(parts: dict[str, bytes]) -> None:
        part = parts[sheet_part(number)]
        new = f'<c r="{address}" {attributes}>{inside}</c>'.encode()
        parts[sheet_part(number)], n = re.subn(rb'<c r="%s"[^>]*?(/>|>.*?</c>)' % address.encode(), lambda _: new, part, count=1)
        assert n == 1
    return patched(change)


def replaced(number: int, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[sheet_part(number)]
        parts[sheet_part(number)] = parts[sheet_part(number)].replace(old, new, 1)
    return patched(change)


def read_here(content: bytes) -> ReadBook:
    """The file read in this process, through the same JSON as the child's."""
    return book_of(json.loads(json.dumps(wire(scanned(content, kind_of_file(content))))), "0" * 64)


def problems_of(book: ReadBook) -> tuple[CellProblem, ...]:
    """What is wrong with its cells."""
    return tuple(CellProblem(row.sheet, row.number, c.address, c.shown, c.problem, c.details) for row in book.rows for c in row.cells.values() if c.problem)
