"""What happened by date: reports, resolutions, meetings, the law, moved deadlines, closures; and what it did to statuses."""

from datetime import date, timedelta

from tracker.domain import changes
from tracker.domain.milestones import Milestone, Report
from tracker.domain.periods import LAST_YEAR, Period, Precision, day, quarter_of
from tracker.domain.plan import Plan
from tracker.domain.schedule import assess
from tracker.views import object_history
from tracker.views.datasets import Column, Dataset
from tracker.views.organisations import short
from tracker.views.pages import Facts
from tracker.views.rebaselining import closed_words, closure, handovers, moves
from tracker.views.state import assessments, once

SINCE = ("7", "30", "90", "quarter")  # days back, or the quarter before; empty: everything
DECIDED = ("resolution", "meeting")
LAST_DAY = date(LAST_YEAR, 12, 31)
OPEN_MONTHS = 3  # of the list by date; older months are folded, those up to the plan's adoption together


def starts_after(plan: Plan, as_of: date, since: str) -> date | None:
    """The day changes are counted from (what happened on it is not one of them); None for everything."""
    if since in ("7", "30", "90"):
        return as_of - timedelta(days=int(since))
    return quarter_of(quarter_of(as_of).first - timedelta(days=1)).first - timedelta(days=1) if since == "quarter" else None


def compared_from(plan: Plan, as_of: date, since: str) -> date:
    """The day statuses are compared with: the one asked, else the plan's adoption, never after `as_of`."""
    return min(starts_after(plan, as_of, since) or plan.head.adopted_on, as_of)


def events(plan: Plan, as_of: date, t, since: str = "") -> list[dict]:
    """Everything known on `as_of` after the day asked, the newest first; a meeting before its resolutions."""
    start = starts_after(plan, as_of, since)
    made = [*_meetings(plan, t), *_resolutions(plan, t), *_law(plan, t), *_reports(plan, as_of, t), *_moves(plan, as_of, t), *_handovers(plan, as_of, t), *_closures(plan, as_of, t)]
    kept = [e for e in made if e["on"].last <= as_of and (start is None or e["on"].last > start)]
    return sorted(kept, key=lambda e: e["on"].last, reverse=True)


def _event(on: Period, kind: str, title: str, detail: str, url: str = "", code: str = "", **more: object) -> dict:
    return {"on": on, "date": on.last, "kind": kind, "code": code, "title": title, "detail": detail, "source_url": url or None,
            "status_before": None, "status_after": None, "status_now": None} | more


def _meetings(plan: Plan, t) -> list[dict]:
    """Sessions by their number; what the committee did otherwise by its kind."""
    return [_event(m.on, "meeting", t("changes.meeting" if m.number else "changes.occasion", body=m.body, kind=m.kind, n=m.number),
                   " · ".join(filter(None, (t.pick(m.body) if m.number else "", t.pick(m.outcome)))), m.origin.url, m.code) for m in plan.meetings]


def _resolutions(plan: Plan, t) -> list[dict]:
    return [_event(r.on, "resolution", t.pick(r.title), " · ".join(filter(None, (t.pick(r.decision), t.pick(r.responsible), t.pick(r.deadline)))),
                   r.origin.url, r.code) for r in plan.resolutions]


def _law(plan: Plan, t) -> list[dict]:
    return [_event(e.on, "law", t.pick(e.title), t.pick(e.detail), e.origin.url, e.code)
            for e in plan.legal_events if e.jurisdiction == plan.head.home]


def _reports(plan: Plan, as_of: date, t) -> list[dict]:
    return [_report(plan, as_of, t, m, r) for m in plan.milestones for r in m.reports if r.accepted and r.on <= as_of]


def _report(plan: Plan, as_of: date, t, m: Milestone, report: Report) -> dict:
    """A report with the status the day before it, on its day, and now."""
    limits = plan.head.thresholds
    return _event(day(report.on), "report", t.pick(m.title), f"{short(plan, t, m.lead)} · {t.pick(report.summary)}", report.origin.url, m.code,
                  status_before=assess(m, report.on - timedelta(days=1), limits).shown, status_after=assess(m, report.on, limits).shown,
                  status_now=assessments(plan, as_of)[m.code].shown)


