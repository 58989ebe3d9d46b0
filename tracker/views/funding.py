"""The money of the plan: what was published, what the booklet's programmes add to, and why the two differ.

Amounts are whole-programme amounts in won unless a name says otherwise. A published total is known from the day it was
published; the programmes come from one booklet and are the same on every day.
"""

from datetime import date

from tracker.domain import money
from tracker.domain.funding import Programme, PublishedTotal, Stage
from tracker.domain.periods import parse_period
from tracker.domain.plan import Plan
from tracker.domain.sources import Origin
from tracker.views import organisations
from tracker.views.pages import Facts
from tracker.views.programmes import facts_programme  # noqa: F401  (the head of the page of one programme)
from tracker.views.programmes import enacted, in_year, kind_name
from tracker.views.state import once

NAMED = 13  # bodies with a row of their own; the rest share one
BESIDE = ("proposal", "ministry_sum", "headline")  # totals of the fiscal year that stand side by side
UNITS = ("", "eok", "jo")


def since(plan: Plan, origin: Origin) -> date:
    """The day from which a figure counts as public: the last day its date may mean, at most the day of the data."""
    return min(parse_period(origin.published).last, plan.head.data_as_of) if origin.published else plan.head.data_as_of


def known_totals(plan: Plan, as_of: date | None = None) -> tuple[PublishedTotal, ...]:
    """The published totals that were public on `as_of`, in the order of the data; all of them without a day."""
    return tuple(t for t in plan.totals if as_of is None or since(plan, t.origin) <= as_of)


def _total(plan: Plan, role: str, as_of: date | None) -> PublishedTotal | None:
    return next((t for t in known_totals(plan, as_of) if t.role == role and t.won is not None), None)


def _as_row(total: PublishedTotal) -> dict:
    on = parse_period(total.origin.published) if total.origin.published else None
    return {"fiscal_year": total.fiscal_year, "won": total.won, "count": total.project_count, "on": on,
            "by": total.compiled_by, "url": total.origin.url}


def published(plan: Plan, as_of: date | None = None) -> dict | None:
    """The committee's own AI budget of the fiscal year: won, count of projects, on, by (Bilingual), url. None where
    nothing had been published by `as_of`."""
    total = _total(plan, "headline", as_of)
    return _as_row(total) if total else None


def booklet(plan: Plan) -> dict | None:
    """Where the programmes come from: on (Period), name (Bilingual), url; None without programmes."""
    dated = [p for p in plan.programmes if p.origin.published]
    if not dated:
        return None
    latest = max(dated, key=lambda p: p.origin.published).origin
    source = plan.sources_by_url.get(latest.url)
    return {"on": parse_period(latest.published), "name": source.title if source else plan.head.name, "url": latest.url,
            "since": since(plan, latest)}


def before_booklet(plan: Plan, as_of: date) -> bool:
    """Whether the programmes' amounts were not yet public on `as_of`."""
    known = booklet(plan)
    return known is not None and as_of < known["since"]


def source(plan: Plan, t) -> str:
    """The booklet as a source, in words."""
    known = booklet(plan)
    return t("funding.source_booklet", name=known["name"], on=known["on"]) if known else t("common.unknown")


def not_yet(plan: Plan, as_of: date, t) -> str:
    """Words for a day on which the booklet was not yet public; empty otherwise."""
    return t("funding.before_booklet", as_of=as_of, **booklet(plan)) if before_booklet(plan, as_of) else ""


def page_of_booklet(plan: Plan, t, code: str) -> dict:
    """Which pages of the booklet a programme stands on."""
    origin, known = plan.programme(code).origin, booklet(plan)
    key = "programme.source_text" if origin.page else "programme.source_text_nopage"
    words = t(key, name=known["name"], on=known["on"], page=origin.page) if known else t("common.unknown")
    return {"words": words, "url": origin.url, "confidence": origin.confidence.value}


