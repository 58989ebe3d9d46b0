"""The state of the work on the plan: who works here, what was handed in, what is asked for. Never public.

One immutable value like `Plan`, kept in the same store and the same log. Secrets (passwords, sessions) and what is
still being typed (drafts) lie elsewhere and are in neither.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from tracker.domain.access import Access, AccessChange
from tracker.domain.actors import Actor, Role, Subject
from tracker.domain.errors import NotFound
from tracker.domain.milestones import ChangeKind, Evidence, RecordState, ReportedState, VerificationGrade
from tracker.domain.periods import Period
from tracker.domain.tickets import Ticket
from tracker.domain.words import NOTHING, Bilingual


@dataclass(frozen=True)
class Person:
    """An account. `code` is the name it signs in with, `office` what others see (never a personal name), `email` an
    office address for reminders. `issuer` and `subject` name it at an identity provider."""

    code: str
    office: Bilingual
    roles: tuple[Role, ...]
    ministries: tuple[str, ...] = ()
    email: str = ""
    language: str = "ko"
    issuer: str = ""
    subject: str = ""
    disabled: bool = False
    demo: bool = False
    access: Access | None = None

    def entered_anew(self, how: AccessChange) -> "Person":
        """The person once the ways into the account were changed once more."""
        return replace(self, access=Access(self.access.changes + 1 if self.access else 1, how))

    @property
    def actor(self) -> Actor:
        """What the person may act as; nobody while disabled."""
        held = () if self.disabled else self.roles
        return Actor(self.code, frozenset(held) or frozenset({Role.ANONYMOUS}), frozenset(self.ministries))


@dataclass(frozen=True)
class Submission:
    """A report on its way: submitted, returned or approved (then `report` names what became of it in the plan).
    One milestone has at most one that is open. `authors` are all who wrote a version of it; `seen` is the version of
    the milestone its last author had before them."""

    code: str  # S-M07-01-1
    milestone: str
    checkpoint: int | None
    ministry: str | None
    record: RecordState
    state: ReportedState
    authors: tuple[str, ...]
    submitted_at: datetime
    seen: int
    summary: Bilingual = NOTHING
    obstacle: Bilingual = NOTHING
    completed_on: Period | None = None
    forecast: Period | None = None
    no_change: bool = False
    corrects: str = ""
    evidence: tuple[Evidence, ...] = ()
    returned_for: Bilingual = NOTHING
    decided_by: str = ""
    decided_at: datetime | None = None
    grade: VerificationGrade | None = None
    report: str = ""

    @property
    def open(self) -> bool:
        return self.record in OPEN_RECORDS

    @property
    def subject(self) -> Subject:
        return Subject(self.ministry, frozenset(self.authors))


OPEN_RECORDS = frozenset({RecordState.SUBMITTED, RecordState.RETURNED})


@dataclass(frozen=True)
class Comment:
    """An internal remark on an object of the plan or the workspace (`about` is its key, as in the log)."""

    code: str
    about: str
    author: str
    at: datetime
    text: str


class Wanted(StrEnum):
    """What a change request asks for. A due date or a lead body is minor, the rest needs a resolution (Decree art. 3)."""

    DUE = "due"
    LEAD = "lead"
    DIRECTION = "direction"  # a new due date because direction or goal change
    MERGED = "merged"
    SCALED_BACK = "scaled_back"
    DROPPED = "dropped"

    @property
    def kind(self) -> ChangeKind:
        return ChangeKind.MINOR if self in (Wanted.DUE, Wanted.LEAD) else ChangeKind.MAJOR


class Ground(StrEnum):
    """The reason code of a change request."""

    OUTSIDE = "outside"
    BUDGET = "budget"
    LAW = "law"
    PROCUREMENT = "procurement"
    SCOPE = "scope"
    OTHER = "other"


class RequestState(StrEnum):
    REQUESTED = "requested"
    SCHEDULED = "scheduled"  # on the agenda of a meeting
    APPLIED = "applied"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ChangeRequest:
    """A wish to move, hand over, merge, scale back or drop a milestone, from asking to applying."""

    code: str  # C-M07-05-1, the number a resolver types for a minor change
    milestone: str
    ministry: str | None
    wanted: Wanted
    ground: Ground
    reason: Bilingual
    effects: Bilingual
    state: RequestState
    asked_by: str
    asked_at: datetime
    seen: int
    due: Period | None = None
    lead: str | None = None
    into: str | None = None
    meeting: str | None = None
    item: int | None = None
    resolution: str | None = None
    answer: Bilingual = NOTHING
    decided_by: str = ""
    decided_at: datetime | None = None
    effective_on: date | None = None

    @property
    def open(self) -> bool:
        return self.state in (RequestState.REQUESTED, RequestState.SCHEDULED)

    @property
    def subject(self) -> Subject:
        return Subject(self.ministry, frozenset({self.asked_by}))


@dataclass(frozen=True)
class MilestoneNote:
    """Who in the ministry looks after a milestone and a standing note: internal, safe to set for many at once."""

    code: str  # the milestone's
    desk: str = ""
    note: str = ""


class ReleaseKind(StrEnum):
    SEED = "seed"  # the plan as delivered, before any quarter was published
    QUARTER = "quarter"
    CORRECTION = "correction"  # a new revision with a notice of what was put right


class ReleaseState(StrEnum):
    OPEN = "open"  # reports are being gathered
    FROZEN = "frozen"  # bound to a version of the plan, which is checked and looked at
    APPROVED = "approved"  # by two people
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Approval:
    """One of the two a release needs: who, when, the end of the log they had before them, and the keys of the checks
    they said to have read, separated by blanks."""

    person: str
    at: datetime
    seq: int
    read: str = ""


@dataclass(frozen=True)
class ReleaseDraft:
    """A release from the opening of its cycle on. `code` is its id. While open it is bound to nothing; frozen, to the
    end of the log `frozen_seq`/`frozen_hash` and by `content` to the public part of the plan there. `publish_at` is the
    instant it is or was to appear; `previous` and `previous_manifest` are the release before it, `base_seq` the end of
    the log that one spoke for; `address` and `key` were those of the site. `manifest` is the SHA-256 of what came out."""

    code: str  # 2026Q4-r1
    kind: ReleaseKind
    state: ReleaseState
    opened_by: str
    opened_at: datetime
    notice: Bilingual = NOTHING
    as_of: date | None = None
    frozen_by: str = ""
    frozen_at: datetime | None = None
    frozen_seq: int = 0
    frozen_hash: str = ""
    content: str = ""
    approvals: tuple[Approval, ...] = ()
    publish_at: datetime | None = None
    previous: str = ""
    previous_manifest: str = ""
    base_seq: int = 0
    address: str = ""
    key: str = ""
    manifest: str = ""
    withdrawn_for: Bilingual = NOTHING
    withdrawn_at: datetime | None = None

    @property
    def under_way(self) -> bool:
        return self.state in (ReleaseState.OPEN, ReleaseState.FROZEN, ReleaseState.APPROVED)


@dataclass(frozen=True)
class Workspace:
    people: tuple[Person, ...] = ()
    submissions: tuple[Submission, ...] = ()
    comments: tuple[Comment, ...] = ()
    requests: tuple[ChangeRequest, ...] = ()
    notes: tuple[MilestoneNote, ...] = ()
    releases: tuple[ReleaseDraft, ...] = ()
    tickets: tuple[Ticket, ...] = ()

    def _one(self, group: str, code: str):
        for row in getattr(self, group):
            if row.code == code:
                return row
        raise NotFound(f"error.no_{group}", code=code)

    def person(self, code: str) -> Person:
        return self._one("people", code)

    def submission(self, code: str) -> Submission:
        return self._one("submissions", code)

    def request(self, code: str) -> ChangeRequest:
        return self._one("requests", code)

    def release(self, code: str) -> ReleaseDraft:
        return self._one("releases", code)

    def ticket(self, code: str) -> Ticket:
        return self._one("tickets", code)

    @cached_property
    def submissions_by_milestone(self) -> dict[str, tuple[Submission, ...]]:
        groups: dict[str, list[Submission]] = {}
        for row in self.submissions:
            groups.setdefault(row.milestone, []).append(row)
        return {code: tuple(rows) for code, rows in groups.items()}

    def open_submission(self, milestone: str) -> Submission | None:
        """The one that waits for review or for mending."""
        return next((s for s in self.submissions_by_milestone.get(milestone, ()) if s.open), None)

    def open_requests(self, milestone: str) -> tuple[ChangeRequest, ...]:
        return tuple(r for r in self.requests if r.milestone == milestone and r.open)


def named(submission: Submission, code: str) -> tuple[Evidence, ...]:
    """The submission's evidence, belonging to the report `code`."""
    return tuple(replace(e, report=code) for e in submission.evidence)
