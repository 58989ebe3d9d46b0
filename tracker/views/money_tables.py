"""The tables of the money pages: every amount as whole won, nothing where nothing was published."""

from datetime import date
from decimal import Decimal

from tracker.domain.funding import Stage
from tracker.domain.plan import Plan
from tracker.views import funding, programmes
from tracker.views.datasets import Column, Dataset
from tracker.views.programmes import amount_key, support_of

LISTED = 10  # quoted amounts shown on the page; the download has all


def columns(*pairs: str) -> tuple[Column, ...]:
    """`"code:code", "title", …`: a key, and its kind where it is not text."""
    return tuple(Column(*pair.split(":")) for pair in pairs)


def steps(plan: Plan) -> tuple[tuple[int, Stage], ...]:
    """The years and stages the plan has amounts of, in order: a column each in the table of programmes."""
    held = {(a.fiscal_year, a.stage) for p in plan.programmes for a in p.amounts}
    return tuple(sorted(held, key=lambda step: (step[0], programmes.LADDER.index(step[1]))))


def programme_columns(plan: Plan) -> tuple[Column, ...]:
    amounts = (Column(amount_key(year, stage), "won", (year, stage.value)) for year, stage in steps(plan))
    return (*_NAMED, *amounts, *_REST)


def programme_rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    blank = dict.fromkeys(amount_key(year, stage) for year, stage in steps(plan))
    return [blank | row for row in programmes.rows(plan, as_of, t, filters)]


def stage_amounts(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"programme": p.code, "title": t.pick(p.name), "ministry": p.ministry, "fiscal_year": a.fiscal_year, "stage": a.stage.value,
             "amount": a.won, "source_page": a.page or None, "confidence": a.confidence.value, "remark": t.pick(a.note) or None}
            for p in programmes.chosen(plan, filters) for a in sorted(p.amounts, key=lambda a: (a.fiscal_year, programmes.LADDER.index(a.stage)))]


def subprogrammes(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"programme": p.code, "seq": s.seq, "title": t.pick(s.name), "fiscal_year": year, "amount": won,
             "source_page": s.page or None, "confidence": s.confidence.value}
            for p in programmes.chosen(plan, filters) for s in p.subprogrammes for year, won in s.amounts or ((None, None),)]


def programme_links(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"programme": p.code, "title": t.pick(p.name), "support": link.support, "act_support": support_of(plan, link.support),
             "area": link.area, "goal": link.goal, "share": link.share, "link_reason": t.pick(link.reason) or None,
             "made_by": t.pick(link.made_by), "confidence": link.confidence.value}
            for p in programmes.chosen(plan, filters) for link in p.links]


