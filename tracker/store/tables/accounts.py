"""What lets people in: passwords, sessions, one-time links and the attempts that are counted. None of it is in the log,
and nothing here can be used by who reads it: passwords are argon2, tokens SHA-256.

`account` is the code of a person. It is no foreign key: a person is put by the log's door, these tables are not.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from tracker.store.tables.base import Base, Code, check, instant, one_of

METHODS = ("local", "oidc", "demo")


class CredentialRow(Base):
    """The password of a person who has one here."""

    __tablename__ = "credentials"
    __table_args__ = (check("hash", "hash LIKE '$argon2id$%'"), instant("changed_at"))

    account: Mapped[Code]
    hash: Mapped[str]
    changed_at: Mapped[datetime]


class SessionRow(Base):
    """One sign-in. `id` is the SHA-256 of the token the browser holds, `agent` a word for the browser."""

    __tablename__ = "sessions"
    __table_args__ = (
        one_of("method", METHODS), Index(None, "account"),
        *(instant(column) for column in ("created_at", "seen_at", "expires_at", "revoked_at")))

    id: Mapped[Code]
    account: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    agent: Mapped[str]
    method: Mapped[str]


class InvitationRow(Base):
    """A one-time link with which somebody chooses a password. Kept after use: it says who was let in by whom, and when."""

    __tablename__ = "invitations"
    __table_args__ = (
        Index(None, "account"), *(instant(column) for column in ("created_at", "expires_at", "used_at", "ended_at")))

    id: Mapped[Code]
    account: Mapped[str]
    made_by: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class AttemptRow(Base):
    """One try to sign in, by what it is counted under: the hash of a name or of an address."""

    __tablename__ = "attempts"
    __table_args__ = (instant("at"), Index(None, "key", "at"))

    id: Mapped[Code]
    key: Mapped[str]
    at: Mapped[datetime]
