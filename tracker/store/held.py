"""The present state of the store, held by the process: plan, workspace and versions, as long as nobody wrote since.

What is held is never trusted: it counts only where revision and end of the log, asked within the transaction, are the
ones it was read at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy.orm import Session

from tracker.domain.log import Head
from tracker.domain.plan import Plan
from tracker.domain.workspace import Workspace
from tracker.store import log
from tracker.store.engine import Engine, address
from tracker.store.loading import load_numbered, load_workspace
from tracker.store.revision import Present, present


@dataclass(frozen=True)
class State:
    """Everything that is in the log, at one moment. `plan` is None where none was ever saved; `versions` are those of
    every object there ever was, `numbers` the ids of the sources by address."""

    plan: Plan | None
    workspace: Workspace
    revision: str
    number: int
    head: Head
    at: datetime | None
    versions: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


_states: dict[str, State] = {}
_door = Lock()


def state_of(session: Session) -> State:
    """The state in this transaction: the held one where it is the present one, else loaded here. It is not held from
    here, because the transaction may yet be undone."""
    now, held = present(session), _states.get(address(session.get_bind().engine))
    if held and (held.revision, held.head) == (now.revision, now.head):
        return held
    return _loaded(session, now, held)


def _loaded(session: Session, now: Present, held: State | None) -> State:
    """What of the held state is still so is kept: most changes leave the plan as it is."""
    same_plan = held is not None and held.revision == now.revision
    found = None if same_plan or not now.revision else load_numbered(session)
    plan, numbers = (held.plan, held.numbers) if same_plan else (found.plan, found.numbers) if found else (None, {})
    return State(plan, load_workspace(session), now.revision, now.number, now.head, now.at, log.versions(session), numbers)


def hold(engine: Engine, state: State) -> None:
    """From now on `state` is what the process holds. For what was committed or read, never for what is being done."""
    with _door:
        _states[address(engine)] = state


def hold_newer(engine: Engine, state: State) -> None:
    """The same after a commit, unless somebody's later commit got here first."""
    with _door:
        held = _states.get(address(engine))
        if held is None or held.head.seq < state.head.seq:
            _states[address(engine)] = state
