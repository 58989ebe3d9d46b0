"""Sessions, passwords, one-time links and counted attempts, in and out of their tables.

Tokens are handed over as the browser holds them and looked up by their hash; nobody who reads the tables can use them.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from tracker.domain.actors import ANONYMOUS, Actor, Role
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Person
from tracker.store.quick import ask
from tracker.store.tables.accounts import AttemptRow, CredentialRow, InvitationRow, SessionRow
from tracker.store.tables.workspace import PersonMinistryRow, PersonRoleRow, PersonRow

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=8)
LINK_LASTS = timedelta(days=7)
FORGOTTEN = timedelta(days=90)  # after it ended, a session or link is of no use to anybody who asks how somebody got in

_people, _roles, _ministries = PersonRow.__table__, PersonRoleRow.__table__, PersonMinistryRow.__table__
_credentials, _sessions = CredentialRow.__table__, SessionRow.__table__
_invitations, _attempts = InvitationRow.__table__, AttemptRow.__table__


@dataclass(frozen=True)
class SignIn:
    """One session as its owner may see it: `id` names it and opens nothing."""

    id: str
    account: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    agent: str
    method: str


def new_token() -> str:
    """What a browser or a link holds: 256 random bits."""
    return secrets.token_urlsafe(32)


def id_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


_ACTOR = """
    SELECT s.revoked_at, s.expires_at, s.seen_at, p.code, p.disabled, r.role, m.organisation
    FROM sessions AS s JOIN people AS p ON p.code = s.account
    LEFT JOIN person_roles AS r ON r.person = p.code LEFT JOIN person_ministries AS m ON m.person = p.code
    WHERE s.id = ?"""


def actor_of(session: Session, token: str, at: datetime) -> Actor:
    """Who holds the token at this moment: nobody where it is unknown, ended, expired or of a disabled person. Asked in
    every transaction, therefore in one query on the bare driver."""
    rows = ask(session.connection(), _ACTOR, id_of(token)) if token else ()
    if not rows:
        return ANONYMOUS
    revoked, expires_at, seen_at, code, disabled, *_ = rows[0]
    if revoked is not None or disabled or _moment(expires_at) <= at or _moment(seen_at) <= at - IDLE:
        return ANONYMOUS
    roles = frozenset(Role(row[5]) for row in rows if row[5])
    return Actor(code, roles or frozenset({Role.ANONYMOUS}), frozenset(row[6] for row in rows if row[6]))


def _moment(given: datetime | str) -> datetime:
    """An instant of these tables as the driver gives it: SQLite has text without a zone."""
    return datetime.fromisoformat(given).replace(tzinfo=UTC) if isinstance(given, str) else given


def person_of(session: Session, code: str) -> Person | None:
    """One person as the store knows them at this moment, read without the rest of the workspace."""
    row = session.execute(select(_people).where(_people.c.code == code)).mappings().first()
    if row is None:
        return None
    told = {name: row[name] for name in ("code", "email", "language", "issuer", "subject", "disabled", "demo")}
    return Person(
        **told, office=Bilingual(row["office_ko"], row["office_en"]),
        roles=tuple(map(Role, _values(session, _roles.c.role, _roles, code))),
        ministries=_values(session, _ministries.c.organisation, _ministries, code))


def _values(session: Session, column: Column, table: Table, person: str) -> tuple[str, ...]:
    return tuple(session.execute(select(column).where(table.c.person == person).order_by(table.c.position)).scalars())


def anybody(session: Session) -> bool:
    """Whether there is any account at all."""
    return session.execute(select(_people.c.code).limit(1)).first() is not None


def account_at(session: Session, issuer: str, subject: str) -> str | None:
    """The account of somebody an identity provider calls `subject`."""
    return session.execute(select(_people.c.code).where(_people.c.issuer == issuer, _people.c.subject == subject)).scalar()


def session_of(session: Session, token: str, at: datetime) -> SignIn | None:
    """The session of the token where it still counts."""
    if not token:
        return None
    row = session.execute(_listed().where(_sessions.c.id == id_of(token), *_alive(at))).first()
    return SignIn(*row) if row else None


def sessions_of(session: Session, account: str, at: datetime) -> tuple[SignIn, ...]:
    """The person's sessions that still count, the latest used first."""
    rows = session.execute(_listed().where(_sessions.c.account == account, *_alive(at)).order_by(_sessions.c.seen_at.desc()))
    return tuple(SignIn(*row) for row in rows)


