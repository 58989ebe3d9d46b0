"""Two states of the plan side by side, drawn as tables and folded lists."""

from itertools import groupby

from tracker.charts.history_parts import change_lines
from tracker.charts.markup import Markup, div, hidden, link, p, span, status, table, tag


def movements(rows: list[dict], a, b, t, look) -> Markup:
    """Statuses then and now with how many milestones, and which."""
    head = [t("compare.then", on=a), t("compare.now", on=b), t("compare.count"), hidden(t("compare.which"))]
    body = [(status(t, x["before"]), status(t, x["after"]), t.show(len(x["codes"])), _which(x, t, look)) for x in rows]
    return table(head, body, caption=t("compare.moved_sub"), numeric=frozenset({2}), class_="moved four", first_is_heading=False)


def _which(row: dict, t, look) -> Markup:
    items = [tag("li", link(look.href("milestone", code=code), title)) for code, title in zip(row["codes"], row["titles"])]
    return tag("details", tag("summary", t("compare.which")), tag("ul", *items))


def members(found: dict[str, list[dict]], t, look) -> Markup:
    """Joiners, then leavers, each with its lead and what closed it."""
    rows = [(x, kind) for kind in ("joined", "left") for x in found[kind]]
    return tag("ul", *(tag("li", span(link(look.href("milestone", code=x["code"]), x["title"]), class_="t"), span(f"{x['code']} · {x['lead']}", class_="m"),
                           span(_member(x, kind, t), class_="r")) for x, kind in rows), class_="rows")


def _member(row: dict, kind: str, t) -> str:
    return t("compare.left_closed", resolution=row["resolution"]) if kind == "left" and row["closed"] and row["resolution"] else t(f"compare.{kind}")


def objects(rows: list[dict], t, look) -> Markup:
    """What was added, removed and edited, by kind; each object with its changed fields."""
    order = sorted(rows, key=lambda x: x["kind_name"])
    groups = [(name, list(found)) for name, found in groupby(order, key=lambda x: x["kind_name"])]
    return div(*(tag("details", tag("summary", t("compare.group", kind=name, n=len(found))), tag("ul", *(_object(x, t, look) for x in found), class_="dates"),
                     class_="month", open=len(rows) <= 12) for name, found in groups))


def _object(row: dict, t, look) -> Markup:
    return tag("li", div(tag("b", t(f"compare.{row['change']}"))), div(link(look.href("history", of=row["key"]), row["title"]), change_lines(row["lines"], t)))


def slips(rows: list[dict], t, look) -> Markup:
    """Original, then, now and actual dates."""
    keys = ("milestone", "original", "due_then", "due_now", "actual", "days_late", "status_now")
    due = lambda x: t.period(x) if x else t("common.undated")  # noqa: E731
    body = [(div(link(look.href("milestone", code=r["code"]), r["title"]), span(f"{r['code']} · {r['lead']}", class_="sub2")), due(r["original_due_period"]),
             due(r["due_before"]), due(r["due_period"]) if r["due_period"] != r["due_before"] else t("compare.unmoved"),
             t.period(r["completed_on"]) if r["completed_on"] else t("compare.not_done"), t("common.days", n=r["days_late"]) if r["days_late"] is not None else t("common.no_data"),
             status(t, r["status_after"])) for r in rows]
    return table([t(f"compare.{k}") for k in keys], body, caption=t("compare.slip_sub"), numeric=frozenset({5}), class_="stack slips")


def days(a, b, t) -> Markup:
    """Which two days are compared, in small print."""
    known = lambda side: t("compare.known_then", on=side.known) if side.known else t("compare.known_now")  # noqa: E731
    return p(t("compare.note", start=a.on, known_start=known(a), end=b.on, known_end=known(b)), class_="small")
