"""Money: a figure that nobody reported is missing, never zero; whole won; every rate says what it was divided by."""

from decimal import Decimal as D

import pytest
from hypothesis import strategies as st

from tests.builders import a_head, a_plan, a_programme, a_programme_link, a_total, an_amount
from tests.domain.cases import days, for_any, table, the
from tracker.domain.funding import Stage
from tracker.domain.money import (
    elapsed_share, execution, linkage, published_total, real_execution_rate, reconciliation, stage_sum,
)


def programme(code: str = "FP001", year: int = 2026, links=(), **stages: int):
    """A programme with the amounts given by stage, and no other."""
    return a_programme(code, amounts=tuple(an_amount(won, year, stage) for stage, won in stages.items()), links=tuple(links))


# ---- sums by stage ----

@pytest.mark.parametrize("amounts, won, reported, missing", table(
    ("no programme", [], None, 0, 0),
    ("nobody reports it", [None, None], None, 0, 2),
    ("some do", [5, None, 7], 12, 2, 1),
    ("a reported zero is a figure", [0, None], 0, 1, 1),
    ("large sums stay whole", [27_537_241_000_000, 1], 27_537_241_000_001, 2, 0),
))
def test_a_sum_says_how_many_report_the_stage(amounts, won, reported, missing):
    rows = [programme(f"FP{n}", **({} if a is None else {"disbursed": a})) for n, a in enumerate(amounts)]
    total = stage_sum(iter(rows), 2026, Stage.DISBURSED)
    assert (total.won, total.reported, total.missing) == (won, reported, missing)
    assert total.won is None or type(total.won) is int


def test_stages_and_years_are_kept_apart():
    rows = [programme("FP1", 2026, enacted=5, proposal=6), programme("FP2", 2025, enacted=7)]
    assert [stage_sum(rows, year, stage).won for year in (2025, 2026) for stage in (Stage.PROPOSAL, Stage.ENACTED)] == [None, 7, 6, 5]
    assert rows[0].won(2025, Stage.ENACTED) is None


@for_any(st.lists(st.none() | st.integers(0, 10**14), max_size=6), st.integers(0, 6))
def test_a_total_equals_the_sum_of_its_parts(amounts, cut):
    rows = [programme(f"FP{n}", **({} if a is None else {"enacted": a})) for n, a in enumerate(amounts)]
    whole, *parts = (stage_sum(part, 2026, Stage.ENACTED) for part in (rows, rows[:cut], rows[cut:]))
    assert (whole.won or 0) == sum(p.won or 0 for p in parts)
    assert whole.reported + whole.missing == sum(p.reported + p.missing for p in parts) == len(rows)
    assert (whole.won is None) == all(p.won is None for p in parts)


# ---- execution ----

@pytest.mark.parametrize("stages, rate, spent, basis, meaningful", table(
    ("disbursed of available", {"enacted": 200, "available": 100, "disbursed": 80}, D("0.8"), "disbursed", "available", True),
    ("available unknown: of the supplementary", {"enacted": 200, "supplementary": 160, "disbursed": 80}, D("0.5"), "disbursed", "supplementary", True),
    ("available unknown: of the enacted", {"enacted": 200, "disbursed": 80}, D("0.4"), "disbursed", "enacted", True),
    ("nothing spent yet", {"enacted": 200, "disbursed": 0}, D(0), "disbursed", "enacted", True),
    ("all of it spent", {"enacted": 200, "disbursed": 200}, D(1), "disbursed", "enacted", True),
    ("more than the enacted", {"enacted": 200, "disbursed": 220}, D("1.1"), "disbursed", "enacted", True),
    ("closed year", {"enacted": 200, "settled": 190}, D("0.95"), "settled", "enacted", True),
    ("closed year, the settled figure repeats the enacted one", {"enacted": 200, "settled": 200}, D(1), "settled", "enacted", False),
    ("closed year, both known: disbursed counts", {"enacted": 200, "settled": 200, "disbursed": 150}, D("0.75"), "disbursed", "enacted", True),
))
def test_execution_says_what_was_divided_by_what(stages, rate, spent, basis, meaningful):
    answer = execution(programme(**stages), 2026)
    assert (answer.rate, answer.spent, answer.basis, answer.meaningful) == (rate, spent, basis, meaningful)
    assert (answer.spent_won, answer.basis_won) == (stages[spent], stages[basis])


@pytest.mark.parametrize("stages", table(
    ("nothing known", {}), ("only enacted", {"enacted": 200}), ("only disbursed", {"disbursed": 80}),
    ("base of zero", {"enacted": 0, "disbursed": 80}), ("obligated is not disbursed", {"enacted": 200, "obligated": 80}),
    ("paid on is not disbursed", {"enacted": 200, "reached": 80}),
))
def test_execution_without_figures_is_unknown_not_zero(stages):
    assert execution(programme(**stages), 2026) is None


def test_execution_is_of_one_year():
    assert execution(programme(year=2025, enacted=200, disbursed=80), 2026) is None


