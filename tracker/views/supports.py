"""The three supports of the Act: for each its articles, goals, programmes, money, measures and bodies.

Which kind of programme belongs to which support is said in plan.toml and is the tracker's own classification. Amounts
are whole-programme amounts in won.
"""

from datetime import date
from decimal import Decimal, InvalidOperation

from tracker.domain.committee import Body, Measure, Support
from tracker.domain.plan import Plan
from tracker.views import programmes
from tracker.views.datasets import Dataset
from tracker.views.money_tables import columns
from tracker.views.pages import Facts

LARGEST = 5  # programmes named under each support
# Bodies the Act names for a support; persons' posts are left out.
BODIES = {Support.GOVERNANCE: ("plenary", "steering", "subcommittee", "council", "secretariat", "centre", "institute"), Support.TRUST: ("institute",)}


def summary(plan: Plan, as_of: date, t, support: str) -> dict:
    """Counts and money of one support: articles, goals linked to them, programmes, won (enacted), measures."""
    articles = {a.code for a in plan.articles if a.support == support}
    own = programmes.chosen(plan, {"support": support})
    return {"code": str(support), "name": t(f"supports.{support}"), "articles": len(articles),
            "goals": len({link.goal for link in plan.article_links if link.article in articles}), "count": len(own),
            "won": programmes.enacted(plan, own).won, "measures": len(known_measures(plan, as_of, support))}


def summaries(plan: Plan, as_of: date, t) -> list[dict]:
    return [summary(plan, as_of, t, support.value) for support in Support]


def beside(plan: Plan, as_of: date, t) -> dict | None:
    """Rows of charts.supports_beside: the money of the three supports; None without programmes."""
    rows = summaries(plan, as_of, t)
    total = sum(r["won"] or 0 for r in rows)
    return {"fiscal_year": plan.head.fiscal_year, "rows": rows, "total_won": total} if total else None


def known_measures(plan: Plan, as_of: date, support: str) -> list[Measure]:
    """What had been measured by the day, newest first."""
    known = [m for m in plan.measures if m.support == support and min(m.on.last, plan.head.data_as_of) <= as_of]
    return sorted(known, key=lambda m: m.on.last, reverse=True)


def measure(t, one: Measure) -> dict:
    """One measure in words: name, value with its unit, when, and the article it belongs to."""
    unit = t.pick(one.unit)
    gap = "" if t.language == "ko" or unit == "%" else "\u00a0"
    return {"code": one.code, "name": t.pick(one.name), "value": f"{_number(t, one.value)}{gap}{unit}", "on": one.on,
            "articles": list(one.articles), "url": one.origin.url, "published": one.origin.published,
            "confidence": one.origin.confidence.value}


def _number(t, words: str) -> str:
    try:
        return t.number(Decimal(words))
    except InvalidOperation:
        return words


def article_name(t, code: str) -> str:
    """Art. 22-2 the way the language writes it."""
    number, _, branch = code.removeprefix("Art. ").partition("-")
    return t("supports.article_branch", number=number, branch=branch) if branch else t("supports.article", number=number)


def measured(plan: Plan, as_of: date, t, support: str) -> list[dict]:
    """The known measures of a support in words, newest first."""
    rows = [measure(t, m) for m in known_measures(plan, as_of, support)]
    return [r | {"article_names": [article_name(t, code) for code in r["articles"]]} for r in rows]


def articles(plan: Plan, t, support: str) -> list[dict]:
    """The articles of a support with what they ask, by whom, until when, and the goals that serve them."""
    served = {}
    for link in plan.article_links:
        served.setdefault(link.article, []).append(link.goal)
    return [{"code": a.code, "name": article_name(t, a.code), "title": t.pick(a.title),
             "what": t.pick(a.what), "who": t.pick(a.who), "deadline": t.pick(a.deadline), "amended": a.amended,
             "goals": [(g, t.pick(plan.goal(g).name)) for g in served.get(a.code, ())]} for a in plan.articles if a.support == support]


def bodies(plan: Plan, as_of: date, support: str) -> list[Body]:
    """The bodies of a support that existed in the year of the day."""
    kinds = BODIES.get(Support(support), ())
    return sorted((b for b in plan.bodies if b.kind in kinds and _stands(b.era, as_of)), key=lambda b: kinds.index(b.kind))


def _stands(era: str, as_of: date) -> bool:
    first, _, last = era.partition("-")
    return (not first.isdigit() or int(first) <= as_of.year) and (not last.isdigit() or as_of.year <= int(last))


def largest(plan: Plan, t, support: str) -> dict:
    """The largest programmes of a support, as lines of the programme list."""
    own = programmes.chosen(plan, {"support": support, "order": "amount"})
    return {"rows": [programmes.line(plan, t, p) for p in own[:LARGEST]], "count": len(own), "fiscal_year": plan.head.fiscal_year}


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    rows = summaries(plan, as_of, t)
    total = sum(r["won"] or 0 for r in rows)
    lines = tuple(t("supports.line", **r) for r in rows)
    if not total:
        return Facts("", t("supports.finding_none", n=sum(r["articles"] for r in rows)), lines)
    first, *_, last = sorted(rows, key=lambda r: -(r["won"] or 0))
    return Facts("", t("supports.finding", name=first["name"], share=first["won"] / total, last=last["name"], n=last["count"], won=last["won"]), lines)


def support_rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"support": r["code"], "support_name": r["name"], "articles": r["articles"], "goals": r["goals"], "programmes": r["count"],
             "enacted": r["won"], "measures": r["measures"]} for r in summaries(plan, as_of, t)]


def measure_rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"code": m.code, "support": support.value, "title": t.pick(m.name), "measured": m.value, "measured_unit": t.pick(m.unit), "measured_on": m.on,
             "article_codes": list(m.articles), "source_url": m.origin.url or None, "source_date": m.origin.published or None,
             "confidence": m.origin.confidence.value}
            for support in Support if filters.get("support") in (None, support.value) for m in known_measures(plan, as_of, support.value)]


DATASETS = (
    Dataset("supports", columns("support:code", "support_name", "articles:integer", "goals:integer", "programmes:integer", "enacted:won",
                                "measures:integer"), support_rows),
    Dataset("measures", columns("code:code", "support:code", "title", "measured", "measured_unit", "measured_on:period", "article_codes:list",
                                "source_url:url", "source_date", "confidence:code"), measure_rows, ("support",)),
)
