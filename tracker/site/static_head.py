"""The head of a static page: what it says of itself to browsers, search engines and other sites."""

import json
from collections.abc import Iterable

from tracker.charts.markup import Markup, join, tag
from tracker.domain.words import LANGUAGES
from tracker.site import share_cards
from tracker.site.info import ReleaseInfo
from tracker.site.places import FIRST, ROOT, Place, card_of, folder
from tracker.site.static_assets import FOLDER
from tracker.site.static_reader import StaticReader
from tracker.views.pages import Head

STYLE, SCRIPT, FONTS = "\1", "\2", "\3"  # names of shared files, known when every page is written
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
          "form-action 'self'; base-uri 'none'")


def tags(reader: StaticReader, info: ReleaseInfo, said: Head, datasets: Iterable[str]) -> Markup:
    """Everything of the head, addresses still to be rooted."""
    here, base = reader.here, info.address
    canonical = f"{base}/latest/{here.file}" if base else ""
    return join(
        plain_tags(said), tag("link", rel="canonical", href=canonical) if canonical else None, *_others(here, base),
        *_feeds(reader), *_graph(reader, said, canonical), *_card(reader, info), _datasets(reader, info, sorted(set(datasets))))


def plain_tags(said: Head) -> Markup:
    """What every page needs, also one that is only shown inside others."""
    return join(
        tag("meta", charset="utf-8"), tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("title", said.title), tag("meta", name="description", content=said.description), tag("meta", name="theme-color", content="#ffffff"),
        tag("link", rel="icon", type="image/png", sizes="32x32", href=f"{ROOT}{FOLDER}icon-32.png"),
        tag("link", rel="stylesheet", href=f"{ROOT}{FOLDER}{STYLE}"), tag("script", src=f"{ROOT}{FOLDER}{SCRIPT}", defer=True))


def fonts() -> Markup:
    """Our letters where no script brings them; at a page's end, so that what is above need not wait for them."""
    return tag("noscript", tag("link", rel="stylesheet", href=f"{ROOT}{FOLDER}{FONTS}"))


def _others(here: Place, base: str) -> Iterable[Markup]:
    root = f"{base}/latest/" if base else ROOT
    for language in LANGUAGES:
        yield tag("link", rel="alternate", hreflang=language, href=root + folder(language) + _same(here).file)
    yield tag("link", rel="alternate", hreflang="x-default", href=root + _same(here).file)


def _feeds(reader: StaticReader) -> Iterable[Markup]:
    """What changed, for feed readers that are shown a page."""
    for file, media_type in (("changes.atom", "application/atom+xml"), ("changes.json", "application/feed+json")):
        title = reader.t("feeds.changes_title", plan=reader.plan.head.short_name)
        yield tag("link", rel="alternate", type=media_type, title=title, href=f"{ROOT}feeds/{folder(reader.language)}{file}")


def _same(here: Place) -> Place:
    return Place(here.page, here.query, FIRST)


def _graph(reader: StaticReader, said: Head, canonical: str) -> Iterable[Markup]:
    about = {"og:type": "website", "og:title": said.title, "og:description": said.description, "og:site_name": reader.t.pick(reader.plan.head.short_name),
             "og:locale": "ko_KR" if reader.language == "ko" else "en_GB", "og:url": canonical}
    yield from (tag("meta", property=name, content=value) for name, value in about.items() if value)


def _card(reader: StaticReader, info: ReleaseInfo) -> Iterable[Markup]:
    """The picture of a link to the page: only a site that knows its own address has one others can fetch. It lies in the
    release, whose address never shows another picture."""
    if not info.address:
        return
    words = reader.common.of((reader.language, card_of(reader.here)), lambda: share_cards.alternative(reader.plan, info, reader.here))
    about = {"og:image": f"{reader.permanent}/{card_of(reader.here)}", "og:image:type": "image/png", "og:image:width": share_cards.WIDTH,
             "og:image:height": share_cards.HEIGHT, "og:image:alt": words}
    yield from (tag("meta", property=name, content=value) for name, value in about.items())
    yield tag("meta", name="twitter:card", content="summary_large_image")


def _datasets(reader: StaticReader, info: ReleaseInfo, keys: list[str]) -> Markup | None:
    """The datasets the page shows, for search engines of data. The script is data: nothing in it runs."""
    if not keys:
        return None
    said = {"@context": "https://schema.org", "@graph": [_dataset(reader, info, key) for key in keys]}
    words = json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(f'<script type="application/ld+json">{words}</script>')


def _dataset(reader: StaticReader, info: ReleaseInfo, key: str) -> dict:
    t, head = reader.t, reader.plan.head
    files = [{"@type": "DataDownload", "encodingFormat": form, "contentUrl": f"{reader.permanent}/data/{reader.language}/{key}.{ending}"}
             for form, ending in (("text/csv", "csv"), ("application/json", "json"))]
    about = t(f"dataset.{key}_about") if f"dataset.{key}_about" in t else t("pages.description", plan=head.name)
    return {"@type": "Dataset", "name": f"{t(f'dataset.{key}')} · {t.pick(head.short_name)}", "description": f"{about} ({t.pick(head.name)})",
            **({"license": head.licence_url} if head.licence_url else {}), "isAccessibleForFree": True, "inLanguage": reader.language, "version": str(info.id),
            "datePublished": t.day(info.published_at).isoformat(), "temporalCoverage": f"{head.starts_on}/{head.ends_on}",
            "creator": {"@type": "Organization", "name": t.pick(head.short_name)},
            "includedInDataCatalog": {"@type": "DataCatalog", "name": t.pick(head.short_name)}, "distribution": files}


def sitemap(info: ReleaseInfo, places: Iterable[Place]) -> bytes:
    """Every page in both languages at its newest address; only a site that knows its own address has one."""
    base = f"{info.address}/latest/"
    rows = "".join(_row(base, there) for there in sorted(places) if there.language == FIRST)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            f' xmlns:xhtml="http://www.w3.org/1999/xhtml">{rows}</urlset>\n').encode()


def _row(base: str, there: Place) -> str:
    own = {language: base + Place(there.page, there.query, language).file for language in LANGUAGES}
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{at}"/>' for code, at in own.items())
    return "".join(f"<url><loc>{at}</loc>{others}</url>" for at in own.values())
