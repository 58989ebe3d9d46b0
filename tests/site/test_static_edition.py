"""Every page of the static edition: sound HTML, no link into nowhere, the live page's figures, the same bytes every time."""

import gzip
import json
import posixpath
import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from html import unescape
from importlib import import_module

import pytest

from tests.builders import a_full_plan
from tests.looking import SUBJECTS
from tests.site.editions import SITE, Page, broken, edition, pages, past_of, read, release_info
from tests.ui.drawn import held_plan, page_text
from tracker.domain.plan import Plan
from tracker.domain.release import ReleaseId
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.exchange.release_folder import BESIDE
from tracker.kept import Kept
from tracker.pages import canvas
from tracker.pages.reader import Published, read_address, reader_for
from tracker.server.middleware import EMBEDDED
from tracker.services.published_past import PublishedPast
from tracker.site.places import place, rooted
from tracker.site.report_source import Source
from tracker.site.static_assets import FOLDER
from tracker.site.static_edition import SUBJECTS as KINDS
from tracker.site.static_edition import files_static
from tracker.site.static_page import write
from tracker.site.static_reader import COMMON
from tracker.text import wording
from tracker.views.pages import PUBLIC

pytestmark = pytest.mark.slow  # thousands of pages
LENT = re.compile("<code>(&lt;iframe .*?)</code>")
LARGEST = 60_000  # bytes on the wire for a page with its style sheet, fonts apart


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


CHOICES = [("funding", {"ministry": "MSIT"}), ("funding", {"page": "3"}), ("ministry", {"code": "MSIT", "page": "2"}), ("data", {"dataset": "goals"}),
           ("milestones", {"area": "A01"}), ("milestones", {"view": "quarter"})]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "query"), CHOICES)
def test_what_a_choice_shows_is_what_the_live_page_shows(key, query, language):
    """A page of a choice may leave out what the choice does not change; it never says anything else."""
    around = set(_figures(pages()[place("gallery", language).file].words))  # whatever stands on every page
    page = pages()[place(key, language, query).file]
    live = set(_figures(page_text(key, language, **query)))
    assert [n for n in _figures(page.words) if n not in live | around] == []
    assert place(key, language, {"code": query["code"]} if "code" in query else {}).file.rpartition("/")[2] in {a.rpartition("/")[2] for _, a in page.links}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_data_of_a_release_say_the_same(language):
    def rows(dataset: str) -> list[dict]:
        return json.loads(edition()[f"data/{language}/{dataset}.json"])

    t = wording(language)
    overview = pages()[place("overview", language).file].words
    counted = [row for row in rows("overview") if row["milestones"] and f"status.{row['status']}" in t]
    assert sum(row["milestones"] for row in counted) >= len(held_plan().milestones)
    for row in counted:
        assert f"{row['milestones']:,} {t('status.' + row['status'])}" in overview, row
    goal = pages()[place("goal", language, {"code": "T07"}).file].words
    own = [row for row in rows("milestones") if row["goal"] == "T07"]
    assert own and all(row["title"] in goal and t(f"status.{row['status']}") in goal for row in own)
    money = rows("funding")
    total = sum(row["won_2026_enacted"] or 0 for row in money)
    assert t.won(total).replace("\u00a0", " ") in pages()[place("funding", language).file].words and len(money) == len(held_plan().programmes)


def test_every_release_is_listed_with_the_way_to_verify_it():
    for file in ("published.html", "en/published.html"):
        page = pages()[file]
        assert f"verify-release {SITE}/r/2026Q4-r1" in page.words and ("a", f"{SITE}/r/2026Q4-r1/manifest.json") in page.links


def test_every_page_names_its_feeds():
    for path, content in edition().items():
        if path.endswith(".html") and "embed/" not in path:
            head = content.decode().partition("</head>")[0]
            assert head.count("application/atom+xml") == head.count("application/feed+json") == 1, path


def test_whatever_has_a_calendar_leads_to_it():
    made = {path for path in edition() if path.endswith(".ics")}
    led = {posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) for path, page in pages().items() for _, address in page.links if address.endswith(".ics")}
    assert led == made and len(made) > 200


