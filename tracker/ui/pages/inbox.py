"""My tasks: one sentence, six counts that are the filter, five lists in the order of the work."""

import streamlit as st

from tracker.pages import components as c
from tracker.pages.fields import Choice
from tracker.services.drafts import begun
from tracker.ui import bulk_parts
from tracker.ui import filters, inbox_parts as parts
from tracker.ui.member import Member
from tracker.views import inbox


def render(member: Member) -> None:
    offered = inbox.ministries(member.plan, member.t, member.actor)
    ministry = member.value("ministry") if member.value("ministry") in dict(offered) else ""
    rows = inbox.tasks(member.plan, member.workspace, member.actor, member.today, ministry)
    show = member.value("show") if member.value("show") in inbox.SHOWS else inbox.ALL
    _head(member, rows, ministry)
    parts.outcome(member)
    if offered:
        filters.draw(member.reader, (Choice("ministry", offered),))
    c.html(parts.counts(member, rows, show))
    drafts = begun(member.caller)
    for name in inbox.LISTS:
        if show in (inbox.ALL, name):
            parts.one_list(member, name, rows, drafts, whole=show == name)


def _head(member: Member, rows: tuple[inbox.Task, ...], ministry: str) -> None:
    t, quick = member.t, [task for task in rows if task.quick]
    with st.container(horizontal=True, key="inboxhead", vertical_alignment="bottom", horizontal_alignment="distribute"):
        c.html(parts.title(member, rows, ministry))
        with st.container(horizontal=True, key="inboxacts", width="content", gap="small"):
            bulk_parts.button(member)
            if len(quick) > 1 and st.button(t("inbox.bulk", n=len(quick)), key="bulk"):
                parts.bulk(member, quick)
            if (code := inbox.next_code(rows)) and st.button(t("inbox.next"), key="next", type="primary", shortcut="N"):
                member.go("report", code=code)
