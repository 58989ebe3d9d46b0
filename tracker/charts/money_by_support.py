"""What does the programmes' money support?"""

from tracker.charts import Twin
from tracker.charts.bars import bar, bar_table
from tracker.charts.markup import Markup, link

EXAMPLE = {
    "fiscal_year": 2026, "unit": "", "count": 270, "rows": [
        {"code": "sme_startup", "name": "SMEs and start-ups", "won": 6_977_924_000_000, "count": 16},
        {"code": "rnd_applied", "name": "Applied AI R&D", "won": 5_677_287_000_000, "count": 209},
        {"code": "talent", "name": "Talent", "won": 4_909_487_000_000, "count": 45}],
}
COMPLETE = True


def title(rows, t) -> str:
    first, *rest = rows["rows"]
    if not rest:
        return t("funding.support_title_one", name=first["name"], won=first["won"], n=first["count"])
    return t("funding.support_title", first=first["name"], first_won=first["won"], second=rest[0]["name"], second_won=rest[0]["won"])


def subtitle(rows, t) -> str:
    return t("funding.support_subtitle", year=rows["fiscal_year"], n=rows["count"])


def sentence(rows, t) -> str:
    return t("funding.support_sentence", year=rows["fiscal_year"], each=t.join(f"{r['name']} {t.won(r['won'])}" for r in rows["rows"]))


def _head(t) -> tuple[str, ...]:
    return t("funding.col_kind"), t("stage.enacted"), t("funding.col_programmes")


def table(rows, t) -> Twin:
    body = [(r["name"], t.won_in(r["won"], rows["unit"]), t.show(r["count"])) for r in rows["rows"]]
    return Twin(_head(t), tuple(body), frozenset({1, 2}))


def figure(rows, t, look) -> Markup:
    largest = max(r["won"] or 0 for r in rows["rows"])
    name, enacted, count = _head(t)
    body = [(link(look.href("funding", support=r["code"]), r["name"]), bar(r["won"], largest), t.won_in(r["won"], rows["unit"]), t.show(r["count"]))
            for r in rows["rows"]]
    return bar_table((name, "", enacted, count), body, caption=title(rows, t), numeric={2, 3})
