"""How much of the enacted 2024 budget was settled, where the two figures differ at all?"""

from tracker.charts import Twin
from tracker.charts.bars import bar, bar_table
from tracker.charts.markup import Markup, link

EXAMPLE = {
    "fiscal_year": 2024, "unit": "", "with_both": 228, "repeats": 155,
    "all": {"count": 73, "basis_won": 3_000_000_000_000, "spent_won": 2_900_000_000_000, "rate": 0.967, "above": 12}, "rows": [
        {"code": "BAI", "name": "Board of Audit and Inspection", "count": 1, "basis_won": 15_865_000_000, "spent_won": 12_508_000_000, "rate": 0.788, "above": 0},
        {"code": "MSIT", "name": "Ministry of Science and ICT", "count": 2, "basis_won": 33_723_000_000, "spent_won": 97_543_000_000, "rate": 2.893, "above": 1}],
    "rest": {"bodies": 20, "count": 25, "basis_won": 300_000_000_000, "spent_won": 290_000_000_000, "rate": 0.967, "above": 3},
}
SCALE = 1.5  # the track ends here; a longer bar is cut, hatched at its end, and its number says the rest
COMPLETE = True


def title(rows, t) -> str:
    if not rows["all"]["count"]:
        return t("funding.execution_title_none", year=rows["fiscal_year"], n=rows["with_both"])
    return t("funding.execution_title", year=rows["fiscal_year"], n=rows["all"]["count"], share=rows["all"]["rate"])


def subtitle(rows, t) -> str:
    return ". ".join((measured(rows, t), t("funding.execution_mark")))


def measured(rows, t) -> str:
    """The subtitle where no bars are seen."""
    return t("funding.execution_subtitle", n=rows["with_both"], repeats=rows["repeats"])


def sentence(rows, t) -> str:
    return t("funding.execution_sentence", each=t.join(f"{r['name']} {t.percent(r['rate'])}" for r in _lines(rows, t)) or t("common.none"))


def _lines(rows, t) -> list[dict]:
    """The bodies by name, then the others together."""
    rest = rows["rest"]
    return rows["rows"] + ([rest | {"code": "", "name": t("funding.other_bodies", n=rest["bodies"])}] if rest else [])


def _head(t) -> tuple[str, ...]:
    return (t("funding.col_body"), t("stage.enacted"), t("stage.settled"), t("funding.col_rate"), t("funding.col_programmes"), t("funding.col_above"))


def table(rows, t) -> Twin:
    body = [(r["name"], t.won_in(r["basis_won"], rows["unit"]), t.won_in(r["spent_won"], rows["unit"]), t.percent(r["rate"]),
             t.show(r["count"]), t.show(r["above"])) for r in _lines(rows, t)]
    return Twin(_head(t), tuple(body), frozenset({1, 2, 3, 4, 5}))


def _bullet(row) -> Markup:
    rate, kind = row["rate"] or 0, "solid" if row["code"] else "grey"
    return bar(min(rate, SCALE), SCALE, "cut" if rate > SCALE else kind, 1)


def figure(rows, t, look) -> Markup:
    body_name, enacted, settled, rate, count, _ = _head(t)
    body = [(link(look.href("ministry", code=r["code"]), r["name"]) if r["code"] else r["name"], _bullet(r),
             t.percent(r["rate"]), t("funding.settled_of", settled=t.won_in(r["spent_won"], rows["unit"]), enacted=t.won_in(r["basis_won"], rows["unit"])),
             t.show(r["count"])) for r in _lines(rows, t)]
    head = (body_name, "", rate, t("funding.col_settled_enacted"), count)
    return bar_table(head, body, caption=title(rows, t), numeric={2, 3, 4}, class_="four")