def test_what_never_changed_has_no_history_and_what_did_has_one():
    """The history of a thing is written once it has one; until then its page leads to all that changed."""
    before = small_plan()
    first = before.milestones[0]
    after = replace(before, milestones=(replace(first, title=Bilingual("다른 말", "Other words")), *before.milestones[1:]))
    earlier = replace(past_of(before).releases[0], manifest=replace(past_of(before).manifests[0], id=ReleaseId(2026, 3, 1), published_at=release_info().published_at - timedelta(days=40)))
    files = files_static(after, release_info(), PublishedPast((earlier, *past_of(after).releases)))
    told = {path: read(content.decode()) for path, content in files.items() if path.endswith(".html")}
    assert [path for path in told if path.startswith("history")] == ["history.html", f"history/of-milestone_2f_{first.code}.html"]
    assert "다른 말" in told[f"history/of-milestone_2f_{first.code}.html"].words and "Other words" in told[f"en/history/of-milestone_2f_{first.code}.html"].words
    assert "2026Q3-r1" in told["published.html"].words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_page_leads_to_every_whole_file(language):
    files, folder = edition(), "" if language == "ko" else "en/"
    wanted = {"plan.json", "data/plan.sqlite", "data/datapackage.json", "data/dcat.jsonld", "data/SHA256SUMS", f"data/plan.{language}.xlsx",
              f"data/dictionary.{language}.csv", *(f"feeds/{folder}{name}" for name in ("changes.atom", "changes.json", "milestones.ics"))}
    led = {address.removeprefix("../") for _, address in pages()[f"{folder}data.html"].links}
    assert wanted <= led & set(files)
    assert not [address for address in led if address.endswith(".xlsx") and address not in files], "no workbook is promised that is not there"


def test_every_chart_that_stands_alone_is_offered_to_other_sites_and_no_other():
    """The line can be pasted as it stands: it names a file there is, below the chart it shows."""
    offered, made = set(), {path for path in edition() if "embed/" in path}
    for path, content in edition().items():
        for line in LENT.findall(content.decode()) if path.endswith(".html") else ():
            frame = read(unescape(line))
            assert frame.tags == {"iframe": 1} and frame.faults == [] and "embed/" not in path
            offered |= {address.removeprefix(f"{SITE}/latest/") for _, address in frame.links}
    assert offered == made and len(made) > 100


class Live:
    """The canvas of a live page, as far as what it lends is concerned."""

    root, correcting = SITE, ""

    def __init__(self) -> None:
        self.drawn = ""

    def html(self, markup) -> None:
        self.drawn += markup

    def plot(self, *_) -> None: ...

    def columns(self, count: int):
        return [nullcontext() for _ in range(count)]

    def alone(self, name: str):
        return nullcontext()


def lent_live(page: str, language: str, query: dict[str, str], newest: str = "2026Q4-r1", as_of: str = "", files=None) -> list[str]:
    """The lines a live page offers to a reader of the release."""
    address, _ = read_address(page, query | {"lang": language, "as_of": as_of}, language, release_info().as_of)
    manifest = replace(past_of(held_plan()).releases[-1].manifest, as_of=release_info().as_of, files=edition() if files is None else files)
    reader = replace(reader_for(address, held_plan(), "test", release_info().as_of), published=Published(manifest, "0" * 64, newest=newest))
    here = Live()
    with canvas.drawing_on(here):
        import_module(f"tracker.pages.{page}").render(reader)
    return LENT.findall(here.drawn)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [page.key for page in PUBLIC if page.key not in ("gallery", "compare", "history", "search")])
def test_a_live_page_lends_what_the_static_one_does(key, language):
    """And what both name may be framed by anybody, and stands as wide and as high as there is need."""
    query = {"code": SUBJECTS[key]} if key in SUBJECTS else {}
    live = lent_live(key, language, query)
    assert live == LENT.findall(edition()[place(key, language, query).file].decode()) and len(set(live)) == len(live)
    for line in live:
        frame = read(unescape(line))
        path = frame.links[0][1].removeprefix(SITE)
        assert EMBEDDED.match(path) and path.removeprefix("/latest/") in edition()
        assert 'width="100%"' in unescape(line) and "max-width:960px" in line and 300 <= int(re.search(r'height="(\d+)"', unescape(line))[1]) <= 900


def test_a_live_page_lends_nothing_that_would_show_something_else():
    assert len(lent_live("overview", "ko", {})) == 3
    assert lent_live("overview", "ko", {}, newest="2027Q1-r1") == lent_live("overview", "ko", {}, as_of="2026-09-30") == []
    assert lent_live("overview", "ko", {}, files={}) == [] and lent_live("funding", "ko", {"order": "amount"}) == []


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_signed_release_names_its_key_wherever_an_unsigned_one_says_that_it_is_none(language):
    """On its pages and in its reports."""
    info, t = release_info(key="0123456789abcdef"), wording(language)
    page = write(held_plan(), info, None, place("overview", language), lambda there: None, Kept(COMMON)).pages[place("overview", language).file].decode()
    assert t("site.verify_key", key=info.key) in unescape(page) and t("site.unsigned") not in unescape(page)
    assert str(t("printed.signed", key=info.key[:12])) in Source(held_plan(), info.as_of, language, info, SITE).edition


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_a_release_is_unsigned_stands_in_sight_and_not_behind_something_to_open(language):
    page = edition()[place("overview", language).file].decode()
    line = re.search('<section[^>]*class="released".*?</section>', page, re.DOTALL)[0]
    assert wording(language)("site.unsigned") in re.sub("<details>.*?</details>", "", line)


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
