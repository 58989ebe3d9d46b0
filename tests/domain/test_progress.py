"""Progress of many milestones: value planned, claimed and earned, earned schedule, and the rates beside them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction as F

import pytest
from hypothesis import strategies as st

from tests.builders import (
    URL, a_checkpoint, a_closure, a_full_plan, a_goal, a_head, a_milestone, a_plan, a_rebaseline, an_area, an_origin,
)
from tests.domain.cases import (
    ANY_DAY, FIRST, LAST, THRESHOLDS, completed, days, done, for_any, many_milestones, milestones, not_begun, table, the, under_way,
)
from tracker.domain.periods import quarters_between
from tracker.domain.progress import (
    BaselineKind, Rate, checkable, claimed_value, curve, distribution, due_count, earned_schedule, earned_value,
    hit_rate, median_slip_days, past_due, planned_value, reporting_rate, schedule_index, steps,
)
from tracker.domain.schedule import SHOWN, assess, assess_all

ORIGINAL, CURRENT = BaselineKind
QUARTERS = quarters_between(FIRST, LAST)


def assessed(rows, as_of: str):
    return [assess(m, the(as_of), THRESHOLDS) for m in rows]


def planned(rows, on: str, baseline=ORIGINAL, as_of: str = "2026-01-01"):
    return planned_value(rows, the(on), baseline, the(as_of))


# ---- steps and weights ----

def test_checkpoints_and_the_deadline_share_the_weight():
    milestone = a_milestone(original_due="2026 Q4", weight=2, checkpoints=(a_checkpoint(1, "2026 Q1"), a_checkpoint(2, "2026 Q2")))
    assert [(seq, str(due), weight) for seq, due, weight in steps(milestone, ORIGINAL, FIRST)] == [
        (1, "2026 Q1", F(2, 3)), (2, "2026 Q2", F(2, 3)), (None, "2026 Q4", F(2, 3))]


@for_any(milestones(), days, st.sampled_from(BaselineKind))
def test_the_steps_of_a_milestone_sum_to_its_weight(milestone, as_of, baseline):
    assert sum(weight for _, _, weight in steps(milestone, baseline, as_of)) == milestone.weight


STEPPED = a_milestone(original_due="2026 Q4", checkpoints=(a_checkpoint(1, "2026 Q1"), a_checkpoint(2, "2026 Q2")))


@pytest.mark.parametrize("on, value", [
    ("2026-03-30", 0), ("2026-03-31", F(1, 3)), ("2026-06-29", F(1, 3)), ("2026-06-30", F(2, 3)), ("2026-12-30", F(2, 3)),
    ("2026-12-31", 1), ("2030-01-01", 1)])
def test_planned_value_grows_on_the_last_day_of_each_step(on, value):
    assert planned([STEPPED], on) == value


@pytest.mark.parametrize("reports, earned, claimed", table(
    ("nothing", (), 0, 0),
    ("under way", (under_way("2026-05-12"),), 0, 0),
    ("not started", (not_begun("2026-05-12"),), 0, 0),
    ("one checkpoint", (completed("2026-05-12", checkpoint=1),), F(1, 3), F(1, 3)),
    ("one checkpoint, told twice", (completed("2026-05-12", checkpoint=1), completed("2026-05-13", checkpoint=1)), F(1, 3), F(1, 3)),
    ("two checkpoints", (completed("2026-05-12", checkpoint=1), completed("2026-05-12", checkpoint=2)), F(2, 3), F(2, 3)),
    ("a checkpoint under way", (under_way("2026-05-12", checkpoint=1),), 0, 0),
    ("a checkpoint without evidence", (completed("2026-05-12", checkpoint=1, grade="V0"),), 0, F(1, 3)),
    ("a checkpoint not accepted yet", (completed("2026-05-12", checkpoint=1, record="submitted"),), 0, F(1, 3)),
    ("a checkpoint nobody declared", (completed("2026-05-12", checkpoint=9),), 0, 0),
    ("the whole", (completed("2026-05-12"),), 1, 1),
    ("the whole and its checkpoints", (completed("2026-05-12"), completed("2026-05-12", checkpoint=1)), 1, 1),
    ("the whole, without evidence", (completed("2026-05-12", grade="V0"),), 0, 1),
    ("the whole, submitted", (completed("2026-05-12", record="submitted"),), 0, 1),
    ("the whole, a draft nobody was told", (completed("2026-05-12", record="draft"),), 0, 0),
    ("the whole, tomorrow", (completed("2026-06-02"),), 0, 0),
))
def test_weight_is_earned_when_accepted_with_evidence_and_claimed_when_said(reports, earned, claimed):
    milestone = [replace(STEPPED, reports=reports)]
    assert earned_value(milestone, the("2026-06-01")) == earned
    assert claimed_value(milestone, the("2026-06-01")) == claimed


def test_weight_counts_from_the_day_of_acceptance():
    rows = [done("M01-01", "2026-05-12", weight=3)]
    assert [earned_value(rows, the(on)) for on in ("2026-05-11", "2026-05-12")] == [0, 3]


# ---- what must hold for any milestones ----

@for_any(many_milestones(), days)
def test_the_distribution_sums_to_the_number_of_milestones(rows, as_of):
    counts = distribution(assess(m, as_of, THRESHOLDS) for m in rows)
    assert tuple(counts) == SHOWN
    assert sum(counts.values()) == len(rows)


TWO_AREAS = {"areas": (an_area("A01"), an_area("A02")), "goals": (a_goal("T01"), a_goal("T02", area="A02"), a_goal("T03", area="A02"))}


@for_any(many_milestones(goals=("T01", "T02", "T03")), days)
def test_the_areas_sum_to_the_plan(rows, as_of):
    plan = a_plan(milestones=rows, **TWO_AREAS)
    parts = plan.milestones_by_area.values()
    answers = assess_all(plan, as_of)
    assert distribution(answers.values()) == {
        shown: sum(distribution(answers[m.code] for m in part)[shown] for part in parts) for shown in SHOWN}
    for measure in (lambda ms: earned_value(ms, as_of), lambda ms: claimed_value(ms, as_of),
                    lambda ms: planned_value(ms, as_of, CURRENT, as_of), lambda ms: due_count(ms, as_of, CURRENT, as_of),
                    lambda ms: past_due(answers[m.code] for m in ms), lambda ms: hit_rate(ms, as_of, THRESHOLDS).whole):
        assert measure(plan.milestones) == sum(measure(part) for part in parts)


@for_any(many_milestones(), milestones(), days)
def test_an_accepted_milestone_more_never_lowers_earned_value(rows, another, as_of):
    accepted = replace(another, reports=(completed("2025-07-01"),))
    assert earned_value((*rows, accepted), as_of) == earned_value(rows, as_of) + accepted.weight
    assert earned_value((*rows, another), as_of) >= earned_value(rows, as_of)


@for_any(many_milestones(), days, days, days, st.sampled_from(BaselineKind))
def test_planned_value_never_falls_with_time(rows, as_of, one, other, baseline):
    first, last = sorted((one, other))
    assert planned_value(rows, first, baseline, as_of) <= planned_value(rows, last, baseline, as_of)


@for_any(many_milestones(), days, days, days)
def test_the_original_plan_does_not_know_what_was_moved_or_closed(rows, on, as_of, later):
    untouched = [replace(m, rebaselines=(), closure=None) for m in rows]
    assert planned_value(rows, on, ORIGINAL, as_of) == planned_value(untouched, on, ORIGINAL, later)


@for_any(many_milestones(), days)
def test_what_is_earned_was_claimed_and_both_stay_within_the_weight(rows, on):
    assert 0 <= earned_value(rows, on) <= claimed_value(rows, on) <= sum(m.weight for m in rows)


@for_any(many_milestones(), days, days)
def test_claims_never_fall_with_time(rows, one, other):
    first, last = sorted((one, other))
    assert claimed_value(rows, first) <= claimed_value(rows, last)


@for_any(many_milestones(), days)
def test_the_curve_today_says_what_the_statuses_say(rows, as_of):
    """One number, one function: due so far on the curve is `past_due` the day after; done is the done of the statuses."""
    open_rows = tuple(replace(m, closure=None) for m in rows)
    quarter_end = max((q.last for q in QUARTERS if q.last <= as_of), default=None)
    if quarter_end is None:
        return
    point = next(p for p in curve(a_plan(milestones=open_rows), quarter_end) if p.on == quarter_end)
    answers = [assess(m, quarter_end, THRESHOLDS) for m in open_rows]
    assert point.accepted == sum(a.done for a in answers)
    assert point.planned_current == sum(1 for a in answers if a.due and a.due.last <= quarter_end)
    assert point.accepted <= point.claimed


# ---- re-baselining, closure, the curve ----

def test_a_moved_deadline_moves_the_current_plan_only():
    rows = [a_milestone(rebaselines=(a_rebaseline("2026-06-01", "2026 Q4"),))]
    at = [("2026-06-30", "2026-05-31"), ("2026-06-30", "2026-06-01"), ("2026-12-31", "2026-06-01")]
    assert [planned(rows, on, ORIGINAL, as_of) for on, as_of in at] == [1, 1, 1]
    assert [planned(rows, on, CURRENT, as_of) for on, as_of in at] == [1, 0, 1]


def test_a_closed_milestone_leaves_the_current_plan_as_it_leaves_the_count_of_those_past_due():
    rows = [a_milestone("M01-01", closure=a_closure("2026-06-01")), a_milestone("M01-02")]
    on = the("2026-07-01")
    assert past_due(assessed(rows, "2026-07-01")) == due_count(rows, on, CURRENT, on) == planned_value(rows, on, CURRENT, on) == 1
    assert due_count(rows, on, ORIGINAL, on) == 2
    assert due_count(rows, on, CURRENT, the("2026-05-31")) == 2


def test_the_curve_runs_over_the_quarters_of_the_plan_and_stops_counting_today():
    plan = a_plan(milestones=(
        done("M01-01", "2026-05-12", checkpoints=(a_checkpoint(),), weight=2),
        a_milestone("M01-02", original_due="2026 Q3", reports=(completed("2026-07-20", record="submitted"),), weight=3),
        a_milestone("M01-03", original_due=None),
        a_milestone("M01-04", original_due="2028 Q4", rebaselines=(a_rebaseline("2026-06-01", "2029 Q1"),))))
    points = curve(plan, the("2026-08-01"))
    assert [str(p.quarter) for p in points] == [str(q) for q in QUARTERS]
    assert [(p.planned_original, p.planned_current, p.accepted, p.claimed) for p in (points[0], points[1], points[2], points[3], points[11])] == [
        (0, 0, 0, 0), (1, 1, 1, 1), (2, 2, 1, 2), (2, 2, None, None), (3, 2, None, None)]


@pytest.mark.parametrize("as_of, reached", [
    ("2025-12-31", 0), ("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 2), ("2028-12-31", 12), ("2029-01-01", 12)])
def test_the_curve_counts_up_to_the_quarter_of_the_day_asked(as_of, reached):
    assert sum(p.accepted is not None for p in curve(a_plan(), the(as_of))) == reached


# ---- earned schedule ----

TWELVE = [F(n) for n in range(1, 13)]


@pytest.mark.parametrize("pv, ev, es", table(
    ("the worked example: 4 of 12 equal steps", TWELVE, 4, 4),
    ("nothing", TWELVE, 0, 0),
    ("half a step", TWELVE, F(1, 2), F(1, 2)),
    ("four and a half", TWELVE, F(9, 2), F(9, 2)),
    ("a hair under four", TWELVE, 4 - F(1, 1000), 4 - F(1, 1000)),
    ("everything", TWELVE, 12, 12),
    ("unequal steps", [F(2), F(8), F(10)], 5, F(3, 2)),
    ("within the first step", [F(2), F(8), F(10)], 1, F(1, 2)),
    ("a quarter without deadlines", [F(2), F(2), F(6)], 2, 2),
    ("past a quarter without deadlines", [F(2), F(2), F(6)], 4, F(5, 2)),
    ("nothing due at first", [F(0), F(4)], 1, F(5, 4)),
))
def test_earned_schedule(pv, ev, es):
    assert earned_schedule(pv, F(ev)) == es


@for_any(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.integers(0, 11))
def test_earning_just_what_was_planned_is_being_on_schedule(increments, at):
    pv = [F(sum(increments[:n + 1])) for n in range(len(increments))]
    at = min(at, len(pv) - 1)
    assert earned_schedule(pv, pv[at]) == at + 1


@for_any(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(0, 60), st.integers(0, 60))
def test_earning_more_is_never_being_earlier(increments, one, other):
    pv = [F(sum(increments[:n + 1])) for n in range(len(increments))]
    less, more = sorted((min(F(one), pv[-1]), min(F(other), pv[-1])))
    assert 0 <= earned_schedule(pv, less) <= earned_schedule(pv, more) <= len(pv)


def twelve_equal_steps(accepted: int, on: str = "2027-06-30"):
    rows = [a_milestone(f"M01-{n:02d}", original_due=str(q), reports=(completed(on),) if n <= accepted else ())
            for n, q in enumerate(QUARTERS, 1)]
    return a_plan(milestones=tuple(rows))


def test_worked_example_four_of_twelve_steps_at_month_eighteen():
    index = schedule_index(twelve_equal_steps(4), the("2027-06-30"))
    assert (index.reason, index.elapsed_months, index.duration_months, index.earned_months) == ("ok", 18, 36, 12)
    assert round(float(index.spi_t), 3) == 0.667
    assert index.forecast_months == 54


@pytest.mark.parametrize("accepted, as_of, spi_t, forecast", table(
    ("on schedule", 6, "2027-06-30", 1, 36),
    ("ahead", 9, "2027-06-30", F(3, 2), 24),
    ("late plans do not drift back to 1", 6, "2028-12-31", F(1, 2), 72),
    ("nothing earned: no forecast", 0, "2027-06-30", 0, None),
    ("a year after the end the clock still runs", 6, "2029-12-31", F(6, 16), 96),
))
def test_schedule_index(accepted, as_of, spi_t, forecast):
    plan = twelve_equal_steps(accepted)
    going = replace(plan.milestones[11], reports=(under_way("2027-06-01"),)) if accepted < 12 else plan.milestones[11]
    index = schedule_index(replace(plan, milestones=(*plan.milestones[:11], going)), the(as_of))
    assert (index.reason, index.spi_t, index.forecast_months) == ("ok", spi_t, forecast)


@pytest.mark.parametrize("as_of, reason", [
    ("2025-12-31", "not_begun"), ("2026-01-01", "too_early"), ("2026-06-11", "too_early"), ("2026-06-12", "ok"), ("2026-06-30", "ok")])
def test_under_fifteen_percent_of_the_time_it_is_too_early_to_say(as_of, reason):
    """15 % of 12 quarters are 1.8: eight tenths of the second quarter's 91 days end on its 73rd day, 2026-06-12."""
    index = schedule_index(twelve_equal_steps(1, "2026-01-01"), the(as_of))
    assert index.reason == reason
    assert (index.spi_t is None) == (index.earned_months is None) == (index.forecast_months is None) == (reason != "ok")


