"""The brief on paper: one A4 page, whatever the day, in both languages, without the frame around it."""

import re

import pytest

from tests.looking import open_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("day", ["2026-02-25", "2026-06-30", "2026-11-22", "2026-12-05"])
def test_the_brief_is_one_page(page, running_app, day, language):
    open_page(page, running_app.url, "brief", lang=language, as_of=day)
    printed = page.pdf(format="A4", print_background=False)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_only_the_brief_is_printed(page, running_app):
    open_page(page, running_app.url, "brief", lang="ko")
    page.emulate_media(media="print")
    hidden = page.evaluate("['.mast', '.foot', '.menu'].map(q => getComputedStyle(document.querySelector(q)).display)")
    assert hidden == ["none"] * 3
    assert page.locator(".brief").is_visible() and page.locator(".brief .seg").first.is_visible()
