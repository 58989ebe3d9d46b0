"""Which bodies hold the programmes' money, and how did the enacted budget move away from the proposal?"""

from tracker.charts import Twin
from tracker.charts.bars import bar, bar_table
from tracker.charts.markup import Markup, join, link, switch

EXAMPLE = {
    "fiscal_year": 2026, "unit": "", "order": "", "bodies": 41, "total_won": 27_537_241_000_000, "top": ["MSIT", "MSS", "MOTIR"],
    "top_share": 0.654, "proposed": 525, "rows": [
        {"code": "MSIT", "name": "Ministry of Science and ICT", "won": 8_792_410_000_000, "proposal": 8_756_000_000_000, "count": 192},
        {"code": "MOTIR", "name": "Ministry of Trade, Industry and Resources", "won": 3_313_764_000_000, "proposal": None, "count": 51},
        {"code": "MSS", "name": "Ministry of SMEs and Startups", "won": 5_908_106_000_000, "proposal": 6_456_000_000_000, "count": 16}],
    "rest": {"bodies": 38, "count": 274, "won": 9_522_961_000_000, "proposal": 9_700_000_000_000},
}


def title(rows, t) -> str:
    if len(rows["top"]) < 3 or rows["top_share"] is None:
        return t("funding.ministry_title_few", year=rows["fiscal_year"], bodies=rows["bodies"], won=rows["total_won"])
    return t("funding.ministry_title", n=len(rows["top"]), share=rows["top_share"], names=t.join(rows["top"]))


def subtitle(rows, t) -> str:
    return ". ".join((measured(rows, t), t("funding.ministry_bars")))


def measured(rows, t) -> str:
    """The subtitle where no bars are seen."""
    order = t("funding.order_amount" if rows["order"] == "amount" else "funding.order_rank")
    return t("funding.ministry_subtitle", year=rows["fiscal_year"], order=order)


def _lines(rows, t) -> list[tuple]:
    """(code or None, name, enacted, proposal, count), the others last."""
    lines = [(r["code"], r["name"], r["won"], r["proposal"], r["count"]) for r in rows["rows"]]
    rest = rows["rest"]
    return lines + [(None, t("funding.other_bodies", n=rest["bodies"]), rest["won"], rest["proposal"], rest["count"])] if rest else lines


def sentence(rows, t) -> str:
    each = t.join(f"{name} {t.won(won)}" for _, name, won, _, _ in _lines(rows, t))
    return t("funding.ministry_sentence", year=rows["fiscal_year"], each=each)


def table(rows, t) -> Twin:
    head = (t("funding.col_body"), t("stage.proposal"), t("stage.enacted"), t("funding.col_programmes"))
    body = [(name, t.won_in(proposal, rows["unit"]), t.won_in(won, rows["unit"]), t.show(n)) for _, name, won, proposal, n in _lines(rows, t)]
    return Twin(head, tuple(body), frozenset({1, 2, 3}))


def figure(rows, t, look) -> Markup:
    lines = _lines(rows, t)
    largest = max([won or 0 for _, _, won, _, _ in lines] + [proposal or 0 for _, _, _, proposal, _ in lines])
    body = [(link(look.href("ministry", code=code), name) if code else name, bar(won, largest, "solid" if code else "grey", proposal),
             t.won_in(won, rows["unit"]), t.show(n)) for code, name, won, proposal, n in lines]
    head = (t("funding.col_body"), "", t("stage.enacted"), t("funding.col_programmes"))
    return join(_orders(rows, t, look), bar_table(head, body, caption=title(rows, t), numeric={2, 3}))


def _orders(rows, t, look) -> Markup:
    """Links to the same picture in another order."""
    return switch(t("funding.order_label"), [(t(f"funding.order_{name}"), look.href("funding", order=order, unit=rows["unit"]), order == rows["order"])
                                             for order, name in (("", "rank"), ("amount", "amount"))])
