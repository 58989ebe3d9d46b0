"""One area's goals on a line of quarters: from their first to their last deadline, with every milestone on it."""

from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.schedule import SHOWN
from tracker.views.goals import goal_milestones
from tracker.views.slots import UNDATED, slot_key, slots
from tracker.views.state import assessments
from tracker.views.tally import tally

LONGEST = 30  # goals in one picture
TERM_YEARS = 3


def table(plan: Plan, as_of: date, t, area: str) -> dict:
    """Rows of charts.timeline for one area."""
    goals = plan.goals_by_area.get(plan.area(area).code, ())[:LONGEST]
    own = [m for g in goals for m in goal_milestones(plan, g.code)]
    found = tally(plan, as_of, own)
    columns = slots(plan, as_of, [d for m in own for d in (m.due(as_of), m.original_due)], TERM_YEARS)
    split = max(c["year"] for c in columns if c["quarter"])
    return {"as_of": as_of, "area": t.pick(plan.area(area).name), "columns": [c for c in columns if c["key"] != UNDATED],
            "goals": [_goal(plan, as_of, t, g, split) for g in goals],
            "moved": sum(1 for m in own if m.due(as_of) != m.original_due),
            **{key: found[key] for key in ("milestones", "past_due", "in_time", "delayed", "silent", "undated", "counts")},
            "dateless": sum(1 for m in own if m.due(as_of) is None)}


def area_of(plan: Plan, filters: dict[str, str]) -> str:
    """The area asked for, else the first of the plan."""
    codes = [a.code for a in plan.areas]
    return filters["area"] if filters.get("area") in codes else codes[0]


def note(t, rows: dict) -> str:
    left = [t("timeline.note", n=rows["dateless"])] if rows["dateless"] else []
    return " ".join([*left, t("timeline.note_moved", n=rows["moved"]) if rows["moved"] else t("timeline.note_unmoved")])


def _goal(plan: Plan, as_of: date, t, goal, split: int) -> dict:
    marks = [_mark(plan, as_of, t, m, split) for m in goal_milestones(plan, goal.code)]
    found = tally(plan, as_of, goal_milestones(plan, goal.code))
    dated = [m for m in marks if m["slot"] != UNDATED]
    keys = sorted({m["slot"] for m in dated} | {m["original_slot"] for m in dated if m["original_slot"] != UNDATED})
    return {"code": goal.code, "title": t.pick(goal.name), "marks": sorted(marks, key=lambda m: (m["slot"] == UNDATED, m["slot"], SHOWN.index(m["shown"]))),
            "first": keys[0] if keys else None, "last": keys[-1] if keys else None, "first_due": found["first_due"], "last_due": found["last_due"]}


def _mark(plan: Plan, as_of: date, t, milestone, split: int) -> dict:
    """`slot` is where it stands now, `original_slot` where the plan first put it."""
    found = assessments(plan, as_of)[milestone.code]
    return {"code": milestone.code, "title": t.pick(milestone.title), "shown": found.shown, "due": found.due, "original_due": milestone.original_due,
            "slot": slot_key(found.due, split), "original_slot": slot_key(milestone.original_due, split)}
