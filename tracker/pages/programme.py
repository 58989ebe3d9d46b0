"""One budget programme: its life through the stages, its parts, and what it serves."""

from tracker.charts import ladder, programme_tables as draw
from tracker.charts.markup import p, tag
from tracker.pages import components as c
from tracker.views import funding, programmes as view


def render(reader) -> None:
    plan, t, code = reader.plan, reader.t, reader.code()
    facts = funding.facts_programme(plan, reader.as_of, t, reader.query)
    c.crumbs(reader, (t("pages.overview"), reader.href("overview")), (t("pages.funding"), reader.href("funding")))
    c.heading(reader, facts.subject, note=t("programme.code_note", code=code), after_crumbs=True)
    c.html(p(tag("b", facts.finding), class_="body"), c.facts(*((t(key), value) for key, value in view.about(plan, t, code))), draw.remarks(funding.not_yet(plan, reader.as_of, t), t("programme.whole_amount")))
    _life(reader, code)
    _parts(reader, code)
    _links(reader, code)
    c.section(t("programme.source_title"))
    c.html(draw.booklet(funding.page_of_booklet(plan, t, code), t))


def _life(reader, code: str) -> None:
    rows = view.ladder(reader.plan, reader.t, code)
    if rows:
        c.chart(reader, ladder, rows, source=funding.source(reader.plan, reader.t), dataset="stage_amounts", note=" ".join(rows["notes"]), code=code)
    c.html(draw.remarks(view.executed(reader.plan, reader.t, code)))


def _parts(reader, code: str) -> None:
    t, rows = reader.t, view.parts(reader.plan, reader.t, code)
    c.section(t("programme.parts_title" if rows["count"] else "programme.parts_title_none", n=rows["count"]), t("programme.parts_subtitle") if rows["count"] else "")
    if rows["count"]:
        c.html(draw.parts(rows, t), draw.remarks(view.parts_sum(rows, t)),
               c.source_line(reader, funding.source(reader.plan, t), "subprogrammes", code=code))


def _links(reader, code: str) -> None:
    t, rows = reader.t, view.links(reader.plan, reader.t, code)
    c.section(t("programme.serves_title", kind=rows[0]["kind"]) if rows else t("programme.serves_title_none"), t("funding.linked_subtitle"))
    if rows:
        c.html(draw.links(rows, t, reader.look), c.source_line(reader, funding.source(reader.plan, t), "programme_links", code=code))
