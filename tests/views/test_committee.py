"""The committee page on the real plan: what had met, decided and been said by a day, and the law around it."""

from datetime import date, timedelta

import pytest

from tests.builders import a_body, a_legal_event, a_plan, an_origin
from tracker.text import wording
from tracker.views import committee as view
from tracker.views import law
from tracker.views.datasets import datasets

TODAY = date(2026, 11, 22)
DAYS = (date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1))
KO, EN = wording("ko"), wording("en")
BOTH = pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])


def test_two_plenaries_and_six_decisions_of_the_present_committee(real_plan):
    assert [m.code for m in view.plenaries(real_plan, TODAY)] == ["M2026-02P", "M2025-09P"]
    assert sorted(r.code for r in view.adopted(real_plan, TODAY)) == ["R04", "R08", "R09", "R10", "R11", "R12"]


def test_the_official_check_stands_as_it_was_said(real_plan):
    cards = view.cards(real_plan, TODAY, KO)
    assert cards[2][1] == "288/326" and "38" in cards[2][2]
    assert "2026. 5. 12." in view.finding(real_plan, TODAY, KO).replace("\xa0", " ")
    day_before = date(2026, 5, 11)
    assert view.cards(real_plan, day_before, KO)[2][1] == KO("common.no_data")
    assert "288" not in " ".join(view.facts(real_plan, day_before, KO, {}).lines)


@BOTH
@pytest.mark.parametrize("day", DAYS)
def test_nothing_later_than_the_day_is_shown(real_plan, t, day):
    assert all(m.on.last <= day for m in view.known_meetings(real_plan, day))
    assert all(r.on.last <= day for r in view.known_resolutions(real_plan, day))
    assert all(c.on.last <= day for c in view.known_checks(real_plan, day))
    assert view.finding(real_plan, day, t) and view.facts(real_plan, day, t, {}).lines


def test_before_the_committee_there_is_a_true_sentence(real_plan):
    assert view.plenaries(real_plan, date(2025, 9, 7)) == []
    assert "National AI Strategy Committee" in view.finding(real_plan, date(2025, 6, 1), EN)


def test_bodies_present_first_and_predecessors_apart(real_plan):
    groups = view.body_groups(real_plan, TODAY, KO)
    names = [row["name"] for g in groups for row in g["rows"]]
    assert len(names) == 23 and {"인공지능안전연구소", "인공지능정책센터"} <= set(names)
    assert [b.code for b in view.former_bodies(real_plan, TODAY)] == ["OLD01", "OLD02", "OLD03", "OLD04", "OLD05"]
    assert len(names) + 5 == len(real_plan.bodies)


@pytest.mark.parametrize(("era", "year", "former"), [("2024-2025", 2025, False), ("2024-2025", 2026, True), ("2025-", 2040, False)])
def test_a_body_is_former_the_year_after_its_last(era, year, former):
    assert view.former(a_body(era=era), date(year, 1, 1)) is former


def test_a_body_of_later_years_is_not_yet_known():
    plan = a_plan(bodies=(a_body(era="2026-"),))
    assert view.known_bodies(plan, date(2025, 12, 31)) == [] and len(view.known_bodies(plan, date(2026, 1, 1))) == 1


def test_what_a_group_shares_is_said_once(real_plan):
    subcommittees = next(g for g in view.body_groups(real_plan, TODAY, KO) if len(g["rows"]) == 9)
    assert "85명" in subcommittees["title"] and not any(row["members"] for row in subcommittees["rows"])


def test_the_law_today(real_plan):
    coming = law.coming(real_plan, TODAY)
    assert coming.code == "LT030" and coming.on.first == date(2027, 1, 22)
    timeline = law.timeline(real_plan, TODAY, KO)
    assert {p["code"]: p["n"] for p in timeline["places"]} == {"KR": 37, "US": 3, "EU": 5, "GB": 2} and timeline["all"] == 47
    brief = law.timeline(real_plan, TODAY, KO, whole=False)
    assert sum(p["n"] for p in brief["places"]) == 15 and brief["halves"][0]["half"] == (2026, 1)


def test_events_are_known_once_announced():
    event = a_legal_event(on="2027-01-22", status="upcoming", origin=an_origin(published="2026-01-20"))
    plan = a_plan(legal_events=(event,))
    assert law.known_events(plan, date(2026, 1, 19)) == [] and law.known_events(plan, date(2026, 1, 20)) == [event]


def test_an_event_of_unknown_announcement_is_known_from_its_day():
    event = a_legal_event(on="2027-01-22", status="upcoming", origin=an_origin(published=""))
    plan = a_plan(legal_events=(event,))
    assert law.known_events(plan, date(2027, 1, 21)) == [] and law.known_events(plan, date(2027, 1, 22)) == [event]


@pytest.mark.parametrize(("status", "days", "shown"), [
    ("done", 0, "done"), ("done", -1, "upcoming"), ("running", 0, "running"), ("upcoming", -1, "upcoming"), ("upcoming", 0, "passed"),
    ("expected", -1, "expected"), ("expected", 1, "passed")])
def test_the_standing_of_an_event_on_a_day(status, days, shown):
    event = a_legal_event(on="2027-01-22", status=status)
    assert law.standing(event, date(2027, 1, 22) + timedelta(days=days)) == shown


@pytest.mark.parametrize("day", DAYS)
def test_the_timeline_is_in_order_and_whole(real_plan, day):
    timeline = law.timeline(real_plan, day, EN)
    halves = [h["half"] for h in timeline["halves"]]
    assert halves == sorted(set(halves))
    assert sum(len(h["events"]) for h in timeline["halves"]) == sum(p["n"] for p in timeline["places"]) == len(law.known_events(real_plan, day))


def test_articles_and_the_goals_that_serve_them(real_plan):
    assert law.article_counts(real_plan) == {"n": 46, "linked": 31, "goals": 79}
    groups = law.article_groups(real_plan, KO)
    assert sum(len(g["rows"]) for g in groups) == 46
    assert sum(len(row["goals"]) for g in groups for row in g["rows"]) == len(real_plan.article_links) == 150
    assert sum(len(g["rows"]) for g in law.article_groups(real_plan, KO, linked_only=True)) == 31
    assert groups[0]["rows"][0]["name"].startswith("제6조")


def test_versions_of_the_plan(real_plan):
    assert [v.goal_count for v in law.versions(real_plan, TODAY)] == [98, 99]
    assert [v.code for v in law.versions(real_plan, date(2026, 2, 24))] == ["draft"]
    assert law.versions(real_plan, date(2025, 6, 1)) == []


@BOTH
def test_meetings_are_named(real_plan, t):
    names = {m.code: view.meeting_name(t, m) for m in real_plan.meetings}
    assert all(names.values())
    assert KO is not t or names["M2026-02P"] == "국가인공지능전략위원회 제2차 전체회의"
    assert KO is not t or names["M2025-09S"] == "운영위원회 제1차 회의"
    assert KO is not t or names["M2026-10C"] == "인공지능책임관(CAIO) 협의회 제5차 회의"


@BOTH
@pytest.mark.parametrize(("key", "n"), [("bodies", 28), ("meetings", 18), ("resolutions", 17), ("checks", 12), ("legal", 47), ("articles", 46), ("plan_versions", 2)])
def test_datasets_hold_what_is_shown(real_plan, t, key, n):
    dataset = datasets()[key]
    rows = dataset.rows(real_plan, TODAY, t, {})
    assert len(rows) == n and {c.key for c in dataset.columns} <= set(rows[0])
    assert all(c.label(t) for c in dataset.columns) and t(f"dataset.{key}") and t(f"dataset.{key}_about")
