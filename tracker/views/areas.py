"""The strategic areas: their goals, milestones, money and law; the list of all, and one of them."""

from datetime import date

from tracker.domain.goals import Area
from tracker.domain.plan import Plan
from tracker.domain.schedule import SHOWN
from tracker.views import goals, links, milestones
from tracker.views.datasets import Column, Dataset
from tracker.views.goals import due_words
from tracker.views.organisations import by_rank, short
from tracker.views.pages import Facts
from tracker.views.programmes import enacted
from tracker.views.state import once
from tracker.views.tally import report_sentence, standing_sentence, tally

TOP_PROGRAMMES = 8


def area_milestones(plan: Plan, code: str) -> tuple:
    return plan.milestones_by_area.get(code, ())


def area_goals(plan: Plan, code: str) -> tuple:
    return plan.goals_by_area.get(code, ())


def numbers(plan: Plan, as_of: date) -> dict[str, dict]:
    """Every area's counts by code, in plan order."""
    return once(plan, as_of, "areas", lambda: {
        a.code: tally(plan, as_of, area_milestones(plan, a.code)) | {"goals": len(area_goals(plan, a.code))} for a in plan.areas})


def row(plan: Plan, as_of: date, t, area: Area) -> dict:
    """One area under the domain's names; the counts per shown status stand under the names of the statuses."""
    found = numbers(plan, as_of)[area.code]
    return {"code": area.code, "title": t.pick(area.name), "pillar": area.pillar, "pillar_title": t.pick(plan.pillar(area.pillar).name),
            **found, **found["spread"], "next_due_period": found["next_due"],
            "next_due": found["next_due"].last if found["next_due"] else None,
            "source_url": area.origin.url or None, "confidence": area.origin.confidence.value}


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    wanted = filters or {}
    return [row(plan, as_of, t, a) for a in plan.areas
            if wanted.get("area", a.code) == a.code and wanted.get("pillar", a.pillar) == a.pillar]


def table(plan: Plan, as_of: date, t) -> dict:
    """Rows of charts.area_bars: the areas in their pillars, and the plan as a whole."""
    areas = rows(plan, as_of, t)
    pillars = [{"code": p.code, "title": t.pick(p.name), "areas": [r for r in areas if r["pillar"] == p.code]} for p in plan.pillars]
    return {"as_of": as_of, "pillars": pillars, "total": tally(plan, as_of, plan.milestones) | {"goals": len(plan.goals)}}


def by_pillar(plan: Plan, as_of: date, t) -> list[dict]:
    """The areas under their pillars, each with its lead bodies counted and its standing in words."""
    found = table(plan, as_of, t)["pillars"]
    return [p | {"areas": [a | {"leads": len(leads(plan, a["code"])), "standing": finding(plan, as_of, t, a["code"]),
                                "next_words": next_words(t, a)} for a in p["areas"]]} for p in found]


def pillar_title(pillar: dict, t) -> str:
    return t("areas.pillar_title", pillar=pillar["title"], areas=len(pillar["areas"]), milestones=sum(a["milestones"] for a in pillar["areas"]))


def next_words(t, row: dict) -> str:
    due = row["next_due_period"]
    return t("areas.next_due", due=due, n=row["next_due_count"]) if due else t("areas.next_none")


def one(plan: Plan, as_of: date, t, code: str) -> dict:
    """What the head of an area's page shows. NotFound for an unknown code."""
    made = row(plan, as_of, t, plan.area(code))
    due = made["next_due_period"]
    days = (due.last - as_of).days if due else 0
    return made | {
        "purpose": purpose(plan, as_of, t, code), "standing": finding(plan, as_of, t, code), "due_words": due_words(t, made["first_due"], made["last_due"]),
        "next_words": next_words(t, made), "lead_words": t.join(short(plan, t, c) for c in leads(plan, code)),
        "next_title": t("areas.next_title", due=due, n=made["next_due_count"]) if due else t("areas.next_title_none"),
        "next_subtitle": t("areas.next_subtitle", on=due.last, days=days) if due else t("areas.next_subtitle_none")}


def fact_pairs(found: dict, t) -> tuple[tuple[str, str], ...]:
    """The row of facts under the title of an area."""
    return ((t("areas.fact_pillar"), found["pillar_title"]), (t("areas.fact_due"), found["due_words"]), (t("areas.fact_leads"), found["lead_words"]))


