"""`report` from the command line: files by their ending, a release, a body, and every mistake in words."""

import pytest

from tests.cli.test_show import ROOT, database, run  # noqa: F401  (a fixture)
from tracker.site.reports import FORMS, KINDS
from tracker.text import wording


@pytest.mark.parametrize(("name", "begins"), [("a.pdf", b"%PDF-"), ("a.html", b"<!doctype html>"), ("a.md", b"# ")])
def test_the_ending_says_the_form(database, tmp_path, name, begins):  # noqa: F811
    out = tmp_path / name
    done = run(database, "report", "brief", str(out))
    assert done.exit_code == 0 and str(out) in done.stdout
    assert out.read_bytes().startswith(begins)


def test_a_day_a_body_and_a_language(database, tmp_path):  # noqa: F811
    out = tmp_path / "a.md"
    assert run(database, "report", "brief", str(out), "--as-of", "2026-06-30", "--ministry", "MSIT", "--lang", "en").exit_code == 0
    assert "30\u00a0Jun\u00a02026" in out.read_text("utf-8") and "Ministry of Science and ICT" in out.read_text("utf-8")
    assert wording("en")("printed.working") in out.read_text("utf-8")


@pytest.mark.parametrize("words", [("other", "a.pdf"), ("brief", "a.docx"), ("brief", "a"), ("brief", "a.pdf", "--ministry", "NOBODY"), ("brief", "a.pdf", "--as-of", "x"),
                                   ("brief", "a.pdf", "--release", "2020Q1-r1"), ("brief", "none/a.md")])
def test_a_mistake_is_said_in_words(database, tmp_path, words):  # noqa: F811
    kind, name, *more = words
    done = run(database, "report", kind, str(tmp_path / name), *more)
    assert done.exit_code == 2 and done.stderr.strip() and "Traceback" not in done.stderr
    assert not (tmp_path / name).exists()


def test_every_report_and_form_is_documented():
    text = (ROOT / "tracker/docs/reports.md").read_text("utf-8")
    assert all(f"report {kind}" in text for kind in KINDS) and all(f"`.{form}`" in text for form in FORMS)
