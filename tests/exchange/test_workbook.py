"""A workbook goes out, is left alone, and comes back saying nothing; what is filled in comes back as filled in. It opens
in LibreOffice, looks after itself, and runs nothing."""

import io
from dataclasses import replace
from datetime import date
from threading import BoundedSemaphore
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.builders import a_milestone, a_plan, a_programme, a_report, an_amount, an_indicator, an_observation, words
from tests.exchange.bad_files import (
    AMOUNTS, QUARTER, REPORTS, TODAY, VALUES, VERSIONS, cell, edited, good, good_csv, patched, problems_of, read_here, sheet_part, small_plan,
)
from tests.exchange.test_workbook_bad_files import HEAD, LINE, bomb, put
from tests.office import saved_again
from tests.plans import QUICK, plans
from tracker.domain.importing import BadBook, CellProblem, DryRun, FieldDifference, ReadRow, RowState, SheetKind, WeighedRow
from tracker.domain.importing_columns import COLUMNS
from tracker.exchange import reading_process, workbook_form, workbook_marks, workbook_reading
from tracker.exchange import workbook as workbook_writing, workbook_csv as workbook_csv_writing
from tracker.domain.words import Bilingual
from tracker.exchange.formulas import FORMULA_STARTS
from tracker.exchange.reading_process import in_child
from tracker.exchange.workbook import contents_of, workbook
from tracker.exchange.workbook_csv import workbook_csv
from tracker.exchange.workbook_form import exact
from tracker.exchange.workbook_look import hint
from tracker.exchange.workbook_marks import marked_copy
from tracker.exchange.workbook_reading import read_book
from tracker.text import wording

LANGUAGES = ("ko", "en")


def out_and_back(plan, ministry: str, language: str, versions=None, seq: int = 12):
    """What went out as texts by sheet, and the book as read back; both forms say the same."""
    contents = contents_of(plan, ministry, wording(language), QUARTER, versions or {}, seq, TODAY)
    book = read_here(workbook(plan, ministry, language, QUARTER, versions or {}, seq, TODAY))
    as_csv = read_here(workbook_csv(contents, language))
    assert [row.cells["note" if "note" in row.cells else "summary"].text for row in as_csv.rows] == [
        row.cells["note" if "note" in row.cells else "summary"].text for row in book.rows]
    for read in (book, as_csv):
        assert problems_of(read) == () and all(row.untouched for row in read.rows) and read.missing == ()
        assert (read.language, read.ministry, read.plan, read.made_seq) == (language, ministry, plan.head.code, seq)
    sent = [(kind, {c.key: exact(row.values.get(c.key)) for c in COLUMNS[kind]}) for kind, rows in contents.rows.items() for row in rows]
    return sent, book


