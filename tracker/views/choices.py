"""What a filter offers: codes with the words a reader sees, only those that occur."""

from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.schedule import SHOWN
from tracker.views import milestones
from tracker.views.organisations import by_rank, full
from tracker.views.state import assessments

Options = tuple[tuple[str, str], ...]


def pillars(plan: Plan, t) -> Options:
    return tuple((p.code, t.pick(p.name)) for p in plan.pillars)


def areas(plan: Plan, t, pillar: str = "") -> Options:
    """The areas, those of one pillar where one is chosen."""
    return tuple((a.code, t.pick(a.name)) for a in plan.areas if not pillar or a.pillar == pillar)


def goal_leads(plan: Plan, t) -> Options:
    return tuple((code, full(plan, t, code)) for code in by_rank(plan, {c for g in plan.goals for c in g.leads}))


def milestone_leads(plan: Plan, t) -> Options:
    return tuple((code, full(plan, t, code)) for code in milestones.leads(plan))


def statuses(plan: Plan, as_of: date, t) -> Options:
    """The shown statuses that occur on the day, in display order."""
    found = {a.shown for a in assessments(plan, as_of).values()}
    return tuple((shown, t(f"status.{shown}")) for shown in SHOWN if shown in found)


def dues(plan: Plan, as_of: date, t) -> Options:
    """Quarters some deadline falls in, the years that hold more than one of them, and no date."""
    quarters = milestones.quarters_due(plan, as_of)
    years = sorted({q.year for q in quarters})
    made = [(str(q), t.period(q)) for q in quarters] + [(str(y), t("lanes.year", year=y)) for y in years]
    return (*made, (milestones.UNDATED, t("common.undated")))
