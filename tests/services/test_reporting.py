"""Handing in reports: one open one per milestone, bound to what was seen, nothing lost, nothing twice."""

from dataclasses import replace

import pytest

from tests.builders import words
from tests.services.reporters import DONE, GOING, reporters, seen
from tracker.domain.errors import Conflict, NotAllowed, NotFound
from tracker.domain.milestones import RecordState, ReportedState
from tracker.domain.reporting import BadReport
from tracker.domain.typed_evidence import TypedEvidence
from tracker.domain.words import Bilingual
from tracker.services import edit_drafts, reading
from tracker.services.drafts import LARGEST, TooLong, draft_kept, draft_of
from tracker.services.reporting import ReportConflict, Seen, no_change, submit, withdraw
from tracker.services.reviewing import Seen as SeenBoth
from tracker.services.reviewing import send_back

CODE = "S-M01-01-1"


def test_a_report_waits_for_review_and_the_plan_stays_as_it_is(engine):
    desk = reporters(engine)
    before = desk.now
    assert submit(desk.caller("rita"), "M01-01", DONE, seen(desk), "k") == CODE
    held = desk.now.workspace.submission(CODE)
    assert (held.record, held.state, held.authors, held.ministry) == (RecordState.SUBMITTED, ReportedState.COMPLETED, ("rita",), "MSIT")
    assert held.summary == Bilingual(en="Adopted") and held.evidence[0].url == "https://example.org/a" and held.seen == before.versions["milestone/M01-01"]
    assert desk.now.plan == before.plan and desk.now.revision == before.revision
    entry = reading.entries(engine, f"submission/{CODE}")[0]
    assert (entry.actor, entry.role, entry.action) == ("rita", "reporter", "report:submit")


def test_a_double_click_has_one_effect(engine):
    desk = reporters(engine)
    at = seen(desk)
    assert {submit(desk.caller("rita"), "M01-01", DONE, at, "k") for _ in range(3)} == {CODE}
    assert len(desk.now.workspace.submissions) == 1 and desk.version(f"submission/{CODE}") == 1
    with pytest.raises(ReportConflict):
        submit(desk.caller("rita"), "M01-01", DONE, at, "another key")


@pytest.mark.parametrize(("who", "key"), [
    ("rolf", "error.other_ministry"), ("olga", "error.no_right"), ("ada", "error.no_right"), ("stranger", "error.not_signed_in")])
def test_who_may_not_report(engine, who, key):
    desk = reporters(engine)
    for deed in (lambda: submit(desk.caller(who), "M01-01", DONE, seen(desk), "k"), lambda: no_change(desk.caller(who), {"M01-02": 1}, "n"),
                 lambda: draft_kept(desk.caller(who), "M01-01", {}), lambda: draft_of(desk.caller(who), "M01-01")):
        with pytest.raises(NotAllowed) as refused:
            deed()
        assert refused.value.key == key
    assert not desk.now.workspace.submissions


def test_an_editor_may_report_for_any_ministry(engine):
    desk = reporters(engine)
    assert submit(desk.caller("ella"), "M01-03", GOING, seen(desk, "M01-03"), "k") == "S-M01-03-1"


def test_a_bad_report_is_not_kept_and_says_everything(engine):
    desk = reporters(engine)
    with pytest.raises(BadReport) as bad:
        submit(desk.caller("rita"), "M01-01", replace(DONE, summary="call 010-1234-5678", completed_on="", evidence=(TypedEvidence(file="f" * 64),)), seen(desk), "k")
    assert [p.field for p in bad.value.problems] == ["completed_on", *(f"evidence.0.{n}" for n in ("kind", "title", "body", "on", "reason", "file")), "summary"]
    assert not desk.now.workspace.submissions


def test_personal_data_passes_only_when_each_was_confirmed(engine):
    desk = reporters(engine)
    typed = replace(GOING, summary="Questions to 02-2110-1234 and kim@msit.go.kr")
    with pytest.raises(BadReport) as bad:
        submit(desk.caller("rita"), "M01-01", typed, seen(desk), "k")
    from tracker.domain.screening import flags
    marks = tuple(f.finding.mark for f in flags(typed, {}))
    assert len(bad.value.problems) == len(marks) == 2
    with pytest.raises(BadReport):
        submit(desk.caller("rita"), "M01-01", replace(typed, confirmed=marks[:1]), seen(desk), "k")
    assert submit(desk.caller("rita"), "M01-01", replace(typed, confirmed=marks), seen(desk), "k") == CODE


