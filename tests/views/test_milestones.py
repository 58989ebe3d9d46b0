"""Milestones of the real plan in every view: list, one, quarter lanes, calendar, slip, history."""

from datetime import date

import pytest

from tests.builders import (
    a_checkpoint, a_closure, a_handover, a_meeting, a_milestone, a_plan, a_rebaseline, a_report, a_resolution, an_evidence, words,
)
from tracker.charts import milestone_table
from tracker.charts import slip as slip_chart
from tracker.charts.look import Look
from tracker.domain.errors import NotFound
from tracker.domain.periods import parse_period
from tracker.text import wording
from tracker.views import calendar, changes, choices, datasets, history, lanes, milestone, milestones, rebaselining, slip, timeline

TODAY = date(2026, 11, 22)
DAYS = [date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1)]
KO, EN = wording("ko"), wording("en")


@pytest.mark.parametrize(("filters", "many"), [
    ({}, 326), ({"status": "delayed"}, 10), ({"status": "no_report"}, 309), ({"status": "no_report_past_due"}, 123), ({"due": "2026 Q4"}, 67),
    ({"due": "2026"}, 206), ({"due": "2028"}, 6), ({"due": "undated"}, 33), ({"area": "A01"}, 49), ({"lead": "MSIT"}, 105),
    ({"q": "gpu"}, 3), ({"area": "A01", "due": "2026 Q1"}, 9), ({"area": "A99"}, 0),
])
def test_filters_narrow_the_list_and_its_table_alike(real_plan, filters, many):
    assert milestones.listed(real_plan, TODAY, KO, filters)["total"] == many
    assert len(datasets.table(real_plan, TODAY, KO, "milestones", filters).rows) == many


@pytest.mark.parametrize(("page", "shown", "first", "last"), [
    ("", 1, 1, 25), ("2", 2, 26, 50), ("14", 14, 326, 326), ("99", 14, 326, 326), ("0", 1, 1, 25), ("-1", 1, 1, 25), ("x", 1, 1, 25), ("²", 1, 1, 25)])
def test_the_list_comes_in_pages_of_25(real_plan, page, shown, first, last):
    found = milestones.listed(real_plan, TODAY, KO, {"page": page})
    assert (found["page"], found["pages"], found["first"], found["last"]) == (shown, 14, first, last)
    assert len(found["rows"]) == last - first + 1


def test_an_empty_choice_is_one_empty_page(real_plan):
    found = milestones.listed(real_plan, TODAY, EN, {"q": "nothing of the kind"})
    assert (found["pages"], found["first"], found["last"], found["rows"]) == (1, 0, 0, [])
    assert milestones.finding(real_plan, TODAY, EN, {"q": "nothing of the kind"}) == "No milestone fits"


@pytest.mark.parametrize(("day", "said"), [
    (date(2025, 6, 1), "이정표 326건 가운데 기한이 지난 것은 없음"), (date(2026, 6, 30), "기한이 지난 56건 중 완료 5건, 지연 5건, 보고 없음 46건"),
    (date(2026, 7, 1), "기한이 지난 110건 중 완료 6건, 지연 9건, 보고 없음 95건"), (TODAY, "기한이 지난 139건 중 완료 6건, 지연 10건, 보고 없음 123건")])
def test_the_finding_counts_what_is_past_due(real_plan, day, said):
    assert milestones.finding(real_plan, day, KO, {}) == said


def test_one_milestone_with_its_rule_evidence_and_neighbours(real_plan):
    found = milestone.detail(real_plan, TODAY, KO, "M07-05")
    assert (found["shown"], found["rule"], found["overdue_days"], found["after"]) == ("delayed", "delayed", 236, None)
    assert found["before"]["code"] == "M07-04" and found["evidence"]["host"] == "etnews.com"
    assert dict(found["inputs"])["기한이 지난 날수"] == "236일" and found["official"]["as_scheduled"] == 288


def test_days_past_a_deadline_are_not_said_of_a_milestone_that_is_done(real_plan):
    shown = dict(milestone.detail(real_plan, TODAY, EN, "M32-05")["inputs"])
    assert shown["Completed"] == "Q1\u00a02026" and not {"Past due by", "Age of the report"} & set(shown)


def test_days_to_a_deadline_ahead_are_days_left_and_never_negative(real_plan):
    shown = dict(milestone.detail(real_plan, TODAY, EN, "M01-01")["inputs"])
    assert shown["Time until due"] == "770\u00a0days" and "Past due by" not in shown


