"""What pages are made of. A page says what; these say how it looks, so that every page looks the same.

Everything here draws; nothing computes, reads the plan or knows a rule.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import ModuleType
from urllib.parse import quote

from tracker.charts import Twin
from tracker.charts.look import page_address
from tracker.charts.markup import Markup, div, join, link, mark, p, span, tag
from tracker.charts.markup import table as html_table
from tracker.pages import canvas
from tracker.pages.reader import Reader
from tracker.views.pages import subject_of

PRINTED = {"pdf": "PDF", "html": "HTML", "md": "Markdown"}  # the forms of printed reports as everybody calls them
# Plotly adds its own look of 6 KB to every figure that names none; ours is whole already.
BARE = {"layout": {"xaxis": {"automargin": True}, "yaxis": {"automargin": True}}}


# A chart in a page of another site, in pixels: its greatest width, what stands around a figure, what a table needs.
LENT_WIDTH, LENT_FRAME, LENT_LEAST, LENT_ROW, LENT_HIGHEST = 960, 240, 380, 40, 900

_gathered: ContextVar[list[Markup] | None] = ContextVar("gathered", default=None)


def html(*children: object) -> None:
    """Draws the children; nothing where there is nothing."""
    drawn, waiting = join(*children), _gathered.get()
    if drawn and waiting is not None:
        waiting.append(drawn)
    elif drawn:
        canvas.current().html(drawn)


@contextmanager
def gathering() -> Iterator[None]:
    """Inside, neighbouring pieces of HTML leave as one message: each message costs the server and the browser."""
    token = _gathered.set([])
    try:
        yield
        _send_gathered()
    finally:
        _gathered.reset(token)


@contextmanager
def wrapped(name: str) -> Iterator[None]:
    """Inside, only HTML is drawn; it leaves in one block of class `name`."""
    token = _gathered.set([])
    try:
        yield
        inside = div(*_gathered.get(), class_=name)
    finally:
        _gathered.reset(token)
    html(inside)


def _send_gathered() -> None:
    """What was gathered so far is drawn now; called before anything that is not HTML."""
    if waiting := _gathered.get():
        canvas.current().html(join(*waiting))
        waiting.clear()


def plot(figure: dict, sentence: str, height: int, key: str | None = None) -> None:
    """A Plotly figure with its alternative text; `key` only where one figure stands twice on a page."""
    _send_gathered()
    figure = figure | {"layout": figure["layout"] | {"template": BARE}}
    canvas.current().plot(figure, sentence, height, key)


def crumbs(reader: Reader, *steps: tuple[str, str]) -> None:
    """The way to this page as (label, address) steps; the page itself is not one of them."""
    items = [link(address, label) for label, address in steps]
    row = [x for item in items for x in (item, " › ")][:-1]
    html(tag("nav", *row, class_="crumbs", aria_label=reader.t("frame.breadcrumb")))


def heading(reader: Reader, name: str, finding: str = "", note: str = "", after_crumbs: bool = False) -> None:
    """The one H1. With a finding, the name is the small line and the finding the large one; without, the name is large."""
    as_of = reader.t("common.as_of", as_of=reader.as_of)
    html(div(tag("h1", name, class_=None if finding else "big"), p(finding, class_="finding") if finding else None,
             p(as_of + (" · " + note if note else ""), class_="note"), class_="head after" if after_crumbs else "head"))


def section(title: str, subtitle: str = "", *children: object, first: bool = False) -> None:
    """A section head (one rule, H2, subtitle) and what stands in it."""
    html(section_markup(title, subtitle, *children, first=first))


def section_markup(title: str, subtitle: str = "", *children: object, first: bool = False) -> Markup:
    return tag("section", tag("h2", title), p(subtitle, class_="sub") if subtitle else None, *children,
               class_="sec first" if first else "sec")


def split(left: Markup, right: Markup) -> None:
    """Two sections side by side, under one another on phones."""
    html(div(left, right, class_="split"))


def cards(*items: tuple[str, object, str]) -> Markup:
    """Number cards: (label, number as text or Markup, one line of context)."""
    many = {2: " two", 3: " three"}.get(len(items), "")
    return div(*(div(p(label, class_="l"), p(value, class_="v"), p(context, class_="c"), class_="card")
                 for label, value, context in items), class_="cards" + many)


def facts(*pairs: tuple[str, object]) -> Markup:
    """A row of label and value."""
    return tag("dl", *(div(tag("dt", label), tag("dd", value)) for label, value in pairs), class_="factrow")


def rows(*items: tuple[object, object, object]) -> Markup:
    """A list of (title, small line below, right-hand side)."""
    return tag("ul", *(tag("li", span(title, class_="t"), span(below, class_="m"), span(right, class_="r")) for title, below, right in items), class_="rows")


def dates(*items: tuple[object, object, object, object]) -> Markup:
    """A list of (date, small line below the date, what, small line below)."""
    return tag("ul", *(tag("li", div(on, div(small, class_="m") if small else None), div(what, div(more, class_="m") if more else None))
                       for on, small, what, more in items), class_="dates")


def source_line(reader: Reader, source: str, dataset: str, note: str = "", *, picture: str = "", **filters: str) -> Markup:
    """Note, source, as-of, CSV, JSON and how to cite: below everything that shows numbers; below a chart (`picture` is its
    name) also the chart as a picture."""
    if not source or not dataset:
        raise ValueError("a figure or table is shown only with its source and its dataset")
    t = reader.t
    where = reader.cited()
    cited = t("frame.cite_line", site=reader.plan.head.short_name, subject=subject_of(reader.plan, t, reader.address.page, reader.value("code")),
              as_of=reader.as_of, address=where if "://" in where else canvas.root() + where)
    about = t(f"dataset.{dataset}")
    words = " ".join(filter(None, (note, t("common.source_line", source=source))))
    return div(span(words), span(t("common.as_of", as_of=reader.as_of)),
               link(reader.download(dataset, **filters), t("common.csv"), aria_label=f"CSV · {about}"),
               link(reader.download(dataset, "json", **filters), t("common.json"), aria_label=f"JSON · {about}"), *_pictures(reader, picture),
               tag("details", tag("summary", t("common.cite")), p(cited, class_="small"), class_="cite"),
               link(correcting(reader, dataset), t("tickets.wrong"), aria_label=f"{t('tickets.wrong')} · {about}", rel="nofollow"), class_="srcline")


def _pictures(reader: Reader, name: str) -> list[Markup]:
    """The ways to a chart as a file that carries its title and source; none where pictures are not made."""
    forms = [(form, reader.picture(name, form)) for form in ("svg", "png") if name]
    return [link(address, form.upper(), aria_label=f"{form.upper()} · {reader.t('printed.picture')}") for form, address in forms if address]


def printouts(reader: Reader, **query: str) -> Markup | None:
    """The ways to the printed reports; None where there are none."""
    t, rows = reader.t, []
    for kind in ("brief", "quarterly"):
        name = t(f"printed.report_{kind}")
        ways = [link(address, shown, aria_label=f"{name} · {shown}")
                for form, shown in PRINTED.items() if (address := reader.report(kind, form, **query))]
        if ways:
            rows.append(tag("li", span(name), " ", span(*(x for way in ways for x in (way, " ")), class_="ways")))
    return tag("ul", *rows, class_="printouts") if rows else None


def correcting(reader: Reader, dataset: str) -> str:
    """Where to say that a number of this dataset is wrong: the form, a mailbox, or the page that names the office."""
    where, seen = canvas.correcting(), str(reader.published.manifest.id) if reader.published else ""
    if where.startswith("mailto:"):
        subject = reader.t("tickets.subject", about=reader.t(f"dataset.{dataset}"), page=reader.t(f"pages.{reader.address.page}"), code=reader.value("code"))
        return f"{where}?subject={quote(' '.join(subject.split()))}"
    if where:
        return page_address({"form": where}, {})("form", page=reader.address.page, dataset=dataset, code=reader.value("code"), seen=seen, lang=reader.language)
    return reader.href("corrections") + "#office"


def twin(reader: Reader, data: Twin, caption: str) -> Markup:
    """The data table of a chart, folded."""
    shown = html_table(data.head, data.body, caption=caption, numeric=data.numeric, class_="stack")
    return tag("details", tag("summary", reader.t("common.show_table")), shown)


def chart(reader: Reader, module: ModuleType, data: object, *, source: str, dataset: str, note: str = "",
          titled: bool = True, first: bool = False, **filters: str) -> None:
    """A chart as it is always shown: finding title, subtitle, picture with alternative text, data table, source line.
    A drawing that is a COMPLETE table itself is not repeated as one.

    `module` follows the contract of tracker.charts; `data` are its rows; `titled=False` draws an H3 instead of opening
    a section. Raises ValueError when the sentence, source or dataset is missing.
    """
    t = reader.t
    title, sentence = module.title(data, t), module.sentence(data, t)
    if not (title and sentence):
        raise ValueError(f"{module.__name__} gave no title or sentence")
    name = module.__name__.rpartition(".")[2]
    canvas.told(module, data, source, note)
    with canvas.current().alone(name):
        if titled:
            section(title, module.subtitle(data, t), first=first)
        else:
            html(tag("h3", title, class_="h3"), p(module.subtitle(data, t), class_="small"))
        figure = module.figure(data, t, reader.look)
        if isinstance(figure, Markup):
            html(p(sentence, class_="hidden"), figure)
        else:
            plot(figure, sentence, module.HEIGHT)
        table = None if getattr(module, "COMPLETE", False) else twin(reader, module.table(data, t), title)
        html(table, source_line(reader, source, dataset, note, picture=name, **filters))
    if path := reader.lent(name):
        html(lending(reader, path, lent_height(module, data, t)))


def lending(reader: Reader, path: str, height: int) -> Markup:
    """The line another site puts into its page to show a chart: as wide as there is room, as high as the chart needs. Its
    title stays true when a later release says something else."""
    t, address = reader.t, f"{canvas.root() or '…'}{path}"
    subject = " ".join(filter(None, (t(f"pages.{reader.address.page}"), reader.value("code"))))
    title = t("pages.title", subject=subject, site=reader.plan.head.short_name)
    line = tag("iframe", src=address, title=title, width="100%", height=height, style=f"border:0;max-width:{LENT_WIDTH}px", loading="lazy")
    return tag("details", tag("summary", t("site.embed")), p(t("site.embed_text", id=reader.lent_id)), p(tag("code", str(line))), class_="lend")


def lent_height(module: ModuleType, data: object, t) -> int:
    """Pixels in which a chart stands whole with its title and source; one with a long table can be scrolled."""
    drawn = getattr(module, "HEIGHT", 0)
    needed = drawn + LENT_FRAME if drawn else LENT_LEAST + LENT_ROW * len(module.table(data, t).body)
    return min(needed, LENT_HIGHEST)


def two_lines(words: object, small: object) -> Markup:
    """What a cell says, and a small line below it where there is one."""
    return span(words, span(" ", small, class_="sub2")) if small else join(words)


def verdict(reader: Reader, name: str) -> Markup:
    """Shape and word of an indicator's verdict, in its colour."""
    return span(mark(name), reader.t(f"verdict.{name}"), class_=f"status s-{name}")


