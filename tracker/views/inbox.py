"""What a reporter has to do: every milestone of theirs in exactly one list, in the order it should be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.actors import Action, Actor, Scope, scope
from tracker.domain.milestones import Milestone, RecordState, Report
from tracker.domain.periods import Period, quarter_of
from tracker.domain.plan import Plan
from tracker.domain.reporting import no_change_possible
from tracker.domain.schedule import Assessment, Status
from tracker.domain.workspace import Submission, Workspace
from tracker.views.organisations import by_rank, short
from tracker.views.state import assessments
from tracker.views.tally import next_due

LISTS = ("returned", "overdue", "unreported", "due_soon", "review")
ALL = "all"
SHOWS = (ALL, *LISTS)
WAITING = LISTS[:-1]  # what the reporter can do something about
SHOWN = 6  # rows of a list before the rest is asked for


@dataclass(frozen=True)
class Task:
    """One milestone in one list. `last` is its last accepted report, `quick` whether that may be repeated as it is."""

    list: str
    milestone: Milestone
    found: Assessment
    last: Report | None
    submission: Submission | None
    quick: bool

    @property
    def code(self) -> str:
        return self.milestone.code


def tasks(plan: Plan, workspace: Workspace, actor: Actor, today: date, ministry: str = "") -> tuple[Task, ...]:
    """Everything to do, list after list; within a list what has a public report first (it is quick), then by deadline.
    `ministry` narrows an editor's view."""
    found = assessments(plan, today)
    made = [_task(plan, workspace, m, found[m.code], today) for m in held(plan, actor, ministry)]
    return tuple(sorted((task for task in made if task), key=_place))


def held(plan: Plan, actor: Actor, ministry: str = "") -> tuple[Milestone, ...]:
    """The milestones the actor reports on."""
    return tuple(m for m in plan.milestones if _theirs(actor, m) and (not ministry or m.lead == ministry))


def narrow(actor: Actor) -> bool:
    """Whether the actor reports for ministries of their own, not for all."""
    return scope(actor, Action.DRAFT) is Scope.OWN


def waiting(rows: Iterable[Task]) -> int:
    """How many tasks the reporter can do something about."""
    return sum(1 for task in rows if task.list in WAITING)


def _theirs(actor: Actor, milestone: Milestone) -> bool:
    right = scope(actor, Action.DRAFT)
    return right is Scope.ANY or right is Scope.OWN and milestone.lead in actor.ministries


def _task(plan: Plan, workspace: Workspace, milestone: Milestone, found: Assessment, today: date) -> Task | None:
    submission = workspace.open_submission(milestone.code)
    reports = milestone.accepted_reports(today)
    last = reports[-1] if reports else None
    name = _list_of(plan, found, last, submission, today)
    quick = no_change_possible(milestone, today, plan.head.thresholds, submission is not None) and not _reported(last, today)
    return Task(name, milestone, found, last, submission, quick) if name else None


def _list_of(plan: Plan, found: Assessment, last: Report | None, submission: Submission | None, today: date) -> str:
    """The list a milestone stands in, empty for none: what is done or closed, or reported this cycle with time left."""
    if submission:
        return "returned" if submission.record is RecordState.RETURNED else "review"
    if found.done or found.status is Status.CLOSED:
        return ""
    if found.overdue:
        return "overdue"
    if found.due and found.due.last <= today + timedelta(days=plan.head.thresholds.inbox_days):
        return "due_soon"
    return "" if _reported(last, today) else "unreported"


def _reported(last: Report | None, today: date) -> bool:
    """Whether the last report is of the present cycle, the quarter."""
    return last is not None and quarter_of(today).contains(last.on)


def _place(task: Task) -> tuple:
    due = task.found.due.last if task.found.due else date.max
    return LISTS.index(task.list), task.last is None, due, task.code


def counts(plan: Plan, workspace: Workspace, actor: Actor, today: date, ministry: str = "") -> dict[str, int]:
    """How many stand in each list, and together."""
    return counted(tasks(plan, workspace, actor, today, ministry))


