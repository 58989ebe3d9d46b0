"""Publishing: opening a cycle, freezing it, approving it as two people, sending it out, taking it back.

Sending out is two steps that no death between them can part for good: the folder is written whole, then the store says
so. Whatever is found half done later is finished by making the same bytes again (`caught_up`).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from tracker.domain.actors import Action, Subject
from tracker.domain.errors import NotAllowed, NotReady, TrackerError
from tracker.domain.periods import Period
from tracker.domain.publication import published
from tracker.domain.publishing import (
    approved, content_of, decided, frozen, opened, out, reopened, require_same, withdrawn,
)
from tracker.domain.records import key_of
from tracker.domain.release import release_id
from tracker.domain.release_checks import Check, must_read, stopped
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Approval, ReleaseDraft, ReleaseState
from tracker.exchange.coming_release import taken
from tracker.exchange.release_folder import holding, ids, mark_withdrawn
from tracker.exchange.withdrawal import withdrawal_text
from tracker.services.door import Caller, perform, read
from tracker.services.previewing import preview
from tracker.services.printing import Press, before, fingerprint_of, printed
from tracker.services.reading import internal
from tracker.services.unfinished import asked_again, is_resting, met
from tracker.store import log
from tracker.store.work import Work


def open_cycle(caller: Caller, quarter: Period, notice: Bilingual, folder: Path, key: str) -> str:
    """Opens the release of `quarter`, a correction where the quarter is out already (then with a notice); its id.
    Raises NotAllowed and TrackerError."""
    held = taken(folder)

    def do(work: Work) -> str:
        draft = opened(work.workspace, quarter, notice, held, work.actor.code, work.at)
        work.put(draft)
        return draft.code

    return perform(caller, Action.PREPARE_RELEASE, do, key=key)


def freeze(caller: Caller, code: str, seen: int, as_of: date | None, folder: Path, key: str) -> str:
    """Binds the release to the plan as it is now, speaking for `as_of` (today when None); approvals given before are void.
    Raises TrackerError for a release that has begun to go out."""
    def do(work: Work) -> str:
        draft, day = _seen(work, code, seen), as_of or caller.today
        if day > caller.today:
            raise TrackerError("releasing.error_ahead", on=day)
        _require_not_out(code, folder, "frozen")
        work.put(frozen(draft, log.head(work.session), content_of(published(work.plan)), day, work.actor.code, work.at))
        return code

    with holding(folder):
        return perform(caller, Action.PREPARE_RELEASE, do, key=key)


def reopen(caller: Caller, code: str, seen: int, folder: Path, key: str) -> str:
    """Lets reports in again. Raises TrackerError for a release that has begun to go out."""
    def do(work: Work) -> str:
        draft = _seen(work, code, seen)
        _require_not_out(code, folder, "open")
        work.put(reopened(draft))
        return code

    with holding(folder):
        return perform(caller, Action.PREPARE_RELEASE, do, key=key)


def _require_not_out(code: str, folder: Path, wanted: str) -> None:
    """Between the folder and the word in the store a release is out already. The caller holds the folder."""
    if release_id(code) in ids(folder):
        raise TrackerError(f"releasing.error_not_{wanted}", code=code)


def approve(caller: Caller, code: str, content: str, ticked: frozenset[str], folder: Path, key: str) -> str:
    """Approves what has the fingerprint `content`, having read (`ticked`) what is to be looked at. Two different people have to.
    Raises NotAllowed, NotReady where the plan reads otherwise now, TrackerError where a check stops it."""
    found = preview(caller, code, folder, Action.APPROVE_RELEASE)

    def do(work: Work) -> str:
        draft, now = work.workspace.release(code), content_of(published(work.plan))
        if draft.content != content:
            raise NotReady("releasing.error_changed", code=code)
        require_same(draft, now)
        _require_read(found.checks, ticked)
        said = Approval(work.actor.code, work.at, log.head(work.session).seq, " ".join(sorted(ticked)))
        work.put(approved(draft, said, now))
        return code

    return perform(caller, Action.APPROVE_RELEASE, do, subject=_approvers(code), key=key)


def _approvers(code: str) -> Callable[[Work], Subject]:
    """What somebody approved is their own word: they cannot be the second to, and are told so in so many words."""
    def of(work: Work) -> Subject:
        given = frozenset(a.person for a in work.workspace.release(code).approvals)
        if work.actor.code in given:
            raise NotAllowed("releasing.error_same_person")
        return Subject(authors=given)

    return of


def _require_read(found: tuple[Check, ...], ticked: frozenset[str]) -> None:
    if stops := stopped(found):
        raise TrackerError("releasing.error_stopped", n=len(stops))
    if missing := set(must_read(found)) - ticked:
        raise TrackerError("releasing.error_unread", n=len(missing))


def publish(caller: Caller, code: str, seen: int, press: Press, at: datetime | None, key: str) -> str:
    """Publishes an approved release now, or at `at`: then nothing is written before that time. Raises NotAllowed,
    NotReady, and TrackerError, too, where `at` has passed."""
    if at is not None and at <= caller.at:
        raise TrackerError("releasing.error_past", at=f"{at.astimezone(internal(caller.engine).plan.head.zone):%Y-%m-%d %H:%M}")
    caught_up(caller, press, but=code)
    with holding(press.folder):
        if release_id(code) not in ids(press.folder):
            _decide(caller, code, seen, press, at, key)
        if at is None:
            _send_out(caller, code, press)
    return code


def publish_beside(caller: Caller, code: str, seen: int, press: Press, key: str) -> str:
    """Decides that an approved release goes out now, and leaves the writing to who looks for what is due (`caught_up`).
    One that is being written already goes on being written; one that could not be is tried again. Raises what `publish`
    raises."""
    read(caller, Action.PREPARE_RELEASE)
    if not is_going_out(internal(caller.engine).workspace.release(code), caller.at):
        caught_up(caller, press, but=code)
        with holding(press.folder):
            _decide(caller, code, seen, press, None, key)
    asked_again(caller.engine, code)
    return code


def is_going_out(draft: ReleaseDraft, at: datetime) -> bool:
    """Whether its time has come and its files are not all there yet."""
    return draft.state is ReleaseState.APPROVED and draft.publish_at is not None and draft.publish_at <= at


def set_time(text: str, zone: tzinfo) -> datetime:
    """The instant somebody in the plan's time zone means by `2027-01-15 10:00`; one that names its zone itself is taken at its word.
    Raises TrackerError."""
    try:
        meant = datetime.fromisoformat(text.strip())
    except ValueError:
        raise TrackerError("releasing.error_time", text=text) from None
    return (meant if meant.tzinfo else meant.replace(tzinfo=zone)).astimezone(UTC)


def _decide(caller: Caller, code: str, seen: int, press: Press, at: datetime | None, key: str) -> None:
    last = before(press.folder)

    def do(work: Work) -> str:
        draft, when = _seen(work, code, seen), max(at or work.at, work.at)
        base = next((d.frozen_seq for d in work.workspace.releases if d.code == last.id), 0)
        work.put(decided(draft, content_of(published(work.plan)), when, replace(last, seq=base), press.address,
                         fingerprint_of(press.private_key)))
        return code

    perform(caller, Action.PREPARE_RELEASE, do, key=key)


def _send_out(caller: Caller, code: str, press: Press) -> None:
    """The folder, then the word in the store; the caller holds the folder. Where it is there already its bytes must be
    the very same."""
    draft = internal(caller.engine).workspace.release(code)
    made = printed(caller.engine, draft, press)

    def do(work: Work) -> str:
        held = work.workspace.release(code)
        if held.state is ReleaseState.APPROVED:
            work.put(out(held, made))
        return code

    perform(caller, Action.PREPARE_RELEASE, do)


def caught_up(caller: Caller, press: Press, but: str = "", patient: bool = False) -> tuple[str, ...]:
    """Finishes what is due or was left half done: approved releases whose time has come, published ones whose folder is
    gone, withdrawn ones that do not say so yet. The ids of what was done. One that cannot be finished keeps none of the
    others; why is raised in the end. Who looks every few seconds is `patient`: what failed lately is left in peace."""
    read(caller, Action.PREPARE_RELEASE)
    done, refused = [], []
    for draft in internal(caller.engine).workspace.releases:
        if draft.code == but or (patient and is_resting(caller.engine, draft, caller.at)):
            continue
        try:
            if _wants_work(draft, press.folder, caller.at) and _finish(caller, draft.code, press):
                done.append(draft.code)
        except Exception as problem:  # a full disk, too: whatever it is, the others can do nothing for it
            met(caller.engine, draft, problem, caller.at)
            refused.append(problem)
    if refused:
        raise refused[0]
    return tuple(done)


def _wants_work(draft: ReleaseDraft, folder: Path, at: datetime) -> bool:
    there = release_id(draft.code) in ids(folder)
    if draft.state is ReleaseState.APPROVED:
        return is_going_out(draft, at) or (there and draft.publish_at is not None)
    gone = draft.state in (ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN) and not there
    return gone or (draft.state is ReleaseState.WITHDRAWN and not (folder / f"{draft.code}.withdrawn").exists())


def _finish(caller: Caller, code: str, press: Press) -> bool:
    """Whether anything was left to do: another process may have been first while this one waited for the folder."""
    with holding(press.folder):
        draft = internal(caller.engine).workspace.release(code)
        if not _wants_work(draft, press.folder, caller.at):
            return False
        if draft.state is ReleaseState.APPROVED:
            _require_still_approved(caller, draft, press.folder)
            _send_out(caller, code, press)
            return True
        printed(caller.engine, draft, press)
        if draft.state is ReleaseState.WITHDRAWN:
            _mark(draft, press.folder, press.private_key)
        return True


def _require_still_approved(caller: Caller, draft: ReleaseDraft, folder: Path) -> None:
    """What was decided on for later does not go out over an edit made since; what lies in the folder already is out."""
    if release_id(draft.code) not in ids(folder):
        require_same(draft, content_of(published(internal(caller.engine).plan)))


def withdraw(caller: Caller, code: str, seen: int, why: Bilingual, folder: Path, key: str, private_key: str = "") -> str:
    """Takes a published release back: it stays readable, says so, signed where there is a `private_key`, and the public sees
    the one before it."""
    def do(work: Work) -> str:
        draft = _seen(work, code, seen)
        work.reason = why.within("ko")
        work.put(withdrawn(draft, why, work.at))
        return code

    with holding(folder):
        perform(caller, Action.APPROVE_RELEASE, do, key=key)
        _mark(internal(caller.engine).workspace.release(code), folder, private_key)
    return code


def _mark(draft: ReleaseDraft, folder: Path, private_key: str) -> None:
    """From the store alone: made again, it is the same."""
    id = release_id(draft.code)
    mark_withdrawn(folder, id, withdrawal_text(id, draft.manifest, draft.withdrawn_at, draft.withdrawn_for, private_key))


def _seen(work: Work, code: str, seen: int) -> ReleaseDraft:
    draft = work.workspace.release(code)
    work.seen(key_of(draft), seen)
    return draft
