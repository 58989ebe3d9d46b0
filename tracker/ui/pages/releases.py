"""Publication: exactly what becomes public beside what is public now, the checks, two approvals, and every release."""

import streamlit as st

from tracker.charts import release_parts as draw
from tracker.charts.markup import div, link, p, tag
from tracker.config import settings
from tracker.domain.actors import Action
from tracker.domain.publishing import under_way
from tracker.domain.workspace import ReleaseDraft, ReleaseState
from tracker.pages import components as c
from tracker.services.previewing import Preview, preview, rack_of
from tracker.services.publishing import is_going_out
from tracker.ui import acts
from tracker.ui import release_parts as doing
from tracker.ui import release_writing as writing
from tracker.ui.forms import pairs
from tracker.ui.member import Member
from tracker.views import releasing as view


def render(member: Member) -> None:
    code, present = member.value("code"), under_way(member.workspace)
    draft = next((d for d in member.workspace.releases if d.code == code), None) or (None if code else present)
    if draft is None:
        acts.outcome(doing.NAME)
        c.heading(member, member.t("pages.releases"), note=member.t("releasing.about"))
    elif draft.under_way:
        _coming(member, draft)
    else:
        _out(member, draft)
    if draft is None and present is None and member.may(Action.PREPARE_RELEASE):
        doing.open_form(member)
    _all(member)


def _coming(member: Member, draft: ReleaseDraft) -> None:
    t, found = member.t, preview(member.caller, draft.code, settings().releases)
    frozen = t("releasing.frozen_at", at=view.clock(draft.frozen_at, t)) if draft.frozen_at else t("release.state_open")
    c.crumbs(member, (t("pages.releases"), member.href("releases")))
    c.heading(member, t("releasing.title", code=draft.code), view.finding(found, t), note=f"{t(f'release.kind_{draft.kind}')} · {frozen}", after_crumbs=True)
    c.html(draw.steps(view.steps(found, t), t), _notice(draft, t))
    left, right = st.columns([5, 3], gap="large")
    with left:
        _public(member, found)
    with right:
        _deciding(member, found)


def _notice(draft: ReleaseDraft, t) -> object:
    """What readers of a correction are told."""
    return div(p(tag("b", t("releasing.fact_notice")), " ", t.pick(draft.notice)), class_="notice") if draft.notice.ko else None


def _out(member: Member, draft: ReleaseDraft) -> None:
    t = member.t
    c.crumbs(member, (t("pages.releases"), member.href("releases")))
    note = f"{t(f'release.kind_{draft.kind}')} · {t(f'release.state_{draft.state}')}"
    c.heading(member, t("releasing.title_out", code=draft.code), note=note, after_crumbs=True)
    acts.outcome(doing.NAME)
    c.html(pairs(*view.facts(draft, member.workspace, t)), p(link(member.href("overview", release=draft.code), t("releasing.see_public"), class_="cta")))
    if draft.state is ReleaseState.PUBLISHED and member.may(Action.APPROVE_RELEASE):
        doing.withdraw(member, draft)


def _public(member: Member, found: Preview) -> None:
    t, moved = member.t, view.moved(found, member.t)
    groups = view.groups(moved) if found.public else []
    with c.gathering():
        c.html(draw.tallies(groups, len(found.plan.milestones) - len(moved), t), *(draw.group(after, rows, t, member.look) for after, rows in groups),
               draw.others(view.objects(found, t), t, member.look))


def _deciding(member: Member, found: Preview) -> None:
    """What came of the last press stands where it was pressed: the panel is longer than a window."""
    t, draft, void = member.t, found.draft, view.is_void(found)
    with st.container(key="deciding"):
        c.html(draw.checks(view.check_rows(found, t), t, member.look))
        if draft.state is not ReleaseState.OPEN:
            c.html(draw.approvals(view.approvals(found, member.workspace, t), t))
        acts.outcome(doing.NAME)
        if not void and writing.is_written(member, draft):
            writing.watch(member, draft)
            return
        if void:
            c.html(div(p(tag("b", t("releasing.changed")), " ", t("releasing.changed_text")), class_="problems", role="alert"))
        elif draft.state is ReleaseState.FROZEN:
            doing.approve(member, found)
        elif draft.state is ReleaseState.APPROVED:
            _sending(member, draft)
        with st.container(horizontal=True, key="release_ways"):
            doing.freeze(member, draft)
            if draft.state is not ReleaseState.OPEN:
                doing.reopen(member, draft)


def _sending(member: Member, draft: ReleaseDraft) -> None:
    met = writing.in_the_way(draft)
    if met and is_going_out(draft, member.caller.at):
        writing.failed(member, draft, met)
    else:
        doing.publish(member, draft)


def _all(member: Member) -> None:
    rows = view.listed(member.workspace, rack_of(settings().releases).shown(), member.caller.at)
    c.html(draw.listing([row | {"published": view.published_words(row, member.t)} for row in rows], member.t, member.look))
