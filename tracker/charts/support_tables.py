"""Lists of the page on the three supports: measures, articles and bodies."""

from tracker.charts.markup import Markup, div, join, link, p, span, table, tag
from tracker.charts.programme_tables import folded
from tracker.views.origins import publisher


def measures(rows: list[dict], t) -> Markup:
    """What has been counted, with its day, article and source."""
    head = (t("supports.col_measure"), t("supports.col_value"), t("supports.col_on"), t("supports.col_article"), t("funding.col_source"))
    body = [(r["name"], r["value"], t.period(r["on"]), ", ".join(r["article_names"]) or t("common.none"),
             link(r["url"], publisher(r["url"])) if r["url"] else t("common.none")) for r in rows]
    return table(head, body, caption=t("supports.measures", n=len(rows)), numeric={1}, class_="stack flow measured")


def articles(rows: list[dict], t, look) -> Markup:
    """Each article: what it asks and of whom, and the goals of the plan that serve it."""
    head = (t("supports.col_article"), t("supports.col_what"), t("supports.col_who"), t("supports.col_served"))
    goals = lambda r: div(*(tag("span", link(look.href("goal", code=code), name), class_="sub2") for code, name in r["goals"])) if r["goals"] else t("supports.no_goal")
    asked = lambda r: div(r["what"], span(r["deadline"], class_="sub2") if r["deadline"] else None)
    body = [(join(r["name"], span(r["title"], class_="sub2")), asked(r), r["who"] or t("common.none"), goals(r)) for r in rows]
    return folded(t("supports.show_articles", n=len(rows)), table(head, body, caption=t("supports.articles", n=len(rows)), class_="stack dense articled"))


def bodies(found, t) -> Markup:
    """Bodies with their task; no personal names."""
    items = [tag("li", span(t.pick(b.name), class_="t"), span(t.pick(b.role) or t("common.no_data"), class_="sub2")) for b in found]
    return join(p(t("supports.bodies", n=len(found)), class_="h3"), tag("ul", *items, class_="bodylist"))
