"""One promise of every format a plan can be in: what goes out comes back equal."""

import io
import sqlite3
from collections.abc import Callable, Mapping
from csv import writer
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.builders import a_full_plan
from tests.conftest import SEED_DATA
from tests.exchange.poisoned import CORPUS, poisoned
from tests.plans import QUICK, plans
from tests.site.releases import an_info
from tracker.domain.plan import Plan
from tracker.exchange import csv_bundle, plan_json
from tracker.exchange.given_plan import read_given, read_json
from tracker.exchange.tables import TABLES
from tracker.site.open_data import files_open_data
from tracker.store.engine import reading, writing
from tracker.store.plans import load_plan, save_plan

SECOND = Path(__file__).parents[1] / "plans" / "meridia"


@dataclass(frozen=True)
class Format:
    """`through` writes a plan and reads it again."""

    name: str
    through: Callable[[Plan], Plan]


def a_folder(folder: Path) -> Format:
    def through(plan: Plan) -> Plan:
        csv_bundle.write(plan, folder)
        return csv_bundle.read(folder)
    return Format("folder", through)


def a_store(engine) -> Format:
    def through(plan: Plan) -> Plan:
        with writing(engine) as session:
            save_plan(session, plan)
        with reading(engine) as session:
            return load_plan(session)
    return Format("store", through)


def a_release(plan: Plan) -> Plan:
    """Out of the files of a release, by its bundle and by its database."""
    files = files_open_data(plan, an_info())
    back = the_bundle_of(files)
    assert the_database_of(files, plan) == back
    return back


def the_bundle_of(files: Mapping[str, bytes]) -> Plan:
    return csv_bundle.read_files({path.removeprefix("bundle/"): content for path, content in files.items()
                                  if path.startswith("bundle/") and not path.endswith(".json")})


def the_database_of(files: Mapping[str, bytes], plan: Plan) -> Plan:
    """Its tables written out as a bundle again; what plan.toml says is in no table, so it is taken from the bundle."""
    database = sqlite3.connect(":memory:")
    database.deserialize(files["data/plan.sqlite"])
    held = {csv_bundle.FILE: csv_bundle.files(plan)[csv_bundle.FILE]} | {table.file: _table(database, table) for table in TABLES}
    database.close()
    return csv_bundle.read_files(held)


def _table(database: sqlite3.Connection, table) -> bytes:
    rows = database.execute(f'SELECT * FROM "{table.name}"')
    heading = [column[0] for column in rows.description]
    kinds = {c.name: c.cell for c in table.columns}
    sheet = io.StringIO(newline="")
    out = writer(sheet)
    out.writerow(heading)
    out.writerows([_text(kinds.get(name), value) for name, value in zip(heading, row)] for row in rows)
    return sheet.getvalue().encode()


def _text(cell, value: object) -> str:
    """A value of the database as a bundle writes it."""
    if value is None:
        return ""
    if cell is not None and cell.type == "yes_no":
        return "yes" if value else "no"
    if cell is not None and cell.type == "decimal":
        return f"{Decimal(repr(value)):f}"  # the shortest digits that are this very number
    text = str(value).replace("; ", ";") if cell is not None and cell.type.startswith("list of") else str(value)
    return text if isinstance(value, int | float) else csv_bundle.guarded(text)


FILES = (
    Format("zip", lambda plan: csv_bundle.read_archive(csv_bundle.archive(plan))),
    Format("json", lambda plan: plan_json.read_plan(plan_json.plan_bytes(plan))),
    Format("json_brought", lambda plan: read_json(plan_json.plan_bytes(plan))),
    Format("zip_brought", lambda plan: read_given(csv_bundle.archive(plan), "plan.zip")),
    Format("release", a_release),
)


@pytest.fixture(params=["folder", "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres), *(f.name for f in FILES)])
def form(request, tmp_path) -> Format:
    if request.param == "folder":
        return a_folder(tmp_path)
    if request.param in ("sqlite", "postgresql"):
        from tracker.store.engine import engine_for

        engine = engine_for(request.getfixturevalue("database_url")(request.param, True))
        request.addfinalizer(engine.dispose)
        return a_store(engine)
    return next(f for f in FILES if f.name == request.param)


@pytest.mark.parametrize("plan", [a_full_plan(), csv_bundle.read(SECOND)], ids=["full", "second"])
def test_a_plan_comes_back_equal(form, plan):
    assert form.through(plan) == plan


def test_the_real_plan_comes_back_equal(form, real_plan):
    assert form.through(real_plan) == real_plan


@pytest.mark.parametrize("start", range(0, len(CORPUS), 120))
def test_nasty_texts_come_back_equal(form, start):
    assert form.through(poisoned(start)) == poisoned(start)


@settings(QUICK, max_examples=5)
@given(plan=plans())
def test_any_plan_comes_back_equal(form, plan):
    assert form.through(plan) == plan


def test_the_same_plan_is_the_same_bytes(real_plan):
    again = csv_bundle.read(SEED_DATA)
    assert csv_bundle.archive(real_plan) == csv_bundle.archive(again) and plan_json.plan_bytes(real_plan) == plan_json.plan_bytes(again)


def test_amounts_say_their_unit_in_their_own_columns():
    """Whole units of the plan's currency, never a number whose unit has to be guessed."""
    money = {f"{table.name}.{c.name}" for table in TABLES for c in table.columns if c.cell.type == "won"}
    assert money and all(name.endswith((".won", "_won")) for name in money)
