"""The committee at work: bodies, meetings, resolutions, the law, its articles and the official statements."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.periods import Period
from tracker.domain.sources import Origin
from tracker.domain.words import Bilingual

class Support(StrEnum):
    """The three supports of the Act."""

    GOVERNANCE = "governance"
    INDUSTRY = "industry"
    TRUST = "trust"

@dataclass(frozen=True)
class Body:
    """A unit of the committee or an institution of the Act. Offices only, no personal names. `era` like `2025-`."""

    code: str
    kind: str
    name: Bilingual
    era: str
    head: Bilingual
    members: Bilingual
    role: Bilingual
    origin: Origin

@dataclass(frozen=True)
class AgendaItem:
    seq: int
    title: Bilingual

@dataclass(frozen=True)
class Meeting:
    """`number` is the ordinal within its kind, None where not counted."""

    code: str
    body: Bilingual
    kind: Bilingual
    number: int | None
    on: Period
    place: Bilingual
    chair: Bilingual
    attendance: Bilingual
    agenda: tuple[AgendaItem, ...]
    outcome: Bilingual
    origin: Origin

@dataclass(frozen=True)
class Resolution:
    code: str
    meeting: str
    item: int
    on: Period
    title: Bilingual
    decision: Bilingual
    responsible: Bilingual
    deadline: Bilingual
    note: Bilingual
    origin: Origin

@dataclass(frozen=True)
class LegalEvent:
    """`status`: done, running, upcoming or expected (computed from a rule). `jurisdiction` is one of the head's."""

    code: str
    jurisdiction: str
    on: Period
    title: Bilingual
    instrument: Bilingual
    detail: Bilingual
    status: str
    origin: Origin

@dataclass(frozen=True)
class Article:
    code: str  # Art. 7
    title: Bilingual
    chapter: int
    support: Support | None
    who: Bilingual
    what: Bilingual
    deadline: Bilingual
    measurable: Bilingual
    amended: bool
    note: Bilingual
    origin: Origin

@dataclass(frozen=True)
class ArticleLink:
    article: str
    goal: str
    reason: Bilingual
    made_by: Bilingual

@dataclass(frozen=True)
class Measure:
    """A counted thing that belongs to one support of the Act; `articles` are the codes of those it is counted under."""

    code: str
    support: Support
    name: Bilingual
    value: str
    unit: Bilingual
    on: Period
    articles: tuple[str, ...]
    origin: Origin

@dataclass(frozen=True)
class OfficialCheck:
    """What the committee itself said about implementation. `checked`/`as_scheduled` are counts of milestones where given."""

    code: str
    on: Period
    event: Bilingual
    kind: str
    fact: Bilingual
    origin: Origin
    checked: int | None = None
    as_scheduled: int | None = None

@dataclass(frozen=True)
class Portal:
    """What another public portal shows, for the methodology page."""

    code: str
    name: Bilingual
    owner: Bilingual
    shows: Bilingual
    origin: Origin
