"""Ministries and other bodies: what each leads, how it stands, and the money it holds. Statutory order (직제순) throughout."""

from datetime import date

from tracker.domain import progress
from tracker.domain.organisations import Organisation
from tracker.domain.plan import Plan
from tracker.views.datasets import Column, Dataset
from tracker.views.organisations import by_rank, full, short
from tracker.views.pages import Facts
from tracker.views.programmes import enacted
from tracker.views.state import assessments, once
from tracker.views.tally import tally


def ordered(plan: Plan) -> tuple[Organisation, ...]:
    return tuple(sorted(plan.organisations, key=lambda o: o.rank))


def led_goals(plan: Plan, code: str) -> tuple:
    """Goals that name the body as a lead; a goal with several leads counts at each of them."""
    return tuple(g for g in plan.goals if code in g.leads)


def cooperating(plan: Plan, code: str) -> tuple:
    return tuple(m for m in plan.milestones if code in m.cooperating)


def _standing(plan: Plan, as_of: date, milestones) -> dict:
    """Counts and rates of some milestones; the same for a body and for the plan."""
    numbers = tally(plan, as_of, milestones)
    spread, found = numbers["spread"], (assessments(plan, as_of)[m.code] for m in milestones)
    return numbers | {"on_track": spread["on_track"], "silent_ahead": spread["no_report_ahead"],
                      "median_slip": progress.median_slip_days(found)}


def _money(plan: Plan, programmes) -> dict:
    total = enacted(plan, programmes)
    return {"programmes": len(tuple(programmes)), "won": total.won}


def standing(plan: Plan, as_of: date, code: str) -> dict:
    """One body in numbers. `won` is the whole-programme enacted sum of the plan's fiscal year, None without a figure."""
    own = plan.milestones_by_lead.get(code, ())
    return {"goals": len(led_goals(plan, code)), "cooperating": len(cooperating(plan, code)),
            **_standing(plan, as_of, own), **_money(plan, plan.programmes_by_ministry.get(code, ()))}


def whole(plan: Plan, as_of: date) -> dict:
    """The plan as a whole under the same names; sums over bodies equal it, except for goals led jointly."""
    return {"goals": len(plan.goals), **_standing(plan, as_of, plan.milestones), **_money(plan, plan.programmes)}


def standings(plan: Plan, as_of: date) -> dict[str, dict]:
    """Every body's numbers by code, in the statutory order."""
    return once(plan, as_of, "ministries", lambda: {o.code: standing(plan, as_of, o.code) for o in ordered(plan)})


def table_rows(plan: Plan, as_of: date, t) -> dict:
    """Rows of charts.ministry_table: the bodies that lead milestones or goals."""
    lines = [{"code": code, "name": full(plan, t, code), "short": short(plan, t, code), **numbers}
             for code, numbers in standings(plan, as_of).items() if numbers["milestones"] or numbers["goals"]]
    largest = max(lines, key=lambda line: line["milestones"], default=None)
    return {"as_of": as_of, "year": plan.head.fiscal_year, "window": plan.head.thresholds.reporting_window_days,
            "rows": lines, "largest": largest and largest["name"], "most": largest["milestones"] if largest else 0,
            "total": whole(plan, as_of)}


def others(plan: Plan, as_of: date, t) -> list[dict]:
    """Bodies that lead nothing: with programmes, or cooperating only, as of the day; former names are left out."""
    return [{"code": code, "name": full(plan, t, code), **n} for code, n in standings(plan, as_of).items()
            if not (n["milestones"] or n["goals"]) and plan.organisation(code).existed(as_of)]


def finding(plan: Plan, as_of: date, t) -> str:
    """How many leading bodies have reported anything inside the window."""
    leading = [n for n in standings(plan, as_of).values() if n["milestones"]]
    heard = sum(1 for n in leading if n["reported"])
    key = "all" if heard == len(leading) else "some" if heard else "none"
    return t(f"ministries.finding_{key}", bodies=len(leading), heard=heard, silent=len(leading) - heard,
             window=plan.head.thresholds.reporting_window_days)


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    total = whole(plan, as_of)
    return Facts("", finding(plan, as_of, t), (
        t("ministries.line_whole", **{k: total[k] for k in ("milestones", "past_due", "in_time", "delayed", "silent")}),
        t("ministries.line_order")))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """Every body, those of former names included, in the statutory order."""
    wanted = (filters or {}).get("code")
    return [_row(plan, t, o, standings(plan, as_of)[o.code]) for o in ordered(plan) if not wanted or o.code == wanted]


def _row(plan: Plan, t, o: Organisation, numbers: dict) -> dict:
    own = {"code": o.code, "name": t.pick(o.name), "name_en": o.name.en, "kind": o.kind.value, "rank": o.rank,
           "valid_from": o.valid_from, "valid_to": o.valid_to, "successors": list(by_rank(plan, o.successors)),
           "source_url": o.origin.url or None, "confidence": o.origin.confidence.value}
    return {c.key: own[c.key] if c.key in own else numbers[c.key] for c in _COLUMNS}


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("code", "code"), ("name", "text"), ("name_en", "text"), ("kind", "code"), ("rank", "integer"), ("goals", "integer"),
    ("milestones", "integer"), ("past_due", "integer"), ("done", "integer"), ("on_track", "integer"), ("delayed", "integer"),
    ("silent", "integer"), ("silent_ahead", "integer"), ("undated", "integer"), ("reported", "integer"),
    ("median_slip", "number"), ("cooperating", "integer"), ("programmes", "integer"), ("won", "won"),
    ("valid_from", "date"), ("valid_to", "date"), ("successors", "list"), ("source_url", "url"), ("confidence", "code")))

DATASETS = (Dataset("ministries", _COLUMNS, rows, ("code",)),)