def totals(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """The published totals that were public on the day."""
    return [{"code": x.code, "scope": t.pick(x.scope), "fiscal_year": x.fiscal_year, "dimension": x.dimension, "title": t.pick(x.label),
             "amount": x.won, "share": x.share_percent / Decimal(100) if x.share_percent is not None else None,
             "project_count": x.project_count, "stage": x.stage, "compiled_by": t.pick(x.compiled_by), "remark": t.pick(x.note) or None,
             "source_url": x.origin.url or None, "source_date": x.origin.published or None, "confidence": x.origin.confidence.value}
            for x in funding.known_totals(plan, as_of)]


def of_the_year(plan: Plan, rows: list[dict]) -> list[dict]:
    """Of published totals, those of the plan's fiscal year."""
    return [r for r in rows if r["fiscal_year"] == plan.head.fiscal_year]


def largest(rows: list[dict], most: int = LISTED) -> list[dict]:
    """The largest of quoted amounts, in falling order."""
    return sorted((r for r in rows if r["amount"] is not None), key=lambda r: -r["amount"])[:most]


def budget_lines(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """Single lines quoted by press and budget papers that were public on the day."""
    return [{"code": x.code, "title": t.pick(x.name), "ministry_name": t.pick(x.ministry), "budget_year": x.fiscal_year, "amount": x.won,
             "stage": x.stage, "category": t.pick(x.category) or None, "additive": x.additive, "executed": x.executed_won,
             "execution_rate": x.execution_percent / Decimal(100) if x.execution_percent is not None else None,
             "purpose": t.pick(x.purpose) or None, "remark": t.pick(x.note) or None, "source_url": x.origin.url or None,
             "source_date": x.origin.published or None, "confidence": x.origin.confidence.value}
            for x in plan.budget_lines if funding.since(plan, x.origin) <= as_of]


def money_by_ministry(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    view = funding.by_ministry(plan, t)
    own = {r["code"] for r in view["rows"]} if view else set()
    rows = sorted(funding.ministry_rows(plan, t), key=lambda r: -(r["won"] or 0)) if filters.get("order") == "amount" else funding.ministry_rows(plan, t)
    return [{"ministry": r["code"], "ministry_name": r["name"], "programmes": r["count"], "proposal": r["proposal"], "enacted": r["won"],
             "own_row": r["code"] in own} for r in rows]


def money_by_support(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    view = funding.by_support(plan, t, filters.get("support", "")) or {"rows": []}
    return [{"support": r["code"], "support_name": r["name"], "act_support": support_of(plan, r["code"]), "programmes": r["count"],
             "enacted": r["won"]} for r in view["rows"]]


def money_by_stage(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    view = funding.by_stage(plan, t) or {"rows": []}
    return [{"fiscal_year": r["fiscal_year"], "stage": r["stage"], "amount": r["won"], "reported_programmes": r["reported"],
             "missing_programmes": view["total"] - r["reported"]} for r in view["rows"]]


def execution(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    view = funding.execution(plan, t) or {"bodies": [], "fiscal_year": None}
    return [{"ministry": r["code"], "ministry_name": r["name"], "fiscal_year": view["fiscal_year"], "programmes": r["count"],
             "enacted": r["basis_won"], "settled": r["spent_won"], "execution_rate": r["rate"], "settled_above": r["above"]} for r in view["bodies"]]


def reconciliation(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """The totals side by side, then the remainder between the sum shown and the published one."""
    beside, gap = funding.totals_beside(plan, as_of, t), funding.reconcile(plan, t, as_of)
    rows = [{"item": r["role"], "title": t(f"funding.role_{r['role']}"), "amount": r["won"], "project_count": r["count"],
             "compiled_by": r["by"], "source_date": str(r["on"]) if r["on"] else None} for r in (beside or {"rows": []})["rows"]]
    if gap and beside and any(r["role"] == "shown" for r in beside["rows"]):
        rows.append({"item": "remainder", "title": t("funding.role_remainder"), "amount": gap["remainder_won"], "project_count": None,
                     "compiled_by": t("funding.by_tracker"), "source_date": None})
    return rows


def spending_clock(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    found = funding.clock(plan, as_of)
    return [{"fiscal_year": found["fiscal_year"], "elapsed_share": found["elapsed"], "disbursed": found["disbursed_won"],
             "reported_programmes": found["reported"], "missing_programmes": found["total"] - found["reported"]}]


def money_flows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    view = funding.flows(plan, t)
    if view is None:
        return []
    pillars, bodies = dict(view["pillars"]), dict(view["bodies"])
    return [{"pillar": f["pillar"] or None, "pillar_name": pillars[f["pillar"]], "ministry": f["body"] or None,
             "ministry_name": bodies[f["body"]], "programmes": f["count"], "enacted": f["won"]} for f in view["flows"]]


_NAMED = columns("code:code", "title", "ministry:code", "ministry_name", "is_rnd:boolean", "support:code", "support_name", "act_support:code",
                 "area:code", "goal:code")
_REST = columns("account", "forms:list", "executor", "budget_code", "source_page", "source_url:url", "confidence:code")
_PICK = ("ministry", "support", "q", "order", "goal", "code")
DATASETS = (
    Dataset("funding", _NAMED + _REST, programme_rows, _PICK, per_plan=programme_columns),
    Dataset("stage_amounts", columns("programme:code", "title", "ministry:code", "fiscal_year:integer", "stage:code", "amount:won",
                                     "source_page", "confidence:code", "remark"), stage_amounts, _PICK),
    Dataset("subprogrammes", columns("programme:code", "seq:integer", "title", "fiscal_year:integer", "amount:won", "source_page",
                                     "confidence:code"), subprogrammes, _PICK),
    Dataset("programme_links", columns("programme:code", "title", "support:code", "act_support:code", "area:code", "goal:code",
                                       "share:percent", "link_reason", "made_by", "confidence:code"), programme_links, _PICK),
    Dataset("totals", columns("code:code", "scope", "fiscal_year:integer", "dimension:code", "title", "amount:won", "share:percent",
                              "project_count:integer", "stage:code", "compiled_by", "remark", "source_url:url", "source_date",
                              "confidence:code"), totals),
    Dataset("budget_lines", columns("code:code", "title", "ministry_name", "budget_year", "amount:won", "stage:code", "category", "additive:boolean",
                                    "executed:won", "execution_rate:percent", "purpose", "remark", "source_url:url", "source_date",
                                    "confidence:code"), budget_lines),
    Dataset("money_by_ministry", columns("ministry:code", "ministry_name", "programmes:integer", "proposal:won", "enacted:won",
                                         "own_row:boolean"), money_by_ministry, ("order",)),
    Dataset("money_by_support", columns("support:code", "support_name", "act_support:code", "programmes:integer", "enacted:won"),
            money_by_support, ("support",)),
    Dataset("money_by_stage", columns("fiscal_year:integer", "stage:code", "amount:won", "reported_programmes:integer",
                                      "missing_programmes:integer"), money_by_stage),
    Dataset("execution", columns("ministry:code", "ministry_name", "fiscal_year:integer", "programmes:integer", "enacted:won",
                                      "settled:won", "execution_rate:percent", "settled_above:integer"), execution),
    Dataset("reconciliation", columns("item:code", "title", "amount:won", "project_count:integer", "compiled_by", "source_date"), reconciliation),
    Dataset("spending_clock", columns("fiscal_year:integer", "elapsed_share:percent", "disbursed:won", "reported_programmes:integer",
                                      "missing_programmes:integer"), spending_clock),
    Dataset("money_flows", columns("pillar:code", "pillar_name", "ministry:code", "ministry_name", "programmes:integer", "enacted:won"), money_flows),
)
