"""A work page for one person: frame, page, footer. Drawn anew on every run; only the services decide what may be done."""

from importlib import import_module

import streamlit as st

from tracker.domain.actors import may
from tracker.pages import frame
from tracker.ui import work_frame
from tracker.ui.member import Member
from tracker.ui.safely import draw_safely
from tracker.views.pages import BY_KEY


def draw(member: Member) -> None:
    """The work page at the member's address, or why it stays closed to them."""
    key = member.address.page
    work_frame.work_top(member)
    with st.container(key="main"):
        if may(member.actor, BY_KEY[key].needs):
            draw_safely(import_module(f"tracker.ui.pages.{key}").render, member)
        else:
            work_frame.closed(member)
    frame.footer(member.reader)
