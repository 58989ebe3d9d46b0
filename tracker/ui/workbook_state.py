"""What one person brought in: the file kept in the store, how it was weighed, and what became of it."""

from dataclasses import dataclass

import streamlit as st

from tracker.domain.errors import TrackerError
from tracker.domain.importing import BadBook, DryRun, ReadBook
from tracker.domain.importing_rules import outcome
from tracker.services import importing
from tracker.services.importing import Receipt
from tracker.store.brought import Brought
from tracker.ui import acts
from tracker.ui.forms import Form
from tracker.ui.member import Member, caller

NAME = "workbook"
FORMATS = ("xlsx", "csv", "zip")


@dataclass(frozen=True)
class Weighed:
    """A file as it was weighed at one state of the log; one that can't be read has no rows and all that is wrong with it."""

    key: tuple
    run: DryRun


def upload_form(member: Member) -> Form:
    """Its field takes another name after every file: that empties it."""
    return Form(member.t, f"{NAME}{st.session_state.get('workbook_loads', 0)}", acts.errors(NAME), keep=lambda name: _bring(member, name))


def _bring(member: Member, name: str) -> None:
    """Keeps what was just chosen, and looks at it in the run that follows."""
    file = st.session_state.get(upload_form(member).key(name))
    if file is None:
        return
    st.session_state["workbook_loads"] = st.session_state.get("workbook_loads", 0) + 1
    st.session_state.pop("workbook_receipt", None)
    forget()  # the same file may have been kept back by what has passed
    acts.disarm()
    acts.attempt(member.t, NAME, lambda: importing.bring(caller(), file.getvalue(), file.name))


def weighed(member: Member, file: Brought) -> Weighed:
    """The dry run of the file, once per state of the log; a bar shows how far it is where that takes a while."""
    key = (file.sha256, member.seq, member.today, member.person.code)
    held = st.session_state.get("workbook_weighed")
    if held is None or held.key != key:
        held = st.session_state["workbook_weighed"] = _weigh(member, file, key)
    return held


def _weigh(member: Member, file: Brought, key: tuple) -> Weighed:
    place = st.empty()

    def told(done: int, total: int) -> None:
        place.progress(done / total, member.t("importing.reading", done=done, total=total))

    try:
        return Weighed(key, importing.dry_run(caller(), file.content, told, member.language))
    except BadBook as unread:
        return Weighed(key, DryRun(ReadBook(file.sha256, member.language, "", "", 0, ()), (), unread.problems))
    finally:
        place.empty()


def apply(member: Member, file: Brought, run: DryRun, reason: str) -> None:
    """Applies what was looked at; what came of it stands in the place of the file from then on."""
    done = acts.attempt(member.t, NAME, lambda: _applied(member, file, run, reason))
    if done is not None:
        st.session_state["workbook_receipt"] = done
        forget()


def _applied(member: Member, file: Brought, run: DryRun, reason: str) -> Receipt:
    try:
        return importing.apply(caller(), file.content, outcome(run), reason, member.language)
    except importing.StillWrong as wrong:
        raise TrackerError(wrong.key) from None
    except BadBook as unread:  # its problems are of cells, not of the fields of this form
        raise TrackerError(unread.problems[0].key, **unread.problems[0].details) from None


def receipt() -> Receipt | None:
    return st.session_state.get("workbook_receipt")


def forget() -> None:
    """What was weighed counts no more."""
    st.session_state.pop("workbook_weighed", None)


def put_aside(member: Member) -> None:
    acts.attempt(member.t, NAME, lambda: importing.put_aside(caller()))
    forget()


def another() -> None:
    st.session_state.pop("workbook_receipt", None)
