"""The guide to plan folders names everything a plan can say, and its commands do what it says."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.builders import a_plan
from tracker.cli.commands import app
from tracker.config import settings
from tracker.domain.plan import PlanHead, Thresholds
from tracker.exchange import csv_bundle, plan_json
from tracker.exchange.tables import TABLES
from tracker.services.reading import edition
from tracker.store.engine import engine_for
from tracker.text import wording

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "tracker" / "docs" / "plan-folder.md").read_text("utf-8")
SECOND = ROOT / "tests" / "plans" / "meridia"
NAMED = set(re.findall(r"`\[*([A-Za-z_.{}]+?)\]*`", GUIDE))


def test_the_guide_names_every_entry_threshold_term_and_table():
    assert {f.name for f in (*fields(PlanHead), *fields(Thresholds))} <= NAMED
    terms = {key for key in wording("en").keys() if key.startswith("term.")}
    assert terms <= NAMED and {f"{{{name}}}" for name in wording("en").terms} <= NAMED
    assert {table.file for table in TABLES} <= NAMED


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A command against a database of its own: what it said and its exit code."""
    address = f"sqlite:///{tmp_path / 'own.sqlite'}"
    monkeypatch.setenv("TRACKER_DATABASE_URL", address)
    monkeypatch.setenv("TRACKER_RELEASES", str(tmp_path / "releases"))

    def said(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, list(words))
        return done.exit_code, done.output + (done.stderr or "")

    said.plan = lambda: edition(engine_for(address)).plan
    settings.cache_clear()
    yield said
    settings.cache_clear()


@pytest.mark.parametrize("form", ["folder", "zip", "json"])
def test_another_plan_begins_an_empty_database(run, tmp_path, form):
    plan = csv_bundle.read(SECOND)
    source = {"folder": SECOND, "zip": tmp_path / "plan.zip", "json": tmp_path / "plan.json"}[form]
    if form != "folder":
        source.write_bytes(csv_bundle.archive(plan) if form == "zip" else plan_json.plan_bytes(plan))
    code, said = run("init", "--from", str(source), "--lang", "en")
    assert (code, said.startswith("Plan loaded: 3\u00a0goals, 6\u00a0milestones")) == (0, True) and run.plan() == plan


def test_a_filled_database_is_left_alone_and_told_what_to_do(run, tmp_path):
    csv_bundle.write(a_plan(), tmp_path / "first")
    run("init", "--from", str(tmp_path / "first"))
    for language, words in (("ko", "이미 KOREA-AI-2026 계획이 있음"), ("en", "already holds the plan KOREA-AI-2026")):
        code, said = run("init", "--from", str(SECOND), "--lang", language)
        assert code == 2 and words in said and "XA-CANALS-2031" in said and "python -m tracker seed --from" in said
    assert run.plan() == a_plan()
    assert run("seed", "--from", str(SECOND))[0] == 0 and run.plan() == csv_bundle.read(SECOND)


def test_a_bad_plan_makes_no_database(run, tmp_path):
    csv_bundle.write(a_plan(), tmp_path / "bad")
    (tmp_path / "bad" / "goals.csv").unlink()
    code, said = run("init", "--from", str(tmp_path / "bad"), "--lang", "en")
    assert code == 2 and "goals.csv: The file is missing" in said and not (tmp_path / "own.sqlite").exists()
    assert run("init", "--from", str(tmp_path / "nowhere"), "--lang", "en")[1].startswith("There is no folder or file")
