"""Change requests in lists and on their page: what waits, who may do what next, every number that moves in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import a_head, a_meeting, a_milestone, a_plan, a_rebaseline, a_report, a_resolution, an_organisation
from tests.domain.cases import the
from tests.domain.requests import a_request, a_wish
from tests.review_cases import PEOPLE, a_person
from tracker.domain.actors import Role
from tracker.domain.periods import parse_period
from tracker.domain.workspace import RequestState, Wanted, Workspace
from tracker.text import wording
from tracker.views import requests as view

TODAY, KO, EN = the("2026-11-22"), wording("ko"), wording("en")
LATE = a_milestone(reports=(a_report(on="2026-10-01", forecast="2026 Q4"),))
PLAN = a_plan(
    milestones=(LATE, a_milestone("M01-02", original_due="2027 Q1")), organisations=(an_organisation(), an_organisation("MOE", rank=2)),
    meetings=(a_meeting("MT00", on="2025-09-08"), a_meeting("MT02", number=2), a_meeting("MT03", number=3, on="2026-11-10"), a_meeting("MTX", number=None)),
    resolutions=(a_resolution("R31", meeting="MT03", on="2026-11-10"),))
REMO = a_person("remo", Role.RESOLVER)
ACTORS = {p.code: p.actor for p in (*PEOPLE, REMO)}
MAJOR = a_request(wanted=Wanted.DIRECTION, asked_by="rita")
ON_AGENDA = replace(MAJOR, state=RequestState.SCHEDULED, meeting="MT03", item=2)
RESOLVED = replace(ON_AGENDA, item=1)
DONE = replace(RESOLVED, state=RequestState.APPLIED, effective_on=the("2026-11-10"), decided_at=datetime(2026, 11, 21, tzinfo=UTC))


@pytest.mark.parametrize(("request_", "who", "steps"), [
    (MAJOR, "rita", ["withdraw"]), (MAJOR, "ella", ["schedule", "decline", "withdraw"]), (MAJOR, "remo", ["decline"]), (MAJOR, "rolf", []),
    (ON_AGENDA, "ella", ["resolve", "schedule", "decline", "withdraw"]), (ON_AGENDA, "remo", ["decline"]),
    (RESOLVED, "ella", ["decline", "withdraw"]), (RESOLVED, "remo", ["apply", "decline"]), (RESOLVED, "olga", []),
    (replace(RESOLVED, asked_by="remo"), "remo", ["decline"]), (a_request(), "remo", ["apply", "decline"]), (DONE, "remo", []), (DONE, "ella", [])])
def test_what_a_person_may_do_next(request_, who, steps):
    assert view.steps_for(PLAN, ACTORS[who], request_) == steps


def test_who_can_do_nothing_hears_who_is_next():
    assert view.next_words(PLAN, ACTORS["rolf"], MAJOR, EN).endswith("Next: the secretariat puts it on an agenda.")
    assert view.next_words(PLAN, ACTORS["olga"], ON_AGENDA, EN).endswith("Next: once resolved, the secretariat records it.")
    assert view.next_words(PLAN, ACTORS["remo"], replace(RESOLVED, asked_by="remo"), EN).startswith("Somebody else applies")
    assert view.next_words(PLAN, ACTORS["rita"], DONE, EN) == ""


def test_what_waits_longest_comes_first_and_the_rest_is_counted():
    older = a_request("C-M01-02-1", milestone="M01-02", asked_at=datetime(2026, 11, 10, tzinfo=UTC))
    workspace = Workspace(people=PEOPLE, requests=(a_request(), older, replace(DONE, code="C-M01-01-2")))
    assert [r["code"] for r in view.listed(PLAN, workspace, TODAY, EN)] == ["C-M01-02-1", "C-M01-01-1"]
    assert [r["code"] for r in view.listed(PLAN, workspace, TODAY, EN, "applied")] == ["C-M01-01-2"]
    assert view.counts(workspace) == {"open": 2, "requested": 2, "scheduled": 0, "applied": 1, "declined": 0, "withdrawn": 0}
    assert view.finding(workspace, TODAY, EN).replace("\u00a0", " ") == "2 requests are waiting, 0 of them on an agenda; the oldest for 12 days"
    assert view.finding(Workspace(), TODAY, KO) == "기다리는 요청이 없다"


def test_what_was_applied_is_told_from_where_it_started():
    moved = replace(LATE, rebaselines=(a_rebaseline(on="2026-11-10", due="2026 Q4"),))
    plan = replace(PLAN, milestones=(moved,))
    assert view.what(plan, EN, moved, DONE, TODAY).replace("\u00a0", " ") == "Q2 2026 → Q4 2026"
    assert view.moving(plan, TODAY, EN, DONE)[0] == []


def test_every_number_that_moves_is_told_and_long_stretches_by_their_ends():
    rows = {r["label"].replace("\u00a0", " "): (r["before"].replace("\u00a0", " "), r["after"].replace("\u00a0", " "))
            for r in view.effect_rows(PLAN, TODAY, EN, a_wish(due=parse_period("2028 Q4")))}
    assert rows["M01-01 current due date"] == ("Q2 2026", "Q4 2028") and rows["M01-01 original due date"] == ("Q2 2026", "Q2 2026")
    assert rows["Days past the original due date (22 Nov 2026)"] == ("145 days", "145 days")
    assert rows["Days past the current due date (22 Nov 2026)"] == ("145 days", "not past due")
    planned = [label for label in rows if label.startswith("Planned by")]
    assert len(planned) == 2 and any(label.startswith("The 8 quarters between: −1") for label in rows)
    assert view.effect_rows(PLAN, TODAY, EN, a_wish(due=None)) == []


@pytest.mark.parametrize(("change", "number", "words"), [
    (a_wish(), None, "당초 2026년 2분기 → 변경 2026년 4분기 (경미한 변경)"),
    (MAJOR, None, "당초 2026년 2분기 → 변경 2026년 4분기 (의결 번호 미정)"),
    (MAJOR, "R31", "당초 2026년 2분기 → 변경 2026년 4분기 (제3차 Plenary (ko) 의결 R31)"),
    (a_wish(wanted=Wanted.MERGED, into="M01-02"), "R31", "M01-02에 통합 (제3차 Plenary (ko) 의결 R31)"),
    (a_wish(wanted=Wanted.DROPPED), None, "폐기 (의결 번호 미정)"), (a_wish(wanted=Wanted.LEAD, lead="MOE"), None, "주관 MSIT (ko) → MOE (ko) (경미한 변경)")])
def test_the_public_sentence_before_it_is_public(change, number, words):
    assert view.public_sentence(PLAN, KO, change, number).replace("\u00a0", " ") == words


def test_only_numbered_sessions_since_the_plan_are_offered():
    assert [code for code, _ in view.meeting_options(PLAN, KO)] == ["MT03", "MT02"]
    assert [value for value, _ in view.item_options(PLAN, KO, "MT03")] == ["new", "1"]


def test_an_agenda_item_is_named_in_both_languages():
    title = view.agenda_title(PLAN, MAJOR)
    assert title.ko == "Milestone M01-01 (ko)(M01-01) 방향·목표 변경" and title.en == "Milestone M01-01 (en) (M01-01): Direction or goal"


def test_accounts_are_named_by_their_office():
    workspace = Workspace(people=PEOPLE, requests=(MAJOR,))
    found = view.detail(PLAN, workspace, TODAY, EN, MAJOR)
    assert found["asked_by"] == "Office of rita (en)" and found["decided_by"] == ""
    assert view.office(Workspace(), EN, "gone") == "a deleted account"


@pytest.mark.parametrize(("zone", "days"), [("Asia/Seoul", 0), ("America/Denver", 1)])
def test_the_day_of_a_request_is_one_of_the_plan(zone, days):
    t = EN.of(a_head(time_zone=zone))
    late = a_request(asked_at=datetime(2026, 11, 21, 15, 30, tzinfo=UTC))  # half past midnight on the 22nd in Seoul
    found = view.line(PLAN, TODAY, t, late)
    assert found["asked_on"] == TODAY - timedelta(days=days) and found["days"] == days
    assert ("asked today" in view.finding(Workspace(requests=(late,)), TODAY, t)) == (days == 0)
