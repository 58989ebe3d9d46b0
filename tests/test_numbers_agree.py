"""One number, one function: a figure is the same on every page, on the command line, in the CSV and in the JSON.

Pages are really drawn (Streamlit's own test runner) and read as text; files are written and read back.
"""

import csv
import io
import json
import re
from datetime import date
from html import unescape

import pytest

from tests.ui.drawn import held_plan, page_html, page_text
from tracker.cli.show import printed
from tracker.exchange.downloads import csv_bytes, json_bytes
from tracker.text import wording
from tracker.views import headline
from tracker.views.datasets import datasets, table

TODAY = date(2026, 11, 22)
DAYS = (date(2026, 6, 30), TODAY, date(2030, 1, 1))
LANGUAGES = ("ko", "en")
both = pytest.mark.parametrize("language", LANGUAGES)
each_day = pytest.mark.parametrize("on", DAYS, ids=str)
KINDS = ("past_due", "ahead", "undated")


def rows(key: str, on: date, language: str = "ko", **filters: str) -> list[dict]:
    """A dataset as a reader of the JSON file has it; the CSV must say the same."""
    made = table(held_plan(), on, wording(language), key, filters)
    from_json = json.loads(json_bytes(made))
    from_csv = list(csv.DictReader(io.StringIO(csv_bytes(made).decode("utf-8-sig"))))
    assert len(from_json) == len(from_csv)
    for one, other in zip(from_json, from_csv):
        numbers = {k: v for k, v in one.items() if isinstance(v, int) and not isinstance(v, bool)}
        assert {k: int(float(other[k])) for k in numbers} == numbers
    return from_json


def total(found: list[dict], key: str) -> int:
    return sum(row[key] or 0 for row in found)


def said(text: str, *numbers: object) -> list[str]:
    """Those of the numbers that the text does not say as words of their own."""
    return [str(n) for n in numbers if not re.search(rf"(?<![\d.,]){re.escape(str(n))}(?![\d]|[.,]\d)", text)]


def test_what_is_known_of_the_real_plan():
    n = headline.numbers(held_plan(), TODAY)
    known = {"pillars": 3, "areas": 12, "goals": 99, "milestones": 326, "without_date": 33, "past_due": 139, "done": 6, "completed": 5,
             "completed_late": 1, "on_track": 1, "delayed": 10, "no_report": 309, "no_report_past_due": 123, "no_report_ahead": 153,
             "no_report_undated": 33, "lapsed": 11, "reported": 4, "programmes": 533, "programmes_won": 27_537_241_000_000,
             "published_won": 9_900_000_000_000, "official_checked": 326, "official_as_scheduled": 288, "official_rest": 38}
    assert {name: n[name] for name in known} == known


@each_day
def test_sums_over_areas_goals_bodies_and_milestones_are_the_plan(on):
    n = headline.numbers(held_plan(), on)
    areas, goals, bodies, each = (rows(key, on) for key in ("areas", "goals", "ministries", "milestones"))
    assert n["milestones"] == len(each) == total(areas, "milestones") == total(goals, "milestones") == total(bodies, "milestones")
    assert n["past_due"] == total(areas, "past_due") == total(goals, "past_due") == total(bodies, "past_due")
    assert n["delayed"] == total(areas, "delayed") == total(goals, "delayed") == total(bodies, "delayed")
    assert n["done"] == total(bodies, "done") == sum(row["status"].startswith("completed") for row in each)
    assert total(areas, "goals") == n["goals"] == len(goals)
    for kind in KINDS:
        silent = sum(row["status"] == "no_report" and row["timing"] == kind for row in each)
        assert silent == n[f"no_report_{kind}"] == total(areas, f"no_report_{kind}") == total(goals, f"no_report_{kind}")
    assert total(bodies, "silent") == n["no_report_past_due"]


