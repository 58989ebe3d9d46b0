"""Getting in and out: by name and password, by a one-time link, through an identity provider, as a demo person.

Every way ends in the same row of the same table, and answers a stranger the same whatever is wrong: with one sentence, after
one check of a password.
"""

import hashlib
import ipaddress
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.domain.access import OWN_PASSWORD, AccessChange
from tracker.domain.errors import NotAllowed, TrackerError
from tracker.services.door import as_holder
from tracker.services.passwords import Passwords, weakness
from tracker.store import accounts as kept
from tracker.store.accounts import new_token
from tracker.store.engine import Engine, reading, write
from tracker.store.work import Work

WINDOW = timedelta(minutes=5)
PER_NAME, PER_ADDRESS = 5, 20
log = logging.getLogger("tracker.accounts")


class TooMany(TrackerError):
    """Too many tries; `wait` says for how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("account.too_many", minutes=max(1, -(-int(wait.total_seconds()) // 60)))
        self.wait = wait


@dataclass(frozen=True)
class Visitor:
    """Who knocks: the address the request came from, a word for the browser, the session it already holds, the instant."""

    address: str
    agent: str
    token: str
    at: datetime


def sign_in(engine: Engine, name: str, password: str, visitor: Visitor, passwords: Passwords) -> str:
    """A new session's token. Raises TooMany, or NotAllowed("account.wrong") whatever it was that did not fit."""
    name = name.strip().lower()
    hashed = write(engine, lambda session: _admitted(session, name, visitor))
    right = passwords.verify(hashed, password)
    renewed = passwords.hashed(password) if right and passwords.outdated(hashed) else ""
    token = write(engine, lambda session: _entered(session, name, hashed, renewed, visitor)) if right else ""
    if not token:
        # An unknown name is not written down: people type their password into the wrong field.
        log.info("sign-in refused for %a from %s", name if hashed else "an unknown name", visitor.address)
        raise NotAllowed("account.wrong")
    return token


def _admitted(session, name: str, visitor: Visitor) -> str | None:
    """Counts the try before anything is checked, so that many at once gain nothing; gives the hash to check against."""
    limits = {_by_name(name): PER_NAME, _by_address(visitor.address): PER_ADDRESS}
    since = visitor.at - WINDOW
    for key, limit in limits.items():
        count, oldest = kept.attempts(session, key, since)
        if count >= limit:
            raise TooMany(oldest + WINDOW - visitor.at)
    kept.count_attempt(session, limits, visitor.at, since)
    return kept.password_of(session, name)


def _entered(session, name: str, hashed: str, renewed: str, visitor: Visitor) -> str:
    """The new session, unless account or password changed while the password was checked."""
    person = kept.person_of(session, name)
    if person is None or person.disabled or kept.password_of(session, name) != hashed:
        return ""
    kept.forget_attempts(session, [_by_name(name)])
    if renewed:
        kept.keep_password(session, name, renewed, visitor.at)
    return opened(session, name, "local", visitor)


def opened(session, account: str, method: str, visitor: Visitor) -> str:
    """A session under a token never used before; the one the browser held until now ends."""
    before = kept.session_of(session, visitor.token, visitor.at)
    if before:
        kept.revoke(session, before.account, visitor.at, only=before.id)
    token = new_token()
    kept.forget_ended(session, visitor.at)
    kept.add_session(session, token, account, visitor.at, visitor.agent, method)
    return token


def _by_name(name: str) -> str:
    return hashlib.sha256(f"name:{name}".encode()).hexdigest()


def _by_address(address: str) -> str:
    return hashlib.sha256(f"address:{household(address)}".encode()).hexdigest()


def household(address: str) -> str:
    """One household or office of IPv6 counts as one address."""
    try:
        found = ipaddress.ip_address(address)
        return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address
    except ValueError:
        return address


def sign_out(engine: Engine, visitor: Visitor, everywhere: bool = False) -> None:
    """Ends the session the visitor holds, or all of the person's. One that no longer counts needs no ending."""

    def work(session) -> None:
        found = kept.session_of(session, visitor.token, visitor.at)
        if found:
            kept.revoke(session, found.account, visitor.at, only="" if everywhere else found.id)

    write(engine, work)


def invited(engine: Engine, link: str, at: datetime) -> str:
    """The account a one-time link is for. Raises NotAllowed where it opens nothing any more."""
    with reading(engine) as session:
        return _link_account(session, link, at)


def join(engine: Engine, link: str, password: str, visitor: Visitor, passwords: Passwords) -> str:
    """Sets the password of the link's account, uses the link up, ends other sessions and gives a new session's token."""
    name = invited(engine, link, visitor.at)
    _insist(password, name)
    hashed = passwords.hashed(password)

    def do(work: Work) -> str:
        _link_account(work.session, link, visitor.at)
        kept.use_invitation(work.session, link, visitor.at)
        return _renewed(work, name, hashed, AccessChange.CHOSEN, visitor)

    return as_holder(engine, name, OWN_PASSWORD, visitor.at, do)


def _renewed(work: Work, name: str, hashed: str, how: AccessChange, visitor: Visitor) -> str:
    """The new password in place of what was there, an entry that says so, and a session in place of all others."""
    work.put(work.workspace.person(name).entered_anew(how))
    kept.keep_password(work.session, name, hashed, visitor.at)
    kept.forget_attempts(work.session, [_by_name(name)])
    kept.revoke(work.session, name, visitor.at)
    return opened(work.session, name, "local", visitor)


def _link_account(session, link: str, at: datetime) -> str:
    account = kept.invited(session, link, at)
    person = kept.person_of(session, account) if account else None
    if person is None or person.disabled:
        raise NotAllowed("account.link_over")
    return account


def _insist(password: str, name: str) -> None:
    if key := weakness(password, name):
        raise NotAllowed(key)


def change_password(engine: Engine, old: str, new: str, visitor: Visitor, passwords: Passwords) -> str:
    """Another password for whoever holds the session; every session ends and a new one begins. Wrong old passwords are
    counted like wrong sign-ins."""
    name = _own_account(engine, visitor)
    _insist(new, name)
    hashed = write(engine, lambda session: _admitted(session, name, visitor))
    if not passwords.verify(hashed, old):
        raise NotAllowed("account.wrong_old")
    changed = passwords.hashed(new)

    def do(work: Work) -> str:
        if kept.session_of(work.session, visitor.token, visitor.at) is None or kept.password_of(work.session, name) != hashed:
            raise NotAllowed("error.not_signed_in")
        return _renewed(work, name, changed, AccessChange.CHANGED, visitor)

    return as_holder(engine, name, OWN_PASSWORD, visitor.at, do)


def _own_account(engine: Engine, visitor: Visitor) -> str:
    with reading(engine) as session:
        found = kept.session_of(session, visitor.token, visitor.at)
        person = kept.person_of(session, found.account) if found else None
    if person is None or person.disabled:
        raise NotAllowed("error.not_signed_in")
    if person.issuer or person.demo:
        raise NotAllowed("account.no_password_here")
    return person.code


def sign_in_demo(engine: Engine, name: str, visitor: Visitor) -> str:
    """Anybody may be a demonstration person; whether this is a demonstration at all is for the caller to know."""

    def work(session) -> str:
        person = kept.person_of(session, name)
        if person is None or not person.demo or person.disabled:
            raise NotAllowed("account.no_demo_person")
        return opened(session, name, "demo", visitor)

    return write(engine, work)
