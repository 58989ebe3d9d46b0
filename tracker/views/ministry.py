"""One ministry: its milestones, goals, indicators and money, and what falls due next."""

from dataclasses import dataclass
from datetime import date

from tracker.domain import money
from tracker.domain.attainment import Verdict, judge
from tracker.domain.funding import Stage
from tracker.domain.milestones import Milestone
from tracker.domain.organisations import Organisation
from tracker.domain.plan import Plan
from tracker.domain.schedule import Assessment, Status, Timing
from tracker.views.datasets import Dataset, columns
from tracker.views.milestones import reason
from tracker.views.ministries import cooperating, led_goals, standings
from tracker.views.organisations import by_rank, full
from tracker.views.pages import Facts
from tracker.views.state import assessments
from tracker.views.tally import standing_sentence

PAGE_LENGTH = 10  # the page has six more sections below
NEXT_DEADLINES = 4
TOP_PROGRAMMES = 8


def _urgency(found: Assessment) -> int:
    """0 overdue, 1 ahead, 2 undated, 3 done, 4 closed: the order somebody who must act reads in."""
    if found.status is Status.CLOSED:
        return 4
    if found.done:
        return 3
    return {Timing.PAST_DUE: 0, Timing.AHEAD: 1, Timing.UNDATED: 2}[found.timing]


def _by_urgency(plan: Plan, as_of: date, milestones) -> list[Milestone]:
    found = assessments(plan, as_of)
    key = lambda m: (_urgency(found[m.code]), found[m.code].due.last if found[m.code].due else date.max, m.code)
    return sorted(milestones, key=key)


def work(plan: Plan, as_of: date, t, code: str, role: str) -> list[dict]:
    """Milestones the body leads (`role` lead) or helps with (cooperating): overdue first, then by deadline."""
    of_role = plan.milestones_by_lead.get(code, ()) if role == "lead" else cooperating(plan, code)
    return [_work_row(plan, as_of, t, code, role, m) for m in _by_urgency(plan, as_of, of_role)]


def _work_row(plan: Plan, as_of: date, t, code: str, role: str, m: Milestone) -> dict:
    found = assessments(plan, as_of)[m.code]
    return {"ministry": code, "role": role, "code": m.code, "title": t.pick(m.title), "goal": m.goal, "lead": m.lead,
            "status": found.status.value, "timing": found.timing.value, "shown": found.shown, "reason": reason(t, found),
            "due": found.due.last if found.due else None, "due_period": found.due, "original_due_period": found.original_due,
            "days_late": found.days_late, "days_late_current": found.days_late_current, "overdue": found.overdue,
            "reported_on": found.report.on if found.report else None}


def goals(plan: Plan, as_of: date, t, code: str) -> list[dict]:
    """Goals it leads, with its own milestones in each as shown statuses."""
    found = assessments(plan, as_of)
    own = lambda g: [m for m in plan.milestones_by_goal.get(g.code, ()) if m.lead == code]
    return [{"code": g.code, "title": t.pick(g.name), "area": t.pick(plan.area(g.area).name), "jointly": len(g.leads) > 1,
             "milestones": len(plan.milestones_by_goal.get(g.code, ())),
             "own": [(m.code, t.pick(m.title), found[m.code].shown) for m in own(g)]} for g in led_goals(plan, code)]


def next_due(plan: Plan, as_of: date, code: str) -> list[dict]:
    """The next deadlines with the number of its open milestones due at each; nothing done or closed is counted."""
    found = assessments(plan, as_of)
    ahead = [found[m.code].due for m in plan.milestones_by_lead.get(code, ())
             if found[m.code].timing is Timing.AHEAD and _urgency(found[m.code]) == 1]
    periods = sorted(set(ahead), key=lambda due: due.last)[:NEXT_DEADLINES]
    return [{"due": due, "on": due.last, "days": (due.last - as_of).days, "milestones": ahead.count(due)} for due in periods]


def next_cards(plan: Plan, as_of: date, t, code: str) -> list[tuple[str, str, str]]:
    """The next deadlines as (last day and days to go, number of milestones, the deadline as the plan names it)."""
    return [(t("ministry.next_when", on=d["on"], days=d["days"]), t("common.count", n=d["milestones"]), t("ministry.next_due", due=d["due"]))
            for d in next_due(plan, as_of, code)]