@each_day
def test_the_statuses_of_every_count_agree(on):
    n = headline.numbers(held_plan(), on)
    counted = {row["status"]: row["milestones"] for row in rows("overview", on)}
    rules = {row["rule"]: row["count"] for row in rows("status_rules", on)}
    for shown in ("completed", "completed_late", "delayed", *(f"no_report_{kind}" for kind in KINDS)):
        assert counted.get(shown, 0) == n[shown]
    assert rules["no_report"] == n["no_report"] and rules["delayed"] == n["delayed"] and sum(rules.values()) == n["milestones"]
    lanes = [row for row in rows("lanes", on) if row["status_shown"]]
    assert sum(row["milestones"] for row in lanes) == n["milestones"]
    late = [row for row in rows("milestones", on) if row["status"] == "delayed"]
    assert len(late) == n["delayed"] == len(rows("milestones", on, status="delayed"))


@each_day
def test_money_sums_agree(on):
    n = headline.numbers(held_plan(), on)
    programmes = rows("funding", on)
    assert len(programmes) == n["programmes"] == 533
    for key, column in (("funding", "won_2026_enacted"), ("ministries", "won"), ("money_by_ministry", "enacted"),
                        ("money_by_support", "enacted"), ("supports", "enacted")):
        assert total(rows(key, on), column) == n["programmes_won"] == 27_537_241_000_000, key
    stages = rows("stage_amounts", on)
    assert sum(row["amount"] for row in stages if row["fiscal_year"] == 2026 and row["stage"] == "enacted") == n["programmes_won"]
    gap = next(row for row in rows("quality", on) if row["check"] == "money_not_linked")
    assert gap["count"] == sum(not row["goal"] for row in programmes) == 310
    assert gap["won"] == sum(row["won_2026_enacted"] for row in programmes if not row["goal"])


@both
@each_day
def test_the_status_strip_of_the_overview_is_the_one_of_the_brief(on, language):
    t, n = wording(language), headline.numbers(held_plan(), on)
    for page in ("overview", "brief"):
        text = page_text(page, language, on.isoformat())
        for shown in ("completed", "completed_late", "delayed", *(f"no_report_{kind}" for kind in KINDS)):
            if n[shown]:
                assert f"{n[shown]:,} {t(f'status.{shown}')}" in text, (page, shown)


@both
@each_day
@pytest.mark.parametrize("page", ["overview", "brief", "milestones", "areas", "ministries"])
def test_every_page_says_the_same_headline_numbers(page, on, language):
    n = headline.numbers(held_plan(), on)
    wanted = {"overview": ("past_due", "done", "delayed", "no_report_past_due", "milestones"),
              "brief": ("past_due", "done", "delayed", "no_report_past_due"),
              "milestones": ("past_due", "done", "delayed", "no_report_past_due", "milestones", "without_date"),
              "areas": ("milestones", "done", "delayed", "no_report_past_due"),
              "ministries": ("milestones", "done", "delayed", "no_report_past_due", "reported")}[page]
    assert said(page_text(page, language, on.isoformat()), *(f"{n[name]:,}" for name in wanted)) == []


@both
@pytest.mark.parametrize("page", ["overview", "brief", "funding", "methodology"])
def test_the_published_total_stands_on_every_page_about_money(page, language):
    t, n = wording(language), headline.numbers(held_plan(), TODAY)
    text = page_text(page, language)
    assert t.won(n["published_won"]).replace("\u00a0", " ") in text
    if page in ("funding", "methodology"):
        assert t.won(n["programmes_won"]).replace("\u00a0", " ") in text and said(text, 533) == []


@both
def test_the_committees_own_count_stands_beside_ours(language):
    for page in ("overview", "brief", "committee"):
        assert said(page_text(page, language), 288, 326, 38) == [], page


@both
@pytest.mark.parametrize("code", ["MSIT", "MND", "KFTC"])
def test_the_page_of_a_ministry_says_what_its_row_says(code, language):
    row = next(row for row in rows("ministries", TODAY, language) if row["code"] == code)
    text = page_text("ministry", language, code=code)
    assert said(text, *(f"{row[key]:,}" for key in ("goals", "milestones", "cooperating"))) == []
    assert len(rows("ministry_work", TODAY, language, code=code, role="lead")) == row["milestones"]
    assert len(rows("ministry_goals", TODAY, language, code=code)) == row["goals"]


