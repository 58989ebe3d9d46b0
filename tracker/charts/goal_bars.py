"""How do the milestones of each goal stand, and what falls due next?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, hidden, link, p, span, tag
from tracker.charts.quarter_lanes import key
from tracker.charts.status_strip import bar
from tracker.domain.periods import parse_period

EXAMPLE = {
    "as_of": date(2026, 11, 22), "goals": 2, "of": 99, "milestones": 8, "with_done": 1, "with_delayed": 1, "with_silent": 1, "with_past_due": 1,
    "unheard": 1, "most": 11, "open": False,
    "counts": [("completed", 1), ("delayed", 1), ("no_report_past_due", 2), ("no_report_ahead", 4)],
    "areas": [{"code": "A01", "title": "AI highway", "milestones": 8, "past_due": 4, "done": 1, "delayed": 1, "silent": 2,
               "counts": [("completed", 1), ("delayed", 1), ("no_report_past_due", 2), ("no_report_ahead", 4)], "goals": [
        {"code": "T07", "title": "Science-AI infrastructure", "lead_names": ["MSIT"], "milestones": 5, "past_due": 4, "done": 1, "delayed": 1,
         "silent": 2, "counts": [("completed", 1), ("delayed", 1), ("no_report_past_due", 2), ("no_report_ahead", 1)],
         "next_due_period": parse_period("2027 Q4"), "next_due_count": 1},
        {"code": "T01", "title": "AI compute", "lead_names": ["MSIT"], "milestones": 3, "past_due": 0, "done": 0, "delayed": 0, "silent": 0,
         "counts": [("no_report_ahead", 3)], "next_due_period": parse_period("2026 Q4"), "next_due_count": 1}]}],
}
NUMBERS = ("past_due", "done", "delayed", "silent")


def title(rows, t) -> str:
    if not rows["goals"]:
        return t("goals.finding_empty")
    key = "some" if rows["goals"] < rows["of"] else "all" if rows["with_silent"] else "heard"
    return t(f"goals.bars_title_{key}", goals=rows["goals"], of=rows["of"], silent=rows["with_silent"], milestones=rows["milestones"])


def subtitle(rows, t) -> str:
    return t("goals.bars_subtitle" if rows["open"] else "goals.folds_subtitle")


def sentence(rows, t) -> str:
    return t("goals.bars_sentence", as_of=rows["as_of"], **{k: rows[k] for k in ("goals", "milestones", "with_done", "with_delayed", "with_silent")})


def table(rows, t) -> Twin:
    head = tuple(t(f"goals.{key}") for key in ("goal", "area", "lead", "milestones", *NUMBERS, "next_due"))
    body = tuple((g["title"], a["title"], t.join(g["lead_names"]), f"{g['milestones']:,}", *(f"{g[k]:,}" for k in NUMBERS), _next(g, t))
                 for a in rows["areas"] for g in a["goals"])
    return Twin(head, body, frozenset(range(3, 8)))


def _next(goal, t) -> str:
    return t.period(goal["next_due_period"]) if goal["next_due_period"] else t("goals.next_none")


def figure(rows, t, look) -> Markup:
    """A key, then one fold per area: its bar and sums in the head, its goals inside. Few goals stand unfolded."""
    if not rows["goals"]:
        return div()
    longest = max(a["milestones"] for a in rows["areas"])
    return div(key(rows["counts"], t), *(_area(rows, a, longest, t, look) for a in rows["areas"]), class_="areafolds")


def _area(rows, area, longest: int, t, look) -> Markup:
    width = f"width:{100 * area['milestones'] / max(longest, 1):.1f}%"
    said = t("goals.fold", goals=len(area["goals"]), **{k: area[k] for k in ("milestones", "done", "delayed", "silent")})
    summary = tag("summary", span(area["title"], class_="t"), span(div(bar(area["counts"], "mini"), style=width), class_="b", aria_hidden="true"),
                  span(said, class_="m"))
    goals = tag("table", tag("caption", area["title"], class_="hidden"), _head(t), tag("tbody", *(_line(rows, g, t, look) for g in area["goals"])),
                class_="data goalbars")
    more = p(link(look.href("area", code=area["code"]), t("goals.fold_area", area=area["title"])), class_="small")
    return tag("details", summary, goals, more, open=rows["open"])


def _head(t) -> Markup:
    heads = [tag("th", t("goals.goal"), scope="col"), tag("th", t("goals.states"), scope="col", class_="barcol")]
    heads += [tag("th", t(f"goals.{name}"), scope="col", class_="num hide-s") for name in NUMBERS]
    return tag("thead", tag("tr", *heads, tag("th", t("goals.next_due"), scope="col", class_="hide-s due")))


def _line(rows, goal, t, look) -> Markup:
    title = tag("th", link(look.href("goal", code=goal["code"]), goal["title"]), span(f"{goal['code']} · {t.join(goal['lead_names'])}", class_="sub2"),
               scope="row")
    numbers = [tag("td", f"{goal[name]:,}", class_="num hide-s" + ("" if goal[name] else " zero")) for name in NUMBERS]
    return tag("tr", title, tag("td", _bar(rows, goal, t), class_="barcol"), *numbers, tag("td", _next(goal, t), class_="hide-s due nowrap"))


def _bar(rows, goal, t) -> Markup:
    """Length = milestones on one scale for all goals, segments = statuses; the numbers follow in words on phones."""
    states = t.join(f"{t(f'status.{shown}')} {n:,}" for shown, n in goal["counts"])
    width = f"width:{100 * goal['milestones'] / max(rows['most'], 1):.1f}%"
    drawn = div(div(bar(goal["counts"], "mini"), style=width, class_="part"), span(f"{goal['milestones']:,}", class_="n"), class_="lenbar")
    return div(hidden(states), drawn if goal["milestones"] else None,
               p(t("goals.phone", **{k: goal[k] for k in NUMBERS}), class_="only-s small") if goal["past_due"] else None)
