"""Milestones (정책권고): the unit of checking, with checkpoints, re-baselinings, closure and reports."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.periods import Period
from tracker.domain.sources import Origin
from tracker.domain.words import NOTHING, Bilingual


class ReportedState(StrEnum):
    """What a report says of a milestone; never the computed status."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


class RecordState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


ACCEPTED_RECORDS = frozenset({RecordState.APPROVED, RecordState.PUBLISHED})


class VerificationGrade(StrEnum):
    """V0 claimed, V1 evidence attached, V2 publicly checkable link, V3 checked by another than the owner, V4 outcome observed."""

    V0 = "V0"
    V1 = "V1"
    V2 = "V2"
    V3 = "V3"
    V4 = "V4"


class EvidenceKind(StrEnum):
    DECISION = "decision"
    LAW = "law"
    PLAN = "plan"
    PRESS = "press"
    STATISTICS = "statistics"
    OTHER = "other"


class Judged(StrEnum):
    """What the committee judges of a milestone (정상추진, 관심필요, 재검토 필요); beside the computed status, never instead."""

    ON_TRACK = "on_track"
    WATCH = "watch"
    RECONSIDER = "reconsider"


class ClosureKind(StrEnum):
    MERGED = "merged"
    SCALED_BACK = "scaled_back"
    DROPPED = "dropped"


class ChangeKind(StrEnum):
    """Decree art. 3: a schedule or lead change is minor (reason); direction or goal needs a resolution."""

    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True)
class Evidence:
    """What shows that a report is true: a link, a stored file (`file` is its SHA-256), or both. `report` is the code of
    the report it belongs to, `reason` says why it proves the criterion. Only `public` evidence may leave the workspace."""

    code: str
    report: str
    kind: EvidenceKind
    title: Bilingual
    body: Bilingual
    on: date
    reason: Bilingual
    public: bool
    url: str = ""
    file: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int = 0

    @property
    def checkable(self) -> bool:
        """Whether anybody can open it."""
        return self.public and bool(self.url)


@dataclass(frozen=True)
class Judgement:
    """A judgement of the committee's; gone after `expires_on` (one cycle). `assessor` is an office, never a person."""

    code: str
    judged: Judged
    reason: Bilingual
    assessor: Bilingual
    on: date
    expires_on: date


@dataclass(frozen=True)
class Report:
    """A status report on a milestone. `on` is the day it was made public or accepted; `completed_on` may be
    known only to a quarter; `forecast` is the completion the reporter expects. `checkpoint` is the seq of the
    checkpoint reported, None for the whole milestone."""

    code: str
    on: date
    state: ReportedState
    record: RecordState
    grade: VerificationGrade
    summary: Bilingual
    origin: Origin
    reporter: Bilingual = NOTHING
    completed_on: Period | None = None
    forecast: Period | None = None
    obstacle: Bilingual = NOTHING
    checkpoint: int | None = None
    corrects: str = ""  # the code of the report this one puts right

    @property
    def accepted(self) -> bool:
        return self.record in ACCEPTED_RECORDS

    @property
    def has_evidence(self) -> bool:
        return self.grade is not VerificationGrade.V0

    @property
    def checkable(self) -> bool:
        """Whether anybody can check it: a link that is open to the public, not only a high grade. A secretariat may
        have checked (V3) what only it can read."""
        return self.grade >= VerificationGrade.V2 and bool(self.origin.url)


@dataclass(frozen=True)
class Checkpoint:
    """A pre-declared dated step of one milestone; steps share the milestone's weight equally."""

    seq: int
    due: Period
    note: Bilingual = NOTHING


@dataclass(frozen=True)
class Rebaseline:
    """A moved deadline: from `on`, the current deadline is `due`. The original never changes."""

    on: date
    due: Period
    kind: ChangeKind
    reason: Bilingual
    resolution: str | None
    origin: Origin


@dataclass(frozen=True)
class Handover:
    """A changed lead body: `Milestone.lead` is the present one, this says since when and whose it was."""

    on: date
    before: str | None
    after: str
    reason: Bilingual
    resolution: str | None
    origin: Origin


@dataclass(frozen=True)
class Closure:
    """Merged, scaled back or dropped by a resolution; `into` is the milestone it was merged into."""

    on: date
    kind: ClosureKind
    resolution: str
    reason: Bilingual
    origin: Origin
    into: str | None = None


@dataclass(frozen=True)
class Milestone:
    """`original_due` None means the plan names no date (standing work). `lead`/`cooperating` are organisation codes.
    `weight` is its share of progress in whole units (1 unless the plan says otherwise)."""

    code: str  # M07-01
    goal: str
    seq: int
    title: Bilingual
    lead: str | None
    cooperating: tuple[str, ...]
    original_due: Period | None
    origin: Origin
    checkpoints: tuple[Checkpoint, ...] = ()
    rebaselines: tuple[Rebaseline, ...] = ()
    closure: Closure | None = None
    reports: tuple[Report, ...] = ()
    weight: int = 1
    quarters_named: tuple[Period, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    handovers: tuple[Handover, ...] = ()

    def due(self, as_of: date) -> Period | None:
        """The current deadline on `as_of`: the last re-baselining made by then, else the original."""
        moved = sorted((r for r in self.rebaselines if r.on <= as_of), key=lambda r: r.on)
        return moved[-1].due if moved else self.original_due

    def closed(self, as_of: date) -> bool:
        return self.closure is not None and self.closure.on <= as_of

    def accepted_reports(self, as_of: date) -> tuple[Report, ...]:
        """Accepted reports on the whole milestone known by `as_of`, oldest first; of one day, in the order stored."""
        known = (r for r in self.reports if r.accepted and r.checkpoint is None and r.on <= as_of)
        return tuple(sorted(known, key=lambda r: r.on))

    def evidence_of(self, report: str) -> tuple[Evidence, ...]:
        return tuple(e for e in self.evidence if e.report == report)

    def judgement(self, as_of: date) -> Judgement | None:
        """The last judgement that holds on `as_of`; an expired one is none."""
        made = [j for j in self.judgements if j.on <= as_of]
        return made[-1] if made and as_of <= made[-1].expires_on else None
