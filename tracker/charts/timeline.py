"""When does each goal of an area begin and end to fall due, and how does every milestone on the way stand?

Drawn as a table of quarters, so that the marks are the ones used everywhere, names wrap and lead to their goals, and a
phone gets the same goals as a list.
"""

from collections import Counter
from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, hidden, link, mark, span, tag
from tracker.charts.quarter_lanes import key, name
from tracker.domain.periods import parse_period

_COLUMN = {"year": 2026, "quarter": 1, "past": False, "now": False, "share": None}
_SECOND, _FOURTH = parse_period("2026 Q2"), parse_period("2026 Q4")
EXAMPLE = {
    "as_of": date(2026, 11, 22), "area": "AI highway", "milestones": 4, "past_due": 2, "in_time": 0, "delayed": 1, "silent": 1, "undated": 1,
    "dateless": 1, "moved": 1, "counts": [("delayed", 1), ("no_report_past_due", 1), ("no_report_ahead", 1), ("no_report_undated", 1)],
    "columns": [_COLUMN | {"key": f"2026 Q{n}", "quarter": n, "past": n < 4, "now": n == 4, "share": 0.565 if n == 4 else None} for n in (1, 2, 3, 4)]
    + [_COLUMN | {"key": "2030", "year": 2030, "quarter": None}],
    "goals": [
        {"code": "T02", "title": "Sustainable data centres", "first": "2026 Q1", "last": "2026 Q4", "first_due": _SECOND, "last_due": _FOURTH, "marks": [
            {"code": "M02-01", "title": "Master plan", "shown": "delayed", "due": _SECOND, "original_due": _SECOND, "slot": "2026 Q2", "original_slot": "2026 Q2"},
            {"code": "M02-02", "title": "Small centres", "shown": "no_report_past_due", "due": _SECOND, "original_due": _SECOND, "slot": "2026 Q2",
             "original_slot": "2026 Q2"},
            {"code": "M02-03", "title": "Power incentives", "shown": "no_report_ahead", "due": _FOURTH, "original_due": parse_period("2026 Q1"),
             "slot": "2026 Q4", "original_slot": "2026 Q1"}]},
        {"code": "T99", "title": "Standing work", "first": None, "last": None, "first_due": None, "last_due": None, "marks": [
            {"code": "M99-01", "title": "Standing", "shown": "no_report_undated", "due": None, "original_due": None, "slot": "undated",
             "original_slot": "undated"}]}],
}


def title(rows, t) -> str:
    if not rows["goals"]:
        return t("timeline.title_empty", area=rows["area"])
    if not rows["past_due"]:
        return t("timeline.title_ahead", area=rows["area"], milestones=rows["milestones"])
    parts = [t(f"tally.part_{k}", n=rows[v]) for k, v in (("done", "in_time"), ("delayed", "delayed"), ("silent", "silent")) if rows[v]]
    return t("timeline.title", area=rows["area"], past_due=rows["past_due"], parts=t.join(parts) or t("common.none"))


def subtitle(rows, t) -> str:
    return t("timeline.subtitle", goals=len(rows["goals"]))


def sentence(rows, t) -> str:
    counts = t.join(f"{t(f'status.{shown}')} {n:,}" for shown, n in rows["counts"])
    key_ = "sentence_moved" if rows["moved"] else "sentence"
    return t(f"timeline.{key_}", area=rows["area"], goals=len(rows["goals"]), milestones=rows["milestones"], counts=counts, moved=rows["moved"],
             as_of=rows["as_of"])


def table(rows, t) -> Twin:
    head = (t("timeline.goal"), t("timeline.milestone"), t("timeline.original_due"), t("timeline.due"), t("timeline.status"))
    due = lambda period: t.period(period) if period else t("common.undated")
    body = tuple((g["title"], m["title"], due(m["original_due"]), due(m["due"]), t(f"status.{m['shown']}")) for g in rows["goals"] for m in g["marks"])
    return Twin(head, body)


