"""In which quarter does how much fall due in each area, and what became of what was due? One mark is one milestone."""

from collections import Counter
from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, hidden, link, mark, span, tag

_COLUMN = {"year": 2026, "quarter": 1, "past": False, "now": False, "share": None}
EXAMPLE = {
    "as_of": date(2026, 11, 22), "total": 9, "past_due": 5, "done": 1, "silent": 3, "due_now": 2, "past_quarters": 3,
    "counts": [("completed", 1), ("delayed", 1), ("no_report_past_due", 3), ("no_report_ahead", 3), ("no_report_undated", 1)],
    "now": _COLUMN | {"key": "2026 Q4", "quarter": 4, "now": True, "share": 0.565},
    "columns": [_COLUMN | {"key": f"2026 Q{n}", "quarter": n, "past": n < 4, "now": n == 4} for n in (1, 2, 3, 4)]
    + [_COLUMN | {"key": "2027 Q1", "year": 2027}, _COLUMN | {"key": "2030", "year": 2030, "quarter": None},
       _COLUMN | {"key": "undated", "year": None, "quarter": None}],
    "totals": {"2026 Q1": 3, "2026 Q2": 2, "2026 Q4": 2, "2030": 1, "undated": 1},
    "pillars": [{"title": "Innovation ecosystem", "areas": [
        {"code": "A01", "title": "AI highway", "total": 6, "cells": {
            "2026 Q1": ["completed", "delayed", "no_report_past_due"], "2026 Q4": ["no_report_ahead", "no_report_ahead"], "2030": ["no_report_ahead"]}},
        {"code": "A02", "title": "Next-generation technology", "total": 3, "cells": {
            "2026 Q2": ["no_report_past_due", "no_report_past_due"], "undated": ["no_report_undated"]}}]}],
}


def title(rows, t) -> str:
    now = rows["now"]
    if not rows["total"]:
        return t("lanes.title_empty")
    if rows["silent"]:
        key = "title_quarter" if now and now["quarter"] else "title_silent"
        return t(f"lanes.{key}", due=rows["due_now"], silent=rows["silent"], **_when(now))
    if not rows["past_due"]:
        return t("lanes.title_ahead", total=rows["total"])
    return t("lanes.title_heard", past_due=rows["past_due"], done=rows["done"])


def _when(now) -> dict:
    return {"year": now["year"], "quarter": now["quarter"] or 0} if now else {}


def subtitle(rows, t) -> str:
    return t("lanes.subtitle")


def sentence(rows, t) -> str:
    counts = t.join(f"{t(f'status.{shown}')} {n:,}" for shown, n in rows["counts"])
    return t("lanes.sentence" if rows["total"] else "lanes.title_empty", as_of=rows["as_of"], total=rows["total"], counts=counts)


def table(rows, t) -> Twin:
    head = (t("lanes.area"), *(name(c, t) for c in rows["columns"]), t("common.total"))
    body = [(a["title"], *(_words(a["cells"].get(c["key"], []), t) or "0" for c in rows["columns"]), f"{a['total']:,}")
            for p in rows["pillars"] for a in p["areas"]]
    foot = (t("common.total"), *(f"{rows['totals'].get(c['key'], 0):,}" for c in rows["columns"]), f"{rows['total']:,}")
    return Twin(head, (*body, foot), frozenset({len(head) - 1}))


def name(column, t) -> str:
    """A column in full words: 2026 Q1, 2028, no date."""
    if column["year"] is None:
        return t("common.undated")
    return t("lanes.quarter_of", year=column["year"], quarter=column["quarter"]) if column["quarter"] else t("lanes.year", year=column["year"])


def _words(marks, t) -> str:
    return t.join(f"{t(f'status.{shown}')} {n:,}" for shown, n in Counter(marks).items())


def figure(rows, t, look) -> Markup:
    if not rows["total"]:
        return div()
    wide, narrow = [[c] for c in rows["columns"]], merged(rows)
    body = [tag("tbody", _group(p, len(wide), len(narrow)), *(_lane(rows, a, wide, narrow, t, look) for a in p["areas"])) for p in rows["pillars"]]
    foot = tag("tbody", tag("tr", tag("th", t("common.total"), scope="row"), *_sums(rows, wide, "hide-s"), *_sums(rows, narrow, "only-s"), class_="sum"))
    return div(key(rows["counts"], t), tag("table", tag("caption", title(rows, t), class_="hidden"),
                                           tag("thead", *_heads(rows, wide, narrow, t)), *body, foot, class_="units lanes"))


def key(counts, t) -> Markup:
    """Mark, word and number of each status that occurs, in one row."""
    return div(*(div(span(mark(shown), t(f"status.{shown}"), class_="w"), span(f"{n:,}", class_="n"), class_="key") for shown, n in counts),
               class_="keys inline statuskey")


