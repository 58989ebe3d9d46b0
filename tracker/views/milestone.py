"""One milestone: what the plan says of it, how its status was computed, every report, and its neighbours."""

from datetime import date, timedelta

from tracker.domain.milestones import Milestone, Report
from tracker.domain.periods import parse_period
from tracker.domain.plan import Plan
from tracker.domain.schedule import Assessment
from tracker.views.datasets import Column, Dataset
from tracker.views.milestones import named, row
from tracker.views.organisations import full
from tracker.views.origins import publisher
from tracker.views.overview import official_check
from tracker.views.rebaselining import both_counts, closure, handovers, merged_here, moves
from tracker.views.state import assessments


def card(plan: Plan, as_of: date, t, milestone: Milestone) -> dict:
    """One milestone as the goal's table shows it: names, dates kept apart, the latest evidence."""
    found = assessments(plan, as_of)[milestone.code]
    made = named(plan, t, row(plan, as_of, t, milestone))
    return made | {"moves": moves(plan, as_of, t, milestone), "closure": closure(plan, as_of, t, milestone), "checkpoints": [c.due for c in milestone.checkpoints],
                   "overdue_days": found.days_late_current if found.overdue else None, "done": found.done,
                   "evidence": evidence(plan, as_of, t, found.report) if found.report else None}


def evidence(plan: Plan, as_of: date, t, report: Report) -> dict:
    """A report as it is shown: what it says, who published it, its grade, and whether it is too old to count."""
    oldest = as_of - timedelta(days=plan.head.thresholds.reporting_window_days)
    return {"code": report.code, "on": report.on, "summary": t.pick(report.summary), "state": report.state.value, "grade": report.grade.value,
            "url": report.origin.url or None, "host": publisher(report.origin.url), "published": report.origin.published,
            "confidence": report.origin.confidence.value, "reporter": t.pick(report.reporter), "completed_on": report.completed_on,
            "forecast": report.forecast, "obstacle": t.pick(report.obstacle), "checkpoint": report.checkpoint,
            "lapsed": report.on < oldest and report.state.value != "completed"}


def reports(plan: Plan, as_of: date, t, milestone: Milestone) -> list[dict]:
    """Every accepted report known on `as_of`, the latest first, checkpoints included."""
    known = sorted((r for r in milestone.reports if r.accepted and r.on <= as_of), key=lambda r: r.on, reverse=True)
    return [evidence(plan, as_of, t, r) for r in known]


def proofs(as_of: date, t, milestone: Milestone) -> dict[str, list[dict]]:
    """What anybody can open for its reports known on `as_of`, by the code of the report."""
    known = [r.code for r in milestone.reports if r.accepted and r.on <= as_of]
    found = {code: [{"title": t.pick(e.title), "url": e.url, "body": t.pick(e.body)} for e in milestone.evidence_of(code) if e.checkable] for code in known}
    return {code: held for code, held in found.items() if held}


def detail(plan: Plan, as_of: date, t, code: str) -> dict:
    """Everything the milestone's page shows. NotFound for an unknown code."""
    milestone = plan.milestone(code)
    found = assessments(plan, as_of)[code]
    before, after = neighbours(plan, milestone)
    return card(plan, as_of, t, milestone) | {
        "reports": reports(plan, as_of, t, milestone), "proofs": proofs(as_of, t, milestone), "steps": steps(as_of, milestone), "rule": found.status.value, "inputs": inputs(t, found),
        "lead_words": full(plan, t, milestone.lead) if t.language == "en" and milestone.lead else None,
        "before": before and {"code": before.code, "title": t.pick(before.title)}, "after": after and {"code": after.code, "title": t.pick(after.title)},
        "merged_here": merged_here(plan, as_of, t, milestone),
        "handovers": handovers(plan, as_of, t, milestone), "both_counts": both_counts(as_of, t, milestone), "official": official_check(plan, as_of), "page": milestone.origin.page,
        "source_day": t.show(parse_period(milestone.origin.published)) if milestone.origin.published else t("common.no_data")}


def steps(as_of: date, milestone: Milestone) -> list[dict]:
    """The quarters the plan names, as checkpoints, with whether each was reported as passed."""
    passed = {r.checkpoint for r in milestone.reports if r.accepted and r.on <= as_of and r.state.value == "completed"}
    return [{"due": c.due, "past": c.due.last < as_of, "passed": c.seq in passed} for c in milestone.checkpoints]


def neighbours(plan: Plan, milestone: Milestone) -> tuple[Milestone | None, Milestone | None]:
    """The milestone before and after it in its goal."""
    own = plan.milestones_by_goal[milestone.goal]
    at = own.index(milestone)
    return (own[at - 1] if at else None), (own[at + 1] if at + 1 < len(own) else None)


def inputs(t, found: Assessment) -> list[tuple[str, str]]:
    """What the status rule looked at, as (label, value) in words; only what it had."""
    known = {key: value for key, value in found.inputs.items() if not (found.done and key in OF_OPEN_ONES)}
    if (past := known.pop("days_past", None)) is not None:
        known |= {"days_past": past} if past > 0 else {"days_left": -past}
    words = lambda key: t("common.days", n=known[key]) if key in IN_DAYS else t.show(known[key])  # noqa: E731
    return [(t(f"milestones.input_{key}"), words(key)) for key in INPUTS if known.get(key) not in (None, "")]


IN_DAYS = ("days_past", "days_left", "age", "window")
OF_OPEN_ONES = ("days_past", "age", "window")  # say nothing of a milestone that is done
INPUTS = ("as_of", "original_due", "due", "days_past", "days_left", "reported_on", "age", "window", "completed_on", "forecast", "closed_on", "resolution")


def report_rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """Every accepted report known on the day, one row each; filters: milestone, goal."""
    wanted = [m for m in plan.milestones if filters.get("milestone", m.code) == m.code and filters.get("goal", m.goal) == m.goal]
    return [{"milestone": m.code, "reported_on": r["on"], "reported_state": r["state"], "summary": r["summary"], "verification_grade": r["grade"],
             "completed_on": r["completed_on"], "forecast": r["forecast"], "report_url": r["url"], "confidence": r["confidence"]}
            for m in wanted for r in reports(plan, as_of, t, m)]


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("milestone", "code"), ("reported_on", "date"), ("reported_state", "code"), ("summary", "text"), ("verification_grade", "code"),
    ("completed_on", "period"), ("forecast", "period"), ("report_url", "url"), ("confidence", "code")))

DATASETS = (Dataset("reports", _COLUMNS, report_rows, ("milestone", "goal")),)