@pytest.mark.parametrize("as_of, reason", [("2026-03-30", "too_early"), ("2026-03-31", "ok")])
def test_exactly_the_share_from_the_plan_is_not_too_early_any_more(as_of, reason):
    plan = twelve_equal_steps(1, "2026-01-01")
    plan = replace(plan, head=replace(plan.head, thresholds=replace(THRESHOLDS, too_early_share=F(1, 12))))
    assert schedule_index(plan, the(as_of)).reason == reason


@pytest.mark.parametrize("rows, reason", table(
    ("no report at all", [a_milestone()], "nothing_reported"),
    ("only a returned one", [a_milestone(reports=(completed("2026-05-12", record="returned"),))], "nothing_reported"),
    ("only on an undated milestone", [a_milestone(), a_milestone("M01-02", original_due=None, reports=(under_way("2026-05-12"),))], "nothing_reported"),
    ("only after today", [a_milestone(reports=(under_way("2027-07-01"),))], "nothing_reported"),
    ("under way", [a_milestone(reports=(under_way("2026-05-12"),))], "ok"),
    ("a checkpoint", [a_milestone(checkpoints=(a_checkpoint(),), reports=(completed("2026-05-12", checkpoint=1),))], "ok"),
    ("no milestones", [], "nothing_reported"),
))
def test_nothing_reported_is_no_number(rows, reason):
    assert schedule_index(a_plan(milestones=tuple(rows)), the("2027-06-30")).reason == reason


