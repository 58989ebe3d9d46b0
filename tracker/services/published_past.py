"""How the published plan came to be what it is: what each release says otherwise than the one before it.

Read from the releases alone. The first one counts as an import: nothing published says how it came about.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cached_property
from typing import Protocol

from tracker.domain.actors import Role
from tracker.domain.days import day_of
from tracker.domain.errors import NotFound
from tracker.domain.history import IMPORT, Step
from tracker.domain.plan import Plan
from tracker.domain.records import FieldChange, Records, differences, records, root_of
from tracker.domain.release import Manifest
from tracker.exchange.release_folder import Release
from tracker.kept import Kept

PUBLISHED = "release:publish"
SOURCE = "source/"  # sources come and go with what names them
PER_RELEASE = 1_000_000  # room for the steps of one release between the numbers of two
PASTS_KEPT = 8


@dataclass(frozen=True)
class Brought:
    """A release that brought a whole plan: on which day, and how many objects."""

    on: date
    objects: int


class Issue(Protocol):
    """What was published once: a release of the folder, or one as the store knows it."""

    @property
    def manifest(self) -> Manifest: ...

    @property
    def plan(self) -> Plan: ...


@dataclass(frozen=True)
class Printed:
    """A release as the store knows it; its manifest names no file."""

    manifest: Manifest
    plan: Plan


@dataclass(frozen=True)
class PublishedPast:
    """`releases` are those published up to the one that is read, that one last; at least one."""

    releases: tuple[Issue, ...] = field(repr=False)

    @property
    def manifests(self) -> tuple[Manifest, ...]:
        """What each of them says of itself, the oldest first."""
        return tuple(release.manifest for release in self.releases)

    @property
    def zone(self) -> tzinfo:
        """In which all days are told: the one the plan names as it is read."""
        return self.releases[-1].plan.head.zone

    @property
    def begins(self) -> date:
        return published_on(self.releases[0], self.zone)

    def plan(self, on: date | None) -> Plan:
        """As published at the end of `on`, or in the release that is read. Raises NotFound before the first release."""
        return (self.releases[-1] if on is None else published_by(self.releases, on)).plan

    def steps(self, *roots: str) -> tuple[Step, ...]:
        found = [self._first(root) for root in roots if root in self._brought]
        found += [step for steps in self._later for root in roots for step in steps.get(root, ())]
        return tuple(sorted(found, key=lambda step: step.seq))

    def recorded(self, first: date, last: date) -> tuple[Step, ...]:
        found = (step for steps in self._later for parts in steps.values() for step in parts)
        return tuple(s for s in found if first <= s.on <= last and not s.key.startswith(SOURCE))

    def imports(self, first: date, last: date) -> tuple[Brought, ...]:
        return (Brought(self.begins, len(self._brought)),) if first <= self.begins <= last else ()

    @cached_property
    def _brought(self) -> dict[str, Records]:
        """What the first release holds, by object."""
        found: defaultdict[str, Records] = defaultdict(dict)
        for key, record in records(self.releases[0].plan).items():
            found[root_of(key)][key] = record
        return dict(found)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {root: place for place, root in enumerate(self._brought, 1)}

    @cached_property
    def _later(self) -> tuple[dict[str, tuple[Step, ...]], ...]:
        """The steps of every release but the first, by object."""
        states = [records(release.plan) for release in self.releases]
        return tuple(_steps(after, n, differences(states[n - 1], states[n]), self.zone) for n, after in enumerate(self.releases) if n)

    def _first(self, root: str) -> Step:
        return _step(self.releases[0], self._places[root], IMPORT, root, 1, tuple(differences({}, self._brought[root])), self.zone)


_pasts = Kept(PASTS_KEPT)


def past_of(releases: tuple[Release, ...]) -> PublishedPast:
    """The past of these releases, worked out once however many ask."""
    return _pasts.of(tuple(release.manifest_sha256 for release in releases), lambda: PublishedPast(releases))


def _steps(release: Issue, n: int, changes: Iterable[FieldChange], zone: tzinfo) -> dict[str, tuple[Step, ...]]:
    by_root: defaultdict[str, list[FieldChange]] = defaultdict(list)
    for change in changes:
        by_root[root_of(change.key)].append(change)
    return {root: (_step(release, n * PER_RELEASE + i, PUBLISHED, root, n + 1, tuple(found), zone),) for i, (root, found) in enumerate(by_root.items())}


def _step(release: Issue, seq: int, action: str, root: str, version: int, changes: tuple[FieldChange, ...], zone: tzinfo) -> Step:
    return Step(seq, release.manifest.published_at.astimezone(zone), Role.PUBLISHER, action, root, version, changes, "", "")


def published_on(release: Issue, zone: tzinfo) -> date:
    """The day on which it was published."""
    return day_of(release.manifest.published_at, zone)


def published_by(releases: tuple[Release, ...], day: date) -> Release:
    """The newest of them, the oldest first, that was out by the end of the day; NotFound where none was."""
    zone = releases[-1].plan.head.zone if releases else None
    out = [release for release in releases if published_on(release, zone) <= day]
    if not out:
        raise NotFound("error.nothing_published_then", day=day, first=published_on(releases[0], zone) if releases else None)
    return out[-1]
