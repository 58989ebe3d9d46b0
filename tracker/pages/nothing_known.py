"""In place of any page on a day before the log begins: when it begins, and the way there."""

from tracker.charts.markup import div, link, p, tag
from tracker.pages.components import html
from tracker.pages.reader import Reader


def render(reader: Reader) -> None:
    t, begins = reader.t, reader.past.begins
    ways = [link(reader.same_page(known_on=begins.isoformat(), as_of=""), t("history.nothing_known_first", begins=begins)), " · "] if begins else []
    html(div(tag("h1", t("history.nothing_known_title"), class_="big"),
             p(t("history.nothing_known", known=reader.address.known_on, begins=begins or t("common.no_data")), class_="body"),
             p(*ways, link(reader.same_page(known_on="", as_of=""), t("history.known_now")), class_="body"), class_="head"))
