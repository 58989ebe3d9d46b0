"""Workbooks: take one out, bring it back filled, see what would become of it, apply it whole."""

from tracker.pages import components as c
from tracker.services import importing
from tracker.ui import acts, workbook_parts as parts, workbook_state as state
from tracker.ui.member import Member


def render(member: Member) -> None:
    c.heading(member, member.t("pages.workbooks"), note=member.t("importing.about"))
    file, done = importing.brought(member.caller), state.receipt()
    if done is not None:
        parts.receipt(member, done)
    elif file is not None and not file.dropped:
        parts.found(member, file, state.weighed(member, file))
    else:
        parts.steps(member, "file")
        acts.outcome(state.NAME)
        if file is not None:
            parts.dropped(member, file)
        parts.take(member)
        parts.bring(member)