def goal_rows(plan: Plan, as_of: date, t, code: str) -> list[dict]:
    return goals.rows(plan, as_of, t, {"area": code})


def coming(plan: Plan, as_of: date, t, code: str) -> list[dict]:
    """The open milestones that share the next deadline."""
    due = numbers(plan, as_of)[code]["next_due"]
    found = milestones.rows(plan, as_of, t, {"area": code})
    return [milestones.named(plan, t, r) for r in found if due and r["due"] == due.last and r["timing"] == "ahead"
            and r["status"] not in ("completed", "completed_late", "closed")]


def largest_programmes(plan: Plan, t, code: str) -> list[dict]:
    return links.money_rows(plan, t, programmes(plan, code))[:TOP_PROGRAMMES]


def money_note(plan: Plan, t, code: str) -> str:
    """What the table leaves out: all but the largest, and the programmes without a figure."""
    found = funding(plan, code)
    said = [t("areas.money_top", n=TOP_PROGRAMMES)] if found["programmes"] > TOP_PROGRAMMES else []
    return " ".join([*said, *([t("areas.money_missing", n=found["missing"])] if found["missing"] else [])])


def leads(plan: Plan, code: str) -> tuple[str, ...]:
    """The bodies that lead milestones of the area, in the statutory order."""
    return by_rank(plan, {m.lead for m in area_milestones(plan, code) if m.lead})


def finding(plan: Plan, as_of: date, t, code: str) -> str:
    found = numbers(plan, as_of)[code]
    return " ".join((standing_sentence(t, found), report_sentence(t, found, plan.head.thresholds.reporting_window_days))).strip()


def purpose(plan: Plan, as_of: date, t, code: str) -> str:
    """What the area is, as far as the plan's structure says it."""
    area = plan.area(code)
    return t("areas.purpose", pillar=plan.pillar(area.pillar).name, goals=len(area_goals(plan, code)),
             milestones=len(area_milestones(plan, code)), leads=len(leads(plan, code)))


def programmes(plan: Plan, code: str) -> tuple:
    return tuple(p for p in plan.programmes if any(link.area == code for link in p.links))


def funding(plan: Plan, code: str) -> dict:
    """Whole-programme enacted money of the programmes this tracker assigns to the area; `won` None without a figure."""
    found = programmes(plan, code)
    total = enacted(plan, found)
    return {"year": plan.head.fiscal_year, "programmes": len(found), "won": total.won, "missing": total.missing}


def indicators(plan: Plan, as_of: date, t, code: str) -> list[dict]:
    return links.indicator_rows(plan, as_of, t, [g.code for g in area_goals(plan, code)])


def articles(plan: Plan, t, code: str) -> list[dict]:
    return links.article_rows(plan, t, [g.code for g in area_goals(plan, code)])


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    lines = [t("areas.line", area=r["title"], goals=r["goals"], milestones=r["milestones"], past_due=r["past_due"], done=r["done"])
             for r in rows(plan, as_of, t)]
    return Facts("", headline(plan, as_of, t), tuple(lines[:6]))


def headline(plan: Plan, as_of: date, t) -> str:
    """In how many areas anything is completed or delayed, and in how many nothing of what is past due is either."""
    found = list(numbers(plan, as_of).values())
    having = lambda key: sum(1 for n in found if n[key])
    if not having("past_due"):
        return t("areas.headline_nothing_due", areas=len(found), milestones=sum(n["milestones"] for n in found))
    quiet = sum(1 for n in found if n["past_due"] and not n["done"] and not n["delayed"])
    return t("areas.headline_quiet" if quiet else "areas.headline", areas=len(found), done=having("done"), delayed=having("delayed"), quiet=quiet)


def facts_area(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    area = plan.area(query.get("code", ""))
    money_line = t("areas.money_line", **funding(plan, area.code))
    return Facts(t.pick(area.name), finding(plan, as_of, t, area.code), (purpose(plan, as_of, t, area.code), money_line))


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("code", "code"), ("title", "text"), ("pillar", "code"), ("goals", "integer"), ("milestones", "integer"), ("past_due", "integer"),
    *((shown, "integer") for shown in SHOWN), ("next_due", "date"), ("next_due_period", "period"), ("next_due_count", "integer"),
    ("source_url", "url"), ("confidence", "code")))

DATASETS = (
    Dataset("areas", _COLUMNS, rows, ("area", "pillar")),
)
