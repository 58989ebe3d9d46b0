"""The page on deploying names settings, commands and files that exist, and everything a public process refuses."""

import re
from pathlib import Path

from tracker.cli import commands, public
from tracker.config import INSIDE, ROOT, Site, read_settings

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
    shown = read_settings(block("The public site"))
    assert (internal.site, shown.site) == (Site.INTERNAL, Site.PUBLIC)
    assert internal.releases == shown.releases == Path("/srv/tracker/releases") and internal.address == shown.address
    assert not set(block("The public site")) & set(INSIDE) and not shown.database_url


def test_it_names_everything_a_public_process_refuses():
    said = re.search(r"It refuses to start.*?\. It loads", TEXT, re.DOTALL).group(0)
    assert set(re.findall(r"TRACKER_[A-Z_]+", said)) == set(INSIDE)


def test_every_command_and_file_exists():
    assert set(re.findall(r"python -m tracker ([a-z-]+)", TEXT)) <= names(commands.app)
    assert names(public.app) == {"serve", "verify-release"}
    for path in re.findall(r"`((?:tracker|tests)/[\w./]+)`", TEXT):
        assert (ROOT / path).exists(), path
