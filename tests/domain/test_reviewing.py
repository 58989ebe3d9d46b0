"""Reviewing: the order of the queue, each check on both sides of its edge, what is refused, and what becomes of a report."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import a_closure, a_milestone, a_plan, a_report, words
from tests.review_cases import AT, TODAY, a_completion, a_proof, a_submission
from tracker.domain.errors import BadInput
from tracker.domain.milestones import RecordState, ReportedState, VerificationGrade
from tracker.domain.periods import parse_period
from tracker.domain.reviewing import (
    Verdict, accepted, checks, missing_halves, refuse_unless_ready, returned, ticks, waiting, with_halves, would_be,
)
from tracker.domain.schedule import Status
from tracker.domain.words import NOTHING, Bilingual
from tracker.domain.workspace import Workspace

DONE, GOING = a_completion(), a_submission()
COMMITTEE = a_proof(body=a_plan().head.committee)


def found(submission, milestone=None, **more) -> dict[str, Verdict]:
    milestone = milestone or a_milestone()
    return {c.key: c.verdict for c in checks(a_plan(milestones=(milestone,)), milestone, submission, TODAY, **more)}


def test_the_queue_is_by_age_then_weight_then_plan():
    milestones = tuple(a_milestone(f"M01-0{n}", weight=3 if n == 3 else 1) for n in range(1, 6))
    old, new = AT - timedelta(days=2), AT
    handed_in = [a_submission(f"S-{m.code}-1", milestone=m.code, submitted_at=at) for m, at in zip(milestones, (new, new + timedelta(hours=1), new, old, old))]
    handed_in[4] = replace(handed_in[4], record=RecordState.RETURNED)
    workspace = Workspace(submissions=tuple(handed_in))
    assert [s.milestone for s in waiting(workspace, a_plan(milestones=milestones))] == ["M01-04", "M01-03", "M01-01", "M01-02"]


LOOK, FITS, BLOCKED = Verdict.LOOK, Verdict.FITS, Verdict.BLOCKED


@pytest.mark.parametrize(("submission", "key", "verdict"), [
    (replace(DONE, completed_on=parse_period("2026-11-22")), "completion_day", FITS),
    (replace(DONE, completed_on=parse_period("2026-11-23")), "completion_day_not", BLOCKED),
    (replace(DONE, completed_on=parse_period("2026 Q4")), "completion_day", FITS),
    (replace(DONE, completed_on=None), "completion_day_not", BLOCKED),
    (GOING, "completion_day", None),
    (replace(DONE, evidence=()), "no_evidence", BLOCKED),
    (DONE, "no_evidence", None),
    (GOING, "no_evidence", None),
    (GOING, "past_due", LOOK),
    (DONE, "past_due", None),
    (replace(GOING, checkpoint=1), "past_due", None),
    (replace(GOING, forecast=parse_period("2026-11-22")), "forecast", FITS),
    (replace(GOING, forecast=parse_period("2026-11-21")), "forecast_not", LOOK),
    (DONE, "document_day", FITS),
    (replace(DONE, completed_on=parse_period("2026-06-19")), "document_day_not", LOOK),
    (replace(DONE, completed_on=parse_period("2026 Q2")), "document_day", FITS),
    (replace(DONE, evidence=(a_proof(on=date(2026, 11, 23)),)), "document_ahead", LOOK),
    (DONE, "issuing_body_not", None),  # "Committee" is the committee of the plan
    (replace(DONE, evidence=(a_proof(body=words("Stranger")),)), "issuing_body_not", LOOK),
    (replace(DONE, evidence=(a_proof(body=Bilingual(ko="msit (KO)")),)), "issuing_body", FITS),
    (DONE, "public_evidence", FITS),
    (replace(DONE, evidence=(a_proof(public=False),)), "public_evidence_not", LOOK),
    (DONE, "link", LOOK),
    (replace(DONE, evidence=(a_proof(url="", file="ab"),)), "link", None),
    (GOING, "personal", FITS),
    (replace(GOING, obstacle=Bilingual(ko="010-1234-5678")), "personal_not", LOOK),
    (replace(DONE, evidence=(a_proof(reason=Bilingual(en="900101-1234568")),)), "personal_not", BLOCKED),
    (GOING, "one_language", None),
    (replace(GOING, summary=Bilingual(ko="x")), "one_language", LOOK),
])
def test_checks(submission, key, verdict):
    assert found(submission).get(key) == verdict


def test_checks_that_depend_on_the_milestone():
    assert found(GOING, a_milestone(original_due="2026 Q4")).get("past_due") is None
    assert found(GOING, a_milestone(original_due=None)).get("past_due") is None
    assert found(GOING, a_milestone(closure=a_closure("2026-11-22")))["closed"] is BLOCKED
    assert found(GOING, a_milestone(closure=a_closure("2026-11-23"))).get("closed") is None
    assert found(GOING, changed=True)["changed"] is LOOK and "changed" not in found(GOING)


def refused(submission, ticked, milestone=None) -> set[str]:
    milestone = milestone or a_milestone()
    try:
        refuse_unless_ready(submission, checks(a_plan(milestones=(milestone,)), milestone, submission, TODAY), ticked)
    except BadInput as bad:
        return {p.key for p in bad.problems}
    return set()


def test_every_tick_is_wanted_and_everything_wrong_is_told_at_once():
    assert refused(DONE, ticks(DONE)) == refused(GOING, ticks(GOING)) == set()
    for missing in ticks(DONE):
        assert refused(DONE, set(ticks(DONE)) - {missing}) == {"review_unticked"}
    assert refused(DONE, ticks(GOING)) == {"review_unticked"}  # the ticks of another kind of report
    assert refused(replace(DONE, evidence=(), record=RecordState.RETURNED), ()) == {"review_unticked", "review_not_waiting", "review_blocked_no_evidence"}
    assert refused(GOING, ticks(GOING), a_milestone(closure=a_closure("2026-11-22"))) == {"review_blocked_closed"}


@pytest.mark.parametrize("record", [RecordState.RETURNED, RecordState.APPROVED, RecordState.PUBLISHED, RecordState.DRAFT])
def test_only_what_waits_is_decided(record):
    held = replace(DONE, record=record)
    assert refused(held, ticks(held)) == {"review_not_waiting"}
    with pytest.raises(BadInput) as bad:
        returned(held, NOTHING, "ella", AT)
    assert {p.key for p in bad.value.problems} == {"review_not_waiting", "review_no_reason"}


def test_an_accepted_report_stands_in_the_plan_with_its_evidence():
    milestone = a_milestone(reports=(a_report(),))
    after, decided = accepted(milestone, DONE, VerificationGrade.V3, words("MSIT"), "ella", AT, TODAY)
    report = after.reports[-1]
    assert (report.on, report.record, report.grade, report.state) == (TODAY, RecordState.APPROVED, VerificationGrade.V3, ReportedState.COMPLETED)
    assert [e.report for e in after.evidence] == [report.code] and after.reports[:-1] == milestone.reports
    assert (decided.record, decided.report, decided.decided_by, decided.decided_at, decided.grade) == (RecordState.APPROVED, report.code, "ella", AT, VerificationGrade.V3)
    assert report.reporter == words("MSIT") and "ella" not in repr(after)


def test_the_status_before_the_public_sees_it():
    milestone, plan = a_milestone(reports=(a_report(),)), a_plan()
    assert would_be(milestone, DONE, TODAY, plan).status is Status.COMPLETED
    assert would_be(milestone, GOING, TODAY, plan).status is Status.DELAYED
    assert would_be(milestone, replace(DONE, evidence=()), TODAY, plan).reason == "delayed_claimed"


def test_a_missing_language_is_added_and_nothing_is_changed():
    one = replace(DONE, summary=Bilingual(ko="끝났다"), evidence=(a_proof(title=Bilingual(en="Decision")),))
    assert set(missing_halves(one)) == {"summary", "S-M01-01-1-E1.title"}
    whole = with_halves(one, {"summary": " Finished ", "S-M01-01-1-E1.title": "의결서", "obstacle": "no", "S-M01-01-1-E1.reason": "no"})
    assert whole.summary == Bilingual("끝났다", "Finished") and whole.evidence[0].title == Bilingual("의결서", "Decision")
    assert replace(whole, summary=one.summary, evidence=one.evidence) == one and whole.evidence[0].reason == one.evidence[0].reason
    assert with_halves(DONE, {"summary": "other words"}) == DONE