def test_a_lapsed_report_is_marked_and_one_inside_the_window_is_not(real_plan):
    lapsed = {m.code: milestone.card(real_plan, TODAY, KO, m)["evidence"]["lapsed"] for m in real_plan.milestones if m.reports}
    assert lapsed["M01-01"] and not lapsed["M27-01"] and not lapsed["M07-01"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])
def test_every_milestone_can_be_shown_on_every_day(real_plan, t, day):
    for m in real_plan.milestones[::7]:
        found = milestone.detail(real_plan, day, t, m.code)
        assert found["reason"] and all(r["on"] <= day for r in found["reports"])


def test_an_unknown_milestone_is_not_found(real_plan):
    with pytest.raises(NotFound):
        milestones.facts_milestone(real_plan, TODAY, KO, {"code": "M99-99"})


def test_lanes_place_every_milestone_once(real_plan):
    found = lanes.table(real_plan, TODAY, KO, {})
    assert found["totals"] == {"2026 Q1": 56, "2026 Q2": 54, "2026 Q3": 29, "2026 Q4": 67, "2027 Q1": 34, "2027 Q2": 11, "2027 Q3": 4, "2027 Q4": 23,
                               "2028": 6, "2030": 9, "undated": 33}
    marks = [shown for p in found["pillars"] for a in p["areas"] for cell in a["cells"].values() for shown in cell]
    assert len(marks) == found["total"] == sum(r["milestones"] for r in lanes.rows(real_plan, TODAY, KO)) == 326
    assert [c["key"] for c in found["columns"] if c["now"]] == ["2026 Q4"] and (found["due_now"], found["silent"]) == (67, 123)


@pytest.mark.parametrize("day", DAYS)
def test_lanes_and_timeline_hold_together_on_every_day(real_plan, day):
    found = lanes.table(real_plan, day, EN, {})
    assert sum(found["totals"].values()) == 326 and sum(c["now"] for c in found["columns"]) <= 1
    for area in real_plan.areas:
        line = timeline.table(real_plan, day, EN, area.code)
        keys = {c["key"] for c in line["columns"]}
        assert all(m["slot"] in keys or m["due"] is None for g in line["goals"] for m in g["marks"])


def test_a_cell_leads_to_exactly_its_milestones(real_plan):
    found = lanes.table(real_plan, TODAY, KO, {})
    for area in (a for p in found["pillars"] for a in p["areas"]):
        for key, marks in area["cells"].items():
            assert len(milestones.rows(real_plan, TODAY, KO, {"area": area["code"], "due": key})) == len(marks)


def test_the_calendar_holds_every_dated_milestone_and_checkpoint(real_plan):
    made = calendar.quarters(real_plan, TODAY, KO, {})
    assert (sum(q["deadlines"] for q in made), sum(len(q["checkpoints"]) for q in made), calendar.undated(real_plan, TODAY, KO, {})) == (293, 110, 33)
    assert [str(q["period"]) for q in made if q["open"]] == ["2026 Q4"] and len(calendar.rows(real_plan, TODAY, KO)) == 403


@pytest.mark.parametrize(("day", "said"), [
    (date(2026, 6, 30), "0\u00a0days to the end of Q2\u00a02026"), (date(2026, 7, 1), "91\u00a0days to the end of Q3\u00a02026"), (date(2031, 1, 1), "the last deadline was Q4\u00a02030")])
def test_the_calendar_says_what_comes_next(real_plan, day, said):
    assert said in calendar.finding(real_plan, day, EN, {})


def test_nothing_was_moved_and_eleven_are_late(real_plan):
    found = slip.table(real_plan, TODAY, KO, {})
    assert (found["moved"], found["late"], found["longest"], found["median"], found["silent"]) == (0, 11, 236, 145.0, 123)
    assert [r["days_late"] for r in found["rows"]] == [236] * 5 + [145] * 4 + [92, 53]


