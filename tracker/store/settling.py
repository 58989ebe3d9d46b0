"""The end of a transaction: from what was and what is to rows, entries of the log, versions and a revision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.domain.errors import BadInput, Problem
from tracker.domain.log import Head, sealed
from tracker.domain.plan import Plan
from tracker.domain.records import HEAD, POSITION, FieldChange, Records, differences, group_of, object_records, records, root_of
from tracker.domain.workspace import Workspace
from tracker.store.deltas import Delta, delete_objects, deltas, write_deltas
from tracker.store.held import State
from tracker.store.log import add_entries
from tracker.store.references import require_references
from tracker.store.revision import add_revision
from tracker.store.rows import Rows, object_rows
from tracker.store.shape import Sources

Placed = tuple[int, object]  # the place in its group, the object


@dataclass(frozen=True)
class Touched:
    """An object that was, that is, or both."""

    key: str
    was: Placed | None
    now: Placed | None


@dataclass(frozen=True)
class Said:
    """What the entries of one transaction share."""

    at: datetime
    actor: str
    role: str
    action: str
    reason: str = ""
    resolution: str = ""


def settle(session: Session, was: State, plan: Plan | None, workspace: Workspace, touched: Iterable[Touched],
           said: Said, rows_stand: bool = False) -> State:
    """Write what differs, and return the new state; nothing is written and `was` comes back where nothing does.
    `rows_stand`: the rows are there already, only the log does not account for them. Raises BadInput where the change
    refers to what is not there, or breaks a rule of the tables."""
    touched = [t for t in touched if t.was != t.now]
    changes = list(differences(_records(touched, "was"), _records(touched, "now")))
    if not changes:
        return was
    now = replace(was, plan=plan, workspace=workspace, numbers=_numbers(was, plan))
    if not rows_stand:
        _write_rows(session, was, now, touched)
    return _write_entries(session, was, now, changes, said)


def _records(touched: Iterable[Touched], when: str) -> Records:
    found: Records = {}
    for t in touched:
        placed = getattr(t, when)
        if placed is not None:
            found |= records(Plan(placed[1])) if t.key == HEAD else object_records(placed[1], t.key.split("/")[0], placed[0])
    return found


def _numbers(was: State, plan: Plan | None) -> Mapping[str, int]:
    """Of the plan's sources: the numbers they had, and further ones for the new."""
    if was.plan and plan and plan.sources is was.plan.sources:
        return was.numbers
    held, numbers = was.numbers, {}
    last = max(held.values(), default=0)
    for source in plan.sources if plan else ():
        last += source.url not in held
        numbers[source.url] = held.get(source.url, last)
    return numbers


def _write_rows(session: Session, was: State, now: State, touched: list[Touched]) -> None:
    before, after = _rows(touched, "was", was.numbers), _rows(touched, "now", now.numbers)
    found = deltas(before, after)
    require_references(found, after, now.plan, now.workspace)
    connection = session.connection()
    try:
        write_deltas(connection, found)
    except IntegrityError:
        raise BadInput(tuple(_refused(delta) for delta in found.values() if delta.new or delta.changed)) from None
    try:
        delete_objects(connection, found)
    except IntegrityError:
        raise BadInput(tuple(Problem(t.key.split("/")[0], 0, "", t.key.split("/", 1)[1], "still_used")
                             for t in touched if t.now is None)) from None


def _rows(touched: Iterable[Touched], when: str, numbers: Mapping[str, int]) -> Rows:
    sources, found = Sources(numbers), {}
    for t in touched:
        placed = getattr(t, when)
        for table, rows in (object_rows(placed[1], placed[0], sources) if placed else {}).items():
            found.setdefault(table, []).extend(rows)
    return found


def _refused(delta: Delta) -> Problem:
    """A rule of the database was broken: the services check before, so this is the last resort. Values stay unsaid."""
    return Problem(delta.table.name, 0, "", "", "refused")


def _write_entries(session: Session, was: State, now: State, changes: list[FieldChange], said: Said) -> State:
    versions = _versions(was.versions, changes)
    entries = tuple(sealed(was.head, said.at, said.actor, said.role, said.action, said.reason, said.resolution,
                           ((change, versions[root_of(change.key)]) for change in changes)))
    head, new_plan = Head(entries[-1].seq, entries[-1].hash), any(_of_plan(change.key) for change in changes)
    number = was.number + new_plan
    add_entries(session, entries)
    revision = add_revision(session, number, head, said.at) if new_plan else was.revision
    return replace(now, revision=revision, number=number, head=head, at=said.at, versions={**was.versions, **versions})


def _versions(held: Mapping[str, int], changes: Iterable[FieldChange]) -> dict[str, int]:
    """Of the objects that changed. One that only stands at another place because others came or went is the same
    object: who is editing it needs not hear of that."""
    found: dict[str, int] = {}
    for change in changes:
        root = root_of(change.key)
        moved = change.field == POSITION and change.key == root
        found[root] = max(found.get(root, 0), held.get(root, 0) + (not moved))
    return found


def _of_plan(key: str) -> bool:
    return key == HEAD or group_of(key.split("/")[0]).whole is Plan
