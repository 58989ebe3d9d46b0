"""The state of the work on the plan: people, reports on their way, remarks, change requests, notes. Never public."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.access import AccessChange
from tracker.domain.actors import Role
from tracker.domain.milestones import RecordState, ReportedState, VerificationGrade
from tracker.domain.workspace import Ground, ReleaseKind, ReleaseState, RequestState, Wanted
from tracker.store.tables.base import (
    WORKSPACE, WORKSPACE_PART, Base, Code, Part, Placed, at_least, check, day, flag, instant, one_of, part_of, period,
    reference, said,
)
from tracker.store.tables.milestones import Shown, shown


class PersonRow(Placed, Base):
    __tablename__ = "people"
    __table_args__ = (check("code", "code <> ''"), said("office"), flag("disabled"), flag("demo"), WORKSPACE)

    code: Mapped[Code]
    office_ko: Mapped[str]
    office_en: Mapped[str]
    email: Mapped[str]
    language: Mapped[str]
    issuer: Mapped[str]
    subject: Mapped[str]
    disabled: Mapped[bool]
    demo: Mapped[bool]


class PersonRoleRow(Part, Base):
    __tablename__ = "person_roles"
    __table_args__ = (one_of("role", Role), WORKSPACE_PART)

    person: Mapped[str] = part_of("people.code")
    role: Mapped[str]


class PersonMinistryRow(Part, Base):
    __tablename__ = "person_ministries"
    __table_args__ = (WORKSPACE_PART,)

    person: Mapped[str] = part_of("people.code")
    organisation: Mapped[str] = reference("organisations.code")


class PersonAccessRow(Base):
    __tablename__ = "person_access"
    __table_args__ = (at_least("changes", 1), one_of("last", AccessChange), WORKSPACE_PART)

    person: Mapped[str] = part_of("people.code")
    changes: Mapped[int]
    last: Mapped[str]


class SubmissionRow(Placed, Base):
    """One milestone has at most one that is open."""

    __tablename__ = "submissions"
    __table_args__ = (
        one_of("record", RecordState), one_of("state", ReportedState), one_of("grade", VerificationGrade),
        instant("submitted_at"), instant("decided_at"), *period("completed_on"), *period("forecast"), flag("no_change"),
        at_least("seen", 0), Index(None, "milestone"), WORKSPACE)

    code: Mapped[Code]
    milestone: Mapped[str] = reference("milestones.code")
    checkpoint: Mapped[int | None]
    ministry: Mapped[str | None] = reference("organisations.code")
    record: Mapped[str]
    state: Mapped[str]
    submitted_at: Mapped[datetime]
    seen: Mapped[int]
    summary_ko: Mapped[str]
    summary_en: Mapped[str]
    obstacle_ko: Mapped[str]
    obstacle_en: Mapped[str]
    completed_on_first: Mapped[date | None]
    completed_on_precision: Mapped[str | None]
    forecast_first: Mapped[date | None]
    forecast_precision: Mapped[str | None]
    no_change: Mapped[bool]
    corrects: Mapped[str]
    returned_for_ko: Mapped[str]
    returned_for_en: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    grade: Mapped[str | None]
    report: Mapped[str]


class SubmissionAuthorRow(Part, Base):
    __tablename__ = "submission_authors"
    __table_args__ = (WORKSPACE_PART,)

    submission: Mapped[str] = part_of("submissions.code")
    author: Mapped[str]


class SubmissionEvidenceRow(Part, Shown, Base):
    __tablename__ = "submission_evidence"
    __table_args__ = (UniqueConstraint("submission", "code"), *shown(), WORKSPACE_PART)

    submission: Mapped[str] = part_of("submissions.code")
    report: Mapped[str]


class CommentRow(Placed, Base):
    __tablename__ = "comments"
    __table_args__ = (instant("at"), check("text", "text <> ''"), Index(None, "about"), WORKSPACE)

    code: Mapped[Code]
    about: Mapped[str]
    author: Mapped[str]
    at: Mapped[datetime]
    text: Mapped[str]


class ChangeRequestRow(Placed, Base):
    __tablename__ = "requests"
    __table_args__ = (
        one_of("wanted", Wanted), one_of("ground", Ground), one_of("state", RequestState), said("reason"),
        instant("asked_at"), instant("decided_at"), *period("due"), day("effective_on"), at_least("seen", 0),
        Index(None, "milestone"), WORKSPACE)

    code: Mapped[Code]
    milestone: Mapped[str] = reference("milestones.code")
    ministry: Mapped[str | None] = reference("organisations.code")
    wanted: Mapped[str]
    ground: Mapped[str]
    reason_ko: Mapped[str]
    reason_en: Mapped[str]
    effects_ko: Mapped[str]
    effects_en: Mapped[str]
    state: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    seen: Mapped[int]
    due_first: Mapped[date | None]
    due_precision: Mapped[str | None]
    lead: Mapped[str | None] = reference("organisations.code")
    into: Mapped[str | None] = reference("milestones.code")
    meeting: Mapped[str | None] = reference("meetings.code")
    item: Mapped[int | None]
    resolution: Mapped[str | None] = reference("resolutions.code")
    answer_ko: Mapped[str]
    answer_en: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None]
    effective_on: Mapped[date | None]


class NoteRow(Placed, Base):
    __tablename__ = "notes"
    __table_args__ = (WORKSPACE,)

    code: Mapped[str] = mapped_column(ForeignKey("milestones.code"), primary_key=True)
    desk: Mapped[str]
    note: Mapped[str]


class ReleaseRow(Placed, Base):
    __tablename__ = "releases"
    __table_args__ = (
        one_of("kind", ReleaseKind), one_of("state", ReleaseState), day("as_of"), instant("opened_at"), instant("frozen_at"),
        instant("publish_at"), instant("withdrawn_at"), at_least("frozen_seq", 0), at_least("base_seq", 0), WORKSPACE)

    code: Mapped[Code]
    kind: Mapped[str]
    state: Mapped[str]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    notice_ko: Mapped[str]
    notice_en: Mapped[str]
    as_of: Mapped[date | None]
    frozen_by: Mapped[str]
    frozen_at: Mapped[datetime | None]
    frozen_seq: Mapped[int]
    frozen_hash: Mapped[str]
    content: Mapped[str]
    publish_at: Mapped[datetime | None]
    previous: Mapped[str]
    previous_manifest: Mapped[str]
    base_seq: Mapped[int]
    address: Mapped[str]
    key: Mapped[str]
    manifest: Mapped[str]
    withdrawn_for_ko: Mapped[str]
    withdrawn_for_en: Mapped[str]
    withdrawn_at: Mapped[datetime | None]


class ApprovalRow(Part, Base):
    __tablename__ = "release_approvals"
    __table_args__ = (UniqueConstraint("release", "person"), instant("at"), at_least("seq", 0), WORKSPACE_PART)

    release: Mapped[str] = part_of("releases.code")
    person: Mapped[str]
    at: Mapped[datetime]
    seq: Mapped[int]
    read: Mapped[str]
