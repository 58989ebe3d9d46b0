"""One page of the static edition as a complete HTML document: the same view, the same charts, the same markup."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from types import ModuleType

from tracker.charts.markup import Markup, div, join, link, p, tag
from tracker.domain.plan import Plan
from tracker.kept import Kept
from tracker.pages import canvas
from tracker.pages import components as c
from tracker.pages.reader import Past
from tracker.site import static_frame as around
from tracker.site import static_search
from tracker.site.info import ReleaseInfo
from tracker.site.places import ROOT, Place, folder, lends, lent, rooted
from tracker.site.static_assets import PLOTLY, letters_of
from tracker.site.static_canvas import StaticCanvas
from tracker.site.static_head import FONTS, fonts, plain_tags, tags
from tracker.site.static_reader import StaticReader, address_of, issued_by, look_of
from tracker.text import wording
from tracker.views.pages import Head, head


@dataclass(frozen=True)
class Written:
    """A page by its files: itself and its charts as pages of their own, complete but for the names of shared files; the
    plain forms of its figures; and the letters it is written with."""

    place: Place
    pages: dict[str, bytes]
    figures: dict[str, bytes]
    letters: set[int]


def write(plan: Plan, info: ReleaseInfo, past: Past | None, there: Place, asked: Callable[[Place], None], common: Kept) -> Written:
    """The page of a place; `asked` hears of every place it leads to, `common` keeps what pages share. Raises what
    the page raises."""
    t = wording(there.language).of(plan.head)
    datasets: list[str] = []
    reader = StaticReader(plan, str(info.id), address_of(there, info.as_of), info.as_of, t, look_of(there.language, asked, past), past,
                          here=there, permanent=f"{info.address}/r/{info.id}", asked=asked, common=common, shown=datasets.append, issued=issued_by(past))
    said = _said(reader, there)
    here = StaticCanvas(f"\0{there.file.removesuffix('.html')}.figure", info.address)
    top, body = _drawn(reader, there, here)
    whole = join(around.masthead(reader), around.release_line(reader, info),
                 tag("main", div(top, class_="top"), div(body, class_="st-key-main"), id="main", tabindex="-1"),
                 around.citing(reader, info, said.title.rpartition(" · ")[0] or said.title), around.footer(reader))
    html = document(there.language, tags(reader, info, said, datasets), whole, words(reader), "stHtml static")
    figures = {f"{there.file.removesuffix('.html')}.figure{p.number}.json": figure_bytes(p.figure) for p in here.pictures if p.drawn}
    written = {there.file: rooted(html, there.file)} | embeds(reader, info, said, here.alones)
    return Written(there, {file: text.encode() for file, text in written.items()}, figures, letters_of(html))


def _said(reader: StaticReader, there: Place) -> Head:
    if there.query == static_search.EVERYTHING:
        title = reader.t("site.all_title")
        return Head(reader.t("pages.title", subject=title, site=reader.plan.head.short_name), title, ())
    return head(reader.plan, reader.as_of, reader.t, there.page, dict(there.query))


def _drawn(reader: StaticReader, there: Place, here: StaticCanvas) -> tuple[Markup, Markup]:
    """What stands above the filters, the filters with it, and the body."""
    if there.query == static_search.EVERYTHING:
        return Markup(""), _on(here, static_search.list_all, reader)
    module = import_module(f"tracker.pages.{there.page}")
    if there.page == "gallery":  # examples of charts lead to examples of things, which have no page
        quiet = replace(reader, look=look_of(there.language, lambda place: None), asked=lambda place: None)
        return Markup(""), Markup(re.sub(r' href="[^"]*"', ' href="#main"', _on(here, module.render, quiet)))
    top = _on(here, module.top, reader) if hasattr(module, "top") else Markup("")
    if there.page == "search":
        return top, _on(here, static_search.ask, reader)
    fields = around.filters(reader, module.choices(reader)) if hasattr(module, "choices") else None
    return join(top, fields), _on(here, _body(module, reader), reader)


def _body(module: ModuleType, reader: StaticReader) -> Callable[[StaticReader], None]:
    """The page; of a choice only what the choice changes, where the page can say what that is: the rest stands on the page
    it leads back to, and not hundreds of times."""
    if not set(reader.query) - {"code"} or not hasattr(module, "excerpt"):
        return module.render

    def part(reader: StaticReader) -> None:
        module.excerpt(reader)
        c.html(p(link(reader.href(reader.address.page, code=reader.value("code")), reader.t("site.whole_page")), class_="body"))

    return part


def _on(here: StaticCanvas, draw: Callable, reader: StaticReader) -> Markup:
    with canvas.drawing_on(here):
        draw(reader)
    return here.taken()


def words(reader: StaticReader) -> dict[str, str]:
    """What the script says and where it finds things, beside itself."""
    t = reader.t
    return {"data_live": t("site.make_live"), "data_failed": t("site.live_failed"), "data_plotly": PLOTLY, "data_fonts": FONTS,
            "data_index": f"../{static_search.index_file(reader.language)}", "data_count": t.sentence("site.search_count")} | (
        {"data_folder": folder(reader.language)} if folder(reader.language) else {})


def document(language: str, head_tags: Markup, body: Markup, said: dict[str, str], class_: str) -> str:
    return f'<!doctype html>\n{tag("html", tag("head", head_tags), tag("body", body, fonts(), class_=class_, **said), lang=language)}\n'


def embeds(reader: StaticReader, info: ReleaseInfo, said: Head, charts: dict[str, Markup]) -> dict[str, str]:
    """The charts of a page for other sites to show."""
    here, t = reader.here, reader.t
    if not lends(here):
        return {}
    made = {}
    for name, chart in charts.items():
        file = lent(here, name)
        way = link(f"{ROOT}{here.file}", t("site.chart_from", subject=said.title, id=str(info.id)))
        body = tag("main", tag("h1", said.title, class_="hidden"), div(_leading_out(chart, here)),
                   p(_leading_out(way, here), class_="from"))
        made[file] = rooted(document(here.language, plain_tags(said), body, words(reader), "stHtml static embedded"), file)
    return made


def _leading_out(markup: Markup, here: Place) -> Markup:
    """Links of a chart that stands in a page of another site: they open the page they lead to, not the frame."""
    return Markup(markup.replace('target="_self"', 'target="_top"').replace('href="#', f'href="{ROOT}{here.file}#'))


def figure_bytes(figure: object) -> bytes:
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":"), default=str).encode()
