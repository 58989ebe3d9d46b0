"""What hangs on goals: indicators, budget programmes and articles of the Act, each with who made the link."""

from collections.abc import Iterable
from datetime import date

from tracker.domain import money
from tracker.domain.attainment import judge
from tracker.domain.funding import Stage
from tracker.domain.plan import Plan
from tracker.views.datasets import Column, Dataset
from tracker.views.organisations import full


def linked_indicators(plan: Plan, goals: Iterable[str]) -> tuple:
    """The indicators of some goals, each once, in plan order."""
    wanted = {i.code for g in goals for i in plan.indicators_by_goal.get(g, ())}
    return tuple(i for i in plan.indicators if i.code in wanted)


def indicator_rows(plan: Plan, as_of: date, t, goals: Iterable[str]) -> list[dict]:
    """Name, unit, verdict and why not, latest value and main target."""
    return [_indicator_row(plan, as_of, t, i) for i in linked_indicators(plan, goals)]


def _indicator_row(plan: Plan, as_of: date, t, indicator) -> dict:
    judged, target = judge(indicator, as_of, plan.head.thresholds), indicator.target
    return {"code": indicator.code, "title": t.pick(indicator.name), "unit": t.pick(indicator.unit), "verdict": judged.verdict.value,
            "lack": judged.lack.value if judged.lack else None, "value": judged.observation.value if judged.observation else None,
            "on": judged.observation.period if judged.observation else None, "target": target.value if target else None,
            "target_on": target.period if target else None}


def linked_programmes(plan: Plan, goals: Iterable[str]) -> tuple:
    wanted = {p.code for g in goals for p in plan.programmes_by_goal.get(g, ())}
    return tuple(p for p in plan.programmes if p.code in wanted)


def programme_rows(plan: Plan, t, goals: Iterable[str]) -> list[dict]:
    """Enacted money of this fiscal year and the year before after its supplementary budget, most first; None: no figure."""
    year = plan.head.fiscal_year
    rows = [{"code": p.code, "title": t.pick(p.name), "ministry": p.ministry, "ministry_name": full(plan, t, p.ministry),
             "enacted": p.won(year, Stage.ENACTED), "before": p.won(year - 1, Stage.SUPPLEMENTARY)} for p in linked_programmes(plan, goals)]
    return sorted(rows, key=lambda r: (r["enacted"] is None, -(r["enacted"] or 0)))


def funding(plan: Plan, goals: Iterable[str]) -> dict:
    found = linked_programmes(plan, goals)
    total = money.stage_sum(found, plan.head.fiscal_year, Stage.ENACTED)
    return {"year": plan.head.fiscal_year, "programmes": len(found), "won": total.won, "missing": total.missing}


def article_rows(plan: Plan, t, goals: Iterable[str]) -> list[dict]:
    """Articles of the Act these goals serve, with the reasons of the links."""
    wanted = set(goals)
    rows: dict[str, dict] = {}
    for link in (x for x in plan.article_links if x.goal in wanted):
        article = plan.article(link.article)
        kept = rows.setdefault(article.code, {"code": article.code, "title": t.pick(article.title), "goals": [], "reasons": []})
        kept["goals"].append(link.goal)
        kept["reasons"].append(t.pick(link.reason))
    return list(rows.values())


def _goals_asked(plan: Plan, filters: dict[str, str]) -> list[str]:
    return [g.code for g in plan.goals if filters.get("goal", g.code) == g.code and filters.get("area", g.area) == g.area]


def goal_indicators(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """One row per goal and indicator linked to it."""
    return [{"goal": g} | row for g in _goals_asked(plan, filters) for row in indicator_rows(plan, as_of, t, [g])]


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


def _columns(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(key, kind) for key, kind in pairs)


DATASETS = (
    Dataset("goal_indicators", _columns(
        ("goal", "code"), ("code", "code"), ("title", "text"), ("unit", "text"), ("verdict", "code"), ("lack", "code"),
        ("value", "number"), ("on", "period"), ("target", "number"), ("target_on", "period")), goal_indicators, ("goal", "area")),
    Dataset("goal_programmes", _columns(
        ("goal", "code"), ("code", "code"), ("title", "text"), ("ministry", "code"), ("enacted_won", "won"), ("before_won", "won")),
        goal_programmes, ("goal", "area")),
    Dataset("goal_articles", _columns(
        ("goal", "code"), ("article", "code"), ("title", "text"), ("link_reason", "text"), ("made_by", "text")),
        goal_articles, ("goal", "area")),
    Dataset("area_programmes", _columns(
        ("area", "code"), ("goal", "code"), ("code", "code"), ("title", "text"), ("ministry", "code"), ("enacted_won", "won"),
        ("made_by", "text")), area_programmes, ("area",)),
)
