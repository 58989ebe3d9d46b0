"""The brief: one A4 page, no interaction, in a fixed order; every line leads to its item. Prints in black and white."""

from tracker.charts.markup import Markup, div, link, mark, p, span, table, tag
from tracker.charts.status_strip import bar, key
from tracker.pages import components as c
from tracker.pages.reader import Reader
from tracker.views import brief, overview


def render(reader: Reader) -> None:
    t, plan, as_of = reader.t, reader.plan, reader.as_of
    head = div(tag("h1", t("brief.h1", plan=plan.head.name)), p(t("common.as_of", as_of=as_of)), class_="bhead")
    soon = _list(reader, t("brief.due_soon", days=plan.head.thresholds.due_soon_days), brief.due_soon(plan, as_of, t))
    pairs = div(_list(reader, t("brief.done"), brief.done(plan, as_of, t)), soon, _money(reader), _indicators(reader), class_="pairs")
    foot = p(" · ".join((t("brief.footer"), t.pick(plan.head.licence), reader.same_page(as_of=as_of.isoformat()))), class_="bfoot")
    c.html(_printing(reader), div(head, _status(reader), _decisions(reader), _worst(reader), pairs, foot, class_="brief"),
           c.source_line(reader, t("overview.source", plan=plan.head.name), "brief"))


def _printing(reader: Reader) -> Markup | None:
    """The way to this page on paper; not printed itself."""
    address = reader.report("brief", "pdf")
    return p(link(address, reader.t("printed.brief_pdf"), class_="button"), class_="printing") if address else None


def _part(title: str, *children: object) -> Markup:
    return tag("section", tag("h2", title), *children)


def _status(reader: Reader) -> Markup:
    t, counts = reader.t, overview.strip(reader.plan, reader.as_of)["counts"]
    lines = [p(line) for line in brief.status_lines(reader.plan, reader.as_of, t)]
    whole = link(reader.href("overview"), bar(counts), aria_label=t("pages.overview"), class_="barlink")
    return _part(t("brief.status"), whole, div(key(counts, t), class_="inlined"), *lines)


def _decisions(reader: Reader) -> Markup:
    found = brief.decisions(reader.plan, reader.as_of, reader.t)
    items = [tag("li", link(reader.href("milestones", status=d["status"]), tag("b", d["title"])), ". ", d["text"]) for d in found]
    return _part(reader.t("brief.decisions"), tag("ol", *items) if items else p(reader.t("brief.no_decisions")))


def _worst(reader: Reader) -> Markup:
    t, found = reader.t, brief.worst(reader.plan, reader.as_of, reader.t)
    if not found:
        return _part(t("brief.worst_none"))
    head = [t(f"brief.{name}") for name in ("milestone", "days_late", "original_due", "cause", "recovery")]
    body = [(div(mark(r["shown"]), link(reader.href("milestone", code=r["code"]), r["title"]), span(r["lead_name"], class_="sub2")),
             t("brief.days", n=r["days_late_current"]), r["dues"], r["cause"], r["recovery"]) for r in found]
    more = p(brief.other_delays(reader.plan, reader.as_of, t), " ", link(reader.href("milestones", status="delayed"), t("brief.see_delays")), class_="small")
    return _part(t("brief.worst", n=len(found)), table(head, body, caption=t("brief.worst", n=len(found)), numeric=frozenset({1}), class_="delays"), more)


def _list(reader: Reader, title: str, found: dict) -> Markup:
    items = [tag("li", link(reader.href("milestone", code=x["code"]), x["title"]), span(x["line"], class_="sub2")) for x in found["items"]]
    return _part(title, p(reader.t("brief.count", n=found["count"]), class_="big"), tag("ul", *items) if items else None, p(found["note"]) if found["note"] else None)


def _money(reader: Reader) -> Markup:
    found = brief.money_lines(reader.plan, reader.as_of, reader.t)
    return _part(reader.t("brief.money_title"), p(link(reader.href("funding"), found["value"]), class_="big"), p(found["line"]))


def _indicators(reader: Reader) -> Markup:
    t = reader.t
    items = [tag("li", span(link(reader.href("indicator", code=i["code"]), i["name"]), span(t("brief.observed", on=i["on"]), class_="sub2")), span(i["of"], class_="of"),
                 span(mark(i["verdict"]), t(f"verdict.{i['verdict']}"), class_=f"status s-{i['verdict']}"))
             for i in brief.headline_indicators(reader.plan, reader.as_of, t)]
    return _part(t("brief.indicators"), tag("ul", *items, class_="ind"))
