"""The Plan: one immutable value that every reader sees. All lists are tuples in their display order."""

from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

from tracker.domain.committee import (
    Article, ArticleLink, Body, LegalEvent, Measure, Meeting, OfficialCheck, Portal, Resolution,
)
from tracker.domain.corrections import Correction
from tracker.domain.errors import NotFound
from tracker.domain.funding import BudgetLine, Programme, PublishedTotal
from tracker.domain.goals import Area, Goal, Pillar
from tracker.domain.indicators import Indicator, IndicatorLink
from tracker.domain.milestones import Milestone
from tracker.domain.organisations import Organisation
from tracker.domain.sources import Origin, Source
from tracker.domain.words import Bilingual

# What was written before a plan could name its zone was kept in this one, and is read so.
UNNAMED_ZONE = "Asia/Seoul"


@dataclass(frozen=True)
class Thresholds:
    """The numbers the rules use; they come from plan.toml and are printed on the methodology page."""

    reporting_window_days: int = 184
    too_early_share: Fraction = Fraction(15, 100)
    on_path: Fraction = Fraction(95, 100)
    near: Fraction = Fraction(60, 100)
    behind: Fraction = Fraction(0)
    due_soon_days: int = 30
    inbox_days: int = 14
    answer_months: int = 3
    attention_limit: int = 5


@dataclass(frozen=True)
class PlanVersion:
    code: str
    on: date
    name: Bilingual
    goal_count: int
    milestone_count: int | None
    note: Bilingual
    origin: Origin


@dataclass(frozen=True)
class SupportKind:
    """A kind of support a programme gives (compute, talent, …) and the support of the Act it belongs to."""

    code: str
    name: Bilingual
    support: str


@dataclass(frozen=True)
class Jurisdiction:
    """A country or union whose law is followed, under its ISO 3166 code (EU for the Union)."""

    code: str
    name: Bilingual


@dataclass(frozen=True)
class PlanWords:
    """What this plan says in place of one of the program's own sentences or nouns; `key` names that text."""

    key: str
    says: Bilingual


@dataclass(frozen=True)
class PlanHead:
    """What plan.toml says of the plan as a whole. The first of the `jurisdictions` is the plan's own."""

    code: str
    name: Bilingual
    short_name: Bilingual
    country: Bilingual
    committee: Bilingual
    act: Bilingual
    adopted_on: date
    starts_on: date
    ends_on: date
    fiscal_year: int
    executed_year: int
    currency: str
    office: Bilingual
    licence: Bilingual
    data_as_of: date
    funding_note: Bilingual
    headline_indicators: tuple[str, ...]
    headline_programme: str
    thresholds: Thresholds
    support_kinds: tuple[SupportKind, ...]
    jurisdictions: tuple[Jurisdiction, ...] = ()
    words: tuple[PlanWords, ...] = ()
    licence_code: str = ""  # as programs know it, such as KOGL-1 or CC-BY-4.0
    licence_url: str = ""
    time_zone: str = UNNAMED_ZONE  # in which its days begin and end, under its IANA name
    fiscal_year_starts: int = 1  # the month; a fiscal year has the number of the year it starts in

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def home(self) -> str:
        """The code of the plan's own jurisdiction, empty where it names none."""
        return self.jurisdictions[0].code if self.jurisdictions else ""

    def jurisdiction(self, code: str) -> Bilingual:
        """Its name; the code where the plan does not name it."""
        return next((j.name for j in self.jurisdictions if j.code == code), Bilingual(code, code))


@dataclass(frozen=True)
class Plan:
    head: PlanHead
    versions: tuple[PlanVersion, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    pillars: tuple[Pillar, ...] = ()
    areas: tuple[Area, ...] = ()
    goals: tuple[Goal, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    indicator_links: tuple[IndicatorLink, ...] = ()
    programmes: tuple[Programme, ...] = ()
    totals: tuple[PublishedTotal, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    bodies: tuple[Body, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    legal_events: tuple[LegalEvent, ...] = ()
    articles: tuple[Article, ...] = ()
    article_links: tuple[ArticleLink, ...] = ()
    measures: tuple[Measure, ...] = ()
    checks: tuple[OfficialCheck, ...] = ()
    portals: tuple[Portal, ...] = ()
    corrections: tuple[Correction, ...] = ()
    sources: tuple[Source, ...] = ()

    # Look-ups are cached on the instance; the value itself never changes.

    @cached_property
    def _by_code(self) -> dict[str, dict[str, object]]:
        rows = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: {r.code: r for r in group} for name, group in rows.items()
                if isinstance(group, tuple) and group and hasattr(group[0], "code")}

    def _one(self, group: str, code: str):
        try:
            return self._by_code[group][code]
        except KeyError:
            raise NotFound(f"error.no_{group}", code=code) from None

    def milestone(self, code: str) -> Milestone:
        return self._one("milestones", code)

    def goal(self, code: str) -> Goal:
        return self._one("goals", code)

    def area(self, code: str) -> Area:
        return self._one("areas", code)

    def pillar(self, code: str) -> Pillar:
        return self._one("pillars", code)

    def organisation(self, code: str) -> Organisation:
        return self._one("organisations", code)

    def indicator(self, code: str) -> Indicator:
        return self._one("indicators", code)

    def programme(self, code: str) -> Programme:
        return self._one("programmes", code)

    def meeting(self, code: str) -> Meeting:
        return self._one("meetings", code)

    def article(self, code: str) -> Article:
        return self._one("articles", code)

    @cached_property
    def milestones_by_goal(self) -> dict[str, tuple[Milestone, ...]]:
        return _grouped(self.milestones, lambda m: m.goal)

    @cached_property
    def goals_by_area(self) -> dict[str, tuple[Goal, ...]]:
        return _grouped(self.goals, lambda g: g.area)

    @cached_property
    def milestones_by_area(self) -> dict[str, tuple[Milestone, ...]]:
        return _grouped(self.milestones, lambda m: self.goal(m.goal).area)

    @cached_property
    def milestones_by_lead(self) -> dict[str | None, tuple[Milestone, ...]]:
        return _grouped(self.milestones, lambda m: m.lead)

    @cached_property
    def programmes_by_ministry(self) -> dict[str, tuple[Programme, ...]]:
        return _grouped(self.programmes, lambda p: p.ministry)

    @cached_property
    def programmes_by_goal(self) -> dict[str, tuple[Programme, ...]]:
        """Each programme once, however many of its links name the goal."""
        return _paired((goal, p) for p in self.programmes for goal in dict.fromkeys(k.goal for k in p.links if k.goal))

    @cached_property
    def indicators_by_goal(self) -> dict[str, tuple[Indicator, ...]]:
        return _paired((link.goal, self.indicator(link.indicator)) for link in self.indicator_links)

    @cached_property
    def articles_by_goal(self) -> dict[str, tuple[Article, ...]]:
        return _paired((link.goal, self.article(link.article)) for link in self.article_links)

    @cached_property
    def sources_by_url(self) -> dict[str, Source]:
        return {s.url: s for s in self.sources}


def _grouped(rows, key):
    return _paired((key(row), row) for row in rows)


def _paired(pairs):
    groups: dict = {}
    for key, row in pairs:
        groups.setdefault(key, []).append(row)
    return {k: tuple(v) for k, v in groups.items()}
