"""The table of rights, printed from the table the services ask."""

from tracker.charts import rule_tables as draw
from tracker.pages import components as c
from tracker.views import rights as view


def render(reader) -> None:
    t = reader.t
    c.crumbs(reader, (t("pages.overview"), reader.href("overview")), (t("pages.methodology"), reader.href("methodology")))
    c.heading(reader, t("pages.rights"), view.finding(t), t("rights.note"), after_crumbs=True)
    c.section(t("rights.table_title"), t("rights.table_subtitle"), draw.rights(view.rights(t), t), _source(reader), first=True)
    c.section(t("rights.roles_title"), t("rights.roles_subtitle"), draw.roles(view.roles(t), t), _source(reader))


def _source(reader):
    return c.source_line(reader, reader.t("rights.source"), "permissions")
