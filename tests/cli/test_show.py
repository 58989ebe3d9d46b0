"""`show` and `check` on the real plan: the numbers of the pages, in words and as data; every mistake in words."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tracker.cli.commands import app
from tracker.cli.columns import aligned, cut, listed, width
from tracker.config import settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A database seeded through the command line itself."""
    url = f"sqlite:///{tmp_path_factory.mktemp('cli') / 'tracker.sqlite'}"
    first = run(url, "init")
    assert first.exit_code == 0 and "99" in first.stdout and "326" in first.stdout
    return url


def run(url: str, *words: str, language: str = "ko"):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_DATABASE_URL", url)
        patch.setenv("TRACKER_AS_OF", "2026-11-22")
        patch.setenv("TRACKER_LANGUAGE", language)
        settings.cache_clear()
        try:
            return CliRunner().invoke(app, list(words))
        finally:
            settings.cache_clear()


def as_json(url: str, *words: str) -> list[dict]:
    done = run(url, *words, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_milestones_as_json_carry_the_domains_names(database):
    rows = as_json(database, "show", "milestones")
    first = next(row for row in rows if row["code"] == "M07-01")
    assert len(rows) == 326
    assert (first["status"], first["due"], first["original_due"], first["lead"]) == ("completed", "2026-03-31", "2026-03-31", "MSIT")
    assert first["completed_on"] == "2026-02-25" and first["reason"]
    undated = [row for row in rows if row["due"] is None]
    assert len(undated) == 33 and all(row["timing"] == "undated" for row in undated)


def test_money_is_whole_won_by_year_and_stage(database):
    rows = as_json(database, "show", "funding")
    assert len(rows) == 533
    assert sum(row["won_2026_enacted"] for row in rows) == 27_537_241_000_000
    assert all(row["won_2026_proposal"] is None or isinstance(row["won_2026_proposal"], int) for row in rows)


@pytest.mark.parametrize("what, many", [("plan", 1), ("goals", 99), ("milestones", 326), ("funding", 533), ("indicators", 56),
                                        ("ministries", 58), ("meetings", 18)])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_named_table_prints_in_both_languages(database, what, many, language):
    done = run(database, "show", what, "--lang", language)
    assert done.exit_code == 0, done.output
    assert len(as_json(database, "show", what)) == many
    assert what == "plan" or f"{many:,}" in done.stdout.splitlines()[-1]


def test_the_table_says_statuses_in_words(database):
    assert "보고 없음 · 기한 지남" in run(database, "show", "milestones").stdout
    assert "No report, past due" in run(database, "show", "milestones", "--lang", "en").stdout


def test_csv_is_the_download(database):
    done = run(database, "show", "milestones", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout_bytes.decode("utf-8-sig"))))
    assert [r["code"] for r in rows] == [r["code"] for r in as_json(database, "show", "milestones")]


def test_another_day_and_a_filter(database):
    before = as_json(database, "show", "plan", "--as-of", "2026-06-30")[0]
    after = as_json(database, "show", "plan", "--as-of", "2026-07-01")[0]
    assert before["past_due"] < after["past_due"]
    assert {row["lead"] for row in as_json(database, "show", "milestones", "--where", "lead=MSIT")} == {"MSIT"}


@pytest.mark.parametrize("words, said", [
    (("show", "nothing"), "nothing"), (("show", "milestones", "--as-of", "1 May"), "1 May"),
    (("show", "milestones", "--lang", "fr"), "fr"), (("show", "milestones", "--format", "pdf"), "pdf"),
    (("show", "milestones", "--where", "colour=red"), "colour"), (("check", "--format", "csv"), "csv"),
    (("seed", "--from", "/no/such/folder"), "/no/such/folder")])
def test_a_mistake_is_said_in_words_with_exit_code_two(database, words, said):
    done = run(database, *words)
    assert done.exit_code == 2
    assert said in done.stderr and "Traceback" not in done.output and not done.stdout


def test_an_empty_database_says_what_to_do(tmp_path):
    done = run(f"sqlite:///{tmp_path / 'empty.sqlite'}", "show", "plan", language="en")
    assert done.exit_code == 2 and "python -m tracker init" in done.stderr


def test_a_bad_bundle_lists_every_problem(database, tmp_path):
    (tmp_path / "plan.toml").write_text("broken = [", encoding="utf-8")
    done = run(database, "seed", "--from", str(tmp_path), language="en")
    assert done.exit_code == 2 and done.stderr.count("\n") > 10
    assert len(as_json(database, "show", "goals")) == 99  # nothing was lost


def test_seeding_again_changes_nothing(database):
    assert "같은 계획" in run(database, "seed").stdout
    assert "지금 판" in run(database, "migrate").stdout


def test_check_counts_gaps_with_their_codes(database):
    found = {row["check"]: row for row in as_json(database, "check")}
    counts = {name: row["count"] for name, row in found.items()}
    assert counts["undated"] == 33 and counts["no_lead"] == 0 and counts["never_reported"] == 298
    assert counts["report_lapsed"] == 11 and counts["money_not_linked"] == 310 and counts["missing_en"] == 0
    assert found["money_not_linked"]["won"] == 17_090_587_000_000
    assert found["no_source"]["codes"] == ["R05", "R07", "LT012", "IC04"]
    printed = run(database, "check").stdout
    assert all(code in printed for code in found["undated"]["codes"])


def test_columns_stand_under_one_another_with_hangul():
    shown = aligned(["코드", "n"], [["가나", "1"], ["ab", "10"]], {1}).splitlines()
    assert {width(line) for line in shown} == {width("가나") + 2 + 2}
    assert cut("가나다라", 5) == "가나…" and cut("abc", 3) == "abc"
    assert listed([("가", "1"), ("abc", "2")]) == "가   1\nabc  2"


@pytest.mark.parametrize(("day", "word"), [("2025-12-31", "before the plan"), ("2026-01-15", "too early"), ("2026-11-22", "computed")])
def test_the_plan_on_a_terminal_has_no_codes_and_years_are_years(database, day, word):
    shown = run(database, "show", "plan", "--as-of", day, "--lang", "en").stdout
    assert "2026" in shown and "2,026" not in shown
    assert word in shown and not [line for line in shown.splitlines() if line.split()[-1:] in (["ok"], ["too_early"], ["not_begun"])]