def reconcile(plan: Plan, t, as_of: date | None = None) -> dict | None:
    """Why the sum shown is not the AI budget: shown, published and remainder in won. None where a side is unknown."""
    found, told = money.reconciliation(plan), published(plan, as_of)
    if found is None or told is None:
        return None
    return {"fiscal_year": found.fiscal_year, "shown_won": found.shown_won, "shown_count": found.shown_count,
            "published_won": told["won"], "published_count": told["count"], "published_on": told["on"],
            "by": t.pick(told["by"]), "remainder_won": found.remainder_won}


def totals_beside(plan: Plan, as_of: date, t, unit: str = "") -> dict | None:
    """Rows of charts.totals_beside: the totals of the fiscal year known on the day, and the sum of the programmes."""
    rows = [{"role": role, "by": t.pick(found["by"]), "on": found["on"], "count": found["count"], "won": found["won"]}
            for role in BESIDE if (total := _total(plan, role, as_of)) and (found := _as_row(total))]
    shown, known = enacted(plan, plan.programmes), booklet(plan)
    if shown.won is not None and known and not before_booklet(plan, as_of):
        rows.append({"role": "shown", "by": t("funding.by_tracker"), "on": known["on"], "count": len(plan.programmes), "won": shown.won})
    return {"fiscal_year": plan.head.fiscal_year, "unit": unit, "rows": rows} if rows else None


def source_beside(plan: Plan, t, beside: dict) -> str:
    """Everybody who counted one of the totals, then the booklet."""
    told = [r["by"] for r in beside["rows"] if r["role"] != "shown"]
    return t.join([*dict.fromkeys(told), *([source(plan, t)] if len(told) < len(beside["rows"]) else [])])


def by_ministry(plan: Plan, t, order: str = "", unit: str = "") -> dict | None:
    """Rows of charts.money_by_ministry: the largest bodies by name in statutory order (`order` "amount": by amount), the
    others as one row; enacted and proposal in won. None without programmes."""
    every = ministry_rows(plan, t)
    if not every:
        return None
    largest = sorted(every, key=lambda r: -(r["won"] or 0))
    own = {r["code"] for r in largest[:NAMED]}
    total = enacted(plan, plan.programmes).won
    top = largest[:3]
    return {
        "fiscal_year": plan.head.fiscal_year, "unit": unit, "order": order, "bodies": len(every), "total_won": total,
        "top": [r["short"] if t.language == "en" else r["name"] for r in top],
        "top_share": sum(r["won"] or 0 for r in top) / total if total else None,
        "rows": [r for r in (largest if order == "amount" else every) if r["code"] in own],
        "rest": _folded([r for r in every if r["code"] not in own]),
        "proposed": in_year(plan, plan.programmes, Stage.PROPOSAL).reported,
    }


def ministry_rows(plan: Plan, t) -> list[dict]:
    """Every body with programmes in statutory order: code, name, short, count, won (enacted), proposal."""
    rows = []
    for code in organisations.by_rank(plan, plan.programmes_by_ministry):
        own = plan.programmes_by_ministry[code]
        rows.append({"code": code, "name": organisations.full(plan, t, code), "short": organisations.short(plan, t, code),
                     "count": len(own), "won": enacted(plan, own).won, "proposal": in_year(plan, own, Stage.PROPOSAL).won})
    return rows


def _folded(rows: list[dict]) -> dict | None:
    if not rows:
        return None
    return {"bodies": len(rows), "count": sum(r["count"] for r in rows), "won": sum(r["won"] or 0 for r in rows),
            "proposal": sum(r["proposal"] or 0 for r in rows)}


def by_support(plan: Plan, t, support: str = "", unit: str = "") -> dict | None:
    """Rows of charts.money_by_support: the kinds of support by enacted amount; those of one support of the Act when it
    is named. `classified_by` says who sorted the programmes. None without programmes."""
    kinds = [k for k in plan.head.support_kinds if not support or k.support == support]
    rows = [{"code": k.code, "name": t.pick(k.name), "count": len(own), "won": enacted(plan, own).won}
            for k in kinds if (own := of_kind(plan, k.code))]
    if not rows:
        return None
    return {"fiscal_year": plan.head.fiscal_year, "unit": unit, "count": sum(r["count"] for r in rows),
            "rows": sorted(rows, key=lambda r: -(r["won"] or 0))}


