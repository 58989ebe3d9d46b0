"""Budget programmes as rows: the list with its filters, and one programme's life."""

from collections.abc import Iterable
from datetime import date

from tracker.domain import money
from tracker.domain.funding import Programme, Stage, StageAmount
from tracker.domain.plan import Plan
from tracker.views import organisations
from tracker.views.pages import Facts

PER_PAGE = 25
LARGEST = 10  # programmes named where none was sought
SPENDING = (Stage.AVAILABLE, Stage.OBLIGATED, Stage.DISBURSED, Stage.REACHED)  # named when a year has no figure for them
LADDER = tuple(Stage)


def in_year(plan: Plan, programmes: Iterable[Programme], stage: Stage) -> money.StageSum:
    """Sum of a stage in the plan's fiscal year."""
    return money.stage_sum(programmes, plan.head.fiscal_year, stage)


def enacted(plan: Plan, programmes: Iterable[Programme]) -> money.StageSum:
    """Sum of the enacted budget of the plan's fiscal year."""
    return in_year(plan, programmes, Stage.ENACTED)


def kind_name(plan: Plan, t, code: str | None) -> str:
    """The name of a kind of support."""
    return next((t.pick(k.name) for k in plan.head.support_kinds if k.code == code), t("common.none"))


def support_of(plan: Plan, kind: str | None) -> str | None:
    """The support of the Act a kind belongs to."""
    return next((k.support for k in plan.head.support_kinds if k.code == kind), None)


def amount_key(fiscal_year: int, stage: Stage) -> str:
    """The name of an amount's column: won_2026_enacted."""
    return f"won_{fiscal_year}_{stage.value}"


def row(plan: Plan, t, programme: Programme) -> dict:
    """One programme under the domain's names; amounts by year and stage as whole won."""
    link = programme.links[0] if programme.links else None
    kind = link.support if link else None
    return {
        "code": programme.code, "title": t.pick(programme.name), "ministry": programme.ministry,
        "ministry_name": organisations.full(plan, t, programme.ministry), "is_rnd": programme.is_rnd,
        "support": kind, "support_name": kind_name(plan, t, kind), "act_support": support_of(plan, kind),
        "area": link.area if link else None, "goal": link.goal if link else None,
        "account": t.pick(programme.account) or None, "forms": [f.value for f in programme.forms],
        "executor": t.pick(programme.executor) or None, "budget_code": programme.budget_code or None,
        "source_page": programme.origin.page or None, "source_url": programme.origin.url or None,
        "confidence": programme.origin.confidence.value,
    } | {amount_key(a.fiscal_year, a.stage): a.won for a in programme.amounts}


def matches(plan: Plan, programme: Programme, filters: dict[str, str]) -> bool:
    """Filters: ministry and code; support by kind or by support of the Act; goal; q in names, codes, executor and bodies."""
    kinds = {link.support for link in programme.links}
    wanted = filters.get("support")
    return (all(not filters.get(name) or getattr(programme, name) == filters[name] for name in ("ministry", "code"))
            and (not wanted or wanted in kinds or wanted in {support_of(plan, k) for k in kinds})
            and (not filters.get("goal") or filters["goal"] in {link.goal for link in programme.links})
            and (not filters.get("q") or filters["q"].casefold().strip() in _searched(plan, programme)))


def _searched(plan: Plan, programme: Programme) -> str:
    body = plan.organisation(programme.ministry)
    words = (programme.name, programme.executor, body.name, body.short)
    return " ".join([programme.code, programme.budget_code, programme.ministry, *(w.ko + " " + w.en for w in words)]).casefold()


def chosen(plan: Plan, filters: dict[str, str]) -> list[Programme]:
    """Programmes that pass the filters, in the booklet's order, or by enacted amount when `order` is "amount"."""
    found = [p for p in plan.programmes if matches(plan, p, filters)]
    return sorted(found, key=lambda p: -(_enacted_won(plan, p) or 0)) if filters.get("order") == "amount" else found


def _enacted_won(plan: Plan, programme: Programme) -> int | None:
    return programme.won(plan.head.fiscal_year, Stage.ENACTED)


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """Every programme that passes the filters, as rows of the dataset `funding`."""
    return [row(plan, t, p) for p in chosen(plan, filters or {})]


