"""Overview, brief, changes and help drawn by Streamlit itself, on every day and in both languages, without a browser."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tracker.exchange.csv_bundle import read
from tracker.pages import prose
from tracker.pages.reader import read_address, reader_for
from tracker.text import wording

PAGES = ("overview", "brief", "changes", "help")
DAYS = ("2025-06-01", "2026-02-25", "2026-06-30", "2026-07-01", "2026-11-22", "2030-01-01")
TODAY = date(2026, 11, 22)
HANGUL = re.compile("[\uac00-\ud7a3]")


@cache
def plan():
    return read(Path(__file__).parents[2] / "seed_data")


def reader(page, language, **query):
    address, _ = read_address(page, {"lang": language, **query}, "ko", TODAY)
    return reader_for(address, plan(), "test", TODAY)


def _script(page, language, query):
    from importlib import import_module

    import tracker.ui  # noqa: F401  its canvas is the usual one
    from tests.ui.test_reading_pages import reader
    module, asked = import_module(f"tracker.pages.{page}"), reader(page, language, **query)
    if hasattr(module, "top"):
        module.top(asked)
    module.render(asked)


def drawn(page, language, **query) -> str:
    """All HTML blocks of a page in order; an exception in it fails the test."""
    app = AppTest.from_function(_script, args=(page, language, query), default_timeout=30).run()
    assert not app.exception, app.exception
    return "\n".join(block.proto.body for block in app.get("html"))


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("page", PAGES)
def test_the_page_stands_on_any_day(page, day, language):
    html = drawn(page, language, as_of=day)
    assert html.count("<h1") == 1 and "{" not in re.sub(r"style=\"[^\"]*\"", "", html)


@pytest.mark.parametrize("page", PAGES)
def test_no_korean_on_an_english_page(page):
    assert HANGUL.findall(re.sub(r"href=\"[^\"]*\"", "", drawn(page, "en"))) == []  # an address may hold any letters


@pytest.mark.parametrize("page", PAGES)
def test_no_code_is_a_label(page):
    shown = re.sub(r"<code>.*?</code>|<[^>]+>", " ", drawn(page, "ko"))
    assert re.findall(r"\b(?:M\d\d-\d\d|T\d\d|A\d\d|no_report\w*|completed_late|on_track)\b", shown) == []


def test_the_overview_shows_the_numbers_of_its_view():
    html = drawn("overview", "en")
    for words in ("Of 139\u00a0milestones past due, 6 confirmed complete and 10 delayed", "288", "KRW\u00a09.9\u00a0trillion", "236\u00a0days late",
                  "43 of the 123 past due without a report", "10.7 of the plan&#x27;s 36 months"):
        assert words in html, words


def test_every_line_of_the_brief_leads_to_its_item():
    html = drawn("brief", "en", as_of="2026-12-05")
    for address in ("/milestone?code=M07-05", "/milestones?status=delayed", "/milestones?status=no_report_past_due", "/indicator?code=GPU_GOV", "/funding?"):
        assert f'href="{address}' in html, address
    assert len(re.findall(r'href="/milestone\?code=', html)) == 3 + 5


def test_changes_keep_their_period_in_the_downloads():
    assert "/data/changes.csv?since=90" in drawn("changes", "en", since="90")


def test_help_has_its_accessibility_statement():
    assert 'id="accessibility"' in drawn("help", "ko") and 'href="/methodology?lang=ko"' in drawn("help", "ko")


def test_prose_understands_its_small_markdown_and_escapes_the_rest(tmp_path, monkeypatch):
    (tmp_path / "x.ko.md").write_text("# T\n\n## Head <b> {#here}\n\ntext `a<b` **bold** [go](page:help)\nmore\n- one\n- two\n\n1. first\n\n    $ cmd --x\n", "utf-8")
    monkeypatch.setattr(prose, "FOLDER", tmp_path)
    prose.source.cache_clear()
    html = prose.draw(reader("help", "ko"), "x")
    prose.source.cache_clear()
    assert '<h2 id="here">Head &lt;b&gt;</h2>' in html and "<code>a&lt;b</code>" in html and "<b>bold</b>" in html
    assert "<ul><li>one</li><li>two</li></ul>" in html and "<ol><li>first</li></ol>" in html and "<pre tabindex=\"0\"><code>$ cmd --x</code></pre>" in html
    assert 'href="/help?lang=ko"' in html and "# T" not in html and wording("ko")


def test_the_parts_of_the_document_are_listed():
    assert [id_ for _, id_ in prose.contents(reader("help", "en"), "help")][:2] == ["reading", "answers"]


def test_long_lists_of_an_area_are_cut_and_the_rest_is_folded():
    html = drawn("area", "en", code="A01")
    for words in ("Show 11 more", "Show 9 more", "Show 5 more"):
        assert f"<summary>{words}</summary>" in html, words
    assert re.findall(r">\s*M\d\d-\d\d\s*<", html) == []  # milestones are named, not numbered


def test_a_short_list_is_not_cut():
    from tracker.charts import goal_parts
    t = wording("en")
    assert goal_parts.first_few(list(range(8)), lambda some: str(len(some)), t) == "<div>8</div>"
    assert "Show 3 more" in goal_parts.first_few(list(range(9)), lambda some: str(len(some)), t)