def test_undated_milestones_and_those_due_after_the_plan_are_left_out():
    plan = twelve_equal_steps(4)
    more = (done("M02-01", "2026-03-01", due="2030 Q4"), done("M02-02", "2026-03-01", due=None))
    assert schedule_index(replace(plan, milestones=plan.milestones + more), the("2027-06-30")) == schedule_index(plan, the("2027-06-30"))


def test_the_original_baseline_keeps_what_the_current_one_forgave():
    plan = a_plan(milestones=tuple(
        replace(m, rebaselines=(a_rebaseline("2027-01-01", str(QUARTERS[-1])),)) if m.seq in (5, 6) else m
        for m in twelve_equal_steps(4).milestones))
    index = {kind: schedule_index(plan, the("2027-06-30"), kind).spi_t for kind in BaselineKind}
    assert index == {ORIGINAL: F(4, 6), CURRENT: 1}


@for_any(many_milestones(), days, st.sampled_from(BaselineKind))
def test_the_index_is_a_number_or_says_why_not(rows, as_of, baseline):
    index = schedule_index(a_plan(milestones=rows), as_of, baseline)
    if index.reason == "ok":
        assert 0 <= index.earned_months <= index.duration_months
        assert index.spi_t == index.earned_months / index.elapsed_months
        assert index.forecast_months is None or index.forecast_months * index.spi_t == index.duration_months
    else:
        assert index.reason in {"not_begun", "too_early", "nothing_reported"} and index.spi_t is None


