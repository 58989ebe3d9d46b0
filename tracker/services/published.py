"""Reading what was published: the sound releases of a folder, and which one the public sees now.

Needs nothing but the files: this module and what it imports know no database. A release whose bytes are not what its
manifest says is never shown; the one before it stays, and `wrong` says so.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import time_ns

from tracker.domain.errors import NotFound, NotReady
from tracker.domain.release import PLAN, Flaw, ReleaseId, release_id
from tracker.exchange.coming_release import coming
from tracker.exchange.release_folder import Finding, Release, ids, read_release, signer
from tracker.exchange.signing import fingerprint

TICK = 2_000_000_000  # nanoseconds within which two changes of a folder may bear the same time


@dataclass(frozen=True)
class Shown:
    """What a folder holds: sound releases by id, the oldest first, and what is wrong with the others."""

    releases: Mapping[ReleaseId, Release]
    wrong: Mapping[ReleaseId, tuple[Finding, ...]]

    def current(self, at: datetime) -> Release | None:
        """The newest that is neither withdrawn nor still to come at `at`."""
        due = [r for r in self.releases.values() if not r.withdrawn and r.manifest.published_at <= at]
        return max(due, key=lambda r: (r.manifest.published_at, r.id.order), default=None)

    def newest(self, at: datetime) -> Release:
        """What the public sees at `at`. Raises NotReady where that is nothing, by what stands in the way."""
        found = self.current(at)
        if found is None:
            raise NotReady(self._nothing())
        return found

    def _nothing(self) -> str:
        if any(f.flaw is Flaw.OTHER_KEY for findings in self.wrong.values() for f in findings):
            return "error.no_trusted_release"
        return "error.no_sound_release" if self.wrong else "error.no_release"

    def public(self, at: datetime) -> tuple[Release, ...]:
        """Everything ever shown by `at`, withdrawn ones too, in the order of publication."""
        out = (r for r in self.releases.values() if r.manifest.published_at <= at)
        return tuple(sorted(out, key=lambda r: (r.manifest.published_at, r.id.order)))


@dataclass
class Rack:
    """The releases of `folder`, read once and again when the folder changes; safe to ask from many threads. A release is
    checked byte for byte when it is first seen; one that was sound stays sound here, because it is held, not read again.
    Where public keys are `trusted` (parted by spaces), only what is signed with one of them is sound."""

    folder: Path
    trusted: str = ""
    _shown: Shown = field(default_factory=lambda: Shown({}, {}))
    _mark: tuple = ()
    _settled: bool = False  # the folder's time of change alone tells the next one
    _lock: Lock = field(default_factory=Lock)

    def shown(self) -> Shown:
        mark = self._state()
        if mark == self._mark:
            return self._shown
        with self._lock:
            mark = self._state()
            if mark != self._mark:
                self._shown, self._mark, self._settled = self._read(), mark, self._is_old(mark[0])
            return self._shown

    def at_once(self) -> Shown | None:
        """`shown` where that needs no reading, else None: for those who must not keep others waiting."""
        if self._settled and self._changed_at() == self._mark[0]:
            return self._shown
        if self._state() != self._mark:
            return None
        self._settled = self._is_old(self._mark[0])
        return self._shown

    @staticmethod
    def _is_old(changed_at: int) -> bool:
        """Whether every change from now on bears another time than that one."""
        return 0 < changed_at < time_ns() - TICK

    def _changed_at(self) -> int:
        try:
            return os.stat(self.folder).st_mtime_ns
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def _state(self) -> tuple[int, tuple[str, ...]]:
        """Changes whenever a release comes, goes or is withdrawn: the folder's own time of change and its names."""
        try:
            return os.stat(self.folder).st_mtime_ns, tuple(sorted(os.listdir(self.folder)))
        except (FileNotFoundError, NotADirectoryError):
            return (0, ())

    def _read(self) -> Shown:
        sound, wrong = {}, {}
        for id in ids(self.folder):
            release, findings = read_release(self.folder, id, self.trusted)
            held = self._shown.releases.get(id)
            if release is not None and held == release:
                sound[id] = held
            elif release is not None and _held_whole(release):
                sound[id] = release
            else:
                wrong[id] = findings or (Finding(Flaw.ALTERED, PLAN),)
        if not sound and not wrong and not self.trusted and (announced := coming(self.folder)) and _held_whole(announced):
            sound[announced.id] = announced  # shown until the release itself is written; its files are asked for in vain
        return Shown(sound, wrong)

    def current(self, at: datetime) -> Release:
        """What the public sees at `at`. Raises NotReady where that is nothing."""
        return self.shown().newest(at)

    def why_nothing(self) -> str:
        """For the log: the releases that are not shown, what is wrong with each, and the print of the key it says it is
        signed with, beside those that are trusted."""
        trusted = " ".join(fingerprint(key) for key in self.trusted.split())
        found = [f"{id}: {' '.join(sorted({f.flaw for f in findings}))}, key {signer(self.folder, id) or 'none'}"
                 for id, findings in self.shown().wrong.items()]
        return "; ".join([*found, f"trusted {trusted}"] if trusted else found)

    def named(self, text: str, at: datetime) -> Release:
        """The release `2026Q3-r1`. Raises NotFound for one that is not there, not sound or not out yet."""
        try:
            return next(r for r in self.shown().public(at) if r.id == release_id(text))
        except (ValueError, StopIteration):
            raise NotFound("error.no_such_release", id=text[:40]) from None


def _held_whole(release: Release) -> bool:
    """Reads the plan now, while its bytes are known to be right: whoever is shown the release needs no file of it later."""
    try:
        return bool(release.plan)
    except (OSError, ValueError):
        return False


def published_evidence(rack: Rack, sha256: str, at: datetime) -> tuple[str, bytes]:
    """Name and content of an evidence file some release shows that was not taken back. Raises NotFound."""
    begins = f"evidence/{sha256}"
    for release in reversed(rack.shown().public(at)):
        path = next((path for path in release.manifest.files if path.rpartition(".")[0] == begins or path == begins), None)
        if path and not release.withdrawn:
            return _name_in(release, sha256) or path.rpartition("/")[2], release.content(path)
    raise NotFound("evidence.none")


def _name_in(release: Release, sha256: str) -> str:
    return next((e.file_name for m in release.plan.milestones for e in m.evidence if e.file == sha256), "")
