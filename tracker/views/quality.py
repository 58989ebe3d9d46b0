"""What the data lacks: every gap as a count with the codes it concerns. Nothing is filled in; a gap is shown as a gap."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date

from tracker.domain import money
from tracker.domain.attainment import Lack, judge
from tracker.domain.funding import Stage
from tracker.domain.plan import Plan
from tracker.domain.schedule import Status
from tracker.domain.sources import Confidence
from tracker.domain.words import Bilingual
from tracker.views.datasets import Column, Dataset
from tracker.views.state import assessments, once

NAMED = ("pillars", "areas", "goals", "milestones", "organisations", "indicators", "programmes", "meetings", "resolutions",
         "legal_events", "articles", "measures", "bodies")


@dataclass(frozen=True)
class Gap:
    """`whole` is what `codes` are a part of; `won` the money concerned, None where it is not about money."""

    check: str
    codes: tuple[str, ...]
    whole: int
    won: int | None = None

    @property
    def count(self) -> int:
        return len(self.codes)


def gaps(plan: Plan, as_of: date) -> tuple[Gap, ...]:
    """Every check in the order of display, those without a finding included."""
    return once(plan, as_of, "quality", lambda: tuple(g for part in PARTS for g in part(plan, as_of)))


def _milestones(plan: Plan, as_of: date) -> Iterable[Gap]:
    rows, many = plan.milestones, len(plan.milestones)
    found = assessments(plan, as_of)
    pick = lambda test: tuple(m.code for m in rows if test(m))
    yield Gap("undated", pick(lambda m: m.due(as_of) is None), many)
    yield Gap("several_dates", pick(lambda m: len(m.quarters_named) > 1), many)
    yield Gap("no_lead", pick(lambda m: m.lead is None), many)
    yield Gap("never_reported", pick(lambda m: not m.accepted_reports(as_of)), many)
    yield Gap("report_lapsed", pick(lambda m: found[m.code].status is Status.NO_REPORT and found[m.code].report is not None), many)
    yield Gap("unproven_completion", pick(lambda m: _unproven(m, as_of)), many)


def _unproven(milestone, as_of: date) -> bool:
    """Somebody says it is completed and nobody can check it: no evidence that is open to the public."""
    said = [r for r in milestone.accepted_reports(as_of) if r.state == "completed"]
    return bool(said) and not any(r.checkable for r in said)


def _words(plan: Plan, as_of: date) -> Iterable[Gap]:
    rows = list(_named(plan))
    for language in ("en", "ko"):
        yield Gap(f"missing_{language}", tuple(code for code, words in rows if words and not words.has(language)), len(rows))


def _named(plan: Plan) -> Iterable[tuple[str, Bilingual]]:
    """(code, name or title) of everything with a name."""
    for group in NAMED:
        for row in getattr(plan, group):
            yield row.code, getattr(row, "name", None) or getattr(row, "title", None) or getattr(row, "body")


def _sources(plan: Plan, as_of: date) -> Iterable[Gap]:
    rows = [(_label(group, row), row.origin) for group in _with_origin(plan) for row in getattr(plan, group)]
    rows += [(r.code, r.origin) for m in plan.milestones for r in m.reports]
    yield Gap("no_source", tuple(code for code, origin in rows if not origin.url), len(rows))
    yield Gap("low_confidence", tuple(code for code, origin in rows if origin.confidence is Confidence.LOW), len(rows))


def _label(group: str, row) -> str:
    return getattr(row, "code", group)


def _with_origin(plan: Plan) -> list[str]:
    groups = [f.name for f in fields(plan) if isinstance(getattr(plan, f.name), tuple)]
    return [g for g in groups if getattr(plan, g) and hasattr(getattr(plan, g)[0], "origin")]


def _funding(plan: Plan, as_of: date) -> Iterable[Gap]:
    rows, many, year = plan.programmes, len(plan.programmes), plan.head.fiscal_year
    unlinked = [p for p in rows if not any(link.goal for link in p.links)]
    unlinked_won = money.linkage(rows, year, Stage.ENACTED).unlinked.won
    yield Gap("money_not_linked", tuple(p.code for p in unlinked), many, unlinked_won)
    yield Gap("link_without_share", tuple(p.code for p in rows if any(x.goal and x.share is None for x in p.links)), many)
    yield Gap("ai_part_unknown", tuple(p.code for p in rows if year not in dict(p.ai_counted_won)), many)
    yield Gap("no_disbursement", tuple(p.code for p in rows if p.won(year, Stage.DISBURSED) is None), many)
    yield Gap("execution_unreadable", tuple(p.code for p in rows if _unreadable(p, plan.head.executed_year)), many)


def _unreadable(programme, year: int) -> bool:
    """No rate, or one that says nothing because the settled figure repeats the enacted one."""
    found = money.execution(programme, year)
    return found is None or not found.meaningful


def _indicators(plan: Plan, as_of: date) -> Iterable[Gap]:
    judged = {i.code: judge(i, as_of, plan.head.thresholds) for i in plan.indicators}
    for lack in Lack:
        yield Gap(f"indicator_{lack}", tuple(c for c, j in judged.items() if j.lack is lack), len(judged))


def _goals(plan: Plan, as_of: date) -> Iterable[Gap]:
    links: dict[str, Callable] = {"indicator": plan.indicators_by_goal.get, "money": plan.programmes_by_goal.get,
                                  "article": plan.articles_by_goal.get}
    for what, linked in links.items():
        yield Gap(f"goal_without_{what}", tuple(g.code for g in plan.goals if not linked(g.code)), len(plan.goals))


PARTS = (_milestones, _words, _sources, _funding, _indicators, _goals)


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """One row per check under the names of the dataset."""
    return [{"check": g.check, "finding": t(f"quality.{g.check}"), "count": g.count, "whole": g.whole, "won": g.won,
             "codes": list(g.codes)} for g in gaps(plan, as_of)]


def found_rows(plan: Plan, as_of: date, t) -> list[dict]:
    """The checks that found something."""
    return [row for row in rows(plan, as_of, t) if row["count"]]


def largest(plan: Plan, as_of: date, t, many: int = 5) -> tuple[int, list[dict]]:
    """How many checks found something, and the ones that concern the largest share of what they look at."""
    found = found_rows(plan, as_of, t)
    return len(found), sorted(found, key=lambda row: -row["count"])[:many]


DATASETS = (Dataset("quality", (Column("check", "code"), Column("finding"), Column("count", "integer"), Column("whole", "integer"),
                                Column("won", "won"), Column("codes", "list")), rows),)
