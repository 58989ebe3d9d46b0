"""Help: every status has its line, and what the documents tell people to open or type exists."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.builders import a_plan
from tracker.domain.schedule import SHOWN
from tracker.pages.reader import read_address
from tracker.text import wording
from tracker.views import help as views
from tracker.views.datasets import datasets
from tracker.views.pages import BY_KEY, PAGES

ROOT = Path(__file__).parents[2]
DOCS = {language: (ROOT / "tracker/docs" / f"help.{language}.md").read_text("utf-8") for language in ("ko", "en")}
KEPT_QUERY = tuple(read_address("overview", {}, "ko", date(2026, 11, 22))[0].kept)
LANGUAGES = pytest.mark.parametrize("language", ["ko", "en"])


@LANGUAGES
def test_every_status_has_a_meaning(language):
    found = views.statuses(a_plan(), wording(language))
    assert [s["status"] for s in found] == list(SHOWN) and all(s["meaning"] for s in found)
    assert sum("184" in s["meaning"] for s in found) == 3, "the window is the plan's own number"
    assert views.facts(a_plan(), date(2026, 11, 22), wording(language), {}).lines


@LANGUAGES
def test_links_lead_to_pages_that_exist(language):
    links = re.findall(r"\]\(([^)]+)\)", DOCS[language])
    assert len(links) >= 7
    assert all(address.removeprefix("page:") in BY_KEY for address in links if address.startswith("page:"))


@LANGUAGES
def test_addresses_open_a_page_with_parameters_it_takes(language):
    by_path = {page.path: page for page in PAGES}
    addresses = [urlsplit(code) for code in re.findall(r"`([/?][^`]*)`", DOCS[language])]
    assert len(addresses) >= 7
    for address in addresses:
        known = set(KEPT_QUERY) | set(by_path[address.path].takes if address.path else ())
        assert {name for name, _ in parse_qsl(address.query)} <= known, address


@LANGUAGES
def test_downloads_exist_and_take_their_filters(language):
    found = [urlsplit(x) for x in re.findall(r'curl "([^"]+)"', DOCS[language])]
    assert found
    for address in found:
        key, form = address.path.removeprefix("/data/").split(".")
        assert form in ("csv", "json") and {n for n, _ in parse_qsl(address.query)} <= {*datasets()[key].filters, *KEPT_QUERY}


@LANGUAGES
def test_both_languages_have_the_same_parts(language):
    parts = re.findall(r"\{#([\w-]+)\}", DOCS[language])
    assert parts == ["reading", "answers", "addresses", "cite", "verify", "keyboard", "accessibility", "mistake"]


COMMANDS = sorted({line.strip() for text in DOCS.values() for line in text.splitlines() if line.startswith("    python -m tracker")})


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(command, tmp_path):
    environment = {"PATH": "/usr/bin:/bin", "TRACKER_DATABASE_URL": f"sqlite:///{tmp_path / 'help.sqlite'}", "TRACKER_AS_OF": "2026-11-22"}
    run = lambda words: subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: E731
    assert run(["-m", "tracker", "init"]).returncode == 0
    done = run(command.split()[1:])
    assert done.returncode == 0 and done.stdout.strip(), done.stderr
