"""What stands around every static page: masthead, the line of the release, filters as links, how to cite, the footer."""

from tracker.charts.markup import Markup, div, join, link, p, span, tag
from tracker.domain.words import LANGUAGES
from tracker.pages import canvas, frame
from tracker.pages.fields import Choice
from tracker.site.info import ReleaseInfo
from tracker.site.places import ROOT, Place
from tracker.site.static_canvas import StaticCanvas
from tracker.site.static_reader import StaticReader
from tracker.views.pages import BY_KEY


def drawn(draw, *asked) -> Markup:
    """What a part of the frame draws, as markup."""
    here = StaticCanvas("")
    with canvas.drawing_on(here):
        draw(*asked)
    return here.taken()


def masthead(reader: StaticReader) -> Markup:
    t = reader.t
    languages = (link(reader.same_page(lang=code), t(f"common.language_{code}"), aria_current="true" if code == reader.language else None,
                      lang=code, hreflang=code) for code in LANGUAGES)
    brand = span(link(reader.href("overview"), t.pick(reader.plan.head.short_name)), class_="brand")
    ways = div(span(*languages, class_="group"), link("#all-pages", t("frame.all_pages"), class_="only-s"), class_="tools")
    menu = reader.common.of((reader.language, reader.address.page), lambda: drawn(frame.menu, reader))
    return join(tag("a", t("frame.skip"), href="#main", class_="skip"), tag("header", brand, ways, class_="mast"), menu)


def release_line(reader: StaticReader, info: ReleaseInfo) -> Markup:
    """Which release this is, how to verify it, and what it put right."""
    t = reader.t
    words = t("site.released", on=t.day(info.published_at), id=str(info.id), kind=t(f"release.kind_{info.kind}"))
    unsigned = None if info.key else span(" · ", t("site.unsigned"))
    key = p(t("site.verify_key", key=info.key)) if info.key else None
    command = f"python -m tracker verify-release {info.address or '…'}/r/{info.id}"
    verify = tag("details", tag("summary", t("site.verify")), p(t("site.verify_text")), p(tag("code", command)), key,
                 p(link(f"{ROOT}manifest.json", t("site.manifest")), " · ", link(reader.href("published"), t("pages.published"))))
    put_right = p(t("site.notice", notice=info.notice), class_="put") if info.notice else None
    return tag("section", div(span(words), unsigned, " · ", verify, put_right, class_="in"), class_="released", aria_label=words)


def filters(reader: StaticReader, fields: tuple) -> Markup | None:
    """Each filter of the page as a folded list of links; fields for typing have none."""
    lists = [_filter(reader, f) for f in fields if isinstance(f, Choice) and f.options]
    return tag("nav", *lists, class_="filters", aria_label=reader.t("site.filters")) if lists else None


def _filter(reader: StaticReader, field: Choice) -> Markup:
    t, given = reader.t, reader.value(field.name)
    name = t(f"filter.{field.name}")
    options = field.options if field.required else (("", t("common.all")), *field.options)
    shown = dict(options).get(given) if given else None
    items = reader.common.of((reader.language, reader.address.page, reader.value("code"), field), lambda: _items(reader, field.name, options))
    here = tag("li", link(led_to(reader, field.name, given), dict(options).get(given, given), aria_current="true"))
    words = t("site.filter_here", name=name, value=shown) if shown else t("site.filter", name=name)
    return tag("details", tag("summary", words, class_="chosen" if shown else None), tag("ul", *(here if value == given else item for value, item in items)))


def _items(reader: StaticReader, name: str, options: tuple[tuple[str, str], ...]) -> list[tuple[str, Markup]]:
    """Every choice as a link, by its value: the same on all pages of a list."""
    return [(value, tag("li", link(led_to(reader, name, value), label))) for value, label in options]


def led_to(reader: StaticReader, name: str, value: str) -> str:
    """The page with this one choice; other choices end, so that there is a file for each."""
    return reader.href(reader.address.page, **{name: value})


def citing(reader: StaticReader, info: ReleaseInfo, subject: str) -> Markup:
    """How to cite this very page for good, the terms, and the way to the newest release."""
    t, head = reader.t, reader.plan.head
    here = f"{reader.permanent}/{reader.here.file}"
    cited = t("site.cite", committee=head.committee, site=head.short_name, on=t.day(info.published_at), subject=subject, id=str(info.id), address=here)
    newest = f"{info.address}/latest/{reader.here.file}"
    ways = [link(newest, t("site.newest")), " · ", link(info.address + live_address(reader.here), t("site.live"))] if info.address else None
    return tag("section", tag("h2", t("site.cite_title")), p(cited), p(t("site.licence", licence=head.licence)), p(*ways) if ways else None,
               class_="citing", aria_label=t("site.cite_title"))


def live_address(there: Place) -> str:
    """The same page on the site one can explore."""
    pairs = [*there.query, ("lang", there.language)]
    return BY_KEY[there.page].path + "?" + "&".join(f"{k}={v}" for k, v in pairs)


def footer(reader: StaticReader) -> Markup:
    return reader.common.of(reader.language, lambda: drawn(frame.footer, reader))
