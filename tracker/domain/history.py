"""The log read as history: what one change did to one object, what anybody may see of it, and how it was on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from itertools import groupby

from tracker.domain.log import Entry, encoded
from tracker.domain.milestones import ACCEPTED_RECORDS
from tracker.domain.plan import Plan
from tracker.domain.records import HEAD, POSITION, FieldChange, Record, Records, apply, groups, object_of, root_of

IMPORT = "plan:import"
# Whose reason was written for the public: a correction says why, and so does a decision on a change request.
REASON_IS_PUBLIC = frozenset({"plan:correct", "change:apply"})
PLAN_WORDS = frozenset(group.word for group in groups() if group.whole is Plan) | {HEAD.split("/")[0]}


def of_plan(key: str) -> bool:
    """Whether a key names something of the plan; everything else is the workspace's and internal."""
    return key.split("/")[0] in PLAN_WORDS


@dataclass(frozen=True)
class Step:
    """Everything one change did to one root object, in the order of the log. `at` is told in the plan's time zone."""

    seq: int
    at: datetime
    role: str
    action: str
    key: str
    version: int
    changes: tuple[FieldChange, ...]
    reason: str
    resolution: str

    @property
    def on(self) -> date:
        return self.at.date()

    @property
    def told(self) -> tuple[FieldChange, ...]:
        """The changes worth telling: another place in a list is none."""
        return tuple(c for c in self.changes if c.field != POSITION)

    @property
    def imported(self) -> bool:
        return self.action == IMPORT

    @property
    def begins(self) -> bool:
        """Whether the object came with it."""
        return any(c.key == self.key and not c.field and c.after is not None for c in self.changes)


def public(entries: Iterable[Entry]) -> Iterator[Entry]:
    """What anybody may see of the history of plan objects: never who, no reason that was not written for the public, no
    report that is not accepted, no evidence that is not public. `entries` must hold the whole history of each object:
    what became public later shows from then on, as if it had come then."""
    held: Records = {}
    for entry in entries:
        if not of_plan(entry.key):
            continue
        before = _shown(held, entry.key)
        apply(held, entry.change)
        after = _shown(held, entry.key)
        if seen := _seen(entry, before, after):
            yield replace(seen, actor="", reason=entry.reason if entry.action in REASON_IS_PUBLIC else "")


def _shown(held: Records, key: str) -> Record | None:
    """The record, where anybody may see it."""
    record = held.get(key)
    return record if record is not None and _open(held, key, record) else None


def _open(held: Records, key: str, record: Record) -> bool:
    part = (key.split("/") + ["", ""])[2]
    if part == "report":
        return record["record"] in ACCEPTED_RECORDS
    return part != "evidence" or (record["public"] and _accepted(held, key, record["report"]))


def _accepted(held: Records, key: str, report: str) -> bool:
    owner = held.get(f"{root_of(key)}/report/{report}")
    return owner is not None and owner["record"] in ACCEPTED_RECORDS


def _seen(entry: Entry, before: Record | None, after: Record | None) -> Entry | None:
    """The entry as somebody saw it who saw the record `before` it and sees it `after` it."""
    if before is None and after is None:
        return None
    if before is not None and after is not None:
        return entry
    return replace(entry, field="", before=encoded(before), after=encoded(after))


def steps(entries: Iterable[Entry], zone: tzinfo) -> tuple[Step, ...]:
    """Entries of any objects as changes of one object each, in the order of the log; their days are those of `zone`."""
    return tuple(_step(tuple(group), zone) for _, group in groupby(entries, lambda e: (root_of(e.key), e.version)))


def _step(entries: tuple[Entry, ...], zone: tzinfo) -> Step:
    e = entries[0]
    changes = tuple(x.change for x in entries)
    return Step(e.seq, e.at.astimezone(zone), e.role, e.action, root_of(e.key), e.version, changes, e.reason, e.resolution)


@dataclass(frozen=True)
class State:
    """One object as a step left it; None where the step took it away."""

    step: Step
    value: object | None


def states(found: Iterable[Step]) -> tuple[State, ...]:
    """How one object was after each of its steps."""
    held: Records = {}
    made = []
    for step in found:
        for change in step.changes:
            apply(held, change)
        made.append(State(step, object_of(held, step.key) if step.key in held else None))
    return tuple(made)


def known(found: tuple[State, ...], on: date) -> State | None:
    """The last state recorded by the end of `on`; None where nothing was recorded yet."""
    return next((state for state in reversed(found) if state.step.on <= on), None)
