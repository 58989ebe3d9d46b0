"""The way to deadlines as a calendar that a calendar program keeps up to date."""

from tracker.charts.markup import Markup, link, p
from tracker.pages.reader import Reader
from tracker.views import calendar, feeds


def subscribed(reader: Reader, kind: str = "", code: str = "") -> Markup | None:
    """Of the whole plan, or of one area, goal or ministry; None where nothing has a date, and for a plan that is not out."""
    asked = {feeds.FILTERS[kind]: code} if kind else {}
    if not calendar.rows(reader.plan, reader.as_of, reader.t, asked):
        return None
    address = reader.released(feeds.calendar_file(reader.language, kind, code))
    return p(link(address, reader.t("feeds.subscribe")), class_="body small") if address else None