def indicators(plan: Plan, as_of: date, t, code: str) -> list[dict]:
    """Indicators it answers for, with the verdict of the day."""
    own = [i for i in plan.indicators if i.lead == code]
    return [_indicator_row(plan, as_of, t, i) for i in own]


def _indicator_row(plan: Plan, as_of: date, t, indicator) -> dict:
    judged = judge(indicator, as_of, plan.head.thresholds)
    target = indicator.known(as_of).target
    return {"code": indicator.code, "title": t.pick(indicator.name), "unit": t.pick(indicator.unit),
            "verdict": judged.verdict.value, "lack": judged.lack.value if judged.lack else None,
            "value": judged.observation.value if judged.observation else None,
            "on": judged.observation.period if judged.observation else None,
            "target": target.value if target else None, "target_on": target.period if target else None}


def money_by_stage(plan: Plan, code: str) -> list[dict]:
    """Whole-programme sums by fiscal year and stage, only those some programme reports, with how many do."""
    programmes = plan.programmes_by_ministry.get(code, ())
    known = {(a.fiscal_year, a.stage) for p in programmes for a in p.amounts}
    ladder = [(year, stage) for year in sorted({y for y, _ in known}) for stage in Stage if (year, stage) in known]
    return [_money_row(code, programmes, year, stage) for year, stage in ladder]


def _money_row(code: str, programmes, year: int, stage: Stage) -> dict:
    total = money.stage_sum(programmes, year, stage)
    return {"ministry": code, "fiscal_year": year, "stage": stage.value, "won": total.won, "reported_programmes": total.reported,
            "missing_programmes": total.missing}


def largest_programmes(plan: Plan, t, code: str) -> list[dict]:
    """The programmes with most enacted money this fiscal year; those without a figure come last."""
    year = plan.head.fiscal_year
    rows = [{"code": p.code, "title": t.pick(p.name), "won": p.won(year, Stage.ENACTED)}
            for p in plan.programmes_by_ministry.get(code, ())]
    return sorted(rows, key=lambda r: -(r["won"] or 0))[:TOP_PROGRAMMES]


def predecessors(plan: Plan, code: str) -> tuple[Organisation, ...]:
    return tuple(o for o in plan.organisations if code in o.successors)


def identity(plan: Plan, code: str) -> dict:
    """Since when and until when it exists under this name, and who came before and after."""
    o = plan.organisation(code)
    return {"valid_from": o.valid_from, "valid_to": o.valid_to, "note": o.note, "successors": by_rank(plan, o.successors),
            "predecessors": tuple(p.code for p in predecessors(plan, code))}


def finding(plan: Plan, as_of: date, t, code: str) -> str:
    """What became of the milestones that are due so far."""
    n = standings(plan, as_of)[code]
    if not n["milestones"]:
        return t("ministry.finding_leads_none", cooperating=n["cooperating"])
    return standing_sentence(t, n)


def identity_notes(plan: Plan, t, code: str) -> list[str]:
    """The lines that say which body this is: code, days it existed, names before and after, what is uncertain."""
    who, names = identity(plan, code), lambda codes: t.join(full(plan, t, c) for c in codes)
    said = [("since", who["valid_from"] and {"on": who["valid_from"]}), ("until", who["valid_to"] and {"on": who["valid_to"]}),
            ("was", who["predecessors"] and {"names": names(who["predecessors"])}),
            ("becomes", who["successors"] and {"names": names(who["successors"])})]
    return [t("ministry.code_note", code=code), *(t(f"ministry.{key}", **values) for key, values in said if values)]


