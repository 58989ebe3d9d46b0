"""What became of intents that were sent with a key of their own."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.store.tables.log import ReceiptRow

RECEIPTS = ReceiptRow.__table__


def result_of(session: Session, actor: str, key: str) -> str | None:
    """What this actor's intent `key` gave, None where it was not done yet."""
    return session.scalar(select(RECEIPTS.c.result).where(RECEIPTS.c.actor == actor, RECEIPTS.c.key == key))


def keep_receipt(session: Session, actor: str, key: str, action: str, result: str, at: datetime) -> None:
    """Belongs in the transaction that did it."""
    session.connection().execute(insert(RECEIPTS), {"actor": actor, "key": key, "action": action, "result": result, "at": at})
