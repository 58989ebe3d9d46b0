"""Internal comments on anything: `comments.draw(member, "milestone/M07-01")`. Nothing for who may not read them."""

from uuid import uuid4

import streamlit as st

from tracker.charts import review_parts
from tracker.charts.markup import tag
from tracker.domain.errors import NotAllowed
from tracker.pages.components import html
from tracker.services import comments as service
from tracker.ui import acts
from tracker.ui.forms import Form
from tracker.ui.member import Member
from tracker.views import comments as view


def draw(member: Member, about: str) -> None:
    """The remarks so far, and a field for another where the person may add one."""
    t = member.t
    try:
        found = service.about(member.caller, about)
    except NotAllowed:
        return
    html(tag("h3", t("comments.title", n=len(found)) if found else t("comments.title_none"), class_="h3"),
         review_parts.remarks(view.rows(member.workspace, found, t), t))
    name = f"comment_{about}"
    form = Form(t, name, acts.errors(name))
    form.area("text", t("comments.add"), t("comments.add_hint"), height=68)
    st.button(t("comments.save"), key=f"save_{name}", on_click=_add, args=(member, about, form))
    acts.outcome(name)


def _add(member: Member, about: str, form: Form) -> None:
    """One intent, one comment: its key is thrown away only when it was kept."""
    key = st.session_state.setdefault(f"intent_{form.name}", uuid4().hex)
    if acts.attempt(member.t, form.name, lambda: service.add(member.caller, about, str(form.value("text")), key)):
        form.set("text", "")
        st.session_state.pop(f"intent_{form.name}")
