"""The milestones in four views of one choice: list, by quarter, calendar, and what moved or is late."""

from tracker.charts import milestone_table, quarter_lanes, slip, timeline
from tracker.charts.markup import Markup, link, p, tag
from tracker.pages import components as c
from tracker.pages.fields import Choice, Words
from tracker.pages.reader import Reader
from tracker.pages.subscribing import subscribed
from tracker.views import calendar, choices as offered, lanes
from tracker.views import milestones as view
from tracker.views import slip as slips
from tracker.views import timeline as lines


WIDTH = 204  # of one field, so that all stand in one row


def choices(reader: Reader) -> tuple:
    plan, t = reader.plan, reader.t
    named = (("area", offered.areas(plan, t)), ("lead", offered.milestone_leads(plan, t)), ("status", offered.statuses(plan, reader.as_of, t)),
             ("due", offered.dues(plan, reader.as_of, t)))
    return (*(Choice(name, options, width=WIDTH) for name, options in named), Words("q", WIDTH))


def top(reader: Reader) -> None:
    plan, t, asked = reader.plan, reader.t, reader.query
    shown = view.view_of(asked)
    note = t("milestones.note", milestones=len(plan.milestones), undated=view.undated_count(plan, reader.as_of))
    c.heading(reader, t("pages.milestones") + " · " + t(f"milestones.view_{shown}"), FINDINGS.get(shown, view.finding)(plan, reader.as_of, t, asked), note)
    c.html(_views(reader, shown))


def render(reader: Reader) -> None:
    VIEWS[view.view_of(reader.query)](reader, view.chosen(reader.query))


def _views(reader: Reader, shown: str) -> Markup:
    links = [link(reader.same_page(view="" if key == "list" else key, page=""), reader.t(f"milestones.view_{key}"),
                  aria_current="page" if key == shown else None) for key in VIEWS]
    return tag("nav", *links, class_="switch views", aria_label=reader.t("milestones.views"))


def _list(reader: Reader, asked: dict[str, str]) -> None:
    t, found = reader.t, view.listed(reader.plan, reader.as_of, reader.t, reader.query)
    title = t("milestones.list_title" if found["total"] else "milestones.list_title_empty", total=found["total"])
    c.section(title, t("milestones.list_subtitle" if found["total"] else "milestones.list_subtitle_empty", **{k: found[k] for k in ("first", "last")}), first=True)
    if found["total"]:
        c.html(milestone_table.list_table(found["rows"], t, reader.look, title), c.pager(reader, found["page"], found["pages"]),
               c.source_line(reader, _source(reader), "milestones", **asked))


def _quarters(reader: Reader, asked: dict[str, str]) -> None:
    plan, t = reader.plan, reader.t
    c.chart(reader, quarter_lanes, lanes.table(plan, reader.as_of, t, asked), source=_source(reader), dataset="lanes", note=t("lanes.note"), first=True, **asked)
    area = lines.area_of(plan, asked)
    rows = lines.table(plan, reader.as_of, t, area)
    c.chart(reader, timeline, rows, source=_source(reader), dataset="milestones", note=lines.note(t, rows), area=area)


def _calendar(reader: Reader, asked: dict[str, str]) -> None:
    t, made = reader.t, calendar.quarters(reader.plan, reader.as_of, reader.t, asked)
    left = calendar.undated(reader.plan, reader.as_of, t, asked)
    c.section(calendar.title(t, made), t("calendar.subtitle"), milestone_table.calendar(made, t, reader.look), first=True)
    more = p(t("calendar.undated", n=left), " ", link(reader.same_page(view="", due=view.UNDATED), t("calendar.undated_link")), class_="body small")
    c.html(more if left else "", subscribed(reader), c.source_line(reader, _source(reader), "calendar", **asked))


def _late(reader: Reader, asked: dict[str, str]) -> None:
    rows = slips.table(reader.plan, reader.as_of, reader.t, asked)
    c.chart(reader, slip, rows, source=_source(reader), dataset="slip", note=slips.note(reader.t, rows), first=True, **asked)


def _source(reader: Reader) -> str:
    return reader.t("milestones.source", plan=reader.plan.head.name)


VIEWS = {"list": _list, "quarter": _quarters, "calendar": _calendar, "slip": _late}
FINDINGS = {"calendar": calendar.finding}
