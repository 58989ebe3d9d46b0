"""docs/publishing.md names what there is: every command of `release`, the button words of the page, the settings."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from tracker.cli.release import release
from tracker.text import wording

DOCS = (Path(__file__).parent.parent / "tracker/docs/publishing.md").read_text("utf-8")
COMMANDS = get_command(release).commands


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told(name):
    assert re.search(rf"release {name}\b", DOCS)


def test_no_command_or_option_is_told_that_is_not_there():
    for name, rest in re.findall(r"tracker release (\w+)([^`\n]*)", DOCS):
        known = {option for param in COMMANDS[name].params for option in param.opts}
        assert set(re.findall(r"--\w+", rest)) <= known, name


def test_the_words_of_the_page():
    t = wording("ko")
    for key in ("do_open", "do_freeze", "do_approve_first", "do_approve_second", "do_publish", "do_schedule", "do_withdraw"):
        assert t(f"releasing.{key}") in DOCS
