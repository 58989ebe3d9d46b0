"""A new site shows its plan at once, under the id its first release will bear; the release then takes that place, whoever
dies, starts twice or publishes in between."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import words
from tests.releases import published as put_there
from tests.services.desk import a_desk, two_ministries
from tests.services.first_release_worker import AT, DAY, settings_of
from tests.services.press import small
from tests.serving import ROOT
from tracker.domain.errors import NotReady
from tracker.domain.publication import published
from tracker.domain.release import PLAN, release_id
from tracker.exchange.coming_release import COMING, coming, is_coming, taken
from tracker.exchange.release_folder import ids, read_release
from tracker.services.first_release import announce_first, is_first, write_first, write_quickly
from tracker.services.published import Rack
from tracker.services.reading import edition
from tracker.site.files import build, build_at_once

LATER = AT + timedelta(days=3)


@pytest.fixture
def house(engine, tmp_path):
    """A store that holds a plan and nothing published, and the settings of a site over it."""
    desk = a_desk(engine, two_ministries())
    return desk, settings_of(engine.url.render_as_string(hide_password=False), tmp_path / "releases")


def write(settings, build=small, at=AT):
    return write_first(settings, at, DAY, build_at_once, build)


def test_the_plan_is_seen_at_once_and_the_release_takes_its_place(house):
    desk, settings = house
    told = announce_first(settings, AT, DAY, build_at_once)
    rack = Rack(settings.releases)
    shown = rack.current(AT)
    assert is_coming(shown) and shown.plan == published(edition(desk.engine).plan) and ids(settings.releases) == ()
    assert str(shown.id) == "2026Q4-r1" and taken(settings.releases) == (shown.id,), "nobody else may take that id"
    made = write(settings, at=LATER)
    seen = rack.current(AT)
    assert seen.manifest_sha256 == made.manifest_sha256 and not is_coming(seen) and not (settings.releases / COMING).exists()
    assert (made.id, made.manifest.as_of, made.manifest.published_at) == (told.id, told.manifest.as_of, told.manifest.published_at)
    assert made.manifest.files[PLAN] == told.manifest.files[PLAN], "byte for byte what visitors read before"
    assert not is_first(settings)


def test_it_is_announced_once(house):
    _, settings = house
    first, again = announce_first(settings, AT, DAY, build_at_once), announce_first(settings, LATER, DAY, build_at_once)
    assert first.manifest_sha256 == again.manifest_sha256


def test_nothing_anybody_typed_is_in_it(house):
    desk, settings = house
    milestone = edition(desk.engine).plan.milestones[0]
    desk.put(replace(milestone, title=words("TYPED-77")))
    assert b"TYPED-77" not in (announce_first(settings, AT, DAY, build_at_once).folder / PLAN).read_bytes()
    made = write(settings)
    assert not [f for f in made.folder.rglob("*") if f.is_file() and b"TYPED-77" in f.read_bytes()]


def test_who_fails_leaves_the_announcement_and_nothing_else(house):
    _, settings = house

    def failing(contents):
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        write(settings, failing)
    assert coming(settings.releases) and ids(settings.releases) == () and is_first(settings)
    assert write(settings).id == release_id("2026Q4-r1")


def test_what_was_published_meanwhile_stands(house):
    desk, settings = house

    def overtaken(contents):
        put_there(settings.releases, contents.plan, release_id("2026Q4-r2"))
        return small(contents)

    with pytest.raises(NotReady, match="error_seeded"):
        write(settings, overtaken)
    assert [str(id) for id in ids(settings.releases)] == ["2026Q4-r2"] and not (settings.releases / COMING).exists()
    with pytest.raises(NotReady, match="error_seeded"):
        announce_first(settings, AT, DAY, build_at_once)
    assert write_quickly(settings, AT, DAY, build_at_once) is None


def test_one_is_killed_and_the_one_who_waited_goes_on(sqlite_engine, tmp_path):
    a_desk(sqlite_engine, two_ministries())
    url, folder = sqlite_engine.url.render_as_string(hide_password=False), tmp_path / "releases"

    def started(how: str) -> subprocess.Popen:
        process = subprocess.Popen((sys.executable, "-m", "tests.services.first_release_worker", how, url, str(folder)),
                                   cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "begun\n"
        return process

    with started("stop") as one:
        assert one.stdout.readline() == "building\n"
        with started("go") as other:
            assert coming(folder) and ids(folder) == ()
            one.kill()
            assert other.communicate(timeout=120)[0] == "2026Q4-r1\n"
    release, findings = read_release(folder, release_id("2026Q4-r1"))
    assert release is not None and all(f.flaw == "unsigned" for f in findings) and not (folder / COMING).exists()


def test_any_database_gives_the_same_bytes(house, sqlite_engine, tmp_path):
    """With every file a release has: of this database, of another one, and made twice."""
    _, settings = house
    a_desk(sqlite_engine, two_ministries())
    other = settings_of(sqlite_engine.url.render_as_string(hide_password=False), tmp_path / "elsewhere")
    one, two = write(settings, build), write(other, build)
    assert one.manifest_sha256 == two.manifest_sha256 and {"index.html", "en/published.html", "data/plan.sqlite", "feeds/changes.atom"} <= set(one.manifest.files)
