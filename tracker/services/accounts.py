"""Accounts: who somebody is on this run, and what an administrator does to accounts.

What is said of a person (office, roles, ministries, disabled) goes through the log like everything else. Passwords, links and
sessions do not: the log holds no secret. That they were changed leaves an entry (domain/access.py), and the link that allowed
a password stays in its table with who made it and when it was used.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tracker.config import Settings
from tracker.domain.access import AccessChange
from tracker.domain.actors import Action, Role
from tracker.domain.errors import BadInput, NotAllowed, NotFound, Problem
from tracker.domain.people import person_problems, somebody_keeps_people
from tracker.domain.workspace import Person
from tracker.services.door import Caller, perform, read
from tracker.services.signing import seal_of
from tracker.store import accounts as kept
from tracker.store.accounts import SignIn, new_token
from tracker.store.engine import Engine, reading, write
from tracker.store.work import Work

SEEN_AGAIN = timedelta(minutes=1)  # the last use is kept to the minute, so that most runs write nothing


def cookie_name(settings: Settings) -> str:
    """Under HTTPS the browser itself refuses the cookie from any other place than this very site."""
    return "__Host-tracker" if settings.https else "tracker"


def token_in(cookies: Mapping[str, str], settings: Settings) -> str:
    """The session token a browser holds, empty where it holds none of ours."""
    sealed = cookies.get(cookie_name(settings), "")
    token = seal_of(settings).opened("session", sealed) if sealed else None
    return token if isinstance(token, str) else ""


def visit(engine: Engine, token: str, at: datetime) -> Person | None:
    """Who holds the token now, None for nobody; notes that the session is in use."""
    with reading(engine) as session:
        found = kept.session_of(session, token, at)
        person = kept.person_of(session, found.account) if found else None
    if person is None or person.disabled:
        return None
    if at - found.seen_at > SEEN_AGAIN:
        write(engine, lambda session: kept.touch(session, found.id, at))
    return person


def anybody(engine: Engine) -> bool:
    """Whether there is any account yet."""
    with reading(engine) as session:
        return kept.anybody(session)


def add_person(caller: Caller, person: Person, password_hash: str = "") -> str:
    """A new account. Returns the token of its one-time link, empty where its password is already given. Raises BadInput
    with everything that is wrong."""
    token = "" if password_hash else new_token()

    def do(work: Work) -> str:
        taken = any(other.code == person.code for other in work.workspace.people)
        problems = person_problems(person, work.plan)
        if taken:
            problems += (Problem(person.code, 0, "code", person.code, "account_taken"),)
        if problems:
            raise BadInput(problems)
        work.put(person)
        if password_hash:
            kept.keep_password(work.session, person.code, password_hash, work.at)
        else:
            kept.invite(work.session, token, person.code, work.actor.code, work.at)
        return person.code

    perform(caller, Action.KEEP_PEOPLE, do)
    return token


def change_person(caller: Caller, code: str, reason: str = "", seen: int | None = None, **changes: object) -> None:
    """Another office, e-mail address, language, other roles or ministries. With `seen`, Conflict where the account
    changed meanwhile."""

    def do(work: Work) -> str:
        if seen is not None:
            work.seen(f"person/{code}", seen)
        changed = replace(work.workspace.person(code), **changes)
        if problems := person_problems(changed, work.plan):
            raise BadInput(problems)
        _put(work, changed)
        return code

    perform(caller, Action.KEEP_PEOPLE, do, reason=reason)


def disable(caller: Caller, code: str, reason: str = "") -> None:
    """The account can do nothing from this moment: its sessions and links end with it."""

    def do(work: Work) -> str:
        _put(work, replace(work.workspace.person(code), disabled=True))
        kept.revoke(work.session, code, work.at)
        kept.end_invitations(work.session, code, work.at)
        return code

    perform(caller, Action.KEEP_PEOPLE, do, reason=reason)


def enable(caller: Caller, code: str, reason: str = "") -> None:
    """The account can sign in again, with the password it had."""

    def do(work: Work) -> str:
        work.put(replace(work.workspace.person(code), disabled=False))
        return code

    perform(caller, Action.KEEP_PEOPLE, do, reason=reason)


def _put(work: Work, person: Person) -> None:
    others = [other for other in work.workspace.people if other.code != person.code]
    before = somebody_keeps_people(work.workspace.people)
    if before and not somebody_keeps_people([*others, person]):
        raise NotAllowed("error.last_admin", code=person.code)
    work.put(person)


def reset(caller: Caller, code: str) -> str:
    """Takes the password away, ends every session and returns the token of a one-time link."""
    token = new_token()

    def do(work: Work) -> str:
        person = work.workspace.person(code)
        if person.disabled:
            raise NotAllowed("error.person_disabled", code=code)
        if person.issuer:
            raise NotAllowed("error.person_elsewhere", code=code)
        work.put(person.entered_anew(AccessChange.RESET))
        kept.drop_password(work.session, code)
        kept.revoke(work.session, code, work.at)
        kept.invite(work.session, token, code, work.actor.code, work.at)
        return code

    perform(caller, Action.KEEP_PEOPLE, do)
    return token


def end_sessions_of(caller: Caller, code: str) -> None:
    """Ends every session of somebody else's account."""

    def do(work: Work) -> str:
        work.put(work.workspace.person(code).entered_anew(AccessChange.ENDED))
        kept.revoke(work.session, code, work.at)
        return code

    perform(caller, Action.KEEP_PEOPLE, do)


def sessions_of_person(caller: Caller, code: str) -> tuple[SignIn, ...]:
    """The sessions of an account, for an administrator."""
    read(caller, Action.READ_PEOPLE)
    with reading(caller.engine) as session:
        if kept.person_of(session, code) is None:
            raise NotFound("error.no_people", code=code)
        return kept.sessions_of(session, code, caller.at)


def sessions_of(caller: Caller) -> tuple[SignIn, ...]:
    """The caller's own sessions, the latest used first."""
    with reading(caller.engine) as session:
        return kept.sessions_of(session, _holder(session, caller).account, caller.at)


def own_session(caller: Caller) -> SignIn | None:
    """The session the caller holds, None where it no longer counts."""
    with reading(caller.engine) as session:
        return kept.session_of(session, caller.token, caller.at)


def end_session(caller: Caller, id: str) -> None:
    """Ends one of the caller's own sessions. NotFound where it is not theirs or has ended."""
    if not _as_holder(caller, lambda session, mine: kept.revoke(session, mine.account, caller.at, only=id)):
        raise NotFound("error.no_session")


def end_all(caller: Caller, but_this: bool = False) -> None:
    """Ends the caller's sessions everywhere."""
    _as_holder(caller, lambda session, mine: kept.revoke(session, mine.account, caller.at, but=mine.id if but_this else ""))


def _as_holder(caller: Caller, do: Callable[..., object]) -> object:
    return write(caller.engine, lambda session: do(session, _holder(session, caller)))


def _holder(session, caller: Caller) -> SignIn:
    found = kept.session_of(session, caller.token, caller.at)
    if found is None:
        raise NotAllowed("error.not_signed_in")
    return found


def roles_named(words: tuple[str, ...]) -> tuple[Role, ...]:
    """The roles of these words in the order of display. Raises NotFound naming the first unknown word."""
    known = [role for role in Role if role is not Role.ANONYMOUS]
    for word in words:
        if word not in known:
            raise NotFound("error.no_role", value=word, known=", ".join(known))
    return tuple(role for role in known if role in words)
