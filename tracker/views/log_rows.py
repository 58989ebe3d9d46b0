"""The log for who may read it: every change with who made it, in words. Internal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from tracker.domain.history import of_plan
from tracker.domain.plan import Plan
from tracker.domain.typed_dates import typed_day
from tracker.domain.workspace import Workspace
from tracker.views.record_words import Line, action_name, kind_name, lines, object_title


@dataclass(frozen=True)
class Row:
    """One change of one object. `public` says whether it has a public history, `office` who the account is to others."""

    seq: int
    when: str
    actor: str
    office: str
    role: str
    action: str
    key: str
    kind: str
    title: str
    public: bool
    lines: tuple[Line, ...]
    reason: str
    resolution: str
    version: int
    hash: str


def rows(plan: Plan, workspace: Workspace, t, found: Iterable) -> list[Row]:
    """`found` are changes as services.history tells them."""
    offices = {p.code: t.pick(p.office) for p in workspace.people}
    return [Row(x.step.seq, moment(t, x.step.at), x.actor, offices.get(x.actor, t("log.console") if x.actor == "console" else ""),
                t(f"role.{x.step.role}"), action_name(t, x.step.action), x.step.key, kind_name(t, x.step.key), object_title(plan, t, x.step.key),
                of_plan(x.step.key), tuple(lines(plan, t, x.step.told)), x.step.reason, x.step.resolution, x.step.version, x.hash[:12]) for x in found]


def moment(t, at: datetime) -> str:
    """An instant as a day and a time to the second; where no plan says whose clocks count, that they are those of UTC."""
    there = t.local(at)
    return f"{t.date(there.date())} {there:%H:%M:%S}{' UTC' if t.zone is UTC else ''}"


def instant(text: str, today: date, end: bool, zone: tzinfo) -> datetime | None:
    """The beginning of a typed day, or its end; None where there is none or it cannot be read."""
    day = typed_day(text, today) if text else None
    if day is None:
        return None
    return datetime.combine(day, time.max if end else time.min, zone)
