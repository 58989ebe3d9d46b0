"""The Act's three supports: governance, industry and trust, each with its articles, programmes, money, measures and bodies."""

from tracker.charts import money_by_support, programme_tables, support_tables as draw, supports_beside
from tracker.charts.markup import div, link, p
from tracker.pages import components as c
from tracker.views import funding, supports as view


def render(reader) -> None:
    plan, t, day = reader.plan, reader.t, reader.as_of
    c.heading(reader, t("pages.supports"), view.facts(plan, day, t, {}).finding, t("supports.note"))
    c.html(programme_tables.remarks(funding.not_yet(plan, day, t)))
    rows = view.beside(plan, day, t)
    if rows:
        c.chart(reader, supports_beside, rows, source=_source(reader), dataset="supports", note=t("supports.classified"), first=True)
    for one in view.summaries(plan, day, t):
        _support(reader, one)


def _source(reader) -> str:
    return reader.t("supports.source", act=reader.plan.head.act, booklet=funding.source(reader.plan, reader.t))


def _support(reader, one: dict) -> None:
    t, code = reader.t, one["code"]
    c.html(div(id=code), c.section_markup(t("supports.title", **one), t(f"supports.about_{code}")))
    _money(reader, code)
    _measures(reader, code)
    c.html(draw.articles(view.articles(reader.plan, t, code), t, reader.look))
    found = view.bodies(reader.plan, reader.as_of, code)
    c.html(draw.bodies(found, t) if found else None)


def _money(reader, code: str) -> None:
    plan, t = reader.plan, reader.t
    kinds, largest = funding.by_support(plan, t, code), view.largest(plan, t, code)
    if kinds and len(kinds["rows"]) > 1:
        c.chart(reader, money_by_support, kinds, source=_source(reader), dataset="money_by_support", titled=False, support=code)
    if largest["rows"]:
        c.html(p(t("supports.largest", n=len(largest["rows"]), count=largest["count"]), class_="h3"), programme_tables.programmes(largest, "", t, reader.look),
               p(link(reader.href("funding", support=code), t("supports.all_programmes", count=largest["count"])), class_="body"),
               c.source_line(reader, _source(reader), "funding", support=code, order="amount"))


def _measures(reader, code: str) -> None:
    t, rows = reader.t, view.measured(reader.plan, reader.as_of, reader.t, code)
    c.html(p(t("supports.measures" if rows else "supports.measures_none", n=len(rows), as_of=reader.as_of), class_="h3"))
    if rows:
        c.html(draw.measures(rows, t), c.source_line(reader, t("supports.source_measures"), "measures", support=code))
