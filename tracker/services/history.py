"""What anybody may know of how the plan came to be what it is: read from the log, nobody named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cached_property

from tracker.domain.actors import Action
from tracker.domain.days import begin_of, day_of, end_of
from tracker.domain.history import IMPORT, Step, of_plan, public, steps
from tracker.domain.log import Entry, Head
from tracker.domain.plan import Plan
from tracker.domain.records import root_of
from tracker.domain.verification import Verdict
from tracker.services.door import Caller, read
from tracker.services.reading import edition
from tracker.services.verifying import head_of, verify
from tracker.store import log
from tracker.store.engine import Engine, Session, address, reading
from tracker.store.log_search import Wanted, actions, actors, changes, count, imports, touched
from tracker.store.schema import explained

SOURCE = "source/"  # sources come and go with what names them

@dataclass(frozen=True)
class Import:
    """A whole plan that was read in at once: how many objects it brought, changed or took away."""

    on: date
    objects: int


@dataclass(frozen=True)
class Past:
    """The log as anybody may read it, as it stood at the end of `known_on` (None: as it stands now)."""

    engine: Engine = field(repr=False)
    known_on: date | None = None

    @cached_property
    def zone(self) -> tzinfo:
        """In which all days are told: the one the plan names now."""
        return edition(self.engine).plan.head.zone

    @cached_property
    def begins(self) -> date | None:
        """The day the log begins; None where it is empty."""
        with explained(self.engine), reading(self.engine) as session:
            first = log.first_at(session)
        return first and day_of(first, self.zone)

    def plan(self, on: date | None) -> Plan:
        """The plan as known at the end of `on`, or now. Raises NotFound where the log begins later."""
        return edition(self.engine, on or self.known_on).plan

    def steps(self, *roots: str) -> tuple[Step, ...]:
        """Every change of these objects, in the order of the log; nothing for what is not of the plan."""
        with explained(self.engine), reading(self.engine) as session:
            found = [e for root in roots if of_plan(root) for e in self._entries(session, root)]
        return tuple(sorted(steps(found, self.zone), key=lambda step: step.seq))

    def recorded(self, first: date, last: date) -> tuple[Step, ...]:
        """What was changed in the plan on the days from `first` to `last`, imports apart."""
        with explained(self.engine), reading(self.engine) as session:
            roots = touched(session, *self._between(first, last), IMPORT)
        return tuple(s for s in self.steps(*roots) if first <= s.on <= last and not s.imported and not s.key.startswith(SOURCE))

    def imports(self, first: date, last: date) -> tuple[Import, ...]:
        """The imports of these days."""
        with explained(self.engine), reading(self.engine) as session:
            found = imports(session, *self._between(first, last), IMPORT)
            return tuple(Import(day_of(at, self.zone), objects) for at, objects in found)

    def _between(self, first: date, last: date) -> tuple[datetime, datetime]:
        return begin_of(first, self.zone), end_of(min(last, self.known_on or last), self.zone)

    def _entries(self, session: Session, root: str) -> Iterator[Entry]:
        found = public(log.entries_of(session, root))
        return (e for e in found if self.known_on is None or day_of(e.at, self.zone) <= self.known_on)


PAGE = 25  # changes on one page of the log


@dataclass(frozen=True)
class Told:
    """A change with who made it: internal."""

    actor: str
    hash: str
    step: Step


@dataclass(frozen=True)
class Found:
    """A page of the log, the newest change first; `count` changes fit in all. `actors` and `actions` occur in the log."""

    steps: tuple[Told, ...]
    count: int
    actors: tuple[str, ...]
    actions: tuple[str, ...]


def search(caller: Caller, wanted: Wanted, page: int = 1) -> Found:
    """What the log says of what is wanted, for who may read it. Raises NotAllowed."""
    read(caller, Action.READ_LOG)
    with reading(caller.engine) as session:
        entries = changes(session, wanted, PAGE, PAGE * (page - 1))
        return Found(_told(entries, edition(caller.engine).plan.head.zone), count(session, wanted), actors(session), actions(session))


def _told(entries: tuple[Entry, ...], zone: tzinfo) -> tuple[Told, ...]:
    last = {(root_of(e.key), e.version): e for e in entries}
    made = (Told(last[s.key, s.version].actor, last[s.key, s.version].hash, s) for s in steps(sorted(entries, key=lambda e: (root_of(e.key), e.seq)), zone))
    return tuple(sorted(made, key=lambda told: -told.step.seq))


_checked: dict[str, tuple[Head, datetime, Verdict]] = {}


def checked(caller: Caller, anew: bool = False) -> tuple[datetime, Verdict]:
    """Whether the log proves itself, and when that was last looked into: anew after every entry. Evidence files are left to
    the command line: reading them all takes too long for a page. Raises NotAllowed."""
    read(caller, Action.READ_LOG)
    name, head = address(caller.engine), head_of(caller.engine)
    held = _checked.get(name)
    if anew or held is None or held[0] != head:
        held = _checked[name] = (head, caller.at, verify(caller.engine, files=False))
    return held[1], held[2]
