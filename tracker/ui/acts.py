"""What is done with a form: the bar at the bottom, buttons that ask twice, receipts.

    with acts.bar(t, saved=at, errors=len(problems)):              # always at the same place, whatever happens above
        st.button(t("…"), key="submit", type="primary", shortcut="Ctrl+Enter", on_click=submit)
    acts.ask_twice("nc_M07-01", (t("…"), t("…"), t("…")), send, undo=take_back, done=sent)
    html(acts.receipt(t("…"), t("…"), (t("…"), t("…"))))
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

import streamlit as st

from tracker.charts.markup import Markup, div, p, span, tag
from tracker.domain.errors import BadInput, TrackerError
from tracker.pages.components import html
from tracker.text import Wording
from tracker.ui.forms import pairs, sentences

GUARD = 0.6  # seconds: a second press of the same button within them is the other half of a double click
ARMED = "armed"


@contextmanager
def bar(t: Wording, *words: object, saved: datetime | None = None, errors: int = 0, name: str = "bar") -> Iterator[None]:
    """The bar at the bottom: what is left to mend, when the draft was kept, `words`; inside the block its buttons, the
    one that matters last. It never moves, so a click that follows typing arrives."""
    said = (span(t("forms.to_mend", n=errors), class_="wrong", role="status") if errors else None,
            span(tag("b", t("forms.kept")), " ", t.local(saved).strftime("%H:%M:%S"), class_="kept") if saved else None,
            *(span(word) for word in words if word))
    with st.bottom, st.container(key=name, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        html(p(*(part for one in said if one for part in (one, " ")), "\u00a0", class_="barwords"))
        with st.container(key=f"{name}_buttons", horizontal=True, horizontal_alignment="right", width="content", gap="small"):
            yield


def ask_twice(key: str, words: tuple[str, str, str], confirm: Callable[[], None], undo: Callable[[], None] | None = None,
              done: bool = False, width: int | str = "content", disabled: bool = False) -> bool:
    """One button that is pressed twice: `words` are what it says at first, when armed and, once done, to take it back.
    Same key and kind throughout, so the focus stays. Whether it is armed now; one button at a time is."""
    armed = is_armed(key)
    shown = words[2] if done else words[1] if armed else words[0]
    with st.container(key=f"ask_{key}", width="content", gap=None):  # another key would take the focus away
        st.button(shown, key=key, on_click=_press, args=(key, confirm, undo, done), width=width, disabled=disabled or (done and undo is None))
        html(tag("i", class_=f"asked {'armed' if armed else 'done' if done else 'idle'}", aria_hidden="true"))
    return armed


def is_armed(key: str) -> bool:
    return st.session_state.get(ARMED, ("", 0.0))[0] == key


def disarm() -> None:
    st.session_state.pop(ARMED, None)


def _press(key: str, confirm: Callable[[], None], undo: Callable[[], None] | None, done: bool) -> None:
    now = monotonic()
    if done:
        disarm()
        if undo:
            undo()
    elif not is_armed(key):
        st.session_state[ARMED] = (key, now)
    elif now - st.session_state[ARMED][1] > GUARD:
        disarm()
        confirm()


def receipt(title: object, words: object = "", *rows: tuple[object, object]) -> Markup:
    """What was done, in green, and what happens next."""
    return div(div(tag("b", title), " ", words, class_="receipt", role="status"), pairs(*rows) if rows else None)


def failure(title: object, words: object = "") -> Markup:
    """What could not be done and why, where it was tried."""
    return div(tag("b", title), " ", words, class_="problems", role="alert")


def attempt(t: Wording, name: str, do: Callable[[], object], done: str = "") -> object | None:
    """For callbacks, which cannot draw: what `do` gives, None where it was refused. What it says, `done` or what is wrong,
    waits under `name` for the next run: `errors(name)` for the form, `outcome(name)` for the page."""
    try:
        result = do()
    except TrackerError as error:
        wrong = sentences(error, t) if isinstance(error, BadInput) else {}
        st.session_state[_told(name)] = (False, t(error.key, **error.values), wrong)
        return None
    st.session_state[_told(name)] = (True, done, {})
    return result


def tell(name: str, title: object, words: object) -> None:
    """For what was finished without a press here: `outcome(name)` of the next run draws it as a receipt."""
    st.session_state[_told(name)] = (True, receipt(title, words), {})


def errors(name: str) -> dict[str, str]:
    """What was wrong at the last attempt, by field."""
    return st.session_state.get(_told(name), (True, "", {}))[2]


def unsay(name: str) -> None:
    """What was wrong is told no more: the field it was about says something else now."""
    st.session_state.pop(_told(name), None)


def outcome(name: str) -> None:
    """Draws what the last attempt said, once: a receipt, or why it was refused."""
    well, words, wrong = st.session_state.get(_told(name), (True, "", {}))
    if wrong:
        return  # said above the form and at its fields
    st.session_state.pop(_told(name), None)
    if words:
        html(words if isinstance(words, Markup) else receipt(words) if well else failure(words))


def _told(name: str) -> str:
    return f"told_{name}"
