"""What the pages of change requests share when something is done: one intent has one effect, and a failure is told in words."""

from collections.abc import Callable
from uuid import uuid4

import streamlit as st

from tracker.domain.errors import BadInput, Conflict, TrackerError
from tracker.pages.components import html
from tracker.text import Wording
from tracker.ui import acts


def intent(name: str) -> str:
    """The idempotency key of a form until its deed is done."""
    return st.session_state.setdefault(f"intent_{name}", uuid4().hex)


def seen(name: str, version: int) -> int:
    """The version somebody has before them: that of the first look, until they were told of a newer one."""
    return st.session_state.setdefault(f"seen_{name}", version)


def attempt(t: Wording, name: str, do: Callable[[str], str], stale: tuple[str, ...] = ()) -> str:
    """Does it with the intent's key; the result, empty where it failed. Then `failure` tells why in the next run, and
    what is `stale` counts as seen anew: the page shows the present state beside what was typed."""
    try:
        result = do(intent(name))
    except BadInput:
        st.session_state[f"tried_{name}"] = True
        return ""
    except Conflict:
        for each in stale:
            st.session_state.pop(f"seen_{each}", None)
        return _failed(name, t("requests.changed_meanwhile"))
    except TrackerError as error:
        return _failed(name, t(error.key, **error.values))
    for prefix in ("intent", "tried", "failed"):
        st.session_state.pop(f"{prefix}_{name}", None)
    return result


def say(words: str) -> None:
    """For callbacks, which cannot draw: the next run says it once, as a receipt."""
    st.session_state["request_said"] = words


def receipt() -> None:
    if words := st.session_state.pop("request_said", ""):
        html(acts.receipt(words))


def _failed(name: str, words: str) -> str:
    st.session_state[f"failed_{name}"] = words
    return ""


def tried(name: str) -> bool:
    return bool(st.session_state.get(f"tried_{name}"))


def why(name: str) -> str:
    """What went wrong at the last try."""
    return st.session_state.get(f"failed_{name}", "")


def failure(t: Wording, name: str) -> None:
    if words := why(name):
        html(acts.failure(t("requests.failed"), words))
