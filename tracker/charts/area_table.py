"""How do the areas stand beside one another, and where is most unheard of?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, link, mark, span, tag
from tracker.charts.status_strip import bar
from tracker.domain.periods import quarter_of

_SHAPES = {"done": "completed", "silent_past_due": "no_report_past_due", "silent_rest": "no_report_ahead"}
ALWAYS = ("done", "on_track", "delayed", "silent_past_due", "silent_rest")
LONGEST_BAR = 96  # percent of the bar column for the largest area


def _example(code: str, title: str, goals: int, counts: dict[str, int], due: date, due_count: int) -> dict:
    groups = {"done": counts.get("completed", 0), "on_track": counts.get("on_track", 0), "watch": 0, "delayed": counts.get("delayed", 0),
              "not_started": 0, "silent_past_due": counts.get("no_report_past_due", 0), "closed": 0,
              "silent_rest": counts.get("no_report_ahead", 0) + counts.get("no_report_undated", 0)}
    return {"code": code, "title": title, "goals": goals, "milestones": sum(counts.values()), "counts": list(counts.items()),
            "late": 0, "groups": groups, "next_due": due, "next_count": due_count}


EXAMPLE = {
    "as_of": date(2026, 11, 22),
    "pillars": [
        {"code": "P1", "title": "Ecosystem", "areas": [
            _example("A01", "AI highway", 11, {"completed": 2, "delayed": 2, "no_report_past_due": 14, "no_report_ahead": 27, "no_report_undated": 4},
                     date(2026, 12, 31), 17),
            _example("A03", "AI talent", 12, {"delayed": 1, "no_report_past_due": 19, "no_report_ahead": 19}, date(2026, 12, 31), 5)]},
        {"code": "P3", "title": "Society", "areas": [
            _example("A11", "AI basic society", 16, {"delayed": 3, "no_report_past_due": 24, "no_report_ahead": 35, "no_report_undated": 6},
                     date(2026, 12, 31), 13)]},
    ],
    "total": _example("", "", 39, {"completed": 2, "delayed": 6, "no_report_past_due": 57, "no_report_ahead": 81, "no_report_undated": 10},
                      date(2026, 12, 31), 35),
}


def _areas(rows) -> list[dict]:
    return [a for p in rows["pillars"] for a in p["areas"]]


def _most(rows, group: str) -> list[dict]:
    """At most two areas with most of a group, those with none left out."""
    return sorted((a for a in _areas(rows) if a["groups"][group]), key=lambda a: -a["groups"][group])[:2]


def title(rows, t) -> str:
    total, silent = rows["total"]["groups"], _most(rows, "silent_past_due")
    if silent:
        named = {"first": silent[0]["title"]} | ({"second": silent[1]["title"]} if len(silent) > 1 else {})
        n = sum(a["groups"]["silent_past_due"] for a in silent)
        return t("area_table.title_two" if len(silent) > 1 else "area_table.title_one", silent=total["silent_past_due"], n=n, **named)
    if late := _most(rows, "delayed"):
        return t("area_table.title_delayed", delayed=total["delayed"], n=late[0]["groups"]["delayed"], first=late[0]["title"])
    return t("area_table.title_none", areas=len(_areas(rows)), milestones=rows["total"]["milestones"])


def subtitle(rows, t) -> str:
    return ". ".join((measured(rows, t), t("area_table.bars")))


def measured(rows, t) -> str:
    """The subtitle where no bars are seen."""
    return t("area_table.measured", areas=len(_areas(rows)))


def sentence(rows, t) -> str:
    total, silent = rows["total"], _most(rows, "silent_past_due")
    values = {"areas": len(_areas(rows)), "milestones": total["milestones"], "done": total["groups"]["done"],
              "delayed": total["groups"]["delayed"], "silent": total["groups"]["silent_past_due"]}
    most = t.join(f"{a['title']} {a['groups']['silent_past_due']}" for a in silent)
    return t("area_table.sentence", most=most, **values) if silent else t("area_table.sentence_plain", **values)


def columns(rows) -> list[str]:
    """The headings shown: the usual ones, and the others where anything stands under them."""
    return [name for name, n in rows["total"]["groups"].items() if name in ALWAYS or n]


def table(rows, t) -> Twin:
    names = columns(rows)
    head = tuple(t(f"area_table.{name}") for name in ("area", "goals", "milestones", *names, "next_due"))
    lines = [*_areas(rows), rows["total"] | {"title": t("area_table.all")}]
    body = tuple((a["title"], t.show(a["goals"]), t.show(a["milestones"]), *(t.show(a["groups"][n]) for n in names), _due_words(a, t))
                 for a in lines)
    return Twin(head, body, frozenset(range(1, 3 + len(names))))


def _due_words(area, t) -> str:
    return t("area_table.next_when", due=quarter_of(area["next_due"]), n=area["next_count"]) if area["next_due"] else t("common.none")


def figure(rows, t, look) -> Markup:
    names = columns(rows)
    largest = max((a["milestones"] for a in _areas(rows)), default=1)
    body = [row for pillar in rows["pillars"] for row in (_group(pillar, len(names)), *(_row(a, names, largest, t, look) for a in pillar["areas"]))]
    return div(tag("table", tag("caption", title(rows, t), class_="hidden"), tag("thead", _head(names, t)),
                   tag("tbody", *body, _total(rows["total"], names, t)), class_="data areas"), class_="scroll")


def _head(names: list[str], t) -> Markup:
    shapes = [tag("th", mark(_SHAPES.get(n, n)), span(t(f"area_table.{n}")), scope="col", class_="num st" + (" silence" if n.startswith("silent") else "")) for n in names]
    return tag("tr", tag("th", t("area_table.area"), scope="col"), tag("th", t("area_table.goals"), scope="col", class_="num hide-s"),
               tag("th", t("area_table.milestones"), scope="col", class_="num"),
               tag("th", span(t("area_table.statuses"), class_="hidden"), scope="col", class_="areabar hide-s"), *shapes,
               tag("th", t("area_table.next_due"), scope="col", class_="hide-s due"))


def _group(pillar, names: int) -> Markup:
    """A pillar's name over its areas; one heading across the columns of the desktop, one across those of the phone."""
    wide, narrow = names + 5, names + 2
    return tag("tr", tag("th", pillar["title"], scope="colgroup", colspan=wide, class_="hide-s"),
               tag("th", pillar["title"], scope="colgroup", colspan=narrow, class_="only-s"), class_="group")


def _number(n: int) -> Markup:
    return tag("td", f"{n:,}", class_="num" if n else "num zero")


def _row(area, names: list[str], largest: int, t, look) -> Markup:
    width = LONGEST_BAR * area["milestones"] / largest
    due = [t.period(quarter_of(area["next_due"])), " ", span(t("common.count", n=area["next_count"]), class_="muted")] if area["next_due"] else [t("common.none")]
    return tag("tr", tag("th", link(look.href("area", code=area["code"]), area["title"]), scope="row"),
               tag("td", f"{area['goals']:,}", class_="num hide-s"), tag("td", f"{area['milestones']:,}", class_="num"),
               tag("td", div(bar(area["counts"], "mini"), style=f"width:{width:.1f}%"), class_="areabar hide-s"),
               *(_number(area["groups"][n]) for n in names), tag("td", *due, class_="hide-s due"))


def _total(total, names: list[str], t) -> Markup:
    return tag("tr", tag("th", t("area_table.all"), scope="row"), tag("td", f"{total['goals']:,}", class_="num hide-s"),
               tag("td", f"{total['milestones']:,}", class_="num"), tag("td", class_="hide-s"),
               *(_number(total["groups"][n]) for n in names), tag("td", class_="hide-s"), class_="sum")
