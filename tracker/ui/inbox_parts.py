"""The parts of the inbox: counts that are the filter, lists of rows with real buttons, "no change" for one and for many."""

from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from tracker.charts.markup import Markup, div, link, p, span, tag
from tracker.domain.errors import BadInput, TrackerError
from tracker.pages import components as c
from tracker.services import reporting
from tracker.ui import acts
from tracker.ui.forms import plain
from tracker.ui.member import Member
from tracker.views import inbox
from tracker.views.report_form import told

SENT, SAID, OPENED = "inbox_sent", "inbox_said", "inbox_opened"


@dataclass(frozen=True)
class Sent:
    """A row that was handed in as unchanged: it stays where it was, as its own receipt."""

    task: inbox.Task
    place: int
    submission: str
    time: str


def sent() -> dict[str, Sent]:
    return st.session_state.setdefault(SENT, {})


def title(member: Member, rows: tuple[inbox.Task, ...], ministry: str) -> Markup:
    """What there is to do, in one sentence, and of how many milestones."""
    t, whole = member.t, inbox.held(member.plan, member.actor, ministry)
    key = "note" if ministry or inbox.narrow(member.actor) else "note_all"
    return div(tag("h1", t("inbox.title"), class_="big"), p(inbox.sentence(t, rows), class_="body"),
               p(t(f"inbox.{key}", n=len(whole), todo=inbox.waiting(rows), today=member.today), class_="note"), class_="head")


def counts(member: Member, rows: tuple[inbox.Task, ...], show: str) -> Markup:
    """Six numbers, each the way to its list."""
    t, n = member.t, inbox.counted(rows)
    return tag("nav", *(link(member.same_page(show="" if name == inbox.ALL else name), tag("b", f"{n[name]:,}"), span(list_name(member, name)),
                             aria_current="true" if name == show else None) for name in inbox.SHOWS), class_="counts", aria_label=t("inbox.lists"))


def list_name(member: Member, name: str) -> str:
    return member.t(f"inbox.list_{name}", days=member.plan.head.thresholds.inbox_days)


def one_list(member: Member, name: str, rows: tuple[inbox.Task, ...], drafts: frozenset[str], whole: bool) -> None:
    """A list with its head; the first rows of it until the rest is asked for."""
    t, mine = member.t, _with_receipts(name, rows)
    c.html(div(tag("h2", list_name(member, name), " ", span(f"{sum(task.list == name for task in rows):,}", class_="muted")), div(t("inbox.due")), div(t("inbox.last")), div(""),
               class_="listhead"))
    if not mine:
        c.html(p(inbox.nothing(t, name, rows, member.plan.head.thresholds.inbox_days), class_="emptylist"))
    opened = whole or name in st.session_state.setdefault(OPENED, set())
    for place, task in enumerate(mine if opened else mine[:inbox.SHOWN]):
        _row(member, task, place, task.code in drafts)
    if len(mine) > inbox.SHOWN and not whole:
        words = t("inbox.fewer") if opened else t("inbox.rest", n=len(mine) - inbox.SHOWN)
        st.button(words, key=f"rest_{name}", type="tertiary", on_click=_open, args=(name,))


def _open(name: str) -> None:
    st.session_state[OPENED] ^= {name}


def _with_receipts(name: str, rows: tuple[inbox.Task, ...]) -> list[inbox.Task]:
    """The rows of a list, with those handed in from it at their old places and not in the list they went to."""
    mine = [task for task in rows if task.list == name and task.code not in sent()]
    for kept in sorted(sent().values(), key=lambda kept: kept.place):
        if kept.task.list == name:
            mine.insert(kept.place, kept.task)
    return mine


def _row(member: Member, task: inbox.Task, place: int, begun: bool) -> None:
    kept = sent().get(task.code)
    with st.container(horizontal=True, key=f"row_{task.code}", vertical_alignment="center"):
        c.html(_line(member, task, kept, begun))
        with st.container(horizontal=True, key=f"acts_{task.code}", width="content", horizontal_alignment="right", gap="small"):
            _buttons(member, task, place, kept)


