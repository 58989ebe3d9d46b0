"""Goals of the real plan: counts, filters, the sentence under the title, the links, and plans where nothing happened."""

from datetime import date

import pytest

from tests.builders import a_goal, a_milestone, a_plan, a_report
from tracker.domain.errors import NotFound
from tracker.text import wording
from tracker.views import datasets, goals, links

TODAY = date(2026, 11, 22)
DAYS = [date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1)]
KO, EN = wording("ko"), wording("en")


def test_the_plan_has_99_goals_whose_milestones_are_326(real_plan):
    found = goals.rows(real_plan, TODAY, KO)
    assert (len(found), sum(r["milestones"] for r in found)) == (99, 326)
    assert (sum(r["past_due"] for r in found), sum(r["done"] for r in found), sum(r["no_report_past_due"] for r in found)) == (139, 6, 123)


def test_how_many_goals_have_anything_done_late_or_unheard_of(real_plan):
    found = goals.totals(goals.rows(real_plan, TODAY, KO))
    assert {k: found[k] for k in ("with_done", "with_delayed", "with_silent", "unheard")} == {
        "with_done": 6, "with_delayed": 10, "with_silent": 74, "unheard": 76}


@pytest.mark.parametrize(("filters", "many"), [
    ({"pillar": "P3"}, 19), ({"area": "A01"}, 11), ({"lead": "MSIT"}, 46), ({"status": "delayed"}, 10), ({"status": "completed_late"}, 1),
    ({"status": "no_report"}, 97), ({"q": "gpu"}, 1), ({"q": "T07"}, 1), ({"q": "nothing of the kind"}, 0), ({"area": "A01", "status": "delayed"}, 2),
])
def test_filters_narrow_page_and_table_alike(real_plan, filters, many):
    assert len(goals.rows(real_plan, TODAY, KO, filters)) == many
    assert len(datasets.table(real_plan, TODAY, EN, "goals", filters).rows) == many
    assert goals.table(real_plan, TODAY, KO, filters)["goals"] == many


def test_areas_sum_up_their_goals_and_few_goals_stand_open(real_plan):
    whole, chosen = (goals.table(real_plan, TODAY, KO, filters) for filters in ({}, {"area": "A01"}))
    assert sum(a["milestones"] for a in whole["areas"]) == sum(n for _, n in whole["counts"]) == 326
    assert sum(a["silent"] for a in whole["areas"]) == 123 and dict(whole["counts"])["no_report_past_due"] == 123
    assert (whole["open"], chosen["open"], len(chosen["areas"])) == (False, True, 1)


def test_one_chosen_goal_is_said_in_its_own_sentence(real_plan):
    said = goals.finding(real_plan, TODAY, EN, {"q": "T07"}).replace("\u00a0", " ")
    assert said == "1 goal chosen (of 99). Of 4 past due: 1 completed, 1 delayed, 2 without a report"


def test_one_goal_says_what_became_of_it_and_why(real_plan):
    found = goals.one(real_plan, TODAY, KO, "T07")
    assert found["standing"].startswith("기한이 지난 4건 중 완료 1건, 지연 1건, 보고 없음 2건.")
    assert (found["lead_words"], found["cooperating_words"], found["unit_words"]) == ("과기정통부", "없음", "과학 분과")
    assert goals.one(real_plan, TODAY, EN, "T01")["standing"] == (
        "No milestone is past due (3 in all). None has a report in the last 184 days; 2 had one that has lapsed.")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])
def test_every_goal_has_a_true_sentence_on_every_day(real_plan, t, day):
    for goal in real_plan.goals:
        found = goals.one(real_plan, day, t, goal.code)
        assert found["standing"] and sum(n for _, n in found["counts"]) == found["milestones"]


def test_a_goal_without_milestones_is_said_to_be_empty():
    plan = a_plan(goals=(a_goal(), a_goal("T02")))
    assert goals.standing(plan, TODAY, EN, "T02") == "No milestone fits."


def test_a_completed_milestone_is_counted_as_completed_before_its_date_too():
    done = a_report(state="completed", completed_on="2026-05-01", on="2026-05-12")
    plan = a_plan(milestones=(a_milestone(original_due="2026 Q4", reports=(done,)),))
    assert goals.finding(plan, TODAY, EN, {}) == "None of the 1\u00a0goal has a milestone past due"
    assert goals.numbers(plan, TODAY)["T01"]["done"] == 1 and goals.numbers(plan, TODAY)["T01"]["in_time"] == 0


def test_an_unknown_goal_is_not_found(real_plan):
    with pytest.raises(NotFound):
        goals.facts_goal(real_plan, TODAY, KO, {"code": "T999"})


def test_money_and_articles_of_a_goal(real_plan):
    assert [r["enacted"] for r in links.programme_rows(real_plan, KO, ["T01"])] == sorted(
        (r["enacted"] for r in links.programme_rows(real_plan, KO, ["T01"])), reverse=True)
    assert links.funding(real_plan, ["T07"])["programmes"] == 1 and KO.won(links.funding(real_plan, ["T07"])["won"]) == "684억\u00a0원"
    assert [r["words"] for r in links.article_rows(real_plan, KO, ["T07"])] == ["제13조", "제14조", "제15조", "제22조의3"]


def test_link_tables_hold_every_link(real_plan):
    size = lambda key: len(datasets.table(real_plan, TODAY, KO, key, {}).rows)
    assert (size("goal_articles"), size("goal_indicators"), size("area_programmes")) == (150, 48, 421)


def test_the_money_table_of_a_goal_adds_up_to_the_sum_on_its_page(real_plan):
    rows = datasets.table(real_plan, TODAY, KO, "goal_programmes", {"goal": "T01"}).rows
    assert sum(r["enacted_won"] for r in rows) == links.funding(real_plan, ["T01"])["won"] and len(rows) == 4
