"""The Plan: look-ups by code, groups in display order, and words in two languages."""

from dataclasses import FrozenInstanceError, replace

import pytest

from tests.builders import (
    a_full_plan, a_goal, a_milestone, a_plan, a_programme, a_programme_link, an_area, an_indicator, an_indicator_link,
    an_organisation,
)
from tests.domain.cases import table, the
from tracker.domain.errors import BadInput, NotFound, Problem, TrackerError
from tracker.domain.words import Bilingual

LOOK_UPS = ("milestone", "goal", "area", "pillar", "organisation", "indicator", "programme", "meeting", "article")


@pytest.mark.parametrize("kind", LOOK_UPS)
def test_one_of_each_is_found_by_its_code(kind):
    plan = a_full_plan()
    for row in getattr(plan, f"{kind}s"):
        assert getattr(plan, kind)(row.code) is row


@pytest.mark.parametrize("plan", [a_full_plan(), a_plan(goals=(), milestones=(), areas=(), pillars=(), organisations=())], ids=["full", "empty"])
@pytest.mark.parametrize("kind", LOOK_UPS)
def test_an_unknown_code_is_not_found_and_says_which(plan, kind):
    with pytest.raises(NotFound) as refused:
        getattr(plan, kind)("NOWHERE")
    assert (refused.value.key, refused.value.values) == (f"error.no_{kind}s", {"code": "NOWHERE"})


def test_groups_keep_the_order_of_the_plan_and_lose_nobody():
    plan = a_plan(
        areas=(an_area("A02"), an_area("A01")), goals=(a_goal("T02", area="A02"), a_goal("T01"), a_goal("T03", area="A02")),
        milestones=tuple(a_milestone(c, goal=g, lead=lead) for c, g, lead in (
            ("M03-01", "T03", "MSIT"), ("M02-02", "T02", None), ("M01-01", "T01", "MOE"), ("M02-01", "T02", "MSIT"))))
    codes = {name: {key: [r.code for r in rows] for key, rows in getattr(plan, name).items()} for name in (
        "milestones_by_goal", "goals_by_area", "milestones_by_area", "milestones_by_lead")}
    assert codes == {
        "milestones_by_goal": {"T03": ["M03-01"], "T02": ["M02-02", "M02-01"], "T01": ["M01-01"]},
        "goals_by_area": {"A02": ["T02", "T03"], "A01": ["T01"]},
        "milestones_by_area": {"A02": ["M03-01", "M02-02", "M02-01"], "A01": ["M01-01"]},
        "milestones_by_lead": {"MSIT": ["M03-01", "M02-01"], None: ["M02-02"], "MOE": ["M01-01"]}}


def test_what_is_linked_to_a_goal():
    plan = a_full_plan(
        goals=(a_goal("T01"), a_goal("T02")),
        programmes=(a_programme("FP2", links=(a_programme_link(), a_programme_link(goal="T02"))), a_programme("FP1"),
                    a_programme("FP3", links=(a_programme_link(goal=None),))),
        indicators=(an_indicator("I2"), an_indicator("I1")),
        indicator_links=(an_indicator_link(indicator="I2"), an_indicator_link(indicator="I1"), an_indicator_link(indicator="I1", goal="T02")))
    codes = {name: {g: [r.code for r in rows] for g, rows in getattr(plan, name).items()} for name in (
        "programmes_by_goal", "indicators_by_goal", "articles_by_goal")}
    assert codes == {"programmes_by_goal": {"T01": ["FP2", "FP1"], "T02": ["FP2"]},
                     "indicators_by_goal": {"T01": ["I2", "I1"], "T02": ["I1"]}, "articles_by_goal": {"T01": ["Art. 7"]}}


def test_a_programme_that_serves_a_goal_in_two_ways_is_one_programme_of_it():
    plan = a_plan(programmes=(a_programme(links=(a_programme_link(), a_programme_link(support="trust"))),))
    assert [p.code for p in plan.programmes_by_goal["T01"]] == ["FP001"]


def test_a_plan_never_changes_and_a_changed_copy_looks_up_afresh():
    plan = a_plan()
    assert plan.milestone("M01-01").lead == "MSIT"
    with pytest.raises(FrozenInstanceError):
        plan.milestones = ()
    with pytest.raises(FrozenInstanceError):
        plan.milestones[0].lead = "MOE"
    assert replace(plan, milestones=(a_milestone(lead="MOE"),)).milestone("M01-01").lead == "MOE"
    assert plan == a_plan() and plan.milestone("M01-01").lead == "MSIT"


@pytest.mark.parametrize("existence, as_of, existed", table(
    ("no days known", {}, "1990-01-01", True),
    ("the day before it was made", {"valid_from": "2025-10-01"}, "2025-09-30", False),
    ("the day it was made", {"valid_from": "2025-10-01"}, "2025-10-01", True),
    ("its last day", {"valid_to": "2025-12-31"}, "2025-12-31", True),
    ("the day after", {"valid_to": "2025-12-31"}, "2026-01-01", False),
))
def test_an_organisation_exists_between_its_days(existence, as_of, existed):
    assert an_organisation(**{name: the(on) for name, on in existence.items()}).existed(the(as_of)) is existed


@pytest.mark.parametrize("words, ko, en, said", table(
    ("both", Bilingual("가", "a"), "가", "a", True), ("Korean only", Bilingual("가"), "가", "가", True),
    ("English only", Bilingual("", "a"), "a", "a", True), ("neither", Bilingual(), "", "", False),
))
def test_missing_words_are_borrowed_from_the_other_language(words, ko, en, said):
    assert (words.within("ko"), words.within("en"), bool(words)) == (ko, en, said)
    assert (words.has("ko"), words.has("en")) == (bool(words.ko), bool(words.en))


def test_errors_carry_a_key_and_every_problem():
    problems = tuple(Problem("goals.csv", line, "area", "A99", "unknown_area") for line in (2, 7))
    refused = BadInput(problems)
    assert isinstance(refused, TrackerError) and refused.problems == problems
    assert (refused.key, refused.values) == ("error.bad_input", {"count": 2})
