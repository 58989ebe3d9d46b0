"""The review queue: left what waits, right the report chosen, its decision in the bar."""

import streamlit as st

from tracker.charts.markup import link, p
from tracker.pages import components as c
from tracker.ui import review_acts as doing
from tracker.ui import review_parts as parts
from tracker.ui.forms import label
from tracker.ui.member import Member
from tracker.views import review as view


def render(member: Member) -> None:
    rows = view.queue(member.plan, member.workspace, member.today, member.t)
    c.heading(member, member.t("pages.review"), view.finding(rows, member.t))
    said = doing.say_outcome()
    asked = member.value("code") if st.session_state.get(doing.ASKED) != member.value("code") else ""
    if asked and asked not in {row["milestone"] for row in rows}:
        _without_report(member, asked)
    elif rows:
        _queue(member, rows, asked, said)
    else:
        c.html(p(member.t("review.none_text"), class_="body"))


def _queue(member: Member, rows: list[dict], asked: str, said: str) -> None:
    codes = [row["code"] for row in rows]
    if asked:
        st.session_state[doing.PICKED] = next(row["code"] for row in rows if row["milestone"] == asked)
        st.session_state[doing.ASKED] = asked
    if st.session_state.get(doing.PICKED) not in codes:
        st.session_state[doing.PICKED] = codes[0]
    left, right = st.columns([5, 16], gap="medium")
    with left, st.container(key="queue"):
        words = {row["code"]: label(f"{row['milestone']} {row['title']}", row["words"]) for row in rows}
        chosen = st.radio(member.t("review.queue"), codes, key=doing.PICKED, format_func=words.get)
    following = codes[(codes.index(chosen) + 1) % len(codes)]
    with right:
        parts.draw(doing.desk(member, member.workspace.submission(chosen), following, said))


def _without_report(member: Member, code: str) -> None:
    """A milestone nobody has reported on can be judged and commented on all the same."""
    t, milestone = member.t, member.plan.milestone(code)
    c.section(t.pick(milestone.title), "", p(link(member.href("milestone", code=code), code), " · ", link(member.href("review"), t("review.back_to_queue")), class_="small"),
              p(t("review.no_submission"), class_="body"), first=True)
    parts.about(member, code, f"milestone/{code}")
