"""The printed reports of the real plan: the numbers of the pages, whole, tagged, the same every time, in one language."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import unquote

import pytest

from tests.site import printed as p
from tests.ui.drawn import held_plan
from tracker.domain.milestones import ChangeKind, Rebaseline
from tracker.domain.periods import parse_period
from tracker.domain.words import Bilingual
from tracker.exchange.typesetting import FAMILY
from tracker.site.report_parts import Grid, run
from tracker.site.report_source import Source
from tracker.site.report_typst import printed
from tracker.site.reports import FORMS, KINDS, files_reports
from tracker.views import brief, milestones, overview, quarterly
from tracker.views.headline import numbers

LANGUAGES = ("ko", "en")
HANGUL = re.compile("[\uac00-\ud7a3]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_is_one_page_and_says_what_the_page_says(language):
    found = p.pages(p.made("brief", "pdf", language))
    of = p.source(language)
    said = [*brief.status_lines(of.plan, of.as_of, of.t), *(r["title"] for r in brief.worst(of.plan, of.as_of, of.t)),
            *(d["text"] for d in brief.decisions(of.plan, of.as_of, of.t)), brief.money_lines(of.plan, of.as_of, of.t)["value"],
            *(i["of"] for i in brief.headline_indicators(of.plan, of.as_of, of.t)), of.edition]
    assert len(found) == 1
    assert [line for line in said if p.bare(line) not in found[0]] == []


@pytest.mark.parametrize("as_of", [date(2026, 1, 10), date(2027, 3, 31), date(2029, 2, 1)])
def test_the_brief_is_one_page_on_any_day(as_of):
    assert len(p.pages(printed(KINDS["brief"](Source(held_plan(), as_of, "ko"))))) == 1


def test_the_brief_is_one_page_however_long_the_words():
    plan = held_plan()
    long = replace(plan, milestones=tuple(replace(m, title=replace(m.title, ko=m.title.ko * 9)) for m in plan.milestones))
    assert len(p.pages(printed(KINDS["brief"](Source(long, p.AS_OF, "ko"))))) == 1


def test_letters_the_fonts_lack_do_not_stop_a_report():
    plan = held_plan()
    strange = replace(plan, head=replace(plan.head, name=replace(plan.head.name, ko="人工知能 🎉 똠방 계획")))
    assert "□□□□□똠방계획" in p.pages(printed(KINDS["brief"](Source(strange, p.AS_OF, "ko"))))[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quarterly_report_holds_the_whole_plan(language):
    pdf = p.made("quarterly", "pdf", language)
    found, of = p.pages(pdf), p.source(language)
    whole = "".join(found)
    codes = [m.code for m in of.plan.milestones if p.bare(m.code) not in whole]
    names = [i.code for i in of.plan.indicators if p.bare(of.t.pick(i.name)) not in whole]
    assert (codes, names) == ([], [])
    assert p.outside(pdf) == []
    assert p.bare(overview.finding(of.plan, of.as_of, of.t)) in found[0]


def test_the_head_of_a_long_table_stands_on_every_page():
    of = p.source("ko")
    found = p.pages(p.made("quarterly", "pdf", "ko"))
    head = "".join(p.bare(of.t(f"printed.{key}")) for key in ("code", "milestone", "lead", "original_due", "due", "status", "last_report"))
    codes = [m.code for m in of.plan.milestones]
    listing = [text for text in found if sum(text.count(code) for code in codes) > 20]
    assert len(listing) > 5 and all(head in text for text in listing)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_tagged_and_carries_its_fonts(kind, language):
    pdf = p.made(kind, "pdf", language)
    fonts, files = set(re.findall(rb"/BaseFont/([A-Z]{6}\+\w+)", pdf)), pdf.count(b"/FontFile3")
    assert {name.split(b"+")[1].split(b"-")[0] for name in fonts} == {b"TrackerPrint"} and files >= 2
    assert b"/StructTreeRoot" in pdf and b"<pdfuaid:part>1</pdfuaid:part>" in pdf and f"/Lang({language})".encode() in pdf
    assert b"/S/TH" in pdf and b"/DisplayDocTitle true" in pdf
    figures = re.findall(rb"<</Type/StructElem/S/Figure[^\n]*", pdf)
    assert figures and all(b"/Alt" in figure for figure in figures)


def test_the_same_state_gives_the_same_bytes():
    again = Source(held_plan(), p.AS_OF, "ko", p.source("ko").release, p.source("ko").address)
    assert all(FORMS[form][0](KINDS["brief"](again)) == p.made("brief", form, "ko") for form in FORMS)
    assert printed(p.document("quarterly", "ko")) == p.made("quarterly", "pdf", "ko")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_the_same_tables(kind, language):
    tables = p.every_grid(p.document(kind, language))
    assert compared(p.markdown_tables(p.made(kind, "md", language).decode()), tables) == []
    assert compared(p.html_tables(p.made(kind, "html", language).decode()), tables) == []
    text = "".join(p.pages(p.made(kind, "pdf", language)))
    assert [cell for table in tables for row in table for cell in row if cell and cell not in text and len(cell) < 20] == []


def compared(found: list, wanted: list) -> list:
    """The tables that differ; brackets around a small line are the form's own."""
    plain = lambda table: [[re.sub(r"[()]", "", cell) for cell in row] for row in table]  # noqa: E731
    return [(a, b) for a, b in zip(found, wanted, strict=True) if plain(a) != plain(b)]


