"""The three supports of the Act on the real plan."""

from datetime import date
from pathlib import Path

import pytest

from tests.builders import a_plan
from tracker.exchange.csv_bundle import read
from tracker.text import wording
from tracker.views import datasets, funding, supports

TODAY = date(2026, 11, 22)
KO, EN = wording("ko"), wording("en")


@pytest.fixture(scope="module")
def plan():
    return read(Path(__file__).parents[2] / "seed_data")


def test_every_programme_article_and_measure_has_one_support(plan):
    rows = {r["code"]: r for r in supports.summaries(plan, TODAY, EN)}
    assert {code: (r["articles"], r["count"], r["measures"]) for code, r in rows.items()} == {
        "governance": (11, 41, 7), "industry": (18, 476, 10), "trust": (12, 16, 11)}
    assert sum(r["won"] for r in rows.values()) == funding.reconcile(plan, EN)["shown_won"] == 27_537_241_000_000


def test_the_kinds_of_a_support_add_to_it(plan):
    for row in supports.summaries(plan, TODAY, EN):
        assert sum(r["won"] for r in funding.by_support(plan, EN, row["code"])["rows"]) == row["won"]


def test_measures_are_known_from_their_day(plan):
    assert len(supports.known_measures(plan, date(2025, 6, 1), "governance")) == 0
    assert len(datasets.table(plan, date(2026, 1, 22), EN, "measures", {}).rows) < 28 == len(datasets.table(plan, TODAY, EN, "measures", {}).rows)


@pytest.mark.parametrize(("language", "code", "value"), [
    ("ko", "MS08", "37,000장"), ("en", "MS08", "37,000\u00a0GPUs"), ("ko", "MS14", "28.7%"), ("en", "MS14", "28.7%"), ("en", "MS01", "48\u00a0agencies")])
def test_a_measure_is_written_with_its_unit(plan, language, code, value):
    assert supports.measure(wording(language), next(m for m in plan.measures if m.code == code))["value"] == value


@pytest.mark.parametrize(("t", "code", "name"), [(KO, "Art. 7", "제7조"), (KO, "Art. 22-2", "제22조의2"), (EN, "Art. 22-2", "Art. 22-2")])
def test_articles_are_named_as_the_language_names_them(t, code, name):
    assert supports.article_name(t, code) == name


def test_governance_names_committee_council_centre_and_institute(plan):
    kinds = {b.kind for b in supports.bodies(plan, TODAY, "governance")}
    assert kinds == {"plenary", "steering", "subcommittee", "council", "secretariat", "centre", "institute"}
    assert "OLD01" not in {b.code for b in supports.bodies(plan, TODAY, "governance")}  # ended in 2025
    assert [b.code for b in supports.bodies(plan, date(2024, 12, 1), "governance")] == ["OLD01", "OLD02", "OLD03", "OLD04", "OLD05", "AISI"]


def test_a_plan_without_programmes_says_no_data():
    assert supports.beside(a_plan(), TODAY, EN) is None and "no data" in supports.facts(a_plan(), TODAY, EN, {}).finding
