"""What the quarterly report says beyond the pages: computed beside reported, every delay, every moved date, every milestone."""

from datetime import date

from tracker.domain.milestones import ReportedState
from tracker.domain.periods import Period, quarter_of
from tracker.domain.plan import Plan
from tracker.views import area_status, milestones
from tracker.views.organisations import short
from tracker.views.rebaselining import moves
from tracker.views.state import assessments

UNREPORTED = "unreported"
STATES = (*(state.value for state in ReportedState), UNREPORTED)
GROUPS = tuple(area_status.GROUPS)


def quarter(as_of: date) -> Period:
    """The quarter the report speaks for."""
    return quarter_of(as_of)


def beside(plan: Plan, as_of: date) -> dict:
    """What the last accepted reports say against what the rules compute: `rows` of state, total and counts by group;
    `groups` are those anything stands in; `total` adds the rows up."""
    pairs = [(_state(a), _group(a.shown)) for a in assessments(plan, as_of).values()]
    groups = [g for g in GROUPS if any(g == group for _, group in pairs)]
    count = lambda state, group: sum(1 for pair in pairs if pair == (state, group))  # noqa: E731
    rows = [{"state": s, "total": sum(1 for state, _ in pairs if state == s)} | {g: count(s, g) for g in groups} for s in STATES]
    total = {"total": len(pairs)} | {g: sum(r[g] for r in rows) for g in groups}
    return {"groups": groups, "rows": [r for r in rows if r["total"]], "total": total}


def _state(assessment) -> str:
    return assessment.report.state.value if assessment.report else UNREPORTED


def _group(shown: str) -> str:
    return next(name for name, parts in area_status.GROUPS.items() if shown in parts)


def moved(plan: Plan, as_of: date, t) -> list[dict]:
    """Every decided change of a deadline, the newest first: milestone, from, to, day, decision and reason."""
    found = [{"code": m.code, "title": t.pick(m.title), "lead": m.lead, "lead_name": short(plan, t, m.lead), "original_due": m.original_due} | move
             for m in plan.milestones for move in moves(plan, as_of, t, m)]
    return sorted(found, key=lambda r: r["on"], reverse=True)


def late(plan: Plan, as_of: date, t) -> list[dict]:
    """Milestones completed after their original deadline, the longest first, as rows with names."""
    found = [milestones.named(plan, t, r) for r in milestones.rows(plan, as_of, t) if r["status"] == "completed_late"]
    return sorted(found, key=lambda r: -(r["days_late"] or 0))


def annex(plan: Plan, as_of: date, t) -> list[dict]:
    """Every milestone under its area: `title` of the area and its `rows`, in the order of the plan."""
    every = [milestones.named(plan, t, r) for r in milestones.rows(plan, as_of, t)]
    return [{"code": a.code, "title": t.pick(a.name), "rows": own} for a in plan.areas if (own := [r for r in every if r["area"] == a.code])]
