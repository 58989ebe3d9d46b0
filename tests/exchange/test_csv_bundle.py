"""A bundle: what is written is read back equal, and every bad line is reported with its place and how to mend it."""

import csv
import string

import pytest
from hypothesis import given

from tests.builders import a_full_plan
from tests.plans import QUICK, plans
from tracker.domain.errors import BadInput
from tracker.exchange import csv_bundle
from tracker.exchange.problems import all_in_words
from tracker.exchange.tables import TABLES
from tracker.text import wording


@pytest.fixture
def folder(tmp_path):
    csv_bundle.write(a_full_plan(), tmp_path)
    return tmp_path


def problems(folder):
    with pytest.raises(BadInput) as bad:
        csv_bundle.read(folder)
    return bad.value.problems


def spoil(folder, table: str, line: int, column: str, value: str) -> None:
    """Write `value` into one cell; line 2 is the first below the heading."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as text:
        rows = list(csv.reader(text))
    rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(rows)


def test_one_of_everything_comes_back_equal(folder):
    assert csv_bundle.read(folder) == a_full_plan()


@QUICK
@given(plan=plans())
def test_any_plan_comes_back_equal(tmp_path, plan):
    csv_bundle.write(plan, tmp_path)
    assert csv_bundle.read(tmp_path) == plan


def test_the_real_plan_comes_back_equal(tmp_path, real_plan):
    csv_bundle.write(real_plan, tmp_path)
    assert csv_bundle.read(tmp_path) == real_plan


def test_a_mark_before_the_heading_is_no_harm(folder):
    path = folder / "goals.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert csv_bundle.read(folder) == a_full_plan()


def test_a_source_missing_from_its_table_is_added(folder):
    spoil(folder, "goals", 2, "source_url", "https://new.example/page")
    source = csv_bundle.read(folder).sources_by_url["https://new.example/page"]
    assert source.publisher == "new.example"


BAD_CELLS = [
    ("milestones", "goal", "T99", "unknown_code"), ("milestones", "lead", "MSITT", "unknown_code"),
    ("milestones", "cooperating", "MSIT;NOBODY", "unknown_code"),
    ("milestones", "original_due", "2026 Q5", "bad_period"),
    ("milestones", "original_due", "2026-02-30", "bad_period"), ("milestones", "weight", "1.5", "bad_integer"),
    ("milestones", "weight", "0", "out_of_range"), ("milestones", "code", "", "required"),
    ("milestones", "source_url", "www.example.org", "bad_url"),
    ("milestones", "source_date", "25/2/2026", "bad_published"),
    ("milestones", "confidence", "sure", "bad_choice"), ("milestones", "title_ko", "a\x00b", "control_character"),
    ("reports", "on", "12.5.2026", "bad_date"), ("reports", "state", "done", "bad_choice"),
    ("reports", "checkpoint", "7", "unknown_checkpoint"), ("rebaselines", "resolution", "R99", "unknown_code"),
    ("rebaselines", "due", "", "required"), ("closures", "kind", "gone", "bad_choice"),
    ("closures", "resolution", "", "required"), ("targets", "value", "1,000", "bad_decimal"),
    ("targets", "main", "maybe", "bad_flag"), ("indicators", "baseline_period", "", "half_baseline"),
    ("stage_amounts", "won", "9.9tn", "bad_integer"), ("stage_amounts", "fiscal_year", "26", "out_of_range"),
    ("subprogrammes", "amounts_2026", "x", "bad_integer"), ("programme_links", "share", "1.5", "out_of_range"),
    ("programme_links", "support", "nothing", "unknown_code"), ("organisations", "valid_from", "tomorrow", "bad_date"),
    ("checks", "as_scheduled", "327", "more_than_checked"), ("legal_events", "status", "soon", "bad_choice"),
    ("reports", "corrects", "R-NONE", "unknown_code"), ("evidence", "report", "R-NONE", "unknown_code"),
    ("evidence", "report", "", "required"), ("evidence", "url", "www.example.org", "bad_url"),
    ("evidence", "url", "", "no_link"), ("evidence", "kind", "rumour", "bad_choice"),
    ("evidence", "size", "-1", "out_of_range"), ("judgements", "judged", "fine", "bad_choice"),
    ("judgements", "expires_on", "2026-06-30", "ends_before_start"),
    ("measures", "articles", "Art. 7;Art. 99", "unknown_code"), ("articles", "amended", "1", "bad_flag"),
]


@pytest.mark.parametrize(("table", "column", "value", "key"), BAD_CELLS)
def test_a_bad_cell_is_named(folder, table, column, value, key):
    spoil(folder, table, 2, column, value)
    found = [(p.file, p.line, p.column, p.key) for p in problems(folder)]
    assert (f"{table}.csv", 2, "baseline_value" if key == "half_baseline" else column, key) in found


def test_an_unknown_code_comes_with_what_is_close(folder):
    spoil(folder, "milestones", 2, "lead", "MSITT")
    (only,) = problems(folder)
    assert dict(only.values) == {"table": "organisations", "near": "MSIT"}


def test_a_text_may_stand_in_one_language_but_not_in_none(folder):
    spoil(folder, "goals", 2, "name_en", "")
    assert csv_bundle.read(folder).goals[0].name.en == ""
    spoil(folder, "goals", 2, "name_ko", "")
    assert {(p.column, p.key) for p in problems(folder)} == {("name_ko", "required"), ("name_en", "required")}


def test_a_repeated_code_names_the_first_line(folder):
    spoil(folder, "milestones", 3, "code", "M01-01")
    assert ("milestones.csv", 3, "repeated", "2") in [
        (p.file, p.line, p.key, dict(p.values).get("line")) for p in problems(folder)]


def test_shares_of_a_programme_may_not_pass_one(folder):
    path = folder / "programme_links.csv"
    spoil(folder, "programme_links", 2, "share", "0.6")
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1].replace("T01", "", 1)]), "utf-8")
    (only,) = problems(folder)
    assert (only.key, only.line, dict(only.values)["sum"]) == ("share_over_one", 3, "1.2")


def test_a_second_main_target_is_refused(folder):
    path = folder / "targets.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]), "utf-8")
    assert [p.key for p in problems(folder)] == ["second_main_target"]


def test_an_organisation_may_not_end_before_it_starts(folder):
    spoil(folder, "organisations", 2, "valid_from", "2026-01-02")
    spoil(folder, "organisations", 2, "valid_to", "2026-01-01")
    assert [p.key for p in problems(folder)] == ["ends_before_start"]


def test_only_a_merged_milestone_goes_into_another(folder):
    spoil(folder, "closures", 2, "kind", "dropped")
    assert [(p.column, p.key) for p in problems(folder)] == [("into", "only_when_merged")]


def test_evidence_stays_with_its_milestone(folder):
    spoil(folder, "evidence", 2, "milestone", "M01-02")
    assert [(p.column, p.key) for p in problems(folder)] == [("report", "report_elsewhere")]


def test_a_major_change_needs_a_resolution(folder):
    spoil(folder, "rebaselines", 2, "kind", "major")
    spoil(folder, "rebaselines", 2, "resolution", "")
    assert [p.key for p in problems(folder)] == ["needs_resolution"]


BAD_FILES = [
    (lambda text: text.replace("title_ko,", "", 1), "missing_column"),
    (lambda text: text.replace("title_ko", "titel_ko", 1), "unknown_column"),
    (lambda text: text.replace("seq", "code", 1), "repeated_column"),
    (lambda text: text + "x,y\n", "wrong_cell_count"),
    (lambda text: text + 'x,"y\n', "unreadable"),
]


@pytest.mark.parametrize(("change", "key"), BAD_FILES, ids=[key for _, key in BAD_FILES])
def test_a_bad_file_is_named(folder, change, key):
    path = folder / "milestones.csv"
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    assert ("milestones.csv", key) in [(p.file, p.key) for p in problems(folder)]


def test_a_file_as_korean_spreadsheets_save_it_is_read(folder):
    spoil(folder, "goals", 2, "name_ko", "북녘의 목표")
    path = folder / "goals.csv"
    path.write_bytes(path.read_text("utf-8").encode("cp949"))
    assert csv_bundle.read(folder).goals[0].name.ko == "북녘의 목표"


def test_a_file_of_another_encoding_is_named(folder):
    (folder / "goals.csv").write_bytes(b"code,area\nT01,\xff\xfe\n")
    assert [(p.file, p.line, p.key) for p in problems(folder)] == [("goals.csv", 2, "not_utf8")]


@pytest.mark.parametrize("file", ["plan.toml", *(table.file for table in TABLES)])
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    assert ("missing_file", file) in [(p.key, p.file) for p in problems(folder)]


BAD_HEADS = [
    ('code = "', 'cod = "', {"required", "unknown_column"}), ("2026-02-25", '"soon"', {"bad_date"}),
    ("ends_on = 2028-12-31", "ends_on = 2025-12-31", {"ends_before_start"}), ("near = ", "near = x", {"bad_toml"}),
    ('near = "3/5"', 'near = "much"', {"bad_fraction"}), ('support = "trust"', 'support = "hope"', {"bad_choice"}),
    ("due_soon_days = 30", "due_soon_days = -1", {"out_of_range"}),
    ("headline_indicators = []", 'headline_indicators = ["NO"]', {"unknown_code"}),
    ("headline_indicators = []", "headline_indicators = 5", {"bad_list"}),
    ('headline_programme = ""', 'headline_programme = "FP999"', {"unknown_code"}),
    ('licence = { ko = "Licence (ko)", en = "Licence (en)" }', 'licence = "free"', {"bad_bilingual"}),
]


@pytest.mark.parametrize(("before", "after", "keys"), BAD_HEADS)
def test_a_bad_head_is_named(folder, before, after, keys):
    path = folder / "plan.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    assert {p.key for p in problems(folder) if p.file == "plan.toml"} == keys


def test_all_problems_are_reported_at_once(folder):
    spoil(folder, "milestones", 2, "weight", "x")
    spoil(folder, "milestones", 3, "original_due", "x")
    spoil(folder, "totals", 2, "won", "x")
    (folder / "portals.csv").unlink()
    assert len(problems(folder)) == 4


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_problem_says_how_to_mend_it(folder, language):
    keys = {key for *_, key in BAD_CELLS} | {key for _, key in BAD_FILES} | {k for *_, ks in BAD_HEADS for k in ks}
    keys |= {"report_elsewhere", "repeated", "share_over_one", "second_main_target", "needs_resolution", "missing_file",
             "not_utf8", "only_when_merged", "ends_before_start"}
    t = wording(language)
    told = {key.removeprefix("problem.") for key in t.keys() if key.startswith("problem.")}
    assert keys <= told


def test_both_languages_name_the_same_values():
    ko, en = wording("ko"), wording("en")
    for key in (k for k in en.keys() if k.startswith("problem.")):
        names = [{name for _, name, _, _ in string.Formatter().parse(t.sentence(key)) if name} for t in (ko, en)]
        assert names[0] == names[1], key


def test_a_problem_in_words(folder):
    spoil(folder, "milestones", 2, "lead", "MSITT")
    with pytest.raises(BadInput) as bad:
        csv_bundle.read(folder)
    assert all_in_words(bad.value, wording("en")) == [
        "milestones.csv, line 2, column lead: MSITT is not in organisations. "
        "Correct the code, or add its line there. Close to it: MSIT"]
    (line,) = all_in_words(bad.value, wording("ko"))
    assert line.startswith("milestones.csv 2") and "MSIT" in line


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_the_domain_is_held_somewhere(table):
    held = {f.name for f in table.fields} | {part.into for part in TABLES if part.parent == table.name}
    assert held == set(table.kind.__dataclass_fields__)
