"""A plan as a folder of CSV files and plan.toml, or the same in a zip archive, readable in a spreadsheet.
`read(write(plan))` equals the plan."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from tracker.domain.errors import BadInput, Problem
from tracker.domain.plan import Plan, PlanHead
from tracker.domain.sources import Source
from tracker.exchange.bundle_files import archived, in_archive, in_folder
from tracker.exchange.checks import Lines, all_problems, codes_of
from tracker.exchange.columns import Column
from tracker.exchange.formulas import guarded
from tracker.exchange.head_toml import FILE, head_text, read_head
from tracker.exchange.lines import read_lines
from tracker.exchange.tables import TABLES, Table

NUMBERS = ("integer", "won", "decimal")
NAMES = frozenset({FILE, *(table.file for table in TABLES)})


def read(folder: Path | str) -> Plan:
    """The plan held in `folder`. Raises BadInput with every problem of every file."""
    return read_files(in_folder(Path(folder)))


def read_archive(content: bytes, name: str = "zip") -> Plan:
    """The plan in a zipped folder, which problems call `name`. Raises BadInput as `read` does."""
    return read_files(in_archive(content, name))


def read_files(files: Mapping[str, bytes]) -> Plan:
    """The plan in these files by name. Raises BadInput with every problem of every file."""
    problems: list[Problem] = [Problem(name, 0, "", "", "unknown_table") for name in sorted(set(files) - NAMES)]
    head = read_head(files, problems)
    lines = {table.name: read_lines(files, table, problems) for table in TABLES}
    if not problems:
        codes = codes_of(lines) | head_codes(head)
        problems += all_problems(lines, codes)
        problems += _head_problems(head, codes)
    if problems:
        raise BadInput(tuple(problems))
    return _with_every_source(_plan(head, lines))


def head_codes(head: PlanHead) -> dict[str, frozenset[str]]:
    """The codes plan.toml gives, by what tables call them."""
    return {name: frozenset(part.code for part in getattr(head, name)) for name in ("support_kinds", "jurisdictions")}


def _head_problems(head: PlanHead, codes: dict[str, frozenset[str]]) -> Iterable[Problem]:
    named = [("headline_indicators", code, "indicators") for code in head.headline_indicators]
    named += [("headline_programme", head.headline_programme, "programmes")] if head.headline_programme else []
    for name, code, table in named:
        if code not in codes[table]:
            yield Problem(FILE, 0, name, code, "unknown_code", (("table", table), ("near", "–")))


def _plan(head: PlanHead, lines: Lines) -> Plan:
    groups = {table.plan_field: tuple(_values(table, lines)) for table in TABLES if not table.parent}
    return Plan(head=head, **groups)


def _values(table: Table, lines: Lines) -> Iterable[object]:
    """The domain values of a table, each with its parts."""
    parts = {part.into: _by_owner(part, lines) for part in TABLES if part.parent == table.name}
    single = {"closure"}
    for line in lines[table.name]:
        own = {into: tuple(found.get(line.texts["code"], ())) for into, found in parts.items()}
        own |= {into: next(iter(own[into]), None) for into in single & own.keys()}
        yield table.kind(**line.values, **own)


def _by_owner(part: Table, lines: Lines) -> dict[str, list[object]]:
    found: dict[str, list[object]] = defaultdict(list)
    for line in lines[part.name]:
        found[line.owner].append(part.kind(**line.values))
    return found


def _with_every_source(plan: Plan) -> Plan:
    """The plan with a Source for every address its rows name; one not in sources.csv gets its host as publisher."""
    known = set(plan.sources_by_url)
    new = [url for url in dict.fromkeys(_addresses(plan)) if url not in known]
    return replace(plan, sources=plan.sources + tuple(Source(url, urlsplit(url).hostname or url) for url in new))


def _addresses(plan: Plan) -> Iterable[str]:
    for table in TABLES:
        if any(f.name == "origin" for f in table.fields):
            yield from (value.origin.url for _, value in owned_values(plan, table) if value.origin.url)


def owned_values(plan: Plan, table: Table) -> Iterable[tuple[str, object]]:
    """(code of the owner or "", value) for every line the table would hold, in order."""
    if not table.parent:
        yield from (("", value) for value in getattr(plan, table.plan_field))
        return
    for owner in getattr(plan, table.parent):
        part = getattr(owner, table.into)
        for value in part if isinstance(part, tuple) else filter(None, (part,)):
            yield owner.code, value


def write(plan: Plan, folder: Path | str) -> None:
    """Every table of the plan and plan.toml into `folder`, which is made if missing."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, content in files(plan).items():
        (Path(folder) / name).write_bytes(content)


def files(plan: Plan) -> dict[str, bytes]:
    """The files of the bundle by name. UTF-8, one heading line."""
    return {FILE: head_text(plan.head).encode(), **{table.file: _csv(plan, table) for table in TABLES}}


def archive(plan: Plan) -> bytes:
    """The bundle as one zip file; the same plan gives the same bytes."""
    return archived(files(plan))


def _csv(plan: Plan, table: Table) -> bytes:
    rows = _Rows()
    csv.writer(rows, lineterminator="\r\n").writerows(as_rows(plan, table))
    return "".join(rows.written).encode()


class _Rows:
    """Takes rows that were written with CRLF, so that a return within a cell is quoted too, and ends them with LF."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def write(self, row: str) -> None:
        self.written.append(row.removesuffix("\r\n") + "\n")


def as_rows(plan: Plan, table: Table) -> Iterable[list[str]]:
    """The table as text: the heading, then one row per line."""
    values = list(owned_values(plan, table))
    years = {f.name: _years(f.name, values) for f in table.yearly}
    yield [c.name for c in table.columns] + [f"{name}_{year}" for name, span in years.items() for year in span]
    for owner, value in values:
        yield [owner] * bool(table.owner) + _cells(table, value) + _yearly_cells(value, years)


def _years(name: str, values: list[tuple[str, object]]) -> list[int]:
    return sorted({year for _, value in values for year, _ in getattr(value, name)})


def _cells(table: Table, value: object) -> list[str]:
    return [_cell(column, part) for f in table.fields if not f.yearly
            for column, part in zip(f.columns, f.split(getattr(value, f.name)))]


def _cell(column: Column, value: object) -> str:
    """Text no spreadsheet runs; only text can be a formula, a negative number stays a number."""
    text = column.cell.text(value)
    return text if column.cell.type in NUMBERS else guarded(text)


def _yearly_cells(value: object, years: dict[str, list[int]]) -> list[str]:
    return ["" if year not in dict(getattr(value, name)) else str(dict(getattr(value, name))[year])
            for name, span in years.items() for year in span]
