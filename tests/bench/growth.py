"""How loading the plan and drawing a page grow with the number of rows."""

import sqlite3
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.bench.peers import tracker
from tests.bench.runs import _rounds, _visit
from tracker.domain.plan import Plan
from tracker.store.engine import engine_for, reading, writing
from tracker.store.plans import load_plan, save_plan
from tracker.store.schema import migrate

FACTORS = (1, 10, 100)


def grown(plan: Plan, factor: int) -> Plan:
    """The same plan with `factor` times the goals, milestones, programmes and indicators; codes get a suffix."""
    if factor == 1:
        return plan
    many = range(factor)
    mark = lambda code, n: code if n == 0 or code is None else f"{code}x{n}"
    return replace(
        plan,
        goals=tuple(replace(g, code=mark(g.code, n)) for n in many for g in plan.goals),
        milestones=tuple(replace(m, code=mark(m.code, n), goal=mark(m.goal, n),
                                 reports=tuple(replace(r, code=mark(r.code, n)) for r in m.reports))
                         for n in many for m in plan.milestones),
        programmes=tuple(replace(p, code=mark(p.code, n)) for n in many for p in plan.programmes),
        indicators=tuple(replace(i, code=mark(i.code, n)) for n in many for i in plan.indicators),
    )


def databases(plan: Plan, folder: Path) -> dict[int, Path]:
    """One SQLite database per factor."""
    made = {}
    for factor in FACTORS:
        made[factor] = folder / f"plan-{factor}.sqlite"
        engine = engine_for(f"sqlite:///{made[factor]}")
        migrate(engine)
        with writing(engine) as session:
            save_plan(session, grown(plan, factor))
    return made


def _fetch(database: Path) -> int:
    """Every row of every table with sqlite3 alone."""
    with sqlite3.connect(database) as connection:
        names = [r[0] for r in connection.execute("select name from sqlite_master where type = 'table'")]
        return sum(len(connection.execute(f'select * from "{name}"').fetchall()) for name in names)


def _seconds(act, times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return median(taken)


def loads(made: dict[int, Path]) -> dict[int, tuple[int, float, float]]:
    """Per factor: rows, seconds of fetching them with sqlite3, seconds of load_plan."""
    found = {}
    for factor, database in made.items():
        engine, times = engine_for(f"sqlite:///{database}"), 7 if factor < 100 else 3

        def load() -> None:
            with reading(engine) as session:
                load_plan(session)
        load()
        found[factor] = (_fetch(database), _seconds(lambda: _fetch(database), times), _seconds(load, times))
    return found


def warm_pages(made: dict[int, Path]) -> dict[int, float]:
    """Per factor: processor milliseconds of one warm visit of the overview."""
    found = {}
    for factor in (1, 100):
        with tracker(f"sqlite:///{made[factor]}") as peer:
            found[factor] = _rounds({"overview": (peer, _visit(peer))}, 25)["overview"]
    return found
