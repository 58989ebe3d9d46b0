"""The correction desk as the office sees it: internal, never part of a public page."""

from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.tickets import Ticket, TicketState
from tracker.domain.workspace import Workspace
from tracker.views.corrections import address, place



def counts(workspace: Workspace) -> dict[str, int]:
    """Tickets by state, in order of display."""
    return {state.value: sum(1 for one in workspace.tickets if one.state is state) for state in TicketState}


def finding(workspace: Workspace, today: date, t) -> str:
    """How many wait, and how long the oldest does."""
    waits = [one for one in workspace.tickets if one.state is TicketState.OPEN]
    days = max(((today - t.day(one.received_at)).days for one in waits), default=0)
    return t(f"tickets.finding{'_none' if not waits else '_today' if days < 1 else ''}", n=len(waits), days=days)


def listed(plan: Plan, workspace: Workspace, today: date, t, show: str) -> list[dict]:
    """Those that wait, the oldest first; decided ones, the latest first."""
    chosen = [one for one in workspace.tickets if one.state == show]
    ordered = sorted(chosen, key=lambda one: one.decided_at or one.received_at, reverse=show != TicketState.OPEN)
    return [line(plan, today, t, one) for one in ordered]


def line(plan: Plan, today: date, t, ticket: Ticket) -> dict:
    first = " ".join(ticket.wrong.split())
    return {"code": ticket.code, "what": first if len(first) <= 90 else f"{first[:89]}\u2026", "state": ticket.state.value,
            "place": place(plan, t, ticket.page, ticket.dataset, ticket.about) or t("tickets.no_place"),
            "where": address(ticket.page, ticket.about), "days": max(0, (today - t.day(ticket.received_at)).days), "on": t.day(ticket.received_at),
            "decided_on": t.day(ticket.decided_at) if ticket.decided_at else None, "by": ticket.decided_by}


def detail(plan: Plan, workspace: Workspace, today: date, t, ticket: Ticket) -> dict:
    """Everything about one ticket, and the answer the public will read or reads."""
    told = next((c for c in plan.corrections if c.code == ticket.code), None)
    return line(plan, today, t, ticket) | {
        "wrong": ticket.wrong, "should": ticket.should, "link": ticket.link, "language": t(f"common.language_{ticket.language}"),
        "seen": ticket.seen, "reason": ticket.reason, "told": told, "office": _office(workspace, t, ticket.decided_by)}


def _office(workspace: Workspace, t, person: str) -> str:
    return next((t.pick(one.office) for one in workspace.people if one.code == person), person)
