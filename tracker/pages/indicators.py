"""Indicators: how many can be judged, those with a path as small multiples, and all of them by what they lack."""

from tracker.charts import indicator_path, indicator_strip
from tracker.charts.markup import join, link, span
from tracker.pages import components as c
from tracker.pages.fields import Choice
from tracker.views import indicator as one
from tracker.views import indicators as view
from tracker.views.organisations import short


def choices(reader) -> tuple[Choice, ...]:
    return (Choice("verdict", view.verdict_options(reader.plan, reader.as_of, reader.t)),
            Choice("origin", view.origin_options(reader.plan, reader.t)))


def top(reader) -> None:
    c.heading(reader, reader.t("pages.indicators"), view.finding(reader.plan, reader.as_of, reader.t), view.rule(reader.plan, reader.t))


def render(reader) -> None:
    plan, as_of, t = reader.plan, reader.as_of, reader.t
    source, shown = t("indicators.source"), view.rows(plan, as_of, t, reader.query)
    if not reader.query:
        c.chart(reader, indicator_strip, view.strip(plan, as_of), source=source, dataset="indicators", first=True)
    _panels(reader, one.panels(plan, as_of, t, shown), source)
    _table(reader, shown, source)


def _panels(reader, panels: list[dict], source: str) -> None:
    t = reader.t
    title = view.heading(reader.plan, reader.as_of, t, "panels", panels)
    c.section(title, t("indicators.panels_subtitle") if panels else t("indicators.panels_none"))
    if panels:
        c.panels(reader, indicator_path, panels, caption=title, source=source, dataset="indicators",
                 note=t("indicators.panels_note"), **reader.query)


def _table(reader, shown: list[dict], source: str) -> None:
    t = reader.t
    title = view.heading(reader.plan, reader.as_of, t, "table", shown)
    c.section(title, t("indicators.table_subtitle") if shown else t("indicators.table_none"))
    head = tuple(t(f"column.{key}") for key in ("indicator", "baseline_value", "latest_value", "target_value", "lead"))
    body, groups = [], []
    for name, rows in view.grouped(shown):
        groups.append(len(body))
        body.append((t("indicators.group", reason=t(f"verdict.{name}"), n=len(rows)), "", "", "", ""))
        body += [_line(reader, row) for row in rows]
    if shown:
        c.data_table(reader, head, body, caption=title, source=source, dataset="indicators",
                     row_class=lambda n: "group" if n in groups else None, class_="stack flow five", **reader.query)


def _line(reader, row: dict) -> tuple:
    said = view.in_words(reader.plan, reader.t, row)
    name = join(link(reader.href("indicator", code=row["code"]), row["name"]), span(said["origin"], class_="sub2"))
    return (name, *(c.two_lines(*said[cell]) for cell in ("baseline", "latest", "target")), short(reader.plan, reader.t, row["lead"]))
