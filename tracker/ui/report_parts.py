"""The parts of the report form: what stands beside it, its fields, its evidence, what looks like personal data."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from tracker.charts.markup import Markup, div, join, link, p, span, status, tag
from tracker.domain.milestones import Milestone
from tracker.domain.reporting import LONGEST, MOST_EVIDENCE, TypedReport, preview
from tracker.domain.screening import Flag
from tracker.domain.workspace import Submission
from tracker.exchange.evidence_files import KINDS
from tracker.pages import components as c
from tracker.ui import acts, report_state as state
from tracker.ui.forms import Form, context, pairs
from tracker.ui.member import Member
from tracker.views import report_form as view
from tracker.views.state import assessments

ENDINGS = tuple(kind.ending for kind in KINDS) + ("jpeg",)


def head(member: Member, found: dict) -> None:
    t = member.t
    c.html(div(p(tag("b", found["code"]), " · ", found["goal"], " · ", found["area"], class_="note"), tag("h1", found["title"], class_="big"), class_="head"))


def beside(member: Member, found: dict) -> Markup:
    """The grey column: criterion, last report, dates, what the public sees."""
    t, last = member.t, found["last"]
    said = (p(tag("b", last["state"]), " ", span(t("report.reported_where", on=last["on"], where=last["where"]), class_="muted")), p(last["summary"]),
            p(link(last["url"], last["host"]) if last["url"] else None, " · " if last["url"] else None,
              link(member.href("report", code=found["code"], corrects=last["code"]), t("report.correct")), class_="small")) if last else (p(t("report.no_last"), class_="muted"),)
    shown = link(member.href("milestone", code=found["code"]), status(t, found["shown"]))
    return context(div(tag("h2", t("report.criterion")), p(f"“{found['title']}”", class_="criterion"), p(t("report.criterion_note"), class_="small"), class_="quoted"),
                   tag("h2", t("report.last")), *said, tag("hr"), pairs(*found["dates"], (t("report.public_now"), shown)))


def banners(member: Member, milestone: Milestone, waiting: Submission | None, now: state.Held) -> None:
    """What one must know before typing: returned with which words, waiting already, a correction, a restored draft."""
    t = member.t
    if waiting and waiting.record == "returned":
        c.html(div(tag("b", t("report.returned")), " ", t("report.returned_by", on=t.day(waiting.decided_at or waiting.submitted_at)),
                   p(t.pick(waiting.returned_for), class_="words"), class_="problems", role="note"))
    elif waiting:
        c.html(div(tag("b", t("report.waits")), " ", t("report.waits_text", on=t.day(waiting.submitted_at)), class_="heads", role="note"))
    corrected = next((r for r in milestone.reports if r.code == now.corrects), None)
    if corrected:
        c.html(div(tag("b", t("report.correcting")), " ", t("report.correcting_text", on=corrected.on), class_="heads", role="note"))
    elif not waiting and assessments(member.plan, member.today)[milestone.code].done:
        c.html(div(tag("b", t("report.already_done")), " ", t("report.already_text"), class_="heads", role="note"))
    if now.notice:
        c.html(acts.failure(t("report.refused") if now.tried else "", now.notice))


def fields(member: Member, form: Form, milestone: Milestone, typed: TypedReport) -> None:
    """What is reported, above the evidence."""
    t, done, now = member.t, typed.state == "completed", state.held(milestone.code)
    form.start({name: now.stash.get(name, "") for name in state.OWN if name != "state"})
    form.choice("state", t("report.state"), view.state_options(t), t("report.state_hint"))
    if milestone.checkpoints:
        form.pills("checkpoint", t("report.checkpoint"), view.checkpoint_options(t, milestone))
    if done:
        form.day("completed_on", t("report.completed_on"), member.today, more=_would_be(member, milestone, typed), whole=True)
    else:
        form.day("forecast", t("report.forecast"), member.today, hint=t("report.forecast_hint"), more=_would_be(member, milestone, typed))
    form.area("summary", t("report.summary"), t("report.summary_hint"), limit=LONGEST["summary"], height=68)
    if not done:
        form.text("obstacle", t("report.obstacle"), t("report.obstacle_hint"))
    if now.corrects:
        form.text("note", t("report.note"), t("report.note_hint"))


def _would_be(member: Member, milestone: Milestone, typed: TypedReport) -> Markup | None:
    """The computed status the report would lead to, beside the date as it is typed."""
    found = preview(typed, milestone, state.term(member), member.plan.head.thresholds)
    shown, words = view.would_be(member.t, found)
    return join(span(member.t("report.would_be"), class_="muted"), " ", status(member.t, shown), " ", span(words, class_="muted")) if shown else None


def evidence(member: Member, form: Form, milestone: Milestone, typed: TypedReport) -> None:
    """Every piece in a box of its own, and the way to one more."""
    code = milestone.code
    for n in range(len(typed.evidence)):
        _piece(member, form, milestone, n, droppable=n == len(typed.evidence) - 1 and (n > 0 or typed.state != "completed"))
    with st.container(key=f"eways_{code}", horizontal=True):
        if len(typed.evidence) < MOST_EVIDENCE:
            words = "evidence_more" if typed.evidence else "evidence_optional"
            st.button(member.t(f"report.{words}"), key=f"more_{code}", type="tertiary", on_click=state.more, args=(member, code))
        record = view.public_record(member.plan, milestone, member.today, member.t)
        if record and typed.state in ("", record.state):
            st.button(member.t("report.fill"), key=f"fill_{code}", type="tertiary", shortcut="Alt+P", on_click=state.take_record, args=(member, code, record))


def _piece(member: Member, form: Form, milestone: Milestone, n: int, droppable: bool) -> None:
    t, code = member.t, milestone.code
    form.start({f"e{n}_public": True})
    with st.container(key=f"evidence_{code}_{n}", border=True):
        with st.container(key=f"ehead_{code}_{n}", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            c.html(tag("h2", t("report.evidence_title_n", n=n + 1), class_="h3"))
            if droppable:
                st.button(t("report.evidence_less"), key=f"less_{code}_{n}", type="tertiary", on_click=state.less, args=(member, code))
        form.pills(f"e{n}_kind", t("report.evidence_kind"), view.kind_options(t))
        form.text(f"e{n}_title", t("report.evidence_title"), t("report.evidence_title_hint"))
        left, right = st.columns(2)
        with left:
            form.text(f"e{n}_body", t("report.evidence_body"))
        with right:
            form.day(f"e{n}_on", t("report.evidence_on"), member.today, whole=True)
        left, right = st.columns(2)
        with left:
            form.text(f"e{n}_url", t("report.evidence_url"), t("report.evidence_url_hint"))
        with right:
            _file(member, form, code, n)
        form.area(f"e{n}_reason", t("report.evidence_reason"), t("report.evidence_reason_hint", criterion=t.pick(milestone.title)), height=68)
        form.tick(f"e{n}_public", t("report.evidence_public"))


def _file(member: Member, form: Form, code: str, n: int) -> None:
    t, now = member.t, state.held(code)
    name, file = f"e{n}_file{now.loads}", now.files.get(n)
    wrong = now.file_error.get(n) or form.errors.get(f"e{n}_file", "")
    replace(form, errors={name: wrong} if wrong else {}).upload(name, t("report.evidence_file"), ENDINGS, t("forms.upload_hint", kinds="PDF·HWPX·PNG"))
    if file:
        c.html(p(t("report.evidence_file_held", name=file.file_name, kb=-(-file.size // 1024)), class_="small"))
        st.button(t("report.evidence_file_drop"), key=f"drop_{code}_{n}", type="tertiary", on_click=state.drop_file, args=(member, code, n))


def personal(member: Member, form: Form, found: Sequence[Flag], several: bool) -> None:
    """What looks like personal data, one question each. Below the fields, so that nothing being typed moves."""
    t = member.t
    if not found:
        return
    with st.container(key=f"personal_{form.name}", border=True):
        c.html(tag("h2", t("report.personal"), class_="h3"), p(t("report.personal_text"), class_="small"))
        for flag in found:
            if flag.finding.confirmable:
                form.tick(f"ok_{flag.finding.mark}", view.flag_words(t, flag, several))
            else:
                c.html(p(view.flag_words(t, flag, several), class_="wrong"))