def _moves(plan: Plan, as_of: date, t) -> list[dict]:
    return [_event(day(x["on"]), "rebaseline", t.pick(m.title), t("changes.moved", words=x["words"], reason=x["reason"]),
                   x["url"], m.code, status_now=assessments(plan, as_of)[m.code].shown)
            for m in plan.milestones for x in moves(plan, as_of, t, m)]


def _handovers(plan: Plan, as_of: date, t) -> list[dict]:
    return [_event(day(x["on"]), "handover", t.pick(m.title), t("changes.moved", words=x["words"], reason=x["reason"]), x["url"], m.code)
            for m in plan.milestones for x in handovers(plan, as_of, t, m)]


def _closures(plan: Plan, as_of: date, t) -> list[dict]:
    return [_event(day(c["on"]), "closure", t.pick(m.title), t("changes.closed", words=closed_words(t, c), decision=c["decision"]),
                   c["url"], m.code, status_now=assessments(plan, as_of)[m.code].shown)
            for m in plan.milestones if (c := closure(plan, as_of, t, m))]


def by_month(found: list[dict]) -> list[tuple[Period, list[dict]]]:
    """Events under the month they fall in (of a longer period, its last), the newest month first."""
    months: dict[Period, list[dict]] = {}
    for e in found:
        months.setdefault(Period(e["date"].replace(day=1), Precision.MONTH), []).append(e)
    return list(months.items())


def around_adoption(plan: Plan, found: list[dict]) -> tuple[list[dict], list[dict]]:
    """Events since the plan's adoption and those up to it; where nothing came after it, all count as the first."""
    since = [e for e in found if e["date"] > plan.head.adopted_on]
    return (since, [e for e in found if e["date"] <= plan.head.adopted_on]) if since else (found, [])


def comparison(plan: Plan, as_of: date, since: str = "") -> changes.Comparison:
    """Statuses on the day compared with against those on `as_of`."""
    then = compared_from(plan, as_of, since)
    return once(plan, as_of, f"changes from {then}", lambda: changes.compare(plan, then, plan, as_of))


def movements(plan: Plan, as_of: date, since: str = "") -> list[dict]:
    """Then and now, how many milestones, which, how many of them by a new report and by a moved deadline; the rest by the
    passing of time."""
    then, pairs = compared_from(plan, as_of, since), {}
    for m in comparison(plan, as_of, since).moved:
        pairs.setdefault((m.before, m.after), []).append(m.milestone)
    made = [_by_time({"before": before, "after": after, "count": len(codes), "codes": codes,
             "by_report": sum(1 for c in codes if _reported_after(plan, c, then, as_of)),
             "by_change": sum(1 for c in codes if _moved_after(plan, c, then, as_of) and not _reported_after(plan, c, then, as_of))})
            for (before, after), codes in pairs.items()]
    return sorted(made, key=lambda x: -x["count"])


def _by_time(row: dict) -> dict:
    return row | {"by_time": row["count"] - row["by_report"] - row["by_change"]}


def _reported_after(plan: Plan, code: str, then: date, as_of: date) -> bool:
    return any(r.on > then for r in plan.milestone(code).accepted_reports(as_of))


def _moved_after(plan: Plan, code: str, then: date, as_of: date) -> bool:
    return any(then < r.on <= as_of for r in plan.milestone(code).rebaselines)


def counts(plan: Plan, as_of: date, t, since: str = "") -> dict:
    """`reports`, `decided`, `moved`, `by_report`, `by_change`, `by_time`, `joined`, `left` since the day compared with, if there is an
    earlier one; `rebaselined`, `closed`, `handed_over` count what was decided about milestones."""
    then, moved = compared_from(plan, as_of, since), movements(plan, as_of, since)
    recent = [e["kind"] for e in events(plan, as_of, t) if e["date"] > then]
    total, found = sum(x["count"] for x in moved), comparison(plan, as_of, since)
    reported, changed = sum(x["by_report"] for x in moved), sum(x["by_change"] for x in moved)
    return {"then": then, "reports": recent.count("report"), "decided": sum(1 for kind in recent if kind in DECIDED), "all": len(recent),
            "moved": total, "by_report": reported, "by_change": changed, "by_time": total - reported - changed,
            "rebaselined": recent.count("rebaseline"), "closed": recent.count("closure"), "handed_over": recent.count("handover"), "joined": len(found.joined), "left": len(found.left),
            "comparable": then < as_of}


