"""Every page of the static edition: sound HTML, no link into nowhere, the live page's figures, the same bytes every time."""

import gzip
import json
import re
from dataclasses import replace

import pytest

from tests.builders import a_full_plan
from tests.looking import SUBJECTS
from tests.site.editions import SITE, Page, broken, edition, pages, read, release_info
from tests.ui.drawn import held_plan, page_text
from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.site.places import place, rooted
from tracker.site.static_assets import FOLDER
from tracker.site.static_edition import SUBJECTS as KINDS
from tracker.site.static_edition import files_static
from tracker.views.datasets import datasets
from tracker.views.pages import PUBLIC

pytestmark = pytest.mark.slow  # thousands of pages
LARGEST = 60_000  # bytes on the wire for a page with its style sheet, fonts apart
BESIDE = {"manifest.json"} | {f"data/{language}/{key}.{form}" for language in LANGUAGES for key in datasets() for form in ("csv", "json")}
BESIDE |= {f"data/{kind}.{language}.{form}" for kind in ("brief", "quarterly") for language in LANGUAGES for form in ("pdf", "md")}


def small_plan() -> Plan:
    """Something of everything that has words; a check by a body nobody has is not drawn."""
    return replace(a_full_plan(), checks=())


def test_every_public_page_and_everything_of_the_plan_has_a_page_in_both_languages():
    files = edition()
    for language in LANGUAGES:
        assert all(place(page.key, language).file in files for page in PUBLIC if page.key not in KINDS)
        for key, group in KINDS.items():
            assert all(place(key, language, {"code": one.code}).file in files for one in getattr(held_plan(), group)), key


def test_pages_are_sound_html():
    wrong = {path: page.faults[:3] for path, page in pages().items() if page.faults}
    assert wrong == {}
    assert {path for path, page in pages().items() if page.tags["h1"] != 1 or len(set(page.ids)) != len(page.ids)} == set()
    assert {path for path, page in pages().items() if page.language != ("en" if path.startswith("en/") else "ko")} == set()


@pytest.mark.parametrize("html", ["<p><div></div></p>", "<a href=x><a href=y></a></a>", "<div>", '<p id="a" id="b"></p>', "<b><i></b></i>"])
def test_unsound_html_would_be_seen(html):
    assert read(html).faults


def test_no_link_leads_into_nowhere():
    assert broken(pages(), frozenset(edition()) | BESIDE) == []


def test_a_link_into_nowhere_would_be_seen():
    def page(html: str) -> dict[str, Page]:
        return {"goal/T07.html": read(html), "goals.html": read('<i id="there"></i>')}

    files = frozenset({"goals.html", "goal/T07.html"})
    assert broken(page('<a href="../goals.html#there">x</a>'), files) == []
    for address in ("../goal.html", "../goals.html#here", "#nowhere", "/goals.html"):
        assert len(broken(page(f'<a href="{address}">x</a>'), files)) == 1, address


def test_the_same_plan_gives_the_same_bytes():
    plan, info = small_plan(), release_info()
    assert files_static(plan, info) == files_static(replace(plan), info)


def test_no_page_runs_a_script_of_its_own_or_asks_another_site():
    for path, content in edition().items():
        if path.endswith(".html"):
            html = content.decode()
            assert re.findall(r"<script(?! src=| type=\"application/ld\+json\")", html) == [], path
            assert re.findall(r'(?:src|srcset|action)="https?:', html) == [] and " onclick" not in html, path


def test_a_page_is_light_without_scripts():
    style = len(gzip.compress(next(content for path, content in edition().items() if path.startswith(FOLDER + "style"))))
    heavy = {path: size for path, content in edition().items() if path.endswith(".html")
             if (size := len(gzip.compress(content, 1)) + style) > LARGEST}
    assert heavy == {}


def live_figures(key: str, language: str) -> list[str]:
    query = {"code": SUBJECTS[key]} if key in SUBJECTS else {}
    return _figures(page_text(key, language, **query))


def _figures(words: str) -> list[str]:
    """Every number with its unit, in order; addresses, which differ, apart."""
    return re.findall(r"\d[\d,.]*%?", re.sub(r"\S*/\S*", " ", words))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [page.key for page in PUBLIC if page.key not in ("search", "gallery", "data", "brief")])
def test_every_number_of_the_live_page_stands_on_the_static_one(key, language):
    file = place(key, language, {"code": SUBJECTS[key]} if key in SUBJECTS else {}).file
    static = set(_figures(pages()[file].words))
    assert [n for n in live_figures(key, language) if n not in static] == []


def test_what_the_head_says():
    head = edition()["en/goal/T07.html"].decode().partition("</head>")[0]
    assert f'<link rel="canonical" href="{SITE}/latest/en/goal/T07.html">' in head
    for code, file in (("ko", "goal/T07.html"), ("en", "en/goal/T07.html"), ("x-default", "goal/T07.html")):
        assert f'hreflang="{code}" href="{SITE}/latest/{file}"' in head
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', head).group(1))
    assert {d["@type"] for d in data["@graph"]} == {"Dataset"} and all(len(d["description"]) >= 50 and d["license"] for d in data["@graph"])
    assert all(f["contentUrl"].startswith(f"{SITE}/r/2026Q4-r1/data/en/") for d in data["@graph"] for f in d["distribution"])


def test_every_page_says_its_release_how_to_cite_it_and_the_terms():
    for path, page in pages().items():
        if "embed/" not in path:
            assert f"{SITE}/r/2026Q4-r1/{path}" in page.words and "2026Q4-r1" in page.words, path


def test_a_correction_stands_on_every_page():
    plan = small_plan()
    files = files_static(plan, release_info(notice=Bilingual("숫자를 고침", "A figure put right")))
    told = {path: content.decode() for path, content in files.items() if path.endswith(".html") and "embed/" not in path}
    assert all(("A figure put right" if path.startswith("en/") else "숫자를 고침") in html for path, html in told.items())


def test_a_site_without_an_address_has_no_map_and_names_itself_by_paths():
    files = files_static(small_plan(), release_info(address=""))
    assert "sitemap.xml" not in files and 'rel="canonical"' not in files["index.html"].decode()
    assert "/r/2026Q4-r1/index.html" in files["index.html"].decode()


def test_the_map_names_every_page_in_both_languages():
    named = re.findall(r"<loc>([^<]+)</loc>", edition()["sitemap.xml"].decode())
    assert len(named) == len(set(named)) and all(at.removeprefix(f"{SITE}/latest/") in edition() for at in named)


def test_figures_beside_pages_carry_no_colour_of_one_theme():
    figures = [json.loads(content) for path, content in edition().items() if ".figure" in path]
    assert figures and all("data" in f and "layout" in f for f in figures)
    assert all(not re.search(r'"#[0-9a-f]{6}"', json.dumps(f)) for f in figures)


@pytest.mark.parametrize(("file", "expected"), [("goals.html", "goal/T.html"), ("goal/T07.html", "../goal/T.html"), ("en/goal/T07.html", "../../goal/T.html")])
def test_addresses_are_relative_to_their_file(file, expected):
    assert rooted("\0goal/T.html", file) == expected


def test_places_of_different_choices_never_share_a_file():
    asked = ["2026 Q1", "2026_Q1", "2026-Q1", "2026Q1", "2026_20_Q1", "../x", "ㄱ"]
    files = {place("milestones", "ko", {"due": value}).file for value in asked}
    assert len(files) == len(asked) and all(re.fullmatch(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*", f) and ".." not in f for f in files)
