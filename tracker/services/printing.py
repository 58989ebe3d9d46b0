"""From a release in the store to its folder: the plan as frozen, what changed since the last one, the evidence, the bytes.

Nothing here asks the time or the folder what is in it: the same store and the same key give the same SHA-256 anywhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import takewhile
from pathlib import Path

from tracker.config import Settings
from tracker.domain.errors import NotReady
from tracker.domain.days import day_of
from tracker.domain.history import IMPORT, REASON_IS_PUBLIC
from tracker.domain.log import START, Entry, Head
from tracker.domain.periods import quarter_of
from tracker.domain.plan import Plan
from tracker.domain.publication import public_files, published
from tracker.domain.publishing import Before, Contents, PublicChange
from tracker.domain.records import POSITION, Records, apply, differences, plan_of, records
from tracker.domain.release import Manifest, Previous, ReleaseKind, manifest_bytes, next_id, release_id, sha256
from tracker.domain.workspace import ReleaseDraft, ReleaseState
from tracker.exchange.release_folder import filled, ids, read_release, write_release
from tracker.exchange.signing import fingerprint, public_of
from tracker.services.published_past import Printed, PublishedPast
from tracker.services.reading import internal
from tracker.store import log
from tracker.store.engine import Engine, Session, reading
from tracker.store.files import held_file

Build = Callable[[Contents], Mapping[str, bytes]]  # the files of a release by their path


@dataclass(frozen=True)
class Press:
    """Where releases go and how they are made; `private_key` empty: they are not signed."""

    folder: Path
    build: Build
    private_key: str = ""
    address: str = ""


@dataclass(frozen=True)
class Begun:
    """The plan as it was taken in, and when."""

    at: datetime
    plan: Plan


def press_of(chosen: Settings, build: Build) -> Press:
    """The press the settings describe. Raises NotReady where the key's file holds no key."""
    key = chosen.release_key.read_text("utf-8").strip() if chosen.release_key else ""
    try:
        fingerprint_of(key)
    except ValueError:
        raise NotReady("releasing.error_no_key", file=str(chosen.release_key)) from None
    return Press(chosen.releases, build, key, chosen.address)


def fingerprint_of(private_key: str) -> str:
    return fingerprint(public_of(private_key)) if private_key else ""


def before(folder: Path) -> Before:
    """The release the next one follows. Raises NotReady where it is not sound: nothing may follow what cannot be proved."""
    last = max(ids(folder), key=lambda id: id.order, default=None)
    if last is None:
        return Before()
    release, _ = read_release(folder, last)
    if release is None:
        raise NotReady("releasing.error_unsound", id=str(last))
    return Before(str(last), release.manifest_sha256)


def printed(engine: Engine, draft: ReleaseDraft, press: Press) -> str:
    """The release as a folder, written unless it is there; the SHA-256 of its manifest. The caller holds the folder.
    Raises NotReady where the key is another one, or the bytes are not those that were published."""
    key = _key(draft, press)
    contents = contents_of(engine, draft)
    files = press.build(contents)
    made = sha256(manifest_bytes(filled(contents.manifest, files, key)))
    if draft.manifest and draft.manifest != made:
        raise NotReady("releasing.error_other_bytes", id=draft.code)
    if release_id(draft.code) in ids(press.folder):
        held, _ = read_release(press.folder, release_id(draft.code))
        if held is None or held.manifest_sha256 != made:
            raise NotReady("releasing.error_other_bytes", id=draft.code)
        return made
    return write_release(press.folder, contents.manifest, files, key).manifest_sha256


def _key(draft: ReleaseDraft, press: Press) -> str:
    if not draft.key:
        return ""
    if fingerprint_of(press.private_key) != draft.key:
        raise NotReady("releasing.error_key", print=draft.key)
    return press.private_key


def contents_of(engine: Engine, draft: ReleaseDraft) -> Contents:
    """What the release is made of, from the store alone."""
    chain = [d for d in internal(engine).workspace.releases if d.code == draft.code or _earlier(d, draft)]
    with reading(engine) as session:
        begun, states, changes = _told(session, chain)
        plan = states[draft.frozen_seq]
        past = PublishedPast((*_delivered_before(begun, chain[0]), *(Printed(_manifest(d, plan), states[d.frozen_seq]) for d in _lasting(chain))))
        evidence = dict(_evidence(session, plan))
    return Contents(plan, _manifest(draft, plan), draft.address, changes, evidence, past)


def _manifest(draft: ReleaseDraft, plan: Plan) -> Manifest:
    previous = Previous(release_id(draft.previous), draft.previous_manifest) if draft.previous else None
    return Manifest(release_id(draft.code), draft.kind, plan.head.code, draft.as_of, draft.publish_at,
                    Head(draft.frozen_seq, draft.frozen_hash), {}, previous, draft.notice, draft.key)


