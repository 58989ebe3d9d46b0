"""Every check of a release finds what it is for, and says nothing where nothing is wrong."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import (
    a_correction, a_full_plan, a_milestone, a_programme, a_rebaseline, a_report, a_subprogramme, a_total, a_version, an_amount, an_origin, words,
)
from tracker.domain.publication import published
from tracker.domain.release_checks import Examined, Outcome, checks, must_read, stopped
from tracker.domain.words import Bilingual

ON = date(2026, 11, 22)
PLAN = replace(a_full_plan(), versions=(a_version(milestone_count=2),), programmes=(a_programme(subprogrammes=(), ai_counted_won=()),))
BARE = an_origin(url="")


def found(plan, before=None, **more) -> dict:
    return {c.key: c for c in checks(Examined(published(plan), before and published(before), ON, **more))}


def with_milestone(**changes):
    return replace(PLAN, milestones=(a_milestone(**changes), PLAN.milestones[1]))


@pytest.mark.parametrize(("key", "plan", "outcome"), [
    ("sums", replace(PLAN, versions=(a_version(milestone_count=3),)), Outcome.STOPS),
    ("links", with_milestone(lead="GONE"), Outcome.STOPS),
    ("links", with_milestone(rebaselines=(a_rebaseline(resolution="R99"),)), Outcome.STOPS),
    ("evidence", with_milestone(reports=(a_report(state="completed", completed_on="2026-05-01", origin=BARE),)), Outcome.STOPS),
    ("personal", with_milestone(reports=(a_report(summary=words("call 010-1234-5678")),)), Outcome.LOOK),
    ("personal", with_milestone(reports=(a_report(summary=words("900101-1234568")),)), Outcome.STOPS),
    ("languages", with_milestone(title=Bilingual("이름", "")), Outcome.STOPS),
    ("languages", with_milestone(reports=(a_report(summary=Bilingual("진행", "")),)), Outcome.LOOK),
    ("past_due", with_milestone(reports=(a_report(on="2026-11-01"),)), Outcome.LOOK),
    ("grade", with_milestone(reports=(a_report(state="completed", completed_on="2026-05-01", grade="V1"),)), Outcome.LOOK),
    ("parts", replace(PLAN, programmes=(a_programme(amounts=(an_amount(won=7),), subprogrammes=(a_subprogramme(),)),)), Outcome.LOOK),
])
def test_what_is_wrong_is_found(key, plan, outcome):
    check = found(plan)[key]
    assert check.outcome is outcome and check.where and check.values["n"] == len(check.where)


SAID = a_correction(page="milestone", about="M01-01", release="")


@pytest.mark.parametrize(("key", "said", "outcome"), [
    ("personal", replace(SAID, answer=words("call 010-1234-5678")), Outcome.LOOK),
    ("personal", replace(SAID, question=words("of 900101-1234568")), Outcome.STOPS),
    ("languages", replace(SAID, answer=Bilingual("답", "")), Outcome.STOPS),
    ("languages", replace(SAID, question=Bilingual("", "Asked")), Outcome.STOPS),
    ("answers", replace(SAID, about="M99-99"), Outcome.LOOK),
    ("answers", replace(SAID, page="ministry", about="GONE"), Outcome.LOOK),
    ("answers", replace(SAID, release="2026Q4-r7"), Outcome.LOOK),
    ("answers", replace(SAID, release="2026Q4-r2"), Outcome.LOOK),
])
def test_what_readers_are_answered_is_looked_into(key, said, outcome):
    check = found(replace(PLAN, corrections=(said,)), PLAN, release="2026Q4-r2", releases=frozenset({"2026Q4-r1"}))[key]
    assert check.outcome is outcome and check.where == ("correction/Q-1",)


@pytest.mark.parametrize("said", [SAID, replace(SAID, page="funding", about=""), replace(SAID, release="2026Q4-r1")])
def test_an_answer_that_fits_is_left_alone(said):
    said = found(replace(PLAN, corrections=(said,)), PLAN, release="2026Q4-r2", releases=frozenset({"2026Q4-r1"}))
    assert {said[key].outcome for key in ("answers", "languages", "links")} == {Outcome.PASSED}


def test_corrected_in_this_release_is_true_where_something_else_changed():
    now = replace(PLAN, totals=(a_total(won=1),), corrections=(replace(SAID, release="2026Q4-r2"),))
    assert found(now, PLAN, release="2026Q4-r2")["answers"].outcome is Outcome.PASSED


def test_a_sound_plan_passes():
    sound = with_milestone(original_due="2027 Q1")
    assert {c.key: c.where for c in checks(Examined(published(sound), published(sound), ON, releases=frozenset({"2026Q4-r2"}))) if c.outcome is not Outcome.PASSED} == {}


def test_a_figure_that_moved_wants_a_reason():
    moved = replace(PLAN, totals=(a_total(won=1),))
    check = found(moved, PLAN)["unexplained"]
    assert (check.outcome, check.where) == (Outcome.LOOK, ("total/BT001",))
    assert found(moved, PLAN, explained=frozenset({"total/BT001"}))["unexplained"].outcome is Outcome.PASSED
    assert found(replace(PLAN, totals=()), PLAN)["unexplained"].where == ("total/BT001",)
    assert found(replace(PLAN, totals=(a_total(note=words("Other words")),)), PLAN)["unexplained"].outcome is Outcome.PASSED


def test_reports_nobody_decided_on_are_named():
    assert found(PLAN, waiting=("S-M01-01-1",))["waiting"].where == ("S-M01-01-1",)


def test_what_stops_comes_first_and_only_the_rest_can_be_ticked():
    said = checks(Examined(published(with_milestone(lead="GONE", reports=(a_report(summary=words("call 010-1234-5678")),))), None, ON))
    assert said[0].key == "links" and stopped(said) == ("links",) and "personal" in must_read(said) and "links" not in must_read(said)
