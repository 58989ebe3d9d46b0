"""What a reader sees: the one place that answers it. The public reads what was published, who is signed in the working
plan, and either of them a release where the address names one.

Knows no database. What belongs to the working plan is imported where it is asked for, and on a public site never.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import cache, cached_property
from typing import Any, Protocol

from tracker import config
from tracker.config import Settings, Site, now
from tracker.domain.errors import NotReady
from tracker.domain.plan import Plan
from tracker.domain.release import Issued
from tracker.exchange.coming_release import is_coming
from tracker.exchange.release_folder import Release
from tracker.services.published import Rack
from tracker.services.published_past import PublishedPast, past_of, published_by


@dataclass(frozen=True)
class Standing:
    """How a release stands on the rack: `newest` is the id of what the public sees now, `broken` are the ids of releases
    whose bytes are not what their manifest says; those are not shown. `withdrawn` are those taken back, `unproven` those of them whose mark no trusted key
    signed."""

    newest: str
    broken: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """One state of the plan as one reader sees it. `revision` names it, so that everything derived from it may be kept
    under that name; `day` is the day its pages speak for unless the reader asks for another. `release` is None for the
    working plan. Plan and past are read when they are first asked for."""

    revision: str
    day: date
    load: Callable[[], Plan] = field(repr=False, compare=False)
    remember: Callable[[], Any] = field(repr=False, compare=False)
    release: Release | None = None
    standing: Standing | None = None
    known_on: date | None = None
    list_issued: Callable[[], tuple[Issued, ...]] = field(default=lambda: (), repr=False, compare=False)

    @cached_property
    def issued(self) -> tuple[Issued, ...]:
        """Every release that is out, the oldest first, those taken back too."""
        return self.list_issued()

    @cached_property
    def plan(self) -> Plan:
        return self.load()

    @cached_property
    def past(self) -> Any:
        """What is known of how the plan came to be so; see pages.reader.Past."""
        return self.remember()


class Working(Protocol):
    """The live plan of the store."""

    def revision(self) -> str: ...

    def plan(self, known_on: date | None) -> Plan: ...

    def past(self, known_on: date | None) -> Any: ...

    def zone(self) -> tzinfo | None: ...


@dataclass(frozen=True)
class Editions:
    """`working` is None where this process knows no working plan: then even who claims to be inside reads releases."""

    rack: Rack
    working: Working | None
    today: Callable[[], date]
    now: Callable[[], datetime] = now
    site: Site = Site.BOTH

    def seen(self, inside: bool, release: str = "", known_on: date | None = None) -> Edition:
        """What somebody sees who is signed in, or not. Cheap. Raises NotReady where there is nothing yet, and NotFound for
        a release that is not there and a day before the first one. On an internal site only who is inside sees anything."""
        if self.site is Site.INTERNAL and not inside:
            raise NotReady("error.sign_in_first")
        if inside and self.working and not release:
            return self._live(self.working, known_on)
        return self._published(release, known_on)

    def pulse(self) -> str:
        """What there is now, for who looks whether all is well. Raises NotReady where nothing can be shown: the store holds
        nothing, or the folder no release for the public."""
        if self.working:
            return self.working.revision()
        return str(self.rack.current(self.now()).id)

    def newest(self) -> str:
        """The id of what the public sees now, empty where that is nothing."""
        current = self.rack.shown().current(self.now())
        return str(current.id) if current else ""

    def zone(self) -> tzinfo:
        """The plan's time zone: of the working plan, of what is published where nothing is known of that, UTC before there
        is any plan. Asked on every visit, so of a plan that is held already."""
        known = self.working.zone() if self.working else None
        if known is None:
            current = self.rack.shown().current(self.now())
            known = current.plan.head.zone if current else UTC
        return known

    def _live(self, working: Working, known_on: date | None) -> Edition:
        return Edition(working.revision(), self.today(), lambda: working.plan(known_on), lambda: working.past(known_on), known_on=known_on,
                       list_issued=self._issued)

    def _published(self, name: str, known_on: date | None) -> Edition:
        at, shown = self.now(), self.rack.shown()
        current = shown.current(at)
        if name:
            release = self.rack.named(name, at)
        else:
            newest = shown.newest(at)
            release = published_by(self._lasting(at), known_on) if known_on else newest
        public = shown.public(at)
        standing = Standing(str(current.id) if current else "", tuple(map(str, shown.wrong)), tuple(str(r.id) for r in public if r.withdrawn),
                            tuple(str(r.id) for r in public if r.unproven))
        return Edition(_named(release, standing), release.manifest.as_of, lambda: release.plan, lambda: self._past(release, at), release, standing, known_on,
                       self._issued)

    def _issued(self) -> tuple[Issued, ...]:
        out = (r for r in self.rack.shown().public(self.now()) if not is_coming(r))
        return tuple(Issued(r.manifest, r.manifest_sha256, r.withdrawn) for r in out)

    def _lasting(self, at: datetime) -> tuple[Release, ...]:
        """Everything published and not taken back, in the order of publication."""
        return tuple(r for r in self.rack.shown().public(at) if not r.withdrawn)

    def _past(self, release: Release, at: datetime) -> PublishedPast:
        before = tuple(r for r in self._lasting(at) if _order(r) < _order(release))
        return past_of((*before, release))


def _named(release: Release, standing: Standing) -> str:
    """Changes with everything a page says of its release."""
    return f"{release.id} {release.manifest_sha256[:16]} {int(release.withdrawn)} {standing.newest} {' '.join((*standing.broken, *standing.withdrawn, *standing.unproven))}".strip()


def _order(release: Release) -> tuple:
    return release.manifest.published_at, release.id.order


def today(settings: Settings) -> date:
    """The day the pages speak for unless the reader asks for another: the fixed one, else the one it is in the plan's zone."""
    return settings.as_of or config.today(settings, editions_of(settings).zone())


@cache
def editions_of(settings: Settings) -> Editions:
    """The editions of a process with these settings, one for all who read."""
    return Editions(Rack(settings.releases, settings.trusted_keys), _working(settings), lambda: today(settings), site=settings.site)


def _working(settings: Settings) -> Working | None:
    """The working plan of the store; on a public site nothing of it is even imported."""
    if settings.site is Site.PUBLIC:
        return None
    from tracker.services.working import StoredPlan

    return StoredPlan(settings.database_url)
