"""The first release of a new site: the plan as delivered, before anybody typed anything.

Visitors see that plan within a second, announced as the release to come; the release itself, with every file, takes some
seconds more to write and then takes its place: the same id, day, time and plan. Whoever dies on the way leaves the
announcement, and whoever comes next goes on from it.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from tracker.config import Settings
from tracker.domain.errors import NotReady
from tracker.domain.publishing import Contents
from tracker.exchange.coming_release import announce, coming, forget
from tracker.exchange.release_folder import Release, holding, ids, write_release
from tracker.services.printing import Build, Press, delivered, press_of, seed_contents
from tracker.services.reading import internal
from tracker.store.engine import engine_for

WRITING = ".writing-first"  # locked while somebody writes the first release


def is_first(settings: Settings) -> bool:
    """Whether nothing ever was published: neither in the folder nor by what the store says."""
    return not ids(settings.releases) and not _published(settings)


def announce_first(settings: Settings, at: datetime, day: date, quick: Build) -> Release:
    """What visitors see until the first release is there: the plan as delivered, announced now unless it is already. `at`
    and `day` are those of the release. Raises NotReady where something was published."""
    press = press_of(settings, quick)
    with holding(press.folder):
        _require_first(settings)
        return _announced(settings, press, seed_contents(delivered(engine_for(settings.database_url)), day, at, press))


def _announced(settings: Settings, press: Press, contents: Contents) -> Release:
    held = coming(press.folder)
    if held and held.plan == contents.plan and held.manifest.key == contents.manifest.key:
        return held
    return announce(press.folder, contents.manifest, press.build(contents), press.private_key)


def write_first(settings: Settings, at: datetime, day: date, quick: Build, build: Build) -> Release:
    """The first release as it was announced, with every file. One process at a time works at it; the others wait, and are
    told that it is there. Raises NotReady where something was published."""
    press = press_of(settings, build)
    with _working(settings):
        told = announce_first(settings, at, day, quick)
        contents = seed_contents(told.plan, told.manifest.as_of, told.manifest.published_at, press)
        files = build(contents)
        with holding(press.folder):
            _require_first(settings)
            made = write_release(press.folder, contents.manifest, files, press.private_key)
            forget(press.folder)
    return made


def write_quickly(settings: Settings, at: datetime, day: date, quick: Build) -> Release | None:
    """A first release of what `quick` makes and nothing else, for a site that is only tried out; None where there is one."""
    if not is_first(settings):
        return None
    press = press_of(settings, quick)
    with holding(press.folder):
        if not is_first(settings):  # another process was faster
            return None
        contents = seed_contents(delivered(engine_for(settings.database_url)), day, at, press)
        return write_release(press.folder, contents.manifest, quick(contents), press.private_key)


def _published(settings: Settings) -> list[str]:
    return [d.code for d in internal(engine_for(settings.database_url)).workspace.releases if not d.under_way]


def _require_first(settings: Settings) -> None:
    """The caller holds the folder."""
    if gone := [*map(str, ids(settings.releases)), *_published(settings)]:
        forget(settings.releases)
        raise NotReady("releasing.error_seeded", id=gone[-1])


@contextmanager
def _working(settings: Settings) -> Iterator[None]:
    """Whoever waits here costs nothing, and goes on where whoever worked has died."""
    settings.releases.mkdir(parents=True, exist_ok=True)
    with (settings.releases / WRITING).open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
