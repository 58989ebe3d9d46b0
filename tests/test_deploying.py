"""The page on deploying names settings, commands and files that exist, and everything a public process refuses; what it types
into a shell does what it says."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.nginx import MARK, around, nginx_program
from tests.serving import free_port
from tracker.cli import commands, public
from tracker.config import INSIDE, ROOT, Site, read_settings
from tracker.exchange.signing import new_key, public_of

TEXT = (ROOT / "tracker" / "docs" / "deploying.md").read_text("utf-8")
CONFIG = (ROOT / "tracker" / "config.py").read_text("utf-8")


def block(title: str) -> dict[str, str]:
    """The settings a part of the page gives."""
    part = re.search(rf"^## {title}$(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL).group(1)
    return dict(re.findall(r"^    (TRACKER_[A-Z_]+)=(.+)$", part, re.MULTILINE))


def names(app) -> set[str]:
    return {(c.name or c.callback.__name__).replace("_", "-") for c in app.registered_commands} | {g.name for g in app.registered_groups}


def test_every_setting_it_names_is_read():
    asked = set(re.findall(r"TRACKER_[A-Z_]+", TEXT))
    assert asked and [name for name in asked if f'"{name}"' not in CONFIG] == []


def test_both_sites_start_with_what_it_gives(tmp_path):
    key = tmp_path / "release.key"
    key.write_text("x")
    internal = read_settings(block("The internal site") | {"TRACKER_RELEASE_KEY": str(key)})
    shown = read_settings(block("The public site") | {"TRACKER_TRUSTED_KEYS": public_of(new_key())})
    assert (internal.site, shown.site) == (Site.INTERNAL, Site.PUBLIC)
    assert internal.releases == shown.releases == Path("/srv/tracker/releases") and internal.address == shown.address
    assert not set(block("The public site")) & set(INSIDE) and not shown.database_url


def test_it_names_everything_a_public_process_refuses():
    said = re.search(r"It refuses to start.*?\. It loads", TEXT, re.DOTALL).group(0)
    assert set(re.findall(r"TRACKER_[A-Z_]+", said)) == set(INSIDE)


def test_every_command_and_file_exists():
    assert set(re.findall(r"python -m tracker ([a-z-]+)", TEXT)) <= names(commands.app)
    assert names(public.app) == {"serve", "report", "verify-release"}
    for path in re.findall(r"`((?:tracker|tests)/[\w./]+)`", TEXT):
        assert (ROOT / path).exists(), path


SED = [shlex.split(line.partition(" > ")[0]) for line in re.findall(r"^    (sed .+)$", TEXT, re.MULTILINE)]


@pytest.mark.parametrize("words", SED, ids=lambda words: Path(words[-1]).name)
def test_what_it_sets_is_marked_and_nginx_takes_it(tmp_path, words):
    """Run as it stands; only the addresses are made ones that anybody may listen at."""
    shipped = (ROOT / words[-1]).read_text("utf-8").splitlines()
    made = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    changed = [line for line, new in zip(shipped, made.splitlines(), strict=True) if line != new]
    assert len(changed) == words.count("-e") and all(MARK in line for line in changed)
    listening = re.sub(r"listen [0-9.:]+;", f"listen 127.0.0.1:{free_port()};", made).replace("/srv/cache/tracker", str(tmp_path / "kept"))
    (tmp_path / "nginx.conf").write_text(around(tmp_path, listening), "utf-8")
    done = subprocess.run([nginx_program(), "-t", "-p", str(tmp_path), "-e", str(tmp_path / "log"), "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True)
    assert done.returncode == 0 and "warn" not in done.stderr, done.stderr


def test_every_configuration_that_is_shipped_is_told_of():
    assert {words[-1] for words in SED} == {p.relative_to(ROOT).as_posix() for p in (ROOT / "tracker/site").glob("nginx*.conf")}


def test_what_a_copy_leaves_out_is_never_part_of_a_release(tmp_path):
    """Half-written releases and the lock begin with a dot; withdrawal is noted beside a release and is copied."""
    (command,) = re.findall(r"^    (rsync .+public:\S+)$", TEXT, re.MULTILINE)
    assert "--exclude '.*'" in command and not any(name.startswith(".") for name in ("2026Q4-r1", "2026Q4-r1.withdrawn"))