def test_a_colleague_who_saw_it_amends_it_and_both_are_its_authors(engine):
    desk = reporters(engine)
    submit(desk.caller("rita"), "M01-01", GOING, seen(desk), "k")
    assert submit(desk.caller("rosa"), "M01-01", replace(GOING, summary="Further on"), seen(desk), "k") == CODE
    held = desk.now.workspace.submission(CODE)
    assert held.authors == ("rita", "rosa") and held.summary == Bilingual(en="Further on") and len(desk.now.workspace.submissions) == 1


def test_a_colleague_who_did_not_see_it_gets_all_three_versions_and_nothing_is_lost(engine):
    desk = reporters(engine)
    submit(desk.caller("rita"), "M01-01", GOING, seen(desk), "k")
    first = seen(desk)
    submit(desk.caller("rita"), "M01-01", replace(GOING, summary="Theirs", forecast="2026 Q4"), first, "k2")
    mine = replace(GOING, summary="Mine", obstacle="A reason")
    with pytest.raises(ReportConflict) as conflict:
        submit(desk.caller("rosa"), "M01-01", mine, first, "k")
    found = conflict.value
    assert (found.base.summary, found.theirs.summary, found.theirs.forecast) == ("Under way", "Theirs", "2026 Q4")
    assert found.version == desk.version(f"submission/{CODE}") and desk.now.workspace.submission(CODE).summary.en == "Theirs"
    assert submit(desk.caller("rosa"), "M01-01", replace(mine, forecast="2026 Q4"), Seen(first.milestone, found.version), "k3") == CODE
    assert desk.now.workspace.submission(CODE).summary.en == "Mine"


def test_a_report_on_a_milestone_that_changed_meanwhile_is_not_taken(engine):
    desk = reporters(engine)
    at = seen(desk)
    desk.put(replace(desk.now.plan.milestone("M01-01"), title=words("Another criterion")))
    with pytest.raises(Conflict) as conflict:
        submit(desk.caller("rita"), "M01-01", DONE, at, "k")
    assert conflict.value.key == "error.changed_meanwhile" and not desk.now.workspace.submissions


def test_a_returned_report_is_mended_and_keeps_what_it_was_returned_for(engine):
    desk = reporters(engine)
    submit(desk.caller("rita"), "M01-01", DONE, seen(desk), "k")
    at = seen(desk)
    send_back(desk.caller("ella"), CODE, SeenBoth(at.submission, at.milestone), words("Which part is done?"), "r")
    with pytest.raises(ReportConflict):
        submit(desk.caller("rita"), "M01-01", DONE, at, "late")
    assert submit(desk.caller("rita"), "M01-01", replace(DONE, summary="All of it"), seen(desk), "again") == CODE
    held = desk.now.workspace.submission(CODE)
    assert held.record is RecordState.SUBMITTED and held.returned_for == words("Which part is done?") and held.authors == ("rita",)


def test_no_change_is_all_or_none(engine):
    desk = reporters(engine)
    versions = {code: desk.version(f"milestone/{code}") for code in ("M01-02", "M01-04")}
    for wrong in ({"M01-01": desk.version("milestone/M01-01")}, {"M01-03": desk.version("milestone/M01-03")}):
        with pytest.raises((BadReport, NotAllowed)):
            no_change(desk.caller("rita"), versions | wrong, "k")
        assert not desk.now.workspace.submissions
    with pytest.raises(Conflict):
        no_change(desk.caller("rita"), versions | {"M01-04": 99}, "k")
    with pytest.raises(BadReport):
        no_change(desk.caller("rita"), {}, "k")
    assert no_change(desk.caller("rita"), versions, "k") == "S-M01-02-1,S-M01-04-1" == no_change(desk.caller("rita"), versions, "k")
    assert [(s.no_change, s.summary) for s in desk.now.workspace.submissions] == [(True, words("Under way"))] * 2
    with pytest.raises(BadReport):
        no_change(desk.caller("rita"), versions, "k2")


def test_a_report_can_be_taken_back_until_it_is_decided_and_its_words_become_a_draft(engine):
    desk = reporters(engine)
    submit(desk.caller("rita"), "M01-01", DONE, seen(desk), "k")
    at = desk.version(f"submission/{CODE}")
    with pytest.raises(NotAllowed):
        withdraw(desk.caller("rolf"), CODE, at, "w")
    with pytest.raises(Conflict):
        withdraw(desk.caller("rita"), CODE, at + 1, "w")
    assert withdraw(desk.caller("rita"), CODE, at, "w") == "M01-01" == withdraw(desk.caller("rita"), CODE, at, "w")
    assert desk.now.workspace.open_submission("M01-01") is None
    assert draft_of(desk.caller("rita"), "M01-01").fields["summary"] == "Adopted"
    with pytest.raises(Conflict):
        withdraw(desk.caller("rita"), CODE, at + 1, "another")


