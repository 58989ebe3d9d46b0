"""Tables of the money pages: the list of programmes, published totals, quoted lines, sub-programmes and links."""

from tracker.charts.ladder import change_words
from tracker.charts.markup import Markup, div, join, link, p, span, table, tag
from tracker.domain.periods import parse_period
from tracker.views.origins import publisher


def programmes(view: dict, unit: str, t, look) -> Markup:
    """One page of the list: name over body and kind, last year's amount, the proposal, the enacted amount and the change between the two."""
    year = view["fiscal_year"]
    head = (t("funding.col_programme"), t("funding.col_before", year=year - 1), t("funding.col_proposal", year=year), t("funding.col_enacted", year=year), t("funding.col_moved"))
    body = [(_named(r, t, look), t.won_in(r["before"], unit), t.won_in(r["proposal"], unit), t.won_in(r["won"], unit), change_words(r["change"], t, unit) or t("common.no_data"))
            for r in view["rows"]]
    return table(head, body, caption=t("funding.list_title", n=view["count"]), numeric={1, 2, 3, 4}, class_="stack flow listed")


def _named(row: dict, t, look) -> Markup:
    below = " · ".join(filter(None, (row["ministry"], row["kind"], row["code"], t("funding.list_linked") if row["linked"] else None)))
    return join(link(look.href("programme", code=row["code"]), row["name"]), span(below, class_="sub2"))


def linked_and_not(view: dict, t) -> Markup:
    """The two parts of the money, linked to a goal and not, as one bar on the same scale."""
    parts = (("solid", "linked"), ("outline", "unlinked"))
    segments = [span(class_=f"seg f-{kind}", style=f"flex:{view[name + '_won'] or 0} {view[name + '_won'] or 0} 0") for kind, name in parts]
    keys = [div(span(t.won(view[f"{name}_won"]), class_="n"), span(span(class_=f"swatch f-{kind}"), t(f"funding.linked_{'yes' if name == 'linked' else 'no'}"), " · ",
                t("funding.programmes", n=view[f"{name}_count"]), class_="w"), class_="key") for kind, name in parts]
    return div(div(*segments, class_="strip", aria_hidden="true"), div(*keys, class_="keys"), class_="strips")


def totals(rows: list[dict], unit: str, t) -> Markup:
    """Published totals of one year with stage, who counted and the address each came from."""
    head = (t("funding.col_year"), t("funding.col_scope"), t("funding.col_stage"), t("funding.col_by"), t("funding.col_amount"), t("funding.col_source"))
    body = [(t.fiscal(r["fiscal_year"]), div(r["title"], span(" · ".join(filter(None, (r["scope"], r["remark"]))), class_="sub2")), t(f"funding.told_{r['stage']}"),
             r["compiled_by"], _amount(r, unit, t), _source(r, t)) for r in rows]
    return table(head, body, caption=totals_words(rows, t), numeric={4}, class_="stack dense")


def totals_words(rows: list[dict], t) -> str:
    return t("funding.totals_show", n=len(rows), year=rows[0]["fiscal_year"])


def _amount(row: dict, unit: str, t) -> Markup:
    """The amount, and below it the share and the number of projects where they were published."""
    more = [t.percent(row["share"])] if row["share"] is not None else []
    more += [t("funding.projects", n=row["project_count"])] if row["project_count"] else []
    return div(t.won_in(row["amount"], unit), span(" · ".join(more), class_="sub2") if more else None)


def lines(rows: list[dict], unit: str, t) -> Markup:
    """Single amounts; each says whether it may be added to others."""
    head = (t("funding.col_year"), t("funding.col_line"), t("funding.col_stage"), t("funding.col_amount"), t("funding.col_additive"), t("funding.col_source"))
    body = [(r["budget_year"] if r["budget_year"].isdigit() else t("funding.budget_year"), div(r["title"], span(r["ministry_name"], class_="sub2")),
             t(f"funding.told_{r['stage']}"), t.won_in(r["amount"], unit), t("funding.additive_yes" if r["additive"] else "funding.additive_no"), _source(r, t)) for r in rows]
    return table(head, body, caption=t("funding.lines_show", n=len(rows)), numeric={3}, class_="stack dense")


def _source(row: dict, t) -> Markup:
    """The address a figure came from, named by its host so that links differ in words."""
    when = t.show(parse_period(row["source_date"]) if row["source_date"] else None)
    if not row["source_url"]:
        return join(when)
    return div(link(row["source_url"], publisher(row["source_url"])), span(when, class_="sub2"))


def folded(summary: str, *children: object) -> Markup:
    return tag("details", tag("summary", summary), *children)


def parts(view: dict, t) -> Markup:
    """Sub-programmes with an amount column per year."""
    head = (t("programme.col_part"), *(t("funding.year", year=year) for year in view["years"]))
    body = [(name, *(t.won_short(won) for won in amounts)) for name, amounts in view["rows"]]
    return table(head, body, caption=t("programme.parts_title", n=view["count"]), numeric=set(range(1, len(head))), class_="stack flow")


def links(rows: list[dict], t, look) -> Markup:
    """What a programme serves, why, and who said so."""
    head = (t("funding.col_kind"), t("programme.col_area"), t("programme.col_goal"), t("programme.col_reason"), t("programme.col_by"))
    shown = lambda key, pair: link(look.href(key, code=pair[0]), pair[1]) if pair else t("common.none")
    share = lambda r: t("programme.no_share") if r["share"] is None else t("programme.share", share=r["share"])
    body = [(r["kind"], shown("area", r["area"]), div(shown("goal", r["goal"]), span(share(r), class_="sub2") if r["goal"] else None), r["reason"],
             div(r["made_by"], span(confidence(r["confidence"], t), class_="sub2"))) for r in rows]
    return table(head, body, caption=t("programme.serves_title", kind=rows[0]["kind"]), class_="stack")


def confidence(word: str, t) -> str:
    return t("programme.confidence", word=t(f"programme.confidence_{word}"))


def remarks(*sentences: str) -> Markup:
    return join(*(p(s, class_="body") for s in sentences if s))


def booklet(named: dict, t) -> Markup:
    """Which pages of the booklet say all this, and where it was posted."""
    return p(named["words"], " ", link(named["url"], t("programme.source_link")) if named["url"] else None, " · ", confidence(named["confidence"], t), class_="body")
