"""The work menu of a person: which work pages are theirs, how much waits on each, and what they can do with what they read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.actors import Action, Actor, Role, Subject, may
from tracker.domain.errors import NotFound
from tracker.domain.milestones import RecordState
from tracker.domain.plan import Plan
from tracker.domain.tickets import TicketState
from tracker.domain.workspace import RequestState, Workspace
from tracker.views import inbox
from tracker.views.pages import BY_KEY, WORK, PageEntry
from tracker.views.rights import holders

# What can be edited on a page about one thing, by the page's key.
EDITED_AS = {"goal": "goal", "milestone": "milestone", "indicator": "indicator", "programme": "programme", "ministry": "organisation"}


@dataclass(frozen=True)
class Way:
    """From a milestone to the work page where something can be done with it."""

    action: Action
    page: str
    query: Mapping[str, str]


WAYS = {"report": Way(Action.DRAFT, "report", {}), "change": Way(Action.REQUEST_CHANGE, "requests", {"new": "1"}), "judge": Way(Action.JUDGE, "review", {})}


def menu(actor: Actor) -> tuple[PageEntry, ...]:
    """The work pages the person may open."""
    return tuple(page for page in WORK if may(actor, page.needs))


def waiting(plan: Plan, workspace: Workspace, actor: Actor, today: date) -> dict[str, int]:
    """How much waits for the person, by the key of the work page; pages where nothing can wait are left out."""
    counts = {"inbox": _inbox(plan, workspace, actor, today), "review": _queue(workspace, actor), "requests": _requests(workspace, actor),
              "tickets": _tickets(workspace, actor)}
    return {key: n for key, n in counts.items() if may(actor, BY_KEY[key].needs)}


def _inbox(plan: Plan, workspace: Workspace, actor: Actor, today: date) -> int:
    """What came back to the person's ministries and what is overdue there; nothing presses who reports for no ministry."""
    if not actor.ministries:
        return 0
    found = inbox.counts(plan, workspace, actor, today)
    return found["returned"] + found["overdue"]


def _queue(workspace: Workspace, actor: Actor) -> int:
    """Reports the person could decide on: their own are somebody else's."""
    return sum(s.record is RecordState.SUBMITTED and may(actor, Action.APPROVE, s.subject) for s in workspace.submissions)


def _requests(workspace: Workspace, actor: Actor) -> int:
    """Change requests whose next step is the person's."""
    steps = {RequestState.REQUESTED: Action.SCHEDULE_CHANGE, RequestState.SCHEDULED: Action.APPLY_CHANGE}
    return sum(r.open and may(actor, steps[r.state], r.subject) for r in workspace.requests)


def _tickets(workspace: Workspace, actor: Actor) -> int:
    """Wrong numbers that wait for an answer, for who can give one."""
    return sum(ticket.state is TicketState.OPEN for ticket in workspace.tickets) if may(actor, Action.EDIT_PLAN) else 0


def ways_from(plan: Plan, actor: Actor, page: str, code: str) -> tuple[tuple[str, str, dict[str, str]], ...]:
    """What the person can do with the thing a public page shows: (word, page key, query) each."""
    own = tuple(WAYS) if page == "milestone" else ()
    found = [(word, WAYS[word].page, {"code": code} | WAYS[word].query) for word in own if _may_there(plan, actor, WAYS[word].action, code)]
    if page in EDITED_AS and code and may(actor, Action.EDIT_PLAN):
        found.append(("edit", "edit", {"kind": EDITED_AS[page], "code": code}))
    return tuple(found)


def _may_there(plan: Plan, actor: Actor, action: Action, code: str) -> bool:
    try:
        subject = Subject(plan.milestone(code).lead)
    except NotFound:
        return False
    return may(actor, action, subject)


def roles(actor: Actor, t) -> str:
    """The person's roles in words, in the order of display."""
    return t.join(t(f"role.{role}") for role in Role if role in actor.roles)


def refusal(actor: Actor, action: Action, t) -> str:
    """Why a page stays closed to a signed-in person, and who could open it."""
    return t("frame.no_right_text", action=t(f"rights.{action.value.replace(':', '_')}"), roles=roles(actor, t),
             holders=t.join(t(f"role.{role}") for role in holders(action)))
