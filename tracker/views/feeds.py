"""What feeds say: what happened as entries, deadlines as days of a calendar. Each has a key that never changes."""

from collections import Counter
from datetime import date

from tracker.domain.milestones import Milestone
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.views import changes, milestones
from tracker.views.organisations import short

ON_MILESTONES = frozenset(("report", "rebaseline", "handover", "closure"))
FILTERS = {"area": "area", "goal": "goal", "ministry": "lead"}  # what has a calendar of its own, and how its deadlines are chosen


def calendar_file(language: str, kind: str = "", code: str = "") -> str:
    """Where a release keeps the calendar of the whole plan, or of one area, goal or ministry."""
    below = "feeds/" if language == LANGUAGES[0] else f"feeds/{language}/"
    return f"{below}{kind}/{code}.ics" if kind else f"{below}milestones.ics"


def happenings(plan: Plan, as_of: date, t) -> list[dict]:
    """The dataset `changes` as entries, the newest first. Of several things of one kind on one day the later have a
    number in their key; a plan only ever adds to the end of such a list."""
    seen: Counter[str] = Counter()
    return [_happening(t, event, seen) for event in changes.rows(plan, as_of, t)]


def _happening(t, event: dict, seen: Counter[str]) -> dict:
    key = f"{event['kind']}/{event['code']}/{event['date'].isoformat()}"
    seen[key] += 1
    page = ("milestone", {"code": event["code"]}) if event["kind"] in ON_MILESTONES else ("committee", {})
    kind = t(f"changes.kind_{event['kind']}")
    return {"key": key if seen[key] == 1 else f"{key}/{seen[key]}", "on": event["date"], "kind": kind, "page": page, "source_url": event["source_url"],
            "title": t("feeds.entry", kind=kind, title=event["title"]), "text": "\n".join(filter(None, (event["detail"], _moved(t, event), _when(t, event["on"]))))}


def _moved(t, event: dict) -> str:
    before, after = event["status_before"], event["status_after"]
    return t("feeds.moved", before=t(f"status.{before}"), after=t(f"status.{after}")) if before and after and before != after else ""


def _when(t, on: Period) -> str:
    return t("feeds.on", on=on)


def deadlines(plan: Plan, as_of: date, t) -> list[dict]:
    """Deadlines and the checkpoints on the way to them, in plan order; what has no date is on no calendar. `moves` counts
    how often the day was moved, `ended` says that the milestone was closed by a resolution."""
    return [entry for row in milestones.rows(plan, as_of, t) for entry in _of_milestone(plan, as_of, t, row)]


def _of_milestone(plan: Plan, as_of: date, t, row: dict) -> list[dict]:
    milestone = plan.milestone(row["code"])
    shared = {"code": row["code"], "goal": row["goal"], "area": row["area"], "ministry": row["lead"], "ended": row["status"] == "closed",
              "tags": (t.pick(plan.area(row["area"]).name), short(plan, t, row["lead"]))}
    made = [shared | {"key": f"{row['code']}/{c.seq}", "on": c.due.last, "title": t("feeds.checkpoint", code=row["code"], title=row["title"]),
                      "text": _text(plan, t, row, c.due, t.pick(c.note)), "moves": 0} for c in milestone.checkpoints]
    if row["due_period"]:
        made.append(shared | {"key": row["code"], "on": row["due"], "title": t("feeds.deadline", code=row["code"], title=row["title"]),
                              "text": _text(plan, t, row, row["due_period"], ""), "moves": _moves(milestone, as_of)})
    return made


def _moves(milestone: Milestone, as_of: date) -> int:
    return sum(1 for r in milestone.rebaselines if r.on <= as_of)


def _text(plan: Plan, t, row: dict, due: Period, note: str) -> str:
    goal = plan.goal(row["goal"])
    lines = (note, t("feeds.due", due=due), milestones.status_line(t, row), t("feeds.lead", lead=short(plan, t, row["lead"])), t("feeds.goal", code=goal.code, name=goal.name))
    return "\n".join(filter(None, lines))