def counted(rows: Iterable[Task]) -> dict[str, int]:
    names = [task.list for task in rows]
    return {ALL: len(names)} | {name: names.count(name) for name in LISTS}


def sentence(t, rows: tuple[Task, ...]) -> str:
    """What there is to do, most pressing first; only what there is."""
    n = counted(rows)
    silent = sum(1 for task in rows if task.list == "overdue" and task.last is None)
    parts = [t("inbox.said_returned", n=n["returned"])] if n["returned"] else []
    if n["overdue"]:
        parts.append(t("inbox.said_silent" if silent else "inbox.said_overdue", n=n["overdue"], silent=silent))
    if not parts and (n["unreported"] or n["due_soon"]):
        parts.append(t("inbox.said_routine", n=n["unreported"] + n["due_soon"]))
    return " ".join(parts) or t("inbox.said_nothing")


def row(plan: Plan, t, task: Task, today: date) -> dict:
    """One line of a list in words."""
    due = task.found.due
    left = (due.last - today).days if due else None
    return {"code": task.code, "title": t.pick(task.milestone.title), "goal": t.pick(plan.goal(task.milestone.goal).name),
            "lead": short(plan, t, task.milestone.lead), "due": t.period(due) if due else t("common.undated"), "days": _days(t, left), "late": left is not None and left < 0,
            "returned_for": t.pick(task.submission.returned_for) if task.list == "returned" else "", **_reported_words(t, task)}


def _days(t, left: int | None) -> str:
    if left is None:
        return ""
    return t("inbox.days_past", n=-left) if left < 0 else t("inbox.days_left", n=left) if left else t("inbox.due_today")


def _reported_words(t, task: Task) -> dict:
    """The state last said and where: what was handed in where that waits, else the last accepted report."""
    if task.submission:
        state, on = task.submission.state, (task.submission.decided_at or task.submission.submitted_at)
        key = "returned_on" if task.list == "returned" else "handed_in_on"
        return {"said": t(f"milestones.state_{state}"), "said_on": t(f"inbox.{key}", on=t.day(on))}
    if task.last is None:
        return {"said": t("common.none"), "said_on": ""}
    key = "public_on" if task.last.origin.url else "accepted_on"
    return {"said": t(f"milestones.state_{task.last.state}"), "said_on": t(f"inbox.{key}", on=task.last.on)}


def repeats(plan: Plan, t, task: Task) -> str:
    """What "no change" will say, before it is sent."""
    last = task.last
    expected = t("inbox.repeat_forecast", forecast=last.forecast) if last.forecast else t("inbox.repeat_in_time", due=task.found.due)
    return t("inbox.repeat", state=t(f"milestones.state_{last.state}"), expected=expected)


def nothing(t, name: str, rows: tuple[Task, ...], inbox_days: int) -> str:
    """Why a list is empty; of deadlines, when the next one comes."""
    if name != "due_soon":
        return t(f"inbox.none_{name}")
    due, many = coming(rows)
    return t("inbox.none_due_soon", days=inbox_days, due=due.last, n=many) if due else t("inbox.none_due_soon_ever", days=inbox_days)


def coming(rows: Iterable[Task]) -> tuple[Period | None, int]:
    """The next deadline among open milestones and how many share it."""
    return next_due(task.found for task in rows)


def next_code(rows: tuple[Task, ...], after: str = "") -> str:
    """The milestone to do next: the first that is not in review; empty where nothing is left."""
    return next((task.code for task in rows if task.list in WAITING and task.code != after), "")


def ministries(plan: Plan, t, actor: Actor) -> tuple[tuple[str, str], ...]:
    """The ministries an editor may narrow the lists to, in the statutory order; none for who has few of their own."""
    if narrow(actor) and len(actor.ministries) < 2:
        return ()
    codes = {m.lead for m in plan.milestones if m.lead and _theirs(actor, m)}
    return tuple((code, short(plan, t, code)) for code in by_rank(plan, codes))
