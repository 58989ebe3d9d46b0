"""The report form in words: what stands beside it, how each field is named, what a conflict compares and leads to."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.domain.reporting import Term, TypedReport, preview, problems
from tracker.domain.screening import flags
from tracker.domain.typed_evidence import FieldProblem, TypedEvidence
from tracker.text import wording
from tracker.ui.conflict import Clash
from tracker.views import report_form as view

TODAY = date(2026, 11, 22)
KO, EN = wording("ko"), wording("en")
PROOF = TypedEvidence("press", "Title", "Body", "20260225", "https://example.org/a", "It proves the criterion", True, "f" * 64, "a.pdf", "application/pdf", 7)
BASE = TypedReport("in_progress", forecast="2026 Q4", summary="Begun", language="en")
THEIRS = replace(BASE, summary="Theirs", forecast="2027 Q1", evidence=(PROOF,))
MINE = replace(BASE, state="completed", completed_on="20260620", summary="Mine", obstacle="Law")


def term(plan) -> Term:
    return Term(plan.head.starts_on, plan.head.ends_on, TODAY)


@pytest.mark.parametrize("t", [KO, EN])
def test_every_milestone_has_its_column(t, real_plan):
    for milestone in real_plan.milestones:
        found = view.beside(real_plan, TODAY, t, milestone)
        assert found["title"] and all(name and words for name, words in found["dates"]) and found["shown"]


def test_the_column_says_what_the_public_sees(real_plan):
    found = view.beside(real_plan, TODAY, KO, real_plan.milestone("M07-01"))
    assert found["shown"] == "completed" and found["done"] and found["last"]["host"] == "zdnet.co.kr"
    assert dict(found["dates"])["당초 기한"].replace("\u00a0", " ") == "2026년 1분기 · 236일 지남"


@pytest.mark.parametrize(("on", "words"), [("20260225", "기한보다 34일 이름"), ("20260331", "기한 안"), ("20260401", "기한보다 1일 늦음")])
def test_the_status_it_would_lead_to_is_told_beside_the_date(real_plan, on, words):
    milestone = replace(real_plan.milestone("M07-01"), reports=())
    typed = TypedReport("completed", on, language="ko")
    shown, said = view.would_be(KO, preview(typed, milestone, term(real_plan), real_plan.head.thresholds))
    assert said.replace("\u00a0", " ") == words and shown == ("completed_late" if "늦음" in words else "completed")
    assert view.would_be(KO, None) == ("", "")


@pytest.mark.parametrize("t", [KO, EN])
def test_every_problem_has_words_and_every_field_a_name(t, real_plan):
    milestone = real_plan.milestone("M07-05")
    bad = TypedReport("completed", "x", summary="", checkpoint=9, corrects="none", evidence=(TypedEvidence(url="ftp://x", kind="?"),))
    late = TypedReport("in_progress", forecast="2020", summary="x" * 300, note="x" * 300)
    found = [*problems(bad, milestone, term(real_plan)), *problems(late, milestone, term(real_plan)), *problems(TypedReport("completed", summary="x"), milestone, term(real_plan))]
    for problem in found:
        assert view.told(t, (problem,)) and view.name_of(t, problem.field) and view.name_of(t, problem.field, True)
        assert view.field_key(problem.field).startswith("e0_") == problem.field.startswith("evidence.")


def test_a_completion_without_evidence_is_told_once_for_each_missing_field(real_plan):
    told = view.told(KO, problems(TypedReport("completed", "20260620", summary="x"), real_plan.milestone("M07-05"), term(real_plan)))
    assert list(told) == [f"evidence.0.{name}" for name in ("kind", "title", "body", "on", "url", "reason")]
    assert view.told(KO, [FieldProblem("a", "report.problem_state"), FieldProblem("a", "report.problem_state")]) == {"a": "진행 상태를 고른다. 진행 상태를 고른다."}


@pytest.mark.parametrize("t", [KO, EN])
def test_a_flag_asks_without_repeating_the_number(t):
    [flag] = flags(TypedReport(summary="010-1234-5678"), {})
    assert "5678" not in view.flag_words(t, flag, False) and view.name_of(t, "summary") in view.flag_words(t, flag, False)


def test_a_conflict_asks_only_where_both_changed_it_differently():
    rows = {row["field"]: Clash(**row) for row in view.clash_rows(EN, BASE, THEIRS, MINE, TODAY)}
    assert [name for name, clash in rows.items() if clash.open] == ["summary"]
    assert rows["forecast"].theirs.replace("\u00a0", " ") == "Q1 2027" and rows["state"].mine == "completed" and rows["evidence.0.kind"].theirs == "Press release"
    assert rows["evidence.0.file"].theirs == "a.pdf" and "note" not in rows


@pytest.mark.parametrize(("picked", "summary"), [("Mine", "Mine"), ("Theirs", "Theirs"), ("Both of it", "Both of it")])
def test_what_was_chosen_is_what_is_handed_in_and_files_come_along(picked, summary):
    rows = [Clash(**row) for row in view.clash_rows(EN, BASE, THEIRS, MINE, TODAY)]
    chosen = {clash.field: clash.settled for clash in rows if not clash.open} | {"summary": picked}
    made = view.settled(EN, BASE, THEIRS, MINE, chosen, TODAY)
    assert (made.summary, made.state, made.completed_on, made.forecast, made.obstacle) == (summary, "completed", "2026-06-20", "2027 Q1", "Law")
    assert made.evidence == (replace(PROOF, on="2026-02-25"),)


def test_the_same_typed_differently_is_no_conflict():
    mine = replace(BASE, forecast="2026년 4분기", summary=" Begun ")
    assert not any(Clash(**row).open for row in view.clash_rows(EN, BASE, THEIRS, mine, TODAY) if row["field"] in ("forecast", "summary"))


def test_the_public_record_fills_what_it_knows_and_nothing_else(real_plan):
    record = view.public_record(real_plan, real_plan.milestone("M07-01"), TODAY, KO)
    [proof] = record.evidence
    assert record.state == "completed" and record.completed_on == "2026-02-25" and proof.url.startswith("https://zdnet") and proof.reason == "" and proof.body == "zdnet.co.kr"
    assert view.public_record(real_plan, real_plan.milestone("M03-01"), TODAY, KO) is None
@pytest.mark.parametrize(("picked", "step"), [("Checkpoint 1", 1), ("Checkpoint 2", 2), ("The whole milestone", None)])
def test_which_step_is_reported_on_is_chosen_too(picked, step):
    """A report on one step must not quietly take the place of a report on another."""
    base, theirs, mine = BASE, replace(THEIRS, checkpoint=1), replace(MINE, checkpoint=2)
    rows = [Clash(**row) for row in view.clash_rows(EN, base, theirs, mine, TODAY)]
    assert [clash.field for clash in rows if clash.open] == ["checkpoint", "summary"]
    chosen = {clash.field: clash.settled for clash in rows if not clash.open} | {"summary": "Mine", "checkpoint": picked}
    assert view.settled(EN, base, theirs, mine, chosen, TODAY).checkpoint == step


