"""A store with a little history, and ways to meddle with it that no program of ours has: past sessions and triggers."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

from tests.builders import FILE, a_full_plan, words
from tracker.domain.actors import Action
from tracker.domain.workspace import Comment
from tracker.services.door import Caller, perform
from tracker.store.engine import Engine, write
from tracker.store.files import keep_file
from tracker.store.plans import save_plan

FIRST = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
KEY = "milestone/M01-01"
PROOF = sha256(FILE).hexdigest()  # the file its evidence names


def with_history(engine: Engine) -> Engine:
    """A plan and the file its evidence names imported on 20 November, one title corrected and one comment made on the 22nd."""
    write(engine, lambda session: save_plan(session, a_full_plan(), FIRST))
    write(engine, lambda session: keep_file(session, PROOF, FILE, "text/plain", FIRST))
    caller = Caller(engine, "", LATER, date(2026, 11, 22), console=True)
    perform(caller, Action.CORRECT_PLAN, _retitled, reason="a slip of the pen")
    perform(caller, Action.COMMENT, _commented)
    return engine


def _retitled(work) -> str:
    work.put(replace(work.plan.milestone("M01-01"), title=words("Better words")))
    return KEY


def _commented(work) -> str:
    work.put(Comment("N1", KEY, work.actor.code, work.at, "secret remark"))
    return "N1"


def meddle(engine: Engine, *statements: str) -> None:
    """Statements on the bare driver, with the triggers of log and files out of the way."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for statement in (*_disarmed(engine, cursor), *statements):
            cursor.execute(statement)
        connection.commit()


def _disarmed(engine: Engine, cursor) -> list[str]:
    if engine.dialect.name != "sqlite":
        return ["ALTER TABLE log DISABLE TRIGGER USER", "ALTER TABLE files DISABLE TRIGGER USER"]
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('log', 'files')")
    return [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]
