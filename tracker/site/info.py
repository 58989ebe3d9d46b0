"""What every file of a release says of the release it belongs to."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.publishing import Contents
from tracker.domain.release import Manifest, ReleaseId, ReleaseKind
from tracker.domain.words import Bilingual


@dataclass(frozen=True)
class ReleaseInfo:
    """`address` is the root of the public site, empty where it is not known; `key` the fingerprint of the key the release
    is signed with, empty where it is unsigned."""

    id: ReleaseId
    kind: ReleaseKind
    as_of: date
    published_at: datetime
    notice: Bilingual
    previous: ReleaseId | None = None
    address: str = ""
    key: str = ""


def info_of(contents: Contents) -> ReleaseInfo:
    return of_manifest(contents.manifest, contents.address)


def of_manifest(m: Manifest, address: str) -> ReleaseInfo:
    """What a release says of itself, on a site at `address`."""
    return ReleaseInfo(m.id, m.kind, m.as_of, m.published_at, m.notice, m.previous and m.previous.id, address, m.key)
