"""Personal data in a report: found in every field it can stand in, and held back until mended or confirmed."""

from dataclasses import replace

import pytest

from tracker.domain.reporting import TypedReport
from tracker.domain.screening import flags, unsettled
from tracker.domain.typed_evidence import TypedEvidence

PHONE, NEVER = "010-1234-5678", "900101-1234567"
SHA = "a" * 64


@pytest.mark.parametrize(("typed", "field"), [
    (TypedReport(summary=f"call {PHONE}"), "summary"), (TypedReport(obstacle=PHONE), "obstacle"), (TypedReport(note=PHONE), "note"),
    *((TypedReport(evidence=(TypedEvidence(), TypedEvidence(**{name: f"x {PHONE}"}))), f"evidence.1.{name}") for name in ("title", "body", "reason")),
    (TypedReport(evidence=(TypedEvidence(file_name=f"{PHONE}.pdf"),)), "evidence.0.file"),
    (TypedReport(evidence=(TypedEvidence(file=SHA),)), "evidence.0.file"),
    (TypedReport(evidence=(TypedEvidence(url="https://example.org/?to=kim@naver.com"),)), "evidence.0.url")])
def test_every_field_is_looked_at(typed, field):
    assert [f.field for f in flags(typed, {SHA: f"name, {PHONE}"})] == [field]


def test_numbers_in_an_address_are_no_telephones():
    assert flags(TypedReport(evidence=(TypedEvidence(url="https://example.org/02-1234-5678"),)), {}) == ()


def test_a_thing_said_twice_in_one_field_is_one_flag():
    assert len(flags(TypedReport(summary=f"{PHONE} {PHONE}"), {})) == 1


def test_it_is_held_back_until_confirmed_and_some_of_it_for_good():
    found = flags(TypedReport(summary=f"{PHONE} {NEVER}"), {})
    marks = [f.finding.mark for f in found]
    assert [p.key for p in unsettled(found, ())] == ["report.problem_personal", "report.problem_personal_never"]
    assert [p.key for p in unsettled(found, marks)] == ["report.problem_personal_never"]
    changed = flags(replace(TypedReport(), summary="010-1234-5679"), {})
    assert len(unsettled(changed, marks)) == 1, "a confirmation is of one number, not of the field"