def _lasting(chain: list[ReleaseDraft]) -> list[ReleaseDraft]:
    """Without those that had been taken back when the last one was frozen: what is taken back later changes no bytes."""
    frozen_at = chain[-1].frozen_at
    return [d for d in chain if d is chain[-1] or not (d.withdrawn_at and frozen_at and d.withdrawn_at <= frozen_at)]


def _delivered_before(begun: Begun, first: ReleaseDraft) -> tuple[Printed, ...]:
    """The plan as delivered, where it was published before anything the store knows of: then the first of them follows it."""
    if not first.previous:
        return ()
    manifest = Manifest(release_id(first.previous), ReleaseKind.SEED, begun.plan.head.code, day_of(begun.at, begun.plan.head.zone), begun.at, Head(0, START), {})
    return (Printed(manifest, begun.plan),)


def _earlier(one: ReleaseDraft, other: ReleaseDraft) -> bool:
    out = one.state in (ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN)
    return out and release_id(one.code).order < release_id(other.code).order


def _told(session: Session, chain: list[ReleaseDraft]) -> tuple[Begun, dict[int, Plan], tuple[PublicChange, ...]]:
    """How the plan began, how each release of the chain left it by the end of its log, and every change from each of them
    to the next. The first speaks of what changed since the plan was taken in."""
    ends = [d.frozen_seq for d in chain]
    first, at = _taken_in(session)
    states = plans_at(session, {min(first, ends[0]), *ends})
    starts = [min(first, ends[0]), *ends[:-1]]
    changes = [c for d, start in zip(chain, starts)
               for c in _changes(d, records(states[start]), records(states[d.frozen_seq]), _reasons(session, start, d.frozen_seq, states[d.frozen_seq]),
                                    states[d.frozen_seq].head.zone)]
    return Begun(at, states[starts[0]]), states, tuple(changes)


def _taken_in(session: Session) -> tuple[int, datetime]:
    """The last entry of the import the log begins with, and its time. Raises NotReady where there is no log."""
    begin = next(iter(log.entries(session)), None)
    if begin is None:
        raise NotReady("error.not_seeded")
    same = takewhile(lambda e: (e.action, e.at) == (IMPORT, begin.at), log.entries(session))
    return max((e.seq for e in same), default=0), begin.at


def plans_at(session: Session, ends: Iterable[int]) -> dict[int, Plan]:
    """The published plan as it was after each of these entries, in one pass over the log."""
    wanted, found, states = sorted(set(ends)), {}, {}
    if wanted and wanted[0] == 0:
        raise NotReady("error.not_seeded")
    for entry in log.entries(session, until=wanted[-1]):
        apply(found, entry.change)
        if entry.seq in wanted:
            states[entry.seq] = published(plan_of(found))
    return states


def _reasons(session: Session, after: int, until: int, plan: Plan) -> dict[tuple[str, str], Entry]:
    """The last entry on each field: a new record's stands under no field."""
    return {(e.key, e.field): e for e in log.entries(session, after, until)}


def _changes(draft: ReleaseDraft, old: Records, new: Records, said: Mapping[tuple[str, str], Entry], zone: tzinfo) -> Iterator[PublicChange]:
    known = {key for key in new if key.startswith("resolution/")}
    for change in differences(old, new):
        if change.field == POSITION or change.key.startswith("source/"):
            continue
        entry = said.get((change.key, change.field))
        reason = entry.reason if entry and entry.action in REASON_IS_PUBLIC else ""
        resolution = entry.resolution if entry and f"resolution/{entry.resolution}" in known else ""
        yield PublicChange(draft.code, day_of(draft.publish_at, zone), change.key, change.field, change.before, change.after, reason, resolution)


def _evidence(session: Session, plan: Plan) -> Iterator[tuple[str, tuple[bytes, str]]]:
    for sha in public_files(plan):
        held = held_file(session, sha)
        if held is None:
            raise NotReady("releasing.error_no_file", file=sha[:12])
        yield sha, held


def delivered(engine: Engine) -> Plan:
    """What is public of the plan as it was first taken in, before anybody typed anything. Raises NotReady where there is none."""
    with reading(engine) as session:
        end, _ = _taken_in(session)
        return plans_at(session, {end})[end]


def seed_contents(plan: Plan, as_of: date, at: datetime, press: Press) -> Contents:
    """A first release of the plan as delivered: it names no place in the log, so that any database gives the same."""
    last = before(press.folder)
    id = next_id(quarter_of(as_of), ids(press.folder))
    manifest = Manifest(id, ReleaseKind.SEED, plan.head.code, as_of, at.replace(microsecond=0), Head(0, START), {},
                        Previous(release_id(last.id), last.manifest) if last.id else None, key=fingerprint_of(press.private_key))
    public = published(plan)
    return Contents(public, manifest, press.address, (), {}, PublishedPast((Printed(manifest, public),)))
