"""Publication: exactly what becomes public beside what is public now, the checks, two approvals, and every release."""


import streamlit as st

from tracker.charts import release_parts as draw
from tracker.charts.markup import div, p, tag
from tracker.config import KOREA, settings
from tracker.domain.actors import Action
from tracker.domain.publishing import under_way
from tracker.domain.workspace import ReleaseDraft, ReleaseState
from tracker.pages import components as c
from tracker.services.previewing import Preview, preview, rack_of
from tracker.ui import acts
from tracker.ui import release_parts as doing
from tracker.ui.member import Member
from tracker.views import releasing as view


def render(member: Member) -> None:
    acts.outcome(doing.NAME)
    code, present = member.value("code"), under_way(member.workspace)
    draft = next((d for d in member.workspace.releases if d.code == code), None) or (None if code else present)
    if draft is None:
        c.heading(member, member.t("pages.releases"), note=member.t("releasing.about"))
    else:
        _one(member, draft)
    if draft is None and present is None and member.may(Action.PREPARE_RELEASE):
        doing.open_form(member)
    _all(member)


def _one(member: Member, draft: ReleaseDraft) -> None:
    t = member.t
    c.crumbs(member, (t("pages.releases"), member.href("releases")))
    if not draft.under_way:
        c.heading(member, t("releasing.title_out", code=draft.code), note=_note(member, draft), after_crumbs=True)
        if draft.state is ReleaseState.PUBLISHED and member.may(Action.APPROVE_RELEASE):
            doing.withdraw(member, draft)
        return
    found = preview(member.caller, draft.code, settings().releases)
    c.heading(member, t("releasing.title", code=draft.code), view.finding(found, t), note=_note(member, draft), after_crumbs=True)
    left, right = st.columns([5, 3], gap="large")
    with left:
        _public(member, found)
    with right:
        _deciding(member, found)


def _note(member: Member, draft: ReleaseDraft) -> str:
    t = member.t
    frozen = t("releasing.frozen_at", at=doing.clock(draft.frozen_at)) if draft.frozen_at else ""
    out = t("releasing.manifest", sha=draft.manifest[:16]) if draft.manifest else ""
    return " · ".join(filter(None, (t(f"release.kind_{draft.kind}"), t(f"release.state_{draft.state}"), frozen, out)))


def _public(member: Member, found: Preview) -> None:
    t, moved = member.t, view.moved(found, member.t)
    groups = view.groups(moved) if found.public else []
    with c.gathering():
        c.html(draw.tallies(groups, len(found.plan.milestones) - len(moved), t), *(draw.group(after, rows, t, member.look) for after, rows in groups),
               draw.others(view.objects(found, t), t, member.look))


def _deciding(member: Member, found: Preview) -> None:
    t, draft, void = member.t, found.draft, view.is_void(found)
    with st.container(key="deciding"):
        c.html(draw.checks(view.check_rows(found, t), t, member.look))
        if draft.state is not ReleaseState.OPEN:
            c.html(draw.approvals(view.approvals(found, member.workspace, t), t, doing.clock))
        if void:
            c.html(div(p(tag("b", t("releasing.changed")), " ", t("releasing.changed_text")), class_="problems", role="alert"))
        elif draft.state is ReleaseState.FROZEN:
            doing.approve(member, found)
        elif draft.state is ReleaseState.APPROVED:
            doing.publish(member, draft)
        with st.container(horizontal=True, key="release_ways"):
            doing.freeze(member, draft)
            if draft.state is not ReleaseState.OPEN:
                doing.reopen(member, draft)


def _all(member: Member) -> None:
    at = member.caller.at
    rows = view.listed(member.workspace, rack_of(settings().releases).shown(), at)
    rows = [row | {"published_on": row["published_at"] and row["published_at"].astimezone(KOREA).date()} for row in rows]
    c.html(draw.listing(rows, member.t, member.look))
