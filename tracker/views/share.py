"""A body's share of the plan: what it leads and the money it holds, as a plan of its own.

Every view is a function of a plan, so a report of one body needs no rules of its own. What was published of the whole plan
only (totals, the committee's checks) is no part of a share.
"""

from dataclasses import replace

from tracker.domain.funding import Programme
from tracker.domain.plan import Plan


def share(plan: Plan, code: str) -> Plan:
    """The plan as far as the body leads it. NotFound for an unknown body."""
    plan.organisation(code)
    milestones = plan.milestones_by_lead.get(code, ())
    own = {m.goal for m in milestones} | {g.code for g in plan.goals if code in g.leads}
    goals = tuple(g for g in plan.goals if g.code in own)
    areas = tuple(a for a in plan.areas if a.code in {g.area for g in goals})
    indicators = tuple(i for i in plan.indicators if i.lead == code)
    kept = {i.code for i in indicators}
    return replace(
        plan, head=replace(plan.head, headline_indicators=tuple(i for i in plan.head.headline_indicators if i in kept), headline_programme=""),
        pillars=tuple(p for p in plan.pillars if p.code in {a.pillar for a in areas}), areas=areas, goals=goals, milestones=milestones,
        indicators=indicators, indicator_links=tuple(x for x in plan.indicator_links if x.indicator in kept and x.goal in own),
        programmes=tuple(_within(p, own, {a.code for a in areas}) for p in plan.programmes_by_ministry.get(code, ())),
        article_links=tuple(x for x in plan.article_links if x.goal in own), totals=(), budget_lines=(), checks=())


def _within(programme: Programme, goals: set[str], areas: set[str]) -> Programme:
    """With the links that lead inside the share; the others name what it does not hold."""
    return replace(programme, links=tuple(x for x in programme.links if (not x.goal or x.goal in goals) and (not x.area or x.area in areas)))
