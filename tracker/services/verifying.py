"""Reading the log and the tables of one moment, and asking whether they prove one another."""

import json
from pathlib import Path

from tracker.domain.errors import NotFound, NotReady
from tracker.domain.log import Head
from tracker.domain.records import Records, records
from tracker.domain.verification import Verdict, verified
from tracker.store import log
from tracker.store.engine import Engine, reading
from tracker.store.loading import load_plan, load_workspace
from tracker.store.schema import explained


def verify(engine: Engine, kept: Head | None = None) -> Verdict:
    """The verdict on the store as it lies in its tables now, nothing of it from memory. `kept` is a head of its log that
    somebody keeps elsewhere. One pass over the log, page by page."""
    with explained(engine), reading(engine) as session:
        plan, workspace = load_plan(session), load_workspace(session)
        held: Records = (records(plan) if plan else {}) | records(workspace)
        return verified(log.entries(session), held, kept)


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
