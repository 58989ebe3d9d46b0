"""Streamlit's effective options: the shipped file is safe, and every dangerous value is refused in one line."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.serving import free_port
from tracker.server.safety import REQUIRED, insist, wrong_options

ROOT = Path(__file__).resolve().parents[2]
GOOD = {name: wanted for name, wanted, _ in REQUIRED}


def test_the_required_values_pass():
    assert wrong_options(GOOD.get) == []
    insist(GOOD.get)


@pytest.mark.parametrize("name", GOOD)
def test_each_other_value_is_refused_in_one_line(name, capsys):
    with pytest.raises(SystemExit) as left:
        insist((GOOD | {name: "other"}).get)
    said = capsys.readouterr().err
    assert left.value.code == 2 and said.count("\n") == 1 and name in said


def test_the_shipped_file_sets_what_streamlit_would_not():
    shipped = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert shipped["client"]["showErrorDetails"] == "none"
    assert shipped["browser"]["gatherUsageStats"] is False
    assert shipped["runner"]["postScriptGC"] is False
    assert shipped["server"]["fileWatcherType"] == "none"


@pytest.mark.slow
def test_a_dangerous_value_from_outside_stops_the_start():
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--client.showErrorDetails=full", f"--server.port={free_port()}"]
    run = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False, timeout=60)
    assert run.returncode == 2
    assert run.stderr.strip().startswith(".streamlit/config.toml: client.showErrorDetails must be 'none'")
    assert "Traceback" not in run.stderr
