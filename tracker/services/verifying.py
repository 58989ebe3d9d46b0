"""Reading the log and the tables of one moment, and asking whether they prove one another."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from tracker.domain.errors import NotFound, NotReady
from tracker.domain.log import Entry, Head
from tracker.domain.records import Records, records
from tracker.domain.verification import Verdict, files_named, verified
from tracker.store import log
from tracker.store.engine import Engine, Session, reading
from tracker.store.files import digests
from tracker.store.loading import load_plan, load_workspace, without_collecting
from tracker.store.schema import explained


def verify(engine: Engine, kept: Head | None = None, files: bool = True) -> Verdict:
    """The verdict on the store as it lies in its tables now, nothing of it from memory. `kept` is a head of its log that
    somebody keeps elsewhere. One pass over the log, page by page, and one over the evidence files, unless `files` spares
    it: they may be many gigabytes."""
    with explained(engine), reading(engine) as session, without_collecting():
        held = _held(session)
        verdict = verified(_entries(session), held, kept)
        return _with_files(session, verdict, held or {}) if files else verdict


def _with_files(session: Session, verdict: Verdict, held: Records) -> Verdict:
    found = dict(digests(session))
    damaged = {name for name, content in found.items() if name != content}
    return replace(verdict, files=len(found), spoilt=tuple(sorted(damaged | (files_named(held) - found.keys()))))


def _entries(session: Session) -> Iterator[Entry]:
    """The log page by page; where a page holds what is no entry, one by one up to that one, which raises."""
    seen = 0
    try:
        for entry in log.entries(session):
            seen = entry.seq
            yield entry
    except (ValueError, TypeError):
        for seq in count(seen):
            yield from log.entries(session, seq, seq + 1)


def _held(session: Session) -> Records | None:
    """What the tables hold; None where something stands in them that this program never writes."""
    try:
        plan, workspace = load_plan(session), load_workspace(session)
    except (ValueError, KeyError, TypeError):
        return None
    return (records(plan) if plan else {}) | records(workspace)


def head_of(engine: Engine) -> Head:
    """The end of the log now: worth keeping where the database's keepers cannot reach it."""
    with explained(engine), reading(engine) as session:
        return log.head(session)


def head_as_json(head: Head) -> str:
    return json.dumps({"seq": head.seq, "hash": head.hash})


def kept_head(file: Path) -> Head:
    """A head as `verify --head` printed it, or the one in the manifest of a backup."""
    try:
        said = json.loads(file.read_text("utf-8"))
        said = said.get("head", said)
        return Head(int(said["seq"]), str(said["hash"]))
    except FileNotFoundError:
        raise NotFound("verify.no_file", file=str(file)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotReady("verify.bad_file", file=str(file)) from None
