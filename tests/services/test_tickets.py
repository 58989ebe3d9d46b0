"""The correction desk in a store: how much is taken, who answers, and that what was sent stays inside."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import words
from tests.services.desk import NOW, a_desk
from tracker.domain.errors import BadInput, Conflict, NotAllowed, NotFound, NotReady
from tracker.domain.publication import published
from tracker.domain.tickets import Answer, Place, Sent, TicketState
from tracker.exchange.plan_json import plan_bytes
from tracker.services import tickets
from tracker.services.reading import entries
from tracker.services.signing import Seal
from tracker.store.knocks import knocks
from tracker.store.engine import reading

PLACE = Place("milestone", "milestones", "M01-01")
SENT = Sent("CANARY-what", "CANARY-should", "https://canary.example/CANARY-link")
SEAL = Seal("a secret of at least thirty-two characters")
LATER = datetime(2100, 1, 2, tzinfo=UTC)  # after whatever the log begins with: no entry is older than the one before
TOLD = Answer(words("Is the date right?"), words("It is right"))


@pytest.fixture
def desk(sqlite_engine):
    return a_desk(sqlite_engine)


def send(desk, knock="knock", key="", sent=SENT, at=LATER):
    return tickets.send(replace(desk.caller(""), at=at), PLACE, sent, knock, key)


def answer(desk, code, said=TOLD, who="ella", seen=None):
    seen = desk.version(f"ticket/{code}") if seen is None else seen
    return tickets.answer(desk.caller(who), code, seen, said, Path("nowhere"), "")


def test_anybody_may_send_and_nothing_is_kept_of_who_it_was(desk):
    assert (send(desk), send(desk)) == ("Q-1", "Q-2")
    told = [e for e in entries(desk.engine) if e.key.startswith("ticket/")]
    assert {(e.actor, e.role, e.action) for e in told} == {("", "anonymous", "ticket:ask")}
    assert desk.now.workspace.ticket("Q-1").wrong == "CANARY-what" and desk.now.plan.corrections == ()


def test_five_an_hour_from_one_address_then_later_again(desk):
    for n in range(tickets.PER_HOUR):
        send(desk, at=LATER + timedelta(minutes=n))
    with pytest.raises(tickets.TooOften) as caught:
        send(desk, at=LATER + timedelta(minutes=10))
    assert caught.value.wait == timedelta(minutes=50) and len(desk.now.workspace.tickets) == tickets.PER_HOUR
    send(desk, knock="somebody else", at=LATER + timedelta(minutes=10))
    send(desk, at=LATER + timedelta(minutes=61))


def test_what_is_refused_is_not_counted(desk):
    for _ in range(tickets.PER_HOUR + 1):
        with pytest.raises(BadInput):
            send(desk, sent=Sent(""))
    with reading(desk.engine) as session:
        assert knocks(session, "knock", LATER - tickets.HOUR)[0] == 0
    assert send(desk) == "Q-1"


def test_the_desk_is_full_one_day(desk, monkeypatch):
    monkeypatch.setattr(tickets, "PER_DAY", 2)
    send(desk, "a"), send(desk, "b")
    with pytest.raises(NotReady):
        send(desk, "c")
    assert send(desk, "c", at=LATER + timedelta(days=1, minutes=1))


def test_the_same_intent_has_one_effect(desk):
    assert send(desk, key="once-and-never-again") == send(desk, key="once-and-never-again") == "Q-1"
    assert len(desk.now.workspace.tickets) == 1


def test_an_address_cannot_be_told_from_what_it_is_counted_under():
    known = tickets.knock_of(SEAL, "203.0.113.7", NOW)
    assert known == tickets.knock_of(SEAL, "203.0.113.7", NOW + timedelta(hours=2)) and "203" not in known
    assert known != tickets.knock_of(SEAL, "203.0.113.7", NOW + timedelta(days=1))
    assert known != tickets.knock_of(Seal("another secret of thirty-two characters"), "203.0.113.7", NOW)
    assert tickets.knock_of(SEAL, "2001:db8::1", NOW) == tickets.knock_of(SEAL, "2001:db8::2", NOW)


def test_an_editor_answers_and_nothing_that_was_sent_is_public(desk):
    code = send(desk)
    answer(desk, code, replace(TOLD, corrected=True, release="2026Q4-r1"))
    assert desk.now.workspace.ticket(code).state is TicketState.ANSWERED and desk.now.plan.corrections[0].release == "2026Q4-r1"
    answer(desk, code, TOLD)
    assert [(c.code, c.release) for c in desk.now.plan.corrections] == [(code, "")]
    assert b"CANARY" not in plan_bytes(published(desk.now.plan)).upper()


@pytest.mark.parametrize("who", ["", "rita", "boss"])
def test_nobody_else_answers(desk, who):
    code = send(desk)
    with pytest.raises(NotAllowed):
        answer(desk, code, who=who)
    with pytest.raises(NotAllowed):
        tickets.reject(desk.caller(who), code, 1, "no", "")
    assert desk.now.workspace.ticket(code).state is TicketState.OPEN


def test_two_who_answer_at_once(desk):
    code = send(desk)
    seen = desk.version(f"ticket/{code}")
    tickets.reject(desk.caller("ella"), code, seen, "not a number", "")
    with pytest.raises(Conflict):
        answer(desk, code, seen=seen)
    with pytest.raises(NotFound):
        answer(desk, "Q-99", seen=0)
    assert desk.now.plan.corrections == ()


def test_the_next_release_can_be_named_and_one_that_is_out(desk, tmp_path):
    (tmp_path / "2026Q4-r1").mkdir()
    assert tickets.nameable(desk.now.workspace, tmp_path, NOW.date()) == ("2026Q4-r2", "2026Q4-r1")
    assert tickets.nameable(desk.now.workspace, tmp_path / "nowhere", NOW.date()) == ("2026Q4-r1",)
