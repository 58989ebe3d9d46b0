"""A workbook in words: counts that add up, places with what is wrong and how to mend it, changes as one reads them."""

from dataclasses import replace

import pytest

from tests.builders import a_milestone, a_plan, a_programme, an_amount
from tests.importing import DONE, MONEY, REPORT, a_book, amount, report
from tracker.domain.importing import CellProblem, DryRun, FieldDifference, RowState, WeighedRow
from tracker.text import wording
from tracker.views import importing as view

KO, EN = wording("ko"), wording("en")


def a_run() -> DryRun:
    rows = (WeighedRow(report(number=3, **REPORT), RowState.NEW, "milestone/M01-01", (FieldDifference("state", "", "in_progress"), FieldDifference("forecast", "", "2026 Q4"))),
            WeighedRow(report(number=4), RowState.SAME),
            WeighedRow(amount(number=5, **MONEY), RowState.CHANGED, "programme/FP001", (FieldDifference("amount", "1,000", "2,000"),)),
            WeighedRow(report(number=6, **DONE), RowState.ERROR, problems=(CellProblem("reports", 6, "H6", "2026-12-01", "report.problem_completed_missing"),)))
    return DryRun(a_book(*(row.row for row in rows)), rows)


def the_plan():
    return a_plan(milestones=(a_milestone("M01-01"),), programmes=(a_programme(amounts=(an_amount(1_000_000_000),)),))


def test_the_counts_add_up_and_only_what_stops_the_file_is_marked():
    (read, _, stops), *others = view.counts(a_run(), EN)
    assert read == sum(n for n, _, _ in others) == 4 and not stops
    assert [words for _, words, stops in others if stops] == [EN("importing.count_error")]


def test_the_finding_says_what_comes_first():
    run = a_run()
    assert view.finding(run, EN)[0] == EN("importing.stop", n=1)
    ready = DryRun(run.book, run.rows[:3])
    assert view.finding(ready, EN) == (EN("importing.ready", n=2), " ".join(EN(f"importing.{key}") for key in ("ready_text", "ready_reports", "ready_figures")))
    assert view.finding(DryRun(run.book, run.rows[1:2]), KO)[0] == KO("importing.nothing")
    assert view.finding(DryRun(run.book, (), (CellProblem("", 0, "", "", "workbook.problem_not_a_book"),)), KO)[0] == KO("importing.unread", n=1)
    assert (view.at_step(ready), view.at_step(run)) == ("look", "checked")


@pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])
def test_a_problem_is_what_is_wrong_and_how_to_mend_it(t):
    typed = {"typed": "2026. 13. 1"}
    wrong, mend = view.told(CellProblem("reports", 3, "H3", "x", "report.problem_day", typed), t)
    assert wrong and mend and "20260225" in mend and "20260225" not in wrong
    assert view.told(CellProblem("reports", 3, "G3", "", "report.problem_state"), t) == (t("importing.wrong_empty"), t("report.problem_state"))
    assert view.told(CellProblem("reports", 3, "G3", "x", "report.problem_state"), t)[0] == t("importing.wrong_value")


def test_a_place_is_named_as_in_the_file():
    (row,) = view.problem_rows(view.places(a_run()), a_run().rows, EN)
    assert (row["sheet"], row["row"], row["column"], row["value"]) == ("reports", 6, EN("workbook.col_completed_on"), "2026-12-01")


@pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])
def test_cells_of_a_further_piece_of_evidence_are_told_by_its_number(t):
    row = report(number=6, **DONE)
    run = DryRun(a_book(row), (WeighedRow(row, RowState.ERROR, problems=(CellProblem("reports", 6, "T6", "", "report.problem_title"),)),))
    assert view.problem_rows(view.places(run), run.rows, t)[0]["column"] == f"{t('workbook.col_evidence_title')} (2)"


def test_changes_are_in_words_with_the_unit_of_an_amount():
    rows, more = view.changes(a_run(), the_plan(), EN)
    assert [(r["code"], r["field"], r["before"], r["after"]) for r in rows] == [
        ("M01-01", EN("workbook.col_state"), "", EN("milestones.state_in_progress")), ("M01-01", EN("workbook.col_forecast"), "", "Q4\u00a02026"),
        ("FP001", f"{EN('workbook.col_amount')} ({EN('edit.unit_million')})", "1,000", "2,000")] and more == 0
    assert rows[2]["name"].endswith(f"2026 {EN('stage.enacted')}")


def test_evidence_is_shown_piece_by_piece():
    """The differences hold every piece in one text, a line each; a waiting piece that stays as it is does not appear."""
    row = report(**DONE)
    found = (FieldDifference("summary", "", "x"), FieldDifference("evidence_title", "Held", "Held\nMinutes\nNotice"), FieldDifference("evidence_on", "2026-06-20", "2026-06-20\n2026-06-21\n2026-06-22"),
             FieldDifference("evidence_public", "yes", "yes\nno\nyes"))
    rows, more = view.changes(DryRun(a_book(row), (WeighedRow(row, RowState.CHANGED, "milestone/M01-01", found),)), the_plan(), EN)
    title, on, public = (EN(f"workbook.col_evidence_{name}") for name in ("title", "on", "public"))
    assert [(r["field"], r["before"], r["after"]) for r in rows] == [
        (EN("workbook.col_summary"), "", "x"), (f"{title} (2)", "", "Minutes"), (f"{on} (2)", "", "21\u00a0Jun\u00a02026"), (f"{public} (2)", "", EN("report.public_no")),
        (f"{title} (3)", "", "Notice"), (f"{on} (3)", "", "22\u00a0Jun\u00a02026"), (f"{public} (3)", "", EN("report.public_yes"))] and more == 0


@pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])
def test_a_file_that_knows_of_no_versions_says_so(t):
    """A CSV file alone: what others changed meanwhile cannot be told."""
    run = a_run()
    known, unknown = (view.finding(DryRun(replace(run.book, made_seq=seq), run.rows), t)[1] for seq in (5, 0))
    assert t("importing.no_versions") in unknown and t("importing.no_versions") not in known


def test_long_lists_say_how_many_are_left():
    many = tuple(WeighedRow(report(number=n, **REPORT), RowState.NEW, "milestone/M01-01", (FieldDifference("summary", "", "x"),)) for n in range(view.SHOWN + 7))
    rows, more = view.changes(DryRun(a_book(), many), the_plan(), EN)
    assert len(rows) == view.SHOWN and more == 7
