"""Ministries: who leads what, in the statutory order."""

from tracker.charts import ministry_table
from tracker.charts.markup import Markup, link
from tracker.pages import components as c
from tracker.views import ministries as view
from tracker.views.organisations import full


def render(reader) -> None:
    plan, t = reader.plan, reader.t
    c.heading(reader, t("pages.ministries"), view.finding(plan, reader.as_of, t), t("ministries.note"))
    source = t("ministries.source", plan=plan.head.name)
    c.chart(reader, ministry_table, view.table_rows(plan, reader.as_of, t), source=source, dataset="ministries",
            note=t("ministries.shared_goals", goals=len(plan.goals)), first=True)
    _others(reader, source)
    _former(reader)


def _others(reader, source: str) -> None:
    t, found = reader.t, view.others(reader.plan, reader.as_of, reader.t)
    year = reader.plan.head.fiscal_year
    title = t("ministries.others_title", n=len(found))
    c.section(title, t("ministries.others_subtitle", year=year))
    head = (t("ministries.col_body"), t("ministries.col_cooperating"), t("ministries.col_programmes"), t("ministries.col_won", year=year))
    body = [(_link(reader, row["code"]), f"{row['cooperating']:,}", f"{row['programmes']:,}", t.won(row["won"]) if row["programmes"] else t("ministry_table.no_programmes")) for row in found]
    c.data_table(reader, head, body, caption=title, numeric={1, 2, 3}, source=source, dataset="ministries")


def _former(reader) -> None:
    t = reader.t
    found = [o for o in view.ordered(reader.plan) if o.successors]
    items = [(_link(reader, o.code), t("ministries.former_now", names=t.join(full(reader.plan, t, code) for code in o.successors)),
              t("ministries.former_until", on=o.valid_to)) for o in found]
    if items:
        c.section(t("ministries.former_title"), t("ministries.former_subtitle"), c.rows(*items))


def _link(reader, code: str) -> Markup:
    return link(reader.href("ministry", code=code), full(reader.plan, reader.t, code))
