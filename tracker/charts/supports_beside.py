"""How do the three supports of the Act compare in money, programmes, articles, goals and measures?"""

from tracker.charts import Twin
from tracker.charts.bars import bar, bar_table
from tracker.charts.markup import Markup, link

EXAMPLE = {
    "fiscal_year": 2026, "total_won": 27_537_241_000_000, "rows": [
        {"code": "governance", "name": "Governance", "articles": 11, "goals": 20, "count": 41, "won": 790_743_000_000, "measures": 7},
        {"code": "industry", "name": "Industry support", "articles": 18, "goals": 60, "count": 476, "won": 26_451_144_000_000, "measures": 10},
        {"code": "trust", "name": "Trust", "articles": 12, "goals": 9, "count": 16, "won": 295_354_000_000, "measures": 11}],
}
COMPLETE = True


def title(rows, t) -> str:
    largest = max(rows["rows"], key=lambda r: r["won"] or 0)
    return t("supports.beside_title", name=largest["name"], won=largest["won"], total=rows["total_won"])


def subtitle(rows, t) -> str:
    return t("supports.beside_subtitle", year=rows["fiscal_year"])


def sentence(rows, t) -> str:
    return " ".join(t("supports.line", **r) for r in rows["rows"])


def _head(t) -> tuple[str, ...]:
    return (t("supports.col_support"), t("stage.enacted"), t("funding.col_programmes"), t("supports.col_articles"), t("supports.col_goals"), t("supports.col_measures"))


def _numbers(r, t) -> tuple[str, ...]:
    return t.won_short(r["won"]), t.show(r["count"]), t.show(r["articles"]), t.show(r["goals"]), t.show(r["measures"])


def table(rows, t) -> Twin:
    return Twin(_head(t), tuple((r["name"], *_numbers(r, t)) for r in rows["rows"]), frozenset({1, 2, 3, 4, 5}))


def figure(rows, t, look) -> Markup:
    largest = max(r["won"] or 0 for r in rows["rows"])
    name, *heads = _head(t)
    body = [(link(f"#{r['code']}", r["name"]), bar(r["won"], largest), *_numbers(r, t)) for r in rows["rows"]]
    return bar_table((name, "", *heads), body, caption=title(rows, t), numeric={2, 3, 4, 5, 6}, class_="named")