@both
@pytest.mark.parametrize("key", ["plan", "goals", "milestones", "funding", "indicators", "ministries", "meetings"])
def test_show_prints_every_row_of_the_download(key, language):
    t, found = wording(language), table(held_plan(), TODAY, wording(language), key, {})
    text = printed(held_plan(), found, TODAY, t)
    assert all(row["code"] in text for row in found.rows if "code" in row)
    if key == "plan":
        assert said(text, 99, 326, 33, 139, 123, 153, 533) == []


def printed_lines(key: str, on: date, language: str) -> dict[str, list[str]]:
    """What `show` prints, by code: the cells of each line without their padding."""
    t = wording(language)
    text = printed(held_plan(), table(held_plan(), on, t, key, {}), on, t)
    lines = (re.split(r" {2,}", line) for line in text.replace("\u00a0", " ").splitlines()[4:-2])
    return {cells[0]: cells[1:] for cells in lines}


def drawn_lines(page: str, on: date, language: str, mark: str = "") -> list[list[str]]:
    """The cells of every table row of a page as plain text; only of tables that carry `mark` in their tag."""
    tables = re.findall(r"<table[^>]*>.*?</table>", page_html(page, language, on.isoformat()), re.S)
    plain = lambda cell: re.sub(r"[\s\u00a0]+", " ", unescape(re.sub(r"<[^>]+>", " ", cell))).strip()
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
            for one in tables if mark in one.split(">")[0] for row in re.findall(r"<tr[^>]*>(.*?)</tr>", one, re.S)]


@both
@each_day
def test_show_goals_prints_the_numbers_of_the_page(on, language):
    shown = list(printed_lines("goals", on, language).values())
    drawn = [row for row in drawn_lines("goals", on, language, "stack") if len(row) == 9][1:]
    assert len(shown) == len(drawn) == 99
    for mine, page in zip(shown, drawn):
        milestones, past_due, completed, late, delayed, silent = mine[3:9]
        assert [milestones, past_due, str(int(completed) + int(late)), delayed, silent] == page[3:8], mine


@both
@each_day
def test_show_ministries_prints_the_numbers_of_the_page(on, language):
    drawn = {row[0]: row[1:] for row in drawn_lines("ministries", on, language, "stack") if len(row) == 10}
    leading = [cells for cells in printed_lines("ministries", on, language).values() if int(cells[2])]
    assert len(leading) == 32
    for name, *numbers in leading:
        page = next(cells for full, cells in drawn.items() if full.startswith(name.rstrip("…")))
        assert numbers[:6] == page[:6] and numbers[7:] == page[7:], name


@both
@each_day
def test_show_milestones_prints_deadline_and_status_of_the_page(on, language):
    shown = printed_lines("milestones", on, language)
    drawn = [row for row in drawn_lines("milestones", on, language, "milestonelist") if len(row) == 5][1:]
    assert len(shown) == 326 and len(drawn) == 25
    for row in drawn:
        _, lead, status, due, _ = shown[re.search(r"M\d\d-\d\d", row[0]).group()]
        assert row[1] == lead and (row[2].startswith(due) or due == wording(language)("common.no_data"))
        assert row[3].startswith(re.split(" · |, ", status)[0]), row  # the list says the kinds of "no report" by their marks


@both
@each_day
def test_show_plan_prints_the_numbers_of_the_overview(on, language):
    t, n = wording(language), headline.numbers(held_plan(), on)
    text = printed(held_plan(), table(held_plan(), on, t, "plan", {}), on, t)
    wanted = [f"{n[name]:,}" for name in ("goals", "milestones", "past_due", "done", "delayed", "no_report_past_due", "no_report_ahead")]
    assert said(text, *wanted) == [] and said(page_text("overview", language, on.isoformat()), *wanted[1:]) == []


@pytest.mark.parametrize("key", sorted(datasets()))
def test_languages_differ_in_words_and_never_in_numbers(key):
    mine, theirs = (table(held_plan(), TODAY, wording(language), key, {}) for language in LANGUAGES)
    exact = [c.key for c in mine.columns if c.kind in ("integer", "won", "number", "percent", "date", "period")]
    assert [[row.get(k) for k in exact] for row in mine.rows] == [[row.get(k) for k in exact] for row in theirs.rows]


def test_a_planted_difference_would_be_seen():
    assert said("139 milestones, 1,390 won, 13.9 %", 139) == [] and said("1390 and 0.139", 139) == ["139"]
