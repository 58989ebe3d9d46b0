"""Planned against accepted over the plan's term: the rows of the burn-up and what earned schedule says of them."""

from datetime import date

from tracker.domain import progress
from tracker.domain.periods import quarter_of
from tracker.domain.plan import Plan
from tracker.views.datasets import Column, Dataset
from tracker.views.headline import numbers
from tracker.views.state import assessments, once


def points(plan: Plan, as_of: date) -> list[dict]:
    """Milestones due, accepted and claimed at each quarter's end; accepted and claimed None for quarters not begun."""
    return once(plan, as_of, "burn_up", lambda: [_point(c) for c in progress.curve(plan, as_of)])


def _point(c: progress.CurvePoint) -> dict:
    return {"quarter": str(c.quarter), "on": c.on, "planned_original": c.planned_original, "planned_current": c.planned_current,
            "accepted": c.accepted, "claimed": c.claimed}


def chart(plan: Plan, as_of: date) -> dict:
    """Rows of charts.burn_up."""
    n = numbers(plan, as_of)
    found = assessments(plan, as_of).values()
    return {
        "as_of": as_of, "starts_on": plan.head.starts_on, "ends_on": plan.head.ends_on, "points": points(plan, as_of),
        "past_due": n["past_due"], "accepted": n["done"], "delayed": n["delayed"], "silent": n["no_report_past_due"],
        "undated": n["without_date"], "later": sum(1 for a in found if a.due and a.due.last > plan.head.ends_on),
    }


def pace(plan: Plan, as_of: date, t) -> str:
    """Earned schedule in words: months earned of months gone, and why the index is low when most is unheard of."""
    n = numbers(plan, as_of)
    if n["schedule_index"] != "ok":
        return t(f"burn_up.pace_{n['schedule_index']}", share=plan.head.thresholds.too_early_share)
    over = n["elapsed_months"] - n["duration_months"]
    said = t("burn_up.pace_over" if over > 0 else "burn_up.pace", over=t.number(round(over, 1)), spi=t.number(n["spi_t"]),
             **{name: t.number(n[f"{name}_months"]) for name in ("elapsed", "earned", "duration")})
    mostly_silent = n["past_due"] and 2 * n["no_report_past_due"] > n["past_due"]
    return said + (" " + t("burn_up.pace_silent", past_due=n["past_due"], silent=n["no_report_past_due"]) if mostly_silent else "")


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The dataset `burn_up`: one row per quarter end."""
    return [row | {"quarter": quarter_of(row["on"])} for row in points(plan, as_of)]


DATASETS = (Dataset("burn_up", tuple(Column(key, kind) for key, kind in (
    ("quarter", "period"), ("on", "date"), ("planned_original", "integer"), ("planned_current", "integer"),
    ("accepted", "integer"), ("claimed", "integer"))), rows),)