def listing(plan: Plan, t, query: dict[str, str]) -> dict:
    """One page of the list: rows of `line`, page, pages, count, won (sum of all that pass), sought (the reader asked for this part
    of the list). When nothing was sought, the largest programmes alone."""
    sought = any(query.get(k) for k in ("ministry", "support", "q", "page"))
    found = chosen(plan, query if sought else query | {"order": "amount"})
    pages = max(-(-len(found) // PER_PAGE), 1)
    page = min(max(_whole(query.get("page")), 1), pages)
    amounts = [won for p in found if (won := _enacted_won(plan, p)) is not None]
    start = (page - 1) * PER_PAGE
    shown = found[start:start + (PER_PAGE if sought else LARGEST)]
    return {"rows": [line(plan, t, p) for p in shown], "page": page, "pages": pages, "first": start + 1, "last": start + len(shown),
            "count": len(found), "won": sum(amounts) if amounts else None, "fiscal_year": plan.head.fiscal_year,
            "filters": {k: query[k] for k in ("ministry", "support", "q", "order") if query.get(k)} if sought else {"order": "amount"},
            "sought": sought}


def _whole(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() else 1


def line(plan: Plan, t, programme: Programme) -> dict:
    """One programme in a list: names and the three amounts that matter."""
    year, kind = plan.head.fiscal_year, programme.links[0].support if programme.links else None
    proposal, won = programme.won(year, Stage.PROPOSAL), programme.won(year, Stage.ENACTED)
    return {"code": programme.code, "name": t.pick(programme.name), "ministry": organisations.short(plan, t, programme.ministry),
            "kind": kind_name(plan, t, kind), "linked": any(link.goal for link in programme.links),
            "before": programme.won(year - 1, Stage.ENACTED), "proposal": proposal, "won": won,
            "change": won - proposal if None not in (won, proposal) else None}


def ladder(plan: Plan, t, code: str, unit: str = "") -> dict | None:
    """Rows of charts.ladder: every stage with an amount, the change to the stage before in the same year, and the stages
    of the fiscal year that have none. None when the programme has no amount at all."""
    programme = plan.programme(code)
    amounts = sorted(programme.amounts, key=lambda a: (a.fiscal_year, LADDER.index(a.stage)))
    if not amounts:
        return None
    steps = [{"fiscal_year": a.fiscal_year, "stage": a.stage.value, "won": a.won, "change": _change(before, a)}
             for before, a in zip([None, *amounts], amounts)]
    year = plan.head.fiscal_year
    return {"code": code, "name": t.pick(programme.name), "ministry": organisations.full(plan, t, programme.ministry), "unit": unit,
            "fiscal_year": year, "proposal": programme.won(year, Stage.PROPOSAL), "enacted": programme.won(year, Stage.ENACTED),
            "before": programme.won(year - 1, Stage.ENACTED), "steps": steps,
            "missing": [s.value for s in SPENDING if programme.won(year, s) is None], "notes": _notes(t, amounts)}


def _change(before: StageAmount | None, amount: StageAmount) -> int | None:
    return amount.won - before.won if before and before.fiscal_year == amount.fiscal_year else None


def _notes(t, amounts: list[StageAmount]) -> list[str]:
    """Each note once, with the years and stages it is about."""
    about = lambda note: t.join(t("funding.year_stage", year=a.fiscal_year, stage=t(f"stage.{a.stage.value}")) for a in amounts if a.note == note)
    return [t("funding.note_of", stages=about(note), note=t.pick(note).rstrip(".")) for note in dict.fromkeys(a.note for a in amounts if a.note)]


def headline(plan: Plan) -> str | None:
    """The programme whose life is told on the funding page: the plan's own choice, else the largest."""
    if plan.head.headline_programme:
        return plan.head.headline_programme
    largest = max(plan.programmes, key=lambda p: _enacted_won(plan, p) or 0, default=None)
    return largest.code if largest else None


def parts(plan: Plan, t, code: str) -> dict:
    """The sub-programmes (내역사업): years, rows of (name, amounts by year), and their sum beside the programme's."""
    programme, year = plan.programme(code), plan.head.fiscal_year
    years = sorted({y for s in programme.subprogrammes for y, _ in s.amounts})
    known = [dict(s.amounts)[year] for s in programme.subprogrammes if year in dict(s.amounts)]
    return {"years": years, "fiscal_year": year, "count": len(programme.subprogrammes), "sum": sum(known) if known else None,
            "won": programme.won(year, Stage.ENACTED),
            "rows": [(t.pick(s.name), [dict(s.amounts).get(y) for y in years]) for s in programme.subprogrammes]}


def parts_sum(rows: dict, t) -> str:
    """How the sub-programmes' sum stands to the programme's enacted amount; empty where one of them is unknown."""
    if rows["sum"] is None or rows["won"] is None:
        return ""
    key, gap = "equal" if rows["sum"] == rows["won"] else "differ", abs(rows["sum"] - rows["won"])
    return t(f"programme.parts_{key}", year=rows["fiscal_year"], sum=t.won(rows["sum"]), won=t.won(rows["won"]), gap=t.won(gap))


def executed(plan: Plan, t, code: str) -> str:
    """The closed year's execution in words: a rate only where settled and enacted differ."""
    year, found = plan.head.executed_year, money.execution(plan.programme(code), plan.head.executed_year)
    if found is None:
        return t("programme.executed_none", year=year)
    if not found.meaningful:
        return t("programme.executed_repeats", year=year, spent=t.won(found.spent_won))
    words = t("programme.executed", year=year, spent=t.won(found.spent_won), basis_stage=t(f"stage.{found.basis.value}"),
              basis=t.won(found.basis_won), rate=found.rate)
    return words + (" " + t("programme.executed_above") if found.spent_won > found.basis_won else "")


def links(plan: Plan, t, code: str) -> list[dict]:
    """What the programme serves, with the reason and who said so."""
    return [{"kind": kind_name(plan, t, link.support), "support": support_of(plan, link.support),
             "area": (link.area, t.pick(plan.area(link.area).name)) if link.area else None,
             "goal": (link.goal, t.pick(plan.goal(link.goal).name)) if link.goal else None,
             "share": link.share, "reason": t.pick(link.reason), "made_by": t.pick(link.made_by), "confidence": link.confidence.value}
            for link in plan.programme(code).links]


def about(plan: Plan, t, code: str) -> list[tuple[str, str]]:
    """(text key of the label, value in words) for the row of facts; what the booklet does not say is "no data"."""
    p = plan.programme(code)
    say = lambda words: t.pick(words) or None
    span = t("programme.from_to", start=p.start, end=p.end) if p.start and p.end else t("programme.from", start=p.start) if p.start else None
    kinds = [t(f"programme.{name}") for name, yes in (("rnd", p.is_rnd), ("informatization", p.is_informatization)) if yes]
    values = (("ministry", organisations.full(plan, t, p.ministry)), ("executor", say(p.executor)), ("account", say(p.account)),
              ("field", " · ".join(filter(None, (say(p.field), say(p.sector)))) or None),
              ("forms", t.join(t(f"programme.form_{f.value}") for f in p.forms) or None), ("years", span),
              ("budget_code", p.budget_code or None), ("nature", " · ".join(kinds) or t("programme.not_rnd")))
    return [(f"programme.{key}", t.show(value)) for key, value in values]


def facts_programme(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    """The page of one programme in words; NotFound for an unknown code."""
    programme = plan.programme(query.get("code", ""))
    year = plan.head.fiscal_year
    won, proposal = programme.won(year, Stage.ENACTED), programme.won(year, Stage.PROPOSAL)
    values = {"year": year, "won": won, "proposal": proposal, "change": abs(won - proposal) if None not in (won, proposal) else None}
    names = [link["goal"][1] for link in links(plan, t, programme.code) if link["goal"]]
    lines = (t("programme.line_body", ministry=organisations.full(plan, t, programme.ministry)),
             t("programme.line_goals", goals=t.join(names)) if names else t("programme.line_no_goal"),
             t("programme.whole_amount"))
    return Facts(t.pick(programme.name), t(f"programme.finding_{_movement(won, proposal)}", **values), lines)


def _movement(won: int | None, proposal: int | None) -> str:
    if won is None:
        return "unknown"
    if proposal is None:
        return "alone"
    return "same" if won == proposal else "less" if won < proposal else "more"
