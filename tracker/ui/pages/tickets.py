"""The correction desk: what readers said is wrong, and the answer the public gets."""

import streamlit as st

from tracker.domain.actors import Action
from tracker.domain.tickets import TicketState
from tracker.pages import components as c
from tracker.ui import acts, ticket_answering, ticket_parts as parts
from tracker.ui.member import Member
from tracker.views import tickets as view


def render(member: Member) -> None:
    if code := member.value("code"):
        _one(member, code)
    else:
        _list(member)


def _list(member: Member) -> None:
    t, counts = member.t, view.counts(member.workspace)
    show = member.value("show") if member.value("show") in counts else TicketState.OPEN.value
    c.heading(member, t("pages.tickets"), view.finding(member.workspace, member.today, t))
    rows = view.listed(member.plan, member.workspace, member.today, t, show)
    c.html(parts.filters(member, counts, show), parts.listing(member, rows, show))


def _one(member: Member, code: str) -> None:
    t, ticket = member.t, member.workspace.ticket(code)
    found = view.detail(member.plan, member.workspace, member.today, t, ticket)
    c.crumbs(member, (t("pages.tickets"), member.href("tickets")))
    c.heading(member, t("tickets.title_one", code=code, state=t(f"tickets.state_{ticket.state}")), note=found["place"], after_crumbs=True)
    acts.outcome(f"ticket_{code}")
    left, right = st.columns([6, 5], gap="large")
    with right:
        c.html(parts.written(member, found), parts.decided(found, t))
    with left:
        if member.may(Action.EDIT_PLAN):
            ticket_answering.draw(member, ticket, found["told"])
        else:
            c.html(parts.told(found, t))
