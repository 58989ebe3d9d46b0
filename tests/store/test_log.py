"""The log only grows, and nothing that belongs in it is written past it."""

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import Session

from tests.builders import a_full_plan, a_full_workspace, a_goal, a_head, a_note, a_plan
from tests.store.working import AT, in_tables, saved, told, transact, whole
from tracker.domain.log import Head
from tracker.domain.records import root_of
from tracker.store import log
from tracker.store.engine import alone, reading, write, writers, writing
from tracker.store.guard import WRITES, Unaudited, audited
from tracker.store.layout import AUDITED
from tracker.store.schema import SchemaState, migrate
from tracker.store.tables import Base
from tracker.store.tables.milestones import MilestoneRow
from tracker.store.tables.workspace import NoteRow
from tracker.store.work import begun


@pytest.fixture
def filled(engine):
    saved(engine, a_full_plan(), a_full_workspace())
    return engine


def straight(engine, *statements: str) -> list[str]:
    """What the driver refuses, past everything of ours. PostgreSQL begins anew after each."""
    refused = []
    connection = engine.raw_connection()
    for statement in statements:
        try:
            connection.cursor().execute(statement)
            connection.commit()
        except Exception as error:  # the two drivers have errors of their own
            refused.append(str(error).splitlines()[0])
            connection.rollback()
    connection.close()
    return refused


OLD = a_head(jurisdictions=(), words=(), licence_code="", licence_url="")  # as a head was before it could name them
FILE = "INSERT INTO files (sha256, content, size, media_type, added_at) VALUES ('{}', '{}', 1, 'text/plain', '2026-11-22T09:00:00.000000+00:00')"


def test_the_database_lets_log_and_files_only_grow(filled):
    assert straight(filled, FILE.format("a" * 64, "x")) == []
    before = told(filled)
    tries = ["UPDATE log SET reason = 'x' WHERE seq = 1", "DELETE FROM log WHERE seq = 1", "DELETE FROM log",
             "UPDATE files SET content = 'y'", "DELETE FROM files", FILE.format("a" * 64, "y"),
             "INSERT INTO log SELECT * FROM log"]
    tries += ["TRUNCATE log", "TRUNCATE files", "TRUNCATE log, files CASCADE"] if filled.dialect.name == "postgresql" else [
        FILE.format("a" * 64, "y").replace("INSERT", "INSERT OR REPLACE"), "INSERT OR REPLACE INTO log SELECT * FROM log",
        "REPLACE INTO log SELECT * FROM log", "UPDATE OR REPLACE log SET seq = seq + 1"]
    assert len(straight(filled, *tries)) == len(tries)
    assert sum("only grows" in why for why in straight(filled, *tries)) >= len(tries) - 2
    assert told(filled) == before
    with reading(filled) as session:
        assert session.scalar(text("SELECT content FROM files")) in (b"x", "x", "\\x78")


def test_the_log_cannot_be_written_past_the_program(filled):
    for act in (lambda s: s.execute(text("UPDATE goals SET name_ko = 'x'")),
                lambda s: s.execute(text("  delete\nfrom \"notes\"")),
                lambda s: s.execute(update(MilestoneRow).values(weight=2)),
                lambda s: s.execute(delete(NoteRow)), lambda s: s.execute(update(NoteRow.__table__).values(note="")),
                lambda s: s.query(NoteRow).delete(),
                lambda s: s.connection().exec_driver_sql("INSERT INTO revisions VALUES (9, 'x', 1, '')"),
                lambda s: s.connection().execute(insert(NoteRow.__table__), {"code": "M01-02", "desk": "", "note": "", "position": 9}),
                lambda s: (s.add(NoteRow(code="M01-02", desk="", note="", position=9)), s.flush())):
        with pytest.raises(Unaudited), writing(filled) as session:
            act(session)
    assert whole(filled)


def test_bulk_changes_are_refused_even_within_a_work(filled):
    with pytest.raises(Unaudited):
        transact(filled, lambda work: work.session.execute(update(MilestoneRow).values(weight=2)))
    with pytest.raises(Unaudited):
        transact(filled, lambda work: work.session.execute(text("UPDATE milestones SET weight = 2")))
    for bulk in (update(MilestoneRow).values(weight=2), delete(NoteRow), update(NoteRow.__table__).values(note="")):
        with pytest.raises(Unaudited), writing(filled) as session, audited(session.connection()):
            session.execute(bulk)
    assert whole(filled)


