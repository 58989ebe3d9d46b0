"""Help: what the statuses mean, how to read, cite and find; accessibility; how to report a mistake."""

from tracker.charts.markup import link, status, tag
from tracker.pages import components as c
from tracker.pages import prose
from tracker.pages.reader import Reader
from tracker.views import help as views


def render(reader: Reader) -> None:
    t = reader.t
    c.heading(reader, t("pages.help"), t("help.finding"))
    parts = [tag("li", link(f"#{id_}", words)) for words, id_ in prose.contents(reader, "help")]
    c.html(tag("nav", tag("ul", *parts), class_="contents", aria_label=t("help.contents")))
    c.section(t("help.statuses"), t("help.statuses_sub"), first=True)
    body = [(status(t, s["status"]), s["meaning"]) for s in views.statuses(reader.plan, t)]
    c.data_table(reader, (t("help.status"), t("help.meaning")), body, caption=t("help.statuses"), source=t("help.source"),
                 dataset="statuses", class_="meanings")
    c.html(prose.draw(reader, "help"))
