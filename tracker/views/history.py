"""Everything that happened to some milestones: adoption, reports, moved dates, closures, checks, by date."""

from collections.abc import Iterable
from datetime import date

from tracker.domain.milestones import Milestone
from tracker.domain.plan import Plan
from tracker.views.datasets import Column, Dataset
from tracker.views.milestone import evidence
from tracker.views.rebaselining import closed_words, closure, handovers, moves


def events(plan: Plan, as_of: date, t, milestones: Iterable[Milestone], common: bool = True) -> list[dict]:
    """Events known on `as_of`, the latest first. `common` adds what concerned the whole plan: adoption and official checks."""
    found = [e for m in milestones for e in _own(plan, as_of, t, m)]
    found += _of_all(plan, as_of, t) if common else []
    return sorted(found, key=lambda e: e["on"], reverse=True)


def _event(on: date, kind: str, what: str, milestone: str | None = None, title: str | None = None, url: str | None = None, resolution: str | None = None) -> dict:
    return {"on": on, "event": kind, "what": what, "milestone": milestone, "title": title, "report_url": url, "resolution": resolution}


def _own(plan: Plan, as_of: date, t, m: Milestone) -> list[dict]:
    known = [r for r in m.reports if r.accepted and r.on <= as_of]
    found = [_event(r.on, "report", evidence(plan, as_of, t, r)["summary"], m.code, t.pick(m.title), r.origin.url or None) for r in known]
    found += [_event(x["on"], "rebaseline", t("history.moved", before=x["before"], after=x["after"], reason=x["reason"]), m.code, t.pick(m.title),
                     resolution=x["resolution"]) for x in moves(plan, as_of, t, m)]
    found += [_event(x["on"], "handover", t("changes.moved", words=x["words"], reason=x["reason"]), m.code, t.pick(m.title),
                     resolution=x["resolution"]) for x in handovers(plan, as_of, t, m)]
    if c := closure(plan, as_of, t, m):
        found.append(_event(c["on"], "closure", closed_words(t, c), m.code, t.pick(m.title), resolution=c["resolution"]))
    return found


def _of_all(plan: Plan, as_of: date, t) -> list[dict]:
    found = [_event(plan.head.adopted_on, "adoption", t("history.adopted", plan=plan.head.name))] if plan.head.adopted_on <= as_of else []
    return found + [_event(c.on.last, "check", t("history.check", checked=c.checked, as_scheduled=c.as_scheduled), url=c.origin.url or None)
                    for c in plan.checks if c.as_scheduled is not None and c.on.last <= as_of]


def summary(plan: Plan, as_of: date, t, milestones: Iterable[Milestone]) -> str:
    """How often dates were moved and milestones closed by resolution: said even when never."""
    own = tuple(milestones)
    moved, closed = sum(len(moves(plan, as_of, t, m)) for m in own), sum(1 for m in own if m.closed(as_of))
    return " · ".join((t("history.moved_count", n=moved) if moved else t("history.moved_none"),
                       t("history.closed_count", n=closed) if closed else t("history.closed_none")))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The long table of events; filters: goal, area, milestone."""
    asked = filters or {}
    own = [m for m in plan.milestones if asked.get("goal", m.goal) == m.goal and asked.get("milestone", m.code) == m.code
           and asked.get("area", plan.goal(m.goal).area) == plan.goal(m.goal).area]
    return events(plan, as_of, t, own)


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("on", "date"), ("event", "code"), ("milestone", "code"), ("what", "text"), ("resolution", "code"), ("report_url", "url")))

DATASETS = (Dataset("history", _COLUMNS, rows, ("goal", "area", "milestone")),)