# ---- rates ----

def test_hit_rate_counts_what_was_finished_by_the_original_date():
    rows = [
        done("M01-01", "2026-06-30"), done("M01-02", "2026-07-01"),  # hit, missed
        done("M01-03", "2026-06-20", rebaselines=(a_rebaseline("2026-03-01", "2026 Q1"),)),  # hit, although moved forward
        done("M01-04", "2026-09-30", rebaselines=(a_rebaseline(),)),  # missed, although moved back
        done("M01-05", "2026-06-30", due="2027 Q4"),  # hit early
        a_milestone("M01-06"), a_milestone("M01-07", original_due="2026 Q4"),  # missed; not due yet
        a_milestone("M01-08", original_due=None), done("M01-09", "2026-05-01", due=None),  # undated: out
        a_milestone("M01-10", closure=a_closure("2026-06-01")),  # closed: out
    ]
    assert hit_rate(rows, the("2026-12-31"), THRESHOLDS) == Rate(3, 6)


@pytest.mark.parametrize("as_of, rate", [("2026-06-30", Rate(0, 0)), ("2026-07-01", Rate(0, 1))])
def test_hit_rate_judges_a_milestone_from_the_day_after_its_date(as_of, rate):
    assert hit_rate([a_milestone()], the(as_of), THRESHOLDS) == rate


