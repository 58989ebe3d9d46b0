"""Nothing that leaves the program is alive in a spreadsheet, whatever people typed; and what must come back does so.

The exports are found by looking: a function that makes bytes is either in the table here, with what proves it, or the test
fails; and so is every kind of file a release holds.
"""

import ast
import csv
import io
import json
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from icalendar import Calendar

from tests.exchange.poisoned import CORPUS, is_alive, poisoned
from tests.site.releases import an_info
from tracker import exchange, site
from tracker.domain.periods import parse_period
from tracker.exchange import csv_bundle, plan_json
from tracker.exchange.formulas import guarded, harmless, unguarded
from tracker.exchange.workbook import workbook
from tracker.site.feeds import files_feeds
from tracker.site.open_data import files_open_data

# What proves each maker of bytes: `files` are looked through below by their ending, `inside` makes what never leaves or is
# part of one that does, `elsewhere` names the test file that holds it against texts like these.
MAKERS = {
    "exchange": {
        "answers.answer_bytes": "json", "atom.atom_bytes": "files", "bundle_files.archived": "files", "csv_bundle.archive": "files",
        "csv_bundle.files": "files", "data_package.package_bytes": "files", "dcat.catalogue_bytes": "files", "downloads.csv_bytes": "files",
        "downloads.json_bytes": "json", "evidence_files.stripped": "inside", "icalendar_file.calendar_bytes": "files",
        "json_feed.json_feed_bytes": "files", "mail.message": "no sheet", "mail.coming_from": "no sheet", "plan_json.plan_bytes": "files",
        "sqlite_file.database_bytes": "files", "workbook.workbook": "files", "xlsx.workbook_bytes": "files",
    },
    "site": {
        "feeds.files_feeds": "files", "open_data.files_open_data": "files", "open_data_catalogue.catalogue": "files", "open_data_tables.database": "files",
        "open_data_tables.workbook": "files",
    },
}
PROVEN_OTHERWISE = {
    "exchange": {"bundle_files.in_archive", "bundle_files.in_folder", "reading_child.read", "reading_child.mark", "reading_process.in_child",
                 "typesetting.typeset", "pictures.fewer_colours", "workbook_marking.marked", "workbook_marks.marked_copy", "workbook_csv.workbook_csv"},
    "site": {"files.build", "files.build_at_once", "files.files_of", "files.changes_bytes", "report_html.html", "report_markdown.markdown",
             "report_picture.picture_of", "report_typst.printed", "reports.files_reports", "share_cards.files_cards", "reports.report", "static_assets.script",
             "static_edition.files_static", "static_head.sitemap", "static_page.figure_bytes", "static_search.index", "coming_release.files"},
}
AS_OF, AT = date(2026, 11, 22), datetime(2026, 11, 22, 9, tzinfo=UTC)


def makers(room) -> set[str]:
    """Every public function of a room that says it gives bytes."""
    found = set()
    for path in sorted(Path(room.__path__[0]).glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is not None \
                    and ast.unparse(node.returns) in ("bytes", "dict[str, bytes]"):
                found.add(f"{path.stem}.{node.name}")
    return found


@pytest.mark.parametrize("room", [exchange, site], ids=lambda room: room.__name__.rpartition(".")[2])
def test_every_maker_of_bytes_is_accounted_for(room):
    name = room.__name__.rpartition(".")[2]
    assert makers(room) - MAKERS[name].keys() - PROVEN_OTHERWISE[name] == set()
    assert MAKERS[name].keys() <= makers(room)


@pytest.fixture(scope="module", params=range(0, len(CORPUS), 120))
def leaving(request):
    """Every file a plan of such texts leaves in."""
    plan = poisoned(request.param)
    files = files_open_data(plan, an_info()) | files_feeds(plan, an_info()) | {"plan.json": plan_json.plan_bytes(plan), "bundle.zip": csv_bundle.archive(plan)}
    files |= {f"workbook.{language}.xlsx": workbook(plan, "", language, parse_period("2026 Q4"), {}, 1, AS_OF) for language in ("ko", "en")}
    return plan, files


def test_no_cell_is_alive_and_every_kind_of_file_was_looked_at(leaving):
    _, files = leaving
    alive = {path: found for path, content in files.items() if (found := LOOKING[path.rpartition(".")[2]](content))}
    assert alive == {}


def test_what_must_come_back_does(leaving):
    plan, files = leaving
    bundle = {path.removeprefix("bundle/"): content for path, content in files.items() if path.startswith("bundle/") and not path.endswith(".json")}
    assert csv_bundle.read_files(bundle) == csv_bundle.read_archive(files["bundle.zip"]) == plan_json.read_plan(files["plan.json"]) == plan


@pytest.mark.parametrize("text", CORPUS)
def test_a_text_is_kept_from_running_and_can_be_had_back(text):
    assert not is_alive(harmless(text)) and not is_alive(guarded(text))
    assert unguarded(guarded(text)) == text and unguarded(guarded(guarded(text))) == guarded(text)


def live_cells(content: bytes) -> list[str]:
    """Of a CSV, its cells that would run."""
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row if is_alive(cell)]


def formulas(content: bytes) -> list[str]:
    """Of a workbook, its cells that are no plain value."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        found = [name for name in parts if b"<f>" in archive.read(name) or b"<f " in archive.read(name)]
    book = openpyxl.load_workbook(io.BytesIO(content))
    found += [f"{page.title}!{cell.coordinate}" for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
    return found


def broken_calendar(content: bytes) -> list[str]:
    """Of a calendar, what a text could have put in: it reads back with properties a deadline has and nothing else."""
    known = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "DESCRIPTION", "TRANSP", "URL", "STATUS", "CATEGORIES"}
    return [name for event in Calendar.from_ical(content).walk("VEVENT") for name in event if name not in known]


def harmed_database(content: bytes) -> list[str]:
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    found = database.execute("PRAGMA integrity_check").fetchall()
    database.close()
    return [row[0] for row in found if row[0] != "ok"]


def _parsed(read):
    """Formats without cells: nothing in them runs in a spreadsheet; they must be whole."""
    return lambda content: [] if read(content) is not None else ["empty"]


def zipped_cells(content: bytes) -> list[str]:
    with ZipFile(io.BytesIO(content)) as archive:
        return [cell for name in archive.namelist() if name.endswith(".csv") for cell in live_cells(archive.read(name))]


LOOKING = {
    "csv": live_cells, "xlsx": formulas, "ics": broken_calendar, "sqlite": harmed_database, "zip": zipped_cells, "json": _parsed(json.loads),
    "jsonld": _parsed(json.loads), "atom": _parsed(ElementTree.fromstring), "toml": _parsed(bytes.decode), "data/SHA256SUMS": _parsed(bytes.decode),
}
