"""How many indicators can be judged at all, and what do the others lack?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, link, span

EXAMPLE = {
    "as_of": date(2026, 11, 22), "total": 56,
    "counts": [("judged", 2), ("no_observation", 20), ("no_baseline", 22), ("no_target", 9), ("no_target_date", 3)],
}


def title(rows, t) -> str:
    return t("indicators.strip_title", total=rows["total"])


def subtitle(rows, t) -> str:
    return t("indicators.strip_subtitle")


def sentence(rows, t) -> str:
    counts = t.join(f"{t(f'verdict.{name}')} {n:,}" for name, n in rows["counts"])
    return t("indicators.strip_sentence", as_of=rows["as_of"], total=rows["total"], counts=counts)


def table(rows, t) -> Twin:
    body = tuple((t(f"verdict.{name}"), f"{n:,}") for name, n in rows["counts"])
    return Twin((t("indicators.strip_reason"), t("indicators.strip_n")), body, frozenset({1}))


def figure(rows, t, look) -> Markup:
    segments = [span(class_=f"seg f-{name}", style=f"flex:{n} {n} 0") for name, n in rows["counts"]]
    return div(div(*segments, class_="strip tall", aria_hidden="true"), div(*(_key(name, n, t, look) for name, n in rows["counts"]), class_="keys"),
               class_="strips")


def _key(name: str, n: int, t, look) -> Markup:
    """Number over swatch and word; what is missing leads to the indicators that lack it."""
    words = t(f"verdict.{name}")
    shown = words if name == "judged" else link(look.href("indicators", verdict=name), words)
    return div(span(f"{n:,}", class_="n"), span(span(class_=f"swatch f-{name}"), shown, class_="w"), class_="key")
