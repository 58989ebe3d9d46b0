"""A workbook that was brought in, drawn: how far it is, the counts, the places to mend, what would change."""

from collections.abc import Sequence

from tracker.charts.markup import Markup, div, join, link, p, span, table, tag


def steps(names: Sequence[tuple[str, str]], here: str, t) -> Markup:
    """The steps in a row; what is done is told by colour and to who listens by its place."""
    at = [key for key, _ in names].index(here)
    items = (tag("li", tag("b", n + 1), " ", name, class_="done" if n < at else "here" if n == at else None, aria_current="step" if n == at else None)
             for n, (_, name) in enumerate(names))
    return tag("ol", *items, class_="steps", aria_label=t("importing.steps"))


def finding(bold: str, more: str, stops: bool) -> Markup:
    return div(tag("b", bold), " ", more, class_="problems" if stops else "receipt", role="alert" if stops else "status")


def dropped(words: str) -> Markup:
    return p(words, class_="notice body")


def counts(found: Sequence[tuple[int, str, bool]], t) -> Markup:
    """Numbers of rows; what keeps the file back stands in the colour of what is wrong."""
    items = (div(tag("dt", words), tag("dd", f"{n:,}"), class_="wrong" if stops and n else None) for n, words, stops in found)
    return tag("dl", *items, class_="rowcounts", aria_label=t("importing.counts"))


def titled(title: str, way: Markup | None = None) -> Markup:
    """A heading with the way out beside it."""
    return div(tag("h2", title), way, class_="titled")


def problems(rows: Sequence[dict], n: int, marked: bool, t) -> Markup | None:
    """Every place: where it stands, what it holds, what is wrong and how to mend it. `marked`: a copy has those left out."""
    if not rows:
        return None
    heads = [t(f"importing.col_{name}") for name in ("sheet", "row", "column", "value", "wrong", "mend")]
    body = [(row["sheet"], row["row"], _column(row), span(row["value"], class_="held") if row["value"] else "", row["wrong"], tag("b", row["mend"])) for row in rows]
    more = p(t("importing.and_more" if marked else "importing.and_more_later", n=n - len(rows)), class_="small") if n > len(rows) else None
    return join(table(heads, body, caption=t("importing.to_mend", n=n), numeric={1}, class_="stack tomend", first_is_heading=False), more)


def _column(row: dict) -> object:
    return join(row["column"], " ", span(row["address"], class_="muted")) if row["address"] else row["column"]


def changes(rows: Sequence[dict], more: int, caption: str, look, t) -> Markup | None:
    """Cell by cell what is there and what the file says."""
    if not rows:
        return None
    heads = [t(f"importing.col_{name}") for name in ("what", "field", "before", "after")]
    body = [(join(tag("b", row["code"]), " ", row["name"]) if first else span(row["code"], class_="muted"), row["field"],
             tag("del", row["before"]) if row["before"] else span(t("importing.none"), class_="muted"),
             tag("ins", row["after"]) if row["after"] else span(t("importing.none"), class_="muted")) for row, first in zip(rows, _firsts(rows))]
    rest = p(t("importing.and_more_changes", n=more), class_="small") if more else None
    return join(table(heads, body, caption=caption, class_="stack willchange"), rest)


def _firsts(rows: Sequence[dict]) -> list[bool]:
    """Whether a row is the first about its thing."""
    return [n == 0 or (row["code"], row["name"]) != (rows[n - 1]["code"], rows[n - 1]["name"]) for n, row in enumerate(rows)]


def applied(lines: Sequence[str], reports: Sequence[tuple[str, str, str]], again: bool, t) -> Markup:
    """The receipt: what was done, and which reports wait now, each a link to its milestone (address, code, title)."""
    said = tag("ul", *(tag("li", line) for line in lines), class_="doneparts") if lines else None
    handed = tag("ul", *(tag("li", link(href, f"{code} {title}")) for href, code, title in reports), class_="doneparts")
    return join(div(tag("b", t("importing.applied_again" if again else "importing.applied")), " ", t("importing.applied_next") if reports else t("importing.applied_next_figures") if lines else "", class_="receipt", role="status"),
                said, join(p(t("importing.applied_row"), class_="small"), handed) if reports else None)
