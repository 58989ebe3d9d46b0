"""The money of the real plan: the numbers the pages quote, on every day, and tables that hold exactly what is shown."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.builders import a_full_plan, a_plan, a_programme, a_total, an_amount, an_organisation
from tests.saying import EN, KO
from tracker.domain.errors import NotFound
from tracker.exchange.csv_bundle import read

from tracker.views import datasets, funding, money_tables, programmes
from tracker.views.pages import head

TODAY = date(2026, 11, 22)
DAYS = [date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1)]

TN = 10**12


@pytest.fixture(scope="module")
def plan():
    return read(Path(__file__).parents[2] / "seed_data")


def test_the_sum_of_the_booklet_stands_beside_the_published_budget(plan):
    found = funding.reconcile(plan, EN)
    assert (found["shown_count"], found["shown_won"]) == (533, 27_537_241_000_000)
    assert (found["published_won"], found["published_count"], found["remainder_won"]) == (9_900_000_000_000, 741, 17_637_241_000_000)


def test_four_totals_of_one_year_are_never_netted(plan):
    rows = funding.totals_beside(plan, TODAY, EN)["rows"]
    assert [(r["role"], r["won"]) for r in rows] == [("proposal", 10_139_800_000_000), ("ministry_sum", 7_755_100_000_000),
                                                     ("headline", 9_900_000_000_000), ("shown", 27_537_241_000_000)]


@pytest.mark.parametrize(("day", "roles"), [
    (date(2025, 6, 1), None), (date(2025, 11, 6), None), (date(2025, 11, 7), ["ministry_sum"]), (date(2025, 11, 24), ["proposal", "ministry_sum"]),
    (date(2026, 3, 3), ["proposal", "ministry_sum"]), (date(2026, 3, 4), ["proposal", "ministry_sum", "headline"]),
    (date(2026, 3, 30), ["proposal", "ministry_sum", "headline"]), (date(2026, 3, 31), ["proposal", "ministry_sum", "headline", "shown"]),
])
def test_a_total_is_known_from_the_day_it_was_published(plan, day, roles):
    beside = funding.totals_beside(plan, day, EN)
    assert roles == (beside and [r["role"] for r in beside["rows"]])


@pytest.mark.parametrize(("day", "said"), [
    (date(2025, 6, 1), "no AI budget for 2026 had been announced"), (date(2026, 2, 25), "the proposal was KRW\u00a010.14\u00a0trillion"),
    (date(2026, 3, 4), "The 2026 AI budget is KRW\u00a09.9\u00a0trillion"), (TODAY, "is not the AI budget"), (date(2030, 1, 1), "is not the AI budget"),
])
def test_the_finding_is_true_on_its_day(plan, day, said):
    assert said in funding.facts(plan, day, EN, {}).finding


def test_the_sum_is_not_quoted_before_the_booklet_was_public(plan):
    assert "27.54" not in "".join(funding.facts(plan, date(2026, 3, 4), EN, {}).finding)
    assert funding.not_yet(plan, date(2026, 3, 30), KO) and not funding.not_yet(plan, date(2026, 3, 31), KO)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])
def test_every_head_has_words_on_every_day(plan, day, t):
    for key, query in (("funding", {}), ("supports", {}), ("programme", {"code": "FP475"})):
        assert all(head(plan, day, t, key, query).facts)


def test_linked_and_unlinked_add_to_everything(plan):
    found = funding.linkage(plan)
    assert (found["linked_count"], found["linked_won"]) == (223, 10_446_654_000_000)
    assert (found["unlinked_count"], found["unlinked_won"]) == (310, 17_090_587_000_000)
    assert found["linked_won"] + found["unlinked_won"] == funding.reconcile(plan, EN)["shown_won"]


def test_bodies_stand_in_statutory_order_and_the_small_ones_share_a_row(plan):
    view = funding.by_ministry(plan, EN)
    assert [r["code"] for r in view["rows"]] == "MSIT MOE MND MOIS MAFRA MOTIR MOHW MCEE MOEL MOLIT MOF MSS FSC".split()
    assert (view["bodies"], view["rest"]["bodies"], view["rest"]["count"]) == (41, 28, 101)
    assert sum(r["won"] for r in view["rows"]) + view["rest"]["won"] == view["total_won"] == 27_537_241_000_000
    assert round(view["top_share"], 3) == 0.654 and view["top"] == ["MSIT", "MSS", "MOTIR"]


def test_by_amount_the_same_bodies_stand_in_another_order(plan):
    by_rank, by_amount = (funding.by_ministry(plan, EN, order)["rows"] for order in ("", "amount"))
    assert [r["code"] for r in by_amount][:3] == ["MSIT", "MSS", "MOTIR"]
    assert sorted(r["code"] for r in by_rank) == sorted(r["code"] for r in by_amount)


def test_kinds_hold_every_programme_once(plan):
    view = funding.by_support(plan, EN)
    assert view["count"] == 533 and len(view["rows"]) == 15 and view["rows"][0]["code"] == "sme_startup"
    assert sum(r["won"] for r in view["rows"]) == 27_537_241_000_000


def test_stages_say_how_many_programmes_report(plan):
    view = funding.by_stage(plan, EN)
    assert [(r["fiscal_year"], r["stage"], r["reported"]) for r in view["rows"]] == [
        (2022, "enacted", 437), (2023, "enacted", 437), (2024, "enacted", 437), (2024, "settled", 290), (2025, "enacted", 347),
        (2025, "supplementary", 329), (2026, "proposal", 525), (2026, "enacted", 533)]
    assert view["both"] == {"count": 525, "proposal": 28_177_984_000_000, "enacted": 27_400_268_000_000}


def test_execution_leaves_out_settled_figures_that_repeat_the_enacted(plan):
    view = funding.execution(plan, EN)
    assert (view["with_both"], view["repeats"], view["all"]["count"], view["all"]["above"]) == (228, 155, 73, 10)
    assert len(view["bodies"]) == 33 and len(view["rows"]) == 13 and view["rest"]["bodies"] == 20
    assert sum(r["spent_won"] for r in view["rows"]) + view["rest"]["spent_won"] == view["all"]["spent_won"]


def test_no_disbursement_is_no_data(plan):
    found = funding.clock(plan, TODAY)
    assert found["disbursed_won"] is None and found["reported"] == 0 and round(found["elapsed"], 3) == 0.893


def test_the_headline_programme_loses_280_billion_between_proposal_and_enacted(plan):
    rows = programmes.ladder(plan, EN, programmes.headline(plan))
    assert rows["code"] == "FP475" and rows["steps"][-1] == {"fiscal_year": 2026, "stage": "enacted", "won": 820_000_000_000, "change": -280_000_000_000}
    assert rows["missing"] == ["available", "obligated", "disbursed", "reached"]
    assert [s["change"] for s in rows["steps"] if s["fiscal_year"] < 2024] == [None, None]  # never across years


@pytest.mark.parametrize(("query", "count", "won"), [
    ({}, 533, 27_537_241_000_000), ({"ministry": "MSIT"}, 192, None), ({"support": "compute"}, 14, None), ({"support": "trust"}, 16, None),
    ({"support": "governance"}, 41, None), ({"q": "fp475"}, 1, 820_000_000_000), ({"q": "no such thing"}, 0, None), ({"ministry": "XX"}, 0, None),
])
def test_the_list_and_its_download_hold_the_same_programmes(plan, query, count, won):
    listed = programmes.listing(plan, EN, query)
    rows = datasets.table(plan, TODAY, EN, "funding", query).rows
    assert listed["count"] == len(rows) == count and (won is None or listed["won"] == won)
    assert (listed["won"] or 0) == sum(r["won_2026_enacted"] or 0 for r in rows)


@pytest.mark.parametrize(("page", "shown", "first"), [("1", 25, 1), ("22", 8, 526), ("99", 8, 526), ("-1", 25, 1), ("0", 25, 1), ("x", 25, 1), ("٣", 25, 1)])
def test_pages_of_the_list_hold_25(plan, page, shown, first):
    listed = programmes.listing(plan, EN, {"page": page})
    assert (len(listed["rows"]), listed["first"], listed["pages"]) == (shown, first, 22)


@pytest.mark.parametrize("query", [{}, {"page": ""}, {"unit": "eok"}])
def test_without_a_wish_the_list_names_the_largest(plan, query):
    listed = programmes.listing(plan, EN, query)
    amounts = [r["won"] for r in listed["rows"]]
    assert len(amounts) == 10 and amounts == sorted(amounts, reverse=True) and listed["count"] == 533
    assert funding.list_title(plan, EN, listed).startswith("The 10 largest of 533") and listed["filters"] == {"order": "amount"}


def test_a_note_says_which_years_and_stages_it_is_about(plan):
    notes = programmes.ladder(plan, EN, "FP475")["notes"]
    assert notes[0] == "2022 Enacted, 2023 Enacted: From the five-year cost row." and len(notes) == 4


def test_of_the_quoted_amounts_the_year_and_the_largest_are_shown(plan):
    totals, lines = money_tables.totals(plan, TODAY, EN, {}), money_tables.budget_lines(plan, TODAY, EN, {})
    assert len(totals) == 48 and {r["fiscal_year"] for r in money_tables.of_the_year(plan, totals)} == {2026}
    shown = money_tables.largest(lines)
    assert len(shown) == 10 < len(lines) and shown[0]["amount"] == max(r["amount"] for r in lines if r["amount"] is not None)


def test_an_unknown_programme_is_not_found(plan):
    with pytest.raises(NotFound):
        funding.facts_programme(plan, TODAY, EN, {"code": "FP999"})


def test_every_programme_can_be_told_in_both_languages(plan):
    for t in (KO, EN):
        for p in plan.programmes:
            told = funding.facts_programme(plan, TODAY, t, {"code": p.code})
            assert told.finding and programmes.executed(plan, t, p.code) and programmes.about(plan, t, p.code)
            programmes.parts_sum(programmes.parts(plan, t, p.code), t)


@pytest.mark.parametrize("dataset", money_tables.DATASETS, ids=lambda d: d.key)
@pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])
def test_every_table_has_its_columns_labels_and_whole_won(plan, dataset, t):
    table = datasets.table(plan, TODAY, t, dataset.key, {})
    assert table.rows and t(f"dataset.{dataset.key}") and t(f"dataset.{dataset.key}_about")
    for row in table.rows:
        assert set(row) == {c.key for c in table.columns}
        assert all(row[c.key] is None or type(row[c.key]) is int for c in table.columns if c.kind in ("won", "integer"))
    assert all(c.label(t) for c in table.columns)


@pytest.mark.parametrize(("key", "count"), [("funding", 533), ("stage_amounts", 3335), ("totals", 48), ("budget_lines", 155), ("programme_links", 533),
                                            ("money_by_ministry", 41), ("money_by_support", 15), ("money_by_stage", 8)])
def test_the_tables_hold_the_whole_plan(plan, key, count):
    assert len(datasets.table(plan, TODAY, EN, key, {}).rows) == count


def test_published_tables_grow_with_the_day(plan):
    counts = [len(datasets.table(plan, day, EN, "totals", {}).rows) for day in sorted(DAYS)]
    assert counts == sorted(counts) and counts[0] < 48 == counts[-1]


def test_the_reconciliation_table_ends_with_the_remainder(plan):
    rows = datasets.table(plan, TODAY, EN, "reconciliation", {}).rows
    by_item = {r["item"]: r["amount"] for r in rows}
    assert by_item["shown"] - by_item["headline"] == by_item["remainder"] == 17_637_241_000_000


def test_a_published_total_without_an_amount_is_not_quoted():
    plan = a_full_plan(totals=(a_total(won=None), a_total("BT002", role="proposal")))
    assert funding.published(plan) is None and funding.reconcile(plan, EN) is None
    assert "no enacted AI budget" in funding.facts(plan, TODAY, EN, {}).finding


def test_a_plan_without_money_says_so_and_draws_nothing():
    plan = a_plan()
    assert "no AI budget for 2026" in funding.facts(plan, TODAY, EN, {}).finding
    assert all(view is None for view in (funding.by_ministry(plan, EN), funding.by_support(plan, EN), funding.by_stage(plan, EN), funding.execution(plan, EN),
                                         funding.totals_beside(plan, TODAY, EN), funding.flows(plan, EN), programmes.headline(plan)))


def test_missing_amounts_stay_missing_in_sums():
    known, silent = a_programme("FP001"), replace(a_programme("FP002"), amounts=())
    plan = a_full_plan(programmes=(known, silent), organisations=(an_organisation(),))
    listed = programmes.listing(plan, EN, {})
    assert listed["count"] == 2 and listed["won"] == an_amount().won
    assert [r["won"] for r in listed["rows"]] == [an_amount().won, None] and listed["rows"][1]["change"] is None
