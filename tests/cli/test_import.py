"""`export` and `import` on the real plan: what goes out comes back, dry run first, every mistake in words, nothing twice."""

import json

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.test_show import run
from tests.workbooks import filled, report_of
from tracker.cli.commands import app
from tracker.domain.importing import RowState
from tracker.exchange.workbook_reading import read_book
from tracker.services.reading import internal
from tracker.store.engine import engine_for
from tracker.text import wording

T = wording("en")
DOCS = Path(__file__).parents[2] / "tracker/docs/workbooks.md"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A seeded database, and the workbook of a ministry taken out of it."""
    folder = tmp_path_factory.mktemp("importing")
    url = f"sqlite:///{folder / 'tracker.sqlite'}"
    assert run(url, "init").exit_code == 0
    done = run(url, "export", "workbook", "--ministry", "MOIS", "--lang", "en", str(folder / "out.xlsx"))
    assert done.exit_code == 0, done.output
    return url, folder


def written(folder, name: str, texts: dict) -> str:
    (folder / name).write_bytes(filled((folder / "out.xlsx").read_bytes(), texts))
    return str(folder / name)


def codes(folder) -> list[str]:
    return [row.text("milestone") for row in read_book((folder / "out.xlsx").read_bytes()).rows if row.text("milestone")]


def brought(url, *words):
    done = run(url, "import", *words, language="en")
    assert "Traceback" not in done.output
    return done


def test_a_password_nobody_types_ends_the_command_in_words(house):
    url, folder = house
    done = brought(url, str(folder / "out.xlsx"), "--apply", "--as", "somebody")
    assert done.exit_code == 2 and T("cli.not_answered") in done.output


def test_a_workbook_as_it_went_out_changes_nothing(house):
    url, folder = house
    done = brought(url, str(folder / "out.xlsx"), "--apply")
    assert done.exit_code == 0 and T("importing.nothing") in done.output


def test_what_is_wrong_is_said_with_its_place_and_nothing_is_applied(house):
    url, folder = house
    first, second = codes(folder)[:2]
    file = written(folder, "wrong.xlsx", report_of(first, state=T("milestones.state_in_progress"), summary="Under way", forecast="soon")
                   | report_of(second, state=T("milestones.state_in_progress"), summary="Under way"))
    done = brought(url, file, "--apply")
    assert done.exit_code == 2 and f"{T('workbook.sheet_reports')} " in done.output and T("importing.problem_period", typed="soon") in done.output
    assert not internal(engine_for(url)).workspace.submissions


def test_first_looked_at_then_applied_then_known(house):
    url, folder = house
    code = codes(folder)[0]
    file = written(folder, "good.xlsx", report_of(code, state=T("milestones.state_in_progress"), summary="Under way"))
    for words in ((), ("--dry-run",)):
        done = brought(url, file, *words)
        assert done.exit_code == 0 and code in done.output and "Under way" in done.output
        assert not internal(engine_for(url)).workspace.submissions
    done = brought(url, file, "--apply")
    assert done.exit_code == 0 and f"S-{code}-1" in done.output
    assert [s.authors for s in internal(engine_for(url)).workspace.submissions] == [("console",)]
    again = brought(url, file, "--apply")
    assert again.exit_code == 0 and T("importing.nothing") in again.output


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_whole_plan_goes_out_and_comes_back(house, form):
    url, folder = house
    file = folder / f"plan.{form}"
    assert run(url, "export", form, str(file)).exit_code == 0
    done = brought(url, str(file))
    assert done.exit_code == 0 and T("importing.nothing") in done.output


def test_a_changed_plan_is_told_object_by_object_and_put_in_place(house):
    url, folder = house
    file = folder / "changed.json"
    run(url, "export", "json", str(file))
    said = json.loads(file.read_text("utf-8"))
    said["records"]["goal/T01"]["note"] = {"ko": "", "en": "Looked over"}
    file.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    done = brought(url, str(file))
    assert done.exit_code == 0 and "goal/T01" in done.output and internal(engine_for(url)).plan.goal("T01").note.en != "Looked over"
    assert brought(url, str(file), "--apply", "--reason", "Looked over").exit_code == 0
    assert internal(engine_for(url)).plan.goal("T01").note.en == "Looked over"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_mistake_is_said_in_words(house, language, tmp_path):
    url, folder = house
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    t = wording(language)
    for words, said in (
            (("import", str(tmp_path / "none.xlsx")), "none.xlsx"), (("import", str(tmp_path)), str(tmp_path)), (("import", str(tmp_path / "a.xlsx")), t("workbook.problem_no_heading")),
            (("import", str(folder / "out.xlsx"), "--apply", "--dry-run"), "--apply"), (("export", "workbook", "--ministry", "NOBODY", str(tmp_path / "b.xlsx")), "NOBODY"),
            (("export", "workbook", "--ministry", "MOIS", str(tmp_path / "no" / "b.xlsx")), "b.xlsx")):
        done = run(url, *words, language=language)
        assert done.exit_code == 2 and said in done.output and "Traceback" not in done.output, (words, done.output)


def test_the_document_names_every_command_and_state():
    text = DOCS.read_text("utf-8")
    commands = [line.partition("#")[0].split()[3:] for line in text.splitlines() if line.startswith("python -m tracker ")]
    options = {word for command in commands for word in command if word.startswith("--")}
    assert {command[0] for command in commands} == {"export", "import"} and {command[1] for command in commands if command[0] == "export"} == {"workbook", "csv", "json"}
    shown = "".join(CliRunner().invoke(app, words, env={"COLUMNS": "200"}).output for words in (["import", "--help"], ["export", "workbook", "--help"]))
    assert len(options) >= 4 and all(option in shown for option in options)
    assert all(f"{state}" in text for state in RowState)
