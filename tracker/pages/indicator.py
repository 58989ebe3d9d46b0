"""One indicator: its chart, its values with publication dates, the methods side by side, what it counts and serves."""

from tracker.charts import indicator_detail
from tracker.charts.markup import link, p, span, tag
from tracker.pages import components as c
from tracker.views import indicator as view
from tracker.views import origins


def render(reader) -> None:
    plan, as_of, t = reader.plan, reader.as_of, reader.t
    indicator = plan.indicator(reader.code())
    said, rows = view.standing(plan, as_of, t, indicator), view.detail(plan, as_of, t, indicator)
    c.crumbs(reader, (t("pages.indicators"), reader.href("indicators")))
    c.heading(reader, t.pick(indicator.name), note=t("indicators.code_note", code=indicator.code), after_crumbs=True)
    c.html(p(c.verdict(reader, said["verdict"]), " · ", said["because"], class_="verdictline"), c.facts(*said["facts"]))
    if rows:
        c.chart(reader, indicator_detail, rows, source=t("indicators.source_rows"), dataset="indicator_values", indicator=indicator.code)
    _values(reader, indicator)
    _methods(reader, indicator)
    _definition(reader, indicator)
    _linked(reader, indicator)


def _values(reader, indicator) -> None:
    t, found = reader.t, view.values(reader.plan, reader.as_of, reader.t, indicator)
    title = t("indicators.values_title", n=len(found))
    head = tuple(t(f"column.{key}") for key in ("kind", "value", "period", "vintage", "standing", "note")) + (t("common.source"),)
    body = [(t(f"indicators.kind_{row['kind']}"), view.amount(t, indicator, row["value"]), t.show(row["period"]), t.show(row["vintage"]),
             t(f"indicators.standing_{row['standing']}") if row["standing"] else "", row["note"] or "", c.source(reader, origins.named(reader.plan, t, row["origin"])))
            for row in found]
    c.section(title, t("indicators.values_subtitle"))
    c.data_table(reader, head, body, caption=title, numeric={1}, source=t("indicators.source_rows"), dataset="indicator_values", indicator=indicator.code)


def _methods(reader, indicator) -> None:
    t, found = reader.t, view.methods(reader.plan, reader.as_of, reader.t, indicator)
    title = t(f"indicators.method_title_{found['key']}")
    if found["key"] == "none":
        c.section(title, t("indicators.method_none"), c.source_line(reader, t("indicators.source_rows"), "indicator_methods", indicator=indicator.code))
        return
    c.section(title, t("indicators.method_subtitle", shape=t(f"indicators.shape_{indicator.shape}")))
    head = tuple(t(f"indicators.{key}") for key in ("method", "ratio", "verdict", "about"))
    body = [(t(f"indicators.method_{row['method']}"), t.percent(row["ratio"]), c.verdict(reader, row["verdict"]), t(f"indicators.method_{row['method']}_about"))
            for row in found["rows"]]
    c.data_table(reader, head, body, caption=title, numeric={1}, source=t("indicators.source_rows"), dataset="indicator_methods", indicator=indicator.code)


def _definition(reader, indicator) -> None:
    t = reader.t
    words = t("indicators.definition_text", unit=indicator.unit, direction=t(f"indicators.direction_{indicator.direction}"),
              shape=t(f"indicators.shape_{indicator.shape}"))
    c.section(t("indicators.definition_title"), "", p(words, class_="body"), p(t.pick(indicator.note), class_="body"),
              p(t("indicators.definition_source"), c.source(reader, origins.named(reader.plan, t, indicator.origin)), class_="srcline"))


def _linked(reader, indicator) -> None:
    t, items = reader.t, view.linked(reader.plan, reader.t, indicator)
    title = t("indicators.linked_title", n=len(items)) if items else t("indicators.linked_title_none")
    rows = [(link(reader.href(item["page"], code=item["code"]), item["name"]), item["reason"], span(item["code"], class_="small")) for item in items]
    c.section(title, t("indicators.linked_subtitle") if items else t("indicators.linked_none"), c.rows(*rows) if rows else tag("span"))
