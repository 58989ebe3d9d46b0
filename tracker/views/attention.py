"""What needs a look: the longest delays, the latest reports and the next dates."""

from datetime import date

from tracker.domain.milestones import Milestone, Report
from tracker.domain.periods import quarter_of
from tracker.domain.plan import Plan
from tracker.domain.schedule import Status
from tracker.views import milestones
from tracker.views.datasets import Dataset, columns
from tracker.views.headline import numbers
from tracker.views.state import assessments

NEEDING = (Status.DELAYED, Status.WATCH)
SUBTITLES = {"delayed": "attention_sub", "watch": "attention_sub_watch", "no_report_past_due": "attention_sub_none", None: "attention_nothing"}
LATEST = 5  # reports and dates shown on the overview
KNOWN_AHEAD = ("upcoming", "expected")  # legal dates that follow from a rule, so they were known before they came


def worst(plan: Plan, as_of: date) -> list[Milestone]:
    """Delayed milestones, the longest delay first, then by weight and plan order; after them those to watch."""
    found = assessments(plan, as_of)
    needing = [m for m in plan.milestones if found[m.code].status in NEEDING]
    return sorted(needing, key=lambda m: (found[m.code].status is not Status.DELAYED, -(found[m.code].days_late_current or 0), -m.weight))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The first of `worst`, as many as the overview shows, as milestone rows with the obstacle in words."""
    return [_row(plan, as_of, t, m) for m in worst(plan, as_of)[:plan.head.thresholds.attention_limit]]


def _row(plan: Plan, as_of: date, t, m: Milestone) -> dict:
    report = assessments(plan, as_of)[m.code].report
    return milestones.row(plan, as_of, t, m) | {"obstacle": t.pick(report.obstacle) or None}


def title(plan: Plan, as_of: date, t) -> str:
    """The heading of the list; a deadline shared by all of them is said once."""
    shown, n = rows(plan, as_of, t), len(rows(plan, as_of, t))
    if not any(r["status"] == Status.DELAYED for r in shown):
        return t("overview.attention_watch", n=n) if n else t("overview.attention_none")
    dues = {r["due_period"] for r in shown}
    if n > 1 and len(dues) == 1:
        return t("overview.attention_same", n=n, due=dues.pop())
    return t("overview.attention", n=n)


def of_how_many(plan: Plan, as_of: date, t) -> dict:
    """What the list is taken from, or else what is past due without a report: status, words, words of the way there.
    Without a status there is nothing to go to."""
    n = numbers(plan, as_of)
    found = next((status for status in ("delayed", "watch", "no_report_past_due") if n[status]), None)
    return {"status": found, "words": t(f"overview.{SUBTITLES[found]}", delayed=n["delayed"], silent=n["no_report_past_due"]),
            "all": t("overview.see_all", n=n[found]) if found else None}


def when(t, row: dict) -> str:
    """How late a listed milestone is, or its status where it is not late."""
    return t("overview.days_past", days=row["days_late_current"]) if row["days_late_current"] else t(f"status.{row['shown']}")


def latest_reports(plan: Plan, as_of: date) -> list[tuple[Milestone, Report]]:
    """Accepted reports known on the day, newest first."""
    pairs = [(m, r) for m in plan.milestones for r in m.accepted_reports(as_of)]
    return sorted(pairs, key=lambda pair: pair[1].on, reverse=True)


def report_rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The newest reports and the status their milestones have on the day."""
    return [_report_row(plan, as_of, t, m, r) for m, r in latest_reports(plan, as_of)[:LATEST]]


def _report_row(plan: Plan, as_of: date, t, m: Milestone, report: Report) -> dict:
    return {"reported_on": report.on, "code": m.code, "title": t.pick(m.title), "lead": m.lead, "goal": m.goal,
            "summary": t.pick(report.summary), "reported_state": report.state.value, "reporter": t.pick(report.reporter),
            "verification_grade": report.grade.value, "report_url": report.origin.url or None,
            "status": assessments(plan, as_of)[m.code].shown}


def next_dates(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The next quarter ends with open milestones and the next dates of the law, in order."""
    return sorted(_deadlines(plan, as_of, t) + _legal(plan, as_of, t), key=lambda row: row["on"])[:LATEST]


def _deadlines(plan: Plan, as_of: date, t) -> list[dict]:
    ahead = [a for a in assessments(plan, as_of).values() if a.due and a.due.last >= as_of and not a.done and a.status is not Status.CLOSED]
    return [_deadline(on, as_of, t, [a for a in ahead if a.due.last == on]) for on in sorted({a.due.last for a in ahead})[:LATEST]]


def _deadline(on: date, as_of: date, t, due: list) -> dict:
    silent = sum(1 for a in due if a.status is Status.NO_REPORT)
    detail = t("overview.date_all_silent" if silent == len(due) else "overview.date_silent", n=len(due), silent=silent)
    return {"on": on, "days": (on - as_of).days, "kind": "deadline", "title": t("overview.date_due", due=quarter_of(on)),
            "detail": detail, "milestones": len(due), "without_report": silent, "source_url": None}


def _legal(plan: Plan, as_of: date, t) -> list[dict]:
    return [{"on": e.on.last, "days": (e.on.last - as_of).days, "kind": "law", "title": t.pick(e.title), "detail": t.pick(e.detail),
             "milestones": None, "without_report": None, "source_url": e.origin.url or None}
            for e in plan.legal_events
            if e.jurisdiction == plan.head.home and e.status in KNOWN_AHEAD and e.on.last > as_of]


DATASETS = (
    Dataset("attention", columns(
        ("code", "code"), ("title", "text"), ("goal", "code"), ("lead", "code"), ("status", "code"), ("reason", "text"),
        ("original_due", "date"), ("due", "date"), ("days_late", "integer"), ("days_late_current", "integer"),
        ("forecast", "period"), ("obstacle", "text"), ("reported_on", "date"), ("summary", "text"), ("report_url", "url")), rows),
    Dataset("latest_reports", columns(
        ("reported_on", "date"), ("code", "code"), ("title", "text"), ("goal", "code"), ("lead", "code"), ("status", "code"),
        ("reported_state", "code"), ("summary", "text"), ("reporter", "text"), ("verification_grade", "code"),
        ("report_url", "url")), report_rows),
    Dataset("next_dates", columns(
        ("on", "date"), ("days", "integer"), ("kind", "code"), ("title", "text"), ("detail", "text"),
        ("milestones", "integer"), ("without_report", "integer"), ("source_url", "url")), next_dates),
)