def finding(plan: Plan, as_of: date, t, since: str = "") -> str:
    n = counts(plan, as_of, t, since)
    if as_of < plan.head.adopted_on and not starts_after(plan, as_of, since):
        return t("changes.finding_before", adopted=plan.head.adopted_on)
    if not n["all"] and not n["moved"]:
        return t("changes.finding_none", **n)
    happened = t("changes.finding", **n)
    if n["rebaselined"] or n["closed"]:
        happened += " " + t("changes.finding_decided", **n)
    return happened + " " + t(f"changes.finding_{_how_moved(n)}", **n)


def note(plan: Plan, as_of: date, t, since: str = "") -> str:
    """The day statuses are compared with, where there is one before `as_of`."""
    then = compared_from(plan, as_of, since)
    return t("changes.note", then=then) if then < as_of else ""


def _how_moved(n: dict) -> str:
    if not n["moved"]:
        return "unmoved"
    if n["by_change"]:
        return "mixed"
    return "by_time" if not n["by_report"] else "by_report" if not n["by_time"] else "moved"


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    since = query.get("since", "")
    lines = [t("changes.line", on=e["on"], kind=t(f"changes.kind_{e['kind']}"), title=e["title"]) for e in events(plan, as_of, t, since)[:5]]
    return Facts("", finding(plan, as_of, t, since), tuple(lines))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The dataset `changes`: the events listed."""
    return events(plan, as_of, t, (filters or {}).get("since", ""))


def movement_rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The dataset `status_changes`: one row per milestone whose status moved, joined or left."""
    since = (filters or {}).get("since", "")
    then, found = compared_from(plan, as_of, since), comparison(plan, as_of, since)
    moved = [(x.milestone, x.before, x.after) for x in found.moved]
    whole = moved + [(code, None, assessments(plan, as_of)[code].shown) for code in found.joined] + [(code, None, "closed") for code in found.left]
    kinds = ["moved"] * len(moved) + ["joined"] * len(found.joined) + ["left"] * len(found.left)
    return [{"compared_with": then, "code": code, "title": t.pick(plan.milestone(code).title), "change": kind, "status_before": before,
             "status_after": after, "by_report": _reported_after(plan, code, then, as_of)}
            for kind, (code, before, after) in zip(kinds, whole, strict=True)]


# The recorded changes of the plan by what they did, in this order; other edits come last.
RECORDED = {"correct": "corrected", "corrected_report": "corrected", "rebaseline": "moved", "closure": "members", "added": "members", "gone": "members"}
GROUPS = ("corrected", "moved", "members", "other")


def recorded(plan: Plan, as_of: date, today: date, t, since: str, past) -> dict:
    """What was recorded as changed after the day compared with: items by group, and the imports summed up. A past `as_of`
    leaves out what was recorded after it."""
    first, last = compared_from(plan, as_of, since) + timedelta(days=1), as_of if as_of < today else LAST_DAY
    items = object_history.latest(plan, t, past.recorded(first, last), limit=None)
    groups = {name: [i for i in items if RECORDED.get(i.kind, "other") == name] for name in GROUPS}
    imports = past.imports(first, last)
    return {"groups": {name: found for name, found in groups.items() if found}, "count": len(items), "imports": len(imports),
            "imported": sum(i.objects for i in imports), "last_import": max((i.on for i in imports), default=None)}


DATASETS = (
    Dataset("changes", tuple(Column(key, kind) for key, kind in (
        ("date", "date"), ("on", "period"), ("kind", "code"), ("code", "code"), ("title", "text"), ("detail", "text"),
        ("status_before", "code"), ("status_after", "code"), ("status_now", "code"), ("source_url", "url"))), rows, ("since",)),
    Dataset("status_changes", tuple(Column(key, kind) for key, kind in (
        ("compared_with", "date"), ("code", "code"), ("title", "text"), ("change", "code"), ("status_before", "code"),
        ("status_after", "code"), ("by_report", "boolean"))), movement_rows, ("since",)),
)
