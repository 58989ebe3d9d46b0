"""Which totals exist for the same year, who counted them, and how far are they apart?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.bars import bar, bar_table
from tracker.charts.markup import Markup, join, span
from tracker.domain.periods import Period, Precision

EXAMPLE = {
    "fiscal_year": 2026, "unit": "", "rows": [
        {"role": "proposal", "by": "MOEF", "on": Period(date(2025, 11, 24), Precision.DAY), "count": None, "won": 10_139_800_000_000},
        {"role": "ministry_sum", "by": "NABO", "on": Period(date(2025, 11, 7), Precision.DAY), "count": None, "won": 7_755_100_000_000},
        {"role": "headline", "by": "NAISC", "on": Period(date(2026, 3, 4), Precision.DAY), "count": 741, "won": 9_900_000_000_000},
        {"role": "shown", "by": "Tracker", "on": Period(date(2026, 3, 1), Precision.MONTH), "count": 533, "won": 27_537_241_000_000}],
}
KINDS = {"proposal": "outline", "ministry_sum": "outline", "headline": "solid", "shown": "hatched"}
COMPLETE = True


def title(rows, t) -> str:
    amounts = [r["won"] for r in rows["rows"]]
    key = "funding.beside_title" if len(amounts) > 1 else "funding.beside_title_one"
    return t(key, year=rows["fiscal_year"], n=len(amounts), low=min(amounts), high=max(amounts))


def subtitle(rows, t) -> str:
    return t("funding.beside_subtitle", year=rows["fiscal_year"])


def sentence(rows, t) -> str:
    each = t.join(f"{t('funding.role_' + r['role'])} {t.won(r['won'])}" for r in rows["rows"])
    return t("funding.beside_sentence", year=rows["fiscal_year"], each=each)


def _who(row, t) -> str:
    count = t("funding.programmes" if row["role"] == "shown" else "funding.projects", n=row["count"]) if row["count"] else None
    return " · ".join(filter(None, (row["by"], count, t.show(row["on"]) if row["on"] else None,
                                    t("funding.not_ai_budget") if row["role"] == "shown" else None)))


def table(rows, t) -> Twin:
    head = (t("funding.col_total"), t("funding.col_by"), t("funding.col_on"), t("funding.col_count"), t("funding.col_amount"))
    body = [(t(f"funding.role_{r['role']}"), r["by"], t.show(r["on"]), t.show(r["count"]), t.won(r["won"])) for r in rows["rows"]]
    return Twin(head, tuple(body), frozenset({3, 4}))


def figure(rows, t, look) -> Markup:
    largest = max(r["won"] for r in rows["rows"])
    amount = lambda r: t.won_in(r["won"], rows["unit"]) if rows["unit"] else t.won(r["won"])
    body = [(join(t(f"funding.role_{r['role']}"), span(_who(r, t), class_="sub2")), bar(r["won"], largest, KINDS[r["role"]]), amount(r))
            for r in rows["rows"]]
    strong = lambda i: "strong" if rows["rows"][i]["role"] == "headline" else None
    return bar_table((t("funding.col_total"), "", t("funding.col_amount")), body, caption=title(rows, t), numeric={2}, class_="broad", row_class=strong)
