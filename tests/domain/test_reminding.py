"""Reminders: every stage on its working day, made up for within the grace, silent for what is done, handed in or somebody else's."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import a_closure, a_milestone, a_plan, a_rebaseline, a_report
from tests.review_cases import PEOPLE, a_person, a_submission
from tracker.domain.actors import Role
from tracker.domain.milestones import RecordState
from tracker.domain.periods import parse_period
from tracker.domain.reminding import GRACE, STAGES, away, events, stage_on
from tracker.domain.workspace import Workspace
from tracker.services.holidays_of import days_off_around

RITA, ROLF = PEOPLE[:2]
DUE = parse_period("2026 Q4")
KOREA = days_off_around(date(2026, 12, 31), "KR")


@pytest.mark.parametrize(("on", "stage"), [
    ("2026-12-09", None), ("2026-12-10", -14), ("2026-12-15", -14), ("2026-12-16", None), ("2026-12-18", None),
    ("2026-12-21", -7), ("2026-12-24", -7), ("2026-12-28", None), ("2026-12-29", None), ("2026-12-30", -1), ("2026-12-31", -1),
    ("2027-01-04", 1), ("2027-01-07", 1), ("2027-01-08", None), ("2027-01-12", 7), ("2027-01-15", 7), ("2027-01-18", None)])
def test_stages_of_a_quarter_that_ends_before_new_year(on, stage):
    assert stage_on(DUE, date.fromisoformat(on), KOREA) == stage


@pytest.mark.parametrize("due", ["2026 Q4", "2026-09-30", "2027-10-31", "2026-10-05", "2028 Q2"])
def test_each_stage_comes_once_on_its_own_day_and_says_how_far(due):
    last = parse_period(due).last
    holidays = days_off_around(last, "KR")
    seen = {}
    for n in range(-40, 41):
        on = last + timedelta(days=n)
        stage = stage_on(parse_period(due), on, holidays)
        if stage:
            seen.setdefault(stage, away(last, on, holidays))
    assert seen == {stage: stage for stage in STAGES}


def named(milestone, on="2026-12-10", person=RITA, submissions=()):
    plan = a_plan(milestones=(milestone,))
    return [e.name for e in events(plan, Workspace(PEOPLE, submissions), person, date.fromisoformat(on), KOREA)]


AHEAD = a_milestone(original_due="2026 Q4")


def test_who_is_reminded_of_what():
    assert named(AHEAD) == ["M01-01:due:2026 Q4:-14"]
    assert named(AHEAD, person=ROLF) == []  # another ministry
    assert named(replace(AHEAD, cooperating=("MOE",)), person=ROLF) == []
    assert named(AHEAD, person=replace(RITA, disabled=True)) == []
    assert named(AHEAD, person=a_person("olga", Role.OFFICIAL, ministries=("MSIT",))) == []  # may not report
    assert named(AHEAD, person=a_person("ella", Role.EDITOR)) == []  # a right everywhere is nobody's reminder
    assert named(replace(AHEAD, original_due=None)) == []


def test_what_is_done_closed_or_in_review_needs_no_reminder():
    assert named(replace(AHEAD, reports=(a_report(state="completed", completed_on="2026-05-01"),))) == []
    assert named(replace(AHEAD, closure=a_closure("2026-12-10"))) == []
    assert named(AHEAD, submissions=(a_submission(),)) == []
    assert named(replace(AHEAD, reports=(a_report(on="2026-12-09"),))) != []  # under way is not done


def test_a_moved_date_is_another_event():
    moved = replace(a_milestone(original_due="2026 Q3"), rebaselines=(a_rebaseline("2026-12-01", "2026 Q4"),))
    assert named(moved) == ["M01-01:due:2026 Q4:-14"]


def back(hours: int):
    at = datetime(2026, 12, 9, 2, 0, tzinfo=UTC) + timedelta(hours=hours)
    return a_submission(record=RecordState.RETURNED, decided_at=at, decided_by="ella")


def test_what_was_sent_back_is_told_first_and_anew_each_time():
    told = named(AHEAD, submissions=(back(0),))
    assert told == ["S-M01-01-1:returned:2026-12-09T02:00:00+00:00", "M01-01:due:2026 Q4:-14"]
    assert named(AHEAD, submissions=(back(1),))[0] != told[0]
    assert GRACE == 3 and len(named(AHEAD, "2026-12-14", submissions=(back(0),))) == 2
    assert named(AHEAD, "2026-12-15", submissions=(back(0),)) == ["M01-01:due:2026 Q4:-14"]


@pytest.mark.parametrize("on", ["2026-12-12", "2026-12-25", "2027-01-01"])
def test_nobody_is_written_to_on_a_free_day(on):
    assert named(AHEAD, on, submissions=(back(0),)) == []
