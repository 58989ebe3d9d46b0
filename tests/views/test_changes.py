"""Changes: everything by date, statuses then and now, joiners and leavers apart, movement by report apart from time."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import a_closure, a_full_plan, a_milestone, a_plan, a_rebaseline, a_report, a_resolution
from tracker.exchange.csv_bundle import read
from tracker.text import wording
from tracker.views import changes, datasets

TODAY = date(2026, 11, 22)
DAYS = [date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1)]
KO, EN = wording("ko"), wording("en")


@pytest.fixture(scope="module")
def plan():
    return read(Path(__file__).parents[2] / "seed_data")


def test_the_changes_of_ninety_days(plan):
    n = changes.counts(plan, TODAY, EN, "90")
    assert (n["then"], n["reports"], n["decided"], n["moved"], n["by_time"]) == (date(2026, 8, 24), 0, 4, 33, 33)
    assert [(x["before"], x["after"], x["count"]) for x in changes.movements(plan, TODAY, "90")] == [
        ("no_report_ahead", "no_report_past_due", 28), ("on_track", "no_report_ahead", 4), ("on_track", "delayed", 1)]


def test_everything_is_compared_with_the_adoption(plan):
    n = changes.counts(plan, TODAY, EN)
    assert (n["then"], n["moved"], n["by_report"], n["by_time"], n["joined"], n["left"]) == (date(2026, 2, 25), 144, 11, 133, 0, 0)
    assert len(changes.events(plan, TODAY, EN)) == 97


@pytest.mark.parametrize(("since", "then"), [
    ("7", date(2026, 11, 15)), ("30", date(2026, 10, 23)), ("90", date(2026, 8, 24)), ("quarter", date(2026, 6, 30)), ("nonsense", date(2026, 2, 25)),
])
def test_the_period_begins_after_its_day(plan, since, then):
    assert changes.compared_from(plan, TODAY, since) == then
    if changes.starts_after(plan, TODAY, since):
        assert all(then < e["date"] <= TODAY for e in changes.events(plan, TODAY, EN, since))


def test_a_report_of_the_first_day_belongs_to_the_state_compared_with(plan):
    on_the_day = changes.events(plan, date(2026, 9, 29), EN, "90")  # 90 days before 29 September is 1 July
    assert "M12-01" not in {e["code"] for e in on_the_day}
    assert "M12-01" in {e["code"] for e in changes.events(plan, date(2026, 9, 28), EN, "90")}


def test_a_report_shows_what_it_did(plan):
    event = next(e for e in changes.events(plan, TODAY, EN) if e["code"] == "M12-01")
    assert (event["status_before"], event["status_after"], event["status_now"]) == ("no_report_past_due", "completed_late", "completed_late")


@pytest.mark.parametrize(("day", "since", "said"), [
    (date(2025, 6, 1), "", "Before the plan was adopted"), (TODAY, "7", "no report or decision"), (TODAY, "90", "all by the passing of time"),
    (date(2026, 2, 25), "7", "all by a new report"), (TODAY, "quarter", "89 of them by the passing of time"),
])
def test_the_finding_is_true_in_each_case(plan, day, since, said):
    assert said in changes.finding(plan, day, EN, since)


def test_joiners_and_leavers_are_kept_out_of_the_movement():
    gone = a_milestone("M01-02", closure=a_closure())
    plan = a_plan(milestones=(a_milestone(), gone), resolutions=(a_resolution(),))
    n = changes.counts(plan, date(2026, 7, 1), EN, "90")
    assert (n["left"], n["joined"], n["moved"]) == (1, 0, 1)
    assert [r["change"] for r in changes.movement_rows(plan, date(2026, 7, 1), EN, {"since": "90"})] == ["moved", "left"]


def test_every_kind_of_event_is_listed():
    plan = a_full_plan()
    assert {e["kind"] for e in changes.events(plan, TODAY, EN)} == {"report", "resolution", "meeting", "law", "rebaseline", "handover", "closure"}


def test_a_moved_deadline_says_why():
    plan = a_plan(milestones=(a_milestone(rebaselines=(a_rebaseline(),)),))
    event = next(e for e in changes.events(plan, TODAY, EN) if e["kind"] == "rebaseline")
    assert "Q4\u00a02026" in event["detail"] and "Procurement late" in event["detail"]


def test_drafts_are_nobodys_news():
    plan = a_plan(milestones=(a_milestone(reports=(a_report(record="draft"),)),))
    assert changes.counts(plan, TODAY, EN)["reports"] == 0


@pytest.mark.parametrize("since", ["", *changes.SINCE])
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("t", [KO, EN])
def test_page_and_downloads_agree_on_any_day(plan, day, t, since):
    listed = changes.events(plan, day, t, since)
    assert datasets.table(plan, day, t, "changes", {"since": since}).rows == listed
    assert sum(len(found) for _, found in changes.by_month(listed)) == len(listed)
    n = changes.counts(plan, day, t, since)
    assert len(datasets.table(plan, day, t, "status_changes", {"since": since}).rows) == n["moved"] + n["joined"] + n["left"]
    assert changes.finding(plan, day, t, since) and all(e["date"] <= day for e in listed)


def test_what_came_before_the_adoption_stands_apart(plan):
    found = changes.events(plan, TODAY, EN)
    since, before = changes.around_adoption(plan, found)
    assert since + before == found and min(e["date"] for e in since) > plan.head.adopted_on >= max(e["date"] for e in before)
    early = changes.events(plan, date(2026, 1, 15), EN)
    assert changes.around_adoption(plan, early) == (early, [])


def test_before_the_adoption_nothing_is_called_unchanged(plan):
    day = date(2026, 1, 15)
    assert "no earlier state to compare with" in changes.finding(plan, day, EN) and changes.note(plan, day, EN) == ""
    assert not changes.counts(plan, day, EN)["comparable"] and changes.counts(plan, day, EN, "30")["comparable"]


def test_a_status_that_changed_by_a_moved_date_did_not_change_by_the_passing_of_time():
    late = a_milestone(reports=(a_report(on="2026-07-15", forecast="2026 Q4"),), rebaselines=(a_rebaseline(on="2026-11-10", due="2026 Q4"),))
    gone = a_milestone("M01-02", closure=a_closure(on="2026-11-10"))
    plan = a_plan(milestones=(late, gone))
    n = changes.counts(plan, TODAY, EN, "30")
    assert (n["moved"], n["by_report"], n["by_change"], n["by_time"]) == (1, 0, 1, 0)
    assert (n["rebaselined"], n["closed"], n["left"]) == (1, 1, 1)
    said = changes.finding(plan, TODAY, EN, "30").replace("\u00a0", " ")
    assert "1 date moved, 1 milestone closed." in said and "0 by a new report, 1 by a moved date, 0 by the passing of time" in said
