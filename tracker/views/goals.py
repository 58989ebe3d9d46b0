"""The goals: the list with its filters, and one goal with everything that hangs on it."""

from datetime import date

from tracker.domain.goals import Goal
from tracker.domain.plan import Plan
from tracker.domain.schedule import SHOWN
from tracker.views import milestone
from tracker.views.datasets import Column, Dataset
from tracker.views.organisations import full, short
from tracker.views.pages import Facts
from tracker.views.state import assessments, once
from tracker.views.tally import report_sentence, standing_sentence, tally


OPEN_GOALS = 15  # a choice of so few is shown unfolded


def goal_milestones(plan: Plan, code: str) -> tuple:
    return plan.milestones_by_goal.get(code, ())


def numbers(plan: Plan, as_of: date) -> dict[str, dict]:
    """Every goal's counts by code, in plan order."""
    return once(plan, as_of, "goals", lambda: {g.code: tally(plan, as_of, goal_milestones(plan, g.code)) for g in plan.goals})


def row(plan: Plan, as_of: date, t, goal: Goal) -> dict:
    """One goal under the domain's names; `marks` are the shown statuses of its milestones in plan order."""
    found, area = numbers(plan, as_of)[goal.code], plan.area(goal.area)
    return {"code": goal.code, "title": t.pick(goal.name), "area": goal.area, "area_title": t.pick(area.name), "pillar": area.pillar,
            "leads": list(goal.leads), "cooperating": list(goal.cooperating), "lead_names": [short(plan, t, c) for c in goal.leads],
            "committee_unit": t.pick(goal.body) or None, **found, **found["spread"],
            "first_due_period": found["first_due"], "last_due_period": found["last_due"], "next_due_period": found["next_due"],
            "first_due": found["first_due"].last if found["first_due"] else None,
            "last_due": found["last_due"].last if found["last_due"] else None,
            "next_due": found["next_due"].last if found["next_due"] else None,
            "marks": [assessments(plan, as_of)[m.code].shown for m in goal_milestones(plan, goal.code)],
            "source_url": goal.origin.url or None, "source_date": goal.origin.published or None, "confidence": goal.origin.confidence.value}


def matches(plan: Plan, row: dict, filters: dict[str, str]) -> bool:
    """Filters: pillar, area, lead, goal by code; status: at least one such milestone; q in names and code, either language."""
    status, words = filters.get("status"), filters.get("q", "").casefold()
    name = plan.goal(row["code"]).name
    return (all(not filters.get(key) or row[column] == filters[key] for key, column in (("pillar", "pillar"), ("area", "area"), ("goal", "code")))
            and (not filters.get("lead") or filters["lead"] in row["leads"])
            and (not status or any(shown == status or (status == "no_report" and shown.startswith(status)) for shown in row["marks"]))
            and (not words or words in f"{row['code']} {name.ko} {name.en}".casefold()))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """Every goal that passes the filters, in plan order."""
    made = (row(plan, as_of, t, g) for g in plan.goals)
    return [r for r in made if matches(plan, r, filters or {})]


def table(plan: Plan, as_of: date, t, filters: dict[str, str]) -> dict:
    """Rows of charts.goal_bars: the goals that pass, under their areas; `most` is the longest bar of the whole plan."""
    found = rows(plan, as_of, t, filters)
    areas = [_area(t, a, [r for r in found if r["area"] == a.code]) for a in plan.areas]
    most = max((n["milestones"] for n in numbers(plan, as_of).values()), default=0)
    return {"as_of": as_of, "areas": [a for a in areas if a["goals"]], "most": most, "counts": _together(found), "open": len(found) <= OPEN_GOALS,
            **totals(found), "of": len(plan.goals)}


def _area(t, area, found: list[dict]) -> dict:
    """One area with those of its goals that pass, and their milestones in numbers."""
    sums = {key: sum(r[key] for r in found) for key in ("milestones", "past_due", "done", "delayed", "silent")}
    return {"code": area.code, "title": t.pick(area.name), "goals": found, "counts": _together(found), **sums}


def _together(found: list[dict]) -> list[tuple[str, int]]:
    """Milestones of several goals by shown status, those that occur."""
    summed = ((shown, sum(r[shown] for r in found)) for shown in SHOWN)
    return [(shown, n) for shown, n in summed if n]


