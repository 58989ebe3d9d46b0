"""Pieces of the edit page: its heading, its search, the fields of a form, what stands beside it."""

import streamlit as st

from tracker.charts.markup import Markup, div, join, link, p, span, tag
from tracker.charts.markup import table as html_table
from tracker.domain.editable import BY_KIND, Editable, Input, Slot
from tracker.domain.typed_money import MoneyUnit, won_typed
from tracker.pages.components import html
from tracker.services.pieces import UNIT, parts_of, slots, texts_of
from tracker.ui import forms
from tracker.ui.forms import Form
from tracker.views import edit_forms as words
from tracker.views import edit_lists as view

FEW = 4  # choices that stand side by side; more of them are pills, many a list


def head(title: str, note: object = "", small: object = "") -> Markup:
    """The one H1 of a work page, with the small line above it and a sentence below."""
    return div(p(small, class_="note") if small else None, tag("h1", title, class_="big"), p(note, class_="body") if note else None, class_="head after")


def to_mend(t, problems: list[tuple[str, str]]) -> Markup | None:
    """Every problem with the name of its field, above the form."""
    items = (tag("li", tag("b", name) if name else None, " ", sentence) for name, sentence in problems)
    return div(p(tag("b", t("edit.to_mend", n=len(problems)))), tag("ol", *items), class_="problems", role="alert") if problems else None


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def search(member, label: str) -> str:
    """The search field, kept in the address."""
    def keep() -> None:
        st.query_params["q"] = st.session_state["edit_search"]
        st.query_params.pop("page", None)
    st.session_state.setdefault("edit_search", member.value("q"))
    with st.container(key="fld_edit_search"):
        return st.text_input(label, key="edit_search", on_change=keep, width=420).strip()


def field(member, form: Form, rule: Editable, slot: Slot, texts: dict[str, str]) -> None:
    """One field of the form, by how it is typed."""
    t, name = member.t, words.label(member.t, rule, slot)
    half = {"ko": "en", "en": "ko"}.get(slot.language, "")
    empty = not form.value(slot.name)
    other = str(form.value(slot.name[:-2] + half)) if half and empty else ""
    hint = words.hint(t, slot, empty, other)
    if slot.input in (Input.PERIOD, Input.DAY):
        form.day(slot.name, name, member.today, hint, whole=slot.input is Input.DAY)
    elif slot.input is Input.LONG:
        form.area(slot.name, name, hint)
    elif slot.input is Input.MONEY:
        _money(t, form, slot, name, hint)
    elif slot.input in (Input.LINE, Input.ADDRESS, Input.NUMBER):
        form.text(slot.name, name, hint)
    else:
        _choose(member, form, slot, name, hint, texts.get(slot.name, ""))


def _choose(member, form: Form, slot: Slot, name: str, hint: str, held: str) -> None:
    t = member.t
    if slot.input is Input.FLAG:
        form.choice(slot.name, name, (("yes", t("edit.yes")), ("no", t("edit.no"))), hint)
        return
    offered = words.options(member.plan, t, slot, member.today, held)
    if slot.input in (Input.WORDS, Input.CODES):
        (form.many if slot.input is Input.WORDS else form.several)(slot.name, name, offered, hint)
    elif len(offered) <= FEW:
        form.choice(slot.name, name, offered, hint)
    else:
        empty = () if slot.required else (("", t("edit.none_chosen")),)
        form.select(slot.name, name, (*empty, *offered), hint)


def _money(t, form: Form, slot: Slot, name: str, hint: str) -> None:
    """Digits, their unit, and the amount read back in words."""
    with st.container(horizontal=True, key=f"money_{form.name}", vertical_alignment="bottom", gap="small"):
        form.text(slot.name, name, hint, width=240)
        form.choice(slot.name + UNIT, t("edit.unit"), tuple((u.value, t(f"edit.unit_{u.value}")) for u in MoneyUnit))
        html(div(read_money(t, str(form.value(slot.name)), str(form.value(slot.name + UNIT))), class_="readback"))


