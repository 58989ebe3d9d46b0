"""Exactly what a release would make public, beside what is public now, and how its checks went."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from tracker.domain.actors import Action
from tracker.domain.plan import Plan
from tracker.domain.publication import published
from tracker.domain.publishing import content_of
from tracker.domain.release import Manifest
from tracker.domain.release_checks import Check, Examined, checks
from tracker.domain.reviewing import waiting
from tracker.domain.workspace import ReleaseDraft
from tracker.services.door import Caller, read
from tracker.services.published import Rack
from tracker.services.printing import plans_at
from tracker.services.reading import Internal, internal
from tracker.store import log
from tracker.store.engine import Engine, address, reading

KEPT = 4  # previews, per process


@dataclass(frozen=True)
class Preview:
    """`plan` is what would be public on `as_of`; `public` and `manifest` what is public now, None where nothing is.
    `content` is the fingerprint of what the plan would make public at this moment: another one than the draft's says that
    something changed since it was frozen."""

    draft: ReleaseDraft
    plan: Plan
    as_of: date
    public: Plan | None
    manifest: Manifest | None
    checks: tuple[Check, ...]
    content: str


_kept: dict[tuple, Preview] = {}
_racks: dict[Path, Rack] = {}
_door = Lock()


def rack_of(folder: Path) -> Rack:
    """One per folder and process, so that a release is checked once."""
    with _door:
        return _racks.setdefault(folder, Rack(folder))


def preview(caller: Caller, code: str, folder: Path, action: Action = Action.PREPARE_RELEASE) -> Preview:
    """The release as it would be: as frozen, or while it is open as the plan is now. Raises NotAllowed, NotFound."""
    read(caller, action)
    inside, shown = internal(caller.engine), rack_of(folder).shown()
    last = shown.current(caller.at)
    key = (address(caller.engine), inside.seq, code, caller.today, last and last.manifest_sha256)
    held = _kept.get(key)
    if held is None:
        held = _preview(caller, inside, inside.workspace.release(code), last, frozenset(str(r.id) for r in shown.releases.values() if not r.withdrawn))
        with _door:
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = held
    return held


def _preview(caller: Caller, inside: Internal, draft: ReleaseDraft, last, standing: frozenset[str]) -> Preview:
    present = published(inside.plan)
    content = content_of(present)
    plan = present if draft.content in ("", content) else _frozen(caller.engine, draft)
    as_of = draft.as_of or caller.today
    examined = Examined(plan, last and last.plan, as_of, tuple(s.code for s in waiting(inside.workspace, inside.plan)),
                        _explained(caller.engine, inside, last and str(last.id), draft.frozen_seq or None),
                        draft.code, standing)
    return Preview(draft, plan, as_of, last and last.plan, last and last.manifest, checks(examined), content)


def _frozen(engine: Engine, draft: ReleaseDraft) -> Plan:
    with reading(engine) as session:
        return plans_at(session, (draft.frozen_seq,))[draft.frozen_seq]


def _explained(engine: Engine, inside: Internal, last: str | None, until: int | None) -> frozenset[str]:
    """Records the log gives a reason or a resolution for since the last release."""
    after = next((d.frozen_seq for d in inside.workspace.releases if d.code == last), 0)
    with reading(engine) as session:
        return frozenset(e.key for e in log.entries(session, after, until) if e.reason or e.resolution)
