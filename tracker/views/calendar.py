"""What falls due when: deadlines and the checkpoints on the way to them, quarter by quarter."""

from datetime import date

from tracker.domain.periods import quarter_of
from tracker.domain.plan import Plan
from tracker.domain.schedule import Timing, timing
from tracker.views.datasets import Column, Dataset
from tracker.views.milestones import FILTERS, named, rows as milestone_rows
from tracker.views.tally import tally

DEADLINE, CHECKPOINT = "deadline", "checkpoint"


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """One row per deadline or checkpoint in order of its last day; undated milestones are not on the calendar."""
    found = [entry for r in milestone_rows(plan, as_of, t, filters or {}) for entry in _entries(plan, as_of, r)]
    return sorted(found, key=lambda r: r["due"])


def _entries(plan: Plan, as_of: date, row: dict) -> list[dict]:
    dues = [(CHECKPOINT, c.due) for c in plan.milestone(row["code"]).checkpoints]
    dues += [(DEADLINE, row["due_period"])] if row["due_period"] else []
    return [row | {"entry": kind, "due": due.last, "due_period": due, "quarter": str(quarter_of(due.last)),
                   "timing": timing(due, as_of).value} for kind, due in dues]


def quarters(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """The calendar: quarters that hold anything, in order, their deadlines by area; `open` are the present one and the next."""
    entries = rows(plan, as_of, t, filters)
    keys = list(dict.fromkeys(e["quarter"] for e in entries))
    made = [_quarter(plan, as_of, t, [e for e in entries if e["quarter"] == key]) for key in keys]
    coming = next((q for q in made if q["timing"] is Timing.AHEAD), None)
    return [q | {"open": q is coming} for q in made]


def _quarter(plan: Plan, as_of: date, t, entries: list[dict]) -> dict:
    period = quarter_of(entries[0]["due"])
    deadlines = [e for e in entries if e["entry"] == DEADLINE]
    areas = [{"title": t.pick(a.name), "code": a.code, "deadlines": [named(plan, t, e) for e in deadlines if e["area"] == a.code]} for a in plan.areas]
    return {"period": period, "on": period.last, "days": (period.last - as_of).days, "timing": timing(period, as_of),
            "deadlines": sum(1 for e in deadlines if e["status"] != "closed"), "checkpoints": [named(plan, t, e) for e in entries if e["entry"] == CHECKPOINT],
            "counts": tally(plan, as_of, [plan.milestone(e["code"]) for e in deadlines])["counts"], "areas": [a for a in areas if a["deadlines"]]}


def coming(made: list[dict]) -> dict | None:
    """The quarter whose end comes next, None when all are over."""
    return next((q for q in made if q["open"]), None)


def finding(plan: Plan, as_of: date, t, filters: dict[str, str]) -> str:
    """What falls due next, and how far away that is."""
    made = quarters(plan, as_of, t, filters)
    following = coming(made)
    if not made:
        return t("calendar.finding_empty")
    if following is None:
        return t("calendar.finding_over", last=made[-1]["period"])
    return t("calendar.finding", quarter=following["period"], on=following["on"], days=following["days"], deadlines=following["deadlines"],
             checkpoints=len(following["checkpoints"]))


def undated(plan: Plan, as_of: date, t, filters: dict[str, str]) -> int:
    return sum(1 for r in milestone_rows(plan, as_of, t, filters) if r["due_period"] is None)


def title(t, made: list[dict]) -> str:
    return t("calendar.title", deadlines=sum(q["deadlines"] for q in made), checkpoints=sum(len(q["checkpoints"]) for q in made))


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("due", "date"), ("due_period", "period"), ("entry", "code"), ("code", "code"), ("title", "text"), ("goal", "code"), ("area", "code"),
    ("lead", "code"), ("status", "code"), ("timing", "code")))

DATASETS = (Dataset("calendar", _COLUMNS, rows, FILTERS),)
