"""Any plan at all, within reason: hypothesis strategies for values and for plans whose codes refer to one another.

A value is built from the type hints of its class, so a new field is covered the day it is added.
"""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.builders import a_full_plan, a_full_workspace
from tracker.domain.indicators import Baseline
from tracker.domain.milestones import ChangeKind, ClosureKind, Milestone
from tracker.domain.periods import Period, Precision, parse_period
from tracker.domain.plan import Plan
from tracker.domain.sources import Origin
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Workspace

NUMBERS = {"seq", "weight", "rank", "chapter", "number", "item", "checked", "as_scheduled", "goal_count",
           "milestone_count", "project_count", "publication_lag_days", "fiscal_year", "executed_year",
           "reporting_window_days", "due_soon_days", "inbox_days", "answer_months", "attention_limit", "size", "seen"}
BRACED = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="{}")  # a plan's own words fill no places here
FILLED = {"value", "publisher", "text", "page"}  # texts that must not be empty
KEPT = {"code", "key", "licence_url", "jurisdiction", "url", "on", "origin", "confidence", "share", "main", "fiscal_year", "stage", "kind", "seq",
        "checkpoint", "resolution", "into", "goal", "area", "pillar", "lead", "leads", "cooperating", "successors",
        "milestone", "before", "after", "indicator", "programme", "ministry", "meeting", "article", "articles", "support", "headline_indicators",
        "headline_programme", "valid_from", "valid_to", "starts_on", "ends_on", "checked", "as_scheduled", "status",
        "dimension", "era", "role", "report", "corrects", "expires_on", "roles", "ministries", "authors", "file"}
# No shrinking: a smaller plan costs minutes to find and tells no more.
QUICK = settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
                 suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12).map(str.strip)
lines = st.sampled_from(["", "a,b", 'say "so"', "two\nlines", "=1+1", "00123", "1E5", "\u00a0x", "\u5317", "'"]
                        ).map(str.strip)
words = st.one_of(texts, lines)
said = st.builds(Bilingual, words, words)
named = st.builds(Bilingual, words.filter(bool), words)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
decimals = st.decimals(-10**9, 10**9, places=3).map(lambda d: d.normalize() if d else Decimal(0)).map(
    lambda d: Decimal(f"{d:f}"))
won = st.integers(-10**15, 10**15)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))
yearly = st.dictionaries(st.integers(2000, 2099), won, max_size=3).map(lambda d: tuple(sorted(d.items())))


@st.composite
def periods(draw) -> Period:
    day, precision = draw(days), draw(st.sampled_from(Precision))
    forms = {Precision.DAY: day.isoformat(), Precision.MONTH: f"{day:%Y-%m}", Precision.YEAR: f"{day:%Y}",
             Precision.QUARTER: f"{day:%Y} Q{(day.month + 2) // 3}",
             Precision.HALF: f"{day:%Y} H{(day.month + 5) // 6}"}
    return parse_period(forms[precision])


def of(name: str, hint: object) -> st.SearchStrategy:
    """Any value of a field."""
    if name == "time_zone":
        return st.sampled_from(["Asia/Seoul", "America/Montevideo", "Pacific/Chatham"])
    if name == "fiscal_year_starts":
        return st.integers(1, 12)
    if name == "says":
        return st.builds(Bilingual, *(st.text(BRACED, min_size=1, max_size=12).map(str.strip).filter(bool),) * 2)
    if get_origin(hint) is UnionType:
        inner = next(kind for kind in get_args(hint) if kind is not NoneType)
        return st.none() | of(name, inner)
    if hint == tuple[tuple[int, int], ...]:
        return yearly
    if get_origin(hint) is tuple:
        return st.lists(of(name, get_args(hint)[0]), max_size=3, unique=True).map(tuple)
    if hint is int:
        return st.integers(1, 99) if name in NUMBERS else won
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    return {str: words.filter(bool) if name in FILLED else words, bool: st.booleans(), date: days, datetime: moments,
            Period: periods(), Decimal: decimals, Bilingual: named, Fraction: st.fractions(0, 1, max_denominator=100), Baseline: st.builds(Baseline, decimals, periods())}[hint]


def _changes(value: object) -> dict[str, st.SearchStrategy]:
    """A strategy for every field that may be anything without breaking a reference or a rule."""
    hints = get_type_hints(type(value))
    return {f.name: of(f.name, hints[f.name]) for f in fields(value)
            if f.name not in KEPT and not _holds_parts(getattr(value, f.name), hints[f.name])}


def _holds_parts(value: object, hint: object) -> bool:
    plain = (Bilingual, Period, Origin, Baseline)
    kinds = (hint, *get_args(hint))
    return any(is_dataclass(kind) and kind not in plain for kind in kinds)


@st.composite
def changed(draw, value):
    """`value` with every free field drawn anew, and its parts as well."""
    drawn = {name: draw(strategy) for name, strategy in _changes(value).items()}
    parts = {f.name: tuple(draw(changed(part)) for part in getattr(value, f.name)) for f in fields(value)
             if isinstance(getattr(value, f.name), tuple) and getattr(value, f.name)
             and _holds_parts(None, get_type_hints(type(value))[f.name])}
    return replace(value, **drawn, **parts)


@st.composite
def milestones(draw, milestone: Milestone) -> Milestone:
    milestone = draw(changed(milestone))
    closure = milestone.closure and replace(milestone.closure, kind=ClosureKind.MERGED)
    moves = tuple(replace(m, kind=draw(st.sampled_from(ChangeKind)) if m.resolution else ChangeKind.MINOR)
                  for m in milestone.rebaselines)
    return replace(milestone, closure=closure, rebaselines=moves)


@st.composite
def plans(draw) -> Plan:
    """A plan with some of everything, any of its groups possibly cut short where nothing refers to it."""
    plan = a_full_plan()
    groups = {f.name: tuple(draw(changed(row)) for row in getattr(plan, f.name)) for f in fields(plan)
              if f.name not in ("head", "milestones")}
    for name in draw(st.sets(st.sampled_from(("versions", "totals", "budget_lines", "bodies", "legal_events",
                                              "article_links", "indicator_links", "checks", "portals", "corrections", "measures")))):
        groups[name] = ()
    return Plan(head=draw(changed(plan.head)), milestones=tuple(draw(milestones(m)) for m in plan.milestones), **groups)


@st.composite
def workspaces(draw) -> Workspace:
    """A workspace that refers to `a_full_plan`, any of its groups possibly empty."""
    whole = a_full_workspace()
    groups = {f.name: tuple(draw(changed(row)) for row in getattr(whole, f.name)) for f in fields(whole)}
    for name in draw(st.sets(st.sampled_from(sorted(groups)))):
        groups[name] = ()
    return Workspace(**groups)
