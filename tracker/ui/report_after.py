"""What follows a report: the receipt with what happens next, and the table where somebody else saved first."""

import streamlit as st

from tracker.charts.markup import div, p, tag
from tracker.domain.milestones import Milestone
from tracker.pages import components as c
from tracker.ui import acts, report_state as state
from tracker.ui.conflict import Clash, conflict, open_choices
from tracker.ui.member import Member
from tracker.views import inbox
from tracker.views import report_form as view
from tracker.views.state import assessments


def receipt(member: Member, milestone: Milestone, now: state.Held) -> None:
    """The report was received: what is next, what the public sees, what is left to do."""
    t, held = member.t, next((s for s in member.workspace.submissions if s.code == now.sent), None)
    c.html(div(p(tag("b", milestone.code), class_="note"), tag("h1", t("report.sent"), class_="big"), class_="head"))
    if now.notice:
        c.html(acts.failure(t("report.refused"), now.notice))
    rows, shown = inbox.tasks(member.plan, member.workspace, member.actor, member.today), assessments(member.plan, member.today)[milestone.code].shown
    state_words = t(f"milestones.state_{held.state}") if held else ""
    at = t.local(held.submitted_at).strftime("%H:%M") if held else ""
    c.html(acts.receipt(t.pick(milestone.title), t("report.sent_words", state=state_words, time=at),
                        (t("report.next_step"), t("report.next_words")), (t("report.public_page"), t("report.public_words", status=t(f"status.{shown}"))),
                        (t("report.mend"), t("report.mend_words")), (t("report.left"), _left(member, rows, milestone.code))))
    with st.container(key="receipt_ways", horizontal=True):
        if code := inbox.next_code(rows, milestone.code):
            if st.button(t("report.next_task"), key="next_task", type="primary", shortcut="N"):
                leave(member, milestone.code, "report", code=code)
        if st.button(t("report.to_list"), key="to_list"):
            leave(member, milestone.code, "inbox")
        acts.ask_twice(f"back_{milestone.code}", (t("report.withdraw"), t("report.withdraw_sure"), ""), lambda: state.take_back(member, milestone.code, now.sent))


def _left(member: Member, rows: tuple[inbox.Task, ...], done: str) -> str:
    t, code = member.t, inbox.next_code(rows, done)
    if not code:
        return t("report.left_none")
    return t("report.left_words", n=inbox.waiting(rows), code=code, title=t.pick(member.plan.milestone(code).title))


def leave(member: Member, done: str, key: str, **query: str) -> None:
    """To another page; the form of this milestone starts anew when it is opened again."""
    st.session_state.pop(f"held_{done}", None)
    member.go(key, **query)


def clash(member: Member, milestone: Milestone, now: state.Held) -> None:
    """Base, theirs and mine, field by field; handed in as chosen."""
    t, found, mine = member.t, now.conflict, now.mine
    sides = (found.base, found.theirs, mine)
    fields = [Clash(**row) for row in view.clash_rows(t, *sides, member.today)]
    asked = sum(f.open for f in fields)
    c.html(div(p(tag("b", milestone.code), " · ", t.pick(milestone.title), class_="note"), tag("h1", t("report.conflict"), class_="big"),
               p(t("report.conflict_text", n=asked) if asked else t("report.conflict_none"), class_="body"), class_="head"))
    time = t.local(found.submission.submitted_at).strftime("%H:%M")
    base = t("report.conflict_version", n=now.seen.submission) if now.seen.submission else ""
    chosen = conflict(t, f"report_{milestone.code}", fields, base, t("report.conflict_theirs", n=found.version, time=time))
    left = open_choices(f"report_{milestone.code}", fields)
    with acts.bar(t, t("report.conflict_left", n=left) if left else ""):
        st.button(t("report.conflict_drop"), key=f"clash_drop_{milestone.code}", on_click=state.give_up, args=(member, milestone.code))
        if st.button(t("report.conflict_send"), key=f"clash_send_{milestone.code}", type="primary", shortcut="Ctrl+Enter") and chosen is not None:
            state.send_settled(member, milestone.code, view.settled(t, *sides, chosen, member.today))
            st.rerun()
