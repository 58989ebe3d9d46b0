"""The committee: bodies, meetings, decisions, official statements, the law and its articles; all in brief or one part in full."""

from tracker.charts import legal_timeline
from tracker.charts.markup import link, p
from tracker.pages import committee_parts as parts
from tracker.pages import components as c
from tracker.pages.fields import Choice
from tracker.views import committee as view
from tracker.views import law


def choices(reader) -> tuple[Choice, ...]:
    return (Choice("part", tuple((part, reader.t(f"committee.part_{part}")) for part in view.PARTS)),)


def top(reader) -> None:
    c.heading(reader, reader.t("pages.committee"), view.finding(reader.plan, reader.as_of, reader.t), reader.t("committee.note"))


def render(reader) -> None:
    asked = reader.value("part")
    wanted = (asked,) if asked in view.PARTS else view.PARTS
    if asked not in view.PARTS:
        c.html(c.cards(*view.cards(reader.plan, reader.as_of, reader.t)), c.source_line(reader, reader.t("committee.source"), "checks"))
    for part in wanted:
        DRAWN[part](reader, asked == part)


def _meetings(reader, whole: bool) -> None:
    found = view.known_meetings(reader.plan, reader.as_of)
    parts.meetings(reader, found if whole else found[:view.BRIEFLY], len(found))
    _more(reader, "meetings", len(found), whole)


def _resolutions(reader, whole: bool) -> None:
    found = view.known_resolutions(reader.plan, reader.as_of)
    parts.resolutions(reader, found if whole else found[:view.BRIEFLY], len(found))
    _more(reader, "resolutions", len(found), whole)
    parts.checks(reader, whole)


def _law(reader, whole: bool) -> None:
    c.chart(reader, legal_timeline, law.timeline(reader.plan, reader.as_of, reader.t, whole), source=reader.t("committee.source"), dataset="legal")
    _more(reader, "law", len(law.known_events(reader.plan, reader.as_of)), whole)
    parts.versions(reader)


def _articles(reader, whole: bool) -> None:
    (parts.articles if whole else parts.articles_in_brief)(reader)
    _more(reader, "articles", len(reader.plan.articles), whole)


def _more(reader, part: str, n: int, whole: bool) -> None:
    if not whole and n > view.BRIEFLY:
        words = reader.t("committee.show_all", part=reader.t(f"committee.part_{part}"), n=n)
        c.html(p(link(reader.same_page(part=part), words), class_="body"))


DRAWN = {"bodies": parts.bodies, "meetings": _meetings, "resolutions": _resolutions, "law": _law, "articles": _articles}
