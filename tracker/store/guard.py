"""Nothing of the plan, the workspace or the log is written but through `store.work`: who tries is stopped at once.

The statement itself is looked at, so that it makes no difference how it came about. This catches our own mistakes; what
was changed behind the program's back is found by replaying the log.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event
from sqlalchemy.orm import ORMExecuteState, Session

from tracker.store.layout import AUDITED

WRITES = re.compile(r"\s*(?:WITH\b.*?\b)?(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)"
                    r'\s+(?:ONLY\s+)?(?:\w+\.)?"?(\w+)"?', re.IGNORECASE | re.DOTALL)
MARK = "tracker_audited"


class Unaudited(RuntimeError):
    """A write that would leave no trace in the log. A mistake in the program, never of a person."""


@contextmanager
def audited(connection: Connection) -> Iterator[None]:
    """Within, the connection may write what the log accounts for. For `store.work` and the migrations."""
    connection.info[MARK] = True
    try:
        yield
    finally:
        connection.info.pop(MARK, None)


def refuse_unaudited(connection: Connection, _cursor, statement: str, *_rest) -> None:
    """Listens to every statement of an engine."""
    written = WRITES.match(statement)
    if written and written[1].lower() in AUDITED and MARK not in connection.info:
        raise Unaudited(written[1])


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    """A bulk UPDATE or DELETE names no rows, so no entry could say what it changed."""
    if (state.is_update or state.is_delete) and state.statement.table.name in AUDITED:
        raise Unaudited(state.statement.table.name)