def _line(member: Member, task: inbox.Task, kept: Sent | None, begun: bool) -> Markup:
    t, shown = member.t, inbox.row(member.plan, member.t, task, member.today)
    own = inbox.narrow(member.actor) and len(member.actor.ministries) == 1
    small = t("inbox.sent", time=kept.time) if kept else inbox.repeats(member.plan, t, task) if acts.is_armed(f"nc_{task.code}") \
        else " · ".join(filter(None, (shown["goal"], "" if own else shown["lead"], t("inbox.draft") if begun else "")))
    what = div(tag("b", shown["title"]), span(small, class_="sub2"),
               span(t("inbox.reason", words=shown["returned_for"]), class_="returned") if shown["returned_for"] else None, class_="what")
    due = div(shown["due"], span(shown["days"], class_="days" if shown["late"] else "days ahead"))
    last = div(shown["said"], span(shown["said_on"], class_="sub2"))
    return div(span(task.code, class_="code"), what, due, last, class_="workrow")


def _buttons(member: Member, task: inbox.Task, place: int, kept: Sent | None) -> None:
    t, key = member.t, f"nc_{task.code}"
    if task.quick:
        words = (t("inbox.no_change"), t("inbox.send_as_is"), t("inbox.take_back"))
        armed = acts.ask_twice(key, words, lambda: _send(member, task, place), lambda: _take_back(member, task), done=kept is not None)
        if armed:
            st.button(t("inbox.stop"), key=f"stop_{task.code}", on_click=acts.disarm)
            return
    if kept is None and st.button(t(f"inbox.{WAYS.get(task.list, 'write')}"), key=f"go_{task.code}"):
        member.go("report", code=task.code)


WAYS = {"returned": "write_again", "review": "look"}


def _send(member: Member, task: inbox.Task, place: int) -> None:
    """Hands in the last report once more; the row becomes its own receipt."""
    caller, code = member.caller, task.code
    try:
        made = reporting.no_change(caller, {code: member.version(f"milestone/{code}")}, uuid4().hex)
    except TrackerError as error:
        _say(member, error)
    else:
        sent()[code] = Sent(task, place, made, member.t.local(caller.at).strftime("%H:%M:%S"))


def _take_back(member: Member, task: inbox.Task) -> None:
    kept = sent()[task.code]
    try:
        reporting.withdraw(member.caller, kept.submission, member.again().version(f"submission/{kept.submission}"), uuid4().hex)
    except TrackerError as error:
        _say(member, error)
    sent().pop(task.code, None)


def _say(member: Member, error: TrackerError) -> None:
    """What was refused, for the next run."""
    words = " ".join(told(member.t, error.problems).values()) if isinstance(error, BadInput) else member.t(error.key, **error.values)
    st.session_state[SAID] = (False, words)


def outcome(member: Member) -> None:
    """Says once what the last press led to, where no row can."""
    if said := st.session_state.pop(SAID, None):
        well, words = said
        c.html(acts.receipt(words, "") if well else acts.failure(member.t("inbox.failed"), words))


def bulk(member: Member, quick: list[inbox.Task]) -> None:
    """All unchanged ones in one dialog: ticked at first, handed in together or not at all."""
    t = member.t

    def body() -> None:
        c.html(p(t("inbox.bulk_text"), class_="small"))
        if said := st.session_state.pop(SAID, None):
            c.html(acts.failure(t("inbox.failed"), said[1]))
        ticked = [task for task in quick if st.checkbox(_ticked(member, task), value=True, key=f"bulk_{task.code}")]
        if st.button(t("inbox.bulk_send", n=len(ticked)), key="bulk_send", type="primary", shortcut="Ctrl+Enter"):
            _send_all(member, ticked)

    st.dialog(t("inbox.bulk_title"), width="medium")(body)()


def _ticked(member: Member, task: inbox.Task) -> str:
    t = member.t
    return plain(t("inbox.bulk_row", code=task.code, title=task.milestone.title, state=t(f"milestones.state_{task.last.state}"), on=task.last.on, due=task.found.due))


def _send_all(member: Member, ticked: list[inbox.Task]) -> None:
    seen = {task.code: member.version(f"milestone/{task.code}") for task in ticked}
    try:
        made = reporting.no_change(member.caller, seen, st.session_state.setdefault("bulk_intent", uuid4().hex))
    except TrackerError as error:
        _say(member, error)
        st.rerun(scope="fragment")
    st.session_state.pop("bulk_intent")
    st.session_state[SAID] = (True, member.t("inbox.bulk_done", n=len(made.split(","))))
    st.rerun()