def totals(found: list[dict]) -> dict:
    """Goals by what is known of them; a goal may stand in more than one of the counts."""
    having = lambda key: sum(1 for r in found if r[key])
    return {"goals": len(found), "milestones": sum(r["milestones"] for r in found), "with_done": having("done"),
            "with_delayed": having("delayed"), "with_silent": having("silent"), "with_past_due": having("past_due"),
            "unheard": sum(1 for r in found if not r["heard"])}


def finding(plan: Plan, as_of: date, t, filters: dict[str, str]) -> str:
    """How many goals have anything completed or delayed; which of the goals are meant when filtered."""
    listed = rows(plan, as_of, t, filters)
    found = totals(listed)
    if not listed:
        return t("goals.finding_empty")
    if len(listed) == 1 and any(filters.values()):
        return t("goals.finding_one", standing=standing_sentence(t, listed[0]).rstrip("."), of=len(plan.goals))
    key = "nothing_due" if not found["with_past_due"] else "past_due"
    filtered = "_filtered" if any(filters.values()) else ""
    return t(f"goals.finding_{key}{filtered}", **found, of=len(plan.goals))


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    filters = {k: v for k, v in query.items() if k in FILTERS}
    found = rows(plan, as_of, t, filters)
    return Facts("", finding(plan, as_of, t, filters), tuple(
        t("goals.line", goal=r["title"], milestones=r["milestones"], past_due=r["past_due"], done=r["done"]) for r in found[:6]))


def standing(plan: Plan, as_of: date, t, code: str) -> str:
    """Status of one goal with its reason, in a sentence or two."""
    plan.goal(code)
    found = numbers(plan, as_of)[code]
    return " ".join((standing_sentence(t, found), report_sentence(t, found, plan.head.thresholds.reporting_window_days))).strip()


def one(plan: Plan, as_of: date, t, code: str) -> dict:
    """What the head of a goal's page shows."""
    goal = plan.goal(code)
    made = row(plan, as_of, t, goal)
    named = lambda codes: t.join(full(plan, t, c) if t.language == "en" and len(codes) == 1 else short(plan, t, c) for c in codes)
    area = plan.area(goal.area)
    return made | {"lead_words": named(goal.leads), "cooperating_words": named(goal.cooperating) or t("common.none"),
                   "pillar_title": t.pick(plan.pillar(area.pillar).name), "unit_words": t.show(made["committee_unit"]),
                   "due_words": due_words(t, made["first_due_period"], made["last_due_period"]), "note": t.pick(goal.note),
                   "standing": standing(plan, as_of, t, code)}


def fact_pairs(found: dict, t) -> tuple[tuple[str, str], ...]:
    """The row of facts under the title of a goal."""
    return ((t("goals.fact_lead"), found["lead_words"]), (t("goals.fact_cooperating"), found["cooperating_words"]),
            (t("goals.fact_pillar"), found["pillar_title"]), (t("goals.fact_due"), found["due_words"]), (t("goals.fact_body"), found["unit_words"]))


def cards(plan: Plan, as_of: date, t, code: str) -> list[dict]:
    return [milestone.card(plan, as_of, t, m) for m in goal_milestones(plan, code)]


def due_words(t, first, last) -> str:
    """The span of deadlines in words."""
    if first is None:
        return t("common.undated")
    return t.period(first) if first == last else f"{t.period(first)} – {t.period(last)}"


def facts_goal(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    found = one(plan, as_of, t, query.get("code", ""))
    return Facts(found["title"], found["standing"], (
        t("goals.line_lead", lead=found["lead_words"], area=found["area_title"]), t("goals.line_due", due=found["due_words"])))


FILTERS = ("pillar", "area", "lead", "status", "q")

_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("code", "code"), ("title", "text"), ("pillar", "code"), ("area", "code"), ("leads", "list"), ("cooperating", "list"), ("committee_unit", "text"),
    ("milestones", "integer"), ("past_due", "integer"), *((shown, "integer") for shown in SHOWN), ("first_due", "date"),
    ("first_due_period", "period"), ("last_due", "date"), ("last_due_period", "period"), ("next_due", "date"), ("next_due_period", "period"),
    ("next_due_count", "integer"), ("source_url", "url"), ("source_date", "text"), ("confidence", "code")))

DATASETS = (Dataset("goals", _COLUMNS, rows, (*FILTERS, "goal")),)
