"""Change requests from asking to applying, on both databases: who may, what it leaves behind, what it refuses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import a_meeting, a_milestone, a_resolution, an_organisation, words
from tests.domain.requests import a_wish
from tests.review_cases import TODAY, a_person
from tests.services.desk import NOW, Desk, a_desk, two_ministries
from tracker.domain.actors import Role
from tracker.domain.errors import BadInput, Conflict, NotAllowed, TrackerError
from tracker.domain.milestones import ChangeKind, ClosureKind
from tracker.domain.periods import parse_period
from tracker.domain.words import NOTHING
from tracker.domain.workspace import RequestState, Wanted
from tracker.services import reading
from tracker.services import requests as service
from tracker.store.accounts import add_session, new_token
from tracker.store.engine import writing

CODE = "C-M01-01-1"
RESOLVERS = (a_person("remo", Role.RESOLVER), a_person("rosa", Role.REPORTER, Role.RESOLVER, ministries=("MSIT",)))


@pytest.fixture
def desk(engine) -> Desk:
    plan = two_ministries(meetings=(a_meeting("MT01"), a_meeting("MT03", number=3, on="2026-11-10")), resolutions=(a_resolution("R01"),))
    made = a_desk(engine, plan, *RESOLVERS)
    with writing(engine) as session:
        for person in RESOLVERS:
            made.tokens[person.code] = new_token()
            add_session(session, made.tokens[person.code], person.code, NOW, "test", "local")
    return made


def ask(desk, who="rita", wish=a_wish(), key="") -> str:
    return service.ask(desk.caller(who), wish, desk.version(f"milestone/{wish.milestone}"), key)


def seen(desk, code=CODE) -> service.Seen:
    return service.Seen(desk.version(f"request/{code}"), desk.version(f"milestone/{desk.now.workspace.request(code).milestone}"))


def apply(desk, typed, who="remo", code=CODE, today=TODAY) -> str:
    return service.apply_request(desk.caller(who, today), code, typed, seen(desk, code), "")


def schedule(desk, code=CODE, item=None, who="ella") -> str:
    return service.schedule(desk.caller(who), code, seen(desk, code).request, "MT03", item, words("Change"), "")


def resolve(desk, number="R31", code=CODE, who="ella", on=date(2026, 11, 10), url="") -> str:
    return service.record_resolution(desk.caller(who), code, seen(desk, code).request, number, on, url, "")


def key_of_refusal(do) -> str:
    with pytest.raises(TrackerError) as caught:
        do()
    return caught.value.key.rsplit(".", 1)[-1]


def test_a_minor_change_from_asking_to_applying(desk):
    assert ask(desk) == CODE
    held = desk.now.workspace.request(CODE)
    assert (held.state, held.ministry, held.asked_by, held.seen) == (RequestState.REQUESTED, "MSIT", "rita", desk.version("milestone/M01-01"))
    assert key_of_refusal(lambda: apply(desk, "C-M01-01-2")) == "error_wrong_request"
    assert desk.now.plan.milestone("M01-01").rebaselines == ()
    apply(desk, CODE)
    milestone, decided = desk.now.plan.milestone("M01-01"), desk.now.workspace.request(CODE)
    assert (milestone.original_due, milestone.due(TODAY)) == (parse_period("2026 Q2"), parse_period("2026 Q4"))
    assert (milestone.rebaselines[0].kind, milestone.rebaselines[0].on) == (ChangeKind.MINOR, TODAY)
    assert (decided.state, decided.decided_by, decided.effective_on, decided.resolution) == (RequestState.APPLIED, "remo", TODAY, None)


def test_a_major_change_needs_its_agenda_item_and_its_resolution(desk):
    ask(desk, wish=a_wish(wanted=Wanted.DIRECTION))
    assert key_of_refusal(lambda: apply(desk, CODE)) == "error_not_scheduled"
    assert key_of_refusal(lambda: resolve(desk)) == "error_not_scheduled"
    schedule(desk)
    assert [a.seq for a in desk.now.plan.meeting("MT03").agenda] == [1, 2] and desk.now.workspace.request(CODE).item == 2
    assert key_of_refusal(lambda: apply(desk, "R31")) == "error_no_resolution"
    assert key_of_refusal(lambda: resolve(desk, "r01")) == "error_number_taken"
    assert key_of_refusal(lambda: resolve(desk, on=TODAY + timedelta(days=1))) == "error_resolution_ahead"
    assert key_of_refusal(lambda: resolve(desk, url="example.org")) == "error_bad_url"
    resolve(desk, url="https://example.org/r31")
    assert key_of_refusal(lambda: resolve(desk, "R32")) == "error_number_taken"
    assert key_of_refusal(lambda: apply(desk, CODE)) == "error_wrong_resolution"
    apply(desk, " r31 ")
    moved = desk.now.plan.milestone("M01-01").rebaselines[0]
    assert (moved.on, moved.kind, moved.resolution, moved.origin.url) == (date(2026, 11, 10), ChangeKind.MAJOR, "R31", "https://example.org/r31")


def test_a_merged_milestone_keeps_its_place_and_its_first_date(desk):
    ask(desk, wish=a_wish(wanted=Wanted.MERGED, into="M01-02"))
    schedule(desk, item=1)
    assert len(desk.now.plan.meeting("MT03").agenda) == 1
    resolve(desk)
    apply(desk, "R31")
    assert [m.code for m in desk.now.plan.milestones] == ["M01-01", "M01-02", "M01-03"]
    closed = desk.now.plan.milestone("M01-01")
    assert (closed.closure.kind, closed.closure.into, closed.original_due) == (ClosureKind.MERGED, "M01-02", parse_period("2026 Q2"))
    with pytest.raises(BadInput):  # what it was merged into cannot be merged back
        ask(desk, wish=a_wish(milestone="M01-02", wanted=Wanted.MERGED, into="M01-01"))


def test_a_milestone_changes_hands_and_its_new_ministry_asks_next(desk):
    desk.put(an_organisation("MSS", rank=3))
    ask(desk, wish=a_wish(wanted=Wanted.LEAD, lead="MOE"))
    apply(desk, CODE)
    assert desk.now.plan.milestone("M01-01").lead == "MOE"
    with pytest.raises(NotAllowed):
        ask(desk)
    assert ask(desk, "rolf") == "C-M01-01-2"


def test_nobody_applies_what_they_asked_for(desk):
    ask(desk, "rosa")
    assert key_of_refusal(lambda: apply(desk, CODE, "rosa")) == "own_work"
    apply(desk, CODE, "remo")


@pytest.mark.parametrize("who", ["rita", "rolf", "ella", "olga", "ada", "stranger"])
def test_only_a_resolver_applies(desk, who):
    ask(desk)
    with pytest.raises(NotAllowed):
        apply(desk, CODE, who)


@pytest.mark.parametrize(("who", "may"), [("rita", True), ("ella", True), ("rolf", False), ("remo", False), ("olga", False), ("stranger", False)])
def test_a_ministry_asks_for_its_own(desk, who, may):
    if may:
        ask(desk, who)
        assert service.withdraw(desk.caller(who), CODE, seen(desk).request, "") == CODE
    else:
        with pytest.raises(NotAllowed):
            ask(desk, who)


def test_what_is_decided_stays_decided(desk):
    ask(desk)
    assert key_of_refusal(lambda: service.decline(desk.caller("ella"), CODE, seen(desk).request, NOTHING, "")) == "error_no_answer"
    service.decline(desk.caller("remo"), CODE, seen(desk).request, words("Not now"), "")
    assert desk.now.workspace.request(CODE).answer == words("Not now")
    for again in (lambda: apply(desk, CODE), lambda: schedule(desk), lambda: service.withdraw(desk.caller("rita"), CODE, seen(desk).request, "")):
        assert key_of_refusal(again) == "error_decided"


def test_what_changed_meanwhile_is_looked_at_first(desk):
    ask(desk)
    old = seen(desk)
    desk.put(replace(desk.now.plan.milestone("M01-01"), weight=2))
    with pytest.raises(Conflict):
        service.apply_request(desk.caller("remo"), CODE, CODE, old, "")
    with pytest.raises(Conflict):
        service.ask(desk.caller("rita"), a_wish(milestone="M01-02"), 99, "")
    old = seen(desk)
    schedule(desk, item=1)
    with pytest.raises(Conflict):
        service.apply_request(desk.caller("remo"), CODE, CODE, old, "")


def test_one_intent_has_one_effect(desk):
    assert ask(desk, key="once") == ask(desk, key="once") == CODE
    once = seen(desk)
    for _ in range(2):
        assert service.apply_request(desk.caller("remo"), CODE, CODE, once, "apply") == CODE
    assert len(desk.now.workspace.requests) == len(desk.now.plan.milestone("M01-01").rebaselines) == 1


def test_everything_wrong_with_a_wish_is_told_and_nothing_is_kept(desk):
    with pytest.raises(BadInput) as caught:
        ask(desk, wish=a_wish(wanted=None, ground=None, reason=NOTHING))
    assert {p.key for p in caught.value.problems} == {"change_wanted_missing", "change_ground_missing", "change_reason_missing"}
    assert desk.now.workspace.requests == ()


def test_two_changes_of_one_day_are_refused_in_words(desk):
    ask(desk)
    apply(desk, CODE)
    again = ask(desk, wish=a_wish(due=parse_period("2027 Q2")))
    assert key_of_refusal(lambda: apply(desk, again, code=again)) == "error_same_day"
    apply(desk, again, code=again, today=TODAY + timedelta(days=1))
    assert len(desk.now.plan.milestone("M01-01").rebaselines) == 2


def test_the_log_says_why_and_by_which_resolution(desk):
    ask(desk, wish=a_wish(wanted=Wanted.DIRECTION))
    schedule(desk)
    resolve(desk)
    apply(desk, "R31")
    entries = [e for e in reading.entries(desk.engine, "milestone/M01-01") if e.action == "change:apply"]
    assert entries and all((e.actor, e.role, e.reason, e.resolution) == ("remo", "resolver", words("Procurement late").ko, "R31") for e in entries)
    assert {e.key for e in entries} == {"milestone/M01-01/rebaseline/2026-11-10"}
    recorded = reading.entries(desk.engine, "resolution/R31")
    assert recorded and {(e.actor, e.resolution) for e in recorded} == {("ella", "R31")}


def test_a_request_for_a_milestone_nobody_leads(engine):
    desk = a_desk(engine, two_ministries(milestones=(a_milestone("M01-01", lead=None),)))
    with pytest.raises(NotAllowed):
        ask(desk, "rita")
    assert ask(desk, "ella") == CODE
