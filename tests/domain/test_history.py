"""The log as history: what anybody may see of it, steps of one object, and how it was on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.builders import SEOUL, a_full_plan, a_milestone, a_report, words
from tracker.domain.history import known, of_plan, public, states, steps
from tracker.domain.log import START, Head, sealed
from tracker.domain.milestones import Evidence, EvidenceKind, RecordState
from tracker.domain.records import differences, object_records

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
KEY = "milestone/M01-01"


def evidence(**changes) -> Evidence:
    return replace(Evidence("E1", "R-M01-01-1", EvidenceKind.PRESS, words("Canary title"), words("Body"), date(2026, 5, 1), words("Why"), False), **changes)


def log_of(*versions, action="plan:edit", reason="because"):
    """Entries that lead from nothing through these versions of a milestone, a day apart; the first is an import."""
    head, before, made = Head(0, START), {}, []
    for n, value in enumerate(versions):
        after = object_records(value, "milestone", 0)
        new = list(sealed(head, AT + timedelta(days=n), "canary.person", "editor", action if n else "plan:import", reason, "",
                          ((c, n + 1) for c in differences(before, after))))
        made += new
        head, before = (Head(new[-1].seq, new[-1].hash) if new else head), after
    return made


def test_only_the_plan_has_a_public_history():
    assert of_plan("plan/head") and of_plan(KEY) and of_plan("source/abc")
    assert not any(map(of_plan, ("person/x", "submission/S", "comment/N", "request/C", "note/M01-01")))


def test_nobody_is_named_and_only_reasons_written_for_the_public_are_told():
    first = a_milestone()
    for action, told in (("plan:edit", ""), ("report:approve", ""), ("plan:correct", "because"), ("change:apply", "because")):
        seen = list(public(log_of(first, replace(first, weight=2), action=action)))
        assert {e.actor for e in seen} == {""} and seen[-1].reason == told


def test_what_is_not_public_leaves_no_trace():
    quiet = a_milestone(reports=(a_report(),))
    inside = replace(quiet, evidence=(evidence(),))
    drafted = replace(inside, reports=(a_report(), a_report("R2", record="draft", summary=words("Canary draft"))))
    renamed = replace(drafted, evidence=(evidence(title=words("Canary again")),))
    seen = list(public(log_of(quiet, inside, drafted, renamed, quiet)))
    assert {e.version for e in seen} == {1} and "anary" not in "".join(str(e) for e in seen)


def test_what_becomes_public_shows_from_then_on_and_what_is_withdrawn_goes():
    inside = a_milestone(reports=(a_report(record="submitted"),), evidence=(evidence(),))
    accepted = replace(inside, reports=(replace(inside.reports[0], record=RecordState.APPROVED),))
    opened = replace(accepted, evidence=(evidence(public=True),))
    seen = steps(public(log_of(inside, accepted, opened, accepted)), SEOUL)
    came = [(s.version, c.key.split("/")[2], c.before is None, c.after is None) for s in seen[1:] for c in s.told]
    assert came == [(2, "report", True, False), (3, "evidence", True, False), (4, "evidence", False, True)]
    assert states(seen)[1].value.reports[0].code == "R-M01-01-1" and states(seen)[2].value.evidence[0].public


def test_states_follow_one_another_and_are_found_by_day():
    first = a_full_plan().milestones[0]
    second = replace(first, title=words("Second"), reports=(*first.reports, a_report("R9", on="2026-11-21")))
    found = states(steps(public(log_of(first, second, replace(second, weight=3))), SEOUL))
    assert [s.value.weight for s in found] == [1, 1, 3] and found[0].value == first and found[1].value == second
    assert known(found, date(2026, 11, 19)) is None
    assert known(found, date(2026, 11, 20)).value == first and known(found, date(2026, 11, 21)).value == second
    assert known(found, date(2030, 1, 1)).value.weight == 3


def test_another_place_in_a_list_is_not_told():
    first = object_records(a_milestone(), "milestone", 0)
    moved = object_records(a_milestone(), "milestone", 5)
    entries = list(sealed(Head(0, START), AT, "x", "admin", "plan:import", "", "", ((c, 1) for c in differences({}, first))))
    entries += sealed(Head(1, entries[-1].hash), AT, "x", "editor", "plan:edit", "", "", ((c, 2) for c in differences(first, moved)))
    assert [len(s.told) for s in steps(public(entries), SEOUL)] == [1, 0]


def test_the_first_step_brings_the_object():
    first = a_milestone()
    found = steps(public(log_of(first, replace(first, weight=2))), SEOUL)
    assert [(s.begins, s.imported, s.on) for s in found] == [(True, True, date(2026, 11, 20)), (False, False, date(2026, 11, 21))]
