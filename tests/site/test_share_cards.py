"""The picture of a link: what it says, that all of it is on it, that every page of the edition leads to one that is there."""

import re
from dataclasses import replace
from functools import cache
from html import unescape
from io import BytesIO

import pytest
from PIL import Image

from tests.site import printed as p
from tests.site.releases import ADDRESS, an_info, real_plan
from tracker.kept import Kept
from tracker.site import share_cards
from tracker.site.places import card_of, place
from tracker.site.report_typst import printed
from tracker.site.static_page import write
from tracker.site.static_reader import COMMON
from tracker.views import areas, overview

AREA = "A03"


@cache
def cards() -> dict[str, bytes]:
    return share_cards.files_cards(real_plan(), an_info())


def test_one_for_the_plan_and_one_for_each_area_in_each_language():
    own = {card_of(place("area", language, {"code": a.code})) for language in ("ko", "en") for a in real_plan().areas}
    assert cards().keys() == own | {"cards/index.png", "cards/en/index.png"} and len(own) == 2 * len(real_plan().areas)
    for content in cards().values():
        with Image.open(BytesIO(content)) as drawn:
            assert (drawn.format, drawn.size) == ("PNG", (share_cards.WIDTH, share_cards.HEIGHT))
    assert sum(map(len, cards().values())) < 2**20


def test_the_same_every_time_and_none_without_an_address():
    assert share_cards.files_cards(replace(real_plan(), areas=()), an_info()).items() <= cards().items()
    assert share_cards.files_cards(real_plan(), an_info(address="")) == {}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("code", ["", *(a.code for a in real_plan().areas)])
def test_it_says_the_numbers_of_the_page_and_all_of_it_is_on_it(language, code):
    of = p.source(language)
    (words,) = p.pages(pdf := printed(share_cards.document(of, code), "pdf"))
    counts = overview.strip(of.plan, of.as_of)["counts"] if not code else areas.numbers(of.plan, of.as_of)[code]["counts"]
    for part in (*share_cards.said(of, code), of.t("common.as_of", as_of=of.as_of), str(of.release.id), *(of.t(f"status.{kind}") + str(n) for kind, n in counts)):
        assert p.bare(part) in words
    assert p.outside(pdf) == []


def test_a_long_name_still_fits():
    of = p.source("ko")
    area = next(a for a in of.plan.areas if a.code == AREA)
    long = replace(of.plan, areas=tuple(replace(a, name=replace(a.name, ko=a.name.ko * 8)) if a is area else a for a in of.plan.areas))
    pdf = printed(share_cards.document(replace(of, whole=long), AREA), "pdf")
    assert len(p.pages(pdf)) == 1 and p.outside(pdf) == []


@pytest.mark.parametrize(("page", "query", "card"), [("overview", {}, "index"), ("goal", {"code": "T07"}, "index"), ("area", {"code": AREA}, f"area/{AREA}")])
@pytest.mark.parametrize(("language", "folder"), [("ko", ""), ("en", "en/")])
def test_a_page_leads_to_the_card_that_fits_it(page, query, card, language, folder):
    there = place(page, language, query)
    head = write(real_plan(), an_info(), None, there, lambda place: None, Kept(COMMON)).pages[there.file].decode().partition("</head>")[0]
    meta = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', head))
    path = f"cards/{folder}{card}.png"
    assert path in cards() and meta["og:image"] == f"{ADDRESS}/r/2026Q4-r1/{path}" and meta["twitter:card"] == "summary_large_image"
    assert (meta["og:image:width"], meta["og:image:height"], meta["og:image:type"]) == ("1200", "630", "image/png")
    assert unescape(meta["og:image:alt"]) == share_cards.alternative(real_plan(), an_info(), there)


def test_without_an_address_no_page_names_a_picture():
    there, info = place("overview", "ko"), an_info(address="")
    assert b"og:image" not in write(real_plan(), info, None, there, lambda place: None, Kept(COMMON)).pages[there.file]
