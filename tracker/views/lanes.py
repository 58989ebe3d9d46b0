"""Milestones by quarter and area, one mark each: when what is due, and how it stands."""

from collections import Counter
from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.progress import distribution
from tracker.domain.schedule import SHOWN
from tracker.views.datasets import Column, Dataset
from tracker.views.milestones import FILTERS, rows as milestone_rows
from tracker.views.slots import slot_key, slots
from tracker.views.state import assessments


def table(plan: Plan, as_of: date, t, filters: dict[str, str]) -> dict:
    """Rows of charts.quarter_lanes for the milestones that pass the filters; areas without one are left out."""
    found = milestone_rows(plan, as_of, t, filters)
    columns = slots(plan, as_of, [r["due_period"] for r in found])
    split = max((c["year"] for c in columns if c["quarter"]), default=0)
    areas = [_area(t, a, [r for r in found if r["area"] == a.code], split) for a in plan.areas]
    pillars = [{"title": t.pick(p.name), "areas": [a for a in areas if a["pillar"] == p.code and a["total"]]} for p in plan.pillars]
    order = distribution(assessments(plan, as_of)[r["code"]] for r in found)
    return {"as_of": as_of, "columns": columns, "pillars": [p for p in pillars if p["areas"]], "total": len(found),
            "totals": dict(Counter(slot_key(r["due_period"], split) for r in found)), "counts": [(s, n) for s, n in order.items() if n],
            **summary(found, columns, split)}


def _area(t, area, found: list[dict], split: int) -> dict:
    cells: dict[str, list[str]] = {}
    for r in found:
        cells.setdefault(slot_key(r["due_period"], split), []).append(r["shown"])
    return {"code": area.code, "pillar": area.pillar, "title": t.pick(area.name), "total": len(found),
            "cells": {key: sorted(marks, key=SHOWN.index) for key, marks in cells.items()}}


def summary(found: list[dict], columns: list[dict], split: int) -> dict:
    """What falls due in the column of today, and what of the earlier ones nobody has reported on or is late."""
    now = next((c for c in columns if c["now"]), None)
    silent = [r for r in found if r["shown"] == "no_report_past_due"]
    return {"now": now, "due_now": sum(1 for r in found if now and r["status"] != "closed" and slot_key(r["due_period"], split) == now["key"]),
            "silent": len(silent), "past_quarters": len([c for c in columns if c["past"] and c["quarter"]]),
            "past_due": sum(1 for r in found if r["timing"] == "past_due" and r["status"] != "closed"),
            "done": sum(1 for r in found if r["timing"] == "past_due" and r["status"] in ("completed", "completed_late"))}


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """Number of milestones per quarter (the undated ones under "undated"), area and shown status."""
    counted: Counter = Counter((_quarter(r["due_period"]), r["area"], r["shown"]) for r in milestone_rows(plan, as_of, t, filters or {}))
    order = sorted(counted, key=lambda key: (key[0] == "undated", key[0], key[1], SHOWN.index(key[2])))
    return [{"quarter": q, "area": area, "status_shown": shown, "milestones": counted[q, area, shown]} for q, area, shown in order]


def _quarter(due) -> str:
    return slot_key(due, date.max.year)


_COLUMNS = tuple(Column(key, kind) for key, kind in (("quarter", "code"), ("area", "code"), ("status_shown", "code"), ("milestones", "integer")))

DATASETS = (Dataset("lanes", _COLUMNS, rows, FILTERS),)
