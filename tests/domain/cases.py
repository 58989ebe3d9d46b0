"""Short words for the tables of the domain tests, and hypothesis strategies over whole milestones."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import a_checkpoint, a_closure, a_milestone, a_rebaseline, a_report
from tracker.domain.milestones import RecordState, ReportedState, VerificationGrade
from tracker.domain.periods import day, quarter_of
from tracker.domain.plan import Thresholds

THRESHOLDS = Thresholds()
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)  # the plan's term

# Before the plan, its first day, its adoption, both sides of a quarter's end, its last day, after its end.
ANY_DAY = tuple(map(date.fromisoformat, (
    "2025-06-30", "2025-12-31", "2026-01-01", "2026-02-25", "2026-06-30", "2026-07-01", "2028-12-31", "2029-01-01",
    "2040-02-29")))


def the(text: str) -> date:
    return date.fromisoformat(text)


def table(*rows):
    """Arguments for `pytest.mark.parametrize`: the first cell of each row is its name."""
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def for_any(*strategies):
    """A property test: enough examples to reach every status (test_schedule counts them), few enough for seconds."""
    return lambda test: settings(max_examples=60, deadline=None)(given(*strategies)(test))


def completed(on: str, completed_on: str | None = None, **changes):
    """An accepted report of completion, publicly checkable; completed on the day reported unless said otherwise."""
    return a_report(changes.pop("code", f"R-{on}-done"), on=on, state="completed", completed_on=completed_on or on, **changes)


def under_way(on: str, **changes):
    return a_report(changes.pop("code", f"R-{on}-going"), on=on, **changes)


def not_begun(on: str, **changes):
    return a_report(changes.pop("code", f"R-{on}-none"), on=on, state="not_started", **changes)


def done(code: str, on: str, due: str = "2026 Q2", **changes):
    """A milestone whose completion was accepted on `on`."""
    return a_milestone(code, original_due=due, reports=(completed(on),), **changes)


def one_in(n: int):
    """True about once in n examples (hypothesis prefers the first choice)."""
    return st.sampled_from((False,) * (n - 1) + (True,))


days = st.dates(date(2025, 10, 1), date(2027, 6, 30))
deadlines = st.one_of(days.map(quarter_of), days.map(day))
records = st.sampled_from((RecordState.PUBLISHED,) * 6 + tuple(RecordState))
grades = st.sampled_from(VerificationGrade)


@st.composite
def reports(draw, checkpoints: int = 0):
    on = draw(days)
    state = draw(st.sampled_from(ReportedState))
    finished = day(on - timedelta(days=draw(st.integers(0, 200)))) if state is ReportedState.COMPLETED else None
    step = draw(st.integers(1, checkpoints)) if checkpoints and draw(one_in(3)) else None
    return a_report(
        f"R-{draw(st.integers(0, 10**9))}", on=on, state=state, record=draw(records), grade=draw(grades), completed_on=finished,
        forecast=draw(deadlines) if draw(one_in(3)) else None, checkpoint=step, **({"obstacle": "Blocked"} if draw(one_in(5)) else {}))


@st.composite
def milestones(draw, goals: tuple[str, ...] = ("T01",)):
    """Any milestone: dated or not, with steps, moved deadlines, a closure, reports in any order and record state."""
    steps = draw(st.integers(0, 3))
    moved = sorted(draw(st.lists(days, max_size=2)))
    told = draw(st.sampled_from((1, 2, 3, 0)))
    return a_milestone(
        "M01-01", goal=draw(st.sampled_from(goals)), original_due=None if draw(one_in(6)) else draw(deadlines),
        weight=draw(st.integers(1, 3)), checkpoints=tuple(a_checkpoint(n + 1) for n in range(steps)),
        rebaselines=tuple(a_rebaseline(on.isoformat(), str(draw(deadlines))) for on in moved),
        closure=a_closure(draw(days).isoformat()) if draw(one_in(8)) else None,
        reports=tuple(draw(st.lists(reports(steps), min_size=told, max_size=told))))


def many_milestones(**choices):
    """Lists of up to five milestones, each with a code of its own."""
    return st.lists(milestones(**choices), max_size=5).map(
        lambda rows: tuple(replace(m, code=f"M01-{n:02d}", seq=n) for n, m in enumerate(rows, 1)))
