"""Reading the plan and the workspace: one shared, immutable value per state of the store."""

from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from zoneinfo import ZoneInfo

from tracker.domain.days import day_of, end_of
from tracker.domain.errors import NotFound, NotReady
from tracker.domain.log import Entry, replay
from tracker.domain.plan import Plan
from tracker.domain.records import plan_of
from tracker.domain.workspace import Workspace
from tracker.store import log
from tracker.store.engine import Engine, address, reading
from tracker.store.held import State, hold, state_of
from tracker.store.loading import without_collecting
from tracker.store.revision import revision_by, revision_of, zone_name
from tracker.store.schema import explained


@dataclass(frozen=True)
class Edition:
    """A plan and the id of the state it was read from; everything derived from it may be cached under the id."""

    plan: Plan
    revision: str


@dataclass(frozen=True)
class Internal:
    """What somebody signed in works on. `seq` is the last entry of the log, `versions` those of the objects by key; both
    are of the same moment as plan and workspace."""

    plan: Plan
    workspace: Workspace
    revision: str
    seq: int
    versions: Mapping[str, int]


_held: dict[str, Edition] = {}
_then: OrderedDict[tuple[str, str], Edition] = OrderedDict()
_locks: defaultdict[str, Lock] = defaultdict(Lock)
_door = Lock()
KEPT_THEN = 8  # editions as known on earlier days, per process


def revision(engine: Engine) -> str:
    """The id of the state the store holds now. Raises NotReady where it holds none. One indexed row."""
    found = revision_of(engine)
    if found is None:
        raise NotReady("error.not_seeded")
    return found


def edition(engine: Engine, known_on: date | None = None) -> Edition:
    """The plan the store holds now, or held at the end of the day `known_on`; loaded once per state and process
    however many ask at once. Raises NotReady, and NotFound where the log begins later than that day."""
    now = revision(engine)
    if known_on is not None:
        return _known(engine, now, known_on)
    return _present(engine, now)


def zone(engine: Engine) -> ZoneInfo | None:
    """The time zone of the plan as last read here, else as the store holds it; None where it holds no plan that can be
    read: what is wrong is for those to say who need the plan."""
    if held := _held.get(address(engine)):
        return held.plan.head.zone
    name = zone_name(engine)
    return ZoneInfo(name) if name else None


def _present(engine: Engine, now: str) -> Edition:
    key = address(engine)
    held = _held.get(key)
    if held and held.revision == now:
        return held
    with _lock(key):
        held = _held.get(key)
        if not held or held.revision != now:
            state = _state(engine)
            held = _held[key] = Edition(state.plan, state.revision)
        return held


def _lock(key: str) -> Lock:
    with _door:
        return _locks[key]


def _state(engine: Engine) -> State:
    """Plan and workspace of one and the same snapshot, held from then on. Raises NotReady."""
    with explained(engine), reading(engine) as session:
        state = state_of(session)
    if state.plan is None:
        raise NotReady("error.not_seeded")
    hold(engine, state)
    return state


def _known(engine: Engine, now: str, day: date) -> Edition:
    zone = _present(engine, now).plan.head.zone
    with reading(engine) as session:
        found = revision_by(session, end_of(day, zone))
        first = log.first_at(session)
    if found is None:
        raise NotFound("error.nothing_known_then", first=day_of(first, zone) if first else None)
    if found.id == now:
        return _present(engine, now)
    key = (address(engine), found.id)
    with _lock(f"{key[0]} as it was"):
        held = _then.get(key) or Edition(_replayed(engine, found.seq), found.id)
        with _door:
            _then[key] = held
            _then.move_to_end(key)
            while len(_then) > KEPT_THEN:
                _then.popitem(last=False)
        return held


def _replayed(engine: Engine, seq: int) -> Plan:
    with reading(engine) as session, without_collecting():
        return plan_of(replay(log.entries(session, until=seq)))


def internal(engine: Engine) -> Internal:
    """Plan and workspace as they are now, for who may see them. Raises NotReady."""
    state = _state(engine)
    return Internal(state.plan, state.workspace, state.revision, state.head.seq, state.versions)


def desk(engine: Engine) -> Workspace:
    """The workspace as it is now."""
    return internal(engine).workspace


def entries(engine: Engine, root: str | None = None) -> tuple[Entry, ...]:
    """The log in order: all of it, or the history of one object (`milestone/M07-01`)."""
    with explained(engine), reading(engine) as session:
        return tuple(log.entries(session)) if root is None else log.entries_of(session, root)


def newest(engine: Engine, limit: int, before: int | None = None, **wanted: str) -> tuple[Entry, ...]:
    """The latest entries, newest first; `actor`, `action` and `root` narrow them, `before` turns the page."""
    with explained(engine), reading(engine) as session:
        return log.newest(session, limit, before, **wanted)
