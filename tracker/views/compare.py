"""Two states of the plan side by side: what was added, removed and changed, and how statuses moved.

Each side is a day the state is asked for and a day whose knowledge is used: `from`/`known_from` and `to`/`known_to`.
"""

from dataclasses import dataclass
from datetime import date

from tracker.domain.changes import Comparison, compare
from tracker.domain.errors import NotFound
from tracker.domain.plan import Plan
from tracker.domain.plan_differences import PlanDifferences, plan_differences
from tracker.domain.schedule import assess
from tracker.domain.typed_dates import typed_day
from tracker.views.datasets import Column, Dataset
from tracker.views.organisations import short
from tracker.views.pages import Facts
from tracker.views.record_words import Line, kind_name, kind_word, lines, object_title
from tracker.views.slip import LATE
from tracker.views.state import assessments, once

NAMES = ("from", "to", "known_from", "known_to")


@dataclass(frozen=True)
class Side:
    """A plan as known on a day (None: now), and the day its statuses are asked for."""

    plan: Plan
    on: date
    known: date | None


@dataclass(frozen=True)
class Asked:
    """The days of an address. `start`/`end` are as-of days, the others days of knowledge; `wrong` are the names of
    values that are no dates."""

    start: date
    end: date
    known_start: date | None
    known_end: date | None
    wrong: tuple[str, ...] = ()


def asked(plan: Plan, as_of: date, query: dict[str, str]) -> Asked:
    """Without days: the plan's adoption against the day shown. A day of knowledge alone is also the day of the state."""
    days, wrong = {}, []
    for name in NAMES:
        days[name] = typed_day(query[name], as_of) if query.get(name) else None
        if query.get(name) and days[name] is None:
            wrong.append(name)
    start = days["from"] or days["known_from"] or min(plan.head.adopted_on, as_of)
    end = days["to"] or days["known_to"] or as_of
    return Asked(start, end, days["known_from"], days["known_to"], tuple(wrong))


def sides(plan: Plan, as_of: date, query: dict[str, str], past) -> tuple[Side, Side]:
    """The two sides an address asks for, the earlier day first. NotFound where the log begins later than a day of
    knowledge; without a log every day is seen with the present plan."""
    days = asked(plan, as_of, query)
    made = [Side(_known(plan, known, past), on, known) for on, known in ((days.start, days.known_start), (days.end, days.known_end))]
    first, second = sorted(made, key=lambda side: (side.on, side.known or date.max))
    return first, second


def _known(plan: Plan, known: date | None, past) -> Plan:
    return past.plan(known) if past is not None and known is not None else plan


def movement(a: Side, b: Side) -> Comparison:
    """How statuses moved from one side to the other."""
    return once(b.plan, b.on, f"compared with {id(a.plan)} on {a.on}", lambda: compare(a.plan, a.on, b.plan, b.on))


def difference(a: Side, b: Side) -> PlanDifferences:
    """In what the two plans differ; nothing where both are the same."""
    return once(b.plan, b.on, f"differs from {id(a.plan)}", lambda: plan_differences(a.plan, b.plan))


def objects(a: Side, b: Side, t) -> list[dict]:
    """One row per object that was added, removed or changed: removed ones by the words of the earlier plan."""
    found = difference(a, b)
    made = [_object(b.plan, t, key, "added") for key in found.added] + [_object(a.plan, t, key, "removed") for key in found.removed]
    return made + [_object(b.plan, t, x.key, "changed") | {"lines": lines(b.plan, t, x.changes)} for x in found.changed]


def _object(plan: Plan, t, key: str, change: str) -> dict:
    return {"key": key, "kind": kind_word(key), "kind_name": kind_name(t, key), "title": object_title(plan, t, key), "change": change, "lines": []}


