"""The door: who asks is looked up in the transaction, the right is asked there, one intent has one effect."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import a_full_plan, a_goal, a_note, a_person, a_plan
from tests.store.working import saved, told, whole
from tracker.domain.actors import ANONYMOUS, Action, Subject
from tracker.domain.errors import Conflict, NotAllowed
from tracker.domain.workspace import Workspace
from tracker.services.door import Caller, Step, perform, perform_in_steps, read
from tracker.services.reading import internal
from tracker.store.accounts import add_session, revoke
from tracker.store.engine import writing

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
CAST = Workspace((a_person("rita"), a_person("ella", "editor", ministries=()), a_person("otto", "official", ministries=())))


@pytest.fixture
def caller(engine):
    """Gives a caller by name; a name nobody signed in with is a stranger's."""
    saved(engine, a_full_plan(), CAST)
    with writing(engine) as session:
        for person in CAST.people:
            add_session(session, f"token-{person.code}", person.code, NOW, "test", "local")
    return lambda name: Caller(engine, f"token-{name}", NOW, date(2026, 11, 22), console=name == "console")


def note(text: str):
    def do(work):
        work.put(a_note(note=text))
        return text
    return do


def own(ministry="MSIT", *authors):
    return lambda work: Subject(ministry, frozenset(authors))


@pytest.mark.parametrize("name, action, subject, why", [
    ("nobody", Action.NOTE_MANY, own(), "error.not_signed_in"), ("otto", Action.NOTE_MANY, own(), "error.no_right"),
    ("rita", Action.NOTE_MANY, own("MOE"), "error.other_ministry"), ("ella", Action.APPROVE, own("MSIT", "ella"), "error.own_work"),
    ("rita", Action.NOTE_MANY, own(), ""), ("ella", Action.APPROVE, own("MSIT", "rita"), ""), ("console", Action.EDIT_PLAN, None, "")])
def test_the_right_is_asked_of_the_store(caller, name, action, subject, why):
    done = []
    def act():
        return perform(caller(name), action, lambda work: done.append(work.actor.code) or "done", subject=subject)
    if why:
        with pytest.raises(NotAllowed) as refusal:
            act()
        assert (refusal.value.key, done) == (why, [])
    else:
        assert act() == "done" and done == [name]


def test_a_right_that_is_gone_is_gone_at_once(caller):
    def disabled(work):
        work.put(replace(work.workspace.person("rita"), disabled=True))
        return ""
    perform(caller("rita"), Action.NOTE_MANY, note("first"), subject=own())
    perform(caller("console"), Action.KEEP_PEOPLE, disabled)
    with pytest.raises(NotAllowed):
        perform(caller("rita"), Action.NOTE_MANY, note("second"), subject=own())
    with writing(caller("ella").engine) as session:
        revoke(session, "ella", NOW)
    with pytest.raises(NotAllowed):
        read(caller("ella"), Action.READ_WORKSPACE)


def test_an_expired_session_opens_nothing(caller):
    late = replace(caller("ella"), at=NOW + timedelta(hours=9))
    for act in (lambda: read(late, Action.READ_WORKSPACE), lambda: perform(late, Action.EDIT_PLAN, note("late"))):
        with pytest.raises(NotAllowed):
            act()


def test_reading_tells_who_it_is(caller):
    assert read(caller("rita"), Action.READ_WORKSPACE).code == "rita"
    assert read(caller("rita"), Action.READ_EVIDENCE, Subject("MSIT")).ministries == {"MSIT"}
    assert read(caller("nobody"), Action.READ_PLAN) == ANONYMOUS
    for name, subject in (("rita", Subject("MOE")), ("nobody", Subject("MSIT"))):
        with pytest.raises(NotAllowed):
            read(caller(name), Action.READ_EVIDENCE, subject)


def test_the_log_says_who_did_what_in_which_role(caller):
    perform(caller("rita"), Action.NOTE_MANY, note("by rita"), subject=own(), reason="Asked to")
    perform(caller("console"), Action.EDIT_PLAN, lambda work: work.put(a_goal(name="New")) or "", resolution="R01")
    *_, first, second = [(e.actor, e.role, e.action, e.reason, e.resolution) for e in told(caller("rita").engine)]
    assert first == ("rita", "reporter", Action.NOTE_MANY.value, "Asked to", "")
    assert second == ("console", "editor", "plan:edit", "", "R01")


