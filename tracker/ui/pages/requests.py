"""Change requests: what waits, one of them with all it would move, and the form for a new one."""

import streamlit as st

from tracker.charts.markup import div, link, p
from tracker.domain.actors import Action
from tracker.domain.workspace import ChangeRequest
from tracker.pages import components as c
from tracker.ui import request_acts, request_deciding, request_form
from tracker.ui import request_parts as parts
from tracker.ui.forms import Form
from tracker.ui.member import Member
from tracker.views import requests as view


def render(member: Member) -> None:
    if made := st.session_state.pop("request_sent", ""):
        request_acts.say(f"{member.t('requests.sent')} {member.t('requests.sent_text')}")
        member.go("requests", code=made)
    code = member.value("code")
    if member.value("new"):
        _new(member, code)
    elif code:
        _one(member, member.workspace.request(code))
    else:
        _list(member)


def _list(member: Member) -> None:
    t, counts = member.t, view.counts(member.workspace)
    show = member.value("show") if member.value("show") in counts else view.OPEN
    c.heading(member, t("pages.requests"), view.finding(member.workspace, member.today, t))
    rows = view.listed(member.plan, member.workspace, member.today, t, show, member.value("milestone"))
    new = p(link(member.href("requests", new="1"), t("requests.new"), class_="primarylink"), class_="ways") if member.may(Action.REQUEST_CHANGE) else None
    c.html(new, parts.filters(member, counts, show), parts.listing(member, rows, show))


def _new(member: Member, code: str) -> None:
    t = member.t
    c.crumbs(member, (t("pages.requests"), member.href("requests")))
    c.heading(member, t("requests.form_title"), note=t("requests.form_note"), after_crumbs=True)
    if code:
        c.html(parts.head(view.headed(member.plan, member.today, t, member.plan.milestone(code)), t))
        request_form.draw(member, code)
        return
    chosen = Form(t, "pick").select("milestone", t("requests.pick_title"), view.milestone_options(member.plan, member.actor, member.today, t))
    if chosen:
        c.html(p(link(member.href("requests", code=chosen, new="1"), t("requests.pick_go"), class_="primarylink"), class_="ways"))


def _one(member: Member, request: ChangeRequest) -> None:
    t, found = member.t, view.detail(member.plan, member.workspace, member.today, member.t, request)
    c.crumbs(member, (t("pages.requests"), member.href("requests")))
    c.heading(member, t("requests.title_one", code=request.code, state=t(f"requests.state_{request.state}")), note=t(f"requests.kind_{found['kind']}"), after_crumbs=True)
    request_acts.receipt()
    c.html(parts.head(found, t))
    moving = view.moving(member.plan, member.today, t, request)
    left, right = st.columns([6, 5], gap="large")
    with left:
        c.html(parts.arrow(t, *view.arrow(member.plan, t, request, member.today)), parts.asked(found, t), parts.steps(found, t))
        request_deciding.draw(member, request)
    with right:
        c.html(parts.effects(*moving, t) if any(moving) else None, request_deciding.resolution_way(member, request),
               div(link(member.href("milestone", code=request.milestone), t("requests.see_public")), " · ",
                   link(member.href("history", of=f"milestone/{request.milestone}"), t("requests.see_history")), class_="ways small"))
