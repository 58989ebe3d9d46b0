"""Promised against delivered: original, current and actual dates of the milestones that moved or are late."""

from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.progress import median_slip_days
from tracker.domain.schedule import Status
from tracker.views.datasets import Column, Dataset
from tracker.views.milestones import FILTERS, named, rows as milestone_rows
from tracker.views.state import assessments

LATE = (Status.DELAYED, Status.COMPLETED_LATE)


def _moved(row: dict) -> bool:
    return row["due_period"] != row["original_due_period"]


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """Milestones with a moved deadline, delayed, or completed late: the longest slip first, then plan order."""
    found = [r | {"moved_days": moved_days(r)} for r in milestone_rows(plan, as_of, t, filters or {}) if _moved(r) or r["status"] in LATE]
    return sorted(found, key=lambda r: -(r["days_late"] if r["days_late"] is not None else r["moved_days"] or 0))


def moved_days(row: dict) -> int | None:
    """Days between the original and the current deadline; None where either is missing."""
    return (row["due"] - row["original_due"]).days if row["due"] and row["original_due"] else None


def table(plan: Plan, as_of: date, t, filters: dict[str, str]) -> dict:
    """Rows of charts.slip. `silent` past due milestones without a report are counted beside them, not among them."""
    found = rows(plan, as_of, t, filters)
    every = milestone_rows(plan, as_of, t, filters)
    late = [assessments(plan, as_of)[r["code"]] for r in found if r["status"] in LATE]
    return {"as_of": as_of, "rows": [_shown(named(plan, t, r)) for r in found], "moved": sum(1 for r in found if _moved(r)),
            "late": len(late), "longest": max((a.days_late for a in late if a.days_late is not None), default=None),
            "median": median_slip_days(late), "silent": sum(1 for r in every if r["shown"] == "no_report_past_due"), "total": len(every)}


def note(t, rows: dict) -> str:
    """What is left out: the silent ones, of which nobody knows whether they are late."""
    said = [t("slip.median", n=t.number(rows["median"]))] if rows["median"] is not None else []
    return " ".join([*said, *([t("slip.silent", n=rows["silent"])] if rows["silent"] else [])])


def _shown(row: dict) -> dict:
    return {"code": row["code"], "title": row["title"], "lead": row["lead_name"], "shown": row["shown"], "original_due": row["original_due_period"],
            "due": row["due_period"] if _moved(row) else None, "completed_on": row["completed_on"], "days_late": row["days_late"],
            "moved_days": row["moved_days"], "decision": row["decision"]}


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("code", "code"), ("title", "text"), ("goal", "code"), ("area", "code"), ("lead", "code"), ("status", "code"), ("original_due", "date"),
    ("original_due_period", "period"), ("due", "date"), ("due_period", "period"), ("moved_days", "integer"), ("completed_on", "period"),
    ("days_late", "integer"), ("days_late_current", "integer"), ("reported_on", "date"), ("reason", "text")))

DATASETS = (Dataset("slip", _COLUMNS, rows, FILTERS),)
