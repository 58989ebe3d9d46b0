"""Search without a server: a small index for the script of the edition, and a list of everything for who runs none."""

import json
from itertools import groupby

from tracker.charts.markup import Markup, div, join, link, p, span, tag
from tracker.domain.plan import Plan
from tracker.pages import components as c
from tracker.site.places import Place, folder, place
from tracker.site.static_reader import StaticReader, led
from tracker.text import wording
from tracker.views.search_index import KINDS, Entry, entries

EVERYTHING = (("list", "all"),)


def everything(language: str) -> Place:
    return Place("search", EVERYTHING, language)


def index_file(language: str) -> str:
    return f"{folder(language)}search-index.json"


def index(plan: Plan, language: str) -> bytes:
    """One line per entry: kind, code, name, what stands around it, its file, other words it is found by, its codes."""
    t = wording(language).of(plan.head)
    rows = [[t(f"search.kind_{e.kind}"), _code(e), t.pick(e.name), t.pick(e.around), place(e.page, language, dict(e.query)).file,
             " ".join(sorted({e.name.ko, e.name.en, e.also.ko, e.also.en} - {""})), [x for x in (e.code, *sorted(e.codes)) if x]] for e in entries(plan)]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _code(entry: Entry) -> str:
    return "" if entry.kind in ("page", "ministry", "indicator") else entry.code


def ask(reader: StaticReader) -> None:
    """The form and the way to the list."""
    t = reader.t
    field = tag("input", name="q", id="q", type="search", autocomplete="off", maxlength="80")
    c.html(tag("form", tag("label", t("site.search_label"), for_="q"), field, tag("button", t("site.search_button"), type="submit"),
               class_="asking", role="search", method="get", action=""),
           div(id="found", role="status"),
           p(t("site.search_without"), " ", link(led(reader.asked, everything(reader.language)), t("site.all_title")), class_="body"))


def list_all(reader: StaticReader) -> None:
    """Every entry by kind and name."""
    t, found = reader.t, sorted(entries(reader.plan), key=lambda e: (KINDS.index(e.kind), reader.t.pick(e.name), e.code))
    c.heading(reader, t("site.all_title"), t("site.all_finding", n=len(found)))
    for n, (kind, group) in enumerate(groupby(found, key=lambda e: e.kind)):
        items = [_item(reader, e) for e in group]
        c.section(t("search.group", kind=t(f"search.kind_{kind}"), n=len(items)), "", div(tag("ul", *items), class_="letters"), first=n == 0)


def _item(reader: StaticReader, entry: Entry) -> Markup:
    code = _code(entry)
    return tag("li", link(reader.href(entry.page, **dict(entry.query)), reader.t.pick(entry.name)), join(" ", span(code, class_="small")) if code else None)