def figure(rows, t, look) -> Markup:
    if not rows["goals"]:
        return div()
    body = tag("tbody", *(_row(rows["columns"], g, t, look) for g in rows["goals"]))
    wide = tag("table", tag("caption", title(rows, t), class_="hidden"), tag("thead", *_heads(rows, t)), body, class_="units timeline hide-s")
    return div(key(rows["counts"], t), wide, _list(rows, t, look))


def _heads(rows, t) -> list[Markup]:
    columns = rows["columns"]
    years = [tag("th", _today(c, t), t("lanes.year", year=c["year"]) if c["quarter"] in (1, None) else None, class_=_side(c) + " year", aria_hidden="true") for c in columns]
    names = [tag("th", hidden(name(c, t)), span(t("lanes.quarter", quarter=c["quarter"]) if c["quarter"] else "", aria_hidden="true"),
                 scope="col", class_=_side(c)) for c in columns]
    return [tag("tr", tag("th", t("timeline.goal"), scope="col", rowspan="2"), *years), tag("tr", *names)]


def _today(column, t) -> Markup | None:
    """The word over the line of today."""
    return span(t("timeline.today"), class_="today", style=f"left:{100 * column['share']:.0f}%") if column["now"] else None


def _side(column) -> str:
    return "past" if column["past"] else ""


def _row(columns, goal, t, look) -> Markup:
    order = [c["key"] for c in columns]
    cells = [_cell(c, goal, order, t, look) for c in columns]
    undated = sum(1 for m in goal["marks"] if m["due"] is None)
    note = span(t("timeline.undated", n=undated), class_="sub2") if undated else None
    return tag("tr", tag("th", link(look.href("goal", code=goal["code"]), goal["title"]), note, scope="row"), *cells)


def _cell(column, goal, order, t, look) -> Markup:
    here = [m for m in goal["marks"] if m["slot"] == column["key"]]
    left = [m for m in goal["marks"] if m["original_slot"] == column["key"] != m["slot"]]
    words = [f"{t(f'status.{shown}')} {n:,}" for shown, n in Counter(m["shown"] for m in here).items()]
    words += [t("timeline.was_here", n=len(left))] if left else []
    marks = [*(tag("i", class_="g g-original", aria_hidden="true") for _ in left),
             *(link(look.href("milestone", code=m["code"]), mark(m["shown"]), aria_label=f"{m['title']}: {t(f'status.' + m['shown'])}", class_="unit")
               for m in here)]
    today = div(class_="todayline", style=f"left:{100 * column['share']:.0f}%") if column["now"] else None
    return tag("td", today, hidden(t.join(words)) if words else None, div(*marks, class_="dots") if marks else None,
               class_=" ".join(filter(None, (_side(column), _span(column["key"], goal, order)))))


def _span(key_: str, goal, order) -> str:
    """Whether the line of the goal runs through this cell, starts or ends in it."""
    if goal["first"] is None or goal["first"] == goal["last"]:
        return ""
    at, first, last = order.index(key_), order.index(goal["first"]), order.index(goal["last"])
    if not first <= at <= last:
        return ""
    return "runs from" if at == first else "runs to" if at == last else "runs"


def _list(rows, t, look) -> Markup:
    """The same goals for phones, folded: name, span of deadlines, marks."""
    items = [tag("li", span(link(look.href("goal", code=g["code"]), g["title"]), class_="t"),
                 span(*(mark(m["shown"]) for m in g["marks"]), aria_hidden="true", class_="r"), span(_when(g, t), class_="m")) for g in rows["goals"]]
    return tag("details", tag("summary", t("timeline.marks")), tag("ul", *items, class_="rows goalmarks"), class_="only-s")


def _when(goal, t) -> str:
    if goal["first_due"] is None:
        return t("common.undated")
    first, last = t.period(goal["first_due"]), t.period(goal["last_due"])
    return first if first == last else f"{first} – {last}"
