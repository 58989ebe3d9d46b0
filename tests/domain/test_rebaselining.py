"""What may be asked for, on which grounds it is applied, and what it changes: both sides of every rule."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import strategies as st

from tests.builders import (
    a_checkpoint, a_closure, a_meeting, a_milestone, a_plan, a_rebaseline, a_report, a_resolution, an_organisation, words,
)
from tests.domain.cases import for_any, the
from tests.domain.requests import a_request, a_wish
from tracker.domain import rebaselining as rules
from tracker.domain.change_effects import days_past, effects, with_change
from tracker.domain.errors import TrackerError
from tracker.domain.milestones import ChangeKind, ClosureKind
from tracker.domain.organisations import Organisation
from tracker.domain.periods import parse_period, quarters_between
from tracker.domain.progress import BaselineKind, distribution, due_count, schedule_index
from tracker.domain.schedule import Status, assess, assess_all
from tracker.domain.words import Bilingual
from tracker.domain.workspace import RequestState, Wanted, Workspace

TODAY = the("2026-11-22")
DONE = a_report("R-1", on="2026-03-01", state="completed", completed_on="2026-03-01", grade="V2")


def the_plan(**changes) -> object:
    gone = an_organisation("OLD", valid_to="2025-09-30")
    plan = a_plan(
        organisations=(an_organisation(), an_organisation("MSS"), gone),
        milestones=(a_milestone("M01-01"), a_milestone("M01-02", original_due="2027 Q1"),
                    a_milestone("M01-03", reports=(DONE,)), a_milestone("M01-04", closure=a_closure())),
        meetings=(a_meeting("MT01"), a_meeting("MT03", number=3, on="2026-11-10")),
        resolutions=(a_resolution("R01"), a_resolution("R31", meeting="MT03", item=1, on="2026-11-10")))
    return replace(plan, **changes)


def keys(wish, plan=None, workspace=Workspace(), own="") -> list[tuple[str, str]]:
    return [(p.column, p.key) for p in rules.problems(plan or the_plan(), workspace, wish, TODAY, own)]


@pytest.mark.parametrize("wish", [
    a_wish(), a_wish(due=parse_period("2026 Q1")), a_wish(due=parse_period("2033-12-31")), a_wish(due=parse_period("2026-02-25")),
    a_wish(wanted=Wanted.DIRECTION), a_wish(wanted=Wanted.LEAD, lead="MSS"), a_wish(wanted=Wanted.MERGED, into="M01-02"),
    a_wish(wanted=Wanted.SCALED_BACK), a_wish(wanted=Wanted.DROPPED), a_wish(reason=Bilingual("", "x" * rules.LONGEST_TEXT))])
def test_what_may_be_asked_for(wish):
    assert keys(rules.fitting(wish)) == []


@pytest.mark.parametrize(("changes", "column", "key"), [
    ({"milestone": "M01-04"}, "milestone", "closed"), ({"milestone": "M01-03"}, "milestone", "done"),
    ({"wanted": None}, "wanted", "wanted_missing"), ({"ground": None}, "ground", "ground_missing"),
    ({"reason": Bilingual()}, "reason", "reason_missing"),
    ({"reason": Bilingual("", "x" * (rules.LONGEST_TEXT + 1))}, "reason", "too_long"),
    ({"effects": Bilingual("x" * (rules.LONGEST_TEXT + 1))}, "effects", "too_long"),
    ({"due": None}, "due", "due_missing"), ({"due": parse_period("2026 Q2")}, "due", "due_same"),
    ({"due": parse_period("2034-01-01")}, "due", "due_absurd"), ({"due": parse_period("2026-02-24")}, "due", "due_absurd"),
    ({"wanted": Wanted.LEAD, "lead": None}, "lead", "lead_missing"), ({"wanted": Wanted.LEAD, "lead": "MSIT"}, "lead", "lead_same"),
    ({"wanted": Wanted.LEAD, "lead": "OLD"}, "lead", "lead_unknown"), ({"wanted": Wanted.LEAD, "lead": "NIX"}, "lead", "lead_unknown"),
    ({"wanted": Wanted.MERGED, "into": None}, "into", "into_missing"), ({"wanted": Wanted.MERGED, "into": "M99-99"}, "into", "into_unknown"),
    ({"wanted": Wanted.MERGED, "into": "M01-01"}, "into", "into_itself"), ({"wanted": Wanted.MERGED, "into": "M01-03"}, "into", "into_not_open"),
    ({"wanted": Wanted.MERGED, "into": "M01-04"}, "into", "into_not_open")])
def test_what_may_not(changes, column, key):
    assert keys(a_wish(**changes)) == [(column, f"change_{key}")]


def test_everything_that_is_wrong_is_said_at_once():
    wish = rules.Wish("M01-04")
    assert {key for _, key in keys(wish)} == {"change_closed", "change_wanted_missing", "change_ground_missing", "change_reason_missing"}


def test_a_new_date_never_lies_before_the_last_checkpoint():
    plan = the_plan(milestones=(a_milestone(checkpoints=(a_checkpoint(due="2026 Q1"),)),))
    assert keys(a_wish(due=parse_period("2026-03-30")), plan) == [("due", "change_due_before_checkpoint")]
    assert keys(a_wish(due=parse_period("2026-03-31")), plan) == []


def test_the_same_as_the_moved_date_is_no_change_but_the_original_date_is_one():
    plan = the_plan(milestones=(a_milestone(rebaselines=(a_rebaseline(due="2026 Q4"),)),))
    assert keys(a_wish(due=parse_period("2026 Q4")), plan) == [("due", "change_due_same")]
    assert keys(a_wish(due=parse_period("2026 Q2")), plan) == []


@pytest.mark.parametrize(("asked", "wanted", "refused"), [
    (Wanted.DUE, Wanted.DUE, True), (Wanted.DUE, Wanted.DROPPED, True), (Wanted.DUE, Wanted.LEAD, False), (Wanted.LEAD, Wanted.LEAD, True)])
def test_two_open_wishes_about_the_same_thing(asked, wanted, refused):
    workspace = Workspace(requests=(a_request(wanted=asked),))
    wish = a_wish(wanted=wanted, lead="MSS")
    assert [k for _, k in keys(rules.fitting(wish), workspace=workspace)] == (["change_open_already"] if refused else [])
    assert keys(rules.fitting(wish), workspace=workspace, own="C-M01-01-1") == []
    closed = Workspace(requests=(a_request(wanted=asked, state=RequestState.DECLINED),))
    assert keys(rules.fitting(wish), workspace=closed) == []


def test_what_another_kind_asked_for_is_forgotten():
    wish = rules.fitting(a_wish(wanted=Wanted.DROPPED, lead="MSS", into="M01-02"))
    assert (wish.due, wish.lead, wish.into) == (None, None, None)


@pytest.mark.parametrize("before", RequestState)
@pytest.mark.parametrize("after", RequestState)
def test_the_way_of_a_request(before, after):
    allowed = before in (RequestState.REQUESTED, RequestState.SCHEDULED) and after is not RequestState.REQUESTED
    request = a_request(state=before)
    if allowed:
        rules.require_next(request, after)
    else:
        with pytest.raises(TrackerError, match="error_decided"):
            rules.require_next(request, after)


MAJOR = a_request(wanted=Wanted.DIRECTION, state=RequestState.SCHEDULED, meeting="MT03", item=1)


def refusal(request, typed, plan=None, today=TODAY) -> str:
    try:
        rules.confirmed(plan or the_plan(), request, typed, today)
    except TrackerError as error:
        return error.key.removeprefix("requests.")
    return ""


def test_a_minor_change_is_confirmed_by_its_own_number():
    assert refusal(a_request(), "C-M01-01-1") == refusal(a_request(), " c-m01-01-1 ") == ""
    assert refusal(a_request(), "C-M01-01-2") == "error_wrong_request"
    assert refusal(a_request(), " ") == "error_no_number"


def test_a_major_change_is_confirmed_by_the_number_of_its_resolution():
    assert rules.confirmed(the_plan(), MAJOR, "r31", TODAY).code == "R31"
    assert refusal(MAJOR, "R01") == refusal(MAJOR, MAJOR.code) == "error_wrong_resolution"
    assert refusal(MAJOR, "") == "error_no_number"


def test_a_major_change_waits_for_its_agenda_item_and_its_resolution():
    assert refusal(replace(MAJOR, state=RequestState.REQUESTED), "R31") == "error_not_scheduled"
    assert refusal(replace(MAJOR, item=2), "R31") == "error_no_resolution"
    assert refusal(MAJOR, "R31", today=the("2026-11-09")) == "error_resolution_ahead"
    assert refusal(MAJOR, "R31", today=the("2026-11-10")) == ""


def test_a_resolution_from_before_the_plan_changes_nothing_in_it():
    old = a_resolution("R31", meeting="MT03", item=1, on="2026-02-24")
    assert refusal(MAJOR, "R31", the_plan(resolutions=(old,))) == "error_resolution_before_plan"
    assert refusal(MAJOR, "R31", the_plan(resolutions=(replace(old, on=parse_period("2026-02-25")),))) == ""


def test_a_move_holds_from_the_day_of_its_resolution_or_of_its_application():
    resolution = a_resolution("R31", on="2026-11-10")
    assert rules.effective_on(resolution, TODAY) == the("2026-11-10") and rules.effective_on(None, TODAY) == TODAY
    moved = rules.applied(a_milestone(), MAJOR, resolution, the("2026-11-10"))
    assert moved.due(the("2026-11-09")) == moved.original_due and moved.due(the("2026-11-10")) == MAJOR.due
    assert (moved.rebaselines[0].kind, moved.rebaselines[0].resolution) == (ChangeKind.MAJOR, "R31")
    minor = rules.applied(a_milestone(), a_request(), None, TODAY).rebaselines[0]
    assert (minor.kind, minor.resolution, minor.reason) == (ChangeKind.MINOR, None, words("Procurement late"))


@pytest.mark.parametrize(("on", "refused"), [("2026-05-31", "later_change"), ("2026-06-01", "same_day"), ("2026-06-02", "")])
def test_two_moves_never_share_a_day_and_never_pass_one_another(on, refused):
    milestone = a_milestone(rebaselines=(a_rebaseline(on="2026-06-01"),))
    wish = a_wish(due=parse_period("2027 Q2"))
    if refused:
        with pytest.raises(TrackerError, match=f"error_{refused}"):
            rules.applied(milestone, wish, None, the(on))
    else:
        assert rules.applied(milestone, wish, None, the(on)).due(TODAY) == wish.due


@pytest.mark.parametrize(("wanted", "kind"), [(Wanted.MERGED, "merged"), (Wanted.SCALED_BACK, "scaled_back"), (Wanted.DROPPED, "dropped")])
def test_what_is_closed_keeps_its_place_and_its_date(wanted, kind):
    request = a_request(wanted=wanted, into="M01-02" if wanted is Wanted.MERGED else None)
    closed = rules.applied(a_milestone(), request, a_resolution("R31"), the("2026-11-10"))
    assert (closed.closure.kind, closed.closure.resolution, closed.closure.into) == (ClosureKind(kind), "R31", request.into)
    assert closed.original_due == a_milestone().original_due and closed.due(TODAY) == closed.original_due
    assert not closed.closed(the("2026-11-09")) and closed.closed(the("2026-11-10"))


def test_a_milestone_is_handed_over():
    assert rules.applied(a_milestone(), a_wish(wanted=Wanted.LEAD, lead="MSS"), None, TODAY).lead == "MSS"


# ── effects ──────────────────────────────────────────────────────────────────────────────────────────────────────────
BODIES: tuple[Organisation, ...] = (an_organisation(), an_organisation("MSS"))
dues = st.sampled_from([parse_period(f"{year} Q{n}") for year in (2026, 2027, 2028) for n in (1, 2, 3, 4)])
reports = st.sampled_from([(), (a_report(on="2026-11-01", forecast="2028 Q4"),), (a_report(on="2026-03-01"),), (DONE,)])
single = st.builds(lambda due, made: a_milestone(original_due=due, reports=made), dues, reports)
many = st.lists(single, min_size=2, max_size=6).map(lambda ms: tuple(replace(m, code=f"M01-{n:02}", seq=n) for n, m in enumerate(ms, 1)))
plans = many.map(lambda ms: a_plan(milestones=ms, organisations=BODIES))
changes = st.builds(lambda wanted, due: rules.fitting(a_wish(wanted=wanted, due=due, lead="MSS", into="M01-02")), st.sampled_from(Wanted), dues)
days = st.dates(date(2026, 2, 25), date(2028, 12, 31))


@for_any(plans, changes, days)
def test_effects_are_what_the_changed_plan_says(plan, change, as_of):
    after = with_change(plan, change, as_of)
    found = {(e.what, str(e.of or "")): e for e in effects(plan, change, as_of)}
    own = after.milestone("M01-01")
    assert found["due", ""].after == own.due(as_of)
    assert found["status", ""].after == assess(own, as_of, plan.head.thresholds).shown
    assert found["days_past", ""].before == days_past(plan.milestone("M01-01").due(as_of), as_of)
    for quarter in quarters_between(plan.head.starts_on, plan.head.ends_on):
        old, new = (due_count(p.milestones, quarter.last, BaselineKind.CURRENT, as_of) for p in (plan, after))
        assert (found["planned", str(quarter)].after == new) if old != new else ("planned", str(quarter)) not in found
    old, new = (distribution(assess_all(p, as_of).values()) for p in (plan, after))
    assert {of: e.after for (what, of), e in found.items() if what == "count"} == {k: new[k] for k in old if old[k] != new[k]}
    index = schedule_index(after, as_of).spi_t
    assert index == (found["spi", ""].after if ("spi", "") in found else schedule_index(plan, as_of).spi_t)


@for_any(plans, changes, days)
def test_the_original_baseline_never_moves(plan, change, as_of):
    after = with_change(plan, change, as_of)
    assert [m.original_due for m in after.milestones] == [m.original_due for m in plan.milestones]
    assert [m.code for m in after.milestones] == [m.code for m in plan.milestones]
    found = {e.what: e for e in effects(plan, change, as_of)}
    assert not found["original_due"].moved and not found["planned_original"].moved


def test_effects_reach_what_they_are_for():
    """A delayed milestone moved ahead: two counts, the quarters between, its days by the current date; not by the original."""
    late = a_milestone(reports=(a_report(on="2026-10-01", forecast="2026 Q4"),))
    plan = a_plan(milestones=(late, a_milestone("M01-02", original_due="2027 Q1")))
    found = {(e.what, str(e.of or "")): e for e in effects(plan, a_wish(due=parse_period("2026 Q4")), TODAY)}
    assert (found["days_past", ""].before, found["days_past", ""].after) == (145, None)
    assert (found["days_past_original", ""].before, found["days_past_original", ""].after) == (145, 145)
    assert (found["status", ""].before, found["status", ""].after) == (Status.DELAYED, Status.ON_TRACK)
    assert {of for what, of in found if what == "planned"} == {"2026 Q2", "2026 Q3"}
    assert {of for what, of in found if what == "count"} == {"delayed", "on_track"}


def test_a_handover_moves_what_each_body_leads():
    found = {(e.what, e.of): e for e in effects(the_plan(), a_wish(wanted=Wanted.LEAD, lead="MSS", due=None), TODAY)}
    assert (found["led", "MSIT"].before, found["led", "MSIT"].after) == (4, 3) and found["led", "MSS"].after == 1
    assert not any(what == "planned" for what, _ in found)


@pytest.mark.parametrize("wanted", [Wanted.MERGED, Wanted.SCALED_BACK, Wanted.DROPPED])
def test_nobody_waits_for_what_is_closed(wanted):
    found = {(e.what, str(e.of or "")): e for e in effects(the_plan(), rules.fitting(a_wish(wanted=wanted, into="M01-02")), TODAY)}
    assert (found["days_past", ""].before, found["days_past", ""].after) == (145, None) == (found["days_past_original", ""].before, found["days_past_original", ""].after)
    assert (found["standing", ""].before, found["standing", ""].after) == (3, 2) and found["status", ""].after == Status.CLOSED
