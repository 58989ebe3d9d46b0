"""What may be done with one request: put it on an agenda, record its resolution, apply, decline or withdraw it."""

import streamlit as st

from tracker.charts.markup import div, link, p
from tracker.domain.actors import Action, may
from tracker.domain.errors import TrackerError
from tracker.domain.rebaselining import resolutions_for
from tracker.domain.words import Bilingual
from tracker.domain.workspace import ChangeRequest
from tracker.pages import components as c
from tracker.services import requests as service
from tracker.ui import acts, request_acts as doing
from tracker.ui.forms import Form, read_date
from tracker.ui.member import Member
from tracker.ui.request_form import bilingual
from tracker.views import requests as view


def draw(member: Member, request: ChangeRequest) -> None:
    """The choice of what to do, its fields, and the bar with its one button; or who is next."""
    t, steps = member.t, view.steps_for(member.plan, member.actor, request)
    if not steps:
        c.html(p(view.next_words(member.plan, member.actor, request, t), class_="body"))
        return
    form = Form(t, f"do_{request.code}", {})
    form.start({"step": steps[0]})
    step = form.value("step") if form.value("step") in steps else steps[0]
    name = f"{step}_{request.code}"
    doing.seen(f"request_{request.code}", member.version(f"request/{request.code}"))
    doing.seen(f"milestone_{request.code}", member.version(f"milestone/{request.milestone}"))
    with st.container(key="deciding", gap="small"):
        if len(steps) > 1:
            form.choice("step", t("requests.do"), [(s, t(f"requests.do_{s}")) for s in steps])
        FIELDS[step](member, request, Form(t, f"do_{request.code}", _errors(step, name)))
    with acts.bar(t):
        _press(member, request, step)


def _errors(step: str, name: str) -> dict[str, str]:
    """The failure of the last try, at the field it is about."""
    return {ABOUT[step]: words} if (words := doing.why(name)) else {}


def _press(member: Member, request: ChangeRequest, step: str) -> None:
    """The one button; taking a request back cannot be undone and is asked twice."""
    words = _press_words(member.t, step, request)
    if step == "withdraw":
        acts.ask_twice(f"withdraw_{request.code}", (words, member.t("requests.press_withdraw_sure"), ""), lambda: _do(member, request, step))
    else:
        st.button(words, key=f"press_{request.code}", type="primary", on_click=_do, args=(member, request, step))


def _press_words(t, step: str, request: ChangeRequest) -> str:
    return t(f"requests.press_apply_{request.wanted}" if step == "apply" else f"requests.press_{step}")


# ── the fields of each step ──────────────────────────────────────────────────────────────────────────────────────────
def _schedule(member: Member, request: ChangeRequest, form: Form) -> None:
    t, title = member.t, view.agenda_title(member.plan, request)
    meeting = form.select("meeting", t("requests.meeting"), view.meeting_options(member.plan, t), t("requests.meeting_hint"))
    c.html(p(link(member.href("edit", kind="meeting", new="1"), t("requests.new_meeting")), class_="small"))
    form.start({"item": view.NEW_ITEM, "title_ko": title.ko, "title_en": title.en})
    items = view.item_options(member.plan, t, meeting)
    if form.value("item") not in dict(items):
        form.set("item", view.NEW_ITEM)
    if form.select("item", t("requests.item"), items) == view.NEW_ITEM:
        form.text("title_ko", t("requests.title_ko"))
        form.text("title_en", t("requests.title_en"))


def _resolve(member: Member, request: ChangeRequest, form: Form) -> None:
    t = member.t
    form.start({"on": view.meeting_day(member.plan, request)})
    form.text("number", t("requests.number"), t("requests.number_hint"), width=320)
    form.day("on", t("requests.resolved_on"), member.today, whole=True)
    form.text("url", t("requests.resolution_url"), t("requests.resolution_url_hint"))


def _apply(member: Member, request: ChangeRequest, form: Form) -> None:
    t, kind = member.t, request.wanted.kind
    hint = t("requests.confirm_minor_hint", code=request.code) if kind == "minor" else ""
    form.text("typed", t(f"requests.confirm_{kind}"), hint, width=440)


def _decline(member: Member, request: ChangeRequest, form: Form) -> None:
    form.area("answer", member.t("requests.answer"), member.t("requests.answer_hint"))
    form.area("answer_other", member.t("requests.answer_other"), member.t("requests.other_hint"), height=68)


def _withdraw(member: Member, request: ChangeRequest, form: Form) -> None:
    c.html(p(member.t("requests.withdraw_words"), class_="body"))


FIELDS = {"schedule": _schedule, "resolve": _resolve, "apply": _apply, "decline": _decline, "withdraw": _withdraw}
ABOUT = {"schedule": "meeting", "resolve": "number", "apply": "typed", "decline": "answer", "withdraw": ""}


# ── the deeds ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _do(member: Member, request: ChangeRequest, step: str) -> None:
    t, name, form = member.t, f"{step}_{request.code}", Form(member.t, f"do_{request.code}")
    stale = (f"request_{request.code}", f"milestone_{request.code}")
    if doing.attempt(t, name, lambda key: DEEDS[step](member, request, form, key), stale):
        form.clear()
        for each in stale:
            st.session_state.pop(f"seen_{each}", None)
        doing.say(t(f"requests.done_{step}"))


def _seen(request: ChangeRequest) -> service.Seen:
    return service.Seen(doing.seen(f"request_{request.code}", 0), doing.seen(f"milestone_{request.code}", 0))


def _do_schedule(member: Member, request: ChangeRequest, form: Form, key: str) -> str:
    meeting, item = form.value("meeting"), form.value("item")
    if not meeting:
        raise TrackerError("requests.error_no_meeting")
    title = Bilingual(str(form.value("title_ko")).strip(), str(form.value("title_en")).strip())
    return service.schedule(member.caller, request.code, _seen(request).request, meeting, None if item == view.NEW_ITEM else int(item), title, key)


def _do_resolve(member: Member, request: ChangeRequest, form: Form, key: str) -> str:
    on = read_date(str(form.value("on")), member.today, whole=True)
    if on is None:
        raise TrackerError("requests.error_no_day")
    return service.record_resolution(member.caller, request.code, _seen(request).request, str(form.value("number")), on.first, str(form.value("url")), key)


def _do_apply(member: Member, request: ChangeRequest, form: Form, key: str) -> str:
    return service.apply_request(member.caller, request.code, str(form.value("typed")), _seen(request), key)


def _do_decline(member: Member, request: ChangeRequest, form: Form, key: str) -> str:
    return service.decline(member.caller, request.code, _seen(request).request, bilingual(member, form, "answer"), key)


def _do_withdraw(member: Member, request: ChangeRequest, form: Form, key: str) -> str:
    return service.withdraw(member.caller, request.code, _seen(request).request, key)


DEEDS = {"schedule": _do_schedule, "resolve": _do_resolve, "apply": _do_apply, "decline": _do_decline, "withdraw": _do_withdraw}


def resolution_way(member: Member, request: ChangeRequest):
    """A way to the other fields of the recorded resolution, for who may edit them."""
    codes = [r.code for r in resolutions_for(member.plan, request)]
    editing = may(member.actor, Action.EDIT_PLAN)
    return div(*(p(link(member.href("edit", kind="resolution", code=code), member.t("requests.resolution_more"))) for code in codes), class_="small") if editing else None