def moved(a: Side, b: Side, t) -> list[dict]:
    """Statuses then and now, how many milestones and which, the most frequent first."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for m in movement(a, b).moved:
        pairs.setdefault((m.before, m.after), []).append(m.milestone)
    made = [{"before": before, "after": after, "codes": codes, "titles": [t.pick(b.plan.milestone(c).title) for c in codes]} for (before, after), codes in pairs.items()]
    return sorted(made, key=lambda x: -len(x["codes"]))


def membership(a: Side, b: Side, t) -> dict[str, list[dict]]:
    """Milestones that joined and left between the sides: never part of the movement."""
    found = movement(a, b)
    return {"joined": [_member(b.plan, a.plan, t, code) for code in found.joined], "left": [_member(_holding(b.plan, a.plan, code), b.plan, t, code) for code in found.left]}


def _holding(first: Plan, second: Plan, code: str) -> Plan:
    try:
        first.milestone(code)
    except NotFound:
        return second
    return first


def _member(plan: Plan, other: Plan, t, code: str) -> dict:
    """A joiner or leaver; `closed` where it stands in both plans and a resolution closed or reopened it."""
    m = plan.milestone(code)
    return {"code": code, "title": t.pick(m.title), "lead": short(plan, t, m.lead), "closed": _holding(other, plan, code) is other,
            "resolution": m.closure.resolution if m.closure else None}


def slips(a: Side, b: Side, t) -> list[dict]:
    """Original, then current, now current and actual dates of the milestones whose deadline moved between the sides, or
    that are late on the later one: the longest slip first."""
    before = {m.code: m for m in a.plan.milestones}
    made = [_slip(b, t, m, before.get(m.code), a.on) for m in b.plan.milestones]
    return sorted(filter(None, made), key=lambda r: -(r["days_late"] or 0))


def _slip(b: Side, t, m, was, then: date) -> dict | None:
    found, due, before = assessments(b.plan, b.on)[m.code], m.due(b.on), was.due(then) if was else None
    if found.status not in LATE and not (was and before != due):
        return None
    return {"code": m.code, "title": t.pick(m.title), "lead": short(b.plan, t, m.lead), "original_due_period": m.original_due, "due_before": before,
            "due_period": due, "completed_on": found.report.completed_on if found.done and found.report else None, "days_late": found.days_late,
            "status_before": assess(was, then, b.plan.head.thresholds).shown if was else None, "status_after": found.shown}


def counts(a: Side, b: Side) -> dict[str, int]:
    """Everything the page counts."""
    found, between = movement(a, b), difference(a, b)
    return {"moved": len(found.moved), "unchanged": found.unchanged, "joined": len(found.joined), "left": len(found.left),
            "added": len(between.added), "removed": len(between.removed), "changed": len(between.changed)}


def finding(a: Side, b: Side, t) -> str:
    """How statuses moved, in one sentence."""
    n = counts(a, b)
    return t("compare.finding_moved" if n["moved"] else "compare.finding_unmoved", start=a.on, end=b.on, **n)


def plan_finding(a: Side, b: Side, t) -> str:
    """In what the plans themselves differ, in one sentence."""
    return t("compare.finding_plan" if difference(a, b) else "compare.finding_same", **counts(a, b))


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    days = asked(plan, as_of, query)
    return Facts("", t("compare.about", start=min(days.start, days.end), end=max(days.start, days.end)))


def status_rows(plan: Plan, as_of: date, t, filters: dict[str, str], past=None) -> list[dict]:
    """The dataset `compared`: every milestone of either side with its status then and now, moved ones, joiners, leavers."""
    a, b = sides(plan, as_of, filters, past)
    found = movement(a, b)
    then, now = assessments(a.plan, a.on), assessments(b.plan, b.on)
    change = {m.milestone: "moved" for m in found.moved} | dict.fromkeys(found.joined, "joined") | dict.fromkeys(found.left, "left")
    return [{"code": code, "title": t.pick(_holding(b.plan, a.plan, code).milestone(code).title), "change": kind, "compared_from": a.on, "compared_to": b.on,
             "status_before": then[code].shown if code in then else None, "status_after": now[code].shown if code in now else None} for code, kind in change.items()]


def field_rows(plan: Plan, as_of: date, t, filters: dict[str, str], past=None) -> list[dict]:
    """The dataset `differences`: one row per added, removed or changed object, a changed one once per field."""
    a, b = sides(plan, as_of, filters, past)
    return [{"object": row["key"], "kind": row["kind"], "title": row["title"], "change": row["change"], "part_key": line.at or None,
             "field": line.field or None, "before": line.before, "after": line.after}
            for row in objects(a, b, t) for line in row["lines"] or [Line("", None, None)]]


def slip_rows(plan: Plan, as_of: date, t, filters: dict[str, str], past=None) -> list[dict]:
    return slips(*sides(plan, as_of, filters, past), t)


def _columns(text: str) -> tuple[Column, ...]:
    return tuple(Column(*pair.split(":")) for pair in text.split())


DATASETS = (
    Dataset("compared", _columns("compared_from:date compared_to:date code:code title:text change:code status_before:code status_after:code"), status_rows, NAMES, True),
    Dataset("differences", _columns("object:code kind:code title:text change:code part_key:code field:code before:text after:text"), field_rows, NAMES, True),
    Dataset("compared_slips", _columns("code:code title:text lead:text original_due_period:period due_before:period due_period:period completed_on:period "
                                       "days_late:integer status_before:code status_after:code"), slip_rows, NAMES, True),
)
