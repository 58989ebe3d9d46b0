"""A release: a folder of files nobody can silently change. Its manifest names every file by its SHA-256, the release
before it by the SHA-256 of that one's manifest, and the head of the log it was built from.

The manifest is canonical JSON: the same content gives the same bytes on every machine.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tracker.domain.log import Head
from tracker.domain.periods import Period, quarter_of
from tracker.domain.words import NOTHING, Bilingual
from tracker.domain.workspace import ReleaseKind

MANIFEST, SIGNATURE, PUBLIC_KEY, PLAN = "manifest.json", "manifest.sig", "public_key.txt", "plan.json"
FORMAT = 1  # of the manifest; raised when a reader of the present one could not read it any more
_ID = re.compile(r"(\d{4})Q([1-4])-r([1-9]\d{0,3})")
_PATH = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")


class Flaw(StrEnum):
    """What can be wrong with a release."""

    NO_MANIFEST = "no_manifest"
    BAD_MANIFEST = "bad_manifest"
    MISSING = "missing"
    ALTERED = "altered"
    UNNAMED = "unnamed"
    UNSIGNED = "unsigned"
    BAD_SIGNATURE = "bad_signature"
    OTHER_KEY = "other_key"
    BROKEN_CHAIN = "broken_chain"
    WRONG_NAME = "wrong_name"


@dataclass(frozen=True)
class ReleaseId:
    """`2026Q3-r1`: the quarter it speaks for and its revision."""

    year: int
    quarter: int
    revision: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.quarter}-r{self.revision}"

    @property
    def order(self) -> tuple[int, int, int]:
        return self.year, self.quarter, self.revision

    @property
    def period(self) -> Period:
        return quarter_of(date(self.year, 3 * self.quarter - 2, 1))


@dataclass(frozen=True)
class Named:
    """A file of a release: SHA-256 as hex, size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Previous:
    id: ReleaseId
    manifest: str  # SHA-256 of its manifest.json


@dataclass(frozen=True)
class Manifest:
    """`as_of` is the day the pages of the release speak for, `published_at` the instant it was decided on. `head` is the
    end of the log the release was built from, `key` the fingerprint of the key it is signed with, empty if unsigned."""

    id: ReleaseId
    kind: ReleaseKind
    plan: str
    as_of: date
    published_at: datetime
    head: Head
    files: Mapping[str, Named]
    previous: Previous | None = None
    notice: Bilingual = NOTHING
    key: str = ""


@dataclass(frozen=True)
class Issued:
    """A release as everybody may know of it; `sha256` is that of its manifest, empty where that is not known."""

    manifest: Manifest
    sha256: str = ""
    withdrawn: bool = False


def release_id(text: str) -> ReleaseId:
    """The id written as `2026Q3-r1`; ValueError otherwise."""
    found = _ID.fullmatch(text)
    if not found:
        raise ValueError(text)
    return ReleaseId(*map(int, found.groups()))


def next_id(quarter: Period, held: Iterable[ReleaseId]) -> ReleaseId:
    """The id of the next release that speaks for `quarter`."""
    year, number = quarter.year, quarter.quarter
    revisions = [r.revision for r in held if (r.year, r.quarter) == (year, number)]
    return ReleaseId(year, number, max(revisions, default=0) + 1)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def manifest_bytes(manifest: Manifest) -> bytes:
    """The one way a manifest is written."""
    previous = manifest.previous
    said = {
        "format": FORMAT, "id": str(manifest.id), "kind": manifest.kind.value, "plan": manifest.plan,
        "as_of": manifest.as_of.isoformat(), "published_at": manifest.published_at.isoformat(timespec="seconds"),
        "log": {"seq": manifest.head.seq, "hash": manifest.head.hash},
        "previous": previous and {"id": str(previous.id), "manifest": previous.manifest},
        "notice": {"ko": manifest.notice.ko, "en": manifest.notice.en}, "key": manifest.key,
        "files": {path: {"sha256": f.sha256, "size": f.size} for path, f in sorted(manifest.files.items())},
    }
    return (json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest in `content`; ValueError where it is none, is of another format, or names a file outside its folder."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT:
            raise ValueError("format")
        previous = said["previous"]
        manifest = Manifest(
            release_id(said["id"]), ReleaseKind(said["kind"]), _text(said["plan"]), date.fromisoformat(said["as_of"]),
            _instant(said["published_at"]), Head(_whole(said["log"]["seq"]), _text(said["log"]["hash"])),
            {_inside(path): Named(_text(f["sha256"]), _whole(f["size"])) for path, f in said["files"].items()},
            previous and Previous(release_id(previous["id"]), _text(previous["manifest"])),
            Bilingual(_text(said["notice"]["ko"]), _text(said["notice"]["en"])), _text(said["key"]))
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as problem:
        raise ValueError(str(problem)) from None
    if manifest_bytes(manifest) != content:
        raise ValueError("not canonical")
    return manifest


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError(given)
    return given


def _whole(given: object) -> int:
    if type(given) is not int or given < 0:
        raise TypeError(given)
    return given


def _instant(given: str) -> datetime:
    """An instant, so one that says how far its clock is from UTC."""
    at = datetime.fromisoformat(given)
    if at.tzinfo is None:
        raise ValueError(given)
    return at


def _inside(path: str) -> str:
    if not _PATH.fullmatch(path) or ".." in path.split("/"):
        raise ValueError(path)
    return path
