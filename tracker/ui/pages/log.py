"""The log for who may read it: whether it proves itself, and every change by object, account, action and day."""

import streamlit as st

from tracker.charts import log_table as draw
from tracker.charts.markup import p
from tracker.pages import components as c
from tracker.pages.fields import Choice, Words
from tracker.services import history
from tracker.store.log_search import Wanted
from tracker.ui import filters
from tracker.ui.member import Member
from tracker.views import log_rows as view
from tracker.views.record_words import action_name
from tracker.views.verdict import said


def render(member: Member) -> None:
    t, page = member.t, _page(member)
    found = history.search(member.caller, _wanted(member), page)
    c.heading(member, t("pages.log"), t("log.finding"))
    _chain(member)
    filters.draw(member.reader, (Words("of", 230), Choice("actor", tuple((a, a) for a in found.actors), width=200),
                                 Choice("action", tuple((a, action_name(t, a)) for a in found.actions), width=230), Words("first", 150), Words("last", 150)))
    c.section(t("log.changes", n=found.count) if found.count else t("log.none"), t("log.sub"),
              draw.changes(view.rows(member.plan, member.workspace, t, found.steps), t, member.look), _pager(member, page, found.count), first=True)


def _chain(member: Member) -> None:
    """The state of the chain, looked into anew after every entry, and on demand."""
    t = member.t
    again = st.session_state.pop("log_anew", False)
    at, verdict = history.checked(member.caller, again)
    c.html(draw.verdict(said(verdict, False, t), verdict.sound, t("log.checked", when=view.moment(t, at)), t))
    st.button(t("log.again"), key="log_again", on_click=_anew)


def _anew() -> None:
    st.session_state["log_anew"] = True


def _wanted(member: Member) -> Wanted:
    zone = member.t.zone
    since, until = view.instant(member.value("first"), member.today, False, zone), view.instant(member.value("last"), member.today, True, zone)
    return Wanted(member.value("of"), member.value("actor"), member.value("action"), since, until)


def _page(member: Member) -> int:
    asked = member.value("page")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked) < 100_000 else 1


def _pager(member: Member, page: int, count: int):
    """The way to newer and older changes; numbers of pages would be hundreds."""
    t, pages = member.t, -(-count // history.PAGE)
    ways = [draw.link(member.same_page(page=str(page - 1)), t("log.newer"))] if page > 1 else []
    ways += [draw.link(member.same_page(page=str(page + 1)), t("log.older"))] if page < pages else []
    return p(t("log.page", page=page, pages=max(pages, 1)), *(x for way in ways for x in (" · ", way)), class_="body small")
