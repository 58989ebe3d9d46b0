"""Answering a ticket in public, or turning it down."""

from uuid import uuid4

import streamlit as st

from tracker.charts.markup import div, p
from tracker.config import settings
from tracker.domain.corrections import Correction
from tracker.domain.errors import BadInput, Problem
from tracker.domain.tickets import LONGEST, SHORT, Answer, Ticket, TicketState
from tracker.domain.words import Bilingual
from tracker.pages import components as c
from tracker.services import tickets as service
from tracker.ui import acts
from tracker.ui.forms import Form, error_summary
from tracker.ui.member import Member

CORRECTED, STANDS, REJECTED = "corrected", "stands", "rejected"
FIELDS = ("outcome", "release", "question_ko", "question_en", "answer_ko", "answer_en", "reason")


def draw(member: Member, ticket: Ticket, told: Correction | None) -> None:
    """The choice of what to do, its fields, and the bar with its one button."""
    t, name = member.t, f"ticket_{ticket.code}"
    form = Form(t, name, acts.errors(name))
    st.session_state.setdefault(f"{name}_seen", (member.version(f"ticket/{ticket.code}"), uuid4().hex))
    if told:
        form.start({"outcome": CORRECTED if told.release else STANDS, "release": told.release or None, "question_ko": told.question.ko,
                    "question_en": told.question.en, "answer_ko": told.answer.ko, "answer_en": told.answer.en})
    error_summary(t, [(t(f"tickets.{field}_label"), form.errors[field]) for field in FIELDS if field in form.errors])
    offered = (CORRECTED, STANDS) if ticket.state is TicketState.ANSWERED else (CORRECTED, STANDS, REJECTED)
    with st.container(key="deciding", gap="small"):
        chosen = form.choice("outcome", t("tickets.outcome_label"), [(one, t(f"tickets.do_{one}")) for one in offered])
        if chosen == REJECTED:
            form.area("reason", t("tickets.reason_label"), t("tickets.reason_hint"), limit=SHORT)
        elif chosen:
            _answer(member, form, chosen)
    with acts.bar(t):
        st.button(t(f"tickets.press_{REJECTED if chosen == REJECTED else 'answer'}"), key=f"press_{ticket.code}", type="primary", on_click=_decide, args=(member, ticket))


def _answer(member: Member, form: Form, chosen: str) -> None:
    t = member.t
    if chosen == CORRECTED:
        releases = service.nameable(member.workspace, settings().releases, member.today)
        form.select("release", t("tickets.release_label"), [(one, one) for one in releases], t("tickets.release_hint"))
    c.html(div(p(t("tickets.public_warning")), class_="notice"))
    for language in ("ko", "en"):
        form.text(f"question_{language}", t(f"tickets.question_{language}_label"), t("tickets.question_hint", most=SHORT))
        form.area(f"answer_{language}", t(f"tickets.answer_{language}_label"), limit=LONGEST)


def _decide(member: Member, ticket: Ticket) -> None:
    """Raises nothing: what is wrong waits for the next run. A new try after a refusal is a new intent."""
    name = f"ticket_{ticket.code}"
    seen, key = st.session_state[f"{name}_seen"]
    form = Form(member.t, name)
    done = "tickets.done_rejected" if form.value("outcome") == REJECTED else "tickets.done_answered"
    if acts.attempt(member.t, name, lambda: _send(member, ticket, form, seen, key), member.t(done)):
        form.clear()
        st.session_state.pop(f"{name}_seen")


def _send(member: Member, ticket: Ticket, form: Form, seen: int, key: str) -> str:
    said, outcome = {field: str(form.value(field)) for field in FIELDS}, form.value("outcome")
    if not outcome:
        raise BadInput((Problem("ticket", 0, "outcome", "", "ticket_outcome"),))
    if outcome == REJECTED:
        return service.reject(member.caller, ticket.code, seen, said["reason"], key)
    two = {name: Bilingual(said[f"{name}_ko"], said[f"{name}_en"]) for name in ("question", "answer")}
    return service.answer(member.caller, ticket.code, seen, Answer(**two, corrected=outcome == CORRECTED, release=said["release"]), settings().releases, key)
