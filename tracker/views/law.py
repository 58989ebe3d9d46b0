"""The law beside the plan: its dates here and abroad, its articles with the goals that serve them, the plan's versions."""

from datetime import date, timedelta

from tracker.domain.committee import LegalEvent
from tracker.domain.plan import Plan
from tracker.views.datasets import Column, Dataset
from tracker.views.links import article_words

AHEAD = ("upcoming", "expected")
RECENT_DAYS = 182  # of the past, in brief
SUPPORTS = ("governance", "industry", "trust", "none")


def origin(row) -> dict:
    """The source columns every dataset ends with."""
    return {"source_url": row.origin.url or None, "source_date": row.origin.published or None, "confidence": row.origin.confidence.value}


def columns(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(key, kind) for key, kind in (*pairs, ("source_url", "url"), ("source_date", "text"), ("confidence", "code")))


def known_events(plan: Plan, as_of: date) -> list[LegalEvent]:
    """Events of the past, and later ones that had been announced by the day, in date order."""
    known = [e for e in plan.legal_events if e.on.last <= as_of or "" < e.origin.published <= as_of.isoformat()]
    return sorted(known, key=lambda e: e.on.first)


def standing(event: LegalEvent, as_of: date) -> str:
    """`upcoming` or `expected` ahead of the day; past: done, running, or `passed` where nothing confirms what was expected."""
    if event.on.first > as_of:
        return event.status if event.status in AHEAD else "upcoming"
    return "passed" if event.status in AHEAD else event.status


def coming(plan: Plan, as_of: date) -> LegalEvent | None:
    """The next known date of the law at home."""
    return next((e for e in known_events(plan, as_of) if e.on.first > as_of and e.jurisdiction == plan.head.home), None)


def half_year(event: LegalEvent) -> tuple[int, int]:
    return _half_of(event.on.first)


def timeline(plan: Plan, as_of: date, t, whole: bool = True) -> dict:
    """Rows of charts.legal_timeline: events by half-year and jurisdiction, the next one, and counts. Not `whole`: the
    half-years of the last six months and all ahead."""
    everything = known_events(plan, as_of)
    known = everything if whole else [e for e in everything if half_year(e) >= _half_of(as_of - timedelta(days=RECENT_DAYS))]
    halves = sorted({half_year(e) for e in known})
    next_one = coming(plan, as_of)
    return {
        "as_of": as_of, "all": len(everything), "places": [{"code": j.code, "name": t.pick(j.name), "n": sum(1 for e in known if e.jurisdiction == j.code)} for j in plan.head.jurisdictions],
        "halves": [{"half": half, "past": _ended(half, as_of), "events": [_event(plan, t, e, as_of) for e in known if half_year(e) == half]} for half in halves],
        "next": {"on": next_one.on, "title": t.pick(next_one.title)} if next_one else None,
    }


def _half_of(day: date) -> tuple[int, int]:
    return day.year, 1 if day.month <= 6 else 2


def _ended(half: tuple[int, int], as_of: date) -> bool:
    return half < _half_of(as_of)


def _event(plan: Plan, t, event: LegalEvent, as_of: date) -> dict:
    return {"code": event.code, "jurisdiction": event.jurisdiction, "place": t.pick(plan.head.jurisdiction(event.jurisdiction)), "on": event.on, "title": t.pick(event.title),
            "instrument": t.pick(event.instrument), "detail": t.pick(event.detail), "status": standing(event, as_of), "url": event.origin.url}


def goals_by_article(plan: Plan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in plan.article_links:
        found.setdefault(link.article, []).append(link.goal)
    return found


def article_counts(plan: Plan) -> dict[str, int]:
    """How many articles there are, how many have goals, and how many goals those are."""
    return {"n": len(plan.articles), "linked": len(goals_by_article(plan)), "goals": len({link.goal for link in plan.article_links})}


def article_groups(plan: Plan, t, linked_only: bool = False) -> list[dict]:
    """Articles by support of the Act: named with their number, content, deadline and the goals that serve them."""
    goals = goals_by_article(plan)
    shown = [a for a in plan.articles if a.code in goals or not linked_only]
    groups = [(name, [a for a in shown if (a.support or "none") == name]) for name in SUPPORTS]
    kind = "_linked" if linked_only else ""
    return [{"title": t(f"committee.articles_group_{name}{kind}", n=len(found)), "rows": [_article(plan, t, a, goals.get(a.code, [])) for a in found]}
            for name, found in groups if found]


def supports_in_brief(plan: Plan, t) -> list[dict]:
    """Per support of the Act: its articles by name and how many goals serve them."""
    found = [(group, {code for row in group["rows"] for code, _ in row["goals"]}) for group in article_groups(plan, t, linked_only=True)]
    return [{"title": group["title"], "names": t.join(row["name"] for row in group["rows"]), "goals": len(served)} for group, served in found]


def _article(plan: Plan, t, article, goals: list[str]) -> dict:
    return {"name": t("committee.article_named", number=article_words(t, article.code), title=article.title), "what": t.pick(article.what),
            "deadline": t.pick(article.deadline), "goals": [(code, t.pick(plan.goal(code).name)) for code in goals]}


def versions(plan: Plan, as_of: date) -> list:
    return [v for v in plan.versions if v.on <= as_of]


def legal(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"code": e.code, "jurisdiction": e.jurisdiction, "on": e.on, "title": t.pick(e.title), "instrument": t.pick(e.instrument) or None,
             "detail": t.pick(e.detail) or None, "status": standing(e, as_of)} | origin(e) for e in known_events(plan, as_of)]


def articles(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    goals = goals_by_article(plan)
    return [{"code": a.code, "title": t.pick(a.title), "chapter": a.chapter, "support": a.support.value if a.support else None,
             "who": t.pick(a.who) or None, "content": t.pick(a.what) or None, "deadline": t.pick(a.deadline) or None,
             "measurable": t.pick(a.measurable) or None, "amended": a.amended, "linked_goals": goals.get(a.code, []), "note": t.pick(a.note) or None}
            | origin(a) for a in plan.articles]


def plan_versions(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"code": v.code, "on": v.on, "name": t.pick(v.name), "goal_count": v.goal_count, "milestone_count": v.milestone_count,
             "note": t.pick(v.note) or None} | origin(v) for v in versions(plan, as_of)]


DATASETS = (
    Dataset("legal", columns(("code", "code"), ("jurisdiction", "code"), ("on", "period"), ("title", "text"), ("instrument", "text"),
                             ("detail", "text"), ("status", "code")), legal),
    Dataset("articles", columns(("code", "code"), ("title", "text"), ("chapter", "integer"), ("support", "code"), ("who", "text"),
                                ("content", "text"), ("deadline", "text"), ("measurable", "text"), ("amended", "boolean"),
                                ("linked_goals", "list"), ("note", "text")), articles),
    Dataset("plan_versions", columns(("code", "code"), ("on", "date"), ("name", "text"), ("goal_count", "integer"),
                                     ("milestone_count", "integer"), ("note", "text")), plan_versions),
)
