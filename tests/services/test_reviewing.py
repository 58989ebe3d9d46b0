"""Deciding on reports: bound to what was seen, never on one's own, all of it in the plan or nothing of it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import a_closure, a_meeting, a_resolution, words
from tests.review_cases import a_completion, a_proof, a_submission
from tests.services.desk import a_desk, two_ministries
from tests.services.reporters import GOING
from tracker.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from tracker.domain.milestones import Judged, RecordState, VerificationGrade
from tracker.domain.reporting import BadReport
from tracker.domain.reviewing import ticks
from tracker.domain.schedule import Status, assess
from tracker.domain.words import NOTHING, Bilingual
from tracker.services import reading
from tracker.services.reporting import Seen as Reported
from tracker.services.reporting import submit, withdraw
from tracker.services.reviewing import Confirmed, Seen, approve, judge, send_back

DONE = a_completion()
CODE = DONE.code
ALL = Confirmed(frozenset(ticks(DONE)))
REASON = words("The decision does not cover all of it")


def seen(desk, submission=CODE, milestone="M01-01") -> Seen:
    return Seen(desk.version(f"submission/{submission}"), desk.version(f"milestone/{milestone}"))


def test_an_approval_puts_report_and_evidence_into_the_plan(engine):
    desk = a_desk(engine, None, DONE)
    before = desk.now.revision
    code = approve(desk.caller("ella"), CODE, seen(desk), ALL, "k")
    milestone, held = desk.now.plan.milestone("M01-01"), desk.now.workspace.submission(CODE)
    assert milestone.reports[-1].code == code == held.report and milestone.reports[-1].record is RecordState.APPROVED
    assert [e.report for e in milestone.evidence] == [code] and held.record is RecordState.APPROVED
    assert (held.decided_by, held.grade) == ("ella", VerificationGrade.V2) and desk.now.revision != before
    assert assess(milestone, date(2026, 11, 22), desk.now.plan.head.thresholds).status is Status.COMPLETED
    entry = reading.entries(engine, "milestone/M01-01")[-1]
    assert (entry.actor, entry.role, entry.action) == ("ella", "editor", "report:approve")
    assert milestone.reports[-1].reporter == desk.now.plan.organisation("MSIT").name
    assert "https://example.org/decision" in desk.now.plan.sources_by_url


def test_the_same_key_approves_once(engine):
    desk = a_desk(engine, None, DONE)
    at = seen(desk)
    assert approve(desk.caller("ella"), CODE, at, ALL, "k") == approve(desk.caller("ella"), CODE, at, ALL, "k")
    assert len(desk.now.plan.milestone("M01-01").reports) == 1
    with pytest.raises(Conflict):
        approve(desk.caller("egon"), CODE, at, ALL, "k")


@pytest.mark.parametrize("changed", ["submission", "milestone"])
def test_an_approval_holds_for_what_was_seen_and_nothing_else(engine, changed):
    """Between reading and deciding somebody mends the report, or the milestone is changed."""
    desk = a_desk(engine, None, DONE)
    at = seen(desk)
    desk.put(replace(DONE, summary=words("Something else")) if changed == "submission"
             else replace(desk.now.plan.milestone("M01-01"), title=words("Another criterion")))
    before = desk.now
    for decide in (lambda: approve(desk.caller("ella"), CODE, at, ALL, "k"), lambda: send_back(desk.caller("ella"), CODE, at, REASON, "r")):
        with pytest.raises(Conflict) as conflict:
            decide()
        assert conflict.value.key == "error.changed_meanwhile"
    assert desk.now.seq == before.seq
    assert approve(desk.caller("ella"), CODE, seen(desk), ALL, "k")  # seen anew, it can be decided


@pytest.mark.parametrize(("who", "key"), [
    ("rita", "error.no_right"), ("rolf", "error.no_right"), ("olga", "error.no_right"), ("ada", "error.no_right"), ("stranger", "error.not_signed_in")])
def test_who_may_not_decide(engine, who, key):
    desk = a_desk(engine, None, DONE)
    for decide in (lambda: approve(desk.caller(who), CODE, seen(desk), ALL, "k"), lambda: send_back(desk.caller(who), CODE, seen(desk), REASON, "r"),
                   lambda: judge(desk.caller(who), "M01-01", desk.version("milestone/M01-01"), Judged.WATCH, REASON, date(2027, 3, 31), "j")):
        with pytest.raises(NotAllowed) as refused:
            decide()
        assert refused.value.key == key
    assert not desk.now.plan.milestone("M01-01").reports and desk.now.workspace.submission(CODE) == DONE


@pytest.mark.parametrize("authors", [("ella",), ("rita", "ella")])
def test_nobody_decides_on_their_own_work(engine, authors):
    """An editor may report for any ministry, and even who only mended a sentence of it is one of its authors."""
    desk = a_desk(engine, None, replace(DONE, authors=authors))
    for decide in (lambda: approve(desk.caller("ella"), CODE, seen(desk), ALL, "k"), lambda: send_back(desk.caller("ella"), CODE, seen(desk), REASON, "r")):
        with pytest.raises(NotAllowed) as refused:
            decide()
        assert refused.value.key == "error.own_work"
    assert approve(desk.caller("egon"), CODE, seen(desk), ALL, "k")


def test_nothing_unready_is_approved_whatever_the_page_showed(engine):
    bare = replace(DONE, evidence=())
    desk = a_desk(engine, None, bare)
    for confirmed, keys in ((Confirmed(frozenset(ticks(bare))), {"review_blocked_no_evidence"}), (Confirmed(), {"review_blocked_no_evidence", "review_unticked"})):
        with pytest.raises(BadInput) as bad:
            approve(desk.caller("ella"), CODE, seen(desk), confirmed, "k")
        assert {p.key for p in bad.value.problems} == keys
    with pytest.raises(NotFound):
        approve(desk.caller("ella"), "S-none", Seen(0, 0), ALL, "k")
    assert not desk.now.plan.milestone("M01-01").reports


V = VerificationGrade


@pytest.mark.parametrize(("evidence", "confirmed", "grade"), [
    ((a_proof(public=False),), {}, V.V1), ((a_proof(),), {}, V.V2), ((a_proof(),), {"evidence_checked": True}, V.V3),
    ((a_proof(),), {"outcome": "  "}, V.V2), ((a_proof(),), {"outcome": "1,000 GPUs seen running"}, V.V4)])
def test_grades_follow_from_who_checked_what(engine, evidence, confirmed, grade):
    desk = a_desk(engine, None, replace(DONE, evidence=evidence))
    approve(desk.caller("ella"), CODE, seen(desk), replace(ALL, **confirmed), "k")
    assert desk.now.plan.milestone("M01-01").reports[-1].grade is grade
    entry = reading.entries(engine, "milestone/M01-01")[-1]
    assert entry.reason == confirmed.get("outcome", "").strip()


def test_a_look_at_the_evidence_from_the_same_ministry_is_no_check_by_another(engine):
    desk = a_desk(engine, None, DONE)
    desk.put(replace(desk.now.workspace.person("ella"), ministries=("MSIT",)))
    approve(desk.caller("ella"), CODE, seen(desk), replace(ALL, evidence_checked=True, outcome="1,000 GPUs seen running"), "k")
    assert desk.now.plan.milestone("M01-01").reports[-1].grade is V.V2


def test_an_editor_adds_the_missing_language(engine):
    desk = a_desk(engine, None, replace(DONE, summary=Bilingual(ko="끝났다")))
    approve(desk.caller("ella"), CODE, seen(desk), replace(ALL, halves={"summary": "Finished"}), "k")
    assert desk.now.plan.milestone("M01-01").reports[-1].summary == Bilingual("끝났다", "Finished")


def test_a_report_goes_back_with_its_reason_word_for_word(engine):
    desk = a_desk(engine, None, DONE)
    revision = desk.now.revision
    with pytest.raises(BadInput):
        send_back(desk.caller("ella"), CODE, seen(desk), NOTHING, "r0")
    send_back(desk.caller("ella"), CODE, seen(desk), REASON, "r")
    held = desk.now.workspace.submission(CODE)
    assert (held.record, held.returned_for, held.decided_by) == (RecordState.RETURNED, REASON, "ella") and held.open
    assert desk.now.revision == revision  # the public sees nothing of it
    assert reading.entries(engine, f"submission/{CODE}")[-1].reason == REASON.ko
    with pytest.raises(BadInput):
        approve(desk.caller("egon"), CODE, seen(desk), ALL, "k")  # it waits for the ministry now


def test_returned_mended_approved(engine):
    desk = a_desk(engine, None, DONE)
    send_back(desk.caller("ella"), CODE, seen(desk), REASON, "r")
    desk.put(replace(DONE, summary=words("All of it")))
    approve(desk.caller("ella"), CODE, seen(desk), ALL, "k")
    assert desk.now.plan.milestone("M01-01").reports[-1].summary == words("All of it")
    assert desk.now.workspace.submission(CODE).returned_for == NOTHING


def test_what_waits_on_a_milestone_closed_meanwhile_is_returned_or_taken_back_and_never_approved(engine):
    desk = a_desk(engine, two_ministries(meetings=(a_meeting("MT01"),), resolutions=(a_resolution("R01"),)), DONE)
    desk.put(replace(desk.now.plan.milestone("M01-01"), closure=a_closure()))
    with pytest.raises(BadInput) as refused:
        approve(desk.caller("ella"), CODE, seen(desk), ALL, "k")
    assert [p.key for p in refused.value.problems] == ["review_blocked_closed"]
    send_back(desk.caller("ella"), CODE, seen(desk), REASON, "r")
    with pytest.raises(BadReport) as refused:
        submit(desk.caller("rita"), "M01-01", GOING, Reported(desk.version("milestone/M01-01"), desk.version(f"submission/{CODE}")), "s")
    assert [p.key for p in refused.value.problems] == ["report.problem_closed"]
    withdraw(desk.caller("rita"), CODE, desk.version(f"submission/{CODE}"), "w")
    assert desk.now.workspace.open_submission("M01-01") is None and not desk.now.plan.milestone("M01-01").reports


def test_a_judgement_names_the_office_and_holds_a_cycle(engine):
    desk = a_desk(engine)
    version = desk.version("milestone/M01-03")
    with pytest.raises(BadInput):
        judge(desk.caller("ella"), "M01-03", version, Judged.WATCH, REASON, date(2027, 4, 1), "j0")
    judge(desk.caller("ella"), "M01-03", version, Judged.WATCH, REASON, date(2027, 3, 31), "j")
    made = desk.now.plan.milestone("M01-03").judgement(date(2026, 11, 22))
    assert (made.judged, made.assessor, made.reason) == (Judged.WATCH, words("Office of ella"), REASON)
    with pytest.raises(Conflict):
        judge(desk.caller("egon"), "M01-03", version, Judged.ON_TRACK, REASON, date(2027, 3, 31), "j")
    with pytest.raises(NotFound):
        judge(desk.caller("egon"), "M99-01", 0, Judged.ON_TRACK, REASON, date(2027, 3, 31), "j2")


def test_a_progress_report_without_evidence_is_approved_as_claimed(engine):
    going = a_submission("S-M01-03-1", milestone="M01-03", ministry="MOE", authors=("rolf",))
    desk = a_desk(engine, two_ministries(), going)
    approve(desk.caller("ella"), going.code, seen(desk, going.code, "M01-03"), Confirmed(frozenset(ticks(going))), "k")
    assert desk.now.plan.milestone("M01-03").reports[-1].grade is V.V0
