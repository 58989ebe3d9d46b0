"""Schedule status of a milestone: computed from the plan and the accepted reports, never typed.

The rule is a table; the first row that fits answers. Thresholds come from plan.toml.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.domain.milestones import Milestone, Report, ReportedState
from tracker.domain.periods import Period
from tracker.domain.plan import Plan, Thresholds


class Status(StrEnum):
    """In order of display. `no_report` is always shown in its three kinds."""

    COMPLETED = "completed"
    COMPLETED_LATE = "completed_late"
    ON_TRACK = "on_track"
    WATCH = "watch"
    DELAYED = "delayed"
    NOT_STARTED = "not_started"
    NO_REPORT = "no_report"
    CLOSED = "closed"


class Timing(StrEnum):
    """Where the deadline lies on the day asked."""

    PAST_DUE = "past_due"
    AHEAD = "ahead"
    UNDATED = "undated"


# What the pages show: the statuses, with "no report" split by where its deadline lies.
SHOWN = (
    "completed", "completed_late", "on_track", "watch", "delayed", "not_started",
    "no_report_past_due", "no_report_ahead", "no_report_undated", "closed",
)
DONE = frozenset({Status.COMPLETED, Status.COMPLETED_LATE})


@dataclass(frozen=True)
class Assessment:
    """The answer of the status rule. `reason` is a text key below `reason.`, `inputs` fill it and are what the
    rule looked at. `shown` is the word to display: the status, or one of the three kinds of no report."""

    status: Status
    reason: str
    timing: Timing
    due: Period | None
    original_due: Period | None
    report: Report | None = None
    days_late: int | None = None
    days_late_current: int | None = None
    inputs: dict[str, object] = field(default_factory=dict, hash=False, compare=False)

    @property
    def shown(self) -> str:
        return f"no_report_{self.timing}" if self.status is Status.NO_REPORT else self.status.value

    @property
    def done(self) -> bool:
        return self.status in DONE

    @property
    def overdue(self) -> bool:
        """Past its current deadline and neither done nor closed."""
        return self.timing is Timing.PAST_DUE and not self.done and self.status is not Status.CLOSED


def assess(milestone: Milestone, as_of: date, thresholds: Thresholds) -> Assessment:
    """The schedule status of `milestone` on `as_of`, with its reason."""
    facts = _Facts(milestone, as_of, thresholds)
    return next(answer for rule in _RULES if (answer := rule(facts)))


def assess_all(plan: Plan, as_of: date) -> dict[str, Assessment]:
    """The status of every milestone, by code, in plan order."""
    return {m.code: assess(m, as_of, plan.head.thresholds) for m in plan.milestones}


def accepted_completion(milestone: Milestone, as_of: date) -> Report | None:
    """The report that earns the milestone its weight: the latest accepted proof of completion. A later report that
    says completed without evidence leaves it standing; one that says not done takes it back."""
    for report in reversed(milestone.accepted_reports(as_of)):
        if report.state is not ReportedState.COMPLETED:
            return None
        if report.has_evidence and report.completed_on:
            return report
    return None


def finished_by(report: Report) -> date:
    """The last day the completion can have happened: never after the report of it."""
    return min(report.completed_on.last, report.on)


def timing(due: Period | None, as_of: date) -> Timing:
    """On the last day of a deadline's period nothing is late yet."""
    if due is None:
        return Timing.UNDATED
    return Timing.PAST_DUE if due.last < as_of else Timing.AHEAD


class _Facts:
    """What every row of the rule table looks at."""

    def __init__(self, milestone: Milestone, as_of: date, thresholds: Thresholds) -> None:
        self.milestone, self.as_of, self.window = milestone, as_of, thresholds.reporting_window_days
        self.due = milestone.due(as_of)
        self.timing = timing(self.due, as_of)
        reports = milestone.accepted_reports(as_of)
        self.latest = reports[-1] if reports else None
        self.age = (as_of - self.latest.on).days if self.latest else None

    def answer(self, status: Status, reason: str, **more) -> Assessment:
        inputs = {"as_of": self.as_of, "window": self.window}
        inputs |= {"due": self.due, "days_past": (self.as_of - self.due.last).days} if self.due else {}
        inputs |= {"reported_on": self.latest.on, "age": self.age} if self.latest else {}
        late, report = more.pop("late", {}), more.pop("report", self.latest)
        return Assessment(status, reason, self.timing, self.due, self.milestone.original_due, report,
                          inputs=inputs | more, **late)


def _closed(f: _Facts) -> Assessment | None:
    if not f.milestone.closed(f.as_of):
        return None
    closure = f.milestone.closure
    return f.answer(Status.CLOSED, f"closed_{closure.kind}", closed_on=closure.on, resolution=closure.resolution,
                    into=closure.into or "")


def _completed(f: _Facts) -> Assessment | None:
    report = accepted_completion(f.milestone, f.as_of)
    if report is None:
        return None
    shown, original = {"report": report, "completed_on": report.completed_on}, f.milestone.original_due
    if original is None:
        return f.answer(Status.COMPLETED, "completed_undated", **shown)
    finished = finished_by(report)
    late = {"days_late": (finished - original.last).days, "days_late_current": (finished - f.due.last).days}
    status = Status.COMPLETED if finished <= original.last else Status.COMPLETED_LATE
    return f.answer(status, status.value, late=late, original_due=original, days=abs(late["days_late"]), **shown)


def _delayed(f: _Facts) -> Assessment | None:
    if f.timing is not Timing.PAST_DUE or f.latest is None:
        return None
    original = f.milestone.original_due
    late = {"days_late": (f.as_of - original.last).days if original else None,
            "days_late_current": (f.as_of - f.due.last).days}
    claimed = f.latest.state is ReportedState.COMPLETED  # said to be done, but without the evidence that would earn it
    return f.answer(Status.DELAYED, "delayed_claimed" if claimed else "delayed", late=late)


def _no_report(f: _Facts) -> Assessment | None:
    if f.latest is not None and f.age <= f.window:
        return None
    reason = "never_reported" if f.latest is None else "report_lapsed"
    late = {"days_late_current": (f.as_of - f.due.last).days} if f.timing is Timing.PAST_DUE else {}
    return f.answer(Status.NO_REPORT, f"{reason}_{f.timing}", late=late)


def _not_started(f: _Facts) -> Assessment | None:
    return f.answer(Status.NOT_STARTED, "not_started") if f.latest.state is ReportedState.NOT_STARTED else None


def _watch(f: _Facts) -> Assessment | None:
    forecast = f.latest.forecast
    if forecast and f.due and forecast.last > f.due.last:
        return f.answer(Status.WATCH, "forecast_late", forecast=forecast)
    return f.answer(Status.WATCH, "obstacle") if f.latest.obstacle else None


def _on_track(f: _Facts) -> Assessment:
    return f.answer(Status.ON_TRACK, "on_track_undated" if f.due is None else "on_track")


_RULES = (_closed, _completed, _delayed, _no_report, _not_started, _watch, _on_track)
RULE_ORDER = tuple(rule.__name__.strip("_") for rule in _RULES)  # the order the rules are asked in, for whoever explains them
