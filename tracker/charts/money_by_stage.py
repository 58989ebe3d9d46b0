"""How did the sum of the programmes move from year to year and from stage to stage, and how many report each?"""

from tracker.charts import Twin
from tracker.charts.bars import bar, bar_table
from tracker.charts.markup import Markup, hidden, join

EXAMPLE = {
    "fiscal_year": 2026, "unit": "", "total": 533, "both": {"count": 525, "proposal": 28_177_984_000_000, "enacted": 27_400_268_000_000}, "rows": [
        {"fiscal_year": 2025, "stage": "enacted", "won": 19_074_563_000_000, "reported": 347},
        {"fiscal_year": 2025, "stage": "supplementary", "won": 21_380_611_000_000, "reported": 329},
        {"fiscal_year": 2026, "stage": "proposal", "won": 28_177_984_000_000, "reported": 525},
        {"fiscal_year": 2026, "stage": "enacted", "won": 27_537_241_000_000, "reported": 533}],
}
COMPLETE = True


def title(rows, t) -> str:
    both = rows["both"]
    if not both["count"]:
        return t("funding.stage_title_none", year=rows["fiscal_year"])
    change = both["enacted"] - both["proposal"]
    key = "less" if change < 0 else "more" if change > 0 else "same"
    return t(f"funding.stage_title_{key}", year=rows["fiscal_year"], n=both["count"], won=abs(change))


def subtitle(rows, t) -> str:
    return t("funding.stage_subtitle", total=rows["total"])


def sentence(rows, t) -> str:
    each = t.join(t("funding.stage_item", year=r["fiscal_year"], stage=t(f"stage.{r['stage']}"), won=r["won"], n=r["reported"]) for r in rows["rows"])
    return t("funding.stage_sentence", each=each)


def _head(t) -> tuple[str, ...]:
    return t("funding.col_year"), t("funding.col_stage"), t("funding.col_amount"), t("funding.col_reported")


def table(rows, t) -> Twin:
    body = [(t("funding.year", year=r["fiscal_year"]), t(f"stage.{r['stage']}"), t.won_in(r["won"], rows["unit"]), t.show(r["reported"])) for r in rows["rows"]]
    return Twin(_head(t), tuple(body), frozenset({2, 3}))


def figure(rows, t, look) -> Markup:
    largest = max(r["won"] or 0 for r in rows["rows"])
    year, stage, amount, reported = _head(t)
    shown = [r["fiscal_year"] for r in rows["rows"]]
    body = [(year_cell(t, shown, i), t(f"stage.{r['stage']}"), bar(r["won"], largest, "solid" if r["stage"] == "enacted" else "outline"),
             t.won_in(r["won"], rows["unit"]), t("funding.part_of", part=r["reported"], whole=rows["total"])) for i, r in enumerate(rows["rows"])]
    return bar_table((year, stage, "", amount, reported), body, caption=title(rows, t), numeric={3, 4}, class_="years")


def year_cell(t, years: list[int], i: int) -> Markup:
    """The year where it changes; else for readers of the cell only."""
    words = t("funding.year", year=years[i])
    return join(words) if i == 0 or years[i] != years[i - 1] else hidden(words)
