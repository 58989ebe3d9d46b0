"""One safe field for many milestones, in a dialog: `if st.button(…): bulk_parts.dialog(member)`. Choose, see every row
before and after, give the reason; then all of them or none."""

from uuid import uuid4

import streamlit as st

from tracker.charts.markup import p, table, tag
from tracker.domain.actors import Action
from tracker.domain.bulk import LONGEST, BulkField
from tracker.pages.components import html
from tracker.services.bulk import note_many
from tracker.ui import acts
from tracker.ui.forms import Form
from tracker.ui.member import Member
from tracker.views import bulk as view

NAME = "bulk_notes"


def button(member: Member) -> None:
    """The way in, for who has anything to set."""
    if member.may(Action.NOTE_MANY) and st.button(member.t("bulk.open"), key="bulk_notes_open"):
        dialog(member)


def dialog(member: Member) -> None:
    st.dialog(member.t("bulk.title"), width="large")(lambda: _body(member.again()))()


def _body(member: Member) -> None:
    t = member.t
    form = Form(t, NAME, acts.errors(NAME))
    html(p(t("bulk.text"), class_="small"))
    acts.outcome(NAME)
    form.start({"field": BulkField.DESK.value, "milestones": []})
    field = BulkField(form.choice("field", t("bulk.field"), [(f.value, t(f"bulk.field_{f}")) for f in view.NOTES]))
    codes = form.several("milestones", t("bulk.milestones"), view.offered(member.plan, member.actor, t))
    value = form.text("value", t("bulk.value"), t("bulk.value_hint", most=LONGEST[field]))
    html(_preview(member, codes, field, value))
    form.text("reason", t("bulk.reason"), t("bulk.reason_hint"))
    st.button(t("bulk.save", n=len(codes)), key=f"save_{NAME}", type="primary", shortcut="Ctrl+Enter", on_click=_save, args=(member, form))


def _preview(member: Member, codes: list[str], field: BulkField, value: str):
    t, found = member.t, view.rows(member.plan, member.workspace, codes, field, value, member.t)
    if not found:
        return p(t("bulk.none_chosen"), class_="small")
    body = [(what, before, t("bulk.same") if same else tag("ins", after)) for what, before, after, same in found]
    return table((t("bulk.milestone"), t("bulk.before"), t("bulk.after")), body, caption=t("bulk.preview"), class_="stack")


def _save(member: Member, form: Form) -> None:
    """What was seen is what the preview was drawn from: another version since refuses all of them."""
    t, codes = member.t, list(form.value("milestones", []))
    seen = {code: member.version(f"note/{code}") for code in codes}
    key = st.session_state.setdefault(f"intent_{NAME}", uuid4().hex)
    done = acts.attempt(t, NAME, lambda: note_many(member.caller, BulkField(form.value("field")), str(form.value("value")), seen, str(form.value("reason")), key),
                        t("bulk.done"))
    if done is not None:
        st.session_state.pop(f"intent_{NAME}")
        for name, empty in (("milestones", []), ("value", ""), ("reason", "")):
            form.set(name, empty)
