"""The plan in numbers on a day: every headline figure once, for cards, findings, the brief and the dataset `plan`."""

from datetime import date

from tracker.domain import progress
from tracker.domain.funding import Stage
from tracker.domain.plan import Plan
from tracker.domain.schedule import Status, Timing
from tracker.views import funding
from tracker.views.datasets import Column
from tracker.views.programmes import enacted, in_year
from tracker.views.state import assessments, once


def numbers(plan: Plan, as_of: date) -> dict:
    """Headline figures by name, as in `COLUMNS`. Shares are None where there is nothing to divide by."""
    return once(plan, as_of, "headline", lambda: _numbers(plan, as_of))


def _numbers(plan: Plan, as_of: date) -> dict:
    return ({"as_of": as_of, "pillars": len(plan.pillars), "areas": len(plan.areas), "goals": len(plan.goals),
             "milestones": len(plan.milestones)}
            | _statuses(plan, as_of) | _rates(plan, as_of) | _money(plan, as_of) | _official(plan, as_of) | _pace(plan, as_of))


def _statuses(plan: Plan, as_of: date) -> dict:
    """Counts of milestones. `done_due` are the done ones among the past due, so past_due = done_due + delayed + silent."""
    found = list(assessments(plan, as_of).values())
    spread = progress.distribution(found)
    done = [a for a in found if a.done]
    on_due = progress.Rate(sum(1 for a in done if a.timing is Timing.PAST_DUE), progress.past_due(found))
    return {
        "without_date": sum(1 for a in found if a.timing is Timing.UNDATED), "past_due": on_due.whole,
        "done_due": on_due.part, "done_share": on_due.share, "done": len(done),
        "checkable": progress.checkable(found).part,
        **{name: spread[name] for name in ("completed", "completed_late", "on_track", "watch", "delayed", "not_started")},
        "no_report": sum(1 for a in found if a.status is Status.NO_REPORT),
        **{f"no_report_{kind}": spread[f"no_report_{kind}"] for kind in ("past_due", "ahead", "undated")},
        "closed": spread["closed"],
        "lapsed": sum(1 for a in found if a.status is Status.NO_REPORT and a.report),
        "longest_delay": max((a.days_late_current for a in found if a.status is Status.DELAYED), default=None),
        "median_slip": progress.median_slip_days(found),
    }


def _rates(plan: Plan, as_of: date) -> dict:
    reported = progress.reporting_rate(plan.milestones, as_of, plan.head.thresholds)
    hit = progress.hit_rate(plan.milestones, as_of, plan.head.thresholds)
    return {"reported": reported.part, "reporting_rate": reported.share,
            "on_time": hit.part, "judged_on_time": hit.whole, "hit_rate": hit.share}


def _money(plan: Plan, as_of: date) -> dict:
    """The published total as the funding page gives it, and beside it the sum of the programmes held here."""
    told = funding.published(plan, as_of) or {}
    proposed = next((x for x in funding.known_totals(plan, as_of) if x.role == "proposal"), None)
    shown = enacted(plan, plan.programmes)
    return {"fiscal_year": plan.head.fiscal_year, "published_won": told.get("won"), "published_projects": told.get("count"),
            "published_on": told.get("on"), "proposal_won": proposed.won if proposed else None,
            "programmes": len(plan.programmes), "programmes_won": shown.won,
            "disbursed_won": in_year(plan, plan.programmes, Stage.DISBURSED).won}


def official_check(plan: Plan, as_of: date) -> dict | None:
    """The committee's own latest count known on `as_of`, never merged with ours."""
    known = [c for c in plan.checks if c.as_scheduled is not None and c.on.last <= as_of]
    if not known:
        return None
    last = known[-1]
    return {"on": last.on.last, "checked": last.checked, "as_scheduled": last.as_scheduled, "rest": last.checked - last.as_scheduled}


def _official(plan: Plan, as_of: date) -> dict:
    check = official_check(plan, as_of) or {}
    return {"official_on": check.get("on"), "official_checked": check.get("checked"),
            "official_as_scheduled": check.get("as_scheduled"), "official_rest": check.get("rest")}


def _pace(plan: Plan, as_of: date) -> dict:
    """Earned schedule in months, rounded to what a reader needs; None where it is too early to say."""
    index = progress.schedule_index(plan, as_of)
    rounded = lambda value, digits: None if value is None else round(float(value), digits)
    return {"schedule_index": index.reason, "elapsed_months": rounded(index.elapsed_months, 1),
            "duration_months": rounded(index.duration_months, 1), "earned_months": rounded(index.earned_months, 1),
            "spi_t": rounded(index.spi_t, 3)}


COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("as_of", "date"), ("pillars", "integer"), ("areas", "integer"), ("goals", "integer"), ("milestones", "integer"),
    ("without_date", "integer"), ("past_due", "integer"), ("done_due", "integer"), ("done", "integer"), ("checkable", "integer"),
    ("completed", "integer"), ("completed_late", "integer"), ("on_track", "integer"), ("watch", "integer"),
    ("delayed", "integer"), ("not_started", "integer"), ("no_report", "integer"), ("no_report_past_due", "integer"),
    ("no_report_ahead", "integer"), ("no_report_undated", "integer"), ("closed", "integer"), ("lapsed", "integer"),
    ("longest_delay", "integer"), ("median_slip", "number"), ("done_share", "percent"), ("reported", "integer"),
    ("reporting_rate", "percent"), ("on_time", "integer"), ("judged_on_time", "integer"), ("hit_rate", "percent"),
    ("fiscal_year", "integer"), ("published_won", "won"), ("published_projects", "integer"), ("published_on", "period"),
    ("proposal_won", "won"), ("programmes", "integer"), ("programmes_won", "won"), ("disbursed_won", "won"), ("official_on", "date"),
    ("official_checked", "integer"), ("official_as_scheduled", "integer"), ("official_rest", "integer"),
    ("schedule_index", "code"), ("elapsed_months", "number"), ("duration_months", "number"), ("earned_months", "number"),
    ("spi_t", "number")))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The one row of the dataset `plan`."""
    return [numbers(plan, as_of)]