def of_kind(plan: Plan, kind: str) -> tuple[Programme, ...]:
    kinds = once(plan, plan.head.data_as_of, "kinds of programmes", lambda: [(p, {link.support for link in p.links}) for p in plan.programmes])
    return tuple(p for p, own in kinds if kind in own)


def by_stage(plan: Plan, t, unit: str = "") -> dict | None:
    """Rows of charts.money_by_stage: each year and stage with its sum and how many programmes report it; `both` compares
    proposal and enacted over the programmes that have both."""
    steps = sorted({(a.fiscal_year, a.stage) for p in plan.programmes for a in p.amounts}, key=lambda s: (s[0], list(Stage).index(s[1])))
    if not steps:
        return None
    sums = [(year, stage, money.stage_sum(plan.programmes, year, stage)) for year, stage in steps]
    rows = [{"fiscal_year": y, "stage": s.value, "won": found.won, "reported": found.reported} for y, s, found in sums]
    year = plan.head.fiscal_year
    both = [p for p in plan.programmes if p.won(year, Stage.PROPOSAL) is not None and p.won(year, Stage.ENACTED) is not None]
    return {"fiscal_year": year, "unit": unit, "total": len(plan.programmes), "rows": rows, "both": {
        "count": len(both), "proposal": in_year(plan, both, Stage.PROPOSAL).won, "enacted": enacted(plan, both).won}}


def linkage(plan: Plan) -> dict:
    """How much of the programmes' money serves a named goal, and the remainder that serves none: won and counts."""
    found = money.linkage(plan.programmes, plan.head.fiscal_year, Stage.ENACTED)
    counts = [s.reported + s.missing for s in (found.linked, found.unlinked)]
    return {"linked_won": found.linked.won, "linked_count": counts[0], "unlinked_won": found.unlinked.won, "unlinked_count": counts[1]}


def clock(plan: Plan, as_of: date) -> dict:
    """Rows of charts.spending_clock: the share of the fiscal year gone by beside what was disbursed, where reported."""
    spent = in_year(plan, plan.programmes, Stage.DISBURSED)
    return {"fiscal_year": plan.head.fiscal_year, "as_of": as_of, "elapsed": float(money.elapsed_share(plan.head, as_of)),
            "disbursed_won": spent.won, "reported": spent.reported, "total": len(plan.programmes)}


def execution(plan: Plan, t, unit: str = "") -> dict | None:
    """Rows of charts.execution: settled beside enacted by body, only over programmes where the two differ. The
    bodies with the largest amounts stand by themselves in `rows`, the others together in `rest`; `bodies` has them all."""
    year = plan.head.executed_year
    found = [(p, e) for p in plan.programmes if (e := money.execution(p, year))]
    telling = [(p, e) for p, e in found if e.meaningful]
    if not found:
        return None
    rows = [{"name": organisations.full(plan, t, code), "code": code} | _executed([e for p, e in telling if p.ministry == code])
            for code in organisations.by_rank(plan, {p.ministry for p, _ in telling})]
    own = {r["code"] for r in sorted(rows, key=lambda r: -r["basis_won"])[:NAMED]}
    rest = [e for p, e in telling if p.ministry not in own]
    return {"fiscal_year": year, "unit": unit, "with_both": len(found), "repeats": len(found) - len(telling), "bodies": rows,
            "rows": [r for r in rows if r["code"] in own], "all": _executed([e for _, e in telling]),
            "rest": {"bodies": len(rows) - len(own)} | _executed(rest) if rest else None}


def _executed(rates: list[money.Execution]) -> dict:
    basis, spent = sum(e.basis_won for e in rates), sum(e.spent_won for e in rates)
    return {"count": len(rates), "basis_won": basis, "spent_won": spent, "rate": spent / basis if basis else None,
            "above": sum(1 for e in rates if e.spent_won > e.basis_won)}


