"""Charts as files: every chart of every page, with its title, source and day in the picture."""

import re
from datetime import date
from importlib import import_module
from xml.etree import ElementTree

import pytest

from tests.looking import query_of
from tests.site import printed as p
from tests.ui.drawn import held_plan
from tracker.domain.errors import NotFound
from tracker.pages import canvas
from tracker.pages.reader import read_address, reader_for
from tracker.site import report_picture
from tracker.site.report_parts import Heading, Paragraph
from tracker.views.pages import PUBLIC

DAY = date(2026, 11, 22)
CHARTED = [page.key for page in PUBLIC if page.key not in ("compare", "history", "gallery")]


def reader(key: str, language: str = "ko", **query: str):
    address, _ = read_address(key, query_of(key, **query) | {"lang": language}, language, DAY)
    return reader_for(address, held_plan(), "test", DAY)


@pytest.mark.parametrize("key", CHARTED)
def test_every_chart_of_a_page_is_a_document_with_title_source_and_day(key):
    of = p.source("ko")
    for told in report_picture.charts_of(reader(key)).values():
        document = report_picture.document(told, of)
        words = ["".join(run.text for run in b.words) for b in document.blocks if isinstance(b, Paragraph) and b.role == "source"]
        assert isinstance(document.blocks[0], Heading) and document.blocks[0].text
        assert told.source in words[0] and of.t.date(DAY) in words[0] and str(of.release.id) in words[0]


class Listening(report_picture.Gathering):
    """Keeps what the page draws, to see which pictures it offers."""

    drawn = ""

    def html(self, markup) -> None:
        self.drawn += markup


@pytest.mark.parametrize("key", [*CHARTED, "gallery"])
def test_every_picture_a_page_offers_can_be_made(key):
    here, asked = Listening(), reader(key)
    with canvas.drawing_on(here):
        import_module(f"tracker.pages.{key}").render(asked)
    offered = set(re.findall(rf'href="/charts/{key}/(\w+)\.(?:svg|png)', here.drawn))
    assert offered == set(report_picture.charts_of(asked))


@pytest.mark.parametrize(("key", "name", "query"), [
    ("overview", "burn_up", {}), ("overview", "status_strip", {}), ("overview", "area_table", {}), ("indicators", "indicator_path", {}),
    ("funding", "money_by_ministry", {}), ("funding", "money_sankey", {})])
def test_a_chart_becomes_a_picture(key, name, query):
    svg = report_picture.picture_of(reader(key, **query), name, p.source("ko"), "svg")
    tree = ElementTree.fromstring(svg)
    title = tree.find("{http://www.w3.org/2000/svg}title")
    assert tree.get("role") == "img" and title is not None and len(title.text) > 20
    assert b"<script" not in svg and b"http://www.w3.org" in svg and svg.count(b"https://") == 0


def test_a_picture_is_the_same_every_time_and_a_png_where_asked():
    png = [report_picture.picture_of(reader("overview"), "status_strip", p.source("ko"), "png") for _ in range(2)]
    assert png[0] == png[1] and png[0].startswith(b"\x89PNG")


def test_a_chart_no_page_has_is_not_found():
    with pytest.raises(NotFound):
        report_picture.picture_of(reader("overview"), "timeline", p.source("ko"), "svg")
