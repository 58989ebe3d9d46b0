"""The parts of the page of workbooks: taking one out, bringing one back, what was found, applying it."""

from urllib.parse import urlencode

import streamlit as st

from tracker.charts import importing_parts as draw
from tracker.charts.markup import link, p
from tracker.domain.actors import Action, Scope, scope
from tracker.domain.importing import DryRun, SheetKind
from tracker.domain.words import LANGUAGES
from tracker.exchange.workbook_marks import MOST_ROWS
from tracker.pages import components as c
from tracker.services.importing import KEPT, Receipt
from tracker.store.brought import Brought
from tracker.ui import acts, workbook_state as state
from tracker.ui.forms import Form
from tracker.ui.member import Member
from tracker.views import importing as view

ALL = "all"


def steps(member: Member, here: str) -> None:
    c.html(draw.steps([(key, member.t(f"importing.step_{key}")) for key in view.STEPS], here, member.t))


def take(member: Member) -> None:
    """Whose workbook, in which language, and the link to it."""
    t, mine = member.t, _whose(member)
    c.section(t("importing.take_title"), t("importing.take_text"))
    form = Form(t, "take_workbook")
    form.start({"language": member.language} | ({"whose": mine[0][0]} if len(mine) == 1 else {}))
    with st.container(key="narrow_take"):
        whose = form.select("whose", t("importing.take_whose"), mine) if len(mine) > 1 else mine[0][0] if mine else None
        language = form.choice("language", t("importing.take_language"), [(each, t(f"common.language_{each}")) for each in LANGUAGES])
    if whose:
        c.html(p(link(f"/workbook/{whose}.xlsx?{urlencode({'lang': language or member.language})}", t("importing.take_go", who=dict(mine)[whose]), class_="asbutton", download=True), class_="ways"))


def _whose(member: Member) -> list[tuple[str, str]]:
    """The bodies the member may report for; all of them at once for who may for any."""
    everywhere = scope(member.actor, Action.SUBMIT) is Scope.ANY
    codes = view.with_work(member.plan) if everywhere else member.actor.ministries
    found = view.bodies(member.plan, codes, member.t)
    return [(ALL, member.t("importing.take_all")), *found] if everywhere else found


def bring(member: Member) -> None:
    c.section(member.t("importing.bring_title"), member.t("importing.bring_text"))
    _field(member, "importing.bring_file")


def _field(member: Member, label: str) -> None:
    with st.container(key="narrow_bring"):
        state.upload_form(member).upload("file", member.t(label), state.FORMATS, member.t("importing.bring_hint"))


def found(member: Member, file: Brought, weighed: state.Weighed) -> None:
    """The file as it was found: unreadable, to be mended, or ready."""
    run, places = weighed.run, view.places(weighed.run)
    steps(member, view.at_step(run))
    acts.outcome(state.NAME)
    c.html(draw.finding(*view.finding(run, member.t), stops=bool(places)), draw.counts(view.counts(run, member.t), member.t) if run.rows else None)
    if places:
        _mend(member, file, run, places)
    elif not run.appliable:
        _field(member, "importing.bring_file")  # nothing was filled in: the next file comes in right here
    _changes(member, run)
    if run.appliable:
        _apply(member, file, run)
    c.html(p(_file_line(member, file, run), class_="small fileline"))
    with st.container(key="workbook_ways", horizontal=True):
        st.button(member.t("importing.put_aside"), key="put_aside", type="tertiary", on_click=state.put_aside, args=(member,))


def _mend(member: Member, file: Brought, run: DryRun, places: list) -> None:
    t = member.t
    markable, short = bool(run.rows) and not file.name.lower().endswith(".zip"), len(run.rows) <= MOST_ROWS
    marked = link(f"/workbook/marked.xlsx?{urlencode({'lang': member.language})}", t("importing.marked"), class_="asbutton", download=True) if markable and short else None
    c.html(draw.titled(t("importing.to_mend", n=len(places)), marked), None if short else p(t("importing.no_marked", most=MOST_ROWS), class_="body"))
    _field(member, "importing.bring_mended")
    c.html(draw.problems(view.problem_rows(places, run.rows, t), len(places), marked is not None, t))


def _changes(member: Member, run: DryRun) -> None:
    t, (rows, more) = member.t, view.changes(run, member.plan, member.t)
    if rows:
        title = t("importing.will_change" if run.appliable else "importing.will_change_after", n=len(rows) + more)
        c.html(draw.titled(title))
        c.html(draw.changes(rows, more, title, member.look, t))


def _apply(member: Member, file: Brought, run: DryRun) -> None:
    """Figures ask for a reason; all of it asks twice."""
    t, n = member.t, sum(row.state in view.DOES for row in run.rows)
    form = Form(t, f"apply_{file.sha256[:12]}", acts.errors(state.NAME), keep=lambda _: acts.unsay(state.NAME))
    figures = any(row.state in view.DOES and row.row.kind is not SheetKind.REPORTS for row in run.rows)
    if figures:
        with st.container(key="narrow_reason"):
            form.text("reason", t("importing.reason"), t("importing.reason_hint"))
    with acts.bar(t, errors=len(form.errors)):
        acts.ask_twice("apply_workbook", (t("importing.apply", n=n), t("importing.apply_sure"), ""), lambda: state.apply(member, file, run, str(form.value("reason"))))


def _file_line(member: Member, file: Brought, run: DryRun) -> str:
    made, t = run.book.made_seq, member.t
    said = t("importing.file_line" if made else "importing.file_line_plain", name=file.name, now=member.seq, **({"made": made} if made else {}))
    return f"{said} · {t('importing.kept_until', on=t.day(file.at + KEPT))}"


def dropped(member: Member, file: Brought) -> None:
    """That a file lay too long; put aside it is told no more."""
    t = member.t
    c.html(draw.dropped(t("importing.dropped", name=file.name, on=t.day(file.at), days=KEPT.days)))
    with st.container(key="workbook_ways", horizontal=True):
        st.button(t("importing.dropped_seen"), key="put_aside", on_click=state.put_aside, args=(member,))


def receipt(member: Member, done: Receipt) -> None:
    t = member.t
    steps(member, "applied")
    said = (("reports", len(done.submissions)), ("figures", done.figures), ("corrections", done.corrections))
    about = [code.split("-", 1)[1].rpartition("-")[0] for code in done.submissions]
    reports = [(member.href("report", code=code), code, t.pick(member.plan.milestone(code).title)) for code in about]
    c.html(draw.applied([t(f"importing.applied_{name}", n=n) for name, n in said if n], reports, done.again, t),
           p(link(member.href("inbox"), t("importing.to_list")), class_="body"))
    st.button(t("importing.another"), key="another_workbook", on_click=state.another)
