"""Milestones as rows: for lists, downloads and the command line."""

from datetime import date

from tracker.domain.milestones import Milestone
from tracker.domain.periods import Period, quarter_of
from tracker.domain.plan import Plan
from tracker.domain.schedule import Assessment
from tracker.views.datasets import Column, Dataset
from tracker.views.organisations import by_rank, short
from tracker.views.pages import Facts
from tracker.views.rebaselining import closure, moves
from tracker.views.state import assessments, once
from tracker.views.tally import report_sentence, standing_sentence, tally

FILTERS = ("area", "lead", "status", "due", "q")
UNDATED = "undated"
PAGE_ROWS = 25
VIEWS = ("list", "quarter", "calendar", "slip")


def reason(t, assessment: Assessment) -> str:
    """Why the rule gave this status, in words."""
    return t(f"reason.{assessment.reason}", **assessment.inputs)


def row(plan: Plan, as_of: date, t, milestone: Milestone) -> dict:
    """One milestone under the domain's names. Codes stay codes; `reason` and `summary` are in the language of `t`."""
    found = assessments(plan, as_of)[milestone.code]
    report, last = found.report, moves(plan, as_of, t, milestone)[-1:]
    return {
        "code": milestone.code, "title": t.pick(milestone.title), "goal": milestone.goal, "area": plan.goal(milestone.goal).area,
        "lead": milestone.lead, "cooperating": list(milestone.cooperating), "status": found.status.value,
        "timing": found.timing.value, "reason": reason(t, found),
        "due": found.due.last if found.due else None, "due_period": found.due,
        "original_due": found.original_due.last if found.original_due else None, "original_due_period": found.original_due,
        "quarters_named": [str(q) for q in milestone.quarters_named],
        "completed_on": report.completed_on if report and found.done else None,
        "forecast": report.forecast if report else None,
        "days_late": found.days_late, "days_late_current": found.days_late_current,
        "reported_on": report.on if report else None, "reported_state": report.state.value if report else None,
        "summary": t.pick(report.summary) if report else None,
        "verification_grade": report.grade.value if report else None,
        "report_url": report.origin.url or None if report else None,
        "source_url": milestone.origin.url or None, "source_date": milestone.origin.published or None,
        "confidence": milestone.origin.confidence.value, "shown": found.shown,
        "closure": closure(plan, as_of, t, milestone), "decision": last[0]["decision"] if last else None,
    }


def matches(row: dict, filters: dict[str, str]) -> bool:
    """Filters: area, lead, goal by code; status by shown status or status; due by period as written; q in title or code."""
    wanted = filters.get("status")
    return (all(not filters.get(name) or row[name] == filters[name] for name in ("area", "lead", "goal"))
            and (not wanted or wanted in (row["status"], row["shown"]))
            and (not filters.get("due") or due_matches(row["due_period"], filters["due"]))
            and (not filters.get("q") or filters["q"].casefold() in f"{row['code']} {row['title']}".casefold()))


def due_matches(due: Period | None, asked: str) -> bool:
    """`asked` is a quarter (2026 Q4), a year (2028) or "undated"; a deadline belongs to the quarter its last day falls in."""
    if due is None:
        return asked == UNDATED
    return asked in (str(due), str(due.last.year), str(quarter_of(due.last)))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """Every milestone that passes the filters, in plan order."""
    made = once(plan, as_of, f"milestone rows {t.language}", lambda: [row(plan, as_of, t, m) for m in plan.milestones])
    return [dict(r) for r in made if matches(r, filters or {})]


def chosen(filters: dict[str, str]) -> dict[str, str]:
    """The part of a query that narrows the list."""
    return {k: v for k, v in filters.items() if k in FILTERS and v}


