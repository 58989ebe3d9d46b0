"""Gaps in the data: the counts known of the real plan, and a planted gap that is found."""

from dataclasses import replace
from datetime import date

import pytest

from tests import builders as b
from tracker.domain.words import Bilingual
from tracker.text import wording
from tracker.views import headline, quality

TODAY = date(2026, 11, 22)
EXPECTED = {"undated": 33, "several_dates": 87, "no_lead": 0, "never_reported": 298, "report_lapsed": 11, "unproven_completion": 0,
            "missing_en": 0, "missing_ko": 0, "no_source": 4, "low_confidence": 26, "money_not_linked": 310, "ai_part_unknown": 533,
            "no_disbursement": 533, "goal_without_indicator": 74, "goal_without_money": 45, "goal_without_article": 20}


def counts(plan, on=TODAY) -> dict[str, int]:
    return {gap.check: gap.count for gap in quality.gaps(plan, on)}


def test_the_real_plan(real_plan):
    assert counts(real_plan) | EXPECTED == counts(real_plan)


def test_reports_agree_with_the_statuses(real_plan):
    n = headline.numbers(real_plan, TODAY)
    assert counts(real_plan)["never_reported"] + counts(real_plan)["report_lapsed"] == n["no_report"] == 309


def test_indicators_that_cannot_be_judged_add_up(real_plan):
    lacks = [n for check, n in counts(real_plan).items() if check.startswith("indicator_")]
    assert sum(lacks) == 54


@pytest.mark.parametrize("check, change", [
    ("missing_en", {"goals": (b.a_goal(name=Bilingual("\u00e9", "")),)}), ("no_lead", {"milestones": (b.a_milestone(lead=None),)}),
    ("undated", {"milestones": (b.a_milestone(original_due=None, quarters_named=()),)}),
    ("no_source", {"goals": (b.a_goal(origin=b.an_origin(url="")),)}),
    ("unproven_completion", {"milestones": (b.a_milestone(reports=(b.a_report(state="completed", grade="V1"),)),)})])
def test_a_planted_gap_is_found(check, change):
    assert counts(b.a_plan())[check] == 0
    assert counts(replace(b.a_plan(), **change))[check] == 1


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("on", [date(2025, 6, 1), TODAY, date(2030, 1, 1)])
def test_every_check_has_words(real_plan, language, on):
    rows = quality.rows(real_plan, on, wording(language))
    assert all(row["finding"] and row["count"] == len(row["codes"]) <= row["whole"] for row in rows)
    many, largest = quality.largest(real_plan, on, wording(language))
    assert many == sum(1 for row in rows if row["count"]) and len(largest) == 5
