"""The history of one object of the plan: what was learned of it when, and how it stood by what was known on a day."""

from datetime import date, timedelta

from tracker.charts import history_parts as draw
from tracker.charts.markup import div, link, p
from tracker.domain.errors import NotFound
from tracker.domain.history import of_plan
from tracker.domain.typed_dates import typed_day
from tracker.pages import components as c
from tracker.pages.fields import Words
from tracker.pages.reader import Reader
from tracker.views import object_history as view
from tracker.views.record_words import kind_name, kind_word

YEAR = timedelta(days=365)
PAGES = {"milestone", "goal", "programme", "indicator", "area"}  # kinds with a page of their own


def choices(reader: Reader) -> tuple:
    return (Words("on", 260),) if reader.value("of") else ()


def top(reader: Reader) -> None:
    t = reader.t
    if not reader.value("of"):
        return c.heading(reader, t("pages.history"), t("history.index_title"))
    found = _story(reader)
    word, code = found.key.split("/", 1)
    c.crumbs(reader, (t("pages.changes"), reader.href("changes")), *(((found.title, reader.href(word, code=code)),) if word in PAGES else ()))
    about = " · ".join((code, t("history.about", kind=kind_name(t, found.key)), view.recorded(t, reader.past.steps(found.key))))
    c.heading(reader, t("history.title", title=found.title), note=about, after_crumbs=True)
    if not reader.picks_days:
        return None
    days = [*((t.date(day), reader.same_page(on=day.isoformat()), day == found.on and bool(reader.value("on"))) for day in found.days),
            (t("history.now"), reader.same_page(on=""), not reader.value("on"))]
    c.html(draw.day_links(days, t("history.days_label"), t("history.days_hint")))


def render(reader: Reader) -> None:
    t = reader.t
    if not reader.value("of"):
        return _index(reader)
    if reader.value("on") and _day(reader) is None:
        c.html(p(t("history.bad_day", value=reader.value("on")), class_="notice"))
    found = _story(reader)
    line = draw.timeline(found.items, found.on, t)
    c.html(div(_card(reader, found), line, class_="remembered") if found.card else line,
           c.source_line(reader, t("history.source"), "recorded", of=found.key))


def _card(reader: Reader, found: view.Story):
    known = found.on.isoformat() if found.on < reader.today and found.card.begun else ""
    there = reader.href("milestone", code=found.key.split("/", 1)[1], known_on=known, as_of=found.on.isoformat() if found.on < reader.today and not known else "")
    return draw.card(found.card, reader.past and reader.past.begins, reader.t, p(link(there, reader.t("history.card_link" if found.on < reader.today else "history.card_link_now")), class_="small"))


def _index(reader: Reader) -> None:
    t = reader.t
    steps = reader.past.recorded(reader.today - YEAR, reader.today + YEAR) if reader.past else ()
    items = view.latest(reader.plan, t, steps, 50)
    c.section(t("history.short_title", n=len(items)) if items else t("history.index_none"), t("history.index_sub") if items else "", draw.short(items, t, reader.look) if items else None,
              c.source_line(reader, t("history.source"), "recorded"), first=True)


def _day(reader: Reader) -> date | None:
    return typed_day(reader.value("on"), reader.today) if reader.value("on") else None


def _story(reader: Reader) -> view.Story:
    """NotFound for what is not of the plan, whatever it is."""
    key = reader.value("of")
    steps = reader.past.steps(key) if reader.past and of_plan(key) and key.count("/") == 1 else ()
    if not steps or kind_word(key) == "plan":
        raise NotFound("history.no_object", value=key)
    return view.story(reader.plan, reader.as_of, reader.t, steps, key, _day(reader))
