"""What hangs on goals: indicators, budget programmes and articles of the Act, each with who made the link."""

from collections.abc import Iterable
from datetime import date

from tracker.domain.funding import Stage
from tracker.domain.plan import Plan
from tracker.views import indicator, indicators
from tracker.views.datasets import Dataset, columns
from tracker.views.organisations import full
from tracker.views.programmes import enacted


def indicator_rows(plan: Plan, as_of: date, t, goals: Iterable[str]) -> list[dict]:
    """The indicators of some goals, each once, in plan order, as the indicators page has them."""
    wanted = set(goals)
    return [r for r in indicators.rows(plan, as_of, t) if wanted & set(r["linked_goals"])]


def indicators_title(rows: list[dict], t) -> str:
    """How many of the linked indicators can be judged at all."""
    if not rows:
        return t("goals.indicators_title_none")
    return t("goals.indicators_title", n=len(rows), judged=sum(1 for r in rows if r["group"] == "judged"))


def indicators_left(plan: Plan, as_of: date, t, rows: list[dict]) -> str:
    """The linked indicators that have no panel, with what is missing."""
    drawn = {i.code for i in indicator.with_panel(plan, as_of, rows)}
    left = [t("goals.indicators_named", name=r["name"], why=t(f"verdict.{r['group']}")) for r in rows if r["code"] not in drawn]
    return t("goals.indicators_other", names=t.join(left)) if left else ""


def linked_programmes(plan: Plan, goals: Iterable[str]) -> tuple:
    wanted = {p.code for g in goals for p in plan.programmes_by_goal.get(g, ())}
    return tuple(p for p in plan.programmes if p.code in wanted)


def programme_rows(plan: Plan, t, goals: Iterable[str]) -> list[dict]:
    return money_rows(plan, t, linked_programmes(plan, goals))


def money_rows(plan: Plan, t, programmes: Iterable) -> list[dict]:
    """Enacted money of this fiscal year and the year before after its supplementary budget, most first; None: no figure."""
    year = plan.head.fiscal_year
    rows = [{"code": p.code, "title": t.pick(p.name), "ministry": p.ministry, "ministry_name": full(plan, t, p.ministry),
             "enacted": p.won(year, Stage.ENACTED), "before": p.won(year - 1, Stage.SUPPLEMENTARY)} for p in programmes]
    return sorted(rows, key=lambda r: (r["enacted"] is None, -(r["enacted"] or 0)))


def funding(plan: Plan, goals: Iterable[str]) -> dict:
    found = linked_programmes(plan, goals)
    total = enacted(plan, found)
    return {"year": plan.head.fiscal_year, "programmes": len(found), "won": total.won, "missing": total.missing}


def programmes_title(plan: Plan, t, goals: Iterable[str]) -> str:
    found = funding(plan, goals)
    key = "programmes_title" if found["programmes"] else "programmes_title_none"
    return t(f"goals.{key}", n=found["programmes"], year=found["year"], won=found["won"])


def article_rows(plan: Plan, t, goals: Iterable[str]) -> list[dict]:
    """Articles of the Act these goals serve, with the reasons of the links."""
    wanted = set(goals)
    rows: dict[str, dict] = {}
    for link in (x for x in plan.article_links if x.goal in wanted):
        article = plan.article(link.article)
        kept = rows.setdefault(article.code, {"code": article.code, "title": t.pick(article.title), "words": article_words(t, article.code), "goals": [], "reasons": []})
        kept["goals"].append(link.goal)
        kept["reasons"].append(t.pick(link.reason))
    return list(rows.values())


def article_words(t, code: str) -> str:
    """An article's number as law texts write it: article 22-3 is the third inserted after article 22."""
    number, _, inserted = code.removeprefix("Art.").strip().partition("-")
    return t("links.article_inserted", number=number, inserted=inserted) if inserted else t("links.article", number=number)


def _goals_asked(plan: Plan, filters: dict[str, str]) -> list[str]:
    return [g.code for g in plan.goals if filters.get("goal", g.code) == g.code and filters.get("area", g.area) == g.area]


def goal_indicators(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """One row per goal and indicator linked to it."""
    every = indicators.rows(plan, as_of, t)
    return [{"goal": g} | row for g in _goals_asked(plan, filters) for row in every if g in row["linked_goals"]]


def goal_programmes(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"goal": g, "enacted_won": row["enacted"], "before_won": row["before"]} | row
            for g in _goals_asked(plan, filters) for row in programme_rows(plan, t, [g])]


def goal_articles(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    asked = set(_goals_asked(plan, filters))
    return [{"goal": x.goal, "article": x.article, "title": t.pick(plan.article(x.article).title), "link_reason": t.pick(x.reason),
             "made_by": t.pick(x.made_by)} for x in plan.article_links if x.goal in asked]


def area_programmes(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """Every programme with the area and goal this tracker assigns it to."""
    year = plan.head.fiscal_year
    return [{"area": x.area, "goal": x.goal, "code": p.code, "title": t.pick(p.name), "ministry": p.ministry, "made_by": t.pick(x.made_by),
             "enacted_won": p.won(year, Stage.ENACTED)}
            for p in plan.programmes for x in p.links if x.area and filters.get("area", x.area) == x.area]


DATASETS = (
    Dataset("goal_indicators", columns(
        ("goal", "code"), ("code", "code"), ("name", "text"), ("unit", "text"), ("verdict", "code"), ("lack", "code"),
        ("latest_value", "number"), ("latest_period", "period"), ("target_value", "number"), ("target_period", "period")), goal_indicators, ("goal", "area")),
    Dataset("goal_programmes", columns(
        ("goal", "code"), ("code", "code"), ("title", "text"), ("ministry", "code"), ("enacted_won", "won"), ("before_won", "won")),
        goal_programmes, ("goal", "area")),
    Dataset("goal_articles", columns(
        ("goal", "code"), ("article", "code"), ("title", "text"), ("link_reason", "text"), ("made_by", "text")),
        goal_articles, ("goal", "area")),
    Dataset("area_programmes", columns(
        ("area", "code"), ("goal", "code"), ("code", "code"), ("title", "text"), ("ministry", "code"), ("enacted_won", "won"),
        ("made_by", "text")), area_programmes, ("area",)),
)