def test_a_wrong_number_in_one_form_is_noticed():
    document = p.document("quarterly", "ko")
    n, grid = next((n, b) for n, b in enumerate(document.blocks) if isinstance(b, Grid))
    wrong = replace(grid, body=((grid.body[0][0], (run("999"),), *grid.body[0][2:]), *grid.body[1:]))
    other = replace(document, blocks=(*document.blocks[:n], wrong, *document.blocks[n + 1:]))
    assert compared(p.markdown_tables(FORMS["md"][0](other).decode()), p.every_grid(document))
    assert compared(p.html_tables(FORMS["html"][0](other).decode()), p.every_grid(document))
    assert "999" not in "".join(row[1] for row in p.cells(grid)[1:])


def test_the_numbers_are_those_of_the_views():
    of, n = p.source("ko"), numbers(p.source("ko").plan, p.AS_OF)
    found = quarterly.beside(of.plan, of.as_of)
    assert found["total"]["total"] == n["milestones"] and found["total"]["delayed"] == n["delayed"]
    assert sum(r["total"] for r in found["rows"]) == n["milestones"]
    assert all(sum(r[g] for g in found["groups"]) == r["total"] for r in found["rows"])
    annex = [r["code"] for area in quarterly.annex(of.plan, of.as_of, of.t) for r in area["rows"]]
    assert annex == [r["code"] for r in sorted(milestones.rows(of.plan, of.as_of, of.t), key=lambda r: annex.index(r["code"]))]
    assert len(annex) == len(set(annex)) == n["milestones"]
    assert len(brief.delays(of.plan, of.as_of, of.t)) == n["delayed"]


def test_the_strip_is_printed_as_one_bar_and_says_so():
    for language in ("ko", "en"):
        t = p.source(language).t
        text = p.made("quarterly", "md", language).decode()
        assert t("printed.one_bar") in text and t("strip.subtitle") not in text


def test_markdown_speaks_of_no_bars_nobody_sees():
    """Print and HTML draw bars beside most tables and say what they are; Markdown has the tables alone, none has the chart of execution."""
    for language in LANGUAGES:
        t, whole = p.source(language).t, {form: unescape(p.made("quarterly", form, language).decode()) for form in ("md", "html")}
        for key in ("area_table.bars", "funding.ministry_bars", "printed.bodies_bars"):
            assert t(key) not in whole["md"] and t(key) in whole["html"], key
        for key in ("funding.execution_mark", "funding.execution_cut"):
            assert t(key) not in whole["md"] + whole["html"], key
        assert "\u00ad" not in whole["md"]


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_telephone_wide_tables_stand_row_by_row_with_their_headings(kind):
    found = re.findall(r"<table([^>]*)>(.*?)</table>", p.made(kind, "html", "ko").decode(), re.S)
    wide = [(looks, table) for looks, table in found if len(re.findall(r'<th[^>]* scope="col"', table)) > 3]
    assert wide and all("stack" in looks for looks, _ in wide)
    bare = [cell for _, table in wide for cell in re.findall(r"<td([^>]*)>", table.partition("<tbody>")[2]) if "data-label" not in cell and "barcell" not in cell]
    assert bare == []