def read_money(t, typed: str, unit: str) -> Markup:
    """What the typed digits mean, in words."""
    if not typed.strip() or not unit:
        return span("\u00a0")
    try:
        won = won_typed(typed, MoneyUnit(unit))
        return span(t("edit.exact_won", won=won, words=t.won(won)))
    except ValueError:
        return span(t("edit.not_read"), class_="muted")


def locked(member, rule: Editable, every: tuple[Slot, ...], texts: dict[str, str]) -> None:
    """What cannot be typed here, and the way there is."""
    t = member.t
    shown = [(words.label(t, rule, s), words.in_words(member.plan, t, s, texts.get(s.name, "")) or t("common.none")) for s in every if s.locked]
    moved = any(s.locked == "elsewhere" for s in every)
    note = p(t("edit.fixed_elsewhere"), " ", link(member.href("requests", milestone=texts.get("code", ""), new="1"), t("edit.to_requests")), class_="small") if moved else None
    if len(shown) < 2:  # the code alone stands above the heading already
        return
    html(div(tag("h2", t("edit.fixed_title")), forms.pairs(*shown), note, class_="lockedbox"))


def parts(member, owner: object, key: str, rule: Editable) -> None:
    """The parts of an object as tables, each row and each table with its way to the form."""
    for kind in rule.parts:
        _part(member, owner, key, kind)


def _part(member, owner: object, key: str, kind: type) -> None:
    t, found = member.t, parts_of(owner, kind)
    part = BY_KIND[kind]
    name = t(f"edit.kind.{part.word}")
    add = link(member.href("edit", **words.edit_query(key), new=part.word), t("edit.add", what=name), class_="cta")
    every = slots(part, False)
    heads, body, numeric = view.part_table(member.plan, t, part, every, [texts_of(part, value) for value in found.values()])
    rows = [[*row, link(member.href("edit", **words.edit_query(k)), t("edit.edit_row"), aria_label=t("edit.edit_named", name=f"{name} {words.part_name(member.plan, t, v)}"))]
            for (k, v), row in zip(found.items(), body, strict=True)]
    left = p(view.remainder_words(t, owner.links), class_="small") if part.word == "link" else None
    html(div(div(tag("h2", f"{capital(name)} "), span(t("edit.count", n=len(rows)), class_="n"), add, class_="parthead"),
             html_table([*heads, ""], rows, caption=name, class_="stack", numeric=numeric) if rows else p(t("edit.parts_none"), class_="small"), left, class_="partbox"))


def beside(member, piece, value: object | None, changes: list[dict]) -> Markup:
    """The grey box: where the object is shown, its sources, its last changes."""
    t, code = member.t, piece.root_key.split("/", 1)[1]
    if not code:
        codes = view.last_codes(member.plan, piece.root)
        return forms.context(_listed(t("edit.last_codes"), codes, t("edit.no_codes")))
    shown = [link(member.href(page, **query), name) for page, query, name in view.shown_at(t, piece, code)]
    found = view.sources(member.plan, t, value) if value is not None else []
    sources = [join(link(s["url"], s["words"]), span(f" {s['published']}", class_="muted")) for s in found]
    lines = [join(row["line"], p(row["reason"], class_="small") if row["reason"] else None) for row in changes]
    return forms.context(_listed(t("edit.shown_title"), shown, ""), _listed(t("edit.sources_title"), sources, t("edit.sources_none")),
                         _listed(t("edit.changes_title"), lines, t("edit.changes_none")),
                         p(link(member.href("history", of=piece.root_key), t("edit.changes_all"))))


def _listed(title: str, items: list, empty: str) -> Markup | None:
    if not items and not empty:
        return None
    return join(tag("h2", title), tag("ul", *(tag("li", item) for item in items)) if items else p(empty, class_="small"))
