"""Progress of many milestones: distribution, planned/earned/claimed value, earned schedule, rates.

0/100 rule: a milestone earns its weight only when its completion is accepted. Dated checkpoints are steps that share
the weight equally. Earned schedule after Lipke (2003) and ISO 21508; SPI = EV/PV is not used because it returns to 1
on late plans.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from tracker.domain.milestones import Milestone, RecordState, Report, ReportedState
from tracker.domain.periods import Period, quarters_between
from tracker.domain.plan import Plan, Thresholds
from tracker.domain.schedule import SHOWN, Assessment, Status, Timing, accepted_completion, assess


class BaselineKind(StrEnum):
    ORIGINAL = "original"
    CURRENT = "current"


def distribution(assessments: Iterable[Assessment]) -> dict[str, int]:
    """Number of milestones per shown status, in display order, zeros included."""
    counts = Counter(a.shown for a in assessments)
    return {shown: counts[shown] for shown in SHOWN}


def _deadline(milestone: Milestone, baseline: BaselineKind, as_of: date) -> Period | None:
    return milestone.original_due if baseline is BaselineKind.ORIGINAL else milestone.due(as_of)


def _standing(milestones: Iterable[Milestone], baseline: BaselineKind, as_of: date) -> list[Milestone]:
    """The milestones the plan still counts on: one closed by `as_of` has left the current plan, never the original."""
    return [m for m in milestones if baseline is BaselineKind.ORIGINAL or not m.closed(as_of)]


def steps(milestone: Milestone, baseline: BaselineKind, as_of: date) -> tuple[tuple[int | None, Period | None, Fraction], ...]:
    """The steps of a milestone as (checkpoint seq or None for the last step, due, weight); weights sum to its weight."""
    share = Fraction(milestone.weight, len(milestone.checkpoints) + 1)
    early = tuple((c.seq, c.due, share) for c in milestone.checkpoints)
    return (*early, (None, _deadline(milestone, baseline, as_of), share))


def planned_value(milestones: Iterable[Milestone], on: date, baseline: BaselineKind, as_of: date) -> Fraction:
    """PV: weight of the steps due by `on` (that day included) under the baseline known on `as_of`."""
    standing = _standing(milestones, baseline, as_of)
    return sum((w for m in standing for _, due, w in steps(m, baseline, as_of) if due and due.last <= on), Fraction(0))


def earned_value(milestones: Iterable[Milestone], on: date) -> Fraction:
    """EV: weight accepted by `on`. An accepted completion earns the whole weight, an accepted checkpoint its share."""
    return sum((_earned(m, on) for m in milestones), Fraction(0))


def _earned(milestone: Milestone, on: date) -> Fraction:
    if accepted_completion(milestone, on):
        return Fraction(milestone.weight)
    return _checkpoint_share(milestone, (r for r in milestone.reports if r.accepted and r.has_evidence and r.on <= on))


def _checkpoint_share(milestone: Milestone, reports: Iterable[Report]) -> Fraction:
    """The weight of the declared checkpoints that `reports` call completed."""
    passed = {r.checkpoint for r in reports if r.state is ReportedState.COMPLETED} & {c.seq for c in milestone.checkpoints}
    return Fraction(milestone.weight * len(passed), len(milestone.checkpoints) + 1)


def claimed_value(milestones: Iterable[Milestone], on: date) -> Fraction:
    """CV: weight said to be completed by `on`, accepted or not, in the same steps as EV; CV − EV is the evidence lag."""
    return sum((_claimed(m, on) for m in milestones), Fraction(0))


def _claimed(milestone: Milestone, on: date) -> Fraction:
    return Fraction(milestone.weight) if claims_completion(milestone, on) else _checkpoint_share(milestone, _said(milestone, on))


def claims_completion(milestone: Milestone, on: date) -> bool:
    """Somebody has reported the whole milestone completed by `on`."""
    return any(r.checkpoint is None and r.state is ReportedState.COMPLETED for r in _said(milestone, on))


def _said(milestone: Milestone, on: date) -> list[Report]:
    """Reports handed in by `on`; a draft has been told to nobody."""
    return [r for r in milestone.reports if r.record is not RecordState.DRAFT and r.on <= on]


def due_count(milestones: Iterable[Milestone], on: date, baseline: BaselineKind, as_of: date) -> int:
    """Number of milestones whose final deadline lies on or before `on`."""
    deadlines = (_deadline(m, baseline, as_of) for m in _standing(milestones, baseline, as_of))
    return sum(1 for due in deadlines if due and due.last <= on)


@dataclass(frozen=True)
class CurvePoint:
    """Counts of milestones at the end of a quarter (or on `as_of`); accepted/claimed None for days not yet reached."""

    on: date
    quarter: Period
    planned_original: int
    planned_current: int
    accepted: int | None
    claimed: int | None


def curve(plan: Plan, as_of: date) -> tuple[CurvePoint, ...]:
    """Burn-up in milestones, one point per quarter end of the plan's term, in order."""
    return tuple(_point(plan.milestones, q, as_of) for q in quarters_between(plan.head.starts_on, plan.head.ends_on))


def _point(milestones: tuple[Milestone, ...], quarter: Period, as_of: date) -> CurvePoint:
    reached = quarter.first <= as_of
    on = min(quarter.last, as_of)
    return CurvePoint(
        on=quarter.last, quarter=quarter,
        planned_original=due_count(milestones, quarter.last, BaselineKind.ORIGINAL, as_of),
        planned_current=due_count(milestones, quarter.last, BaselineKind.CURRENT, as_of),
        accepted=sum(1 for m in milestones if accepted_completion(m, on)) if reached else None,
        claimed=sum(1 for m in milestones if claims_completion(m, on)) if reached else None,
    )


