"""What of a plan goes out in a ministry's workbook, as rows of plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.funding import Programme, Stage, StageAmount
from tracker.domain.importing import SheetKind
from tracker.domain.indicators import Indicator, Observation
from tracker.domain.milestones import Milestone
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.domain.schedule import Status, assess
from tracker.domain.typed_money import SIZE, unit_for
from tracker.text import Wording

# Stages that come about while a year runs: they have a row before they have an amount.
RUNNING = (Stage.SUPPLEMENTARY, Stage.AVAILABLE, Stage.OBLIGATED, Stage.DISBURSED, Stage.REACHED)
NO_BREAK = str.maketrans("\u00a0", " ")


@dataclass(frozen=True)
class OutRow:
    """`root` is the key of the object the row belongs to; `values` by column: texts, days, exact numbers, and the plain
    word where a column is one of choices."""

    root: str
    values: dict[str, object]


def rows_of(plan: Plan, ministry: str, quarter: Period, today: date, t: Wording) -> dict[SheetKind, list[OutRow]]:
    """The rows of every sheet; `ministry` "" gives all of them."""
    mine = lambda code: not ministry or code == ministry  # noqa: E731
    return {SheetKind.REPORTS: [_report(plan, m, today, t) for m in plan.milestones if mine(m.lead) and wanted(plan, m, quarter, today)],
            SheetKind.VALUES: [row for i in plan.indicators if mine(i.lead) for row in _values(i, t)],
            SheetKind.AMOUNTS: [row for p in plan.programmes if mine(p.ministry) for row in _amounts(plan, p, t)]}


def wanted(plan: Plan, milestone: Milestone, quarter: Period, today: date) -> bool:
    """Whether a report is due in the cycle: neither done nor closed, and not reported in it unless it is late."""
    found = assess(milestone, today, plan.head.thresholds)
    if found.done or found.status is Status.CLOSED:
        return False
    reports = milestone.accepted_reports(today)
    return found.overdue or not reports or not quarter.contains(reports[-1].on)


def _report(plan: Plan, milestone: Milestone, today: date, t: Wording) -> OutRow:
    reports, due, goal = milestone.accepted_reports(today), milestone.due(today), plan.goal(milestone.goal)
    last = reports[-1] if reports else None
    return OutRow(f"milestone/{milestone.code}", {
        "milestone": milestone.code, "goal": f"{goal.code} {_line(t.pick(goal.name))}", "title": _line(t.pick(milestone.title)),
        "due": _line(t.period(due) if due else t("common.undated")), "last_state": t(f"milestones.state_{last.state}") if last else t("workbook.no_report"),
        "last_on": last.on.isoformat() if last else ""})


def _values(indicator: Indicator, t: Wording) -> Iterable[OutRow]:
    """The values that stand, and an empty row for the next one."""
    target = indicator.target
    said = {"indicator": indicator.code, "name": _line(t.pick(indicator.name)), "unit": _line(t.pick(indicator.unit)),
            "target": _line(_target(target, t)) if target else ""}
    for observed in indicator.observations:
        yield OutRow(f"indicator/{indicator.code}", said | _observed(observed, t))
    yield OutRow(f"indicator/{indicator.code}", dict(said))


def _target(target, t: Wording) -> str:
    number = f"{target.value.normalize():,f}"
    return t("workbook.target", value=number, period=target.period) if target.period else number


def _observed(observed: Observation, t: Wording) -> dict[str, object]:
    return {"period": str(observed.period), "value": observed.value, "vintage": str(observed.vintage), "standing": str(observed.standing),
            "source_url": observed.origin.url, "source_date": observed.origin.published, "confidence": str(observed.origin.confidence),
            "note": t.pick(observed.note)}


def _amounts(plan: Plan, programme: Programme, t: Wording) -> Iterable[OutRow]:
    """Every amount that stands, and the running stages of the present year."""
    held = {(a.fiscal_year, a.stage): a for a in programme.amounts}
    order = list(Stage)
    places = set(held) | {(plan.head.fiscal_year, stage) for stage in RUNNING}
    for year, stage in sorted(places, key=lambda place: (-place[0], order.index(place[1]))):
        said = {"programme": programme.code, "fiscal_year": str(year), "stage": str(stage), "name": _line(t.pick(programme.name)),
                "stage_name": t(f"stage.{stage}")}
        yield OutRow(f"programme/{programme.code}", said | _amount(held.get((year, stage)), t))


def _amount(amount: StageAmount | None, t: Wording) -> dict[str, object]:
    """An amount in the unit it is whole in. Where there is none, no unit either: whoever fills it in says which."""
    if amount is None:
        return {}
    unit = unit_for(amount.won)
    return {"unit": str(unit), "amount": Decimal(amount.won) / SIZE[unit], "page": amount.page, "confidence": str(amount.confidence), "note": t.pick(amount.note)}


def _line(text: str) -> str:
    """What only helps to read: one line, no unbreakable blanks."""
    return " ".join(text.translate(NO_BREAK).split())