def source(reader: Reader, named: dict) -> Markup:
    """A source as views.origins names it: linked where it may be, marked where confidence is low."""
    words = link(named["url"], named["words"]) if named["url"] else span(named["words"])
    return span(words, span(" " + reader.t("common.low_confidence"), class_="small")) if named["weak"] else words


def panels(reader: Reader, module: ModuleType, many: list, *, per_row: int = 3, source: str, dataset: str, caption: str, note: str = "",
           **filters: str) -> None:
    """Small multiples: one design, each with its head and alternative text, one data table and one source line for all.

    `module` follows the contract of tracker.charts and gives two things more: `head(rows, t, look)`, the Markup above one
    panel, and `together(many, t)`, the twin of all of them. On phones the panels stand under one another.
    """
    _send_gathered()
    canvas.told(module, many, source, note)
    for start in range(0, len(many), per_row):
        for column, rows in zip(canvas.current().columns(per_row), many[start:start + per_row]):
            with column:
                html(module.head(rows, reader.t, reader.look))
                plot(module.figure(rows, reader.t, reader.look), module.sentence(rows, reader.t), module.HEIGHT)
    html(twin(reader, module.together(many, reader.t), caption),
         source_line(reader, source, dataset, note, picture=module.__name__.rpartition(".")[2], **filters))


def data_table(reader: Reader, head, body, *, caption: str, source: str, dataset: str, numeric=frozenset(), class_: str = "stack",
               note: str = "", row_class=None, **filters: str) -> None:
    """A visible table with its source line; the caption is read aloud."""
    html(html_table(head, body, caption=caption, numeric=numeric, class_=class_, row_class=row_class),
         source_line(reader, source, dataset, note, **filters))


def pager(reader: Reader, page: int, pages: int) -> Markup | None:
    """Links to the pages of a long list; None for a single page."""
    if pages <= 1:
        return None
    links = [span(str(n), aria_current="page", class_="here") if n == page else link(reader.same_page(page=str(n)), str(n))
             for n in range(1, pages + 1)]
    return tag("nav", *links, class_="pager", aria_label=reader.t("common.pages"))
