"""Milestones with what belongs to them: cooperating bodies, named quarters, checkpoints, moves, closures, reports."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from tracker.domain.milestones import (
    ChangeKind, ClosureKind, EvidenceKind, Judged, RecordState, ReportedState, VerificationGrade,
)
from tracker.store.tables.base import (
    PART, PLAN, Base, Code, Part, Placed, Sourced, at_least, check, day, flag, one_of, part_of, period, reference, said,
    sourced,
)


class MilestoneRow(Placed, Sourced, Base):
    __tablename__ = "milestones"
    __table_args__ = (
        *period("original_due"), at_least("seq", 1), at_least("weight", 1), said("title"), *sourced(),
        Index(None, "goal"), Index(None, "lead"), PLAN)

    code: Mapped[Code]
    goal: Mapped[str] = reference("goals.code")
    seq: Mapped[int]
    title_ko: Mapped[str]
    title_en: Mapped[str]
    lead: Mapped[str | None] = reference("organisations.code")
    original_due_first: Mapped[date | None]
    original_due_precision: Mapped[str | None]
    weight: Mapped[int]


class MilestoneCooperationRow(Part, Base):
    __tablename__ = "milestone_cooperation"
    __table_args__ = (PART,)

    milestone: Mapped[str] = part_of("milestones.code")
    organisation: Mapped[str] = reference("organisations.code")


class MilestoneQuarterRow(Part, Base):
    __tablename__ = "milestone_quarters"
    __table_args__ = (*period("quarter"), PART)

    milestone: Mapped[str] = part_of("milestones.code")
    quarter_first: Mapped[date]
    quarter_precision: Mapped[str]


class CheckpointRow(Part, Base):
    __tablename__ = "checkpoints"
    __table_args__ = (UniqueConstraint("milestone", "seq"), at_least("seq", 1), *period("due"), PART)

    milestone: Mapped[str] = part_of("milestones.code")
    seq: Mapped[int]
    due_first: Mapped[date]
    due_precision: Mapped[str]
    note_ko: Mapped[str]
    note_en: Mapped[str]


class RebaselineRow(Part, Sourced, Base):
    """A move in direction or goal needs a resolution; a schedule or lead change does not (Decree art. 3)."""

    __tablename__ = "rebaselines"
    __table_args__ = (
        UniqueConstraint("milestone", "on"), day("on"), *period("due"), one_of("kind", ChangeKind), said("reason"),
        check("resolution", "kind <> 'major' OR resolution IS NOT NULL"), *sourced(), PART)

    milestone: Mapped[str] = part_of("milestones.code")
    on: Mapped[date]
    due_first: Mapped[date]
    due_precision: Mapped[str]
    kind: Mapped[str]
    reason_ko: Mapped[str]
    reason_en: Mapped[str]
    resolution: Mapped[str | None] = reference("resolutions.code")


class ClosureRow(Sourced, Base):
    __tablename__ = "closures"
    __table_args__ = (day("on"), one_of("kind", ClosureKind), said("reason"),
                      check("into", '"into" IS NULL OR kind = \'merged\''), *sourced(), PART)

    milestone: Mapped[str] = part_of("milestones.code")
    on: Mapped[date]
    kind: Mapped[str]
    resolution: Mapped[str] = reference("resolutions.code")
    reason_ko: Mapped[str]
    reason_en: Mapped[str]
    into: Mapped[str | None] = reference("milestones.code")


class ReportRow(Part, Sourced, Base):
    """A report names the whole milestone, or one of its checkpoints by seq."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("code"),
        ForeignKeyConstraint(["milestone", "checkpoint"], ["checkpoints.milestone", "checkpoints.seq"]),
        day("on"), one_of("state", ReportedState), one_of("record", RecordState), one_of("grade", VerificationGrade),
        *period("completed_on"), *period("forecast"), *sourced(), PART)

    milestone: Mapped[str] = part_of("milestones.code")
    code: Mapped[str]
    on: Mapped[date]
    state: Mapped[str]
    record: Mapped[str]
    grade: Mapped[str]
    summary_ko: Mapped[str]
    summary_en: Mapped[str]
    reporter_ko: Mapped[str]
    reporter_en: Mapped[str]
    completed_on_first: Mapped[date | None]
    completed_on_precision: Mapped[str | None]
    forecast_first: Mapped[date | None]
    forecast_precision: Mapped[str | None]
    obstacle_ko: Mapped[str]
    obstacle_en: Mapped[str]
    checkpoint: Mapped[int | None]
    corrects: Mapped[str]


class Shown:
    """The columns of a piece of evidence, of a report in the plan or of one on its way."""

    code: Mapped[str]
    kind: Mapped[str]
    title_ko: Mapped[str]
    title_en: Mapped[str]
    body_ko: Mapped[str]
    body_en: Mapped[str]
    on: Mapped[date]
    reason_ko: Mapped[str]
    reason_en: Mapped[str]
    public: Mapped[bool]
    url: Mapped[str]
    file: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]


def shown() -> tuple[CheckConstraint, ...]:
    """What proves nothing (no link, no file) is no evidence."""
    return (one_of("kind", EvidenceKind), said("title"), day("on"), flag("public"), at_least("size", 0),
            check("shown", "url <> '' OR file <> ''"))


class EvidenceRow(Part, Shown, Base):
    """Belongs to one of the milestone's reports."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("code"), *shown(), PART)

    milestone: Mapped[str] = part_of("milestones.code")
    report: Mapped[str] = reference("reports.code")


class JudgementRow(Part, Base):
    __tablename__ = "judgements"
    __table_args__ = (UniqueConstraint("code"), one_of("judged", Judged), said("reason"), day("on"), day("expires_on"),
                      check("span", '"on" <= expires_on'), PART)

    milestone: Mapped[str] = part_of("milestones.code")
    code: Mapped[str]
    judged: Mapped[str]
    reason_ko: Mapped[str]
    reason_en: Mapped[str]
    assessor_ko: Mapped[str]
    assessor_en: Mapped[str]
    on: Mapped[date]
    expires_on: Mapped[date]


class HandoverRow(Part, Sourced, Base):
    __tablename__ = "handovers"
    __table_args__ = (UniqueConstraint("milestone", "on"), day("on"), said("reason"), *sourced(), PART)

    milestone: Mapped[str] = part_of("milestones.code")
    on: Mapped[date]
    before: Mapped[str | None] = reference("organisations.code")
    after: Mapped[str] = reference("organisations.code")
    reason_ko: Mapped[str]
    reason_en: Mapped[str]
    resolution: Mapped[str | None] = reference("resolutions.code")
