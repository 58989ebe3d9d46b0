"""The method page prints the rules that run: same thresholds, same order, same numbers."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tracker.domain.schedule import RULE_ORDER, SHOWN
from tracker.text import wording
from tracker.views import methodology as view
from tracker.views.datasets import datasets

TODAY = date(2026, 11, 22)
KO, EN = wording("ko"), wording("en")


def test_every_shown_status_belongs_to_a_rule_and_the_counts_sum_to_the_plan(real_plan):
    assert {shown for name in RULE_ORDER for shown in view.SHOWN_BY_RULE.get(name, (name,))} == set(SHOWN)
    rows = view.status_rules(real_plan, TODAY, EN)
    assert [row["rule"] for row in rows] == ["closed", "completed", "delayed", "no_report", "not_started", "watch", "on_track"]
    assert [row["count"] for row in rows] == [0, 6, 10, 309, 0, 0, 1]
    assert rows[1]["counts"] == [5, 1] and rows[3]["counts"] == [123, 153, 33]


def test_thresholds_are_printed_from_the_plan(real_plan):
    changed = replace(real_plan.head.thresholds, reporting_window_days=77, near=Fraction(1, 2))
    plan = replace(real_plan, head=replace(real_plan.head, thresholds=changed))
    assert "77 days" in view.status_rules(plan, TODAY, EN)[3]["meaning"] and "184 days" in view.status_rules(real_plan, TODAY, EN)[3]["meaning"]
    near = {row["verdict"]: row["meaning"] for row in view.verdict_rules(plan, TODAY, EN)}["near"]
    assert "50%" in near and "95%" in near


def test_progress_now(real_plan):
    values = {row["measure"]: row["shown_value"] for row in view.progress_numbers(real_plan, TODAY, EN)}
    assert (values["ev"], values["cv"], values["lag"]) == ("6", "6", "0")
    assert (values["at"], values["es"], values["spi_t"]) == ("10.7 months", "0.3 months", "0.026")
    assert (values["hit"], values["reporting"], values["slip"]) == ("5/139", "4/326", "145 days")


@pytest.mark.parametrize("on, said", [(date(2025, 6, 1), "before the plan"), (date(2026, 2, 25), "too early to say")])
def test_too_early_is_said_in_words(real_plan, on, said):
    values = {row["measure"]: row["shown_value"] for row in view.progress_numbers(real_plan, on, EN)}
    assert said in values["spi_t"] and said in values["forecast"]


def test_the_example_shows_why_growth_is_not_the_default(real_plan):
    rows = {row["method"]: row for row in view.method_example(real_plan, TODAY, KO)}
    assert round(rows["linear"]["ratio"], 2) == 0.64 and rows["linear"]["verdict"] == "near"
    assert round(rows["cagr"]["ratio"], 1) == 1.5 and rows["cagr"]["verdict"] == "on_path"
    assert rows["pace"]["ratio"] is None and rows["pace"]["verdict"] is None


def test_stages_and_grades_count_what_is_there(real_plan):
    held = {row["stage"]: row["reported_programmes"] for row in view.stages(real_plan, TODAY, KO)}
    assert (held["proposal"], held["enacted"], held["disbursed"]) == (525, 533, 0)
    assert {row["grade"]: row["count"] for row in view.grades(real_plan, TODAY, KO)} == {"V0": 0, "V1": 0, "V2": 28, "V3": 0, "V4": 0}


def test_the_glossary_has_every_term_in_both_languages(real_plan):
    for t in (KO, EN):
        rows = view.glossary(real_plan, TODAY, t)
        assert len(rows) >= 25 and all(row["name"] and row["name_en"] and row["meaning"] for row in rows)
    assert {row["term"] for row in rows} >= {"milestone", "earned_schedule", "execution_rate", "rebaseline"}


@pytest.mark.parametrize("on", [date(2025, 6, 1), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1)])
@pytest.mark.parametrize("t", (KO, EN))
def test_its_tables_hold_their_columns_on_every_day(real_plan, on, t):
    for dataset in view.DATASETS:
        rows = dataset.rows(real_plan, on, t, {})
        assert rows and all(column.key in row for column in dataset.columns for row in rows), dataset.key


def test_the_history_names_both_editions_of_the_plan(real_plan):
    said = " ".join(part for line in view.history(real_plan, EN) for part in line)
    assert "98\u00a0goals" in said and "99\u00a0goals, 326\u00a0milestones" in said


def test_every_dataset_is_named_in_both_languages_and_listed(real_plan):
    for t in (KO, EN):
        for key, dataset in datasets().items():
            assert t(f"dataset.{key}") and t(f"dataset.{key}_about")
            assert all(column.label(t) for column in dataset.columns)
