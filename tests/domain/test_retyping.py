"""Reports back in the form: nothing is lost between a submission, the form and a kept draft."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.builders import a_milestone, a_report
from tracker.domain.reporting import Authorship, Term, TypedReport, understood
from tracker.domain.retyping import as_fields, begun_from, correcting, from_fields, typed_again
from tracker.domain.typed_evidence import TypedEvidence

TODAY = date(2026, 11, 22)
TERM = Term(date(2026, 1, 1), date(2028, 12, 31), TODAY)
BY = Authorship("rita", datetime(2026, 11, 22, tzinfo=UTC), 1)
PROOF = TypedEvidence("law", "Title", "Body", "20260225", "https://example.org/a", "It proves the criterion", False, "f" * 64, "a.pdf", "application/pdf", 7)
DONE = TypedReport("completed", "0225", summary="Done", evidence=(PROOF, replace(PROOF, file="", public=True)), language="en")
GOING = TypedReport("in_progress", forecast="2027년 1분기", summary="Going", obstacle="Law", language="ko")


@pytest.mark.parametrize("typed", [DONE, GOING])
def test_what_was_handed_in_comes_back_as_it_was_meant(typed):
    made = understood(typed, a_milestone(), "S", BY, TERM)
    again = typed_again(made, typed.language)
    assert understood(again, a_milestone(), "S", BY, TERM) == made
    assert typed_again(understood(again, a_milestone(), "S", BY, TERM), typed.language) == again


@pytest.mark.parametrize("typed", [DONE, replace(GOING, confirmed=("a1",), checkpoint=2, corrects="R", note="n"), TypedReport()])
def test_a_draft_survives_being_kept(typed):
    assert from_fields(json.loads(json.dumps(as_fields(typed)))) == typed


@pytest.mark.parametrize("kept", [{}, {"state": 3}, {"evidence": [1, {"size": "x", "kind": "law", "zzz": 1}]}, {"unknown": "x", "summary": None}, {"checkpoint": "2"}])
def test_a_draft_of_another_form_is_read_as_far_as_it_goes(kept):
    assert isinstance(from_fields(kept), TypedReport)


def test_a_new_report_starts_from_what_the_last_one_expected_unless_that_has_passed():
    last = a_report(forecast="2027 Q1", obstacle="Law")
    assert begun_from(last, "en", TODAY) == TypedReport("in_progress", forecast="2027 Q1", obstacle="Law (en)", language="en")
    assert begun_from(replace(last, forecast=a_report(forecast="2026-06").forecast), "en", TODAY).forecast == ""
    assert begun_from(None, "ko", TODAY) == begun_from(a_report(state="completed"), "ko", TODAY) == TypedReport(language="ko")


def test_a_correction_starts_from_the_accepted_report():
    milestone = a_milestone(reports=(a_report("R-1", summary="Said"), a_report("R-2", record="submitted")))
    assert correcting(milestone, "R-1", "en").summary == "Said (en)" and correcting(milestone, "R-1", "en").corrects == "R-1"
    assert correcting(milestone, "R-2", "en") is None and correcting(milestone, "R-3", "en") is None
