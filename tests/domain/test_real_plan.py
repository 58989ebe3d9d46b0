"""The rules on the real plan, on the day its public facts were collected: the numbers every page must repeat."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.domain.cases import ANY_DAY
from tracker.domain.attainment import Verdict, by_method, judge
from tracker.domain.changes import compare
from tracker.domain.funding import Stage
from tracker.domain.money import execution, linkage, reconciliation, stage_sum
from tracker.domain.progress import (
    BaselineKind, Rate, checkable, curve, distribution, due_count, earned_value, hit_rate, past_due, reporting_rate, schedule_index,
)
from tracker.domain.schedule import assess_all
from tracker.exchange.csv_bundle import read

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def plan():
    return read(Path(__file__).parents[2] / "seed_data")


@pytest.fixture(scope="module")
def answers(plan):
    return assess_all(plan, TODAY)


def test_the_size_of_the_plan(plan):
    assert [len(rows) for rows in (plan.pillars, plan.areas, plan.goals, plan.milestones)] == [3, 12, 99, 326]
    assert sum(m.original_due is None for m in plan.milestones) == 33
    assert len(plan.programmes) == 533 and len(plan.indicators) == 56


def test_statuses(answers):
    assert distribution(answers.values()) == {
        "completed": 5, "completed_late": 1, "on_track": 1, "watch": 0, "delayed": 10, "not_started": 0,
        "no_report_past_due": 123, "no_report_ahead": 153, "no_report_undated": 33, "closed": 0}


def test_why_there_is_no_report(answers):
    assert Counter(a.reason for a in answers.values() if a.status == "no_report") == {
        "never_reported_past_due": 123, "never_reported_ahead": 143, "never_reported_undated": 32,  # 298
        "report_lapsed_ahead": 10, "report_lapsed_undated": 1}  # 11


def test_due_so_far(plan, answers):
    assert past_due(answers.values()) == due_count(plan.milestones, TODAY, BaselineKind.CURRENT, TODAY) == 139
    assert sum(a.overdue for a in answers.values()) == 133


def test_rates(plan, answers):
    limits = plan.head.thresholds
    assert reporting_rate(plan.milestones, TODAY, limits) == Rate(4, 326)
    assert hit_rate(plan.milestones, TODAY, limits) == Rate(5, 139)
    assert checkable(answers.values()).whole == 6


def test_areas_and_ministries_sum_to_the_plan(plan, answers):
    for parts in (plan.milestones_by_area, plan.milestones_by_goal, plan.milestones_by_lead):
        assert sum(len(part) for part in parts.values()) == 326
        assert Counter(answers[m.code].shown for part in parts.values() for m in part) == Counter(a.shown for a in answers.values())


def test_the_curve(plan):
    points = {str(p.quarter): p for p in curve(plan, TODAY)}
    assert points["2026 Q3"].planned_original == 139  # the fourth quarter is not over
    assert points["2026 Q4"].accepted == 6 and points["2027 Q1"].accepted is None
    assert points["2028 Q4"].planned_original == 326 - 33 - sum(
        1 for m in plan.milestones if m.original_due and m.original_due.last > plan.head.ends_on)


def test_earned_schedule_is_a_number_far_behind(plan):
    index = schedule_index(plan, TODAY)
    assert index.reason == "ok" and 0 < index.earned_months < 1 and 10 < index.elapsed_months < 11
    assert earned_value(plan.milestones, TODAY) == 6


def test_what_can_be_judged_of_the_indicators(plan):
    """Asked in the order: target, baseline, target date, observation. PLAN_ONTRACK has its first check as baseline."""
    judged = {i.code: judge(i, TODAY, plan.head.thresholds) for i in plan.indicators}
    assert Counter(a.lack for a in judged.values()) == {
        None: 2, "no_target": 9, "no_baseline": 21, "no_target_date": 3, "no_observation": 21}
    assert {code: a.verdict for code, a in judged.items() if a.lack is None} == {
        "GPU_ALLOC": Verdict.ON_PATH, "SFM_TEAMS": Verdict.ON_PATH}


def test_money_of_2026(plan):
    enacted = stage_sum(plan.programmes, 2026, Stage.ENACTED)
    assert (enacted.won, enacted.reported, enacted.missing) == (27_537_241_000_000, 533, 0)
    answer = reconciliation(plan)
    assert (answer.published.won, answer.shown_count) == (9_900_000_000_000, 533)
    assert answer.published.won + answer.remainder_won == enacted.won
    sides = linkage(plan.programmes, 2026, Stage.ENACTED)
    assert sides.linked.won + sides.unlinked.won == enacted.won
    assert sides.linked.reported + sides.unlinked.reported == 533


def test_execution_of_2024_is_meaningful_only_where_settled_differs_from_enacted(plan):
    known = [e for e in (execution(p, plan.head.executed_year) for p in plan.programmes) if e]
    assert 0 < sum(e.meaningful for e in known) < len(known)
    assert all(e.rate == 1 for e in known if not e.meaningful and e.basis is Stage.ENACTED)


@pytest.mark.parametrize("as_of", (*ANY_DAY, TODAY))
def test_every_rule_answers_on_any_day(plan, as_of):
    found = assess_all(plan, as_of)
    assert sum(distribution(found.values()).values()) == 326
    assert len(curve(plan, as_of)) == 12
    assert all(judge(i, as_of, plan.head.thresholds).verdict in Verdict for i in plan.indicators)
    assert all(len(by_method(i, as_of, plan.head.thresholds)) == 3 for i in plan.indicators)
    assert compare(plan, as_of, plan, as_of).unchanged == 326
    for baseline in BaselineKind:
        schedule_index(plan, as_of, baseline)


@pytest.mark.parametrize("as_of, past, ahead", [
    ("2025-12-31", 0, 293), ("2026-03-31", 0, None), ("2026-04-01", None, None), ("2040-01-01", 293, 0)])
def test_deadlines_pass_one_by_one(plan, as_of, past, ahead):
    timing = Counter(a.timing.value for a in assess_all(plan, date.fromisoformat(as_of)).values())
    assert timing["undated"] == 33 and timing["past_due"] + timing["ahead"] == 293
    assert past is None or timing["past_due"] == past
    assert ahead is None or timing["ahead"] == ahead
    if as_of == "2026-04-01":
        assert timing["past_due"] == sum(str(m.original_due) == "2026 Q1" for m in plan.milestones) > 0