@pytest.mark.parametrize("as_of, part", [("2026-05-11", 0), ("2026-05-12", 1), ("2026-11-12", 1), ("2026-11-13", 0)])
def test_reporting_rate_looks_back_over_the_window(as_of, part):
    rows = [a_milestone(reports=(under_way("2026-05-12"),)), a_milestone("M01-02", reports=(under_way("2026-05-12", record="returned"),))]
    assert reporting_rate(rows, the(as_of), THRESHOLDS) == Rate(part, 2)


@pytest.mark.parametrize("grade, url, part", [("V1", URL, 0), ("V2", URL, 1), ("V3", URL, 1), ("V4", URL, 1), ("V3", "", 0), ("V4", "", 0)])
def test_done_is_checkable_only_through_a_public_link(grade, url, part):
    rows = [done("M01-01", "2026-05-12"), a_milestone("M01-02", reports=(completed("2026-05-12", grade=grade, origin=an_origin(url=url)),)),
            a_milestone("M01-03", reports=(under_way("2026-05-12"),))]
    assert checkable(assessed(rows, "2026-06-01")) == Rate(1 + part, 2)


@pytest.mark.parametrize("days_late, median", table(
    ("none", [], None), ("one", [3], 3.0), ("odd", [9, -2, 3], 3.0), ("even", [9, 3, -2, 4], 3.5), ("with silence", [None, 5, None], 5.0),
    ("only silence", [None], None),
))
def test_median_slip(days_late, median):
    silent = assess(a_milestone(), the("2026-07-01"), THRESHOLDS)
    assert median_slip_days([replace(silent, days_late=d) for d in days_late]) == median