def test_a_moved_deadline_keeps_its_first_one():
    plan = a_plan(milestones=(a_milestone(rebaselines=(a_rebaseline(due="2026 Q4", resolution="R01"),)),))
    row = slip.rows(plan, TODAY, EN)[0]
    assert (row["original_due_period"], row["due_period"], row["moved_days"]) == (parse_period("2026 Q2"), parse_period("2026 Q4"), 184)
    assert [(x["before"], x["after"]) for x in milestone.moves(plan, TODAY, EN, plan.milestones[0])] == [(parse_period("2026 Q2"), parse_period("2026 Q4"))]
    assert milestone.moves(plan, date(2026, 5, 31), EN, plan.milestones[0]) == []
    mark = timeline.table(plan, TODAY, EN, "A01")["goals"][0]["marks"][0]
    assert (mark["original_slot"], mark["slot"]) == ("2026 Q2", "2026 Q4")


def test_history_knows_only_what_had_happened_by_the_day():
    m = a_milestone(checkpoints=(a_checkpoint(),), rebaselines=(a_rebaseline(resolution="R01"),), reports=(a_report(on="2026-05-12"),),
                    closure=a_closure(on="2026-08-01"))
    plan = a_plan(milestones=(m,))
    kinds = lambda day: [e["event"] for e in history.events(plan, day, EN, plan.milestones)]
    assert kinds(date(2026, 2, 24)) == [] and kinds(date(2026, 5, 12)) == ["report", "adoption"]
    assert kinds(TODAY) == ["closure", "rebaseline", "report", "adoption"]
    assert history.summary(plan, TODAY, EN, plan.milestones) == "1\u00a0date moved · 1 closed by resolution"


def test_history_of_the_science_goal(real_plan):
    own = real_plan.milestones_by_goal["T07"]
    assert [(e["on"].isoformat(), e["event"], e["milestone"]) for e in history.events(real_plan, TODAY, KO, own)] == [
        ("2026-05-12", "check", None), ("2026-02-25", "report", "M07-01"), ("2026-02-25", "adoption", None), ("2026-01-12", "report", "M07-05")]


def test_every_offered_filter_finds_something(real_plan):
    offered = {"area": choices.areas(real_plan, KO), "lead": choices.milestone_leads(real_plan, KO),
               "status": choices.statuses(real_plan, TODAY, KO), "due": choices.dues(real_plan, TODAY, KO)}
    for name, options in offered.items():
        assert all(milestones.rows(real_plan, TODAY, KO, {name: value}) for value, _ in options), name


def a_changed_plan():
    """Two moves, one merger, one scaled back, one dropped; the last move and the closures by a numbered resolution."""
    moved = a_milestone("M01-01", rebaselines=(a_rebaseline(on="2026-06-01", due="2026 Q3"),
                                               a_rebaseline(on="2026-11-10", due="2027 Q1", kind="major", resolution="R31")))
    closed = {kind: a_milestone(code, closure=a_closure(on="2026-11-10", kind=kind, resolution="R31", into=into))
              for code, kind, into in (("M01-02", "merged", "M01-01"), ("M01-03", "scaled_back", None), ("M01-04", "dropped", None))}
    return a_plan(milestones=(moved, *closed.values()), meetings=(a_meeting("MT03", number=3, on="2026-11-10"),),
                  resolutions=(a_resolution("R31", meeting="MT03", on="2026-11-10"),))


def test_the_public_sentence_names_both_dates_and_the_decision():
    words = [x["words"].replace("\u00a0", " ") for x in milestone.detail(a_changed_plan(), TODAY, KO, "M01-01")["moves"]]
    assert words == ["당초 2026년 2분기 → 변경 2026년 3분기 (경미한 변경)", "당초 2026년 2분기 → 변경 2027년 1분기 (제3차 Plenary (ko) 의결 R31)"]
    assert milestone.detail(a_changed_plan(), date(2026, 11, 9), EN, "M01-01")["moves"][-1]["decision"] == "minor change"


@pytest.mark.parametrize("t", [KO, EN])
def test_what_is_closed_keeps_its_place_with_the_way_to_its_resolution(t):
    plan, look = a_changed_plan(), Look()
    assert [r["code"] for r in milestones.listed(plan, TODAY, t, {})["rows"]] == ["M01-01", "M01-02", "M01-03", "M01-04"]
    drawn = milestone_table.list_table(milestones.listed(plan, TODAY, t, {})["rows"], t, look, "caption")
    assert all(t(f"rebaselining.kind_{kind}") in drawn for kind in ("merged", "scaled_back", "dropped"))
    assert drawn.count("#R31") == 2 and t("rebaselining.kind_merged") + " → <a" in drawn  # the merged one leads to what it is in
    found = milestone.detail(plan, TODAY, t, "M01-02")
    assert (found["closure"]["into"], found["closure"]["resolution"]) == ("M01-01", "R31")
    assert [x["code"] for x in milestone.detail(plan, TODAY, t, "M01-01")["merged_here"]] == ["M01-02"]
    assert milestone.detail(plan, date(2026, 11, 9), t, "M01-02")["closure"] is None


