"""The real plan in seed_data: whole, sourced, in both languages, and without a person's name."""

import csv
import re
from collections import Counter
from datetime import date

import pytest

from tests.conftest import SEED_DATA
from tracker.domain.funding import Stage
from tracker.domain.milestones import RecordState, ReportedState
from tracker.exchange.tables import TABLES

UNSOURCED = {"R05", "R07", "LT012", "IC04"}  # read on pages that may not be linked
HANGUL = re.compile("[\uac00-\ud7a3]")
# Offices are named, people never: patterns under which office holders' names stood in the material.
NAMES = re.compile(
    r"\b(Kim|Lee|Park|Yoon|Choi|Cho|Lim|Ha|Yeom|Oh|Shin|Song|Bae|Paek|Seok|Yoo|Shim|Koh|Kang|Jeon)\s[A-Z][a-z]+"
    r"|\bRep\.|Jung-woo|Mun-yeong|Jae-myung|Suk-yeol|Jonghong"
    "|\ud558\uc815\uc6b0|\uc784\ubb38\uc601|\uc774\uc7ac\uba85|\uc724\uc11d\uc5f4|\uc5fc\uc7ac\ud638"
    "|\uae40\uba85\uc8fc|\uc804\uc885\ud64d|\ucd5c\uc0c1\ubaa9|\ubc30\uacbd\ud6c8|\uc804\ud5a5\ubbf8")
LOOSE_ENDS = re.compile("do not link|unofficial copy|verify before display|not for users|TODO"
                        "|\ube44\uacf5\uc2dd \uc0ac\ubcf8")


@pytest.fixture(scope="module")
def cells():
    """(file, line, column, text) of every cell that is no address."""
    found = []
    for table in TABLES:
        with (SEED_DATA / table.file).open(encoding="utf-8", newline="") as text:
            for number, row in enumerate(csv.DictReader(text), 2):
                found += [(table.file, number, name, cell) for name, cell in row.items()
                          if cell and name not in ("source_url", "url")]
    return found


def test_the_numbers_of_the_plan(real_plan):
    assert (len(real_plan.pillars), len(real_plan.areas), len(real_plan.goals), len(real_plan.milestones)) == (
        3, 12, 99, 326)
    assert sum(m.original_due is None for m in real_plan.milestones) == 33
    assert sum(not m.reports for m in real_plan.milestones) == 298
    assert sum(len(m.checkpoints) > 0 for m in real_plan.milestones) == 86
    assert {v.code: (v.goal_count, v.milestone_count) for v in real_plan.versions} == {
        "draft": (98, None), "adopted": (99, 326)}


def test_the_money_adds_to_the_figure_of_the_facts(real_plan):
    assert len(real_plan.programmes) == 533
    assert sum(p.won(2026, Stage.ENACTED) or 0 for p in real_plan.programmes) == 27_537_241_000_000
    assert sum(len(p.amounts) for p in real_plan.programmes) == 3_335
    assert sum(len(p.subprogrammes) for p in real_plan.programmes) == 1_457
    roles = {t.role: t.won for t in real_plan.totals if t.role}
    assert roles == {"headline": 9_900_000_000_000, "proposal": 10_139_800_000_000, "ministry_sum": 7_755_100_000_000}


def test_the_reports_say_what_the_facts_say(real_plan):
    reports = [r for m in real_plan.milestones for r in m.reports]
    assert Counter(r.state for r in reports) == {ReportedState.IN_PROGRESS: 22, ReportedState.COMPLETED: 6}
    assert {r.record for r in reports} == {RecordState.PUBLISHED} and all(r.origin.url for r in reports)
    assert str(real_plan.milestone("M32-05").reports[0].completed_on) == "2026 Q1"
    assert {m.code for m in real_plan.milestones for r in m.reports if r.forecast} == {"M07-05"}


def test_nothing_was_moved_or_closed_yet(real_plan):
    assert not any(m.rebaselines or m.closure for m in real_plan.milestones)


def test_the_first_check_of_the_committee(real_plan):
    (check,) = [c for c in real_plan.checks if c.checked]
    assert (check.checked, check.as_scheduled, str(check.on)) == (326, 288, "2026-05-12")


def test_the_committee_has_its_institutions_and_the_law_its_neighbours(real_plan):
    assert {"institute", "centre"} <= {b.kind for b in real_plan.bodies}
    assert {e.jurisdiction for e in real_plan.legal_events} == {j.code for j in real_plan.head.jurisdictions} == {"KR", "US", "EU", "GB"}


def test_every_row_has_a_source(real_plan):
    rows = [row for table in TABLES if not table.parent and table.name != "sources"
            for row in getattr(real_plan, table.plan_field) if hasattr(row, "origin")]
    assert {row.code for row in rows if not row.origin.url} == UNSOURCED
    assert all(row.origin.confidence == "low" for row in rows if not row.origin.url)
    parts = [t for i in real_plan.indicators for t in (*i.targets, *i.observations)]
    assert all(part.origin.url for part in parts)


def test_the_main_documents_have_titles_in_both_languages(real_plan):
    assert sum(bool(s.title.ko and s.title.en) for s in real_plan.sources) >= 4


def test_everything_named_is_named_in_both_languages(real_plan):
    lacking = [(table.name, row.code) for table in TABLES if not table.parent and table.key == ("code",)
               for row in getattr(real_plan, table.plan_field)
               for name in ("name", "title", "label") if hasattr(row, name)
               if not (getattr(row, name).ko and getattr(row, name).en)]
    assert lacking == []


def test_korean_is_korean_and_english_is_english(cells):
    """A Korean cell may be a name in Latin letters; an English one holds no Korean at all."""
    english = [cell for _, _, name, cell in cells if name.endswith("_en") and HANGUL.search(cell)]
    assert english == []
    korean = [cell for _, _, name, cell in cells if name.endswith("_ko")]
    assert sum(bool(HANGUL.search(cell)) for cell in korean) / len(korean) > 0.98


def test_no_person_is_named(cells):
    assert [(file, line, name, cell) for file, line, name, cell in cells if NAMES.search(cell)] == []


def test_no_working_note_was_left_in(cells):
    assert [(file, line, name, cell) for file, line, name, cell in cells if LOOSE_ENDS.search(cell)] == []


def test_the_organisations_stand_in_statutory_order(real_plan):
    ranks = {o.code: o.rank for o in real_plan.organisations}
    assert list(ranks.values()) == sorted(set(ranks.values()))
    order = "MOFE MSIT MOE MOFA MOJ MND MOIS MCST MAFRA MOTIR MOHW MCEE MOEL MOGEF MOLIT MOF MSS".split()
    assert sorted(order, key=ranks.get) == order
    split = real_plan.organisation("MOEF")
    assert split.successors == ("MPB", "MOFE")
    assert split.existed(date(2026, 1, 1)) and not split.existed(date(2026, 1, 2))


def test_every_headline_exists(real_plan):
    assert real_plan.programme(real_plan.head.headline_programme).ministry == "MSS"
    assert [real_plan.indicator(code).code for code in real_plan.head.headline_indicators] == ["GPU_ALLOC", "GPU_GOV"]
    assert len(real_plan.head.support_kinds) == 15
