"""Working on a store in a test: one transaction as the console, and what the store says of itself afterwards."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from tracker.domain.actors import Role
from tracker.domain.log import Entry, first_break, replay
from tracker.domain.records import Records, records
from tracker.store import log
from tracker.store.engine import reading, write
from tracker.store.held import State, hold_newer, state_of
from tracker.store.loading import load_plan, load_workspace
from tracker.store.work import CONSOLE, Work, begun

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def transact(engine: Engine, do: Callable[[Work], object], at: datetime = AT) -> State:
    """`do` in one transaction, as services/door.py runs it."""
    def attempt(session):
        work = Work(session, begun(session, at), CONSOLE, at, "plan:edit", Role.EDITOR)
        do(work)
        return work.finish()
    state = write(engine, attempt)
    hold_newer(engine, state)
    return state


def saved(engine: Engine, plan, workspace=None) -> State:
    """Plan and workspace in place of what there is."""
    def do(work):
        kept = [group for group in ("people", "submissions", "comments", "requests", "notes", "releases", "tickets") if workspace]
        work.replace_plan(plan)
        for name in kept:
            work.put(*getattr(workspace, name))
    return transact(engine, do)


def told(engine: Engine) -> list[Entry]:
    """The whole log."""
    with reading(engine) as session:
        return list(log.entries(session))


def in_tables(engine: Engine) -> Records:
    """What the tables say, whatever the process holds."""
    with reading(engine) as session:
        plan = load_plan(session)
        return (records(plan) if plan else {}) | records(load_workspace(session))


def whole(engine: Engine) -> bool:
    """The chain holds, and the log leads to what the tables say and to what the process holds."""
    entries, found = told(engine), in_tables(engine)
    with reading(engine) as session:
        state = state_of(session)
    return first_break(entries) is None and replay(entries) == found == records(state.plan) | records(state.workspace)
