"""What became of a milestone's date, lead and existence by decision: original and present side by side, with reason and resolution."""

from datetime import date

from tracker.domain.committee import Resolution
from tracker.domain.milestones import Milestone
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.domain.schedule import accepted_completion
from tracker.views.organisations import short


def resolution_of(plan: Plan, code: str | None) -> Resolution | None:
    return next((r for r in plan.resolutions if r.code == code), None) if code else None


def decision(plan: Plan, t, code: str | None) -> str:
    """Who decided: a resolution by its number and its meeting's, or nobody but the ministry (a minor change)."""
    if not code:
        return t("rebaselining.minor")
    found = resolution_of(plan, code)
    meeting = next((m for m in plan.meetings if found and m.code == found.meeting), None)
    if meeting is None or meeting.number is None:
        return t("rebaselining.resolution", code=code)
    return t("rebaselining.resolution_numbered", code=code, n=meeting.number, kind=meeting.kind)


def both_dates(plan: Plan, t, original: Period | None, due: Period | None, code: str | None) -> str:
    """The sentence the public reads of a moved date."""
    words = lambda period: t.period(period) if period else t("common.undated")  # noqa: E731
    return t("rebaselining.both_dates", original=words(original), due=words(due), decision=decision(plan, t, code))


def moves(plan: Plan, as_of: date, t, milestone: Milestone) -> list[dict]:
    """Every re-baselining made by `as_of`, the first first: from, to, when, why and by which resolution."""
    known = sorted((r for r in milestone.rebaselines if r.on <= as_of), key=lambda r: r.on)
    before = [milestone.original_due, *(r.due for r in known)]
    return [{"on": r.on, "before": old, "after": r.due, "reason": t.pick(r.reason), "resolution": r.resolution, "kind": r.kind.value, "url": r.origin.url,
             "decision": decision(plan, t, r.resolution), "words": both_dates(plan, t, milestone.original_due, r.due, r.resolution)}
            for old, r in zip(before, known)]


def closure(plan: Plan, as_of: date, t, milestone: Milestone) -> dict | None:
    """How the milestone left the plan by `as_of`: kind, when, why, by which resolution, and what it was merged into."""
    if not milestone.closed(as_of):
        return None
    closed = milestone.closure
    into = next((m for m in plan.milestones if m.code == closed.into), None)
    return {"kind": closed.kind.value, "on": closed.on, "reason": t.pick(closed.reason), "resolution": closed.resolution, "url": closed.origin.url,
            "decision": decision(plan, t, closed.resolution), "into": closed.into, "into_title": t.pick(into.title) if into else closed.into,
            "words": t(f"rebaselining.closed_{closed.kind}", on=closed.on, decision=decision(plan, t, closed.resolution))}


def handovers(plan: Plan, as_of: date, t, milestone: Milestone) -> list[dict]:
    """Every change of the lead body made by `as_of`, the first first."""
    known = sorted((h for h in milestone.handovers if h.on <= as_of), key=lambda h: h.on)
    return [{"on": h.on, "before": h.before, "after": h.after, "reason": t.pick(h.reason), "resolution": h.resolution, "url": h.origin.url,
             "decision": decision(plan, t, h.resolution),
             "words": t("rebaselining.lead_moved", before=short(plan, t, h.before), after=short(plan, t, h.after), decision=decision(plan, t, h.resolution))}
            for h in known]


def both_counts(as_of: date, t, milestone: Milestone) -> str:
    """How far the original and the current deadline lie from the day, where one was moved and nobody has finished yet."""
    due, original = milestone.due(as_of), milestone.original_due
    if not (original and due) or due == original or milestone.closed(as_of) or accepted_completion(milestone, as_of):
        return ""
    return t("rebaselining.both_counts", original=_distance(t, original, as_of), due=_distance(t, due, as_of))


def _distance(t, due: Period, as_of: date) -> str:
    days = (as_of - due.last).days
    return t("rebaselining.days_past", n=days) if days > 0 else t("rebaselining.days_left", n=-days)


def closed_words(t, closed: dict) -> str:
    """How a milestone was closed and why, as sentences; what it was merged into by name."""
    into = t("rebaselining.into", title=closed["into_title"]) if closed["into"] else ""
    return ". ".join(filter(None, (t(f"rebaselining.kind_{closed['kind']}"), into, t("rebaselining.reason", reason=closed["reason"]))))


def merged_here(plan: Plan, as_of: date, t, milestone: Milestone) -> list[dict]:
    """The milestones that were merged into this one by `as_of`."""
    return [{"code": m.code, "title": t.pick(m.title), "on": m.closure.on, "decision": decision(plan, t, m.closure.resolution)}
            for m in plan.milestones if m.closed(as_of) and m.closure.into == milestone.code]


def changed_by(plan: Plan, as_of: date, t, resolution: str) -> list[dict]:
    """What a resolution changed: the milestones moved or closed by it, with how."""
    found = [(m, t("rebaselining.from_to", before=move["before"] or t("common.undated"), after=move["after"]))
             for m in plan.milestones for move in moves(plan, as_of, t, m) if move["resolution"] == resolution]
    found += [(m, t(f"rebaselining.kind_{c['kind']}")) for m in plan.milestones if (c := closure(plan, as_of, t, m)) and c["resolution"] == resolution]
    return [{"code": m.code, "title": t.pick(m.title), "words": words} for m, words in found]