def test_a_resolution_says_what_it_changed():
    assert [x["code"] for x in rebaselining.changed_by(a_changed_plan(), TODAY, EN, "R31")] == ["M01-01", "M01-02", "M01-03", "M01-04"]
    assert rebaselining.changed_by(a_changed_plan(), date(2026, 11, 9), EN, "R31") == []


def test_moves_and_closures_stand_among_the_changes_with_both_dates():
    said = {(e["date"], e["code"]): e["detail"].replace("\u00a0", " ") for e in changes.events(a_changed_plan(), TODAY, EN)}
    assert said[date(2026, 11, 10), "M01-02"] == "Merged. Merged into: Milestone M01-01 (en). Reason: No longer needed (en). By resolution R31, Plenary (en) no. 3"
    assert "Originally Q2 2026 → now Q1 2027" in said[date(2026, 11, 10), "M01-01"]


def test_a_moved_deadline_is_counted_against_both_dates():
    plan = a_changed_plan()
    counted = lambda day, code="M01-01": milestone.detail(plan, day, EN, code)["both_counts"].replace("\u00a0", " ")
    assert counted(TODAY) == "By the original date 145 days past, by the current one 129 days left."
    assert counted(date(2026, 5, 31)) == "" and counted(TODAY, "M01-02") == ""  # not yet moved; closed


def test_a_handover_is_dated_and_named():
    plan = a_plan(milestones=(a_milestone(handovers=(a_handover(on="2026-11-10", before=None),)),))
    found = milestone.detail(plan, TODAY, KO, "M01-01")["handovers"]
    assert [(x["on"], x["words"]) for x in found] == [(date(2026, 11, 10), "주관 없음 → MSIT (ko) (경미한 변경)")]
    assert milestone.detail(plan, date(2026, 11, 9), KO, "M01-01")["handovers"] == []
    assert [e["event"] for e in history.events(plan, TODAY, KO, plan.milestones)][0] == "handover"


def test_what_is_closed_falls_due_no_more():
    due_now = a_milestone("M01-01", original_due="2026 Q4")
    gone = a_milestone("M01-02", original_due="2026 Q4", closure=a_closure(on="2026-11-10"))
    plan = a_plan(milestones=(due_now, gone))
    assert lanes.table(plan, TODAY, EN, {})["due_now"] == 1 and lanes.table(plan, TODAY, EN, {})["totals"]["2026 Q4"] == 2
    (quarter,) = calendar.quarters(plan, TODAY, EN, {})
    assert quarter["deadlines"] == 1 and [e["code"] for e in quarter["areas"][0]["deadlines"]] == ["M01-01", "M01-02"]


def test_a_date_moved_forward_is_earlier_not_late():
    plan = a_plan(milestones=(a_milestone(original_due="2028 Q4", rebaselines=(a_rebaseline(due="2027 Q2"),)),))
    drawn = slip_chart.figure(slip.table(plan, TODAY, EN, {}), EN, Look())
    assert "550\u00a0days earlier" in drawn and "-550" not in drawn and "minor change" in drawn


def test_every_document_anybody_can_open_stands_with_its_report():
    """Of three pieces the page shows all, but those that are internal or are files without an address."""
    proofs = (an_evidence("E1", report="R-1"), an_evidence("E2", report="R-1", title=words("Minutes"), url="https://example.org/2"), an_evidence("E3", report="R-1", public=False),
              an_evidence("E4", report="R-1", url="", file="f" * 64), an_evidence("E5", report="R-2"))
    m = a_milestone(reports=(a_report("R-1", on="2026-05-12"), a_report("R-2", on="2027-05-12")), evidence=proofs)
    plan = a_plan(milestones=(m,))
    found = milestone.detail(plan, TODAY, EN, m.code)["proofs"]
    assert {code: [proof["url"] for proof in held] for code, held in found.items()} == {"R-1": [proofs[0].url, "https://example.org/2"]}
    shown = str(milestone_table.report_list(milestone.reports(plan, TODAY, EN, m), found, EN))
    assert all(f'href="{url}"' in shown for url in (proofs[0].url, "https://example.org/2")) and "Minutes (en)" in shown