def fact_pairs(plan: Plan, as_of: date, t, code: str) -> tuple[tuple[str, str], ...]:
    """The body in labelled figures; reports and days late only where it leads something."""
    n, window = standings(plan, as_of)[code], plan.head.thresholds.reporting_window_days
    slip = t("common.no_data") if n["median_slip"] is None else t("ministry_table.days", n=t.number(n["median_slip"]))
    led = ((t("ministry.fact_reported", window=window), t("ministry.of", part=n["reported"], whole=n["milestones"])), (t("ministry.fact_slip"), slip))
    return ((t("ministry.fact_goals"), t("ministry.goals_n", n=n["goals"])), (t("ministry.fact_milestones"), t("common.count", n=n["milestones"])),
            (t("ministry.fact_cooperating"), t("common.count", n=n["cooperating"])), *(led if n["milestones"] else ()),
            (t("ministry.fact_money", year=plan.head.fiscal_year), t.won(n["won"]) if n["programmes"] else t("ministry_table.no_programmes")))


def indicators_title(rows: list[dict], t) -> str:
    return t("ministry.indicators_title", n=len(rows), judged=sum(1 for row in rows if row["verdict"] != Verdict.NOT_MEASURABLE))


@dataclass(frozen=True)
class Page:
    """One page of a long list."""

    rows: list[dict]
    page: int
    pages: int


def page_of(rows: list[dict], asked: str) -> Page:
    """The page asked for by number; anything unreadable or out of range is the nearest page there is."""
    pages = max(-(-len(rows) // PAGE_LENGTH), 1)
    page = min(max(int(asked), 1), pages) if asked.isdecimal() else 1
    return Page(rows[(page - 1) * PAGE_LENGTH:page * PAGE_LENGTH], page, pages)


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    organisation = plan.organisation(query.get("code", ""))
    n = standings(plan, as_of)[organisation.code]
    return Facts(t.pick(organisation.name), finding(plan, as_of, t, organisation.code), (
        t("ministry.line_work", goals=n["goals"], milestones=n["milestones"], cooperating=n["cooperating"]),
        t("ministry.line_money", year=plan.head.fiscal_year, programmes=n["programmes"], won=t.won(n["won"]))))


def work_rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """Every body's work, leading and cooperating, in the statutory order; filters: code of the body, role."""
    bodies = [filters["code"]] if filters.get("code") else list(standings(plan, as_of))
    roles = [filters["role"]] if filters.get("role") else ["lead", "cooperating"]
    return [row for code in bodies for role in roles for row in work(plan, as_of, t, code, role)]


def goal_rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    bodies = [filters["code"]] if filters.get("code") else list(standings(plan, as_of))
    return [{"ministry": code, "goal": g["code"], "title": g["title"], "milestones": g["milestones"],
             "own_milestones": len(g["own"]), "statuses": [shown for *_, shown in g["own"]]}
            for code in bodies for g in goals(plan, as_of, t, code)]


def money_rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    bodies = [filters["code"]] if filters.get("code") else list(standings(plan, as_of))
    return [row for code in bodies for row in money_by_stage(plan, code)]


def indicator_rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    bodies = [filters["code"]] if filters.get("code") else list(standings(plan, as_of))
    return [{"ministry": code, **row} for code in bodies for row in indicators(plan, as_of, t, code)]


DATASETS = (
    Dataset("ministry_work", columns(
        ("ministry", "code"), ("role", "code"), ("code", "code"), ("title", "text"), ("goal", "code"), ("lead", "code"),
        ("status", "code"), ("timing", "code"), ("reason", "text"), ("due", "date"), ("due_period", "period"),
        ("original_due_period", "period"), ("days_late", "integer"), ("days_late_current", "integer"), ("reported_on", "date")),
        work_rows, ("code", "role")),
    Dataset("ministry_goals", columns(
        ("ministry", "code"), ("goal", "code"), ("title", "text"), ("milestones", "integer"), ("own_milestones", "integer"),
        ("statuses", "list")), goal_rows, ("code",)),
    Dataset("ministry_money", columns(
        ("ministry", "code"), ("fiscal_year", "integer"), ("stage", "code"), ("won", "won"), ("reported_programmes", "integer"),
        ("missing_programmes", "integer")), money_rows, ("code",)),
    Dataset("ministry_indicators", columns(
        ("ministry", "code"), ("code", "code"), ("title", "text"), ("unit", "text"), ("verdict", "code"), ("lack", "code"),
        ("value", "number"), ("on", "period"), ("target", "number"), ("target_on", "period")), indicator_rows, ("code",)),
)
