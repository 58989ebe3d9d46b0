"""What processes do that write to one store at once, or are killed while they write."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count, cycle

from tests.builders import a_comment, a_report, words
from tests.store.working import AT
from tracker.domain.actors import Action
from tracker.domain.plan import Plan
from tracker.services.door import Caller, perform
from tracker.store.engine import engine_for, write
from tracker.store.plans import save_plan
from tracker.store.work import Work


def caller(url: str) -> Caller:
    return Caller(engine_for(url), "", datetime.now(UTC), date(2026, 11, 22), console=True)


def add(url: str, who: str, times: str) -> None:
    """Adds one to the weight of the same milestone again and again, and a comment of its own each time."""
    for n in range(int(times)):
        def do(work: Work) -> str:
            milestone = work.plan.milestone("M01-01")
            work.put(replace(milestone, weight=milestone.weight + 1), a_comment(f"K-{who}-{n}"))
            return ""
        perform(caller(url), Action.EDIT_PLAN, do)
    print("done", flush=True)


def same(url: str, who: str, times: str) -> None:
    """The intents of everybody who runs this have the same keys."""
    for n in range(int(times)):
        def do(work: Work) -> str:
            work.put(a_comment(f"K-{who}-{n}"))
            return f"{who}-{n}"
        print(perform(caller(url), Action.EDIT_PLAN, do, key=f"intent-{n}"), flush=True)


def report(url: str, diary: str) -> None:
    """Saves a report after the other, each with a comment of the same number, until it is killed."""
    with open(diary, "a", buffering=1) as notes:
        for n in count(1):
            notes.write(f"begin {n}\n")
            perform(caller(url), Action.EDIT_PLAN, _one_more)
            notes.write(f"end {n}\n")


def _one_more(work: Work) -> str:
    milestone = work.plan.milestone("M01-01")
    code = len(milestone.reports) + 1
    work.put(replace(milestone, reports=milestone.reports + (a_report(f"R-{code}"),)), a_comment(f"K-{code}"))
    return ""


def swap(url: str, diary: str, one: Plan, other: Plan) -> None:
    """Replaces the whole plan by the other one and back, until it is killed."""
    with open(diary, "a", buffering=1) as notes:
        for n, plan in enumerate(cycle((other, one)), 1):
            notes.write(f"begin {n}\n")
            write(engine_for(url), lambda session: save_plan(session, plan, AT))
            notes.write(f"end {n}\n")


def other_words(plan: Plan) -> Plan:
    """The same plan with other words everywhere, so that saving it touches every milestone and programme."""
    return replace(plan, milestones=tuple(replace(m, title=words(m.code), reports=m.reports[1:], evidence=()) for m in plan.milestones),
                   programmes=tuple(replace(p, name=words(p.code), links=p.links[:1]) for p in plan.programmes), checks=plan.checks[1:])


if __name__ == "__main__":
    {"add": add, "same": same}[sys.argv[1]](*sys.argv[2:])
