"""How a release comes about: a cycle is opened, the plan frozen, checked, approved by two people, published, withdrawn.

Approvals hold for one content. Whatever becomes public later than they were given makes them void, because what was
approved and what would be published are compared, not moments.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from tracker.domain.errors import NotAllowed, NotReady, TrackerError
from tracker.domain.json_values import Json
from tracker.domain.log import Head
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.domain.records import records
from tracker.domain.release import Manifest, ReleaseId, ReleaseKind, next_id, release_id
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Approval, ReleaseDraft, ReleaseState, Workspace

APPROVALS = 2
# Where a release may go from each state; frozen again binds it to the present, opened again to nothing.
NEXT: dict[ReleaseState, frozenset[ReleaseState]] = {
    ReleaseState.OPEN: frozenset({ReleaseState.FROZEN}),
    ReleaseState.FROZEN: frozenset({ReleaseState.OPEN, ReleaseState.FROZEN, ReleaseState.APPROVED}),
    ReleaseState.APPROVED: frozenset({ReleaseState.OPEN, ReleaseState.FROZEN, ReleaseState.PUBLISHED}),
    ReleaseState.PUBLISHED: frozenset({ReleaseState.WITHDRAWN}),
    ReleaseState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True)
class PublicChange:
    """One field that reads otherwise in `release` than in the one before it. `before` and `after` are what plan.json has;
    `field` empty where the whole record came or went. `reason` only where it was written for the public."""

    release: str
    on: date
    key: str
    field: str
    before: Json
    after: Json
    reason: str = ""
    resolution: str = ""


@dataclass(frozen=True)
class Contents:
    """Everything a release is made of. `plan` is the published one; `evidence` its public files by SHA-256, each with its
    media type; `changes` all that was published before and now, the oldest first; `past` what is told of how the plan came to
    be so (pages.reader.Past). `manifest` still names no file."""

    plan: Plan
    manifest: Manifest
    address: str
    changes: tuple[PublicChange, ...]
    evidence: Mapping[str, tuple[bytes, str]]
    past: Any = field(default=None, compare=False)


def content_of(public: Plan) -> str:
    """The fingerprint of a published plan: what approvals are for."""
    said = json.dumps(records(public), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def require_next(draft: ReleaseDraft, state: ReleaseState) -> None:
    """Raises TrackerError where the release cannot go to `state` any more."""
    if state not in NEXT[draft.state]:
        raise TrackerError(f"releasing.error_not_{state}", code=draft.code)


def under_way(workspace: Workspace) -> ReleaseDraft | None:
    """The one release that is being prepared."""
    return next((draft for draft in workspace.releases if draft.under_way), None)


def opened(workspace: Workspace, quarter: Period, notice: Bilingual, held: Iterable[ReleaseId], by: str, at: datetime) -> ReleaseDraft:
    """A new cycle for `quarter`; a correction where the quarter was published already. `held` are the releases there
    are. Raises TrackerError."""
    if standing := under_way(workspace):
        raise TrackerError("releasing.error_under_way", code=standing.code)
    known = {*held, *(release_id(d.code) for d in workspace.releases)}
    last = max(known, key=lambda id: id.order, default=None)
    if last and quarter.first < last.period.first:
        raise TrackerError("releasing.error_earlier", last=str(last))
    kind = kind_of(workspace, quarter)
    if kind is ReleaseKind.CORRECTION and not (notice.ko and notice.en):
        raise TrackerError("releasing.error_no_notice", quarter=quarter)
    return ReleaseDraft(str(next_id(quarter, known)), kind, ReleaseState.OPEN, by, at, notice)


def kind_of(workspace: Workspace, quarter: Period) -> ReleaseKind:
    """What a new release for the quarter would be."""
    out = {release_id(d.code).period for d in workspace.releases if not d.under_way}
    return ReleaseKind.CORRECTION if quarter in out else ReleaseKind.QUARTER


def frozen(draft: ReleaseDraft, head: Head, content: str, as_of: date, by: str, at: datetime) -> ReleaseDraft:
    """Bound to the log as it ends now; nobody has approved that yet."""
    require_next(draft, ReleaseState.FROZEN)
    return replace(_bare(draft), state=ReleaseState.FROZEN, as_of=as_of, frozen_by=by, frozen_at=at, frozen_seq=head.seq,
                   frozen_hash=head.hash, content=content)


def reopened(draft: ReleaseDraft) -> ReleaseDraft:
    """Bound to nothing again."""
    require_next(draft, ReleaseState.OPEN)
    return replace(_bare(draft), state=ReleaseState.OPEN, as_of=None, frozen_by="", frozen_at=None, frozen_seq=0, frozen_hash="", content="")


def _bare(draft: ReleaseDraft) -> ReleaseDraft:
    """Without approvals and without what was decided on their strength."""
    return replace(draft, approvals=(), publish_at=None, previous="", previous_manifest="", base_seq=0, address="", key="")


def standing(draft: ReleaseDraft, content: str) -> tuple[Approval, ...]:
    """The approvals that hold where `content` is what the plan would make public now."""
    return draft.approvals if draft.content and draft.content == content else ()


def void(draft: ReleaseDraft, content: str) -> bool:
    """Whether something changed since the release was frozen."""
    return draft.state in (ReleaseState.FROZEN, ReleaseState.APPROVED) and draft.content != content


def require_same(draft: ReleaseDraft, content: str) -> None:
    """Raises NotReady where the plan reads otherwise than what was frozen."""
    if void(draft, content):
        raise NotReady("releasing.error_changed", code=draft.code)


def approved(draft: ReleaseDraft, approval: Approval, content: str) -> ReleaseDraft:
    """With one more approval; the second of another person makes it approved. Raises NotAllowed and TrackerError."""
    if draft.state is not ReleaseState.FROZEN:
        raise TrackerError("releasing.error_not_approved", code=draft.code)
    require_same(draft, content)
    if approval.person in {a.person for a in draft.approvals}:
        raise NotAllowed("releasing.error_same_person")
    held = (*draft.approvals, approval)
    return replace(draft, approvals=held, state=ReleaseState.APPROVED if len(held) >= APPROVALS else draft.state)


@dataclass(frozen=True)
class Before:
    """The release another one follows: id, SHA-256 of its manifest, the end of the log it spoke for (0: none known)."""

    id: str = ""
    manifest: str = ""
    seq: int = 0


def decided(draft: ReleaseDraft, content: str, at: datetime, before: Before, address: str, key: str) -> ReleaseDraft:
    """To be published at `at`, following `before`."""
    require_next(draft, ReleaseState.PUBLISHED)
    require_same(draft, content)
    if len(standing(draft, content)) < APPROVALS:
        raise NotReady("releasing.error_approvals", code=draft.code)
    return replace(draft, publish_at=at.replace(microsecond=0), previous=before.id, previous_manifest=before.manifest,
                   base_seq=before.seq, address=address, key=key)


def out(draft: ReleaseDraft, manifest: str) -> ReleaseDraft:
    """Published as the files whose manifest has this SHA-256."""
    require_next(draft, ReleaseState.PUBLISHED)
    if draft.publish_at is None:
        raise NotReady("releasing.error_undecided", code=draft.code)
    return replace(draft, state=ReleaseState.PUBLISHED, manifest=manifest)


def withdrawn(draft: ReleaseDraft, why: Bilingual, at: datetime) -> ReleaseDraft:
    """Taken back: it stays readable and says so."""
    require_next(draft, ReleaseState.WITHDRAWN)
    if not (why.ko and why.en):
        raise TrackerError("releasing.error_no_why")
    return replace(draft, state=ReleaseState.WITHDRAWN, withdrawn_for=why, withdrawn_at=at)
