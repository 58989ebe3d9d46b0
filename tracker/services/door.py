"""The door everything is written through: who asks is looked up anew in the transaction, then the right, then the deed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.actors import EVERYWHERE, Action, Actor, Role, Subject, require
from tracker.store.accounts import actor_of
from tracker.store.engine import Engine, Session, reading, write
from tracker.store.held import State, hold_newer
from tracker.store.receipts import keep_receipt, require_same, result_of
from tracker.store.work import CONSOLE, Work, begun


@dataclass(frozen=True)
class Caller:
    """Who asks, from where and when. `token` is the session token of their cookie, empty for nobody; `at` is in UTC,
    `today` the day it is where the plan is at home. `console`: the command line on the machine itself."""

    engine: Engine
    token: str
    at: datetime
    today: date
    console: bool = False


def perform(caller: Caller, action: Action, do: Callable[[Work], str], *, subject: Callable[[Work], Subject] | None = None,
            key: str = "", reason: str = "", resolution: str = "") -> str:
    """`do` in one transaction, and what it returns (the code of what was made). Raises NotAllowed where the caller may
    not, by what the store says of them within the same transaction. With a `key` the same intent has one effect however
    often it is sent: later it only gives the first result. `do` may be run more than once, so it must do nothing but work
    on what it is given."""
    def attempt(session: Session):
        state = begun(session, caller.at)
        actor = _actor(session, caller)
        work = Work(session, state, actor, caller.at, action.value, actor.acts_as(action), reason, resolution)
        require(actor, action)  # before anything is looked up: who may nothing here learns not even what there is
        if subject:
            require(actor, action, subject(work))
        known = result_of(session, actor.code, key) if key else None
        if known is not None:
            require_same(session, actor.code, key, action.value)
            return known, state
        result = do(work)
        state = work.finish()
        if key:
            keep_receipt(session, actor.code, key, action.value, result, work.at)
        return result, state

    result, state = write(caller.engine, attempt)
    hold_newer(caller.engine, state)
    return result


@dataclass(frozen=True)
class Step:
    """A part of a deed that is an action of its own: with its own right, and its own name and reason in the log."""

    action: Action
    do: Callable[[Work], object]
    reason: str = ""


def perform_in_steps(caller: Caller, action: Action, decide: Callable[[Work], tuple[str, Sequence[Step]]], key: str) -> str:
    """Several actions in one transaction, all of them or none. `decide` looks, writes nothing, and says what is to be done
    and what that gives; the right to each step is asked for anew. Raises what `perform` raises."""
    def attempt(session: Session):
        state = begun(session, caller.at)
        actor = _actor(session, caller)
        require(actor, action)
        if (known := result_of(session, actor.code, key)) is not None:
            require_same(session, actor.code, key, action.value)
            return known, state
        result, steps = decide(_work(session, state, actor, caller, Step(action, str)))
        for step in steps:
            require(actor, step.action)
            work = _work(session, state, actor, caller, step)
            step.do(work)
            state = work.finish()
        keep_receipt(session, actor.code, key, action.value, result, max(caller.at, state.at or caller.at))
        return result, state

    result, state = write(caller.engine, attempt)
    hold_newer(caller.engine, state)
    return result


def _work(session: Session, state: State, actor: Actor, caller: Caller, step: Step) -> Work:
    return Work(session, state, actor, caller.at, step.action.value, actor.acts_as(step.action), step.reason)


def as_holder(engine: Engine, code: str, action: str, at: datetime, do: Callable[[Work], str]) -> str:
    """`do` in one transaction as the holder of an account, for who proved to be that by other means than a session: for
    what somebody does to their own account, which needs no right. Raises NotFound where there is no such account."""
    def attempt(session: Session):
        state = begun(session, at)
        actor = state.workspace.person(code).actor
        work = Work(session, state, actor, at, action, next(role for role in Role if role in actor.roles))
        return do(work), work.finish()

    result, state = write(engine, attempt)
    hold_newer(engine, state)
    return result


def read(caller: Caller, action: Action, subject: Subject = EVERYWHERE) -> Actor:
    """Who the caller is, where they may read this now. Raises NotAllowed."""
    with reading(caller.engine) as session:
        actor = _actor(session, caller)
    require(actor, action, subject or EVERYWHERE)
    return actor


def _actor(session: Session, caller: Caller) -> Actor:
    return CONSOLE if caller.console else actor_of(session, caller.token, caller.at)
