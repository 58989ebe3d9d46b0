"""Many at once: one safe field, all of them or none; completion, dates and states have no way through here."""

import inspect

import pytest

from tests.services.desk import a_desk
from tracker.domain.bulk import BulkField, note_of, preview
from tracker.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from tracker.domain.workspace import MilestoneNote, Workspace
from tracker.services import bulk, reading
from tracker.services.bulk import note_many

OWN = ("M01-01", "M01-02")


def seen(desk, *codes) -> dict[str, int]:
    return {code: desk.version(f"note/{code}") for code in codes}


def test_one_field_for_many_with_its_reason(engine):
    desk = a_desk(engine)
    assert note_many(desk.caller("rita"), BulkField.DESK, " AI policy desk ", seen(desk, *OWN), "New desk", "k") == "2"
    assert note_many(desk.caller("rita"), BulkField.DESK, "other", seen(desk, *OWN), "New desk", "k") == "2"  # the same intent again
    assert note_many(desk.caller("rita"), BulkField.NOTE, "Ask in May", seen(desk, "M01-02"), "Standing", "k2") == "1"
    notes = {n.code: (n.desk, n.note) for n in desk.now.workspace.notes}
    assert notes == {"M01-01": ("AI policy desk", ""), "M01-02": ("AI policy desk", "Ask in May")}
    entries = reading.entries(engine, "note/M01-01")
    assert {e.reason for e in entries} == {"New desk"} and {e.action for e in entries} == {"milestone:note_many"}


def test_the_preview_says_what_will_change():
    desk_of = lambda changes: [(c.milestone, c.before, c.after, c.same) for c in changes]
    held = Workspace(notes=(MilestoneNote("M01-01", desk="A"), MilestoneNote("M01-02", desk="B")))
    assert desk_of(preview(held, ("M01-01", "M01-02", "M01-03"), BulkField.DESK, " B ")) == [
        ("M01-01", "A", "B", False), ("M01-02", "B", "B", True), ("M01-03", "", "B", False)]


def test_what_stays_the_same_is_not_written(engine):
    desk = a_desk(engine)
    note_many(desk.caller("rita"), BulkField.DESK, "A", seen(desk, "M01-01"), "why", "k")
    seq = desk.now.seq
    assert note_many(desk.caller("rita"), BulkField.DESK, "A", seen(desk, "M01-01"), "why", "k2") == "0" and desk.now.seq == seq


def refused(desk, who, codes, error, **changes):
    before = desk.now
    given = {"field": BulkField.DESK, "value": "A", "seen": seen(desk, *codes), "reason": "why", "key": "k"} | changes
    with pytest.raises(error):
        note_many(desk.caller(who), **given)
    assert desk.now.workspace == before.workspace and desk.now.seq == before.seq


def test_all_or_nothing(engine):
    desk = a_desk(engine)
    refused(desk, "rita", (*OWN, "M01-03"), NotAllowed)  # one of another ministry
    refused(desk, "rita", (*OWN, "M99-99"), NotFound)
    stale = seen(desk, *OWN)
    note_many(desk.caller("ella"), BulkField.NOTE, "mine", seen(desk, "M01-02"), "why", "e")
    refused(desk, "rita", OWN, Conflict, seen=stale)  # one changed meanwhile
    assert note_of(desk.now.workspace, "M01-01").desk == ""


@pytest.mark.parametrize(("who", "changes", "error"), [
    ("olga", {}, NotAllowed), ("stranger", {}, NotAllowed), ("rita", {"reason": " "}, BadInput), ("rita", {"seen": {}}, BadInput),
    ("rita", {"value": "x" * 81}, BadInput), ("rita", {"field": BulkField.NOTE, "value": "x" * 501}, BadInput)])
def test_what_is_refused(sqlite_engine, who, changes, error):
    refused(a_desk(sqlite_engine), who, OWN, error, **changes)


def test_there_is_no_way_to_complete_or_move_many():
    """The fields are three, none of them of the plan; the service takes no other and writes nothing but notes."""
    assert [f.value for f in BulkField] == ["no_change", "desk", "note"]
    for word in ("state", "completed_on", "due", "original_due", "forecast", "lead", "weight", "title"):
        with pytest.raises(ValueError):
            BulkField(word)
    assert [name for name, member in vars(bulk).items() if inspect.isfunction(member) and member.__module__ == bulk.__name__] == ["note_many"]


@pytest.mark.parametrize("field", ["no_change", "completed_on", "state", "title", "code"])
def test_what_is_no_note_changes_nothing(sqlite_engine, field):
    """Even called past the page with a name the preview does not know."""
    desk = a_desk(sqlite_engine)
    before = desk.now
    with pytest.raises((KeyError, ValueError, BadInput)):
        note_many(desk.caller("ella"), BulkField.NO_CHANGE if field == "no_change" else field, "x", seen(desk, *OWN), "why", "k")
    assert (desk.now.plan, desk.now.workspace, desk.now.seq) == (before.plan, before.workspace, before.seq)


def test_a_note_never_touches_the_plan(sqlite_engine):
    desk = a_desk(sqlite_engine)
    plan, revision = desk.now.plan, desk.now.revision
    note_many(desk.caller("ella"), BulkField.NOTE, "x", seen(desk, *OWN, "M01-03"), "why", "k")
    assert desk.now.plan == plan and desk.now.revision == revision
