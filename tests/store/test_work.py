"""A transaction leaves its trace: rows, entries, versions and revision say the same, whatever was put or dropped."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    a_checkpoint, a_comment, a_full_plan, a_full_workspace, a_goal, a_head, a_milestone, a_note, a_person, a_plan, a_report,
    a_resolution, a_source, a_submission, a_target, an_area, an_evidence, an_indicator, an_observation, an_origin, words,
)
from tests.plans import QUICK, plans, workspaces
from tests.store.working import AT, in_tables, saved, told, transact, whole
from tracker.domain.errors import BadInput, Conflict, NotFound, NotReady
from tracker.domain.periods import parse_period
from tracker.domain.records import POSITION, key_of, records
from tracker.domain.workspace import Workspace
from tracker.store.engine import reading, writing
from tracker.store.held import state_of
from tracker.store.loading import load_workspace
from tracker.store.plans import save_plan
from tracker.store.revision import present

M1, M2 = "milestone/M01-01", "milestone/M01-02"


@pytest.fixture
def filled(engine):
    saved(engine, a_full_plan(), a_full_workspace())
    return engine


@pytest.fixture
def filled_sqlite(sqlite_engine):
    saved(sqlite_engine, a_full_plan(), a_full_workspace())
    return sqlite_engine


def loaded_workspace(engine):
    with reading(engine) as session:
        return load_workspace(session)


def test_an_empty_store_has_an_empty_workspace(engine):
    assert loaded_workspace(engine) == Workspace()


def test_one_of_everything_in_the_workspace_comes_back_equal(filled):
    assert loaded_workspace(filled) == a_full_workspace() and whole(filled)


def exactly(work, workspace):
    """Puts and drops that lead to `workspace`."""
    wanted, held = records(workspace), records(work.workspace)
    work.drop(*(key for key in held if key.count("/") == 1 and key not in wanted))
    work.put(*(value for group in ("people", "submissions", "comments", "requests", "notes")
               for value in getattr(workspace, group)))


@QUICK
@given(steps=st.lists(st.tuples(plans() | st.none(), workspaces() | st.none()), min_size=2, max_size=4))
def test_the_log_leads_to_what_the_tables_say_after_anything(engine, steps):
    """Puts and drops in any order; what comes back is what was put, in the order of the group."""
    saved(engine, a_full_plan())
    for plan, workspace in steps:
        def do(work):
            if workspace:
                exactly(work, workspace)
            if plan:
                work.replace_plan(plan)
        state = transact(engine, do)
        assert in_tables(engine) == records(state.plan) | records(state.workspace)
        assert plan is None or state.plan == plan
    assert whole(engine)


PARTS = {
    "two reports trade places": dict(reports=lambda m: m.reports[::-1]),
    "a report comes before the others": dict(reports=lambda m: (a_report("R-NEW"), *m.reports)),
    "a report goes with its evidence": dict(reports=lambda m: m.reports[:1], evidence=lambda m: m.evidence[:1]),
    "a report changes under its evidence": dict(reports=lambda m: (replace(m.reports[0], summary=words("New")), *m.reports[1:])),
    "evidence moves to the other report": dict(evidence=lambda m: tuple(replace(e, report="R-M01-01-2") for e in m.evidence)),
    "the checkpoint gets another number": dict(
        checkpoints=lambda m: (a_checkpoint(2),), reports=lambda m: (m.reports[0], replace(m.reports[1], checkpoint=2))),
    "the checkpoint goes, its report stays": dict(
        checkpoints=lambda m: (), reports=lambda m: (m.reports[0], replace(m.reports[1], checkpoint=None))),
    "a checkpoint comes before the others": dict(checkpoints=lambda m: (a_checkpoint(5), *m.checkpoints)),
    "everything goes": dict(reports=lambda m: (), evidence=lambda m: (), checkpoints=lambda m: (), rebaselines=lambda m: (),
                            judgements=lambda m: ()),
}


@pytest.mark.parametrize("what", PARTS)
def test_parts_of_a_milestone_change_in_any_way(filled, what):
    def do(work):
        m = work.plan.milestone("M01-01")
        work.put(replace(m, **{field: change(m) for field, change in PARTS[what].items()}))
    state = transact(filled, do)
    assert whole(filled) and state.versions[M1] == 2 and state.versions[M2] == 1


def test_a_report_moves_to_another_milestone(filled):
    def do(work):
        first, second = (work.plan.milestone(code) for code in ("M01-01", "M01-02"))
        work.put(replace(second, reports=first.reports[:1], evidence=first.evidence[:1]),
                 replace(first, reports=(), evidence=()))
    transact(filled, do)
    assert whole(filled)


def test_the_main_target_changes_over(filled):
    both = (a_target(100), a_target(90, main=False))
    transact(filled, lambda work: work.put(replace(work.plan.indicators[0], targets=both)))
    other = tuple(replace(t, main=not t.main) for t in both)
    transact(filled, lambda work: work.put(replace(work.plan.indicators[0], targets=other)))
    assert whole(filled)


def test_what_refers_to_a_new_object_may_be_put_before_it(filled):
    def do(work):
        work.put(a_milestone("M02-01", goal="T02"), a_goal("T02", area="A02"), an_area("A02"))
        work.put(replace(work.plan.milestone("M01-01"), goal="T02"))
    transact(filled, do)
    transact(filled, lambda work: (work.put(*(replace(m, goal="T01") for m in work.plan.milestones)),
                                   work.drop("goal/T02", "area/A02")))
    assert whole(filled)


def test_the_head_can_be_put(filled):
    state = transact(filled, lambda work: work.put(a_head(fiscal_year=2027, support_kinds=work.plan.head.support_kinds)))
    assert whole(filled) and state.plan.head.fiscal_year == 2027
    assert [e.key for e in told(filled)[-1:]] == ["plan/head"]


def test_every_field_that_changed_is_an_entry_of_its_own(filled_sqlite):
    before = len(told(filled_sqlite))
    def do(work):
        work.put(replace(work.plan.milestone("M01-01"), lead=None, weight=2), replace(work.workspace.person("msit-1"), disabled=True))
        work.reason, work.resolution = "So it was decided", "R01"
    transact(filled_sqlite, do)
    new = told(filled_sqlite)[before:]
    assert {(e.key, e.field, e.before, e.after) for e in new} == {
        (M1, "lead", '"MSIT"', None), (M1, "weight", "1", "2"), ("person/msit-1", "disabled", "false", "true")}
    assert {(e.actor, e.role, e.action, e.reason, e.resolution, e.version) for e in new} == {
        ("console", "editor", "plan:edit", "So it was decided", "R01", 2)}


def test_putting_the_same_again_writes_nothing(filled):
    before = told(filled)
    state = transact(filled, lambda work: (work.replace_plan(a_full_plan()), work.put(*a_full_workspace().people)))
    assert told(filled) == before and state.versions[M1] == 1


def test_only_a_change_of_the_plan_is_a_new_revision(filled):
    with reading(filled) as session:
        before = present(session)
    state = transact(filled, lambda work: work.put(a_note(note="Ask in July")))
    assert state.revision == before.revision and state.head.seq == before.head.seq + 1
    later = transact(filled, lambda work: work.put(a_goal(name="Another name")))
    assert later.revision == f"{before.number + 1}-{later.head.hash[:12]}"


def test_the_version_seen_decides(filled):
    transact(filled, lambda work: work.seen(M1, 1))
    transact(filled, lambda work: work.put(replace(work.plan.milestone("M01-01"), weight=3)))
    with pytest.raises(Conflict) as conflict:
        transact(filled, lambda work: work.seen(M1, 1))
    assert conflict.value.values == {"of": M1, "seen": 1, "now": 2}
    transact(filled, lambda work: (work.seen("note/M01-02", 0), work.seen("submission/S-NEW", 0), work.seen(M1, 2)))


def test_a_dropped_object_has_no_version_and_comes_back_with_a_higher_one(filled):
    transact(filled, lambda work: work.drop("note/M01-01"))
    transact(filled, lambda work: work.seen("note/M01-01", 0))
    state = transact(filled, lambda work: work.put(a_note()))
    assert state.versions["note/M01-01"] == 3 and whole(filled)


def test_an_object_comes_back_as_it_was_seen(filled):
    first = a_full_plan().milestone("M01-01")
    for weight in (2, 3):
        transact(filled, lambda work: work.put(replace(work.plan.milestone("M01-01"), weight=weight, reports=work.plan.milestone(
            "M01-01").reports + (a_report(f"R-{weight}"),))))
    def do(work):
        assert work.as_seen(M1, 1) == first
        assert [(m.weight, len(m.reports)) for m in (work.as_seen(M1, 2), work.as_seen(M1, 3))] == [(2, 3), (3, 4)]
        for key, version in ((M1, 0), ("milestone/NONE", 1)):
            with pytest.raises(NotFound):
                work.as_seen(key, version)
    transact(filled, do)


def test_within_the_transaction_everything_sees_what_was_put(filled_sqlite):
    def do(work):
        work.put(a_goal("T02"), a_comment("K-2"))
        assert work.plan.goal("T02") and work.workspace.comments[-1].code == "K-2"
        assert work.version("goal/T02") == 0
        work.drop("goal/T02")
        with pytest.raises(NotFound):
            work.drop("goal/T02")
    assert transact(filled_sqlite, do).versions.get("goal/T02") is None


def test_others_keep_their_version_when_one_comes_or_goes_before_them(filled):
    transact(filled, lambda work: work.put(a_person("aaa"), first="person/msit-1"))
    state = transact(filled, lambda work: work.drop("person/aaa"))
    assert state.versions["person/msit-1"] == state.versions["person/secretariat-1"] == 1 and whole(filled)
    assert {e.field for e in told(filled) if e.key == "person/msit-1" and e.before} == {POSITION}


def test_new_sources_come_along(filled):
    state = transact(filled, lambda work: work.put(a_goal(origin=an_origin(url="https://new.example/x")), a_milestone(
        "M01-03", reports=(a_report("R-N", origin=an_origin(url="https://other.example/")),))))
    assert [s.publisher for s in state.plan.sources[-2:]] == ["new.example", "other.example"] and whole(filled)
    named = a_source("https://named.example/", publisher="The Office")
    state = transact(filled, lambda work: work.put(a_goal(origin=an_origin(url=named.url)), named))
    assert state.plan.sources[-1] == named and whole(filled)


def test_sources_keep_their_number_when_others_go(filled):
    two = a_source("https://two.example/")
    transact(filled, lambda work: work.put(two, a_goal(origin=an_origin(url=two.url))))
    def turned(work):
        work.replace_plan(replace(work.plan, sources=work.plan.sources[::-1]))
    transact(filled, turned)
    assert whole(filled)


DANGLING = [
    (lambda: a_goal(area="A99"), {("goals", "area", "A99")}),
    (lambda: a_milestone(lead="MSITT", cooperating=("NOBODY",)), {("milestones", "lead", "MSITT"),
                                                                 ("milestone_cooperation", "organisation", "NOBODY")}),
    (lambda: a_milestone(evidence=(an_evidence(report="R-NONE"),)), {("evidence", "report", "R-NONE")}),
    (lambda: a_submission("S-2", milestone="M99-01", ministry="XX"), {("submissions", "milestone", "M99-01"),
                                                                    ("submissions", "ministry", "XX")}),
    (lambda: a_resolution("R02", meeting="MT99"), {("resolutions", "meeting", "MT99")}),
    (lambda: a_note("M99-01"), {("notes", "code", "M99-01")}),
]


@pytest.mark.parametrize("value, places", DANGLING)
def test_a_code_that_names_nothing_is_told_with_every_place(filled, value, places):
    before = in_tables(filled)
    with pytest.raises(BadInput) as bad:
        transact(filled, lambda work: work.put(value()))
    assert {(p.file, p.column, p.value) for p in bad.value.problems} == places
    assert {p.key for p in bad.value.problems} == {"unknown_code"} and in_tables(filled) == before and whole(filled)


def test_what_is_close_to_a_wrong_code_is_named(filled_sqlite):
    with pytest.raises(BadInput) as bad:
        transact(filled_sqlite, lambda work: work.put(a_milestone(lead="MSITT")))
    assert dict(bad.value.problems[0].values) == {"table": "organisations", "near": "MSIT"}


def test_what_others_refer_to_cannot_go(filled):
    with pytest.raises(BadInput) as bad:
        transact(filled, lambda work: work.drop("goal/T01", "comment/K-1"))
    assert ("goal", "T01", "still_used") in {(p.file, p.value, p.key) for p in bad.value.problems} and whole(filled)


def test_a_broken_rule_of_the_tables_is_told_without_the_value(filled):
    with pytest.raises(BadInput) as bad:
        transact(filled, lambda work: work.put(a_comment("K-2", text="")))
    assert [(p.file, p.key, p.value) for p in bad.value.problems] == [("comments", "refused", "")] and whole(filled)


def test_time_never_runs_backwards_in_the_log(filled):
    state = transact(filled, lambda work: work.put(a_note(note="Later")), AT + timedelta(hours=1))
    late = transact(filled, lambda work: work.put(a_note(note="Clock set back")), AT - timedelta(days=1))
    assert late.at == state.at == AT + timedelta(hours=1)
    moments = [entry.at for entry in told(filled)]
    assert moments == sorted(moments)


def test_a_moment_that_is_not_in_utc_is_refused(filled_sqlite):
    from zoneinfo import ZoneInfo
    with pytest.raises(ValueError, match="UTC"):
        transact(filled_sqlite, lambda work: work.put(replace(a_comment("K-2"), at=AT.astimezone(ZoneInfo("Asia/Seoul")))))


def test_without_a_plan_people_can_be_put_and_the_plan_is_not_ready(engine):
    transact(engine, lambda work: work.put(a_person(ministries=())))
    with pytest.raises(NotReady):
        transact(engine, lambda work: work.plan)
    with writing(engine) as session:
        assert save_plan(session, a_plan()).startswith("1-")
    assert whole(engine)


def test_what_the_process_holds_is_what_a_fresh_look_gives(filled):
    held = transact(filled, lambda work: work.put(
        replace(work.plan.indicators[0], observations=(an_observation(12), an_observation(13, "2027-12-31"))),
        an_indicator("IND2", milestone="M01-02"), replace(work.plan.milestone("M01-02"), original_due=parse_period("2027"))))
    with reading(filled) as session:
        assert state_of(session) is held
    assert whole(filled)


def test_what_was_undone_is_not_held(filled):
    with pytest.raises(RuntimeError):
        transact(filled, lambda work: (work.put(a_note(note="Never")), work.finish(), 1 / 0 if False else _cut()))
    with reading(filled) as session:
        assert state_of(session).workspace == a_full_workspace()


def _cut():
    raise RuntimeError("power cut")


def test_every_key_the_log_speaks_of_is_a_root_with_a_version(filled):
    with reading(filled) as session:
        versions = state_of(session).versions
    assert {key for key in in_tables(filled) if key.count("/") == 1} == set(versions)
    assert set(versions.values()) == {1} and key_of(a_note()) in versions
