"""How many milestones stand in each status, and what did the committee itself announce?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, mark, p, span

EXAMPLE = {
    "as_of": date(2026, 11, 22), "total": 326, "past_due": 139, "done": 6, "delayed": 10, "silent": 123,
    "counts": [("completed", 5), ("completed_late", 1), ("on_track", 1), ("delayed", 10),
               ("no_report_past_due", 123), ("no_report_ahead", 153), ("no_report_undated", 33)],
    "official": {"on": date(2026, 5, 12), "checked": 326, "as_scheduled": 288, "rest": 38},
}


def title(rows, t) -> str:
    return t("strip.title", total=rows["total"])


def subtitle(rows, t) -> str:
    return t("strip.subtitle" if rows.get("official") else "strip.subtitle_alone")


def sentence(rows, t) -> str:
    counts = t.join(f"{t(f'status.{shown}')} {n:,}" for shown, n in rows["counts"])
    ours = t("strip.sentence", as_of=rows["as_of"], total=rows["total"], counts=counts)
    official = rows.get("official")
    return ours if not official else ours + " " + t("strip.sentence_official", **official)


def table(rows, t) -> Twin:
    body = [(t("strip.computed"), t(f"status.{shown}"), f"{n:,}") for shown, n in rows["counts"]]
    if official := rows.get("official"):
        body += [(t("strip.official"), t("strip.as_scheduled"), f"{official['as_scheduled']:,}"),
                 (t("strip.official"), t("strip.not_broken_down"), f"{official['rest']:,}")]
    return Twin((t("strip.who"), t("strip.status"), t("strip.milestones")), tuple(body), frozenset({2}))


def bar(counts: list[tuple[str, int]], class_: str = "") -> Markup:
    """One 100 % bar of statuses; segments weigh by their count."""
    segments = [span(class_=f"seg f-{shown}", style=f"flex:{n} {n} 0") for shown, n in counts if n]
    return div(*segments, class_=f"strip {class_}".strip(), aria_hidden="true")


def key(counts: list[tuple[str, int]], t) -> Markup:
    """Number over shape and word, one entry per status; the kinds of "no report" stand apart behind a rule."""
    entries = [div(span(f"{n:,}", class_="n"), span(mark(shown), t(f"status.{shown}"), class_="w"),
                   class_="key" + (" apart" if shown == "no_report_past_due" else "")) for shown, n in counts]
    return div(*entries, class_="keys")


def figure(rows, t, look) -> Markup:
    ours = div(div(p(t("strip.computed"), class_="who"), p(t("strip.computed_on", as_of=rows["as_of"]), class_="when"), class_="label"),
               div(bar(rows["counts"], "tall"), key(rows["counts"], t), class_="plot"), class_="striprow")
    official = rows.get("official")
    return div(ours, _official(official, t) if official else None, class_="strips")


def _official(official, t) -> Markup:
    parts = [("scheduled", official["as_scheduled"], t("strip.as_scheduled_share", **official | {"share": official["as_scheduled"] / official["checked"]})),
             ("undisclosed", official["rest"], t("strip.not_broken_down"))]
    segments = [span(class_=f"seg f-{kind}", style=f"flex:{n} {n} 0") for kind, n, _ in parts]
    keys = [div(span(f"{n:,}", class_="n"), span(span(class_=f"swatch f-{kind}"), words, class_="w"), class_="key") for kind, n, words in parts]
    return div(div(p(t("strip.official"), class_="who"), p(t("strip.official_on", on=official["on"]), class_="when"), class_="label"),
               div(div(*segments, class_="strip thin", aria_hidden="true"), div(*keys, class_="keys"), class_="plot"), class_="striprow")
