"""In place of any page of a release nobody has: how releases are named, and the way to the newest."""

from tracker.charts.markup import div, link, p, tag
from tracker.pages.components import html
from tracker.pages.reader import Reader


def render(reader: Reader) -> None:
    t = reader.t
    html(div(tag("h1", t("editions.no_such_title"), class_="big"),
             p(t("error.no_such_release", id=reader.address.release[:40]) + ".", class_="body"),
             p(link(reader.same_page(release=""), t("editions.to_newest" if reader.published else "editions.to_working")), class_="body"), class_="head"))