@pytest.mark.parametrize("stages, rate", table(
    ("half of it reached the executor", {"disbursed": 100, "reached": 50}, D("0.5")),
    ("none of it", {"disbursed": 100, "reached": 0}, D(0)),
    ("not reported", {"disbursed": 100}, None),
    ("nothing was paid", {"disbursed": 0, "reached": 0}, None),
    ("paid unknown", {"enacted": 100, "reached": 50}, None),
))
def test_money_paid_to_an_agency_is_not_money_spent(stages, rate):
    assert real_execution_rate(programme(**stages), 2026) == rate


# ---- reconciliation and links ----

def test_the_sum_shown_stands_beside_the_published_total():
    plan = a_plan(programmes=(programme("FP1", enacted=20), programme("FP2", enacted=7), programme("FP3", proposal=9)),
                  totals=(a_total("BT1", role="", won=1), a_total("BT2", won=10)))
    answer = reconciliation(plan)
    assert (answer.fiscal_year, answer.published.code, answer.published.won) == (2026, "BT2", 10)
    assert (answer.shown_won, answer.shown_count, answer.remainder_won) == (27, 2, 17)


@pytest.mark.parametrize("plan", table(
    ("no published total", a_plan(programmes=(programme(enacted=1),))),
    ("published without a figure", a_plan(programmes=(programme(enacted=1),), totals=(a_total(won=None),))),
    ("published for another year", a_plan(programmes=(programme(enacted=1),), totals=(a_total(fiscal_year=2025),))),
    ("no programme", a_plan(totals=(a_total(),))),
    ("no amount in the plan's year", a_plan(programmes=(programme(year=2025, enacted=1),), totals=(a_total(),))),
    ("another fiscal year", a_plan(head=a_head(fiscal_year=2027), programmes=(programme(enacted=1),), totals=(a_total(),))),
))
def test_without_both_sides_there_is_nothing_to_reconcile(plan):
    assert reconciliation(plan) is None


def test_a_published_total_is_found_by_its_role():
    plan = a_plan(totals=(a_total("BT1", role="proposal"), a_total("BT2")))
    assert (published_total(plan, "headline").code, published_total(plan, "proposal").code, published_total(plan, "none")) == ("BT2", "BT1", None)


TO_GOAL, TO_AREA = a_programme_link(), a_programme_link(goal=None)


@pytest.mark.parametrize("rows, linked, unlinked", table(
    ("none", [], (None, 0, 0), (None, 0, 0)),
    ("a goal named", [programme(links=[TO_GOAL], enacted=5)], (5, 1, 0), (None, 0, 0)),
    ("only an area named", [programme(links=[TO_AREA], enacted=5)], (None, 0, 0), (5, 1, 0)),
    ("no link at all", [programme(enacted=5)], (None, 0, 0), (5, 1, 0)),
    ("two goals, counted once", [programme(links=[TO_GOAL, a_programme_link(goal="T02")], enacted=5)], (5, 1, 0), (None, 0, 0)),
    ("linked without an amount", [programme(links=[TO_GOAL]), programme("FP2", enacted=5)], (None, 0, 1), (5, 1, 0)),
    ("two rows alike, both counted", [programme(enacted=5), programme(enacted=5)], (None, 0, 0), (10, 2, 0)),
))
def test_the_unlinked_remainder_is_always_shown(rows, linked, unlinked):
    answer = linkage(iter(rows), 2026, Stage.ENACTED)
    assert [(s.won, s.reported, s.missing) for s in (answer.linked, answer.unlinked)] == [linked, unlinked]


# ---- the clock ----

@pytest.mark.parametrize("year, as_of, share", table(
    ("the day before", 2026, "2025-12-31", D(0)),
    ("the first day", 2026, "2026-01-01", D(1) / 365),
    ("the middle of a leap year", 2028, "2028-07-01", D(183) / 366),
    ("the day before the last", 2026, "2026-12-30", D(364) / 365),
    ("the last day", 2026, "2026-12-31", D(1)),
    ("the day after", 2026, "2027-01-01", D(1)),
    ("years later", 2026, "2040-01-01", D(1)),
))
def test_elapsed_share_of_the_fiscal_year(year, as_of, share):
    assert elapsed_share(a_head(fiscal_year=year), the(as_of)) == share


@pytest.mark.parametrize("as_of, share", table(
    ("the day before", "2032-03-31", D(0)),
    ("the first day", "2032-04-01", D(1) / 365),
    ("a winter later", "2032-12-31", D(275) / 365),
    ("the last day", "2033-03-31", D(1)),
    ("the day after", "2033-04-01", D(1)),
))
def test_a_fiscal_year_runs_from_the_month_it_starts_in(as_of, share):
    assert elapsed_share(a_head(fiscal_year=2032, fiscal_year_starts=4), the(as_of)) == share


@for_any(days, days)
def test_the_clock_never_runs_back(one, other):
    first, last = sorted((one, other))
    assert 0 <= elapsed_share(a_head(), first) <= elapsed_share(a_head(), last) <= 1
