"""One report: the last one and the criterion on the left, the form on the right, what keeps it back at the bottom."""

import streamlit as st

from tracker.domain.actors import Action, Subject, require
from tracker.domain.reporting import problems
from tracker.domain.screening import flags, unsettled
from tracker.pages import components as c
from tracker.services.evidence import words_of
from tracker.ui import acts, report_after, report_parts as parts, report_state as state
from tracker.ui.forms import error_summary
from tracker.ui.member import Member
from tracker.ui.safely import draw_safely
from tracker.views import report_form as view


def render(member: Member) -> None:
    milestone = member.plan.milestone(member.code())
    require(member.actor, Action.DRAFT, Subject(milestone.lead))
    now = state.begin(member, milestone)
    if st.session_state.pop("report_withdrawn", False):
        c.html(acts.receipt(member.t("report.withdrawn")))
    if now.sent:
        report_after.receipt(member, milestone, now)
    elif now.conflict:
        report_after.clash(member, milestone, now)
    else:
        found = view.beside(member.plan, member.today, member.t, milestone)
        parts.head(member, found)
        left, right = st.columns([7, 10], gap="large")
        with left:
            c.html(parts.beside(member, found))
        with right:
            _form(member, milestone.code)


@st.fragment
def _form(member: Member, code: str) -> None:
    """Runs alone while somebody types; the whole page only once something was decided."""
    draw_safely(lambda _: _typing(member, code), member)


def _typing(member: Member, code: str) -> None:
    t, now, milestone = member.t, state.held(code), member.plan.milestone(code)
    if now is None or now.sent or now.conflict:
        st.rerun()
    typed = state.typed(member, code)
    found = flags(typed, words_of(member.caller, (e.file for e in typed.evidence)))
    wrong = (*problems(typed, milestone, state.term(member)), *unsettled(found, typed.confirmed)) if now.tried else ()
    told, several = view.told(t, wrong), len(typed.evidence) > 1
    error_summary(t, [(view.name_of(t, field, several), words) for field, words in told.items()])
    parts.banners(member, milestone, member.workspace.open_submission(code), now)
    form = state.form_of(member, code, {view.field_key(field): words for field, words in told.items()})
    parts.fields(member, form, milestone, typed)
    parts.evidence(member, form, milestone, typed)
    parts.personal(member, form, found, several)
    _bar(member, code, len(told), now)


def _bar(member: Member, code: str, wrong: int, now: state.Held) -> None:
    t, waiting = member.t, member.workspace.open_submission(code)
    with acts.bar(t, t("report.kept_note" if now.saved else "report.untouched"), saved=now.saved, errors=wrong):
        if waiting and not now.saved:
            acts.ask_twice(f"withdraw_{code}", (t("report.withdraw"), t("report.withdraw_sure"), ""), lambda: state.take_back(member, code, waiting.code))
        elif now.saved:
            acts.ask_twice(f"drop_draft_{code}", (t("report.drop_draft"), t("report.drop_sure"), ""), lambda: state.give_up(member, code))
        if st.button(t("report.to_list"), key=f"list_{code}"):
            member.go("inbox")
        st.button(t("report.submit"), key=f"send_{code}", type="primary", shortcut="Ctrl+Enter", on_click=state.send, args=(member, code))
