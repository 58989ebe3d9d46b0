"""The rules of a report: what it must say (both sides of each edge), what becomes of it, and what it is worth."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.builders import a_checkpoint, a_closure, a_milestone, a_rebaseline, a_report, words
from tracker.domain import reporting
from tracker.domain.milestones import EvidenceKind, RecordState, ReportedState, VerificationGrade
from tracker.domain.periods import parse_period
from tracker.domain.plan import Thresholds
from tracker.domain.reporting import Authorship, BadReport, Term, TypedReport
from tracker.domain.schedule import Status, assess
from tracker.domain.typed_evidence import TypedEvidence, is_link
from tracker.domain.words import NOTHING, Bilingual

TODAY = date(2026, 11, 22)
TERM = Term(date(2026, 1, 1), date(2028, 12, 31), TODAY)
BY = Authorship("reporter-a", datetime(2026, 11, 22, 3, tzinfo=UTC), 4)
THRESHOLDS = Thresholds()
PROOF = TypedEvidence("decision", "Plan of action", "Committee", "2026. 2. 25.", "https://example.org/a", "The plan was adopted.")
DONE = TypedReport(state="completed", completed_on="20260225", summary="Adopted", evidence=(PROOF,))
GOING = TypedReport(state="in_progress", summary="Under way")


def fields(typed: TypedReport, milestone=None) -> list[str]:
    return [p.field for p in reporting.problems(typed, milestone or a_milestone(), TERM)]


def keys(typed: TypedReport) -> list[str]:
    return [p.key.removeprefix("report.problem_") for p in reporting.problems(typed, a_milestone(), TERM)]


@pytest.mark.parametrize(("changes", "wrong"), [
    ({}, []), ({"state": ""}, ["state"]), ({"state": "finished"}, ["state"]), ({"state": "not_started"}, []),
    ({"summary": ""}, ["summary"]), ({"summary": "  \n "}, ["summary"]), ({"summary": "x" * 200}, []), ({"summary": "x" * 201}, ["summary"]),
    ({"obstacle": "x" * 200}, []), ({"obstacle": "x" * 201}, ["obstacle"]),
    ({"forecast": "2026 Q4"}, []), ({"forecast": "20261122"}, []), ({"forecast": "20261121"}, ["forecast"]), ({"forecast": "soon"}, ["forecast"]),
    ({"forecast": "2038"}, []), ({"forecast": "2039"}, ["forecast"]), ({"checkpoint": 1}, ["checkpoint"]),
    ({"completed_on": "nonsense"}, []),
    ({"corrects": "R-none", "note": "Wrong day"}, ["corrects"]),
    ({"evidence": (TypedEvidence(),)}, []), ({"evidence": (replace(PROOF, title=""),)}, ["evidence.0.title"]),
    ({"evidence": (TypedEvidence(), replace(PROOF, on=""))}, ["evidence.1.on"]),
    ({"evidence": (PROOF,) * 5}, []), ({"evidence": tuple(replace(PROOF, title=f"{n}") for n in range(6))}, ["evidence"])])
def test_a_report_of_work_under_way(changes, wrong):
    assert fields(replace(GOING, **changes)) == wrong


@pytest.mark.parametrize(("changes", "wrong"), [
    ({}, []), ({"completed_on": ""}, ["completed_on"]), ({"completed_on": "20261122"}, []), ({"completed_on": "20261123"}, ["completed_on"]),
    ({"completed_on": "20230101"}, []), ({"completed_on": "20221231"}, ["completed_on"]), ({"completed_on": "0231"}, ["completed_on"]),
    ({"forecast": "nonsense"}, []), ({"obstacle": "x" * 999}, [])])
def test_a_report_of_completion(changes, wrong):
    assert fields(replace(DONE, **changes)) == wrong


def test_completion_without_evidence_is_impossible_and_says_every_missing_field():
    assert fields(replace(DONE, evidence=())) == ["evidence", *(f"evidence.0.{name}" for name in ("kind", "title", "body", "on", "url", "reason"))]
    assert fields(replace(DONE, evidence=(TypedEvidence(),)))[0] == "evidence"


@pytest.mark.parametrize(("changes", "wrong"), [
    ({"kind": "rumour"}, "kind"), ({"title": "x" * 201}, "title"), ({"body": ""}, "body"), ({"body": "x" * 101}, "body"),
    ({"on": "20261123"}, "on"), ({"on": "19991231"}, "on"), ({"on": "x"}, "on"), ({"url": ""}, "url"), ({"url": "ftp://example.org"}, "url"),
    ({"reason": "nine char"}, "reason"), ({"reason": "x" * 301}, "reason"), ({"url": "", "file": ""}, "url")])
def test_each_field_of_evidence(changes, wrong):
    assert fields(replace(DONE, evidence=(replace(PROOF, **changes),))) == [f"evidence.0.{wrong}"]


@pytest.mark.parametrize("changes", [
    {"on": "20261122"}, {"on": "20000101"}, {"url": "", "file": "a" * 64}, {"reason": "ten letters"}, {"public": False}, {"title": "x" * 200}])
def test_the_right_side_of_each_edge_of_evidence(changes):
    assert fields(replace(DONE, evidence=(replace(PROOF, **changes),))) == []


def test_everything_wrong_is_told_at_once():
    typed = replace(DONE, completed_on="20261225", summary="", evidence=(TypedEvidence(),))
    assert keys(typed) == ["completed_ahead", "summary", "evidence", "kind", "title", "body", "document_day", "link_or_file", "reason"]


@pytest.mark.parametrize(("text", "good"), [
    ("https://example.org", True), ("http://korea.kr/a?b=c#d", True), ("https://xn--3e0b707e.kr", True), ("https://\ud55c\uad6d.kr/a", True),
    ("HTTPS://EXAMPLE.ORG", True), ("https://example.org:8443/a", True), ("javascript:alert(1)", False), ("data:text/html,x", False),
    ("https://", False), ("https://localhost", False), ("https://user:secret@example.org", False), ("https://exa mple.org", False),
    ("//example.org", False), ("example.org", False), ("https://example.org/<script>", False), ("https://example.org:99999", False), ("https://[::1", False)])
def test_a_link_is_one_a_browser_may_follow(text, good):
    assert is_link(text) is good


def test_a_correction_needs_an_accepted_report_and_a_note():
    milestone = a_milestone(reports=(a_report("R-1"), a_report("R-2", record="submitted")))
    assert fields(replace(GOING, corrects="R-1", note="The day was wrong"), milestone) == []
    assert fields(replace(GOING, corrects="R-1"), milestone) == ["note"]
    assert fields(replace(GOING, corrects="R-2", note="x"), milestone) == ["corrects"]


def test_what_is_closed_or_done_takes_no_new_report():
    closed, finished = a_milestone(closure=a_closure()), a_milestone(reports=(a_report("R-1", state="completed", completed_on="2026-05-12"),))
    assert fields(GOING, closed) == fields(GOING, finished) == ["state"] and fields(GOING, a_milestone(closure=a_closure("2026-11-23"))) == []
    assert fields(replace(GOING, corrects="R-1", note="It was another one"), finished) == []
    assert fields(GOING, a_milestone(reports=(a_report(state="completed", grade="V0"),))) == []


def test_a_checkpoint_must_be_one_of_the_milestone():
    assert fields(replace(GOING, checkpoint=1), a_milestone(checkpoints=(a_checkpoint(1),))) == []


def test_a_good_report_becomes_a_submission_in_the_language_it_was_typed_in():
    made = reporting.understood(DONE, a_milestone(), "S-M01-01-1", BY, TERM)
    assert (made.record, made.state, made.authors, made.seen) == (RecordState.SUBMITTED, ReportedState.COMPLETED, ("reporter-a",), 4)
    assert made.summary == Bilingual(ko="Adopted") and made.completed_on == parse_period("2026-02-25") and made.ministry == "MSIT"
    [proof] = made.evidence
    assert (proof.code, proof.report, proof.kind, proof.title) == ("S-M01-01-1-E1", "", EvidenceKind.DECISION, Bilingual(ko="Plan of action"))
    english = reporting.understood(replace(DONE, language="en"), a_milestone(), "S-M01-01-1", BY, TERM)
    assert english.summary == Bilingual(en="Adopted") and english.evidence[0].reason == Bilingual(en="The plan was adopted.")


def test_a_completion_leaves_forecast_and_obstacle_behind():
    made = reporting.understood(replace(DONE, forecast="2027", obstacle="x"), a_milestone(), "S", BY, TERM)
    assert made.forecast is None and made.obstacle == NOTHING


def test_a_second_author_is_added_once_and_kept_words_keep_both_halves():
    first = reporting.understood(DONE, a_milestone(), "S", BY, TERM)
    first = replace(first, summary=Bilingual("K", "Adopted"), evidence=(replace(first.evidence[0], title=Bilingual("J", "Plan of action")),))
    again = reporting.understood(replace(DONE, language="en"), a_milestone(), "S", replace(BY, person="reporter-b"), TERM, before=first)
    assert again.authors == ("reporter-a", "reporter-b")
    assert again.summary == Bilingual("K", "Adopted") and again.evidence[0].title == Bilingual("J", "Plan of action")
    assert reporting.understood(DONE, a_milestone(), "S", BY, TERM, before=again).authors == ("reporter-a", "reporter-b")


def test_a_bad_report_raises_with_all_problems():
    with pytest.raises(BadReport) as caught:
        reporting.understood(replace(DONE, summary="", completed_on=""), a_milestone(), "S", BY, TERM)
    assert [p.field for p in caught.value.problems] == ["completed_on", "summary"]


@pytest.mark.parametrize(("milestone", "busy", "possible"), [
    (a_milestone(original_due="2026 Q4", reports=(a_report(),)), False, True),
    (a_milestone(original_due="2026 Q4", reports=(a_report(),)), True, False),
    (a_milestone(original_due="2026 Q4"), False, False),
    (a_milestone(original_due="2026 Q4", reports=(a_report(record="submitted"),)), False, False),
    (a_milestone(original_due="2026 Q4", reports=(a_report(checkpoint=1),), checkpoints=(a_checkpoint(1),)), False, False),
    (a_milestone(original_due="2026-11-21", reports=(a_report(),)), False, False),
    (a_milestone(original_due="2026-11-22", reports=(a_report(),)), False, True),
    (a_milestone(original_due="2026 Q2", rebaselines=(a_rebaseline(due="2027 Q1"),), reports=(a_report(),)), False, True),
    (a_milestone(original_due=None, quarters_named=(), reports=(a_report(),)), False, False),
    (a_milestone(original_due="2026 Q4", reports=(a_report(state="completed", completed_on="2026-05-12"),)), False, False),
    (a_milestone(original_due="2026 Q4", reports=(a_report(state="completed", grade="V0"),)), False, False),
    (a_milestone(original_due="2026 Q4", reports=(a_report(forecast="2026-11-21"),)), False, False),
    (a_milestone(original_due="2026 Q4", reports=(a_report(forecast="2026-11-22"),)), False, True),
    (a_milestone(original_due="2026 Q4", reports=(a_report(),), closure=a_closure()), False, False)])
def test_when_the_last_report_may_be_repeated(milestone, busy, possible):
    assert reporting.no_change_possible(milestone, TODAY, THRESHOLDS, busy) is possible


def test_no_change_repeats_the_last_accepted_report():
    milestone = a_milestone(original_due="2027 Q1", reports=(a_report(on="2026-03-01", forecast="2027 Q1", obstacle="Procurement"),))
    made = reporting.unchanged(milestone, "S-M01-01-1", BY, TODAY)
    assert (made.no_change, made.state, made.summary, made.forecast, made.obstacle, made.evidence) == (
        True, ReportedState.IN_PROGRESS, words("Under way"), parse_period("2027 Q1"), words("Procurement"), ())


def test_codes_count_on():
    held = [reporting.unchanged(a_milestone(reports=(a_report(),)), f"S-M01-01-{n}", BY, TODAY) for n in (1, 10)]
    assert reporting.next_code("M01-01", []) == "S-M01-01-1" and reporting.next_code("M01-01", held) == "S-M01-01-11"


@pytest.mark.parametrize(("typed", "due", "status", "late"), [
    (DONE, "2026 Q1", Status.COMPLETED, -34), (replace(DONE, completed_on="20260331"), "2026 Q1", Status.COMPLETED, 0),
    (replace(DONE, completed_on="20260401"), "2026 Q1", Status.COMPLETED_LATE, 1), (replace(DONE, evidence=()), "2026 Q1", Status.COMPLETED, -34),
    (GOING, "2026 Q1", Status.DELAYED, 236), (GOING, "2026 Q4", Status.ON_TRACK, None),
    (replace(GOING, forecast="2027 Q1"), "2026 Q4", Status.WATCH, None), (replace(GOING, obstacle="x"), "2026 Q4", Status.WATCH, None),
    (replace(GOING, state="not_started"), "2026 Q4", Status.NOT_STARTED, None)])
def test_the_preview_asks_the_one_rule(typed, due, status, late):
    found = reporting.preview(typed, a_milestone(original_due=due), TERM, THRESHOLDS)
    assert (found.status, found.days_late) == (status, late)


@pytest.mark.parametrize("typed", [TypedReport(), replace(DONE, completed_on=""), replace(DONE, completed_on="20261123"), replace(DONE, completed_on="x")])
def test_no_preview_of_what_cannot_be_read(typed):
    assert reporting.preview(typed, a_milestone(), TERM, THRESHOLDS) is None


def test_the_preview_is_what_approval_leads_to():
    milestone = a_milestone(original_due="2026 Q1")
    submission = reporting.understood(DONE, milestone, "S-M01-01-1", BY, TERM)
    report, proof = reporting.report_from(submission, TODAY, reporting.grade_for(submission.evidence), words("Office"))
    accepted = assess(replace(milestone, reports=(report,), evidence=proof), TODAY, THRESHOLDS)
    seen = reporting.preview(DONE, milestone, TERM, THRESHOLDS)
    assert (accepted.status, accepted.days_late) == (seen.status, seen.days_late)


def test_an_approved_submission_keeps_its_link_and_brings_its_source():
    inside = replace(PROOF, public=False, url="https://inside.go.kr/1")
    made = reporting.understood(replace(DONE, evidence=(inside, PROOF)), a_milestone(), "S-M01-01-1", BY, TERM)
    report, proof = reporting.report_from(made, TODAY, VerificationGrade.V2, words("Office"))
    assert report.origin.url == "https://example.org/a" and [s.url for s in reporting.sources_of(made)] == ["https://example.org/a"]
    assert {e.report for e in proof} == {report.code} and report.accepted and report.completed_on == parse_period("2026-02-25")
    closed = replace(made, evidence=made.evidence[:1])
    assert reporting.report_from(closed, TODAY, VerificationGrade.V1, words("Office"))[0].origin.url == "" and reporting.sources_of(closed) == ()


def test_the_grade_follows_who_could_check_it():
    inside, public = (reporting.understood(replace(DONE, evidence=(replace(PROOF, public=p),)), a_milestone(), "S", BY, TERM).evidence for p in (False, True))
    grade = reporting.grade_for
    assert [grade(()), grade(inside), grade(public), grade(inside, True), grade(inside, True, True)] == list(VerificationGrade)
    assert grade((), True, True) is VerificationGrade.V0
