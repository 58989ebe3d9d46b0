"""Some milestones in numbers: how many stand in each status, what is past due, what falls due next."""

from collections.abc import Iterable
from datetime import date

from tracker.domain import progress
from tracker.domain.milestones import Milestone
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.domain.schedule import Assessment, Status, Timing
from tracker.views.state import assessments


def tally(plan: Plan, as_of: date, milestones: Iterable[Milestone]) -> dict:
    """Counts of some milestones: `counts` holds (shown status, number) of those that occur, `spread` all of them.

    `past_due` are those whose deadline has passed, done or not; `silent` the past due ones nobody has reported on.
    """
    rows = tuple(milestones)
    found = [assessments(plan, as_of)[m.code] for m in rows]
    spread = progress.distribution(found)
    coming = next_due(found)
    return {
        "milestones": len(rows), "counts": [(shown, n) for shown, n in spread.items() if n], "spread": spread, "past_due": progress.past_due(found),
        "done": sum(1 for a in found if a.done), "delayed": spread["delayed"], "silent": spread["no_report_past_due"],
        "in_time": sum(1 for a in found if a.timing is Timing.PAST_DUE and a.done),
        "reported": progress.reporting_rate(rows, as_of, plan.head.thresholds).part,
        "heard": sum(1 for m in rows if m.accepted_reports(as_of)), "undated": spread["no_report_undated"],
        "first_due": _edge(found, min), "last_due": _edge(found, max), "next_due": coming[0], "next_due_count": coming[1],
    }


def next_due(found: Iterable[Assessment]) -> tuple[Period | None, int]:
    """The nearest deadline still ahead of open milestones, and how many share its last day."""
    ahead = [a.due for a in found if a.timing is Timing.AHEAD and not a.done and a.status is not Status.CLOSED]
    if not ahead:
        return None, 0
    first = min(ahead, key=lambda due: due.last)
    return first, sum(1 for due in ahead if due.last == first.last)


def _edge(found: Iterable[Assessment], pick) -> Period | None:
    dated = [a.due for a in found if a.due]
    return pick(dated, key=lambda due: due.last) if dated else None


def standing_sentence(t, numbers: dict) -> str:
    """What became of the milestones that are past due, or that none is, in one sentence with true cases."""
    parts = [t(f"tally.part_{key}", n=n) for key, n in _past_parts(numbers) if n]
    if not numbers["milestones"]:
        return t("tally.empty")
    if not numbers["past_due"]:
        return t("tally.nothing_due", milestones=numbers["milestones"])
    return t("tally.past_due", past_due=numbers["past_due"], parts=t.join(parts))


def _past_parts(numbers: dict) -> list[tuple[str, int]]:
    rest = numbers["past_due"] - numbers["in_time"] - numbers["delayed"] - numbers["silent"]
    return [("done", numbers["in_time"]), ("delayed", numbers["delayed"]), ("silent", numbers["silent"]), ("other", rest)]


def report_sentence(t, numbers: dict, window: int) -> str:
    """How many of them anybody has reported on inside the window, and how many reports have lapsed."""
    total, fresh = numbers["milestones"], numbers["reported"]
    lapsed = numbers["heard"] - fresh
    if not total:
        return ""
    key = "all" if fresh == total else "some" if fresh else "lapsed" if lapsed else "never"
    return t(f"tally.reports_{key}", milestones=total, fresh=fresh, lapsed=lapsed, window=window)