def _listed():
    c = _sessions.c
    return select(c.id, c.account, c.created_at, c.seen_at, c.expires_at, c.agent, c.method)


def _alive(at: datetime) -> tuple:
    return _sessions.c.revoked_at.is_(None), _sessions.c.expires_at > at, _sessions.c.seen_at > at - IDLE


def add_session(session: Session, token: str, account: str, at: datetime, agent: str, method: str) -> None:
    session.execute(insert(_sessions).values(
        id=id_of(token), account=account, created_at=at, seen_at=at, expires_at=at + ABSOLUTE, revoked_at=None,
        agent=agent, method=method))


def touch(session: Session, id: str, at: datetime) -> None:
    """The session was used. A clock behind the last use changes nothing."""
    session.execute(update(_sessions).where(_sessions.c.id == id, _sessions.c.seen_at < at).values(seen_at=at))


def revoke(session: Session, account: str, at: datetime, only: str = "", but: str = "") -> int:
    """Ends the account's sessions: one (`only`), all but one (`but`) or all. Returns how many ended."""
    ended = update(_sessions).where(_sessions.c.account == account, _sessions.c.revoked_at.is_(None)).values(revoked_at=at)
    if only:
        ended = ended.where(_sessions.c.id == only)
    return session.execute(ended.where(_sessions.c.id != but)).rowcount


def password_of(session: Session, account: str) -> str | None:
    """The hash kept for the account."""
    return session.execute(select(_credentials.c.hash).where(_credentials.c.account == account)).scalar()


def keep_password(session: Session, account: str, hashed: str, at: datetime) -> None:
    drop_password(session, account)
    session.execute(insert(_credentials).values(account=account, hash=hashed, changed_at=at))


def drop_password(session: Session, account: str) -> None:
    session.execute(delete(_credentials).where(_credentials.c.account == account))


def invite(session: Session, token: str, account: str, made_by: str, at: datetime) -> None:
    """A one-time link for the account; one made before no longer opens anything."""
    end_invitations(session, account, at)
    session.execute(insert(_invitations).values(
        id=id_of(token), account=account, made_by=made_by, created_at=at, expires_at=at + LINK_LASTS))


def end_invitations(session: Session, account: str, at: datetime) -> None:
    session.execute(update(_invitations).where(_invitations.c.account == account, *_unused()).values(ended_at=at))


def invited(session: Session, token: str, at: datetime) -> str | None:
    """The account a link is for, None where it is unknown, used, replaced or too old."""
    asked = select(_invitations.c.account).where(_invitations.c.id == id_of(token), _invitations.c.expires_at > at, *_unused())
    return session.execute(asked).scalar()


def use_invitation(session: Session, token: str, at: datetime) -> None:
    session.execute(update(_invitations).where(_invitations.c.id == id_of(token)).values(used_at=at))


def forget_ended(session: Session, at: datetime) -> None:
    """Sessions and links that ended long ago go: personal data is not kept without need."""
    for table in (_sessions, _invitations):
        session.execute(delete(table).where(table.c.expires_at <= at - FORGOTTEN))


def _unused() -> tuple:
    return _invitations.c.used_at.is_(None), _invitations.c.ended_at.is_(None)


def attempts(session: Session, key: str, since: datetime) -> tuple[int, datetime | None]:
    """How many tries were counted under the key since then, and when the oldest of them was."""
    asked = select(func.count(), func.min(_attempts.c.at)).where(_attempts.c.key == key, _attempts.c.at > since)
    return tuple(session.execute(asked).one())


def count_attempt(session: Session, keys: Iterable[str], at: datetime, forget_before: datetime) -> None:
    """One more try under each key; tries too old to count are forgotten."""
    session.execute(delete(_attempts).where(_attempts.c.at <= forget_before))
    session.execute(insert(_attempts), [{"id": secrets.token_hex(12), "key": key, "at": at} for key in keys])


def forget_attempts(session: Session, keys: Iterable[str]) -> None:
    session.execute(delete(_attempts).where(_attempts.c.key.in_(list(keys))))
