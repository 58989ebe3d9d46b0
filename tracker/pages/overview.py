"""The overview: the finding, the status strip, four numbers, what needs a look, the burn-up, the areas, the latest reports."""

from tracker.charts import area_table, burn_up, status_strip
from tracker.charts.markup import Markup, div, link, mark, p, span, status
from tracker.pages import components as c
from tracker.pages.reader import Reader
from tracker.views import area_status, attention, overview
from tracker.views import burn_up as burn_up_rows
from tracker.views.headline import numbers
from tracker.views.organisations import short


def render(reader: Reader) -> None:
    t, plan, as_of = reader.t, reader.plan, reader.as_of
    n, source = numbers(plan, as_of), t("overview.source", plan=plan.head.name)
    c.heading(reader, t("overview.h1", plan=plan.head.name), overview.finding(plan, as_of, t), t("overview.note", **n))
    c.chart(reader, status_strip, overview.strip(plan, as_of), source=source, dataset="overview", first=True)
    c.html(p(overview.why_two(plan, as_of, t), " ", link(reader.href("methodology"), t("overview.rules")), class_="body small"), _cards(reader))
    c.split(_attention(reader), _dates(reader))
    c.chart(reader, burn_up, burn_up_rows.chart(plan, as_of), source=source, dataset="burn_up")
    c.html(p(burn_up_rows.pace(plan, as_of, t), " ", link(reader.href("methodology"), t("overview.rules")), class_="body small"))
    areas = area_status.table(plan, as_of, t)
    c.chart(reader, area_table, areas, source=source, dataset="areas_status", note=area_status.note(areas, t))
    _latest(reader)
    if printed := c.printouts(reader):
        c.section(t("printed.reports"), t("printed.reports_text"), printed)


def _cards(reader: Reader) -> Markup:
    made = [(card["label"], span(card["value"], span(card["unit"], class_="u")), card["context"])
            for card in overview.cards(reader.plan, reader.as_of, reader.t)]
    return div(c.cards(*made), _source(reader, "plan"))


def _source(reader: Reader, dataset: str, note: str = "") -> Markup:
    return c.source_line(reader, reader.t("overview.source", plan=reader.plan.head.name), dataset, note)


def _attention(reader: Reader) -> Markup:
    t, plan, of = reader.t, reader.plan, attention.of_how_many(reader.plan, reader.as_of, reader.t)
    way = (" · ", link(reader.href("milestones", status=of["status"]), of["all"])) if of["status"] else ()
    below = p(of["words"], *way, class_="sub")
    items = [(link(reader.href("milestone", code=r["code"]), r["title"]),
              t("overview.report_line", lead=short(plan, t, r["lead"]), on=r["reported_on"], summary=r["summary"]),
              [span(mark(r["shown"]), attention.when(t, r), class_=f"status s-{r['shown']}"),
               span(t("overview.due_line", due=r["due_period"]), class_="sub2")]) for r in attention.rows(plan, reader.as_of, t)]
    return c.section_markup(attention.title(plan, reader.as_of, t), "", below, c.rows(*items) if items else None, _source(reader, "attention"))


def _dates(reader: Reader) -> Markup:
    t, ahead = reader.t, attention.next_dates(reader.plan, reader.as_of, reader.t)
    items = [(t.date(r["on"]), t("overview.in_days", days=r["days"]) if r["days"] else t("overview.today"), r["title"], r["detail"]) for r in ahead]
    below = t("overview.dates_sub", n=len(ahead)) if ahead else t("overview.dates_none")
    return c.section_markup(t("overview.dates"), below, c.dates(*items) if items else None, _source(reader, "next_dates"))


def _latest(reader: Reader) -> None:
    t, plan, found = reader.t, reader.plan, attention.report_rows(reader.plan, reader.as_of, reader.t)
    items = [(link(reader.href("milestone", code=r["code"]), r["title"]),
              t("overview.latest_line", on=r["reported_on"], lead=short(plan, t, r["lead"]), summary=r["summary"]), status(t, r["status"])) for r in found]
    below = t("overview.latest_sub", as_of=reader.as_of) if found else t("overview.latest_none")
    c.section(t("overview.latest"), below, c.rows(*items) if items else None, p(link(reader.href("changes"), t("overview.more_changes")), class_="body"),
              _source(reader, "latest_reports", t("overview.latest_note")))
