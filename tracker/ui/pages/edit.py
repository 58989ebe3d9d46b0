"""Keeping the plan up to date: what can be edited, a list of one kind, the form of one piece."""

from tracker.charts.markup import div, link, p, span, tag
from tracker.charts.markup import table as html_table
from tracker.domain.editable import BY_WORD, Need
from tracker.pages import components as c
from tracker.ui import edit_form, edit_parts
from tracker.views import edit_lists as view
from tracker.views.edit_forms import edit_query


def render(member) -> None:
    kind, code, new = member.value("kind"), member.value("code"), member.value("new")
    if kind not in BY_WORD:
        _index(member)
    elif code or new:
        edit_form.draw(member, f"{kind}/{code}/{new}/" if code and new else f"{kind}/{code}")
    else:
        _listing(member, kind)


def _index(member) -> None:
    t = member.t
    c.html(edit_parts.head(t("edit.title"), t("edit.intro")),
           p(t("edit.intro_dates"), " ", link(member.href("requests"), t("edit.to_requests")), class_="body"))
    if q := edit_parts.search(member, t("edit.search")):
        _found(member, q)
        return
    c.html(tag("ul", *(tag("li", link(member.href("edit", kind=k["word"]), k["name"]), span(t("edit.count", n=k["count"]), class_="n"),
                           p(k["about"], class_="small")) for k in view.kinds(member.plan, t)), class_="kinds"))


def _found(member, q: str) -> None:
    t, rows = member.t, view.search(member.plan, member.t, q)
    shown = rows[:view.FOUND_AT_ONCE]
    key = "found_none" if not rows else "found" if len(shown) == len(rows) else "found_more"
    c.html(p(t(f"edit.{key}", q=q, n=len(rows), shown=len(shown)), class_="body", role="status"))
    if rows:
        c.html(_table(member, shown, t("edit.search"), with_kind=True))


def _listing(member, kind: str) -> None:
    t, name = member.t, member.t(f"edit.kind.{kind}")
    c.crumbs(member, (t("edit.title"), member.href("edit")))
    add = link(member.href("edit", kind=kind, new="1"), t("edit.add", what=name), class_="cta") if BY_WORD[kind].adding is not Need.NEVER else None
    c.html(edit_parts.head(t(f"edit.plural.{kind}"), t(f"edit.about.{kind}")), p(add, class_="ways") if add else None)
    edit_form.said(member)
    rows = view.listing(member.plan, t, kind, edit_parts.search(member, t("edit.search")))
    page, pages = view.pages(len(rows), member.value("page"))
    first = (page - 1) * view.PER_PAGE
    shown = rows[first:first + view.PER_PAGE]
    c.html(p(t("edit.list_note", n=len(rows), first=first + 1, last=first + len(shown)) if rows else t("edit.list_empty"), class_="small", role="status"),
           _table(member, shown, name) if rows else None, c.pager(member, page, pages))


def _table(member, rows: list[dict], caption: str, with_kind: bool = False):
    t = member.t
    head = [t("edit.col_code"), t("edit.col_name"), t("edit.col_kind") if with_kind else t("edit.col_more")]
    body = [[r["code"] or "–", div(link(member.href("edit", **edit_query(r["key"])), r["title"] or r["key"]),
                                   span(t("edit.english_missing"), class_="flag") if r["incomplete"] else None),
             r["kind"] if with_kind else r["more"]] for r in rows]
    return html_table(head, body, caption=caption, class_="stack")
