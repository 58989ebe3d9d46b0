"""The log of every change: append-only, each entry bound to the one before it by its hash.

Replaying it from the start gives the present plan and workspace, replaying it to an instant gives what was known then.
`before` and `after` are canonical JSON texts, so that the hash covers exactly what is stored.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from tracker.domain.records import FieldChange, Json, Records, apply

START = "0" * 64  # the hash before the first entry
# Made once: json.dumps makes an encoder at every call that has settings of its own, json.loads asks what it got.
_value = json.JSONDecoder().decode
_value_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True)
class Entry:
    """One field of one object at one moment. `key` names the object as in records.py; `field` empty means the whole
    record came or went. `version` counts the changes of the root object, entries of one change share it. `role` is the
    one the actor had the right from, `action` what they did (report:approve)."""

    seq: int
    at: datetime
    actor: str
    role: str
    action: str
    key: str
    field: str
    before: str | None
    after: str | None
    reason: str
    resolution: str
    version: int
    previous: str
    hash: str

    @property
    def change(self) -> FieldChange:
        return FieldChange(self.key, self.field, decoded(self.before), decoded(self.after))


@dataclass(frozen=True)
class Head:
    """The end of the log: what a release, a backup or a stranger keeps to prove that nothing before it was changed."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Break:
    """The first entry that does not fit, and why: `gap`, `previous`, `hash`, `change`."""

    seq: int
    why: str


def encoded(value: Json) -> str | None:
    """The one way a value is written in the log."""
    return None if value is None else _value_text(value)


def decoded(text: str | None) -> Json:
    return None if text is None else _value(text)


def hash_of(seq: int, at: datetime, *rest: object) -> str:
    """SHA-256 over everything an entry says, in the order of its fields, without the hash itself: the JSON list of them,
    put together here because an encoder takes four times as long, and a log is read whole to be proved."""
    said = ",".join(["null" if part is None else quoted(part) if isinstance(part, str) else str(part) for part in rest])
    return hashlib.sha256(f'[{seq},"{_in_utc(at)}",{said}]'.encode()).hexdigest()


@lru_cache(64)
def _in_utc(at: datetime) -> str:
    """Entries of one transaction share theirs."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def sealed(head: Head, at: datetime, actor: str, role: str, action: str, reason: str, resolution: str,
           changes: Iterable[tuple[FieldChange, int]]) -> Iterator[Entry]:
    """Entries for changes (each with the version of its root object), continuing the chain from `head`."""
    seq, previous = head.seq, head.hash
    for change, version in changes:
        seq += 1
        rest = (actor, role, action, change.key, change.field, encoded(change.before), encoded(change.after),
                reason, resolution, version, previous)
        made = hash_of(seq, at, *rest)
        yield Entry(seq, at, *rest, made)
        previous = made


def first_break(entries: Iterable[Entry], head: Head = Head(0, START)) -> Break | None:
    """The first entry that does not follow from the one before it, None where the chain holds."""
    seq, previous = head.seq, head.hash
    for e in entries:
        if e.seq != seq + 1:
            return Break(e.seq, "gap")
        if e.previous != previous:
            return Break(e.seq, "previous")
        if e.hash != hash_of(e.seq, e.at, e.actor, e.role, e.action, e.key, e.field, e.before, e.after, e.reason,
                             e.resolution, e.version, e.previous):
            return Break(e.seq, "hash")
        seq, previous = e.seq, e.hash
    return None


class Misfit(ValueError):
    """An entry that cannot have happened after the ones before it."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"entry {seq}")
        self.seq = seq


def replay(entries: Iterable[Entry], found: Records | None = None) -> Records:
    """The records these entries lead to. Raises Misfit at the first that does not fit what came before it."""
    found = {} if found is None else found
    for entry in entries:
        try:
            apply(found, entry.change)
        except (KeyError, ValueError):
            raise Misfit(entry.seq) from None
    return found