def texts_of(row: ReadRow) -> dict[str, str]:
    return {column.key: row.text(column.key) for column in COLUMNS[row.kind]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ministry", ["MOIS", "MOE", "KDCA", "NAIS"])
def test_what_goes_out_comes_back_equal(real_plan, ministry, language):
    sent, book = out_and_back(real_plan, ministry, language, {"milestone/M01-01": 7})
    assert [(row.kind, texts_of(row)) for row in book.rows] == sent and sent
    assert all(row.version == (7 if row.text("milestone") == "M01-01" else 0) for row in book.rows)


@QUICK
@given(plan=plans(), language=st.sampled_from(LANGUAGES))
def test_any_plan_comes_back_equal(plan, language):
    sent, book = out_and_back(plan, "", language)
    assert [texts_of(row) for row in book.rows] == [texts for _, texts in sent]


def test_a_workbook_of_all_holds_those_of_each(real_plan):
    t = wording("ko")
    whole = contents_of(real_plan, "", t, QUARTER, {}, 1, TODAY).rows
    each = [contents_of(real_plan, o.code, t, QUARTER, {}, 1, TODAY).rows for o in real_plan.organisations]
    leaderless = {f"milestone/{m.code}" for m in real_plan.milestones if not m.lead} | {f"indicator/{i.code}" for i in real_plan.indicators if not i.lead}
    for kind in SheetKind:
        assert sum(len(one[kind]) for one in each) == len([row for row in whole[kind] if row.root not in leaderless])


def test_the_same_gives_the_same_bytes():
    again = workbook(small_plan(), "MSIT", "en", QUARTER, VERSIONS, 12, TODAY)
    assert again == good() != workbook(small_plan(), "MSIT", "en", QUARTER, VERSIONS, 13, TODAY)


def test_reports_are_asked_for_where_the_cycle_wants_one():
    due = dict(original_due="2027 Q1", reports=(a_report(on="2026-10-02"),))
    late = a_milestone("M01-02", original_due="2026 Q2", reports=(a_report("R-2", on="2026-10-02"),))
    done = a_milestone("M01-03", reports=(a_report("R-3", on="2026-03-02", state="completed", completed_on="2026-03-01", grade="V2"),))
    plan = a_plan(milestones=(a_milestone(**due), late, done, a_milestone("M01-04")))
    rows = contents_of(plan, "MSIT", wording("en"), QUARTER, {}, 1, TODAY).rows[SheetKind.REPORTS]
    assert [row.values["milestone"] for row in rows] == ["M01-02", "M01-04"]


def test_units_are_said_and_never_guessed():
    plan = a_plan(programmes=(a_programme(amounts=(an_amount(9_900_000_000), an_amount(1_234_567, stage="proposal"))),))
    rows = contents_of(plan, "", wording("en"), QUARTER, {}, 1, TODAY).rows[SheetKind.AMOUNTS]
    said = {row.values["stage"]: (row.values.get("unit", ""), exact(row.values.get("amount"))) for row in rows}
    assert said["enacted"] == ("million", "9900") and said["proposal"] == ("won", "1234567") and said["disbursed"] == ("", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_cells_allow_what_they_should(real_plan, language):
    book = load_workbook(io.BytesIO(workbook(real_plan, "MOIS", language, QUARTER, {}, 1, TODAY)))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 4 + ["veryHidden"]
    for kind, sheet in zip(SheetKind, book.worksheets[1:4], strict=True):
        assert sheet.protection.sheet and sheet.freeze_panes and sheet.print_title_rows and sheet.page_setup.orientation == "landscape"
        ruled = {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation}
        for place, column in enumerate(COLUMNS[kind], start=1):
            at = sheet.cell(3, place)
            assert at.protection.locked is not column.typed
            rule = ruled.get(at.column_letter)
            assert (rule is not None) == column.typed and (not rule or rule.prompt and len(rule.prompt) < 256)
            if column.choices:
                listed = rule.formula1.strip('"').split(",")
                assert len(listed) == len(column.choices) and len(rule.formula1) <= 257 and rule.error
            if column.typed and not column.choices and str(column.fill) in ("text", "period"):
                assert at.number_format == "@"  # so that 00123 stays as it is typed


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_nothing_that_goes_out_runs(start):
    text = f"{start}cmd|' /C calc'!A0"
    plan = a_plan(milestones=(a_milestone(title=words(text)),), indicators=(an_indicator(name=words(text), observations=(replace(an_observation(), note=words(text)),)),),
                  programmes=(a_programme(name=words(text)),))
    made = workbook(plan, "", "en", QUARTER, {}, 1, TODAY)
    with ZipFile(io.BytesIO(made)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets" in name)
    for sheet in load_workbook(io.BytesIO(made)).worksheets:
        assert [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str) and c.value.startswith(FORMULA_STARTS)] == []


def test_text_that_looks_like_an_error_is_text():
    plan = a_plan(milestones=(a_milestone(title=Bilingual("#N/A", "#N/A")),))
    book = load_workbook(io.BytesIO(workbook(plan, "", "en", QUARTER, {}, 1, TODAY)))
    assert book[REPORTS]["C3"].value == "#N/A" and book[REPORTS]["C3"].data_type == "s"


FILLED = {"G3": "completed", "H3": date(2026, 11, 20), "I4": "2027 Q1", "J3": "=".join(["a", "b"]), "K4": "00123", "L3": "Press release", "O3": date(2026, 11, 20),
          "P3": "https://example.go.kr/a?b=1&c=2", "R3": "public", "T3": "Second document", "V3": date(2026, 11, 19), "Y3": "internal",
          "Z3": "Decision", "AA3": "Third document", "AF3": "public", "G4": "under way", "J4": "\ud55c\uae00 \u201cquoted\u201d \U0001f600\nsecond line"}
SAID = {"G3": "completed", "H3": "2026-11-20", "I4": "2027 Q1", "J3": "a=b", "K4": "00123", "L3": "press", "O3": "2026-11-20", "P3": "https://example.go.kr/a?b=1&c=2",
        "R3": "yes", "T3": "Second document", "V3": "2026-11-19", "Y3": "no", "Z3": "decision", "AA3": "Third document", "AF3": "yes", "G4": "in_progress", "J4": "\ud55c\uae00 \u201cquoted\u201d \U0001f600\nsecond line"}


def fill(book) -> None:
    for address, value in FILLED.items():
        book[REPORTS][address] = value
    book[VALUES]["E4"], book[VALUES]["F4"] = "2026 Q3", 12.5
    book[AMOUNTS]["F4"], book[AMOUNTS]["G4"] = "million won", 1234.5


def check_filled(book) -> None:
    assert problems_of(book) == ()
    cells = {(row.sheet, cell.address): cell.text for row in book.rows for cell in row.cells.values()}
    assert {address: cells[REPORTS, address] for address in SAID} == SAID
    assert (cells[VALUES, "E4"], cells[VALUES, "F4"], cells[AMOUNTS, "F4"], cells[AMOUNTS, "G4"]) == ("2026 Q3", "12.5", "million", "1234.5")
    assert {(row.sheet, row.number) for row in book.rows if not row.untouched} == {(REPORTS, 3), (REPORTS, 4), (VALUES, 4), (AMOUNTS, 4)}
    assert {row.version for row in book.rows if row.kind is SheetKind.VALUES} == {2} and book.made_seq == 12


def test_what_is_filled_in_comes_back():
    check_filled(read_here(edited(fill)))


@pytest.mark.slow
def test_libreoffice_opens_it_and_changes_nothing():
    check_filled(read_book(saved_again(edited(fill))))
    untouched = read_book(saved_again(good("ko")))
    assert untouched.rows and all(row.untouched for row in untouched.rows) and problems_of(untouched) == ()
    book = load_workbook(io.BytesIO(saved_again(good())))
    assert book["_tracker"].sheet_state != "visible" and book[REPORTS].protection.sheet and len(book[REPORTS].data_validations.dataValidation) >= 8


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_workbook_with_room_for_one_piece_of_evidence_still_comes_back(monkeypatch, form):
    with monkeypatch.context() as earlier:
        earlier.setitem(COLUMNS, SheetKind.REPORTS, tuple(column for column in COLUMNS[SheetKind.REPORTS] if column.piece == 1))
        contents = contents_of(small_plan(), "", wording("en"), QUARTER, VERSIONS, 12, TODAY)
        sent = workbook(small_plan(), "", "en", QUARTER, VERSIONS, 12, TODAY) if form == "xlsx" else workbook_csv(contents, "en")
    book = read_here(sent)
    assert book.rows and problems_of(book) == () and all(row.untouched for row in book.rows) and "evidence_2_title" not in book.rows[0].cells
    if form == "xlsx":
        check = load_workbook(io.BytesIO(sent))
        check[REPORTS]["M3"] = "Only proof"
        out = io.BytesIO()
        check.save(out)
        assert [(row.text("evidence_title"), row.untouched) for row in read_here(out.getvalue()).rows[:2]] == [("Only proof", False), ("", True)]


def test_room_for_further_evidence_that_went_out_may_not_be_taken_away():
    with pytest.raises(BadBook) as bad:
        read_here(edited(lambda book: book[REPORTS].delete_cols(19, 7)))
    assert {(p.key, p.details["column"]) for p in bad.value.problems} >= {("workbook.problem_missing_column", "Title of evidence (2)")}


def test_a_row_that_tells_of_further_evidence_alone_was_not_left_alone():
    assert [row.untouched for row in read_here(cell(REPORTS, "AA4", "Third document")).rows[:3]] == [True, False, True]


@pytest.mark.parametrize(("language", "offered", "unsaid"), [("ko", "완료", "Completed"), ("en", "Completed", "완료")])
def test_a_wrong_word_is_answered_with_the_words_of_the_workbook(language, offered, unsaid):
    def wrong(book) -> None:
        book.worksheets[1]["G3"], book.worksheets[1]["G4"] = "finished", unsaid
    book = read_here(edited(wrong, language))
    said = book.rows[0].cells["state"].details["choices"].lower()
    assert offered.lower() in said and unsaid.lower() not in said and book.rows[1].text("state") == "completed"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_workbook_that_is_out_is_read_after_its_columns_were_renamed(monkeypatch, form):
    with monkeypatch.context() as earlier:
        for module in (workbook_form, workbook_writing, workbook_csv_writing):
            earlier.setattr(module, "label", lambda t, kind, column: f"Formerly {column.key}")
        for module in (workbook_form, workbook_writing):
            earlier.setattr(module, "sheet_name", lambda t, kind: f"Old {kind}")
        contents = contents_of(small_plan(), "", wording("en"), QUARTER, VERSIONS, 12, TODAY)
        sent = workbook(small_plan(), "", "en", QUARTER, VERSIONS, 12, TODAY) if form == "xlsx" else workbook_csv(contents, "en")
    book = read_here(sent)
    assert book.rows and problems_of(book) == () and all(row.untouched for row in book.rows)


def test_rows_that_are_gone_are_named_and_nothing_else_happens():
    book = read_here(edited(lambda book: book[REPORTS].delete_rows(4)))
    assert book.missing == ("M01-02",) and len(book.rows) == len(read_here(good()).rows) - 1 and problems_of(book) == ()


def test_rows_in_another_order_are_still_themselves():
    def turn(book) -> None:
        sheet = book[REPORTS]
        rows = [[sheet.cell(n, c).value for c in range(1, 19)] for n in (5, 4, 3)]
        for number, row in enumerate(rows, start=3):
            for place, value in enumerate(row, start=1):
                sheet.cell(number, place).value = value
    book = read_here(edited(turn))
    assert all(row.untouched for row in book.rows) and [row.text("milestone") for row in book.rows][:3] == ["M01-03", "M01-02", "M01-01"]


def test_csv_alone_knows_nothing_of_versions():
    book = read_here((HEAD + LINE.format(state="under way", summary="x")).encode("utf-8-sig"))
    assert (book.plan, book.made_seq, book.language) == ("", 0, "en") and not book.rows[0].untouched and book.rows[0].text("state") == "in_progress"


@pytest.mark.slow
def test_the_child_reads_as_this_process_does():
    assert replace(read_book(good()), sha256="") == replace(read_here(good()), sha256="")
    assert replace(read_book(good_csv()), sha256="") == replace(read_here(good_csv()), sha256="")
    with pytest.raises(BadBook) as bad:
        read_book(edited(put(REPORTS, "M99", "x")) + b"more")
    assert bad.value.problems == (CellProblem("", 0, "", "", "workbook.problem_not_whole", {"value": ""}),)


@pytest.mark.slow
def test_the_child_keeps_its_time(monkeypatch):
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c>%s</row>' % (n, n, b"<c><v>1</v></c>" * 7) for n in range(10, 240_000))
    content = patched(lambda parts: parts.__setitem__(sheet_part(2), parts[sheet_part(2)].replace(b"</sheetData>", rows + b"</sheetData>")))
    monkeypatch.setattr(workbook_reading, "SECONDS", 1)
    monkeypatch.setattr(reading_process, "WAITING", 100)  # so that it is its own time that ends it
    with pytest.raises(BadBook) as bad:
        read_book(content)
    assert bad.value.problems[0].key == "workbook.problem_too_long"


@pytest.mark.slow
def test_a_real_bomb_is_refused_by_the_child_too(monkeypatch):
    """Preflight would stop it; let through, it does not get far."""
    monkeypatch.setattr(workbook_reading, "kind_of_file", lambda content: "book")
    with pytest.raises(BadBook) as bad:
        read_book(bomb(260))
    assert bad.value.problems[0].key == "workbook.problem_too_long"


def test_the_child_knows_nothing_of_us(monkeypatch):
    monkeypatch.setenv("TRACKER_DATABASE_URL", "sqlite:///secret")
    seen = {}
    monkeypatch.setattr("subprocess.run", lambda *_, env, **__: seen.update(env) or type("Done", (), {"returncode": 0, "stdout": b"{}"}))
    in_child("book", b"", 1, 1)
    assert set(seen) == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}


def test_few_children_read_at_once(monkeypatch):
    """Whoever comes while all places are taken is asked to come again; a place is free again however a child ended."""
    room = BoundedSemaphore(1)
    monkeypatch.setattr(reading_process, "_room", room)
    monkeypatch.setattr(reading_process, "PATIENCE", 0)
    monkeypatch.setattr("subprocess.run", lambda *_, **__: type("Done", (), {"returncode": 1, "stderr": b"Traceback\nValueError: a cell\n"}))
    for _ in range(2):
        with pytest.raises(BadBook) as ended:
            in_child("book", b"", 1, 1)
        assert ended.value.problems[0].key == "workbook.problem_too_long"
    with room, pytest.raises(BadBook) as busy:
        in_child("book", b"", 1, 1)
    assert busy.value.problems[0].key == "workbook.problem_too_many_at_once"


def test_a_child_that_fails_is_in_the_log_and_the_file_is_not(monkeypatch, caplog):
    for said in (b"Traceback\nValueError: a cell\n", b"a cell\n", b""):
        monkeypatch.setattr("subprocess.run", lambda *_, said=said, **__: type("Done", (), {"returncode": 1, "stderr": said}))
        with pytest.raises(BadBook):
            in_child("book", b"", 1, 1)
    assert "ValueError" in caplog.text and "a cell" not in caplog.text


def a_run(content: bytes) -> DryRun:
    """A dry run with one wrong cell, one conflict and one problem of the whole file."""
    book = read_here(content)
    wrong = next(row for row in book.rows if row.text("milestone") == "M01-01")
    clash = next(row for row in book.rows if row.text("milestone") == "M01-02")
    return DryRun(book, (WeighedRow(wrong, RowState.ERROR, "milestone/M01-01", problems=(
        CellProblem(REPORTS, wrong.number, f"J{wrong.number}", "", "workbook.problem_formula"), CellProblem(REPORTS, wrong.number, f"J{wrong.number}", "", "workbook.problem_locked"))),
        WeighedRow(clash, RowState.CONFLICT, "milestone/M01-02", (FieldDifference("summary", "a", "b"),))), (CellProblem("", 0, "", "", "workbook.problem_hidden_sheet"),))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_marked_copy_says_beside_the_cell_what_is_wrong(language):
    content, t = cell(REPORTS, "J3", "=HYPERLINK(\"http://evil.example\")"), wording(language)
    copy = load_workbook(io.BytesIO(marked_copy(content, a_run(content), language)))
    sheet = copy[REPORTS]
    assert sheet["J3"].comment.text == f"{t('workbook.problem_formula')}\n{t('workbook.problem_locked')}" and sheet["J3"].fill.fgColor.rgb == "FFFDECEA"
    assert sheet["J4"].comment.text == t("workbook.mark_conflict") and sheet["J4"].fill.fgColor.rgb == "FFFFF3D6"
    assert sheet["J5"].comment is None
    assert [c.coordinate for s in copy.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"] == []
    again = read_here(marked_copy(content, a_run(content), language))
    assert [(p.key, p.address) for p in problems_of(again)] == [("workbook.problem_formula_text", "J3")]


@pytest.mark.slow
def test_a_marked_copy_of_csv_is_a_sheet():
    content = (HEAD + LINE.format(state="", summary="'=x")).encode("utf-8-sig")
    run = DryRun(read_here(good()), (), (CellProblem("", 2, "J2", "", "workbook.problem_formula"),))
    sheet = load_workbook(io.BytesIO(marked_copy(content, run, "ko"))).active
    assert sheet["J2"].comment.text == wording("ko")("workbook.problem_formula") and sheet["J2"].data_type == "s"
    with pytest.raises(BadBook):
        marked_copy(good_csv(), run, "ko")


def test_a_very_long_file_has_no_marked_copy_and_says_why(monkeypatch):
    content = good()
    monkeypatch.setattr(workbook_marks, "in_child", lambda *_: b"marked")
    monkeypatch.setattr(workbook_marks, "MOST_ROWS", len(a_run(content).rows))
    assert marked_copy(content, a_run(content), "en") == b"marked"
    monkeypatch.setattr(workbook_marks, "MOST_ROWS", 1)
    with pytest.raises(BadBook) as bad:
        marked_copy(content, a_run(content), "en")
    assert "more than 1 rows" in wording("en")(bad.value.problems[0].key, **bad.value.problems[0].details)


def test_every_column_has_its_words():
    for language in LANGUAGES:
        t = wording(language)
        assert all(hint(column, t) for kind in SheetKind for column in COLUMNS[kind] if column.typed)
