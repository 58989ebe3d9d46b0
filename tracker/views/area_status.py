"""The areas side by side: how many milestones stand where, under few enough headings for one table."""

from datetime import date

from tracker.domain.plan import Plan
from tracker.views import areas
from tracker.views.datasets import Column, Dataset

# Heading of the table → the shown statuses it adds up.
GROUPS = {
    "done": ("completed", "completed_late"), "on_track": ("on_track",), "watch": ("watch",), "delayed": ("delayed",),
    "not_started": ("not_started",), "silent_past_due": ("no_report_past_due",),
    "silent_rest": ("no_report_ahead", "no_report_undated"), "closed": ("closed",),
}


def line(row: dict) -> dict:
    """One area, or the plan, from its tally: `groups` by heading, and what falls due next."""
    spread = row["spread"]
    return {
        "code": row.get("code", ""), "title": row.get("title", ""), "goals": row["goals"], "milestones": row["milestones"],
        "counts": row["counts"], "late": spread["completed_late"],
        "groups": {name: sum(spread[shown] for shown in parts) for name, parts in GROUPS.items()},
        "next_due": row["next_due"].last if hasattr(row["next_due"], "last") else row["next_due"], "next_count": row["next_due_count"],
    }


def table(plan: Plan, as_of: date, t) -> dict:
    """Rows of charts.area_table."""
    found = areas.table(plan, as_of, t)
    return {
        "as_of": as_of, "total": line(found["total"]),
        "pillars": [{"code": p["code"], "title": p["title"], "areas": [line(a) for a in p["areas"]]} for p in found["pillars"]],
    }


def note(table: dict, t) -> str:
    """What the heading "done" holds besides completions in time; empty without any."""
    return t("area_table.late_note", n=table["total"]["late"]) if table["total"]["late"] else ""


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The dataset `areas_status`: one row per area in plan order."""
    found = table(plan, as_of, t)
    return [{"pillar": p["code"]} | {k: a[k] for k in ("code", "title", "goals", "milestones", "next_due")} | a["groups"]
            | {"next_due_count": a["next_count"] or None} for p in found["pillars"] for a in p["areas"]]


DATASETS = (Dataset("areas_status", tuple(Column(key, kind) for key, kind in (
    ("code", "code"), ("title", "text"), ("pillar", "code"), ("goals", "integer"), ("milestones", "integer"),
    *((name, "integer") for name in GROUPS), ("next_due", "date"), ("next_due_count", "integer"))), rows),)
