"""Lists of datasets, columns and sources as tables: for the data page."""

from urllib.parse import quote

from tracker.charts.markup import Markup, join, link, span, table, tag


def listing(rows: list[dict], download, explain, t, caption: str) -> Markup:
    """`download(dataset, form)` gives the address of a file, `explain(dataset)` that of the meaning of its columns."""
    head = tuple(t(f"data.col_{key}") for key in ("dataset", "rows", "columns", "get"))
    body = [(join(row["name"], span(row["about"], " ", tag("code", row["dataset"]), class_="sub2")), t("history.rows_vary") if row["rows"] is None else f"{row['rows']:,}",
             _columns(row, explain, t), _files(row, download, t)) for row in rows]
    return table(head, body, caption=caption, numeric={1, 2}, class_="stack datasets")


def _columns(row: dict, explain, t) -> Markup:
    return link(explain(row["dataset"]), row["columns"], aria_label=t("data.columns_of", n=row["columns"], name=row["name"]))


def _files(row: dict, download, t) -> Markup:
    ways = [link(address, t(f"common.{form}"), aria_label=f"{t(f'common.{form}')} · {row['name']}")
            for form in ("csv", "xlsx", "json") if (address := download(row["dataset"], form))]
    return span(*(x for way in ways for x in (way, " ")), class_="files")


def folded(summary: str, shown: Markup) -> Markup:
    return tag("details", tag("summary", summary), shown)


def dictionary(rows: list[dict], t, caption: str) -> Markup:
    """The columns of one dataset and what they mean."""
    head = tuple(t(f"data.col_{key}") for key in ("key", "label", "kind"))
    return table(head, [(tag("code", r["key"]), r["label"], r["kind_meaning"]) for r in rows], caption=caption, class_="stack flow")


def plain(url: str) -> str:
    """An address as browsers send it: letters of other scripts in percent form."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")


def sources(rows: list[dict], t, caption: str) -> Markup:
    head = (t("data.col_title"), t("data.col_publisher"))
    body = [(join(link(row["source_url"], row["title"] or plain(row["source_url"])), span(row["note"], class_="sub2") if row["note"] else None),
             row["publisher"]) for row in rows]
    return table(head, body, caption=caption, class_="sources")