def test_median_slip_is_over_completed_and_delayed_against_the_original_date():
    rows = [done("M01-01", "2026-06-20"), done("M01-02", "2026-07-10", rebaselines=(a_rebaseline(),)),
            a_milestone("M01-03", reports=(under_way("2026-05-12"),)), a_milestone("M01-04")]
    assert median_slip_days(assessed(rows, "2026-07-02")) == -4  # −10 and 2; the second is not yet reported on this day
    assert median_slip_days(assessed(rows, "2026-07-10")) == 10  # −10, 10 and 10


def test_nothing_of_nothing_has_no_share():
    assert Rate(0, 0).share is None
    assert Rate(1, 4).share == 0.25
    assert [hit_rate([], LAST, THRESHOLDS), reporting_rate([], LAST, THRESHOLDS), checkable([])] == [Rate(0, 0)] * 3


@pytest.mark.parametrize("as_of", ANY_DAY)
@pytest.mark.parametrize("plan", [a_full_plan(), a_plan(milestones=()), twelve_equal_steps(12)], ids=["full", "empty", "all done"])
def test_every_figure_has_an_answer_on_any_day(plan, as_of):
    answers = assess_all(plan, as_of).values()
    assert sum(distribution(answers).values()) == len(plan.milestones)
    assert len(curve(plan, as_of)) == 12
    for baseline in BaselineKind:
        schedule_index(plan, as_of, baseline)
    for rate in (hit_rate(plan.milestones, as_of, THRESHOLDS), reporting_rate(plan.milestones, as_of, THRESHOLDS), checkable(answers)):
        assert 0 <= rate.part <= rate.whole
    median_slip_days(answers)


def test_the_term_of_another_plan_counts_in_its_own_quarters():
    head = a_head(starts_on=date(2024, 2, 25), ends_on=date(2024, 8, 1))
    assert [str(p.quarter) for p in curve(a_plan(head=head), LAST)] == ["2024 Q1", "2024 Q2", "2024 Q3"]
