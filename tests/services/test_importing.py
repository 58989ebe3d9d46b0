"""A workbook goes out, comes back and is applied: whole or not at all, once, by who may, never past a rule."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.builders import a_milestone, a_programme, a_report, an_amount, an_indicator, an_observation, an_organisation, words
from tests.services.desk import two_ministries
from tests.services.reporters import reporters
from tests.workbooks import filled, report_of
from tracker.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from tracker.domain.importing import BadBook, RowState
from tracker.domain.importing_rules import outcome
from tracker.domain.milestones import RecordState
from tracker.domain.reviewing import ticks
from tracker.services import exporting, importing, reading
from tracker.services.importing import KEPT, StillWrong, apply, bring, brought, dry_run, put_aside
from tracker.services.reviewing import Confirmed, approve
from tracker.services.reviewing import Seen as SeenBoth
from tracker.store.brought import held_brought
from tracker.store.engine import reading as reading_store
from tracker.store.engine import write
from tracker.store.tables.log import BroughtRow
from tracker.text import wording

T = wording("en")
GOING, FINISHED = T("milestones.state_in_progress"), T("milestones.state_completed")
PROOF = {"evidence_kind": T("evidence.kind_decision"), "evidence_public": T("report.public_yes"), "evidence_title": "Plan of action", "evidence_body": "Committee",
         "evidence_on": "2026-06-20", "evidence_url": "https://example.org/a", "evidence_reason": "The plan was adopted as a whole."}
DONE = {"state": FINISHED, "completed_on": "2026-06-20", "summary": "Adopted"} | PROOF
VALUE = {"period": "2026-06-30", "value": 30, "vintage": "2026-07-31", "standing": T("edit.choice.standing_final"), "source_url": "https://example.org/v",
         "source_date": "2026-07-31", "confidence": T("edit.choice.confidence_high")}


def a_whole_plan():
    """Milestones of two ministries, an indicator and a programme of MSIT."""
    last = (a_report(on="2026-06-01"),)
    return two_ministries(
        organisations=(an_organisation("MSIT"), an_organisation("MOE", rank=2)),
        milestones=(a_milestone("M01-01"), a_milestone("M01-02", original_due="2027 Q1", reports=last), a_milestone("M01-03", lead="MOE")),
        indicators=(an_indicator(observations=(an_observation(25, "2026-03-31"),)),), programmes=(a_programme(amounts=(an_amount(1_000_000_000),)),))


@pytest.fixture
def desk(sqlite_engine):
    return reporters(sqlite_engine, a_whole_plan())


def out(desk, who="rita", ministry="MSIT") -> bytes:
    return exporting.workbook_for(desk.caller(who), ministry, "en")[1]


def applied(desk, content, who="rita", reason=""):
    return apply(desk.caller(who), content, outcome(dry_run(desk.caller(who), content)), reason)


def states(run) -> dict[str, int]:
    return {state.value: len(run.of(state)) for state in RowState if run.of(state)}


def test_a_workbook_as_it_went_out_does_nothing(desk):
    content, before = out(desk), desk.now
    run = dry_run(desk.caller("rita"), content)
    assert set(states(run)) == {"same"} and len(run.rows) >= 3 and not run.problems
    with pytest.raises(StillWrong) as refused:
        applied(desk, content)
    assert refused.value.key == "importing.error_nothing_new" and desk.now.seq == before.seq


def test_reports_of_a_workbook_wait_for_review_in_one_transaction_that_names_the_file(desk):
    content = filled(out(desk), report_of("M01-01", **DONE) | report_of("M01-02", state=GOING, summary="Further on"))
    before = desk.now
    done = applied(desk, content)
    assert done.submissions == ("S-M01-01-1", "S-M01-02-1") and not done.again and desk.now.plan == before.plan and desk.now.revision == before.revision
    held = desk.now.workspace.submission("S-M01-01-1")
    assert (held.record, held.authors, held.ministry) == (RecordState.SUBMITTED, ("rita",), "MSIT")
    assert held.evidence[0].url == "https://example.org/a" and held.evidence[0].public and held.seen == before.versions["milestone/M01-01"]
    entries = reading.entries(desk.engine, "submission/S-M01-01-1")
    assert {(e.actor, e.action, e.reason) for e in entries} == {("rita", "report:submit", f"sha256:{dry_run(desk.caller('rita'), content).book.sha256}")}


def test_a_completion_with_three_documents_is_reported_in_one_row(desk):
    more = {f"evidence_{piece}_{name.removeprefix('evidence_')}": text for piece in (2, 3) for name, text in PROOF.items()}
    texts = DONE | more | {"evidence_2_title": "Minutes", "evidence_3_title": "Notice", "evidence_3_public": T("report.public_no")}
    wrong = filled(out(desk), report_of("M01-01", **texts | {"evidence_3_url": "the drawer on the left"}))
    (problem,) = dry_run(desk.caller("rita"), wrong).of(RowState.ERROR)[0].problems
    assert (problem.key, problem.address, problem.value) == ("report.problem_url", "AD3", "the drawer on the left")
    with pytest.raises(StillWrong):
        applied(desk, wrong)
    applied(desk, filled(out(desk), report_of("M01-01", **texts)))
    held = desk.now.workspace.submission("S-M01-01-1").evidence
    assert [(e.code, e.title.en, e.public) for e in held] == [("S-M01-01-1-E1", "Plan of action", True), ("S-M01-01-1-E2", "Minutes", True), ("S-M01-01-1-E3", "Notice", False)]


def test_the_same_file_twice_has_one_effect_and_says_so(desk):
    content = filled(out(desk), report_of("M01-01", **DONE))
    seen = outcome(dry_run(desk.caller("rita"), content))
    first, seq = apply(desk.caller("rita"), content, seen), desk.now.seq
    for mark in (seen, "anything"):
        again = apply(desk.caller("rita"), content, mark)
        assert again == first and again.again and desk.now.seq == seq


def test_one_wrong_row_keeps_the_whole_file_back(desk):
    content = filled(out(desk), report_of("M01-01", **DONE | {"completed_on": "2026-12-01"}) | report_of("M01-02", state=GOING, summary="Further on"))
    run = dry_run(desk.caller("rita"), content)
    assert states(run)["error"] == 1 and states(run)["new"] == 1
    (problem,) = run.of(RowState.ERROR)[0].problems
    assert problem.key == "report.problem_completed_ahead" and problem.address and problem.sheet == T("workbook.sheet_reports")
    with pytest.raises(StillWrong):
        applied(desk, content)
    assert not desk.now.workspace.submissions


def test_what_was_looked_at_is_what_is_applied(desk):
    content = filled(out(desk), report_of("M01-01", **DONE))
    seen = outcome(dry_run(desk.caller("rita"), content))
    desk.put(replace(desk.now.plan.milestone("M01-01"), title=words("Another criterion")))
    with pytest.raises(Conflict) as moved:
        apply(desk.caller("rita"), content, seen)
    assert moved.value.key == "importing.error_moved" and states(dry_run(desk.caller("rita"), content))["conflict"] == 1
    with pytest.raises(StillWrong):
        applied(desk, content)
    assert not desk.now.workspace.submissions


def test_a_colleagues_report_since_is_a_conflict_and_ones_own_is_amended(desk):
    content = out(desk)
    applied(desk, filled(content, report_of("M01-01", state=GOING, summary="First")))
    later = filled(content, report_of("M01-01", state=GOING, summary="Second"))
    assert states(dry_run(desk.caller("rosa"), later))["conflict"] == 1
    assert states(dry_run(desk.caller("rita"), later))["changed"] == 1
    applied(desk, later)
    assert [s.summary.en for s in desk.now.workspace.submissions] == ["Second"]
    assert states(dry_run(desk.caller("rita"), later)) == {"same": len(dry_run(desk.caller("rita"), later).rows)}


@pytest.mark.parametrize(("who", "key"), [("olga", "error.no_right"), ("ada", "error.no_right"), ("stranger", "error.not_signed_in")])
def test_who_may_not_bring_a_workbook(desk, who, key):
    content, caller = out(desk), desk.caller(who)
    for deed in (lambda: dry_run(caller, content), lambda: apply(caller, content, ""), lambda: bring(caller, content, "a.xlsx"), lambda: brought(caller),
                 lambda: put_aside(caller), lambda: exporting.workbook_for(caller, "MSIT", "ko"), lambda: exporting.marked(caller, "ko")):
        with pytest.raises(NotAllowed) as refused:
            deed()
        assert refused.value.key == key


def test_a_workbook_is_for_ones_own_ministry_and_of_another_nothing_is_applied(desk):
    for ministry in ("MSIT", ""):
        with pytest.raises(NotAllowed) as refused:
            out(desk, "rolf", ministry)
        assert refused.value.key == "error.other_ministry"
    with pytest.raises(NotFound):
        out(desk, "ella", "NOBODY")
    assert states(dry_run(desk.caller("ella"), filled(out(desk, "ella", ""), report_of("M01-03", state=GOING, summary="Ours"))))["new"] == 1
    content = filled(out(desk), report_of("M01-01", **DONE))
    run = dry_run(desk.caller("rolf"), content)
    assert [p.key for row in run.of(RowState.ERROR) for p in row.problems] == ["error.other_ministry"]
    with pytest.raises(StillWrong):
        applied(desk, content, "rolf")


def test_figures_are_applied_by_editors_with_a_reason_each_as_the_action_it_is(engine):
    desk = reporters(engine, a_whole_plan())
    figures = {("IND", column): value for column, value in VALUE.items()} | {("FP001 2026 enacted", "amount"): 2000, ("FP001 2026 enacted", "unit"): T("edit.unit_million")}
    content = filled(out(desk), figures | report_of("M01-01", **DONE))
    assert {p.key for row in dry_run(desk.caller("rita"), content).of(RowState.ERROR) for p in row.problems} == {"importing.problem_only_editors"}
    with pytest.raises(BadInput) as bad:
        applied(desk, content, "ella")
    assert bad.value.problems[0].key == "import_reason_missing" and desk.now.plan.programme("FP001").amounts[0].won == 1_000_000_000
    done = applied(desk, content, "ella", "The closing accounts are out")
    assert (done.submissions, done.figures, done.corrections) == (("S-M01-01-1",), 1, 1)
    plan = desk.now.plan
    assert [o.value for o in plan.indicator("IND").observations] == [25, 30] and plan.programme("FP001").amounts[0].won == 2_000_000_000
    actions = {entry.action: entry.reason for root in ("indicator/IND", "programme/FP001") for entry in reading.entries(desk.engine, root)[-3:] if entry.action != "plan:import"}
    assert set(actions) == {"plan:edit", "plan:correct"} and all("The closing accounts are out" in reason and "sha256:" in reason for reason in actions.values())
    assert desk.now.workspace.submission("S-M01-01-1").authors == ("ella",)


def test_all_or_nothing_where_the_end_goes_wrong(desk, monkeypatch):
    figures = {("FP001 2026 enacted", "amount"): 2000, ("FP001 2026 enacted", "unit"): T("edit.unit_million")}
    content, before = filled(out(desk), figures | report_of("M01-01", **DONE)), desk.now

    def broken(work, figures):
        raise RuntimeError("planted")

    monkeypatch.setattr(importing, "_set", broken)
    with pytest.raises(RuntimeError):
        applied(desk, content, "ella", "The closing accounts are out")
    assert desk.now.seq == before.seq and not desk.now.workspace.submissions


def test_what_came_back_goes_through_review_like_any_report(desk):
    applied(desk, filled(out(desk), report_of("M01-01", **DONE)))
    now = desk.now
    held = now.workspace.submission("S-M01-01-1")
    approve(desk.caller("ella"), held.code, SeenBoth(now.versions[f"submission/{held.code}"], now.versions["milestone/M01-01"]), Confirmed(frozenset(ticks(held))), "k")
    assert desk.now.plan.milestone("M01-01").reports[-1].completed_on.last.isoformat() == "2026-06-20"


def lies_for(desk, time: timedelta) -> None:
    """As if every file that lies there had been brought so long ago."""
    write(desk.engine, lambda session: session.execute(update(BroughtRow).values(at=desk.caller("rita").at - time)))


def held(desk, who: str) -> bytes:
    with reading_store(desk.engine) as session:
        return held_brought(session, who).content


def test_a_file_nobody_applied_is_dropped_after_its_days_and_its_owner_is_told(desk):
    """Whoever looks cleans up for all; the name is left, and goes with the next file or when it is put aside."""
    content, rita = filled(out(desk), report_of("M01-01", **DONE)), desk.caller("rita")
    bring(rita, content, "a.xlsx")
    bring(desk.caller("rosa"), b"", "empty.xlsx")
    lies_for(desk, KEPT - timedelta(minutes=1))
    assert brought(desk.caller("ella")) is None and brought(rita).content == content and not brought(rita).dropped
    lies_for(desk, KEPT + timedelta(minutes=1))
    assert brought(desk.caller("ella")) is None and (held(desk, "rita"), brought(rita).name, brought(rita).dropped) == (b"", "a.xlsx", True)
    assert not brought(desk.caller("rosa")).dropped  # a file that never held anything is one to mend
    with pytest.raises(NotFound):
        exporting.marked(rita, "ko")
    bring(rita, content, "again.xlsx")
    assert brought(rita).content == content


def test_a_brought_file_is_kept_per_person_until_it_is_applied(desk):
    content = filled(out(desk), report_of("M01-01", **DONE))
    bring(desk.caller("rita"), content, "a.xlsx")
    bring(desk.caller("rosa"), b"other", "b.xlsx")
    assert (brought(desk.caller("rita")).name, brought(desk.caller("rita")).content) == ("a.xlsx", content) and brought(desk.caller("ella")) is None
    applied(desk, content)
    assert brought(desk.caller("rita")) is None and brought(desk.caller("rosa")).name == "b.xlsx"
    put_aside(desk.caller("rosa"))
    assert brought(desk.caller("rosa")) is None
    with pytest.raises(Exception, match="too_large"):
        bring(desk.caller("rita"), b"x" * (importing.LARGEST + 1), "large.xlsx")


def test_what_is_no_workbook_is_refused_with_what_is_wrong(desk):
    with pytest.raises(BadBook) as bad:
        dry_run(desk.caller("rita"), b"not a workbook at all")
    assert bad.value.problems and all(T(p.key, **p.details) for p in bad.value.problems)


def test_the_name_of_a_file_is_kept_as_it_can_be_shown(desk):
    """No line ends for a header, no marks that turn text round, no character a database refuses."""
    bring(desk.caller("rita"), b"x", "a\0b\r\n\u202exslx.\ubcf4\uace0 1.xlsx")
    assert brought(desk.caller("rita")).name == "abxslx.\ubcf4\uace0 1.xlsx"
