"""The review queue in rows and words: age and order, what changes, what was before, and that every check has its sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import a_goal, a_milestone, a_plan, a_report, words
from tests.review_cases import AT, PEOPLE, TODAY, a_completion, a_proof, a_submission
from tracker.charts import review_parts
from tracker.charts.look import Look
from tracker.domain.actors import Actor, Role
from tracker.domain.log import Head, sealed
from tracker.domain.milestones import RecordState
from tracker.domain.periods import parse_period
from tracker.domain.records import differences, object_records
from tracker.domain.words import Bilingual
from tracker.domain.workspace import MilestoneNote, Workspace
from tracker.text import wording
from tracker.views import review

KO, EN = wording("ko"), wording("en")
EDITOR = Actor("ella", frozenset({Role.EDITOR}))


def plan_with(*reports, **changes):
    return a_plan(goals=(a_goal(),), milestones=(a_milestone(reports=reports, **changes),))


@pytest.mark.parametrize(("days", "korean", "english"), [(0, "1건이 기다린다. 모두 오늘 들어왔다.", "1 report is waiting, all handed in today."),
                                                         (4, "1건이 기다린다. 가장 오래된 것은 4일째다.", "1 report is waiting. The oldest has waited 4 days.")])
def test_the_queue_in_a_sentence(days, korean, english):
    held = Workspace(submissions=(a_submission(submitted_at=datetime(2026, 11, 22, 1, tzinfo=UTC) - timedelta(days=days)),))
    for t, said in ((KO, korean), (EN, english)):
        assert review.finding(review.queue(plan_with(), held, TODAY, t), t).replace("\u00a0", " ") == said
    assert review.finding([], KO) == KO("review.sentence_none")


def test_only_what_differs_is_shown_as_changed():
    plan = plan_with(a_report(summary=words("Under way"), forecast="2026 Q4"))
    found = review.changes(plan, a_submission(forecast=parse_period("2027 Q1")), TODAY, KO)
    assert [(label, before.replace("\u00a0", " "), after.replace("\u00a0", " ")) for label, before, after in found["rows"]] == [("예상 완료", "2026년 4분기", "2027년 1분기")]
    assert found["same"] == ["진행 상태", "이번에 한 일"] and [shown for shown, _ in found["status"]] == ["delayed", "delayed"]


@pytest.mark.parametrize(("completed", "said"), [("2026-06-20", "당초 기한보다 10일 이름"), ("2026-06-30", "당초 기한 당일"), ("2026-07-02", "당초 기한보다 2일 늦음")])
def test_the_computed_status_says_how_early(completed, said):
    (before, _), (after, extra) = review.changes(plan_with(), a_completion(completed_on=parse_period(completed)), TODAY, KO)["status"]
    assert before == "no_report_past_due" and after.startswith("completed") and extra == said


def test_a_checkpoint_is_compared_with_its_own_last_report():
    plan = plan_with(a_report("R-1", summary=words("Whole")), a_report("R-2", checkpoint=1, summary=words("Step")))
    milestone = plan.milestone("M01-01")
    assert review.last_accepted(milestone, a_submission(checkpoint=1), TODAY).code == "R-2"
    assert review.last_accepted(milestone, a_submission(), TODAY).code == "R-1"
    assert review.last_accepted(milestone, a_submission(checkpoint=2), TODAY) is None


def entries_of(*states):
    """The log of a report that was put several times: each by somebody, with a reason."""
    head, before, found = Head(0, "0" * 64), {}, []
    for n, (state, who, reason) in enumerate(states):
        after = object_records(state, "submission", 0)
        made = list(sealed(head, AT + timedelta(days=n), who, "editor", "x", reason, "", [(c, n + 1) for c in differences(before, after)]))
        found, before, head = found + made, after, Head(made[-1].seq, made[-1].hash)
    return found


def test_the_way_of_a_report_is_told_by_office():
    handed = a_completion()
    back = replace(handed, record=RecordState.RETURNED, returned_for=words("No"), decided_by="ella")
    entries = entries_of((handed, "rita", ""), (back, "ella", "Not all of it"), (handed, "rita", ""))
    told = review.past(plan_with(a_report()), Workspace(people=PEOPLE), handed, entries, TODAY, EN)
    assert [said for _, said in told][-3:] == ["Office of rita (en) handed it in", "Office of ella (en) sent it back: Not all of it", "Office of rita (en) revised it and handed it in again"]
    assert [on for on, _ in told] == sorted(on for on, _ in told) and any("due Q2" in said.replace("\u00a0", " ") for _, said in told)


BAD = a_completion(completed_on=parse_period("2026-11-23"), evidence=(a_proof(body=words("Stranger"), public=False, on=date(2026, 11, 23)),), summary=Bilingual(ko="010-1234-5678"))


@pytest.mark.parametrize("submission", [a_submission(), a_submission(forecast=parse_period("2026-11-21")), a_completion(), BAD, a_completion(evidence=()),
                                        a_completion(completed_on=parse_period("2026-06-19"))])
def test_everything_a_reviewer_reads_has_words(submission):
    plan = plan_with(a_report())
    for t in (KO, EN):
        drawn = review_parts.head(review.head(plan, Workspace(notes=(MilestoneNote("M01-01", "AI desk", "Ask"),)), submission, TODAY, t), Look(), t) + review_parts.changes(review.changes(plan, submission, TODAY, t), "", t)
        drawn += review_parts.proofs(review.proofs(submission, t), "criterion", t) + review_parts.checks(review.checked(plan, submission, True, TODAY, t), t)
        assert "AI desk" in drawn and "review." not in drawn and "{" not in drawn and "None" not in drawn


def test_what_a_ministry_wrote_is_text_and_never_markup():
    nasty = a_completion(summary=words("<script>alert(1)</script>"), evidence=(a_proof(title=words("<b>x</b>"), reason=words("<img src=x>")),))
    plan = plan_with()
    drawn = review_parts.changes(review.changes(plan, nasty, TODAY, KO), "", KO) + review_parts.proofs(review.proofs(nasty, KO), "c", KO)
    assert "<script" not in drawn and "<img" not in drawn and "<b>x" not in drawn and "&lt;script&gt;" in drawn


def test_who_may_not_decide_is_told_why():
    assert review.may_not(EDITOR, a_submission(), KO) is None
    assert review.may_not(EDITOR, a_submission(authors=("rita", "ella")), KO) == (KO("review.own_title"), KO("review.own_text"))
    assert review.may_not(Actor("rita", frozenset({Role.REPORTER}), frozenset({"MSIT"})), a_submission(), KO)[1] == KO("review.cannot_decide")


def test_the_grade_is_said_before_it_is_given():
    own = replace(EDITOR, ministries=frozenset({"MSIT"}))
    for actor, checked, outcome, grade in ((EDITOR, False, "", "V2"), (EDITOR, True, "", "V3"), (own, True, "", "V2"), (EDITOR, False, "seen", "V4")):
        assert grade in review.grade(a_completion(), checked, actor, outcome, EN)


def test_every_reason_but_the_last_writes_half_a_sentence():
    for t in (KO, EN):
        halves = [review.half_sentence(name, t) for name in review.REASONS]
        assert all(half.endswith(": ") for half in halves[:-1]) and halves[-1] == "" and len(set(halves)) == len(halves)
