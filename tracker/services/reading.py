"""Reading the plan: one shared, immutable edition per state of the store."""

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock

from tracker.domain.errors import NotReady
from tracker.domain.plan import Plan
from tracker.store.engine import Engine, address, reading
from tracker.store.plans import load_plan
from tracker.store.revision import current_revision, revision_of
from tracker.store.schema import explained


@dataclass(frozen=True)
class Edition:
    """A plan and the id of the state it was read from; everything derived from it may be cached under the id."""

    plan: Plan
    revision: str


_held: dict[str, Edition] = {}
_locks: defaultdict[str, Lock] = defaultdict(Lock)
_door = Lock()


def revision(engine: Engine) -> str:
    """The id of the state the store holds now. Raises NotReady where it holds none. One indexed row."""
    found = revision_of(engine)
    if found is None:
        raise NotReady("error.not_seeded")
    return found


def edition(engine: Engine) -> Edition:
    """The plan the store holds now, loaded once per state and process however many ask at once. Raises NotReady."""
    now = revision(engine)
    key = address(engine)
    held = _held.get(key)
    if held and held.revision == now:
        return held
    with _door:
        lock = _locks[key]
    with lock:
        held = _held.get(key)
        if not held or held.revision != now:
            held = _held[key] = _loaded(engine)
        return held


def _loaded(engine: Engine) -> Edition:
    """Plan and revision of one and the same snapshot."""
    with explained(engine), reading(engine) as session:
        found, plan = current_revision(session), load_plan(session)
    if found is None or plan is None:
        raise NotReady("error.not_seeded")
    return Edition(plan, found.id)
