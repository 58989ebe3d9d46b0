"""The strategic areas under their pillars."""

from tracker.charts import area_table
from tracker.charts.markup import div, link, p
from tracker.charts.status_strip import bar
from tracker.pages import components as c
from tracker.pages.reader import Reader
from tracker.views import area_status
from tracker.views import areas as view


def render(reader: Reader) -> None:
    plan, t = reader.plan, reader.t
    c.heading(reader, t("pages.areas"), view.headline(plan, reader.as_of, t), t("areas.note", pillars=len(plan.pillars), areas=len(plan.areas)))
    source = t("areas.source", plan=plan.head.name)
    table = area_status.table(plan, reader.as_of, t)
    c.chart(reader, area_table, table, source=source, dataset="areas_status", note=area_status.note(table, t), first=True)
    for pillar in view.by_pillar(plan, reader.as_of, t):
        c.section(view.pillar_title(pillar, t), "", c.rows(*(_row(reader, a) for a in pillar["areas"])),
                  c.source_line(reader, source, "areas", pillar=pillar["code"]))


def _row(reader: Reader, area: dict) -> tuple:
    t = reader.t
    below = div(bar(area["counts"], "mini"), p(t("areas.purpose_short", **area), class_="small"), p(area["standing"], class_="small"), class_="arearow")
    return link(reader.href("area", code=area["code"]), area["title"]), below, area["next_words"]
