"""How did one programme's amount move through the stages of each year, and which stages have no figure?"""

from tracker.charts import Twin
from tracker.charts.bars import bar, bar_table
from tracker.charts.markup import Markup, join, p
from tracker.charts.money_by_stage import year_cell

EXAMPLE = {
    "code": "FP475", "name": "Fund of funds", "ministry": "MSS", "unit": "", "fiscal_year": 2026, "proposal": 1_100_000_000_000,
    "enacted": 820_000_000_000, "before": 500_000_000_000, "steps": [
        {"fiscal_year": 2024, "stage": "enacted", "won": 450_000_000_000, "change": None},
        {"fiscal_year": 2024, "stage": "settled", "won": 450_000_000_000, "change": 0},
        {"fiscal_year": 2025, "stage": "enacted", "won": 500_000_000_000, "change": None},
        {"fiscal_year": 2025, "stage": "supplementary", "won": 800_000_000_000, "change": 300_000_000_000},
        {"fiscal_year": 2026, "stage": "proposal", "won": 1_100_000_000_000, "change": None},
        {"fiscal_year": 2026, "stage": "enacted", "won": 820_000_000_000, "change": -280_000_000_000}],
    "missing": ["available", "obligated", "disbursed", "reached"], "notes": [],
}
COMPLETE = True


def title(rows, t) -> str:
    proposal, enacted = rows["proposal"], rows["enacted"]
    if enacted is None:
        return t("funding.ladder_title_none", name=rows["name"], year=rows["fiscal_year"])
    if proposal is None:
        return t("funding.ladder_title_alone", name=rows["name"], year=rows["fiscal_year"], won=enacted)
    key = "less" if enacted < proposal else "more" if enacted > proposal else "same"
    return t(f"funding.ladder_title_{key}", name=rows["name"], proposal=proposal, won=abs(enacted - proposal))


def subtitle(rows, t) -> str:
    return t("funding.ladder_subtitle", ministry=rows["ministry"])


def sentence(rows, t) -> str:
    each = t.join(t("funding.ladder_item", year=s["fiscal_year"], stage=t(f"stage.{s['stage']}"), won=s["won"]) for s in rows["steps"])
    return t("funding.ladder_sentence", name=rows["name"], each=each) + " " + missing(rows, t)


def missing(rows, t) -> str:
    """The stages of the fiscal year that nobody has published."""
    if not rows["missing"]:
        return ""
    return t("funding.ladder_missing", year=rows["fiscal_year"], stages=" · ".join(t(f"stage.{s}") for s in rows["missing"]))


def change_words(change: int | None, t, unit: str) -> str:
    """A signed difference; blank where there is no stage before."""
    if change is None:
        return ""
    return ("+" if change > 0 else "") + t.won_in(change, unit)


def _head(t) -> tuple[str, ...]:
    return t("funding.col_year"), t("funding.col_stage"), t("funding.col_amount"), t("funding.col_change")


def table(rows, t) -> Twin:
    body = [(t("funding.year", year=s["fiscal_year"]), t(f"stage.{s['stage']}"), t.won_in(s["won"], rows["unit"]),
             change_words(s["change"], t, rows["unit"])) for s in rows["steps"]]
    body += [(t("funding.year", year=rows["fiscal_year"]), t(f"stage.{s}"), t("common.no_data"), "") for s in rows["missing"]]
    return Twin(_head(t), tuple(body), frozenset({2, 3}))


def figure(rows, t, look) -> Markup:
    largest = max(s["won"] for s in rows["steps"])
    year, stage, amount, change = _head(t)
    years = [s["fiscal_year"] for s in rows["steps"]]
    body = [(year_cell(t, years, i), t(f"stage.{s['stage']}"), bar(s["won"], largest, "solid" if s["stage"] == "enacted" else "outline"),
             t.won_in(s["won"], rows["unit"]), change_words(s["change"], t, rows["unit"])) for i, s in enumerate(rows["steps"])]
    drawn = bar_table((year, stage, "", amount, change), body, caption=title(rows, t), numeric={3, 4}, class_="years")
    return join(drawn, p(missing(rows, t), class_="small absent") if rows["missing"] else None)
