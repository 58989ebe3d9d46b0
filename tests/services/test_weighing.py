"""Rows of a workbook beside the plan: what each would do, and every rule a form has, both sides of each edge."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import (
    a_closure, a_milestone, a_plan as plain_plan, a_programme, a_rebaseline, a_report, an_amount, an_evidence, an_indicator, an_observation, an_organisation, words,
)
from tests.importing import DONE, MONEY, PROOF, REPORT, VALUE, a_book, amount, report, value
from tests.review_cases import a_person, a_submission
from tracker.domain.actors import Role
from tracker.domain.importing import RowState
from tracker.domain.importing_columns import evidence_column
from tracker.domain.importing_rules import Scales, outcome, weigh
from tracker.domain.milestones import RecordState
from tracker.domain.weighing_reports import NEAR_WITHIN, typed_report
from tracker.domain.workspace import Workspace
from tracker.services.weighing import weighers
from tracker.text import wording

TODAY = date(2026, 11, 22)
REPORTER = a_person("rita", Role.REPORTER, ministries=("MSIT",)).actor
EDITOR = a_person("ella", Role.EDITOR).actor
SUBMISSION = "submission/S-M01-01-1"


def a_plan(**changes):
    """M01-01 of MSIT, M01-03 of MOE; an indicator with one value, a programme with one amount."""
    own = (a_milestone("M01-01"), a_milestone("M01-03", lead="MOE"))
    return plain_plan(**({"organisations": (an_organisation("MSIT"), an_organisation("MOE", rank=2)), "milestones": own, "indicators": (an_indicator(observations=(an_observation(25, "2026-03-31"),)),),
                             "programmes": (a_programme(amounts=(an_amount(1_000_000_000),)),)} | changes))


def run(*rows, actor=REPORTER, plan=None, workspace=None, moved=None, made=None, of_plan="KOREA-AI-2026", **book):
    scales = Scales(plan or a_plan(), workspace or Workspace(), actor, TODAY, 9, "en", moved or {})
    found = weigh(a_book(*rows, plan=of_plan, **book), scales, weighers({} if made is None else made))
    for problem in (*found.problems, *(p for row in found.rows for p in row.problems)):
        assert all(t(problem.key, **problem.details).strip() for t in (wording("ko"), wording("en")))
    return found


def told(*rows, **more):
    """State and (column letter, key) of what is wrong, of the last row."""
    found = run(*rows, **more).rows[-1]
    return found.state, [(p.address.rstrip("0123456789"), p.key.removeprefix("importing.problem_").removeprefix("report.problem_")) for p in found.problems]


def waiting(**changes):
    return Workspace(submissions=(a_submission("S-M01-01-1", milestone="M01-01", **changes),))


# -- reports
def test_a_row_that_says_nothing_does_nothing():
    for row in (report(), report(code="nonsense"), report(evidence_public="yes"), report(untouched=True, **REPORT)):
        assert run(row).rows[0].state is RowState.SAME
    assert not run(report()).appliable


def test_a_filled_row_is_a_new_report_and_shows_what_it_says():
    found = run(report(**DONE)).rows[0]
    assert found.state is RowState.NEW and found.key == "milestone/M01-01" and not found.problems
    assert {d.field: d.after for d in found.differences}["completed_on"] == "2026-06-20" and {d.before for d in found.differences} == {""}
    assert run(report(**DONE)).appliable


@pytest.mark.parametrize(("texts", "wrong"), [
    ({"state": ""}, ["state"]), ({"state": "finished"}, ["state"]), ({"summary": " "}, ["summary"]), ({"summary": "x" * 201}, ["long"]),
    ({"summary": "Ask 010-1234-5678"}, ["personal"]), ({"forecast": "soon"}, ["period"]), ({"forecast": "2026 Q1"}, ["forecast_past"]),
    ({"evidence_title": "Only a title", "evidence_public": "yes"}, ["kind", "body", "document_day", "link", "reason"])])
def test_a_report_is_read_as_the_form_reads_it(texts, wrong):
    assert [key for _, key in told(report(**REPORT | texts))[1]] == wrong


@pytest.mark.parametrize(("texts", "wrong"), [
    ({"completed_on": ""}, ["completed_missing"]), ({"completed_on": "2026-11-23"}, ["completed_ahead"]), ({"completed_on": "31/31"}, ["day"]),
    ({"evidence_url": ""}, ["link"]), ({"evidence_public": ""}, ["public"]), ({"evidence_public": "maybe"}, ["public"]),
    ({name: "" for name in DONE if name.startswith("evidence")}, ["kind", "title", "body", "document_day", "link", "reason"])])
def test_no_completion_without_its_day_and_its_evidence(texts, wrong):
    state, found = told(report(**DONE | texts))
    assert state is RowState.ERROR and [key for _, key in found] == wrong


def test_a_problem_names_sheet_row_cell_and_what_it_holds():
    (problem,) = run(report(number=14, **REPORT | {"forecast": "soon"})).rows[0].problems
    assert (problem.sheet, problem.row, problem.address, problem.value, problem.key) == ("reports", 14, "I14", "soon", "importing.problem_period")


@pytest.mark.parametrize(("texts", "wrong"), [
    (REPORT | {"completed_on": "2026-06-20"}, [("H", "only_when_done")]), (DONE | {"forecast": "2026 Q4"}, [("I", "not_when_done")]),
    (DONE | {"obstacle": "Staff"}, [("K", "not_when_done")]), (REPORT | {"evidence_public": "yes"}, [("R", "public_of_what")]),
    (REPORT | {"state": "", "completed_on": "yesterday"}, [("G", "state"), ("H", "day")])])
def test_what_does_not_go_with_the_state_is_refused_and_never_dropped(texts, wrong):
    assert told(report(**texts)) == (RowState.ERROR, wrong)


def further(piece: int, **changes: str) -> dict[str, str]:
    """A further piece of evidence, whole but for the changes."""
    told_of = {name.removeprefix("evidence_"): text for name, text in PROOF.items()} | {"title": f"Document {piece}"} | changes
    return {evidence_column(piece, name): text for name, text in told_of.items()}


def test_a_row_has_room_for_three_pieces_of_evidence():
    texts = DONE | further(2) | further(3, public="no")
    found = run(report(**texts)).rows[0]
    assert found.state is RowState.NEW and {d.field: d.after for d in found.differences}["evidence_title"] == "Plan of action\nDocument 2\nDocument 3"
    typed = typed_report(report(**texts), Scales(a_plan(), Workspace(), REPORTER, TODAY, 9, "en"))
    assert [(piece.title, piece.public) for piece in typed.evidence] == [("Plan of action", True), ("Document 2", True), ("Document 3", False)]


@pytest.mark.parametrize(("texts", "wrong"), [
    (further(2, url=""), [("W", "link")]), (further(3, on="someday"), [("AC", "day")]), (further(3, reason="short"), [("AE", "reason")]),
    (further(2, public=""), [("Y", "public")]), ({"evidence_3_public": "no"}, [("AF", "public_of_what")]), (further(2, title="Plan of  action"), [("T", "evidence_twice")]),
    (further(2, body="Ask 010-1234-5678") | further(3, kind="hearsay"), [("Z", "kind"), ("U", "personal")])])
def test_what_is_wrong_with_a_further_piece_stands_at_its_own_cells(texts, wrong):
    found = run(report(**DONE | texts)).rows[-1]
    assert found.state is RowState.ERROR
    assert [(p.address.rstrip("3"), p.key.removeprefix("importing.problem_").removeprefix("report.problem_")) for p in found.problems] == wrong


def test_further_evidence_joins_what_waits_and_its_problems_keep_their_cells():
    """The piece that waits comes first in the report, the one of the row second: its cells are still those of the row."""
    waits = waiting(evidence=tuple(an_evidence(f"S-E{n}", title=words(f"Held {n}"), file="f" * 64, file_name="a.pdf") for n in (1, 2, 3, 4)))
    assert told(report(**REPORT | further(1, url="")), workspace=waits) == (RowState.ERROR, [("P", "link")])
    assert told(report(**REPORT | further(2)), workspace=waits)[0] is RowState.CHANGED
    assert told(report(**REPORT | further(2) | further(3)), workspace=waits) == (RowState.ERROR, [("L", "evidence_many")])
    assert told(report(**REPORT | further(2) | further(3, url="")), workspace=waits) == (RowState.ERROR, [("L", "evidence_many"), ("AD", "link")])


@pytest.mark.parametrize(("code", "wrong"), [("M01-03", "error.other_ministry"), ("M1-01", "milestone_near"), ("ZZZ", "milestone")])
def test_another_ministrys_row_and_an_unknown_one_say_so(code, wrong):
    assert told(report(code=code, **REPORT)) == (RowState.ERROR, [("A", wrong)])
    assert told(report(code="M01-03", **REPORT), actor=EDITOR)[0] is RowState.NEW


def test_far_down_a_long_file_the_nearest_code_is_not_looked_for():
    row = report(code="M1-01", **REPORT)
    assert told(replace(row, number=NEAR_WITHIN + 1)) == (RowState.ERROR, [("A", "milestone")])


def test_nothing_is_reported_on_what_was_closed_or_is_done():
    closed = a_plan(milestones=(a_milestone("M01-01", closure=a_closure()),))
    done = a_plan(milestones=(a_milestone("M01-01", reports=(a_report(state="completed", completed_on="2026-05-01", record="approved"),)),))
    assert told(report(**REPORT), plan=closed) == (RowState.ERROR, [("G", "closed")])
    assert told(report(**DONE), plan=done) == (RowState.ERROR, [("G", "done")])


def test_a_deadline_typed_over_asks_for_a_change_request():
    moved = a_plan(milestones=(a_milestone("M01-01", rebaselines=(a_rebaseline(due="2026 Q4"),)),))
    for texts in ({}, REPORT):
        assert told(report(due="2027 Q2", **texts)) == (RowState.ERROR, [("D", "due")])
        assert told(report(due="2026 Q2", **texts), plan=moved)[0] is told(report(due="2026 Q4", **texts), plan=moved)[0] is not RowState.ERROR
        assert told(report(due="no date", **texts))[0] is not RowState.ERROR


def test_a_report_that_waits_is_amended_and_its_further_evidence_stays():
    proofs = (an_evidence("S-E1"), an_evidence("S-E2", title=words("Second"), file="f" * 64, file_name="a.pdf"))
    found = run(report(**REPORT | {"evidence_title": "Second (en)"}), workspace=waiting(evidence=proofs, summary=words("Other"))).rows[0]
    shown = {d.field: (d.before, d.after) for d in found.differences}
    assert shown["summary"] == ("Other (en)", "Under way") and "evidence_title" not in shown
    assert run(report(**REPORT), workspace=waiting(evidence=proofs, summary=words("Other"))).rows[0].state is RowState.CHANGED


def test_what_was_handed_in_or_accepted_already_does_nothing():
    said = {"state": "in_progress", "summary": "Under way (en)"}
    for record in (RecordState.SUBMITTED, RecordState.RETURNED):
        assert told(report(**said), workspace=waiting(summary=words("Under way"), record=record))[0] is RowState.SAME
    accepted = a_plan(milestones=(a_milestone("M01-01", original_due="2027 Q1", reports=(a_report(),)),))
    assert told(report(**said), plan=accepted, moved={"milestone/M01-01": frozenset({"ella"})})[0] is RowState.SAME
    assert told(report(**said), plan=accepted)[0] is RowState.NEW  # said again on purpose: nothing has changed


def test_what_somebody_else_changed_is_a_conflict_only_where_the_row_says_something():
    theirs, mine = {"milestone/M01-01": frozenset({"ella"})}, {"milestone/M01-01": frozenset({"rita"})}
    assert told(report(**REPORT), moved=theirs) == (RowState.CONFLICT, [("A", "conflict")])
    assert told(report(**REPORT), moved={SUBMISSION: frozenset({"rosa", "rita"})}, workspace=waiting(summary=words("Theirs")))[0] is RowState.CONFLICT
    assert told(report(**REPORT), moved=mine)[0] is RowState.NEW
    assert told(report(), moved=theirs)[0] is told(report(untouched=True, **REPORT), moved=theirs)[0] is RowState.SAME


def test_the_same_milestone_twice_is_an_error_that_names_the_first():
    found = run(report(number=3, **REPORT), report(number=9, **REPORT)).rows
    assert [row.state for row in found] == [RowState.NEW, RowState.ERROR] and found[1].problems[0].details == {"line": 3}


# -- figures
def test_a_value_of_a_new_time_is_added_and_one_that_stands_is_corrected():
    made = {}
    new, fixed, same = (value(number=n, **VALUE | more) for n, more in enumerate((
        {}, {"period": "2026-03-31", "vintage": "2026-03-31", "value": "26"}, {"period": "2026-03-31", "vintage": "2026-03-31", "value": "25.0"} |
        {"source_url": "https://example.org/plan", "source_date": "2026-02-25"}), 3))
    found = run(new, fixed, actor=EDITOR, made=made).rows
    assert [row.state for row in found] == [RowState.NEW, RowState.CHANGED] and [f.correction for f in made.values()] == [False, True]
    assert ("value", "25", "26") in [(d.field, d.before, d.after) for d in found[1].differences]
    assert run(same, actor=EDITOR).rows[0].state is RowState.SAME


@pytest.mark.parametrize(("texts", "wrong"), [
    ({"value": ""}, [("F", "edit.problem.required")]), ({"value": "a lot"}, [("F", "edit.problem.bad_decimal")]), ({"value": "1e308"}, [("F", "edit.problem.bad_decimal")]),
    ({"value": "NaN"}, [("F", "edit.problem.bad_decimal")]), ({"period": "sometime"}, [("E", "edit.problem.bad_period")]),
    ({"source_url": ""}, [("I", "edit.problem.source_missing")]), ({"confidence": "surely"}, [("K", "edit.problem.bad_choice")])])
def test_a_value_keeps_the_rules_of_the_form(texts, wrong):
    assert told(value(**VALUE | texts), actor=EDITOR) == (RowState.ERROR, wrong)


def test_figures_are_for_editors_and_a_reporter_is_told_who():
    assert told(value(**VALUE)) == told(amount(stage="proposal", **MONEY)) == (RowState.ERROR, [("", "only_editors")])
    assert told(value())[0] is told(amount(untouched=True, **MONEY))[0] is RowState.SAME


def test_an_amount_is_meant_in_the_unit_beside_it():
    made = {}
    million, eok, won = (run(amount(**MONEY | {"unit": unit, "amount": number}), actor=EDITOR, made=made).rows[0]
                         for unit, number in (("million", "1,000"), ("eok", "10"), ("won", "１０００００００００")))
    assert {row.state for row in (million, eok, won)} == {RowState.SAME}
    changed = run(amount(**MONEY | {"unit": "eok"}), actor=EDITOR, made=made).rows[0]
    assert changed.state is RowState.CHANGED and ("amount", "10", "2,000") in [(d.field, d.before, d.after) for d in changed.differences]
    assert [f.after.won for f in made.values()] == [200_000_000_000] and next(iter(made.values())).correction


@pytest.mark.parametrize(("more", "wrong"), [
    ({"unit": ""}, [("F", "unit")]), ({"unit": "thousand"}, [("F", "unit")]), ({"amount": ""}, [("G", "amount_emptied")]),
    ({"amount": "2,000.5", "unit": "won"}, [("G", "edit.problem.bad_money")]), ({"amount": "1e9"}, [("G", "edit.problem.bad_money")]),
    ({"page": "", "amount": "3"}, [("H", "edit.problem.page_missing")])])
def test_an_amount_is_never_guessed_and_never_emptied(more, wrong):
    assert told(amount(**MONEY | more), actor=EDITOR) == (RowState.ERROR, wrong)


def test_an_amount_needs_its_programme_and_stage():
    assert told(amount(code="FP999", **MONEY), actor=EDITOR) == (RowState.ERROR, [("A", "programme")])
    assert told(amount(stage="someday", **MONEY), actor=EDITOR) == (RowState.ERROR, [("C", "stage")])
    assert told(amount(stage="proposal", page="9"), actor=EDITOR) == (RowState.ERROR, [("G", "amount_missing")])
    assert told(amount(stage="proposal", unit="million"), actor=EDITOR)[0] is RowState.SAME


def test_a_figure_somebody_else_changed_is_a_conflict():
    theirs = {"programme/FP001": frozenset({"emil"})}
    assert told(amount(**MONEY), actor=EDITOR, moved=theirs) == (RowState.CONFLICT, [("A", "conflict")])
    assert told(amount(untouched=True, **MONEY), actor=EDITOR, moved=theirs)[0] is RowState.SAME
    assert told(value(number=3, **VALUE), value(number=4, **VALUE | {"period": "2026. 6. 30."}), actor=EDITOR) == (RowState.ERROR, [("A", "repeated")])


# -- the file as a whole
@pytest.mark.parametrize(("changes", "key"), [({"of_plan": "ELSEWHERE"}, "other_plan"), ({"made_seq": 10}, "other_store")])
def test_a_file_of_another_plan_or_store_is_not_weighed(changes, key):
    found = run(report(**REPORT), **changes)
    assert [p.key for p in found.problems] == [f"importing.problem_{key}"] and not found.rows and not found.appliable


def test_a_cell_that_could_not_be_read_is_told_and_stops_the_file():
    from tests.importing import a_row
    from tracker.domain.importing import SheetKind
    found = run(report(number=4, **REPORT), a_row(SheetKind.REPORTS, 5, {"milestone": "M01-01"}, summary="workbook.problem_formula"))
    assert [row.state for row in found.rows] == [RowState.NEW, RowState.ERROR] and not found.appliable and found.rows[1].problems[0].address == "J5"


def test_the_outcome_is_a_mark_of_what_would_happen():
    first = outcome(run(report(**REPORT)))
    assert first == outcome(run(report(**REPORT))) and first != outcome(run(report(**REPORT), moved={"milestone/M01-01": frozenset({"ella"})}))
    assert first != outcome(run(report(**REPORT), workspace=waiting(summary=words("Other"))))


def test_whoever_waits_hears_how_far_it_is():
    heard, rows = [], tuple(report(number=n) for n in range(1200))
    scales = Scales(a_plan(), Workspace(), REPORTER, TODAY, 9, "en")
    weigh(a_book(*rows), scales, weighers({}), lambda *how_far: heard.append(how_far))
    assert heard == [(500, 1200), (1000, 1200)]
