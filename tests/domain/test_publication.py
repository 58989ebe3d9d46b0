"""The allow-list: every field is decided on, and what is not public never passes."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import get_args, get_type_hints

import pytest

from tracker.domain import publication
from tracker.domain.milestones import Evidence, EvidenceKind, RecordState, Report, ReportedState, VerificationGrade
from tracker.domain.plan import Plan
from tracker.domain.publication import PUBLIC, WITHHELD, public_files, published
from tracker.domain.sources import Confidence, Origin, Source
from tracker.domain.words import Bilingual

SECRET = "TOKEN-7f3a"


def reachable(hint: object, found: dict[type, None]) -> dict[type, None]:
    if is_dataclass(hint) and hint not in found:
        found[hint] = None
        for name in [f.name for f in fields(hint)]:
            reachable(get_type_hints(hint)[name], found)
    for inner in get_args(hint):
        reachable(inner, found)
    return found


KINDS = list(reachable(Plan, {}))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_is_decided_on(kind):
    public, withheld = PUBLIC[kind], WITHHELD.get(kind, frozenset())
    assert public | withheld == {f.name for f in fields(kind)}
    assert not public & withheld


def test_the_seed_is_public_and_stays_the_same(real_plan):
    assert replace(published(real_plan), sources=()) == replace(real_plan, sources=())


def test_publishing_twice_changes_nothing(real_plan):
    assert published(published(real_plan)) == published(real_plan)


def _evidence(code: str, report: str, public: bool) -> Evidence:
    words = Bilingual(SECRET if not public else "공개", "public")
    return Evidence(code, report, EvidenceKind.OTHER, words, words, date(2026, 1, 1), words, public, file="0" * 64 if public else "1" * 64)


def _report(code: str, record: RecordState, summary: str, url: str = "") -> Report:
    return Report(code, date(2026, 3, 1), ReportedState.IN_PROGRESS, record, VerificationGrade.V1, Bilingual(summary),
                  Origin(url, "2026", Confidence.HIGH))


@pytest.fixture
def mixed(real_plan):
    hidden = f"https://inside.example/{SECRET}"
    milestone = replace(real_plan.milestones[0], reports=(
        _report("R-A", RecordState.APPROVED, "열린 보고"), _report("R-B", RecordState.RETURNED, SECRET, hidden)),
        evidence=(_evidence("E-1", "R-A", True), _evidence("E-2", "R-A", False), _evidence("E-3", "R-B", True)))
    return replace(real_plan, milestones=(milestone, *real_plan.milestones[1:]), sources=(*real_plan.sources, Source(hidden, SECRET)))


def test_unaccepted_reports_internal_evidence_and_their_sources_stay_inside(mixed):
    out = published(mixed)
    assert [r.code for r in out.milestones[0].reports] == ["R-A"]
    assert [e.code for e in out.milestones[0].evidence] == ["E-1"]
    assert out.milestones[0].reports[0].record is RecordState.PUBLISHED
    assert SECRET not in repr(out)
    assert public_files(out) == ("0" * 64,)


def test_a_field_not_allowed_is_cleared(mixed, monkeypatch):
    monkeypatch.setitem(PUBLIC, Evidence, PUBLIC[Evidence] - {"file"})
    assert public_files(publication.published(mixed)) == ()
