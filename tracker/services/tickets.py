"""The correction desk: anybody may say that a number is wrong; an editor answers in public or turns it down."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tracker.domain.actors import Action
from tracker.domain.days import day_of
from tracker.domain.errors import NotAllowed, NotReady
from tracker.domain.periods import quarter_of
from tracker.domain.release import next_id, release_id
from tracker.domain.tickets import Answer, Place, Sent, Ticket, answered, new_ticket, rejected
from tracker.domain.workspace import ReleaseState, Workspace
from tracker.exchange.coming_release import taken
from tracker.services.door import Caller, perform
from tracker.services.signing import Seal
from tracker.services.signing_in import household
from tracker.store.knocks import count_knock, knocks
from tracker.store.work import Work

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_HOUR = 5  # from one address
PER_DAY = 300  # from everybody together: the log keeps every word for good
EVERYBODY = "everybody"


class TooOften(NotAllowed):
    """Too many from one address; `wait` says for how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("error.tickets_too_many", most=PER_HOUR, minutes=max(1, -(-int(wait.total_seconds()) // 60)))
        self.wait = wait


def knock_of(seal: Seal, address: str, at: datetime) -> str:
    """What an address is counted under: of another day or without the seal it cannot be told whose it is."""
    return hashlib.sha256(seal.sealed("knock", [at.astimezone(UTC).date().isoformat(), household(address)]).encode()).hexdigest()


def send(caller: Caller, place: Place, sent: Sent, knock: str, key: str) -> str:
    """What somebody of the public says is wrong; the code of the ticket. The caller should be nobody: who it was is not
    kept. Raises BadInput, TooOften, NotReady where the desk is full for today."""

    def do(work: Work) -> str:
        ticket = new_ticket(work.workspace.tickets, place, sent, work.at)
        _admit(work, knock)
        work.put(ticket)
        return ticket.code

    return perform(caller, Action.ASK_CORRECTION, do, key=key)


def _admit(work: Work, knock: str) -> None:
    count, oldest = knocks(work.session, knock, work.at - HOUR)
    if count >= PER_HOUR:
        raise TooOften(oldest + HOUR - work.at)
    if knocks(work.session, EVERYBODY, work.at - DAY)[0] >= PER_DAY:
        raise NotReady("error.tickets_full")
    count_knock(work.session, (knock, EVERYBODY), work.at, work.at - DAY)


def answer(caller: Caller, code: str, seen: int, said: Answer, releases: Path, key: str) -> str:
    """Answers in public with the next release, or words an answer anew. `releases` is the folder of what was published.
    Raises NotAllowed, NotFound, Conflict, BadInput."""

    def do(work: Work) -> str:
        ticket = _seen(work, code, seen)
        received_on = day_of(ticket.received_at, work.plan.head.zone)
        work.put(*answered(ticket, said, nameable(work.workspace, releases, caller.today), work.actor.code, work.at, caller.today, received_on))
        return code

    return perform(caller, Action.EDIT_PLAN, do, key=key)


def reject(caller: Caller, code: str, seen: int, reason: str, key: str) -> str:
    """Turns a ticket down; nothing of it becomes public."""

    def do(work: Work) -> str:
        work.put(rejected(_seen(work, code, seen), reason, work.actor.code, work.at))
        return code

    return perform(caller, Action.EDIT_PLAN, do, key=key)


def _seen(work: Work, code: str, seen: int) -> Ticket:
    ticket = work.workspace.ticket(code)
    work.seen(f"ticket/{code}", seen)
    return ticket


def nameable(workspace: Workspace, releases: Path, today: date) -> tuple[str, ...]:
    """The releases a correction can be in, the newest first: those under way or out, and the next one of the quarter."""
    held = {release_id(r.code) for r in workspace.releases} | set(taken(releases))
    withdrawn = {release_id(r.code) for r in workspace.releases if r.state is ReleaseState.WITHDRAWN}
    found = held - withdrawn | {next_id(quarter_of(today), held)}
    return tuple(str(id) for id in sorted(found, key=lambda id: id.order, reverse=True))
