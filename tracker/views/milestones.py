"""Milestones as rows: for lists, downloads and the command line."""

from datetime import date

from tracker.domain.milestones import Milestone
from tracker.domain.plan import Plan
from tracker.domain.schedule import Assessment
from tracker.views.datasets import Column, Dataset
from tracker.views.state import assessments


def reason(t, assessment: Assessment) -> str:
    """Why the rule gave this status, in words."""
    return t(f"reason.{assessment.reason}", **assessment.inputs)


def row(plan: Plan, as_of: date, t, milestone: Milestone) -> dict:
    """One milestone under the domain's names. Codes stay codes; `reason` and `summary` are in the language of `t`."""
    found = assessments(plan, as_of)[milestone.code]
    report = found.report
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
    }


def matches(row: dict, filters: dict[str, str]) -> bool:
    """Filters: area, lead, goal by code; status by shown status or status; due by period as written; q in title or code."""
    wanted = filters.get("status")
    return (all(not filters.get(name) or row[name] == filters[name] for name in ("area", "lead", "goal"))
            and (not wanted or wanted in (row["status"], row["shown"]))
            and (not filters.get("due") or str(row["due_period"] or "undated") == filters["due"])
            and (not filters.get("q") or filters["q"].casefold() in f"{row['code']} {row['title']}".casefold()))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """Every milestone that passes the filters, in plan order."""
    made = (row(plan, as_of, t, m) for m in plan.milestones)
    return [r for r in made if matches(r, filters or {})]


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("code", "code"), ("title", "text"), ("goal", "code"), ("area", "code"), ("lead", "code"), ("cooperating", "list"),
    ("status", "code"), ("timing", "code"), ("reason", "text"), ("due", "date"), ("due_period", "period"),
    ("original_due", "date"), ("original_due_period", "period"), ("quarters_named", "list"), ("completed_on", "period"),
    ("forecast", "period"), ("days_late", "integer"), ("days_late_current", "integer"), ("reported_on", "date"),
    ("reported_state", "code"), ("summary", "text"), ("verification_grade", "code"), ("report_url", "url"),
    ("source_url", "url"), ("source_date", "text"), ("confidence", "code")))

DATASETS = (Dataset("milestones", _COLUMNS, rows, ("area", "lead", "goal", "status", "due", "q")),)