def merged(rows) -> list[list[dict]]:
    """Columns put together for phones: the quarters of the present year (or the first), then next year, later, no date."""
    columns = rows["columns"]
    years = [c["year"] for c in columns if c["quarter"]]
    near = min(max(rows["as_of"].year, min(years)), max(years))
    groups = [[c for c in columns if c["year"] and c["year"] < near], *([c] for c in columns if c["year"] == near),
              [c for c in columns if c["year"] == near + 1], [c for c in columns if c["year"] and c["year"] > near + 1],
              [c for c in columns if c["year"] is None]]
    return [g for g in groups if g]


def _heads(rows, wide, narrow, t) -> list[Markup]:
    area = tag("th", t("lanes.area"), scope="col", rowspan="2")
    years = [tag("th", t("lanes.year", year=c["year"]) if c["year"] and c["quarter"] in (1, None) else None, class_=_side([c], "hide-s year"),
                 aria_hidden="true") for c, in wide]
    short = [tag("th", *_phone_year(group, t), class_=_side(group, "only-s year"), aria_hidden="true") for group in narrow]
    names = [tag("th", hidden(name(c, t)), span(_today(c, t), _quarter(c, t), aria_hidden="true"), scope="col", class_=_side([c], "hide-s")) for c, in wide]
    phone = [tag("th", hidden(_group_name(g, t)), span(_today_of(g, t), _phone_quarter(g, rows, t), aria_hidden="true"), scope="col", class_=_side(g, "only-s"))
             for g in narrow]
    return [tag("tr", area, *years, *short), tag("tr", *names, *phone)]


def _quarter(column, t) -> str:
    if column["quarter"]:
        return t("lanes.quarter", quarter=column["quarter"])
    return t("common.undated") if column["year"] is None else ""


def _today(column, t) -> Markup | None:
    return span(t("lanes.today"), class_="today") if column["now"] else None


def _today_of(group, t) -> Markup | None:
    return span(t("lanes.today"), class_="today") if any(c["now"] for c in group) else None


def _phone_year(group, t) -> list[str]:
    first = group[0]
    return [t("lanes.year", year=first["year"])] if len(group) == 1 and first["quarter"] == 1 else []


def _phone_quarter(group, rows, t) -> str:
    """A heading that fits a phone: a quarter, a year, "before", "later", "none"."""
    first, last = group[0], group[-1]
    if first["year"] is None:
        return t("lanes.phone_none")
    if len(group) == 1 and first["quarter"]:
        return t("lanes.quarter", quarter=first["quarter"])
    if first["year"] == last["year"]:
        return str(first["year"])
    return t("lanes.phone_later" if first["year"] > rows["as_of"].year else "lanes.phone_before")


def _group_name(group, t) -> str:
    first, last = group[0]["year"], group[-1]["year"]
    if len(group) == 1:
        return name(group[0], t)
    if first == last:
        return t("lanes.year", year=first)
    return t("lanes.years", first=first, last=last)


def _side(group, class_: str) -> str:
    """Classes of a column: shaded when all of it is over, a line before the one holding today."""
    return class_ + (" past" if all(c["past"] for c in group) else "") + (" now" if any(c["now"] for c in group) else "")


def _group(pillar, wide: int, narrow: int) -> Markup:
    heads = [tag("th", pillar["title"], colspan=str(n + 1), scope="rowgroup", class_=side) for n, side in ((wide, "hide-s"), (narrow, "only-s"))]
    return tag("tr", *heads, class_="group")


def _lane(rows, area, wide, narrow, t, look) -> Markup:
    head = tag("th", link(look.href("area", code=area["code"]), area["title"]), span(t("lanes.milestones", n=area["total"]), class_="sub2"), scope="row")
    return tag("tr", head, *(_cell(area, g, "hide-s", t, look) for g in wide), *(_cell(area, g, "only-s", t, look) for g in narrow))


def _cell(area, group, class_: str, t, look) -> Markup:
    """The marks of a cell; a cell of one column leads to the list of exactly these milestones."""
    marks = [shown for c in group for shown in area["cells"].get(c["key"], [])]
    if not marks:
        return tag("td", hidden("0"), class_=_side(group, class_))
    drawn = (hidden(_words(marks, t)), *(mark(shown) for shown in marks))
    if len(group) > 1:
        return tag("td", span(*drawn, class_="cell"), class_=_side(group, class_))
    return tag("td", link(look.href("milestones", area=area["code"], due=group[0]["key"]), *drawn, class_="cell"), class_=_side(group, class_))


def _sums(rows, groups, class_: str) -> list[Markup]:
    return [tag("td", f"{sum(rows['totals'].get(c['key'], 0) for c in g):,}", class_=_side(g, class_)) for g in groups]
