"""A whole plan brought back in a file: what differs from the present one, and putting it in its place."""

from hashlib import sha256

from tracker.domain.actors import Action
from tracker.domain.errors import Conflict, NotAllowed, TrackerError
from tracker.domain.plan import Plan
from tracker.domain.records import FieldChange, differences, records, root_of
from tracker.exchange import csv_bundle
from tracker.exchange.given_plan import read_given
from tracker.exchange.plan_json import plan_bytes
from tracker.services.door import Caller, perform, read
from tracker.services.reading import internal
from tracker.store import log
from tracker.store.work import Work


def differing(caller: Caller, given: Plan) -> dict[str, tuple[FieldChange, ...]]:
    """What of the present plan would change, by root object and in the order of the plans. Raises NotAllowed, Conflict where
    the file holds another plan: that begins a database of its own."""
    read(caller, Action.EDIT_PLAN)
    present = internal(caller.engine).plan
    if given.head.code != present.head.code:
        raise Conflict("importing.error_other_plan", given=given.head.code, here=present.head.code)
    found: dict[str, list[FieldChange]] = {}
    for change in differences(records(present), records(given)):
        found.setdefault(root_of(change.key), []).append(change)
    return {root: tuple(changes) for root, changes in found.items()}


def put_in_place(caller: Caller, content: bytes, name: str, seen: int, reason: str) -> str:
    """Replaces the plan by the one in the file, in one transaction; the same file a second time does nothing. It passes over
    every rule that guards single edits, so only the machine itself may: others bring workbooks. `seen` is the end of the
    log the differences were shown at. Raises NotAllowed, Conflict, BadInput with all that is wrong with the file."""
    if not caller.console:
        raise NotAllowed("importing.error_console_only")
    given, code = read_given(content, name), sha256(content).hexdigest()
    if not differing(caller, given):
        raise TrackerError("importing.error_nothing_new")

    def do(work: Work) -> str:
        if log.head(work.session).seq != seen:
            raise Conflict("importing.error_moved")
        work.replace_plan(given)
        return code

    return perform(caller, Action.EDIT_PLAN, do, reason=" · ".join(filter(None, (reason.strip(), f"sha256:{code}"))))


def as_bundle(caller: Caller) -> bytes:
    """The working plan as a zipped bundle of CSV files, everything in it. Raises NotAllowed."""
    read(caller, Action.EDIT_PLAN)
    return csv_bundle.archive(internal(caller.engine).plan)


def as_json(caller: Caller) -> bytes:
    """The working plan as JSON, everything in it. Raises NotAllowed."""
    read(caller, Action.EDIT_PLAN)
    return plan_bytes(internal(caller.engine).plan)
