"""The form of one piece of the plan: its fields, why they change, and what came of saving."""

from dataclasses import replace

import streamlit as st

from tracker.charts.markup import div, link, p, span, tag
from tracker.domain.editable import Need, piece as piece_of
from tracker.domain.errors import NotFound
from tracker.pages import components as c
from tracker.pages.components import html
from tracker.services import reading
from tracker.ui import acts, edit_parts, edit_sheet, forms
from tracker.ui.conflict import Clash, conflict, open_choices
from tracker.ui.edit_sheet import Sheet
from tracker.ui.member import engine
from tracker.views import edit_forms as words
from tracker.views import edit_lists as view

NOTICE = "edit_notice"


def draw(member, key: str) -> None:
    _leave(member, key)
    try:
        sheet = edit_sheet.opened(member, key)
    except NotFound:
        if not (kept := edit_sheet.gone(key)):
            raise
        _gone(member, key, kept)
        return
    _crumbs(sheet)
    if sheet.kept.collision:
        _conflict(sheet)
        return
    _form(sheet)


def _leave(member, key: str) -> None:
    """After something was done: to the object it belongs to, which says so. The piece itself may have gone, or be named
    otherwise now."""
    kept = edit_sheet.kept_of(key)
    if kept and kept.saved:
        st.session_state[NOTICE] = ("added" if key.endswith("/") else "saved", kept.saved.key, kept.saved.merged)
        edit_sheet.forget(key)
        member.go("edit", **words.edit_query("/".join(kept.saved.key.split("/", 2)[:2])))
    if kept and kept.removed:
        st.session_state[NOTICE] = ("removed", "", ())
        edit_sheet.forget(key)
        member.go("edit", **(words.edit_query(kept.removed) if "/" in kept.removed else {"kind": kept.removed}))


def _crumbs(sheet: Sheet) -> None:
    member, t, root = sheet.member, sheet.member.t, sheet.piece.root
    steps = [(t("edit.title"), member.href("edit")), (t(f"edit.plural.{root.word}"), member.href("edit", kind=root.word))]
    if sheet.piece.is_part:
        steps.append((words.name_of_key(member.plan, t, sheet.piece.root_key), member.href("edit", **words.edit_query(sheet.piece.root_key))))
    c.crumbs(member, *steps)


def _form(sheet: Sheet) -> None:
    member, t, piece, kept = sheet.member, sheet.member.t, sheet.piece, sheet.kept
    name = words.piece_name(member.plan, t, piece, sheet.value)
    code = piece.root_key.split("/", 1)[1]
    kind = t(f"edit.kind.{piece.rule.word}")
    small = t("edit.new_note", what=kind) if piece.new else t("edit.version_note", code=code, n=kept.seen)
    html(edit_parts.head(edit_parts.capital(name), small=small))
    _notices(sheet)
    if not piece.is_part and sheet.value is not None:
        edit_parts.parts(member, sheet.owner, piece.key, piece.root)
    problems = edit_sheet.problems_now(sheet)
    left, right = st.columns([5, 3], gap="large")
    with left:
        _fields(sheet, problems)
    with right:
        html(edit_parts.beside(member, piece, sheet.owner, _changes(sheet)))
    _bar(sheet, len(problems))


def _notices(sheet: Sheet) -> None:
    t, kept = sheet.member.t, sheet.kept
    said(sheet.member)
    if kept.failure:
        html(acts.failure(t(kept.failure.key, **kept.failure.values)))
    if kept.unkept:
        html(acts.failure(t(kept.unkept.key, **kept.unkept.values)))
    if kept.back:
        html(div(p(t("edit.draft_back")), class_="notice", role="status"))


def said(member) -> None:
    """What was just done, once."""
    t = member.t
    if notice := st.session_state.pop(NOTICE, None):
        word, key, merged = notice
        title, more = (t(f"edit.{word}", name=_named(member, key)), t("edit.saved_text")) if key else (t("edit.removed"), "")
        html(acts.receipt(title, more), p(t("edit.merged", fields=_field_names(t, piece_of(key), merged)), class_="small") if merged else None)


def _named(member, key: str) -> str:
    piece = piece_of(key)
    try:
        owner = edit_sheet.object_in(member.plan, piece.root_key)
        return words.piece_name(member.plan, member.t, piece, edit_sheet.held(owner, piece))
    except NotFound:
        return key


def _field_names(t, piece, names) -> str:
    return t.join(words.label(t, piece.rule, s) for s in edit_sheet.slots(piece.rule, False) if s.name in names)


def _fields(sheet: Sheet, problems) -> None:
    member, t, rule = sheet.member, sheet.member.t, sheet.piece.rule
    said = {}
    for problem in problems:
        said[problem.column] = " ".join(filter(None, (said.get(problem.column), words.problem_words(member.plan, t, rule, problem))))
    html(edit_parts.to_mend(t, [(words.problem_place(t, rule, sheet.every, found), words.problem_words(member.plan, t, rule, found)) for found in problems]))
    form = replace(sheet.form, errors=said)
    edit_parts.locked(member, rule, sheet.every, sheet.texts)
    own = [slot for slot in sheet.open if slot.name not in words.ORIGIN]
    source = [slot for name in words.ORIGIN for slot in sheet.open if slot.name == name]
    missing = words.missing_english(t, rule, own, sheet.texts)
    if missing:
        html(div(tag("b", t("edit.missing_title", n=len(missing))), " ", t("edit.missing_list", fields=t.join(missing)), class_="flagbox"))
    _section(sheet, form, "content_title", own)
    _section(sheet, form, "source_title", source)
    _why(sheet, form)


