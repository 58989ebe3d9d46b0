"""The history of an object: two days kept apart, computed changes named as such, nothing known before its day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.builders import SEOUL, a_closure, a_full_plan, a_milestone, a_plan, a_rebaseline, a_report, words
from tests.domain.test_history import evidence
from tracker.domain.history import public, steps
from tracker.domain.log import START, Head, sealed
from tracker.domain.periods import parse_period
from tracker.domain.records import differences, object_records
from tracker.text import wording
from tracker.views.object_history import COMPUTED, card, days, items, latest, story

KO, EN = wording("ko"), wording("en")
KEY = "milestone/M01-01"
NOW = date(2026, 11, 22)


def history(*versions):
    """Steps of a milestone from (day, action, value) in order; a day is one in Korea."""
    head, before, made = Head(0, START), {}, []
    for n, (on, action, value) in enumerate(versions):
        after = object_records(value, "milestone", 0) if value else {}
        at = datetime.fromisoformat(f"{on}T03:00:00").replace(tzinfo=UTC)
        new = list(sealed(head, at, "canary.person", "editor", action, "canary reason", "R01" if action == "change:apply" else "",
                          ((c, n + 1) for c in differences(before, after))))
        made += new
        head, before = Head(new[-1].seq, new[-1].hash), after
    return steps(public(made), SEOUL)


@pytest.fixture
def told():
    """Due 2026 Q2, one public report of 12 May; imported on 1 June, completed on 20 August by a report accepted on 1 September."""
    first = a_milestone(reports=(a_report(),))
    done = a_report("R2", on="2026-09-01", state="completed", record="approved", completed_on=parse_period("2026-08-20"))
    accepted = replace(first, reports=(*first.reports, done), evidence=(evidence(report="R2", public=True, title=words("Paper")),))
    return history(("2026-06-01", "plan:import", first), ("2026-09-01", "report:approve", accepted))


def test_the_story_in_order_with_computed_changes(told):
    found = items(a_full_plan(), NOW, EN, told)
    assert [(str(i.on), i.kind) for i in found] == [
        ("2026-09-01", "report"), ("2026-07-01", COMPUTED), ("2026-06-01", "first"), ("2026-05-12", "report"), ("2026-02-25", "adoption")]
    assert [i.status for i in found] == [("delayed", "completed_late"), ("on_track", "delayed"), None, ("no_report_ahead", "on_track"), None]
    assert found[0].happened == parse_period("2026-08-20")
    assert found[1].text == EN("history.computed_text") and found[3].recorded == date(2026, 6, 1)


def test_before_its_day_nothing_is_known(told):
    plan = a_full_plan()
    by_day = {on: card(plan, EN, told, on, items(plan, NOW, EN, told)) for on in (date(2026, 3, 1), date(2026, 8, 31), date(2026, 9, 1))}
    assert [c.status.shown for c in by_day.values()] == ["no_report_ahead", "delayed", "completed_late"]
    assert [(c.begun, c.heard, c.all) for c in by_day.values()] == [(False, 1, 5), (True, 4, 5), (True, 5, 5)]


def test_a_report_recorded_late_says_both_days_and_was_not_known_before():
    first = a_milestone()
    late = replace(first, reports=(a_report("R2", on="2026-07-01", state="completed", completed_on=parse_period("2026-06-20")),))
    found = history(("2026-06-01", "plan:import", first), ("2026-11-17", "report:approve", late))
    top = items(a_full_plan(), NOW, EN, found)[0]
    assert (top.on, top.happened.last, top.status) == (date(2026, 11, 17), date(2026, 6, 20), ("no_report_past_due", "completed"))
    assert card(a_full_plan(), EN, found, date(2026, 8, 1), ()).status.shown == "no_report_past_due"


def test_a_moved_deadline_shows_both_and_its_resolution():
    first = a_milestone()
    moved = replace(first, rebaselines=(a_rebaseline(on="2026-06-20", due="2026 Q4"),))
    item = items(a_full_plan(), NOW, EN, history(("2026-06-01", "plan:import", first), ("2026-06-20", "change:apply", moved)))[0]
    assert (item.kind, item.resolution, item.lines[0].before, item.lines[0].after) == ("rebaseline", "R01", "Q2\u00a02026", "Q4\u00a02026")
    assert "Procurement late" in item.text


def test_a_correction_says_so_with_its_reason():
    first = a_milestone()
    item = items(a_full_plan(), NOW, EN, history(("2026-06-01", "plan:import", first), ("2026-06-20", "plan:correct", replace(first, weight=3))))[1]
    assert (item.kind, item.text) == ("correct", "Reason: canary reason") and [(x.before, x.after) for x in item.lines] == [("1", "3")]


def test_closing_and_removing():
    first = a_milestone()
    closed = replace(first, closure=a_closure(on="2026-06-20"))
    found = items(a_full_plan(), NOW, KO, history(("2026-06-01", "plan:import", first), ("2026-06-20", "change:apply", closed), ("2026-06-25", "plan:edit", None)))
    assert [i.kind for i in found[:2]] == ["gone", "closure"] and found[1].status[1] == "closed"


def test_nobody_is_named(told):
    for t in (KO, EN):
        assert "canary" not in str(items(a_full_plan(), NOW, t, told)).lower()
    assert "canary" not in str(latest(a_full_plan(), EN, told)).lower()


def test_what_was_read_in_first_is_one_line_and_not_its_fields(told):
    found = items(a_full_plan(), NOW, KO, told)
    first = next(i for i in found if i.kind == "first")
    assert first.title == "계획을 처음 적음" and first.lines == () and latest(a_plan(), KO, told[:1]) == ()


def test_the_buttons_are_the_days_something_was_learned(told):
    found = story(a_full_plan(), NOW, EN, told, KEY, date(2026, 8, 1))
    assert [str(d) for d in found.days] == ["2026-02-25", "2026-05-12", "2026-06-01", "2026-07-01", "2026-09-01"] == [str(d) for d in days(found.items)]
    assert (found.on, found.now, found.card.status.shown) == (date(2026, 8, 1), NOW, "delayed")
    assert story(a_full_plan(), NOW, EN, told, KEY, date(2030, 1, 1)).on == NOW
    assert story(a_full_plan(), date(2026, 1, 1), EN, told, KEY, None).now == date(2026, 9, 1)


def test_any_object_has_a_history():
    plan = a_full_plan()
    goal = object_records(plan.goals[0], "goal", 0)
    renamed = object_records(replace(plan.goals[0], leads=()), "goal", 0)
    log = list(sealed(Head(0, START), datetime(2026, 6, 1, 3, tzinfo=UTC), "x", "admin", "plan:import", "", "", ((c, 1) for c in differences({}, goal))))
    log += sealed(Head(1, log[-1].hash), datetime(2026, 6, 2, 3, tzinfo=UTC), "x", "editor", "plan:edit", "", "", ((c, 2) for c in differences(goal, renamed)))
    found = story(plan, NOW, EN, steps(public(log), SEOUL), "goal/T01", None)
    assert found.card is None and [i.kind for i in found.items] == ["edited", "first"] and found.items[0].lines[0].before == "MSIT"
    assert latest(plan, EN, steps(public(log), SEOUL))[0].subject == "Goal T01 (en)"
