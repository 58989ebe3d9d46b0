"""Search: one field; hits by kind, what was searched for marked; advice where nothing fits."""

from tracker.charts.markup import Markup, join, link, p, span, tag
from tracker.pages import components as c
from tracker.pages.fields import Words
from tracker.views import search as view


def choices(reader) -> tuple[Words, ...]:
    return (Words("q"),)


def top(reader) -> None:
    c.heading(reader, reader.t("pages.search"), view.finding(view.find(reader.plan, reader.value("q")), reader.t), reader.t("search.note"))


def render(reader) -> None:
    found = view.find(reader.plan, reader.value("q"))
    for n, (kind, hits) in enumerate(view.groups(found)):
        _group(reader, found, kind, hits, first=n == 0)
    if found.hits:
        c.html(c.source_line(reader, reader.t("search.source"), "search", q=found.query))
    if not found.hits or found.near:
        _advice(reader)


def _group(reader, found, kind: str, hits: list, first: bool) -> None:
    t = reader.t
    lines = [_line(reader, found, hit.entry) for hit in hits]
    rest = lines[view.SHOWN:]
    folded = tag("details", tag("summary", t("search.more", n=len(rest))), c.rows(*rest)) if rest else tag("span")
    c.section(t("search.group", kind=t(f"search.kind_{kind}"), n=len(hits)), "", c.rows(*lines[:view.SHOWN]), folded, first=first)


def _line(reader, found, entry) -> tuple:
    name, around = reader.t.pick(entry.name), reader.t.pick(entry.around)
    code = "" if entry.kind in ("page", "ministry", "indicator") else entry.code
    return (link(reader.href(entry.page, **dict(entry.query)), _marked(name, found.tokens)), _marked(around, found.tokens), span(code, class_="small"))


def _marked(text: str, tokens: tuple[str, ...]) -> Markup:
    return join(*(tag("mark", piece) if hit else piece for piece, hit in view.marked(text, tokens)))


def _advice(reader) -> None:
    t = reader.t
    advice = [tag("li", t(f"search.advice_{key}")) for key in ("shorter", "code", "ministry")]
    c.section(t("search.advice_title"), "", tag("ul", *advice, class_="advice"), tag("h3", t("search.examples_title"), class_="h3"),
              p(*(link(reader.same_page(q=word), word) for word in view.examples(t)), class_="examples"), first=True)
