"""The form that asks for a change: what, why, and every number that would move, beside it."""

import streamlit as st

from tracker.domain.actors import Action, Subject, refusal
from tracker.domain.errors import BadInput
from tracker.domain.periods import Period
from tracker.domain.rebaselining import LONGEST_TEXT, Wish, complete, fitting, problems
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Ground, Wanted
from tracker.pages import components as c
from tracker.services import requests as service
from tracker.ui import acts, request_acts as doing, request_parts as parts
from tracker.ui.forms import Form, error_summary, read_date, sentences
from tracker.ui.member import Member
from tracker.views import requests as view

FIELDS = {"wanted": "wanted", "due": "due", "lead": "lead", "into": "into_field", "ground": "ground", "reason": "reason", "effects": "effects", "milestone": "pick"}


def draw(member: Member, code: str) -> None:
    """The form for one milestone."""
    t, milestone, name = member.t, member.plan.milestone(code), f"ask_{code}"
    if words := refusal(member.actor, Action.REQUEST_CHANGE, Subject(milestone.lead)):
        c.html(acts.failure(t(words)))
        return
    wish = _wish(Form(t, name), member)
    doing.seen(name, member.version(f"milestone/{code}"))
    found = problems(member.plan, member.workspace, wish, member.today)
    errors = sentences(BadInput(found), t) if doing.tried(name) else {}
    error_summary(t, [(t(f"requests.{FIELDS[field]}"), words) for field, words in errors.items()])
    doing.failure(t, name)
    left, right = st.columns([6, 5], gap="large")
    with left:
        _fields(member, Form(t, name, errors), wish)
    with right:
        c.html(parts.now(view.headed(member.plan, member.today, t, milestone), t))
        c.html(parts.effects(*_effects(member, wish), t))
    with acts.bar(t, errors=len(errors)):
        st.button(t("requests.send"), key=f"send_{name}", type="primary", shortcut="Ctrl+Enter", on_click=_send, args=(member, code))


def _effects(member: Member, wish: Wish) -> tuple[list[dict], str]:
    """What would move; nothing while the wish names what the plan does not know."""
    known = not any(p.column in ("due", "lead", "into") for p in problems(member.plan, member.workspace, wish, member.today))
    if not (wish.wanted and complete(wish) and known):
        return [], ""
    return view.effect_rows(member.plan, member.today, member.t, wish), view.public_sentence(member.plan, member.t, wish, None)


def _fields(member: Member, form: Form, wish: Wish) -> None:
    t, plan, milestone = member.t, member.plan, member.plan.milestone(wish.milestone)
    form.pills("wanted", t("requests.wanted"), view.wanted_options(t), t("requests.wanted_hint"))
    if wish.wanted in (Wanted.DUE, Wanted.DIRECTION):
        form.day("due", t("requests.due"), member.today)
    elif wish.wanted is Wanted.LEAD:
        form.select("lead", t("requests.lead"), view.lead_options(plan, member.today, t, milestone))
    elif wish.wanted is Wanted.MERGED:
        form.select("into", t("requests.into_field"), view.into_options(plan, member.today, t, milestone))
    form.pills("ground", t("requests.ground"), view.ground_options(t))
    form.area("reason", t("requests.reason"), t("requests.reason_hint"), limit=LONGEST_TEXT)
    form.area("reason_other", t("requests.reason_other"), t("requests.other_hint"), height=68)
    form.area("effects", t("requests.effects"), t("requests.effects_hint"), height=68)


def _wish(form: Form, member: Member) -> Wish:
    """What is typed so far."""
    wanted, ground = form.value("wanted"), form.value("ground")
    wish = Wish(form.name.removeprefix("ask_"), Wanted(wanted) if wanted else None, Ground(ground) if ground else None,
                bilingual(member, form, "reason"), both(member, str(form.value("effects"))), _due(form, member), form.value("lead") or None,
                form.value("into") or None)
    return fitting(wish)


def _due(form: Form, member: Member) -> Period | None:
    return read_date(str(form.value("due")), member.today)


def bilingual(member: Member, form: Form, name: str) -> Bilingual:
    """A text typed in the language of the page and, beside it, in the other."""
    own, other = str(form.value(name)).strip(), str(form.value(f"{name}_other")).strip()
    return Bilingual(own, other) if member.language == "ko" else Bilingual(other, own)


def both(member: Member, text: str) -> Bilingual:
    return Bilingual(text.strip(), "") if member.language == "ko" else Bilingual("", text.strip())


def _send(member: Member, code: str) -> None:
    name = f"ask_{code}"
    form = Form(member.t, name)
    made = doing.attempt(member.t, name, lambda key: service.ask(member.caller, _wish(form, member), doing.seen(name, 0), key), stale=(name,))
    if made:
        form.clear()
        st.session_state.pop(f"seen_{name}", None)
        st.session_state["request_sent"] = made