def test_a_drawing_in_html_names_fonts_of_a_screen_and_has_a_narrow_one():
    page = unquote(p.made("quarterly", "html", "ko").decode())
    assert "Malgun Gothic, sans-serif" in page and FAMILY not in page and "<source media=" in page


def test_reports_are_in_one_language():
    english = p.made("quarterly", "md", "en").decode() + p.made("brief", "md", "en").decode()
    assert HANGUL.findall(english) == []
    for form in ("md", "html"):
        korean = p.made("quarterly", form, "ko").decode()
        assert not re.search(r"\bNone\b|\{[a-z_]+\}|printed\.|\bTrue\b", re.sub(r"<style.*?</style>", "", korean, flags=re.S))


def test_markdown_is_no_html_and_html_needs_nothing_else():
    text = p.made("quarterly", "md", "ko").decode()
    assert not re.search(r"(?<!\\)<", text)
    page = p.made("quarterly", "html", "ko").decode()
    assert not re.search(r"<(?:script|link|iframe)|url\(\"?https?:|src=\"https?:|@import", page)


def test_every_line_of_the_brief_leads_to_its_item():
    release = f"{p.source('ko').address}/r/{p.source('ko').release.id}/"
    of = p.source("ko")
    for row in brief.worst(of.plan, of.as_of, of.t):
        assert f"{release}milestone/{row['code']}.html".encode() in p.made("brief", "html", "ko")
        assert f"{release}milestone/{row['code']}.html".encode() in p.made("brief", "pdf", "ko")


@pytest.mark.parametrize("code", ["MSIT", "MOIS", "MOFA"])
def test_the_report_of_a_body_holds_its_share_only(code):
    own = {m.code for m in held_plan().milestones if m.lead == code}
    text = p.made("quarterly", "md", "ko", code).decode()
    assert {c for c in re.findall(r"\bM\d\d-\d\d\b", text)} == own
    assert len(p.pages(p.made("brief", "pdf", "ko", code))) == 1


def test_what_a_release_carries():
    release = p.source("ko").release
    files = files_reports(held_plan(), release)
    assert set(files) == {f"data/{kind}.{language}.{form}" for kind in KINDS for language in LANGUAGES for form in ("pdf", "md")}
    assert files["data/brief.ko.pdf"] == p.made("brief", "pdf", "ko")


def moved_plan():
    """The real plan with one deadline moved by a resolution of the committee and one by the ministry alone."""
    plan = held_plan()
    first, second, *rest = plan.milestones
    by = plan.resolutions[0].code
    move = lambda m, resolution: replace(m, rebaselines=(Rebaseline(  # noqa: E731
        date(2026, 10, 1), parse_period("2029 Q1"), ChangeKind.MAJOR if resolution else ChangeKind.MINOR, Bilingual("장비 조달이 늦어짐", "Equipment came late"), resolution, m.origin),))
    return replace(plan, milestones=(move(first, by), move(second, None), *rest)), (first, second), by


def test_a_moved_date_is_printed_with_both_dates_reason_and_resolution():
    plan, moved, by = moved_plan()
    of = Source(plan, p.AS_OF, "ko")
    tables = p.every_grid(KINDS["quarterly"](of))
    title = p.bare(of.t("printed.decision"))
    listed = next(t for t in tables if title in t[0])
    lines = [next(row for row in listed if p.bare(m.code) in row[0]) for m in moved]
    assert all(row[1] == p.bare(of.t.period(m.original_due)) and row[2] == p.bare(of.t.period(parse_period("2029 Q1"))) for row, m in zip(lines, moved, strict=True))
    assert p.bare(by) in lines[0][4] and p.bare(of.t("rebaselining.minor")) == lines[1][4] and all("장비조달이늦어짐" == row[5] for row in lines)
    annex = next(row for t in tables for row in t if row[0] == p.bare(moved[0].code))
    assert annex[3:5] == [p.bare(of.t.period(moved[0].original_due)), p.bare(of.t.period(parse_period("2029 Q1")))]