def test_one_key_has_one_effect(caller):
    first = perform(caller("rita"), Action.NOTE_MANY, note("first"), subject=own(), key="k")
    before = told(caller("rita").engine)
    assert perform(caller("rita"), Action.NOTE_MANY, note("second"), subject=own(), key="k") == first == "first"
    assert told(caller("rita").engine) == before
    assert perform(caller("ella"), Action.NOTE_MANY, note("of another"), key="k") == "of another"
    assert perform(caller("rita"), Action.NOTE_MANY, note("third"), subject=own(), key="other") == "third"


def test_a_key_of_one_deed_is_no_receipt_for_another(caller):
    perform(caller("ella"), Action.NOTE_MANY, note("first"), key="k")
    before = told(caller("ella").engine)
    with pytest.raises(Conflict, match="error.key_used"):
        perform(caller("ella"), Action.COMMENT, note("never done"), key="k")
    assert told(caller("ella").engine) == before


def test_a_key_gives_nothing_to_who_may_no_longer(caller):
    perform(caller("rita"), Action.NOTE_MANY, note("first"), subject=own(), key="k")
    with pytest.raises(NotAllowed):
        perform(caller("rita"), Action.NOTE_MANY, note("first"), subject=own("MOE"), key="k")


def test_what_failed_left_no_receipt(caller):
    def fails(work):
        work.put(a_note(note="half"))
        raise Conflict("error.changed_meanwhile", of="x", seen=1, now=2)
    with pytest.raises(Conflict):
        perform(caller("rita"), Action.NOTE_MANY, fails, subject=own(), key="k")
    assert internal(caller("rita").engine).workspace.notes == () and whole(caller("rita").engine)
    assert perform(caller("rita"), Action.NOTE_MANY, note("whole"), subject=own(), key="k") == "whole"


def in_two_steps(caller, name, key="k", first="first"):
    """A note, then a goal of another name: two actions of one deed."""
    steps = (Step(Action.NOTE_MANY, note(first), "for the note"),
             Step(Action.EDIT_PLAN, lambda work: work.put(a_goal(name="New name")), "for the goal"))
    return perform_in_steps(caller(name), Action.NOTE_MANY, lambda work: ("done", steps), key)


def test_steps_are_actions_of_their_own_in_one_transaction_and_once(caller):
    assert in_two_steps(caller, "ella") == in_two_steps(caller, "ella", first="never done") == "done"
    entries = [(e.action, e.reason) for e in told(caller("ella").engine)[-2:]]
    assert entries[0][1] == "for the note" and entries[1] == ("plan:edit", "for the goal") and whole(caller("ella").engine)
    assert internal(caller("ella").engine).workspace.notes == (a_note(note="first"),)


def test_the_right_to_every_step_is_asked_and_without_one_nothing_is_done(caller):
    before = told(caller("rita").engine)
    with pytest.raises(NotAllowed) as refused:
        in_two_steps(caller, "rita")
    assert refused.value.key == "error.no_right" and told(caller("rita").engine) == before
    assert internal(caller("rita").engine).workspace.notes == ()


def test_what_was_done_is_what_is_read_next(caller):
    perform(caller("rita"), Action.NOTE_MANY, note("now"), subject=own())
    now = internal(caller("rita").engine)
    assert now.workspace.notes == (a_note(note="now"),) and now.versions["note/M01-01"] == 1
    assert now.seq == len(told(caller("rita").engine)) and whole(caller("rita").engine)


def test_a_plan_may_be_changed_through_the_door(caller):
    before = internal(caller("ella").engine).revision
    perform(caller("ella"), Action.EDIT_PLAN, lambda work: work.put(a_goal(name="New name")) or "")
    after = internal(caller("ella").engine)
    assert after.plan.goal("T01") == a_goal(name="New name") and after.revision != before
    assert a_plan().goal("T01") != after.plan.goal("T01")
