"""What became of intents that were sent with a key of their own."""

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.errors import Conflict
from tracker.store.quick import ask, tell


def result_of(session: Session, actor: str, key: str) -> str | None:
    """What this actor's intent `key` gave, None where it was not done yet."""
    found = ask(session.connection(), "SELECT result FROM receipts WHERE actor = ? AND key = ?", actor, key)
    return found[0][0] if found else None


def require_same(session: Session, actor: str, key: str, action: str) -> None:
    """Raises Conflict where the key was used for another action: its result would say that this one was done."""
    found = ask(session.connection(), "SELECT action FROM receipts WHERE actor = ? AND key = ?", actor, key)
    if found and found[0][0] != action:
        raise Conflict("error.key_used")


def keep_receipt(session: Session, actor: str, key: str, action: str, result: str, at: datetime) -> None:
    """Belongs in the transaction that did it."""
    tell(session.connection(), "INSERT INTO receipts (actor, key, action, result, at) VALUES (?, ?, ?, ?, ?)",
         [(actor, key, action, result, at)])
