"""The overview: where the plan stands on a day."""

from datetime import date

from tracker.domain import progress
from tracker.domain.plan import Plan
from tracker.views.state import assessments


def counts(found) -> list[tuple[str, int]]:
    """(shown status, number) for the statuses that occur, in display order."""
    return [(shown, n) for shown, n in progress.distribution(found).items() if n]


def official_check(plan: Plan, as_of: date) -> dict | None:
    """The committee's own latest count known on `as_of`, never merged with ours."""
    known = [c for c in plan.checks if c.as_scheduled is not None and c.on.last <= as_of]
    if not known:
        return None
    last = known[-1]
    return {"on": last.on.last, "checked": last.checked, "as_scheduled": last.as_scheduled, "rest": last.checked - last.as_scheduled}


def strip(plan: Plan, as_of: date) -> dict:
    """Rows of charts.status_strip for the whole plan."""
    found = list(assessments(plan, as_of).values())
    by_shown = progress.distribution(found)
    return {
        "as_of": as_of, "total": len(found), "past_due": progress.past_due(found), "done": sum(1 for a in found if a.done),
        "delayed": by_shown["delayed"], "silent": by_shown["no_report_past_due"], "counts": counts(found),
        "official": official_check(plan, as_of),
    }