def earned_schedule(planned: Sequence[Fraction], earned: Fraction) -> Fraction:
    """ES in periods. `planned[i]` is the cumulative PV at the end of period i+1; `earned` is EV now.

    C = number of whole periods whose PV ≤ EV; ES = C + (EV − PV_C)/(PV_{C+1} − PV_C), PV_0 = 0 (Lipke 2003).
    """
    whole = sum(1 for pv in planned if pv <= earned)
    if whole == len(planned):
        return Fraction(whole)
    before = planned[whole - 1] if whole else Fraction(0)
    return whole + Fraction(earned - before, planned[whole] - before)


@dataclass(frozen=True)
class ScheduleIndex:
    """Earned schedule at `as_of`; times in months. Figures are None where it is too early to say (`reason`)."""

    reason: str  # ok | too_early | nothing_reported | not_begun
    elapsed_months: Fraction
    duration_months: Fraction
    earned_months: Fraction | None = None
    spi_t: Fraction | None = None
    forecast_months: Fraction | None = None


MONTHS_PER_QUARTER = 3


def schedule_index(plan: Plan, as_of: date, baseline: BaselineKind = BaselineKind.CURRENT) -> ScheduleIndex:
    """SPI(t) = ES/AT and forecast duration = PD/SPI(t) on the dated milestones due within the plan's term."""
    quarters = quarters_between(plan.head.starts_on, plan.head.ends_on)
    elapsed = _elapsed_quarters(plan.head.starts_on, as_of)
    times = {"elapsed_months": elapsed * MONTHS_PER_QUARTER, "duration_months": Fraction(len(quarters) * MONTHS_PER_QUARTER)}
    standing = _standing(plan.milestones, baseline, as_of)
    inside = [m for m in standing if (d := _deadline(m, baseline, as_of)) and d.last <= plan.head.ends_on]
    reason = _too_early(plan.head.thresholds, inside, elapsed, len(quarters), as_of)
    if reason:
        return ScheduleIndex(reason, **times)
    planned = [planned_value(inside, q.last, baseline, as_of) for q in quarters]
    es = earned_schedule(planned, earned_value(inside, as_of))
    spi_t = es / elapsed
    forecast = Fraction(len(quarters) * MONTHS_PER_QUARTER) / spi_t if spi_t else None
    return ScheduleIndex("ok", **times, earned_months=es * MONTHS_PER_QUARTER, spi_t=spi_t, forecast_months=forecast)


def _too_early(thresholds: Thresholds, milestones: list[Milestone], elapsed: Fraction, duration: int, as_of: date) -> str:
    if elapsed <= 0:
        return "not_begun"
    if elapsed / duration < thresholds.too_early_share:
        return "too_early"
    reported = any(r.accepted and r.on <= as_of for m in milestones for r in m.reports)
    return "" if reported else "nothing_reported"


def _elapsed_quarters(first: date, as_of: date) -> Fraction:
    """Quarters gone by at the end of the day `as_of`, fractions by days; 0 before `first`. The clock runs on after the
    plan's end, otherwise a late plan would drift back to 1."""
    gone = Fraction(0)
    for q in quarters_between(first, as_of):
        length = (q.last - q.first).days + 1
        gone += Fraction(min((as_of - q.first).days + 1, length), length)
    return gone


@dataclass(frozen=True)
class Rate:
    """A share kept as its two counts, so that small numbers are read as counts."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        return self.part / self.whole if self.whole else None


def past_due(assessments: Iterable[Assessment]) -> int:
    """Milestones whose current deadline has passed, done or not; closed ones are left out."""
    return sum(1 for a in assessments if a.timing is Timing.PAST_DUE and a.status is not Status.CLOSED)


def hit_rate(milestones: Iterable[Milestone], as_of: date, thresholds: Thresholds) -> Rate:
    """Finished on or before the original date, of those whose original date has passed (or that are finished)."""
    judged = [(m, assess(m, as_of, thresholds)) for m in milestones if m.original_due]
    judged = [a for m, a in judged if a.status is not Status.CLOSED and (a.done or m.original_due.last < as_of)]
    return Rate(sum(1 for a in judged if a.status is Status.COMPLETED), len(judged))


def reporting_rate(milestones: Iterable[Milestone], as_of: date, thresholds: Thresholds) -> Rate:
    """Milestones with an accepted report inside the reporting window, of all."""
    since = as_of - timedelta(days=thresholds.reporting_window_days)
    rows = list(milestones)
    recent = sum(1 for m in rows if any(r.on >= since for r in m.accepted_reports(as_of)))
    return Rate(recent, len(rows))


def checkable(assessments: Iterable[Assessment]) -> Rate:
    """Done milestones whose proof anybody can open, of all done."""
    done = [a for a in assessments if a.done]
    return Rate(sum(1 for a in done if a.report.checkable), len(done))


def median_slip_days(assessments: Iterable[Assessment]) -> float | None:
    """Median days late against the original date over completed and delayed milestones; None without any."""
    days = sorted(a.days_late for a in assessments if a.days_late is not None)
    if not days:
        return None
    middle = len(days) // 2
    return float(days[middle]) if len(days) % 2 else (days[middle - 1] + days[middle]) / 2
