"""The inbox: every milestone in one list, both sides of each edge, in the order of the work."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.builders import a_closure, a_head, a_milestone, a_plan, a_report, an_organisation, words
from tracker.domain.actors import ANONYMOUS, Actor, Role
from tracker.domain.milestones import RecordState
from tracker.domain.reporting import Authorship, unchanged
from tracker.domain.workspace import Workspace
from tracker.text import wording
from tracker.views import inbox

TODAY = date(2026, 11, 22)
REPORTER, EDITOR = Actor("r", frozenset({Role.REPORTER}), frozenset({"MSIT"})), Actor("e", frozenset({Role.EDITOR}))
KO, EN = wording("ko"), wording("en")
BY = Authorship("r", datetime(2026, 11, 19, 3, tzinfo=UTC), 1)
RECENT, OLD = a_report(on="2026-10-01"), a_report(on="2026-09-30")


def lists(*milestones, workspace: Workspace = Workspace(), actor: Actor = REPORTER) -> dict[str, list[str]]:
    plan = a_plan(milestones=milestones, organisations=(an_organisation(), an_organisation("MOE", rank=2)))
    found: dict[str, list[str]] = {}
    for task in inbox.tasks(plan, workspace, actor, TODAY):
        found.setdefault(task.list, []).append(task.code)
    return found


def handed_in(milestone, **changes) -> Workspace:
    return Workspace(submissions=(replace(unchanged(milestone, f"S-{milestone.code}-1", BY, TODAY), **changes),))


@pytest.mark.parametrize(("milestone", "where"), [
    (a_milestone(original_due="2026-11-21"), "overdue"), (a_milestone(original_due="2026-11-22"), "due_soon"),
    (a_milestone(original_due="2026-12-06"), "due_soon"), (a_milestone(original_due="2026-12-07"), "unreported"),
    (a_milestone(original_due="2026-12-06", reports=(RECENT,)), "due_soon"), (a_milestone(original_due="2027 Q1", reports=(OLD,)), "unreported"),
    (a_milestone(original_due="2027 Q1", reports=(RECENT,)), None), (a_milestone(original_due=None, quarters_named=()), "unreported"),
    (a_milestone(original_due="2026 Q2", reports=(a_report(state="completed", completed_on="2026-05-12"),)), None),
    (a_milestone(original_due="2026 Q2", reports=(a_report(state="completed", grade="V0"),)), "overdue"),
    (a_milestone(closure=a_closure()), None), (a_milestone(lead="MOE"), None), (a_milestone(lead=None), None)])
def test_a_milestone_stands_where_its_state_says(milestone, where):
    assert lists(milestone) == ({where: ["M01-01"]} if where else {})


@pytest.mark.parametrize(("record", "where"), [(RecordState.SUBMITTED, "review"), (RecordState.RETURNED, "returned"), (RecordState.APPROVED, "overdue")])
def test_what_was_handed_in_stands_by_what_became_of_it(record, where):
    milestone = a_milestone(original_due="2026 Q2", reports=(OLD,))
    assert lists(milestone, workspace=handed_in(milestone, record=record)) == {where: ["M01-01"]}


def test_within_a_list_reported_ones_come_first_then_the_older_deadline():
    rows = (a_milestone("M01-01", original_due="2026 Q1"), a_milestone("M01-02", original_due="2026 Q3", reports=(OLD,)),
            a_milestone("M01-03", original_due="2025 Q4"), a_milestone("M01-04", original_due="2026 Q2", reports=(OLD,)))
    assert lists(*rows) == {"overdue": ["M01-04", "M01-02", "M01-03", "M01-01"]}


def test_an_editor_sees_all_and_may_narrow_a_stranger_nothing():
    rows = (a_milestone("M01-01"), a_milestone("M01-02", lead="MOE"), a_milestone("M01-03", lead=None))
    assert lists(*rows, actor=EDITOR) == {"overdue": ["M01-01", "M01-02", "M01-03"]}
    assert lists(*rows, actor=ANONYMOUS) == {}
    plan = a_plan(milestones=rows, organisations=(an_organisation(), an_organisation("MOE", rank=2)))
    assert [task.code for task in inbox.tasks(plan, Workspace(), EDITOR, TODAY, "MOE")] == ["M01-02"]
    assert [code for code, _ in inbox.ministries(plan, KO, EDITOR)] == ["MSIT", "MOE"] and inbox.ministries(plan, KO, REPORTER) == ()


def test_the_counts_add_up(real_plan):
    n = inbox.counts(real_plan, Workspace(), REPORTER, TODAY)
    assert n == {"all": 103, "returned": 0, "overdue": 47, "unreported": 56, "due_soon": 0, "review": 0}
    assert n["all"] == sum(n[name] for name in inbox.LISTS)


def test_only_a_report_of_an_earlier_cycle_is_repeated_in_one_click():
    plan = a_plan(milestones=(a_milestone("M01-01", original_due="2027 Q1", reports=(OLD,)), a_milestone("M01-02", original_due="2026-12-01", reports=(RECENT,))))
    assert {task.code: task.quick for task in inbox.tasks(plan, Workspace(), REPORTER, TODAY)} == {"M01-01": True, "M01-02": False}


@pytest.mark.parametrize("t", [KO, EN])
def test_every_sentence_can_be_said(t, real_plan):
    rows = inbox.tasks(real_plan, Workspace(), REPORTER, TODAY)
    assert inbox.sentence(t, rows) and inbox.sentence(t, ()) and inbox.sentence(t, rows[-3:])
    assert all(inbox.row(real_plan, t, task, TODAY)["title"] for task in rows)
    assert all(inbox.nothing(t, name, rows, 14) for name in inbox.LISTS) and inbox.nothing(t, "due_soon", (), 14)
    assert all(inbox.repeats(real_plan, t, task) for task in rows if task.quick)


def test_the_sentence_says_what_presses_most(real_plan):
    rows = inbox.tasks(real_plan, Workspace(), REPORTER, TODAY)
    assert inbox.sentence(KO, rows) == "기한이 지난 47건 가운데 42건은 보고가 한 번도 없다."
    returned = handed_in(rows[0].milestone, record=RecordState.RETURNED, returned_for=words("Which part?"))
    assert inbox.sentence(KO, inbox.tasks(real_plan, returned, REPORTER, TODAY)).startswith("1건이 반려되었다.")


def test_an_empty_list_of_deadlines_says_when_the_next_comes(real_plan):
    rows = inbox.tasks(real_plan, Workspace(), REPORTER, TODAY)
    assert inbox.nothing(KO, "due_soon", rows, 14).replace("\u00a0", " ") == "14일 안에 기한이 오는 이정표가 없다. 다음 기한은 2026. 12. 31.(26건)이다."


def test_the_next_task_is_the_first_that_is_not_in_review():
    first, second = a_milestone("M01-01", original_due="2026 Q2", reports=(OLD,)), a_milestone("M01-02", original_due="2026 Q2")
    plan = a_plan(milestones=(first, second))
    rows = inbox.tasks(plan, Workspace(), REPORTER, TODAY)
    assert inbox.next_code(rows) == "M01-01" and inbox.next_code(rows, after="M01-01") == "M01-02"
    assert inbox.next_code(inbox.tasks(plan, handed_in(first), REPORTER, TODAY)) == "M01-02" and inbox.next_code(()) == ""


@pytest.mark.parametrize(("zone", "said"), [("Asia/Seoul", "20 Nov 2026"), ("America/Denver", "19 Nov 2026")])
def test_the_day_of_handing_in_is_one_of_the_plan(zone, said):
    t = EN.of(a_head(time_zone=zone))
    milestone = a_milestone(original_due="2026 Q2", reports=(OLD,))
    late = handed_in(milestone, submitted_at=datetime(2026, 11, 19, 15, 30, tzinfo=UTC))
    [task] = inbox.tasks(a_plan(milestones=(milestone,)), late, REPORTER, TODAY)
    assert said in inbox.row(a_plan(milestones=(milestone,)), t, task, TODAY)["said_on"].replace("\u00a0", " ")