def test_who_hands_in_what_a_colleague_took_back_is_not_its_only_author(engine):
    """The words of one who may also approve come back to another: they stay words of both."""
    desk = reporters(engine)
    by_editor = submit(desk.caller("ella"), "M01-01", GOING, seen(desk), "k1")
    withdraw(desk.caller("rita"), by_editor, desk.version(f"submission/{by_editor}"), "w")
    again = submit(desk.caller("rita"), "M01-01", GOING, seen(desk), "k2")
    assert (again, desk.now.workspace.submission(again).authors) == (by_editor, ("ella", "rita"))


def test_taking_one_back_writes_over_no_draft_of_ones_own(engine):
    desk = reporters(engine)
    code = submit(desk.caller("rita"), "M01-01", GOING, seen(desk), "k")
    draft_kept(desk.caller("rita"), "M01-01", {"summary": "newer words"})
    withdraw(desk.caller("rita"), code, desk.version(f"submission/{code}"), "w")
    assert draft_of(desk.caller("rita"), "M01-01").fields == {"summary": "newer words"}


def test_what_is_too_long_to_keep_is_said(engine):
    desk = reporters(engine)
    draft_kept(desk.caller("rita"), "M01-01", {"summary": "kept"})
    for keep in (lambda text: draft_kept(desk.caller("rita"), "M01-01", {"summary": text}),
                 lambda text: edit_drafts.keep(desk.caller("ella"), "goal/T01", 1, {}, {"note": text})):
        with pytest.raises(TooLong):
            keep("x" * LARGEST)
    assert draft_of(desk.caller("rita"), "M01-01").fields == {"summary": "kept"}


def test_taking_one_back_leaves_the_others_as_they_were_seen(engine):
    desk = reporters(engine)
    submit(desk.caller("rita"), "M01-01", DONE, seen(desk), "k")
    submit(desk.caller("rita"), "M01-02", GOING, seen(desk, "M01-02"), "l")
    withdraw(desk.caller("rita"), CODE, desk.version(f"submission/{CODE}"), "w")
    assert desk.version("submission/S-M01-02-1") == 1
    submit(desk.caller("rita"), "M01-01", GOING, seen(desk), "again")
    assert desk.now.workspace.open_submission("M01-01").code == CODE and desk.version(f"submission/{CODE}") == 3


def test_a_version_seen_before_a_withdrawal_does_not_fit_the_report_that_came_after(engine):
    desk = reporters(engine)
    submit(desk.caller("rita"), "M01-01", GOING, seen(desk), "k")
    old = seen(desk)
    withdraw(desk.caller("rita"), CODE, old.submission, "w")
    submit(desk.caller("rosa"), "M01-01", replace(GOING, summary="Anew"), seen(desk), "k")
    with pytest.raises(ReportConflict):
        submit(desk.caller("rita"), "M01-01", GOING, old, "late")


def test_a_correction_brings_its_note_to_the_reviewer(engine):
    desk = reporters(engine)
    typed = replace(GOING, corrects="R-M01-01-1", note="The source was misread")
    assert submit(desk.caller("rita"), "M01-02", typed, seen(desk, "M01-02"), "k") == "S-M01-02-1"
    [comment] = desk.now.workspace.comments
    assert (comment.about, comment.author, comment.text) == ("submission/S-M01-02-1", "rita", "The source was misread")
    assert desk.now.workspace.submission("S-M01-02-1").corrects == "R-M01-01-1"


def test_a_draft_is_kept_per_person_restored_and_gone_with_the_report(engine):
    desk = reporters(engine)
    before = desk.now.seq
    draft_kept(desk.caller("rita"), "M01-01", {"summary": "half a sen"})
    draft_kept(desk.caller("rita"), "M01-01", {"summary": "half a sentence"})
    assert draft_of(desk.caller("rita"), "M01-01").fields == {"summary": "half a sentence"}
    assert draft_of(desk.caller("rosa"), "M01-01") is None and desk.now.seq == before, "drafts are in no log"
    submit(desk.caller("rita"), "M01-01", DONE, seen(desk), "k")
    assert draft_of(desk.caller("rita"), "M01-01") is None
