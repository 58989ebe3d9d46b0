"""One's own account: what one may do, where one is signed in, password and sign-out."""

import streamlit as st

from tracker.charts import people_tables as draw
from tracker.charts.markup import link, p
from tracker.domain.actors import Action, may
from tracker.pages import components as c
from tracker.services import accounts
from tracker.ui import acts
from tracker.ui.member import Member, caller
from tracker.views import people as view, rights


def render(member: Member) -> None:
    t, row = member.t, view.row(member.plan, member.person, member.t)
    c.heading(member, t("pages.me"), row["office"])
    acts.outcome("me")
    c.html(c.facts((t("people.col_code"), row["code"]), (t("people.col_roles"), row["roles"]), (t("people.col_ministries"), row["ministries"] or t("common.none"))))
    _rights(member)
    _sessions(member)


def _rights(member: Member) -> None:
    t = member.t
    mine = [row["name"] for row in rights.rights(t) if may(member.actor, Action(row["action"]))]
    c.section(t("me.rights", n=len(mine)), t("me.rights_subtitle"), p(t.join(mine), class_="body"),
              p(link(member.href("rights"), t("frame.see_rights")), class_="body"), first=True)


def _sessions(member: Member) -> None:
    t, own = member.t, accounts.own_session(member.caller)
    signed_in = accounts.sessions_of(member.caller)
    rows = view.sessions(signed_in, own.id if own else "", t)
    lang = f"lang={member.language}"
    c.section(t("me.sessions"), t("me.sessions_subtitle"), draw.sessions(rows, t),
              p(link(f"/account/password?{lang}", t("me.password")), " · ", link(f"/account/logout?{lang}", t("frame.sign_out")), class_="body"))
    with st.container(horizontal=True, key="sessions"):
        for row in (row for row in rows if not row["own"]):
            _end(member, row["id"], t("me.end_one", where=row["where"], seen=row["seen"]), lambda id=row["id"]: accounts.end_session(caller(), id))
        if len(rows) > 1:
            _end(member, "others", t("me.end_others"), lambda: accounts.end_all(caller(), but_this=True))


def _end(member: Member, key: str, words: str, do) -> None:
    t = member.t
    acts.ask_twice(f"end_{key[:12]}", (words, t("people.sure", what=words), ""), lambda: acts.attempt(t, "me", do, t("me.ended")))
