"""The money: what was published, what the booklet adds to and why the two differ, then who holds it and for what."""

from tracker.charts import (
    execution, ladder, money_by_ministry, money_by_stage, money_by_support, money_sankey, programme_tables as draw, reconciliation,
    spending_clock, totals_beside,
)
from tracker.charts.markup import link, p
from tracker.pages import components as c
from tracker.pages.fields import Choice, Words
from tracker.views import funding as view, money_tables, programmes


def choices(reader) -> tuple:
    plan, t = reader.plan, reader.t
    return (Choice("ministry", view.ministry_options(plan, t)), Choice("support", view.support_options(plan, t)), Words("q"),
            Choice("unit", tuple((unit, t(f"filter.unit_{unit or 'mixed'}")) for unit in view.UNITS), required=True))


def top(reader) -> None:
    finding = view.facts(reader.plan, reader.as_of, reader.t, reader.query).finding
    c.heading(reader, reader.t("pages.funding"), finding, reader.t("funding.note"))


def render(reader) -> None:
    plan, t = reader.plan, reader.t
    listed = programmes.listing(plan, t, reader.query)
    c.html(draw.remarks(view.not_yet(plan, reader.as_of, t)))
    if listed["sought"]:
        _list(reader, listed)
    _totals(reader)
    _chart(reader, money_by_stage, view.by_stage(plan, t, reader.value("unit")), "money_by_stage", t("funding.stage_note"))
    _ministries(reader)
    _chart(reader, money_by_support, view.by_support(plan, t, "", reader.value("unit")), "money_by_support", t("funding.support_note"))
    _linked(reader)
    _headline(reader)
    _chart(reader, spending_clock, view.clock(plan, reader.as_of), "spending_clock", t("funding.clock_note"))
    _execution(reader)
    if not listed["sought"]:
        _list(reader, listed)
    _quoted(reader)
    _chart(reader, money_sankey, view.flows(plan, t), "money_flows")


def excerpt(reader) -> None:
    """What a choice of programmes shows. Another unit or order changes the whole page."""
    listed = programmes.listing(reader.plan, reader.t, reader.query)
    _list(reader, listed) if listed["sought"] else render(reader)


def _chart(reader, module, rows, dataset: str, note: str = "", **filters: str) -> None:
    if rows:
        c.chart(reader, module, rows, source=view.source(reader.plan, reader.t), dataset=dataset, note=note, **filters)


def _list(reader, listed: dict) -> None:
    t = reader.t
    c.section(view.list_title(reader.plan, t, listed), view.list_subtitle(t, listed), first=listed["sought"])
    if listed["count"]:
        more = c.pager(reader, listed["page"], listed["pages"]) if listed["sought"] else _all(reader, listed["count"])
        c.html(draw.programmes(listed, reader.value("unit"), t, reader.look), more,
               c.source_line(reader, view.source(reader.plan, t), "funding", **listed["filters"]))


def _all(reader, count: int):
    return p(link(reader.same_page(page="1"), reader.t("supports.all_programmes", count=count)), class_="body")


def _totals(reader) -> None:
    plan, t, unit = reader.plan, reader.t, reader.value("unit")
    beside, gap = view.totals_beside(plan, reader.as_of, t, unit), view.reconcile(plan, t, reader.as_of)
    if beside is None:
        c.section(t("funding.beside_none", year=plan.head.fiscal_year, as_of=reader.as_of))
        return
    c.chart(reader, totals_beside, beside, source=view.source_beside(plan, t, beside), dataset="reconciliation", note=t("funding.beside_note"))
    if gap:
        c.chart(reader, reconciliation, gap, source=view.source(plan, t), dataset="reconciliation", titled=False)


def _ministries(reader) -> None:
    t, order = reader.t, reader.value("order")
    rows = view.by_ministry(reader.plan, t, order, reader.value("unit"))
    if rows:
        _chart(reader, money_by_ministry, rows, "money_by_ministry", t("funding.ministry_note", **rows), order=order)


def _linked(reader) -> None:
    rows = view.linkage(reader.plan)
    if reader.plan.programmes:
        c.section(reader.t("funding.linked_title", **rows), reader.t("funding.linked_subtitle"))
        c.html(draw.linked_and_not(rows, reader.t), c.source_line(reader, view.source(reader.plan, reader.t), "programme_links"))


def _headline(reader) -> None:
    code = programmes.headline(reader.plan)
    if code:
        _chart(reader, ladder, programmes.ladder(reader.plan, reader.t, code, reader.value("unit")), "stage_amounts", code=code)


def _execution(reader) -> None:
    rows = view.execution(reader.plan, reader.t, reader.value("unit"))
    if rows:
        _chart(reader, execution, rows, "execution", " ".join((reader.t("funding.execution_note", n=rows["all"]["above"]), reader.t("funding.execution_cut"))))


def _quoted(reader) -> None:
    t, day = reader.t, reader.as_of
    totals, lines = (rows(reader.plan, day, t, {}) for rows in (money_tables.totals, money_tables.budget_lines))
    own, largest = money_tables.of_the_year(reader.plan, totals), money_tables.largest(lines)
    c.section(t("funding.totals_title" if totals else "funding.totals_none", n=len(totals), as_of=day), t("funding.totals_subtitle"))
    if totals:
        c.html(draw.folded(draw.totals_words(own, t), draw.totals(own, reader.value("unit"), t)) if own else None,
               c.source_line(reader, t("funding.source_totals", n=len(totals)), "totals"))
    if lines:
        c.html(draw.remarks(t("funding.lines_title", n=len(lines)), t("funding.lines_warning", n=view.not_additive(lines))),
               draw.folded(t("funding.lines_show", n=len(largest)), draw.lines(largest, reader.value("unit"), t)),
               c.source_line(reader, t("funding.source_press"), "budget_lines"))
