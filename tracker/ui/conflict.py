"""Somebody saved first: base, theirs and mine side by side, one choice for every field both sides changed.

    chosen = conflict(t, "report_M07-01", clashes, merged, theirs_note=t("…", office=…, at=…))
    # None while a choice is open, else {field: text to save}
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import streamlit as st

from tracker.charts.markup import Markup, div, join, p, span, tag
from tracker.pages.components import html
from tracker.text import Wording
from tracker.ui.forms import label

CHOICES = ("base", "theirs", "mine")


@dataclass(frozen=True)
class Clash:
    """One field of a conflict, its three values in words. `free` text may also be written anew; `merged` says why a field
    only one side touched needs no choice."""

    field: str
    label: str
    base: str
    theirs: str
    mine: str
    free: bool = False

    @property
    def open(self) -> bool:
        """Whether both sides changed it, and differently."""
        return self.theirs != self.mine and self.base not in (self.theirs, self.mine)

    @property
    def settled(self) -> str:
        """The value where no choice is needed: what the one side that touched it wrote."""
        return self.theirs if self.mine == self.base else self.mine


def conflict(t: Wording, name: str, fields: Sequence[Clash], base_note: str = "", theirs_note: str = "") -> dict[str, str] | None:
    """Draws the table and gives the text of every field once all are chosen, None before. What was chosen survives reruns."""
    asked = [clash for clash in fields if clash.open]
    heads = (t("forms.field"), join(t("forms.base"), _note(base_note)), join(t("forms.theirs"), _note(theirs_note)),
             join(t("forms.mine"), _note(t("forms.not_saved"))))
    html(div(*(div(head) for head in heads), class_="clash clashhead"))
    chosen = {clash.field: _ask(t, name, clash) for clash in asked}
    _merged(t, [clash for clash in fields if not clash.open])
    if any(value is None for value in chosen.values()):
        return None
    return {clash.field: clash.settled for clash in fields if not clash.open} | chosen


def open_choices(name: str, fields: Sequence[Clash]) -> int:
    """How many fields still wait for a choice: for the bar at the bottom."""
    return sum(clash.open and st.session_state.get(_key(name, clash)) is None for clash in fields)


def _key(name: str, clash: Clash) -> str:
    return f"clash_{name}_{clash.field}"


def _note(words: str) -> Markup | None:
    return span(" ", words, class_="muted") if words else None


def _ask(t: Wording, name: str, clash: Clash) -> str | None:
    """The three values, and under each the button that keeps it."""
    key = _key(name, clash)
    picked = st.session_state.get(key)
    cells = (tag("b", clash.label), clash.base or t("common.none"), inserted(clash.base, clash.theirs, t), inserted(clash.base, clash.mine, t))
    names = ("", *CHOICES)
    html(div(*(div(cell, class_="chosen" if name and name == picked else None, data_l=_short(t, name)) for name, cell in zip(names, cells)), class_="clash"))
    with st.container(key=f"clashpick_{key}"):
        words = {"base": t("forms.anew" if clash.free else "forms.keep_base"), "theirs": t("forms.keep_theirs"), "mine": t("forms.keep_mine")}
        st.segmented_control(label(t("forms.keep_which", field=clash.label)), CHOICES, key=key, format_func=words.get, required=True, width="stretch")
    if picked == "base" and clash.free:
        st.session_state.setdefault(f"{key}_anew", clash.mine)
        return st.text_area(label(clash.label), key=f"{key}_anew", height=92)
    return getattr(clash, picked) if picked else None


def _short(t: Wording, column: str) -> str | None:
    return t(f"forms.{column}") if column else None


def _merged(t: Wording, fields: Sequence[Clash]) -> None:
    if not fields:
        return
    rows = (div(div(tag("b", clash.label)), div(clash.base or t("common.none"), data_l=t("forms.base")), div(clash.theirs or t("common.none"), data_l=t("forms.theirs")),
                div(clash.mine or t("common.none"), " ", span(t(f"forms.{_why(clash)}"), class_="muted"), data_l=t("forms.mine")), class_="clash")
            for clash in fields)
    html(tag("h3", t("forms.merged"), class_="h3"), p(t("forms.merged_text"), class_="small"), div(*rows, class_="merged"))


def _why(clash: Clash) -> str:
    if clash.theirs == clash.mine:
        return "all_alike" if clash.base == clash.mine else "both_alike"
    return "only_theirs" if clash.mine == clash.base else "only_mine"


def inserted(before: str, after: str, t: Wording) -> Markup:
    """`after` with the words that were not in `before` marked. Deletions are not repeated: the base stands beside it."""
    old, new = before.split(), after.split()
    parts: list[object] = []
    for kind, _, _, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if first < last:
            words = " ".join(new[first:last])
            parts += [tag("ins", words) if kind != "equal" else words, " "]
    return join(*parts[:-1]) if parts else join(t("common.none"))
