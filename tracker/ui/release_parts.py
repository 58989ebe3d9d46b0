"""What is done with a release: open, freeze, approve, publish, withdraw. Each is a callback; the page says what came of it.

What was typed or ticked is read when the button is pressed: a press may come sooner than the run that draws it.
"""

from collections.abc import Callable
from datetime import tzinfo

import streamlit as st

from tracker.charts.markup import p, tag
from tracker.config import settings
from tracker.domain.actors import Action
from tracker.domain.periods import quarter_of
from tracker.domain.publishing import kind_of
from tracker.domain.words import Bilingual
from tracker.domain.workspace import ReleaseDraft, ReleaseKind
from tracker.pages import components as c
from tracker.services import publishing
from tracker.services.previewing import Preview
from tracker.services.printing import press_of
from tracker.site.files import build
from tracker.ui import acts
from tracker.ui.forms import Form
from tracker.ui.member import Member, caller
from tracker.views import releasing as view

NAME = "release"


def _try(member: Member, do: Callable[[], object], done: str, **values: object) -> None:
    """`done` is empty where what the page shows next says it."""
    acts.attempt(member.t, NAME, do, member.t(f"releasing.{done}", **values) if done else "")


def _twice(member: Member, what: str, code: str, do: Callable[[], object], done: str) -> None:
    t = member.t
    words = (t(f"releasing.do_{what}"), t("releasing.sure", what=t(f"releasing.do_{what}")), "")
    acts.ask_twice(f"{what}_{code}", words, lambda: _try(member, do, done, code=code))


def open_form(member: Member) -> None:
    """The next cycle: of the quarter of today, a correction with its notice where that one is out."""
    t, quarter = member.t, quarter_of(member.today)
    correction = kind_of(member.workspace, quarter) is ReleaseKind.CORRECTION
    form, folder = Form(t, "release_open"), settings().releases
    c.section(t("releasing.open_title", quarter=quarter), t("releasing.open_correction" if correction else "releasing.open_text"))
    with st.container(key="narrow_release"):
        if correction:
            form.area("ko", t("releasing.notice_ko"), limit=500)
            form.area("en", t("releasing.notice_en"), limit=500)
        key = f"open_{member.seq}"
        st.button(t("releasing.do_open"), key="release_open", type="primary",
                  on_click=lambda: _try(member, lambda: publishing.open_cycle(caller(), quarter, _both(form), folder, key), "opened"))


def _both(form: Form) -> Bilingual:
    return Bilingual(str(form.value("ko")).strip(), str(form.value("en")).strip())


def freeze(member: Member, draft: ReleaseDraft) -> None:
    seen = member.version(f"release/{draft.code}")
    _twice(member, "freeze" if not draft.content else "freeze_again", draft.code,
           lambda: publishing.freeze(caller(), draft.code, seen, None, settings().releases, f"freeze_{draft.code}_{seen}"), "frozen")


def reopen(member: Member, draft: ReleaseDraft) -> None:
    seen = member.version(f"release/{draft.code}")
    _twice(member, "reopen", draft.code,
           lambda: publishing.reopen(caller(), draft.code, seen, settings().releases, f"reopen_{draft.code}_{seen}"), "reopened")


def approve(member: Member, found: Preview) -> None:
    """The tick that the rest was read, and the button; or why this person cannot."""
    t, draft, wanted = member.t, found.draft, view.to_read(found)
    mine = any(a.person == member.person.code for a in draft.approvals)
    if view.is_stopped(found):
        c.html(p(tag("b", t("releasing.stopped")), " ", t("releasing.stopped_text"), class_="cannot", role="note"))
    elif mine or not member.may(Action.APPROVE_RELEASE):
        c.html(p(t("releasing.approved_yours" if mine else "releasing.approve_not_yours"), class_="cannot", role="note"))
    else:
        form, n = Form(t, f"release_{draft.code}_{draft.frozen_seq}"), len(draft.approvals)
        if wanted:
            form.tick("read", t("releasing.read_all", n=len(wanted)))
        st.button(t("releasing.do_approve_second" if n else "releasing.do_approve_first"), key="release_approve", type="primary", width="stretch",
                  on_click=lambda: _try(member, lambda: _approve(member, draft, form, wanted), "approved", n=n + 1))


def _approve(member: Member, draft: ReleaseDraft, form: Form, wanted: tuple[str, ...]) -> str:
    ticked = frozenset(wanted if form.value("read") else ())
    key = f"approve_{draft.code}_{draft.frozen_seq}_{member.person.code}" if len(ticked) == len(wanted) else ""
    return publishing.approve(caller(), draft.code, draft.content, ticked, settings().releases, key)


def publish(member: Member, draft: ReleaseDraft) -> None:
    """Now, or at a time."""
    t, seen = member.t, member.version(f"release/{draft.code}")
    if draft.publish_at:
        c.html(p(t("releasing.waits", at=view.clock(draft.publish_at, t)), class_="small"))
    _twice(member, "publish", draft.code, lambda: _publish(draft, seen), "")
    c.html(p(t("releasing.takes_a_while"), class_="small"))
    form = Form(t, f"release_at_{draft.code}")
    form.text("at", t("releasing.publish_at"), hint=t("releasing.publish_at_hint", country=member.plan.head.country, zone=member.plan.head.time_zone), placeholder="2027-01-15 10:00")
    st.button(t("releasing.do_schedule"), key="release_schedule",
              on_click=lambda: _try(member, lambda: _schedule(draft, seen, str(form.value("at")).strip(), t.zone), "scheduled"))


def again(member: Member, draft: ReleaseDraft) -> None:
    """What could not be written is tried again."""
    seen = member.version(f"release/{draft.code}")
    st.button(member.t("releasing.do_again"), key="release_again", type="primary",
              on_click=lambda: _try(member, lambda: _publish(draft, seen), ""))


def _publish(draft: ReleaseDraft, seen: int) -> str:
    return publishing.publish_beside(caller(), draft.code, seen, press_of(settings(), build), f"publish_{draft.code}_{seen}_now")


def _schedule(draft: ReleaseDraft, seen: int, typed: str, zone: tzinfo) -> str:
    at = publishing.set_time(typed, zone)
    return publishing.publish(caller(), draft.code, seen, press_of(settings(), build), at, f"publish_{draft.code}_{seen}_{typed}")


def withdraw(member: Member, draft: ReleaseDraft) -> None:
    """Taking back what was published, with the reason the public reads."""
    t, seen = member.t, member.version(f"release/{draft.code}")
    form = Form(t, f"release_withdraw_{draft.code}")
    c.section(t("releasing.withdraw_title"), t("releasing.withdraw_text"))
    with st.container(key="narrow_withdraw"):
        form.area("ko", t("releasing.why_ko"))
        form.area("en", t("releasing.why_en"))
        _twice(member, "withdraw", draft.code, lambda: _withdraw(draft, seen, _both(form)), "withdrawn")


def _withdraw(draft: ReleaseDraft, seen: int, why: Bilingual) -> str:
    press = press_of(settings(), build)
    return publishing.withdraw(caller(), draft.code, seen, why, press.folder, f"withdraw_{draft.code}_{seen}_{why.ko}_{why.en}"[:200], press.private_key)
