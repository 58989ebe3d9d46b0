"""One report before a reviewer: what it changes, its evidence, the checks, what is confirmed, and the decision in the bar."""

import streamlit as st

from tracker.charts import review_parts as parts
from tracker.charts.markup import p, span, tag
from tracker.pages.components import html
from tracker.services import reading
from tracker.ui import acts, comment_parts, judge_parts
from tracker.ui import review_acts as doing
from tracker.ui.member import Member, engine
from tracker.ui.review_acts import Desk
from tracker.views import review as view


def draw(at: Desk) -> None:
    """The report of the desk, right of the queue."""
    member, held, t = at.member, at.submission, at.member.t
    plan, today = member.plan, member.today
    refused = view.may_not(member.actor, held, t)
    html(parts.head(view.head(plan, member.workspace, held, today, t), member.look, t))
    left, right = st.columns([11, 10], gap="medium")
    with left:
        entries = reading.entries(engine(), f"submission/{held.code}")
        html(parts.changes(view.changes(plan, held, today, t), view.correction(plan, held, t), t),
             parts.past(view.past(plan, member.workspace, held, entries, today, t), t))
    with right:
        changed = held.seen != at.seen.milestone
        html(parts.proofs(view.proofs(held, t), t.pick(plan.milestone(held.milestone).title), t), parts.checks(view.checked(plan, held, changed, today, t), t))
        html(parts.closed(*refused)) if refused else _confirm(at)
    if at.returning and not refused:
        _return(at)
    else:
        _more(at, bool(refused))
    _bar(at, bool(refused))


def _confirm(at: Desk) -> None:
    """Three things a person looks at, and how far the evidence was checked."""
    t, held, form = at.member.t, at.submission, at.form("ticks")
    with st.container(key=f"human_{at.submission.code}", gap=None):
        missing = at.tried and not all(form.value(name, False) for name, _ in view.to_tick(held, t))
        html(tag("h3", t("review.human"), class_="h3"), p(t("review.all_ticks") if missing else "", class_="wrong", role="alert" if missing else None))
        for name, words in view.to_tick(held, t):
            form.tick(name, words)
    if held.evidence:
        _grading(at)


def _grading(at: Desk) -> None:
    t, held, form, own = at.member.t, at.submission, at.form("ticks"), view.own_ministry(at.member.actor, at.submission)
    with st.container(key=f"grading_{held.code}", gap=None):
        html(tag("h3", t("review.grading"), class_="h3"), p(t("review.own_ministry"), class_="small") if own else None)
        if not own:
            form.tick("evidence_checked", t("review.evidence_checked"), t("review.evidence_checked_hint"))
        form.text("outcome", t("review.outcome"), t("review.outcome_hint"))
        html(p(view.grade(held, bool(form.value("evidence_checked", False)), at.member.actor, str(form.value("outcome")), t), class_="small"))


def _return(at: Desk) -> None:
    """A reason writes the first half of what the ministry will read word for word."""
    t = at.member.t
    errors = {"words": t("review.needs_reason")} if doing.wordless(at) else {}
    form = at.form("return", errors=errors, keep=lambda field: doing.half_sentence(at, field))
    with st.container(key="decision", gap=None):
        form.pills("why", t("review.return_title"), [(name, t(f"review.return_{name}")) for name in view.REASONS])
        form.area("words", t("review.words_to_ministry"), t("review.words_to_ministry_hint"))


def _more(at: Desk, refused: bool) -> None:
    """What not every report needs: the missing language, comments, a judgement."""
    member, t = at.member, at.member.t
    lacking = view.halves(at.submission, t)
    if lacking and not refused:
        with st.expander(t("review.halves", n=len(lacking))):
            for one in lacking:
                at.form("halves").text(one["name"], one["label"], one["now"])
    about(member, at.submission.milestone, f"submission/{at.submission.code}")


def about(member: Member, milestone: str, key: str) -> None:
    """Comments on something, and the judgement of its milestone."""
    left, right = st.columns(2, gap="medium")
    with left:
        comment_parts.draw(member, key)
    with right:
        judge_parts.draw(member, milestone)


def _bar(at: Desk, refused: bool) -> None:
    t = at.member.t
    with acts.bar(t, tag("b", at.said, role="status") if at.said else span(t("review.help"), class_="keyhelp")):
        st.button(t("review.skip"), key="skip", shortcut="Alt+N", on_click=doing.skip, args=(at,))
        st.button(t("review.keep" if at.returning else "review.send_back"), key="send_back", shortcut="Alt+B", disabled=refused, on_click=doing.turn_return, args=(at,))
        if at.returning and not refused:
            st.button(t("review.send_back_now"), key="send_back_now", type="primary", shortcut="Ctrl+Enter", on_click=doing.send_it_back, args=(at,))
        else:
            st.button(t("review.approve"), key="approve", type="primary", shortcut="Alt+A", disabled=refused, on_click=doing.approve_it, args=(at,))