def _section(sheet: Sheet, form, title: str, own) -> None:
    if not own:
        return
    html(tag("h2", sheet.member.t(f"edit.{title}"), class_="formhead"))
    for row in words.rows(own):
        if len(row.slots) == 1:
            edit_parts.field(sheet.member, form, sheet.piece.rule, row.slots[0], sheet.texts)
            continue
        for column, slot in zip(st.columns(len(row.slots), gap="medium"), row.slots, strict=True):
            with column:
                edit_parts.field(sheet.member, form, sheet.piece.rule, slot, sheet.texts)


def _why(sheet: Sheet, form) -> None:
    """The reason, whether it is a correction, and the resolution where the plan itself changes."""
    member, t, rule, new = sheet.member, sheet.member.t, sheet.piece.rule, sheet.piece.new
    html(tag("h2", t("edit.why_title_new" if new else "edit.why_title"), class_="formhead"))
    if rule.figures and not new:
        form.tick("correction", t("edit.correction"), t("edit.correction_hint"))
    must = new and rule.adding is Need.RESOLUTION
    if rule.weighty or must:
        form.select("resolution", t("edit.resolution"), (("", t("edit.none_chosen")), *words.resolutions(member.plan, t, member.today)),
                    t("edit.resolution_hint_must" if must else "edit.resolution_hint"))
    form.area("reason", t("edit.reason"), t("edit.reason_hint"), height=80)


def _bar(sheet: Sheet, errors: int) -> None:
    member, t, key, piece = sheet.member, sheet.member.t, sheet.piece.key, sheet.piece
    n = sheet.changed
    said = t("edit.draft_kept") if piece.new else t("edit.changed_n", n=n) if n else t("edit.untouched")
    with acts.bar(t, span(t("edit.to_mend", n=errors), class_="wrong", role="status") if errors else "", said):
        if edit_sheet.removable(piece):
            acts.ask_twice("edit_remove", (t("edit.remove"), t("edit.remove_sure"), ""), lambda: edit_sheet.remove(key))
        st.button(t("edit.cancel"), key="edit_cancel", on_click=edit_sheet.forget, args=(key,))
        st.button(t("edit.save_new" if piece.new else "edit.save"), key="edit_save", type="primary", shortcut="Ctrl+Enter", on_click=edit_sheet.save, args=(key,))


def _conflict(sheet: Sheet) -> None:
    """Base, theirs and mine by field; nothing typed is lost."""
    member, t, kept, key = sheet.member, sheet.member.t, sheet.kept, sheet.piece.key
    found, name = kept.collision, words.piece_name(member.plan, t, sheet.piece, sheet.value)
    html(edit_parts.head(t("edit.conflict_title"), t("edit.conflict_text", name=name, n=len(found.merge.differing)), key.split("/", 1)[1]))
    fields = _clashes(sheet)
    theirs = view.last_said(t, _entries(sheet), lambda at: t.local(at).strftime("%H:%M"))
    chosen = conflict(t, sheet.form.name, fields, t("edit.version", n=kept.seen), f"{t('edit.version', n=found.now)} · {theirs}")
    kept.chosen = None if chosen is None else _texts_of(sheet, chosen)
    left = open_choices(sheet.form.name, fields)
    with acts.bar(t, t("edit.conflict_left", n=left) if left else ""):
        st.button(t("edit.conflict_drop"), key="edit_cancel", on_click=edit_sheet.forget, args=(key,))
        st.button(t("edit.conflict_save"), key="edit_save", type="primary", shortcut="Ctrl+Enter", on_click=edit_sheet.settle, args=(key,))


def _clashes(sheet: Sheet) -> list[Clash]:
    """Every text somebody changed, in words; plain texts may also be written anew."""
    member, t = sheet.member, sheet.member.t
    slots = {slot.name: slot for slot in sheet.every}
    shown = lambda name, text: words.in_words(member.plan, t, slots[name], text)  # noqa: E731
    return [Clash(d.name, words.label(t, sheet.piece.rule, slots[d.name]), shown(d.name, d.base), shown(d.name, d.theirs), shown(d.name, d.mine),
                  free=slots[d.name].input in (words.Input.LINE, words.Input.LONG)) for d in sheet.kept.collision.merge.changed]


def _texts_of(sheet: Sheet, chosen: dict[str, str]) -> dict[str, str]:
    """The texts behind the words that were chosen; what was written anew stays as written."""
    member, t = sheet.member, sheet.member.t
    slots = {slot.name: slot for slot in sheet.every}
    made = {}
    for d in sheet.kept.collision.merge.changed:
        known = {words.in_words(member.plan, t, slots[d.name], text): text for text in (d.base, d.theirs, d.mine)}
        made[d.name] = known.get(chosen[d.name], chosen[d.name])
    return made


def _changes(sheet: Sheet) -> list[dict]:
    """The last edits of the object, from the log."""
    t = sheet.member.t
    return view.changes(t, _entries(sheet), t.moment)


def _entries(sheet: Sheet) -> list:
    return list(reading.entries(engine(), root=sheet.piece.root_key)) if sheet.owner is not None else []


def _gone(member, key: str, kept) -> None:
    """Somebody removed it meanwhile: what was typed is shown, so that it can be used again."""
    t, rule = member.t, piece_of(key).rule
    typed = [(words.label(t, rule, s), kept.typed.get(s.name, "")) for s in edit_sheet.slots(rule, True) if kept.typed.get(s.name)]
    html(edit_parts.head(t("edit.conflict_title")), acts.failure(t("edit.conflict_removed")), forms.pairs(*typed),
         p(link(member.href("edit", kind=piece_of(key).root.word), t(f"edit.plural.{piece_of(key).root.word}")), class_="ways"))
    with acts.bar(t):
        st.button(t("edit.draft_drop"), key="edit_cancel", on_click=edit_sheet.forget, args=(key,))
