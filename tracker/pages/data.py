"""Data: every dataset to download, what its columns mean, terms, gaps and sources."""

from tracker.charts import data_tables as draw, rule_tables
from tracker.charts.markup import Markup, div, link, p, span
from tracker.pages import components as c
from tracker.views import data as view, quality


def render(reader) -> None:
    t, plan = reader.t, reader.plan
    main, others = view.main_and_others(plan, reader.as_of, t)
    c.heading(reader, t("pages.data"), view.finding(plan, reader.as_of, t), t("data.note"))
    explain = lambda dataset: reader.same_page(dataset=dataset) + "#columns"  # noqa: E731
    c.section(t("data.main_title"), t("data.list_subtitle"), draw.listing(main, reader.download, explain, t, t("data.main_title")),
              c.source_line(reader, t("data.source"), "datasets"), first=True)
    _whole(reader)
    if printed := c.printouts(reader):
        c.section(t("printed.reports"), t("printed.reports_text"), printed)
    title = t("data.others_title", n=len(others))
    c.section(title, "", draw.folded(t("data.others_show", n=len(others)), draw.listing(others, reader.download, explain, t, title)))
    c.section(t("data.address_title"), t("data.address_subtitle"), *(p(t(f"data.address_{i}"), class_="body") for i in (1, 2, 3)))
    _dictionary(reader)
    _licence(reader)
    _gaps(reader)
    _sources(reader)


def excerpt(reader) -> None:
    """What the choice of a dataset shows."""
    c.heading(reader, reader.t("pages.data"))
    _dictionary(reader)


def _whole(reader) -> None:
    """What a release holds as whole files, and the feeds; a working plan has none of them."""
    t = reader.t
    found = [(t(f"data.whole_{key}"), t(f"data.whole_{key}_about"), _ways(reader, t(f"data.whole_{key}"), files)) for key, files in view.whole(reader.language)]
    if shown := [row for row in found if row[2]]:
        c.section(t("data.whole_title"), t("data.whole_subtitle"), c.rows(*shown), p(link(reader.interface, t("data.interface")), class_="body") if reader.interface else None)


def _ways(reader, name: str, files: tuple[tuple[str, str], ...]) -> Markup | None:
    ways = [link(address, shown, aria_label=f"{name} · {shown}") for shown, path in files if (address := reader.released(path))]
    return span(*(x for way in ways for x in (way, " ")), class_="ways") if ways else None


def _dictionary(reader) -> None:
    t, dataset = reader.t, view.explained(reader.query)
    rows = view.dictionary(reader.plan, t, dataset)
    title = t("data.dictionary_title", name=t(f"dataset.{dataset}"), n=len(rows))
    c.html(div(id="columns"))
    c.section(title, t("data.dictionary_subtitle", n=len(view.dictionary(reader.plan, t))), draw.dictionary(rows, t, title),
              c.source_line(reader, t("data.source"), "dictionary"))


def _licence(reader) -> None:
    t, head = reader.t, reader.plan.head
    cited = t("frame.cite_line", site=head.short_name, subject=t("dataset.milestones"), as_of=reader.as_of, address=reader.download("milestones"))
    c.section(t("data.licence_title"), t("data.licence_subtitle", licence=head.licence), p(t("data.licence_1"), class_="body"),
              p(t("data.licence_2", cited=cited), class_="body"), p(t("data.licence_3"), class_="body"))


def _gaps(reader) -> None:
    t, found, largest = reader.t, *quality.largest(reader.plan, reader.as_of, reader.t)
    c.section(t("data.quality_title", n=found), t("data.quality_subtitle"), rule_tables.gaps(largest, t),
              p(link(reader.href("methodology"), t("data.quality_all")), class_="body"),
              c.source_line(reader, t("data.source"), "quality"))


def _sources(reader) -> None:
    t, rows = reader.t, view.sources(reader.plan, reader.t)
    title = t("data.sources_title", n=len(rows))
    c.section(title, t("data.sources_subtitle"), draw.sources(view.main_sources(reader.plan, t), t, title),
              c.source_line(reader, t("data.source"), "sources"))
