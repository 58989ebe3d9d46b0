"""A release that is being written beside the session: since when, whether it is done, or why it could not be.

Nothing here does the writing: who looks goes on looking, who leaves changes nothing.
"""

import streamlit as st

from tracker.charts.markup import Markup, div, join, link, p, tag
from tracker.config import Site, settings
from tracker.domain.actors import Action
from tracker.domain.errors import TrackerError
from tracker.domain.workspace import ReleaseDraft
from tracker.incidents import record
from tracker.pages import components as c
from tracker.services.door import read
from tracker.services.publishing import is_going_out
from tracker.services.reading import internal
from tracker.services.unfinished import Obstacle, obstacle
from tracker.ui import acts
from tracker.ui.member import Member, caller, engine
from tracker.ui.release_parts import NAME, again
from tracker.ui.safely import draw_safely
from tracker.views import releasing as view

EVERY = 4.0  # seconds between two looks


def in_the_way(draft: ReleaseDraft) -> Obstacle | None:
    """Why it could not be written, where its time has come."""
    return obstacle(engine(), draft)


def is_written(member: Member, draft: ReleaseDraft) -> bool:
    """Whether it is being written at this moment."""
    return is_going_out(draft, member.caller.at) and in_the_way(draft) is None


@st.fragment(run_every=EVERY)
def watch(member: Member, draft: ReleaseDraft) -> None:
    """Says that it is being written and looks by itself, until there is something else to say."""
    draw_safely(lambda _: _look(member, draft), member)


def _look(member: Member, draft: ReleaseDraft) -> None:
    read(caller(), Action.PREPARE_RELEASE)
    t, now = member.t, internal(engine()).workspace.release(draft.code)
    if now.manifest:
        acts.tell(NAME, t("releasing.published", code=draft.code), ways_to(member, draft.code))
    if now != draft or in_the_way(now):
        st.rerun()
    words = t("releasing.being_written", at=view.clock(draft.publish_at, t))
    c.html(div(p(tag("b", words), role="status"), p(t("releasing.being_written_text"), class_="small"), class_="writing"))


def ways_to(member: Member, code: str) -> Markup:
    """Where what came out can be read."""
    t = member.t
    ways = [link(member.href("overview", release=code), t("releasing.see_public")), link(member.href("releases", code=code), t("releasing.see_facts"))]
    if settings().site is not Site.INTERNAL:
        ways.append(link(f"/r/{code}/", t("releasing.see_static")))
    return join(*(part for n, way in enumerate(ways) for part in ((" · ", way) if n else (way,))))


def failed(member: Member, draft: ReleaseDraft, met: Obstacle) -> None:
    """Why it could not be written, and the way to try again."""
    t, problem = member.t, met.problem
    if isinstance(problem, TrackerError):
        words = t(problem.key, **problem.values)
    else:
        words = t("releasing.not_written_text", id=record(problem, f"writing of {draft.code}"))
    c.html(acts.failure(t("releasing.not_written", at=view.clock(met.at, t)), words))
    again(member, draft)
