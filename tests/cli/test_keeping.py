"""verify, history, backup and restore from the command line, and what the documentation says of them."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_show import run
from tests.services.kept import meddle, with_history
from tracker.cli.commands import app
from tracker.store.engine import engine_for
from tracker.store.schema import migrate

ROOT = Path(__file__).parents[2]
HANGUL = re.compile("[\uac00-\ud7a3]")


@pytest.fixture
def url(tmp_path) -> str:
    url = f"sqlite:///{tmp_path / 'tracker.sqlite'}"
    engine = engine_for(url)
    migrate(engine)
    with_history(engine)
    engine.dispose()
    return url


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_sound_store(url, language, tmp_path):
    head = run(url, "verify", "--head")
    (tmp_path / "head").write_text(head.stdout)
    done = run(url, "verify", "--from", str(tmp_path / "head"), language=language)
    assert done.exit_code == 0 and len(done.stdout.splitlines()) == 7
    assert str(json.loads(head.stdout)["seq"]) in done.stdout and (language == "ko" or not HANGUL.search(done.stdout))


@pytest.mark.parametrize("statement, said", [
    ("UPDATE log SET reason = 'x' WHERE seq = 4", "entry 4"), ("DELETE FROM log WHERE seq = 4", "entry 5"),
    ("UPDATE milestones SET weight = 7 WHERE code = 'M01-01'", "milestone/M01-01 · weight: logged 1, found 7"),
    ("DELETE FROM comments", "comment/N1: logged, but not in the database")])
def test_what_is_wrong_is_named_with_exit_code_one(url, statement, said):
    meddle(engine_for(url), statement)
    done = run(url, "verify", language="en")
    assert done.exit_code == 1 and said in done.stdout and "something is wrong" in done.stdout


def test_a_log_that_was_cut_off(url, tmp_path):
    (tmp_path / "head").write_text(run(url, "verify", "--head").stdout)
    seq = json.loads((tmp_path / "head").read_text())["seq"]
    meddle(engine_for(url), f"DELETE FROM log WHERE seq = {seq}", "DELETE FROM comments")
    assert run(url, "verify").exit_code == 0
    done = run(url, "verify", "--from", str(tmp_path / "head"), language="en")
    assert done.exit_code == 1 and f"entry {seq}" in done.stdout and "cut off" in done.stdout


@pytest.mark.parametrize("words", [("verify", "--from", "/none"), ("restore", "/none"), ("history", "milestone/M99-99"), ("history", "M99-99"), ("history", "x/y/z"),
                                   ("show", "plan", "--known-on", "x"), ("show", "plan", "--known-on", "2026-11-19")])
def test_a_mistake_is_said_with_exit_code_two(url, words):
    done = run(url, *words, language="en")
    assert done.exit_code == 2 and done.stderr.strip() and "Traceback" not in done.output and not HANGUL.search(done.stderr)


@pytest.mark.parametrize("name", ["milestone/M01-01", "M01-01"])
def test_the_history_of_an_object_in_lines(url, name):
    said = run(url, "history", name, language="en").stdout
    assert "Milestone M01-01 (en) → Better words (en)" in said and "console (" in said and "Reason: a slip of the pen" in said
    assert "secret remark" not in said
    assert "secret remark" in run(url, "history", "comment/N1", language="en").stdout


def test_show_says_what_was_known_then(url):
    rows = lambda *words: json.loads(run(url, "show", "milestones", "--format", "json", "--lang", "en", *words).stdout)[0]["title"]  # noqa: E731
    assert rows() == "Better words (en)" and rows("--known-on", "2026-11-21") == "Milestone M01-01 (en)" and rows("--known-on", "2026-11-22") == "Better words (en)"
    assert "as known on 21 Nov 2026" in run(url, "show", "milestones", "--known-on", "2026-11-21", language="en").stdout.replace("\u00a0", " ")


def test_there_and_back_from_the_command_line(url, tmp_path):
    done = run(url, "backup", str(tmp_path / "kept"), language="en")
    assert done.exit_code == 0 and "password hashes" in done.stdout
    file = next((tmp_path / "kept").glob("*.sqlite"))
    refused = run(url, "restore", str(file), language="en")
    assert refused.exit_code == 2 and "--replace" in refused.stderr
    again = run(url, "restore", str(file), "--replace", language="en")
    assert again.exit_code == 0 and "before-restore" in again.stdout and run(url, "verify", "--from", f"{file}.json").exit_code == 0


def test_an_empty_database_is_said(tmp_path):
    for words in (("verify",), ("backup", str(tmp_path / "x")), ("history", "M07-01")):
        done = run(f"sqlite:///{tmp_path / 'empty.sqlite'}", *words, language="en")
        assert done.exit_code == 2 and "python -m tracker init" in done.stderr, words


def test_the_documentation_names_commands_and_options_that_exist():
    known = {command.callback.__name__: command.callback for command in app.registered_commands}
    lines = re.findall(r"^    python -m tracker (.+)$", (ROOT / "tracker/docs/keeping.md").read_text("utf-8"), re.MULTILINE)
    assert {line.split()[0] for line in lines} == {"backup", "verify", "restore", "history", "show"}
    for line in lines:
        command, *words = line.split(" > ")[0].split()
        options = {name for p in __import__("typer").main.get_command(app).commands[command].params for name in p.opts}
        assert command in known and {w for w in words if w.startswith("--")} <= options, line
