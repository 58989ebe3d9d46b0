"""Why is the sum of the programmes shown larger than the AI budget that was published?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, p
from tracker.domain.periods import Period, Precision

EXAMPLE = {
    "fiscal_year": 2026, "shown_won": 27_537_241_000_000, "shown_count": 533, "published_won": 9_900_000_000_000, "published_count": 741,
    "published_on": Period(date(2026, 3, 4), Precision.DAY), "by": "NAISC", "remainder_won": 17_637_241_000_000,
}
COMPLETE = True


def title(rows, t) -> str:
    key = "more" if rows["remainder_won"] > 0 else "less" if rows["remainder_won"] < 0 else "same"
    return t(f"funding.gap_title_{key}", won=abs(rows["remainder_won"]))


def subtitle(rows, t) -> str:
    return t("funding.gap_subtitle", year=rows["fiscal_year"])


def sentence(rows, t) -> str:
    return t("funding.gap_sentence", year=rows["fiscal_year"], shown=rows["shown_won"], n=rows["shown_count"], published=rows["published_won"],
             rest=rows["remainder_won"])


def _parts(rows, t) -> list[tuple[str, int, str]]:
    count = t("funding.projects", n=rows["published_count"]) if rows["published_count"] else t("common.no_data")
    return [(t("funding.gap_shown"), rows["shown_won"], t("funding.gap_shown_why", n=rows["shown_count"])),
            (t("funding.gap_published"), rows["published_won"], t("funding.gap_published_why", by=rows["by"], count=count)),
            (t("funding.gap_rest"), rows["remainder_won"], t("funding.gap_rest_why"))]


def table(rows, t) -> Twin:
    return Twin((t("funding.col_what"), t("funding.col_amount"), t("funding.col_why")),
                tuple((name, t.won(won), why) for name, won, why in _parts(rows, t)), frozenset({1}))


def figure(rows, t, look) -> Markup:
    return div(*(div(p(name, class_="l"), p(t.won(won), class_="v"), p(why, class_="c"), class_="card") for name, won, why in _parts(rows, t)),
               class_="cards three gap")
