"""The frame around every page: masthead, menu, notices and footer."""

from urllib.parse import quote

from tracker.charts.look import SIZES
from tracker.charts.markup import Markup, div, join, link, p, span, tag
from tracker.pages.components import html
from tracker.pages.reader import Published, Reader
from tracker.views.pages import BY_KEY, MENU


def masthead(reader: Reader) -> None:
    """Brand and switches: plain links, so that they work by keyboard and keep the address."""
    t = reader.t
    html(tag("a", t("frame.skip"), href="#main", class_="skip"),
         tag("header", span(link(reader.href("overview"), t.pick(reader.plan.head.short_name)), class_="brand"),
             div(*switches(reader), link(sign_in(reader), t("frame.sign_in"), class_="signin", rel="nofollow") if reader.doors else None,
                 link("#all-pages", t("frame.all_pages"), class_="only-s"), class_="tools"), class_="mast"))


def sign_in(reader: Reader) -> str:
    """The address of the sign-in page that leads back here."""
    return f"/account/login?lang={reader.language}&next={quote(reader.same_page(), safe='')}"


def switches(reader: Reader) -> tuple[Markup, ...]:
    """Language, text size and contrast."""
    return _languages(reader), _sizes(reader), _contrast(reader)


def _switch(address: str, label: object, here: bool, **more: str) -> Markup:
    return link(address, label, aria_current="true" if here else None, **more)


def _languages(reader: Reader) -> Markup:
    return span(*(_switch(reader.same_page(lang=code), reader.t(f"common.language_{code}"), reader.language == code, lang=code, hreflang=code)
                  for code in ("ko", "en")), class_="group")


def _sizes(reader: Reader) -> Markup:
    t, here = reader.t, reader.address.size
    return span(*(_switch(reader.same_page(size="" if size == "m" else size), t("frame.size_glyph"), size == here, class_=f"sz-{size}",
                          aria_label=f"{t('frame.size_label')}: {t(f'frame.size_{size}')}") for size in SIZES), class_="group hide-s")


def _contrast(reader: Reader) -> Markup:
    on = reader.address.theme == "contrast"
    return _switch(reader.same_page(theme="" if on else "contrast"), join(tag("i", class_="half", aria_hidden="true"), reader.t("frame.contrast")), on,
                   aria_label=reader.t("frame.contrast_off" if on else "frame.contrast_on"))


def menu(reader: Reader) -> None:
    """The menu: plain links that soft.js turns into changes without a reload. One message instead of one per entry."""
    current = reader.address.page
    here = current if BY_KEY[current].menu != "none" else BY_KEY[current].parent
    entries = [link(reader.href(page.key), reader.t(f"pages.{page.key}"), class_=page.menu + (" here" if page.key == here else ""),
                    aria_current="page" if page.key == current else None) for page in MENU]
    html(tag("nav", div(*entries, class_="in"), class_="menu", aria_label=reader.t("frame.menu")))


def edition(reader: Reader) -> None:
    """Which of the two is looked at: a release, with the way to verify it, or the working plan, with the way to what is public."""
    t, shown = reader.t, reader.published
    if shown is None:
        words = [span(t("editions.working"))] if reader.inside else []
        ways = [link(reader.same_page(release=reader.public), t("editions.see_public", id=reader.public))] if reader.public else []
    else:
        words = [span(word) for word in _named(reader, shown)]
        ways = [link(reader.href("help") + "#verify", t("editions.verify"))]
        ways += [link(reader.href("published"), t("pages.published"))]
        ways += [link(reader.same_page(release=""), t("editions.to_working"))] if reader.inside else []
    if words or ways:
        html(div(p(*(x for item in (*words, *ways) for x in (item, " "))), class_="edition"))
    if shown:
        html(*_warnings(reader, shown))


def _named(reader: Reader, shown: Published) -> tuple[str, ...]:
    t, made = reader.t, shown.manifest
    signed = t("editions.signed", key=made.key[:12]) if made.key else t("editions.unsigned")
    return t("editions.published", on=t.day(made.published_at)), t("editions.release", id=str(made.id)), t(f"release.kind_{made.kind}"), signed


def _warnings(reader: Reader, shown: Published) -> list[Markup]:
    """What must be known of a release before its numbers are used."""
    t, made = reader.t, shown.manifest
    newest = link(reader.same_page(release=""), t("editions.to_newest")) if shown.newest != str(made.id) and not reader.inside else None
    told = [t("editions.corrected", notice=t.pick(made.notice))] if made.notice.ko else []
    if shown.withdrawn:
        told.append(t("editions.withdrawn", id=str(made.id)))
    elif newest and not reader.address.known_on:
        told.append(t("editions.older", id=str(made.id), newest=shown.newest))
    elif shown.broken and shown.newest == str(made.id):
        told.append(t("editions.broken", ids=", ".join(shown.broken), shown=str(made.id)))
    if shown.unproven and str(made.id) in (shown.newest, *shown.unproven):
        told.insert(0, t("editions.unproven", ids=", ".join(shown.unproven)))
    return [div(p(words, " ", newest if words is told[-1] else None), class_="notice", role="status") for words in told]


def notices(reader: Reader, date_readable: bool) -> None:
    """Says when the page shows another day than today, or when the date asked for could not be read."""
    t = reader.t
    if not date_readable:
        html(div(p(t("frame.bad_date", today=reader.today)), class_="notice", role="status"))
    elif reader.address.known_on:
        _known(reader)
    elif reader.as_of != reader.today:
        key = "past_notice" if reader.as_of < reader.today else "future_notice"
        html(div(p(t(f"frame.{key}", as_of=reader.as_of), " ", link(reader.same_page(as_of=""), t("editions.own_day" if reader.published else "frame.today"))), class_="notice", role="status"))


def _known(reader: Reader) -> None:
    """Says that the page shows what was known on a day, and as of which day, with the way back to the present."""
    t, known = reader.t, reader.address.known_on
    if reader.published:
        html(div(p(t("editions.known_notice", known=known, id=str(reader.published.manifest.id)), " ",
                   link(reader.same_page(known_on="", as_of=""), t("editions.to_newest"))), class_="notice", role="status"))
        return
    words = t("history.known_notice" if reader.as_of == known else "history.known_notice_as_of", known=known, as_of=reader.as_of)
    html(div(p(words, " ", link(reader.same_page(known_on="", as_of=""), t("history.known_now"))), class_="notice", role="status"))


def footer(reader: Reader) -> None:
    t, head = reader.t, reader.plan.head
    links = [(reader.href("help") + "#accessibility", t("frame.accessibility"))]
    html(tag("footer", div(
        p(tag("b", t("frame.sources")), t("frame.sources_text", plan=head.name, adopted=head.adopted_on)),
        p(tag("b", t("frame.status")), t("frame.status_text"), " ", link(reader.href("methodology"), t("frame.method"))),
        p(span(t.pick(head.licence)), *(link(address, label) for address, label in links),
          span(t("frame.data_as_of", as_of=head.data_as_of)), class_="links"),
        tag("nav", *(link(reader.href(page.key), t(f"pages.{page.key}")) for page in MENU),
            class_="links all", id="all-pages", aria_label=t("frame.all_pages")), class_="in"), class_="foot"))