def listed(plan: Plan, as_of: date, t, query: dict[str, str]) -> dict:
    """One page of the list: its rows, the page's number and the number of pages. A number out of range is brought in."""
    found = rows(plan, as_of, t, chosen(query))
    pages = max(-(-len(found) // PAGE_ROWS), 1)
    asked = query.get("page", "")
    page = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() else 1
    first = (page - 1) * PAGE_ROWS
    return {"rows": [named(plan, t, r) for r in found[first:first + PAGE_ROWS]], "page": page, "pages": pages, "total": len(found),
            "first": first + 1 if found else 0, "last": min(first + PAGE_ROWS, len(found))}


def named(plan: Plan, t, made: dict) -> dict:
    """A row with the names behind its codes, for the pages."""
    goal = plan.goal(made["goal"])
    return made | {"goal_title": t.pick(goal.name), "area_title": t.pick(plan.area(goal.area).name), "lead_name": short(plan, t, made["lead"]),
                   "cooperating_names": [short(plan, t, c) for c in made["cooperating"]]}


def finding(plan: Plan, as_of: date, t, filters: dict[str, str]) -> str:
    """What became of the milestones asked for, in one or two sentences."""
    narrowed = chosen(filters)
    found = tally(plan, as_of, [plan.milestone(r["code"]) for r in rows(plan, as_of, t, narrowed)])
    if narrowed and found["milestones"]:
        return t("milestones.finding_filtered", milestones=found["milestones"], standing=standing_sentence(t, found)).removesuffix(".")
    return standing_sentence(t, found).removesuffix(".")


def view_of(query: dict[str, str]) -> str:
    """The view asked for: list (default), quarter, calendar or slip."""
    return query.get("view") if query.get("view") in VIEWS else VIEWS[0]


def undated_count(plan: Plan, as_of: date) -> int:
    return sum(1 for m in plan.milestones if m.due(as_of) is None)


def reports_line(plan: Plan, as_of: date, t) -> str:
    found = once(plan, as_of, "tally of the plan", lambda: tally(plan, as_of, plan.milestones))
    return report_sentence(t, found, plan.head.thresholds.reporting_window_days)


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    found = listed(plan, as_of, t, query)
    lines = (t("milestones.line", title=r["title"], lead=r["lead_name"], reason=r["reason"]) for r in found["rows"][:5])
    return Facts("", finding(plan, as_of, t, query), (reports_line(plan, as_of, t), *lines))


def leads(plan: Plan) -> tuple[str, ...]:
    """The bodies that lead milestones, in the statutory order."""
    return by_rank(plan, {m.lead for m in plan.milestones if m.lead})


def quarters_due(plan: Plan, as_of: date) -> tuple[Period, ...]:
    """The quarters some deadline falls in, in order."""
    dues = [m.due(as_of) for m in plan.milestones]
    return tuple(sorted({quarter_of(d.last) for d in dues if d}, key=lambda q: q.first))


def facts_milestone(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    milestone = plan.milestone(query.get("code", ""))
    made = named(plan, t, row(plan, as_of, t, milestone))
    return Facts(made["title"], status_line(t, made), (
        t("milestones.line_goal", goal=made["goal_title"], area=made["area_title"]), t("milestones.line_lead", lead=made["lead_name"])))


def status_line(t, made: dict) -> str:
    """The computed status and why, in one sentence."""
    return t("milestones.status_line", status=t(f"status.{made['shown']}"), reason=made["reason"])


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("code", "code"), ("title", "text"), ("goal", "code"), ("area", "code"), ("lead", "code"), ("cooperating", "list"),
    ("status", "code"), ("timing", "code"), ("reason", "text"), ("due", "date"), ("due_period", "period"),
    ("original_due", "date"), ("original_due_period", "period"), ("quarters_named", "list"), ("completed_on", "period"),
    ("forecast", "period"), ("days_late", "integer"), ("days_late_current", "integer"), ("reported_on", "date"),
    ("reported_state", "code"), ("summary", "text"), ("verification_grade", "code"), ("report_url", "url"),
    ("source_url", "url"), ("source_date", "text"), ("confidence", "code")))

DATASETS = (Dataset("milestones", _COLUMNS, rows, (*FILTERS, "goal")),)
