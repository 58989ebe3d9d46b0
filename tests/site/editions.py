"""A whole release of the real plan, made once per process, and what its pages say."""

import posixpath
import re
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser

from tests.ui.drawn import held_plan
from tracker.domain.log import START, Head
from tracker.domain.plan import Plan
from tracker.domain.release import Manifest, ReleaseId, ReleaseKind
from tracker.domain.words import NOTHING
from tracker.services.published_past import Printed, PublishedPast
from tracker.site.files import files_of
from tracker.site.info import ReleaseInfo

SITE = "https://tracker.example"


def release_info(**changes) -> ReleaseInfo:
    given = {"id": ReleaseId(2026, 4, 1), "kind": ReleaseKind.SEED, "as_of": date(2026, 11, 22), "notice": NOTHING, "address": SITE,
             "published_at": datetime(2026, 11, 22, 3, tzinfo=UTC)}
    return ReleaseInfo(**(given | changes))


@cache
def edition() -> dict[str, bytes]:
    """Every file of a first release of the real plan, by its path."""
    return files_of(held_plan(), release_info(), (), {}, past_of(held_plan()))


def past_of(plan: Plan) -> PublishedPast:
    """Of a release before which there was none."""
    info = release_info()
    return PublishedPast((Printed(Manifest(info.id, info.kind, plan.head.code, info.as_of, info.published_at, Head(0, START), {}), plan),))


@cache
def pages() -> dict[str, "Page"]:
    return {path: read(content.decode()) for path, content in edition().items() if path.endswith(".html")}


class Page(HTMLParser):
    """What a page holds: addresses, ids, headings, its language; and every tag that is not closed as it was opened."""

    VOID = frozenset({"meta", "link", "br", "hr", "img", "col", "input"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[tuple[str, str]] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.language, self.text = "", []

    def handle_starttag(self, tag: str, attributes) -> None:
        given = dict(attributes)
        self.tags[tag] += 1
        if len(given) != len(attributes):
            self.faults.append(f"<{tag}> says something twice")
        if tag == "html":
            self.language = given.get("lang", "")
        if "id" in given:
            self.ids.append(given["id"])
        self.links += [(tag, given[name]) for name in ("href", "src", "data-figure") if name in given]
        if tag in ("div", "section", "ul", "ol", "table", "h2", "h3", "p", "nav", "details") and "p" in self.open:
            self.faults.append(f"<{tag}> inside <p>")
        if tag == "a" and "a" in self.open:
            self.faults.append("<a> inside <a>")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.text.append(data)

    @property
    def words(self) -> str:
        return re.sub(r"[\s\u00a0]+", " ", " ".join(self.text))


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    page.faults += [f"<{tag}> left open" for tag in page.open]
    return page


def broken(all_pages: dict[str, Page], files: frozenset[str]) -> list[str]:
    """Every inside address that leads to no file of the release, or to no place of its page."""
    return [f"{path} → {address}" for path, page in all_pages.items() for _, address in page.links
            if not re.match(r"https?:|mailto:", address) and not _leads(path, address, all_pages, files)]


def _leads(path: str, address: str, all_pages: dict[str, Page], files: frozenset[str]) -> bool:
    where, _, place = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), where)) if where else path
    return target in files and (not place or place in all_pages[target].ids)
