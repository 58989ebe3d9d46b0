"""Two states side by side: joiners and leavers apart from movement, fields in words, every table also as a download."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.builders import a_closure, a_full_plan, a_milestone, a_plan, a_rebaseline, a_report, a_resolution, words
from tests.domain.test_history import evidence
from tracker.domain.plan_differences import plan_differences
from tracker.text import wording
from tracker.views import compare as view
from tracker.views import datasets
from tracker.views.compare import Side

KO, EN = wording("ko"), wording("en")
THEN, NOW = date(2026, 6, 30), date(2026, 11, 22)


class Past:
    """A past of two plans, the earlier one known up to 30 September."""

    def __init__(self, before, after):
        self.before, self.after = before, after

    def plan(self, on):
        return self.after if on is None or on > date(2026, 9, 30) else self.before


@pytest.fixture
def two():
    before = a_plan(milestones=(a_milestone(), a_milestone("M01-02"), a_milestone("M01-03")), resolutions=(a_resolution(),))
    moved = replace(before.milestones[0], rebaselines=(a_rebaseline(on="2026-10-01"),), title=words("Better"))
    closed = replace(before.milestones[1], closure=a_closure(on="2026-10-02"))
    after = replace(before, milestones=(moved, closed, a_milestone("M01-04", reports=(a_report(on="2026-11-01", state="completed", completed_on=date_period("2026-07-20")),))))
    return before, after


def date_period(text):
    from tracker.domain.periods import parse_period
    return parse_period(text)


def test_nothing_differs_from_itself(real_plan):
    found = plan_differences(real_plan, real_plan)
    assert not found and not plan_differences(real_plan, replace(real_plan))


def test_added_removed_and_changed_stand_apart(two):
    found = plan_differences(*two)
    assert (found.added, found.removed, [x.key for x in found.changed]) == (("milestone/M01-04",), ("milestone/M01-03",), ["milestone/M01-01", "milestone/M01-02"])


def test_another_place_and_what_is_not_public_are_no_difference():
    plan = a_plan(milestones=(a_milestone(reports=(a_report(),)), a_milestone("M01-02")))
    hidden = replace(plan.milestones[0], evidence=(evidence(),), reports=(*plan.milestones[0].reports, a_report("R9", record="draft")))
    assert not plan_differences(plan, replace(plan, milestones=(plan.milestones[1], hidden)))


def test_joiners_and_leavers_never_mix_with_movement(two):
    a, b = Side(two[0], THEN, THEN), Side(two[1], NOW, None)
    found, members = view.counts(a, b), view.membership(a, b, EN)
    assert (found["joined"], found["left"], found["moved"], found["unchanged"]) == (1, 2, 0, 1)
    assert [(x["code"], x["closed"]) for x in members["left"]] == [("M01-02", True), ("M01-03", False)] and members["joined"][0]["code"] == "M01-04"


def test_slips_show_first_planned_then_now_and_actual(two):
    a, b = Side(two[0], THEN, THEN), Side(two[1], NOW, None)
    rows = {r["code"]: r for r in view.slips(a, b, EN)}
    assert [str(rows["M01-01"][k]) for k in ("original_due_period", "due_before", "due_period")] == ["2026 Q2", "2026 Q2", "2026 Q4"]
    assert (rows["M01-04"]["days_late"], rows["M01-04"]["due_before"], str(rows["M01-04"]["completed_on"])) == (20, None, "2026-07-20")


def test_fields_are_told_in_words(two):
    rows = {r["key"]: r for r in view.objects(Side(two[0], THEN, THEN), Side(two[1], NOW, None), EN)}
    assert [(x.label, x.before, x.after) for x in rows["milestone/M01-01"]["lines"]][0] == ("What is to be done", "Milestone M01-01 (en)", "Better (en)") or \
        rows["milestone/M01-01"]["lines"][0].after == "Better (en)"
    assert {r["change"] for r in rows.values()} == {"added", "removed", "changed"} and rows["milestone/M01-03"]["title"] == "Milestone M01-03 (en)"


@pytest.mark.parametrize("query, days", [
    ({}, ("2026-02-25", "2026-11-22", None, None)), ({"from": "2026-03-01", "to": "2026-05-01"}, ("2026-03-01", "2026-05-01", None, None)),
    ({"from": "2026. 3. 1.", "to": "20260501"}, ("2026-03-01", "2026-05-01", None, None)), ({"known_from": "2026-04-01"}, ("2026-04-01", "2026-11-22", "2026-04-01", None)), ({"from": "x", "known_to": "2026-13-01"}, ("2026-02-25", "2026-11-22", None, None))])
def test_days_are_read_and_wrong_ones_said(real_plan, query, days):
    found = view.asked(real_plan, NOW, query)
    assert tuple(d and str(d) for d in (found.start, found.end, found.known_start, found.known_end)) == days
    assert found.wrong == tuple(n for n in ("from", "known_to") if query.get(n) in ("x", "2026-13-01"))


def test_the_earlier_day_comes_first(two):
    a, b = view.sides(two[1], NOW, {"from": "2026-11-01", "to": "2026-06-01", "known_to": "2026-06-01"}, Past(*two))
    assert (a.on, a.plan, b.on, b.plan) == (date(2026, 6, 1), two[0], date(2026, 11, 1), two[1])


@pytest.mark.parametrize("t", [KO, EN])
@pytest.mark.parametrize("query", [{}, {"from": "2026-06-30"}, {"known_from": "2026-06-30"}, {"from": "2026-11-22", "to": "2026-11-22", "known_from": "2026-06-30"}])
def test_page_and_downloads_agree(two, t, query):
    past = Past(*two)
    a, b = view.sides(two[1], NOW, query, past)
    n = view.counts(a, b)
    rows = lambda key: datasets.table(two[1], NOW, t, key, query, past).rows  # noqa: E731
    assert len(rows("compared")) == n["moved"] + n["joined"] + n["left"] and rows("compared_slips") == view.slips(a, b, t)
    assert len({r["object"] for r in rows("differences")}) == n["added"] + n["removed"] + n["changed"] == len(view.objects(a, b, t))
    assert view.finding(a, b, t) and view.plan_finding(a, b, t)


def test_the_real_plan_between_any_two_days(real_plan):
    n = view.counts(Side(real_plan, date(2026, 8, 24), None), Side(real_plan, NOW, None))
    assert (n["moved"], n["joined"], n["left"], n["changed"]) == (33, 0, 0, 0)
    for days in (0, 100, 400):
        assert view.finding(Side(real_plan, NOW - timedelta(days), None), Side(real_plan, NOW, None), KO) and a_full_plan()
