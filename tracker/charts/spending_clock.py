"""How much of the fiscal year has gone by, and how much of the money is known to be spent?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.bars import bar, bar_table
from tracker.charts.markup import Markup, join, span

EXAMPLE = {"fiscal_year": 2026, "as_of": date(2026, 11, 22), "elapsed": 0.893, "disbursed_won": None, "reported": 0, "total": 533}
COMPLETE = True


def title(rows, t) -> str:
    key = "before" if rows["elapsed"] <= 0 else "over" if rows["elapsed"] >= 1 else "within"
    return t(f"funding.clock_{key}", **rows)


def subtitle(rows, t) -> str:
    return t("funding.clock_subtitle")


def sentence(rows, t) -> str:
    return title(rows, t) + " " + subtitle(rows, t)


def _spent(rows, t) -> str:
    return t("common.no_data") if rows["disbursed_won"] is None else t.won(rows["disbursed_won"])


def _lines(rows, t) -> list[tuple[str, str, str]]:
    return [(t("funding.clock_elapsed"), t("funding.clock_naive"), t.percent(rows["elapsed"])),
            (t("stage.disbursed"), t("funding.clock_reported", n=rows["reported"], total=rows["total"]), _spent(rows, t))]


def table(rows, t) -> Twin:
    return Twin((t("funding.col_what"), t("funding.col_why"), t("funding.col_value")), tuple(_lines(rows, t)), frozenset({2}))


def figure(rows, t, look) -> Markup:
    bars = (bar(rows["elapsed"], 1, "grey"), bar(None, 1))
    body = [(join(name, span(note, class_="sub2")), drawn, value) for (name, note, value), drawn in zip(_lines(rows, t), bars)]
    return bar_table((t("funding.col_what"), "", t("funding.col_value")), body, caption=title(rows, t), numeric={2}, class_="broad framed")