def flows(plan: Plan, t) -> dict | None:
    """Rows of charts.money_sankey: enacted won from pillar to body; programmes without an area form a group of their own."""
    view = by_ministry(plan, t)
    if view is None:
        return None
    own = {r["code"]: r["short"] for r in view["rows"]}
    sums: dict[tuple, list[int]] = {}
    for p in plan.programmes:
        areas = [link.area for link in p.links if link.area]
        key = (plan.area(areas[0]).pillar if areas else "", p.ministry if p.ministry in own else "")
        sums.setdefault(key, []).append(p.won(plan.head.fiscal_year, Stage.ENACTED) or 0)
    pillars = [(p.code, t.pick(p.name)) for p in plan.pillars] + [("", t("funding.no_pillar"))]
    bodies = [*own.items(), ("", t("funding.other_bodies", n=view["rest"]["bodies"]) if view["rest"] else "")]
    return {"fiscal_year": plan.head.fiscal_year, "pillars": pillars, "bodies": bodies, "flows": [
        {"pillar": a, "body": b, "won": sum(won), "count": len(won)} for a, _ in pillars for b, _ in bodies if (won := sums.get((a, b)))]}


def support_options(plan: Plan, t) -> tuple[tuple[str, str], ...]:
    return tuple((k.code, kind_name(plan, t, k.code)) for k in plan.head.support_kinds if of_kind(plan, k.code))


def ministry_options(plan: Plan, t) -> tuple[tuple[str, str], ...]:
    return tuple((r["code"], r["name"]) for r in ministry_rows(plan, t))


def not_additive(lines: list[dict]) -> int:
    return sum(1 for line in lines if not line["additive"])


def list_title(plan: Plan, t, listed: dict) -> str:
    """What the list holds: by body, by kind, or all."""
    if not listed["count"]:
        return t("funding.finding_list_none")
    if not listed["sought"]:
        return t("funding.list_title_largest", n=len(listed["rows"]), all=listed["count"])
    chosen = listed["filters"]
    names = [organisations.full(plan, t, chosen["ministry"])] if chosen.get("ministry") else []
    names += [kind_name(plan, t, chosen["support"])] if chosen.get("support") else []
    names += [f"“{chosen['q']}”"] if chosen.get("q") else []
    if not names:
        return t("funding.list_title", n=listed["count"])
    return t("funding.finding_list", name=" · ".join(names), n=listed["count"], year=listed["fiscal_year"], won=listed["won"])


def list_subtitle(t, listed: dict) -> str:
    if not listed["count"]:
        return t("funding.list_subtitle_none")
    key = "funding.list_subtitle_part" if listed["sought"] else "funding.list_subtitle"
    return t(key, year=listed["fiscal_year"], won=t.won(listed["won"]), first=listed["first"], last=listed["last"])


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    """The funding page in words; the finding is true on any day."""
    told, shown, link = published(plan, as_of), enacted(plan, plan.programmes), linkage(plan)
    lines = [t("funding.line_linked", **link)] if plan.programmes and not before_booklet(plan, as_of) else []
    if found := reconcile(plan, t, as_of):
        lines.insert(0, t("funding.line_reconciled", **found))
    if spent := clock(plan, as_of):
        lines.append(t(clock_key(spent), **spent))
    return Facts("", _finding(plan, as_of, t, told, shown.won), tuple(lines))


def clock_key(rows: dict) -> str:
    """The sentence that fits the day: before, within or after the fiscal year."""
    return "funding.clock_" + ("before" if rows["elapsed"] <= 0 else "over" if rows["elapsed"] >= 1 else "within")


def _finding(plan: Plan, as_of: date, t, told: dict | None, shown_won: int | None) -> str:
    year = plan.head.fiscal_year
    if told and shown_won is not None and not before_booklet(plan, as_of):
        return t("funding.finding", year=told["fiscal_year"], won=told["won"], sum=shown_won)
    if told:
        return t("funding.finding_published", year=told["fiscal_year"], won=told["won"])
    proposal = _total(plan, "proposal", as_of)
    if proposal:
        return t("funding.finding_proposal", year=year, won=proposal.won, as_of=as_of)
    return t("funding.finding_nothing", year=year, as_of=as_of)