def test_every_table_of_plan_workspace_and_log_is_watched():
    named = {table.name for table in Base.metadata.sorted_tables if table.info}
    assert named == AUDITED and {"log", "revisions", "notes", "evidence", "plan"} <= named
    for statement in ("INSERT INTO log", "insert or replace into log", "UPDATE log", "DELETE FROM public.log", "TRUNCATE TABLE log",
                      'UPDATE "log"', "REPLACE INTO log"):
        assert WRITES.match(f"{statement} x")[1].lower() == "log"
    assert WRITES.match("SELECT * FROM log") is None


def test_what_is_not_of_the_plan_may_be_written(sqlite_engine):
    with writing(sqlite_engine) as session:
        session.execute(text("INSERT INTO drafts VALUES ('a', 'M01-01', '{}', '2026-11-22T09:00:00.000000+00:00')"))


def test_entries_are_read_in_order_and_of_an_object(filled):
    all_of_them = told(filled)
    transact(filled, lambda work: work.put(a_goal(name="Later"), a_note(note="Later")), AT + timedelta(days=1))
    with reading(filled) as session:
        history = log.entries_of(session, "goal/T01")
        assert [e.version for e in history] == [1, 2] and {root_of(e.key) for e in history} == {"goal/T01"}
        assert list(log.entries(session, until=len(all_of_them))) == all_of_them
        assert log.first_at(session) == AT
        assert log.head(session) == Head(len(all_of_them) + 2, log.newest(session, 1)[0].hash)
        assert [e.seq for e in log.newest(session, 2, before=5)] == [4, 3]
        assert [e.key for e in log.newest(session, 9, root="note/M01-01", actor="console", action="plan:edit")] == ["note/M01-01"] * 2
        assert log.versions(session, after=len(all_of_them)) == {"goal/T01": 2, "note/M01-01": 2}


def test_what_is_hashed_is_the_json_of_the_entry(filled):
    """Written down here once more, so that anybody can check the log without this program."""
    transact(filled, lambda work: work.put(a_goal(name='Quotes " and \\ and\nlines\u2028\x01 \ud55c\uae00')))
    for e in told(filled):
        said = [e.seq, e.at.isoformat(timespec="microseconds"), e.actor, e.role, e.action, e.key, e.field, e.before, e.after, e.reason,
                e.resolution, e.version, e.previous]
        assert e.hash == sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def test_a_long_log_is_read_page_by_page(filled, monkeypatch):
    expected = told(filled)
    monkeypatch.setattr(log, "PAGE", 7)
    assert told(filled) == expected and len(expected) > 30
    with reading(filled) as session:
        assert list(log.entries(session, after=3, until=20)) == expected[3:20]


def test_a_row_edited_behind_the_programs_back_shows(filled):
    assert straight(filled, "UPDATE goals SET name_en = 'forged'") == []
    from tracker.domain.log import replay
    assert replay(told(filled)) != in_tables(filled)


def test_a_plan_older_than_the_log_is_accounted_for(engine):
    """A database of schema 0005 with a plan, brought forward: the first who writes tells the log of it."""
    from alembic import command

    from tracker.store.schema import _alembic

    plan = a_plan(head=OLD, goals=(a_goal(),))
    saved(engine, plan)
    with alone(engine) as connection:
        command.downgrade(_alembic(connection), "0005")
    assert migrate(engine) is SchemaState.BEHIND and told(engine) == []
    state = write(engine, lambda session: begun(session, AT))
    assert state.plan == plan and state.number == 2 and whole(engine)
    transact(engine, lambda work: work.put(replace(plan.goals[0], leads=())))
    assert whole(engine) and {e.action for e in told(engine)} == {"plan:import", "plan:edit"}


def test_the_first_change_of_an_old_store_accounts_for_it_in_the_same_transaction(sqlite_engine):
    from alembic import command

    from tracker.store.schema import _alembic

    saved(sqlite_engine, a_plan(head=OLD))
    with alone(sqlite_engine) as connection:
        command.downgrade(_alembic(connection), "0005")
    migrate(sqlite_engine)
    transact(sqlite_engine, lambda work: work.put(a_goal(name="New")))
    assert whole(sqlite_engine) and [e.field for e in told(sqlite_engine)][-1] == "name"


def test_a_writer_keeps_others_out_until_it_ends(filled):
    """Nobody writes between what a transaction read and what it writes."""
    with Session(writers(filled)) as session, session.begin():
        state = begun(session, AT)
        other = filled.raw_connection()
        try:
            other.cursor().execute("SET lock_timeout = 50" if filled.dialect.name == "postgresql" else "PRAGMA busy_timeout = 50")
            with pytest.raises(Exception, match="lock"):
                other.cursor().execute("LOCK TABLE log IN SHARE ROW EXCLUSIVE MODE" if filled.dialect.name == "postgresql"
                                       else "BEGIN IMMEDIATE")
        finally:
            other.invalidate()
        assert state.plan == a_full_plan()
