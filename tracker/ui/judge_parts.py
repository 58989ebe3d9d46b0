"""Adding a judgement of the committee's to a milestone; shown to who may judge."""

from datetime import date
from uuid import uuid4

import streamlit as st

from tracker.charts.markup import p, tag
from tracker.domain.actors import Action
from tracker.domain.judging import last_day
from tracker.domain.milestones import Judged
from tracker.domain.words import Bilingual
from tracker.pages.components import html
from tracker.services.reviewing import judge
from tracker.ui import acts
from tracker.ui.forms import Form, read_date
from tracker.ui.member import Member
from tracker.views import judgement as view
from tracker.views.review import owner


def draw(member: Member, milestone: str) -> None:
    """The judgement in force and, folded, the form for a new one."""
    t = member.t
    if not member.may(Action.JUDGE, owner(member.plan, milestone)):
        return
    html(tag("h3", t("judged.title"), class_="h3"), p(view.in_force(member.plan, member.today, t, milestone), class_="small"))
    name = f"judge_{milestone}_{member.version(f'milestone/{milestone}')}"
    acts.outcome("judge")
    with st.expander(t("review.judge"), expanded=bool(acts.errors(name))):
        form = Form(t, name, acts.errors(name))
        last = last_day(member.today)
        form.start({"expires_on": last.isoformat()})
        judged = form.choice("judged", t("review.judge_what"), [(j.value, t(f"judged.{j}")) for j in Judged])
        if kinder := view.would_be_kinder(member.plan, member.today, t, milestone, judged):
            html(p(kinder, class_="small"))
        form.area("reason", t("review.judge_reason"), t("review.judge_reason_hint"), height=68)
        form.text("other", t("review.judge_other"), t("review.judge_other_hint"))
        form.day("expires_on", t("review.judge_until"), member.today, t("review.judge_until_hint", last=last), whole=True)
        st.button(t("review.judge_save"), key=f"save_{name}", on_click=_save, args=(member, milestone, form))


def _save(member: Member, milestone: str, form: Form) -> None:
    t, reason, other = member.t, str(form.value("reason")).strip(), str(form.value("other")).strip()
    words = Bilingual(reason, other) if t.language == "ko" else Bilingual(other, reason)
    until = read_date(str(form.value("expires_on")), member.today, whole=True)
    version, key = member.version(f"milestone/{milestone}"), st.session_state.setdefault(f"intent_{form.name}", uuid4().hex)
    judged = form.value("judged")

    def do() -> str:
        return judge(member.caller, milestone, version, Judged(judged) if judged else None, words, until.first if until else date.min, key)

    if acts.attempt(t, form.name, do):
        acts.attempt(t, "judge", lambda: milestone, t("review.judged") + " " + t("review.judged_text", code=milestone))
        form.clear()
