"""The short history of recorded changes that stands on the page of an object, with the way to all of it."""

from tracker.charts import history_parts as draw
from tracker.charts.markup import Markup, div, link, p
from tracker.pages.reader import Reader
from tracker.views import object_history as view


def recorded(reader: Reader, key: str, *others: str) -> Markup | None:
    """The last recorded changes of an object and the others that belong to it; None where there is no log. On a past day
    only what was recorded by then."""
    if reader.past is None:
        return None
    until = reader.as_of if reader.as_of < reader.today else None
    steps = [s for s in reader.past.steps(key, *others) if until is None or s.on <= until]
    items, t = view.latest(reader.plan, reader.t, steps), reader.t
    whole = p(link(reader.href("history", of=key), t("history.short_all")), class_="body small")
    if not items:
        return div(p(t("history.short_none"), " ", link(reader.href("history", of=key), t("history.short_all")), class_="body small"))
    many = sum(1 for s in steps if s.told and not (s.imported and s.begins))
    return div(p(t("history.short_title", n=many), class_="h3"), draw.short(items, t, reader.look, key), whole)
