"""Evidence, judgements and corrections; the workspace; the log with its triggers, receipts, files, drafts, reminders.

The log is left empty: whoever first writes after this accounts for the plan that is held (store/work.py).
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from tracker.store.migrations import append_only
from tracker.store.migrations.parts import (
    at_least, check, day, days, flag, flags, instant, instants, integer, key, one_of, period, periods, placed,
    said, text, to, unique, words,
)

revision = "0006"
down_revision = "0005"
RECORDS = "draft submitted returned approved published"
STATES = "not_started in_progress completed"
KINDS = "decision law plan press statistics other"
APPEND_ONLY = ("log", "files")
NEW = ("sent_reminders", "drafts", "files", "receipts", "log", "notes", "requests", "comments", "submission_evidence",
       "submission_authors", "submissions", "person_ministries", "person_roles", "people", "judgements", "evidence")


def upgrade() -> None:
    _revisions()
    op.add_column("reports", sa.Column("corrects", sa.Text(), nullable=False, server_default=""))
    _plan()
    _people()
    _work()
    _requests()
    _log()
    _beside()
    append_only.protect(op.get_bind(), *APPEND_ONLY)


def _revisions() -> None:
    """`seq` takes the place of `content`; the moments get the form all others have."""
    held = op.get_bind().execute(sa.text("SELECT number, id, saved_at FROM revisions ORDER BY number")).all()
    op.drop_table("revisions")
    table = op.create_table(
        "revisions", *integer("number"), *text("id"), *integer("seq"), *instant("saved_at"), key("number"), unique("id"),
        at_least("number", 1), at_least("seq", 0), *instants("saved_at"))
    rows = [{"number": number, "id": id, "seq": 0, "saved_at": _in_utc(saved_at)} for number, id, saved_at in held]
    if rows:
        op.bulk_insert(table, rows)


def _in_utc(moment: datetime | str) -> datetime:
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _shown() -> list:
    return [*text("code report kind url file file_name media_type"), *words("title body reason"), *day("on"), *flag("public"),
            *integer("position size"), one_of("kind", KINDS), *said("title"), *days("on"), *flags("public"),
            at_least("size", 0), check("shown", "url <> '' OR file <> ''")]


def _plan() -> None:
    op.create_table(
        "evidence", *text("milestone"), *_shown(), key("milestone", "position"), unique("code"),
        to("milestone", "milestones.code"), to("report", "reports.code"), sqlite_with_rowid=False)
    op.create_table(
        "judgements", *text("milestone code judged"), *integer("position"), *words("reason assessor"),
        *day("on expires_on"), key("milestone", "position"), unique("code"), to("milestone", "milestones.code"),
        one_of("judged", "on_track watch reconsider"), *said("reason"), *days("on", "expires_on"),
        check("span", '"on" <= expires_on'), sqlite_with_rowid=False)


def _people() -> None:
    op.create_table(
        "people", *text("code email language issuer subject"), *words("office"), *flag("disabled demo"), *placed(),
        key("code"), check("code", "code <> ''"), *said("office"), *flags("disabled", "demo"))
    op.create_table(
        "person_roles", *text("person role"), *integer("position"), key("person", "position"), to("person", "people.code"),
        one_of("role", "anonymous official reporter editor resolver publisher admin"), sqlite_with_rowid=False)
    op.create_table(
        "person_ministries", *text("person organisation"), *integer("position"), key("person", "position"),
        to("person", "people.code"), to("organisation", "organisations.code"), sqlite_with_rowid=False)


def _work() -> None:
    op.create_table(
        "submissions", *text("code milestone ministry? record state corrects decided_by grade? report"),
        *integer("checkpoint? seen"), *instant("submitted_at decided_at?"), *words("summary obstacle returned_for"),
        *period("completed_on", "?"), *period("forecast", "?"), *flag("no_change"), *placed(), key("code"),
        to("milestone", "milestones.code"), to("ministry", "organisations.code"), one_of("record", RECORDS),
        one_of("state", STATES), one_of("grade", "V0 V1 V2 V3 V4"), *instants("submitted_at", "decided_at"),
        *periods("completed_on", "forecast"), *flags("no_change"), at_least("seen", 0))
    op.create_index(op.f("ix_submissions_milestone"), "submissions", ["milestone"])
    op.create_table(
        "submission_authors", *text("submission author"), *integer("position"), key("submission", "position"),
        to("submission", "submissions.code"), sqlite_with_rowid=False)
    op.create_table(
        "submission_evidence", *text("submission"), *_shown(), key("submission", "position"), unique("submission", "code"),
        to("submission", "submissions.code"), sqlite_with_rowid=False)
    op.create_table(
        "comments", *text("code about author text"), *instant("at"), *placed(), key("code"), *instants("at"),
        check("text", "text <> ''"))
    op.create_index(op.f("ix_comments_about"), "comments", ["about"])
    op.create_table(
        "notes", *text("code desk note"), *placed(), key("code"), to("code", "milestones.code"))


def _requests() -> None:
    op.create_table(
        "requests", *text("code milestone ministry? wanted ground state asked_by lead? into? meeting? resolution? decided_by"),
        *words("reason effects answer"), *instant("asked_at decided_at?"), *integer("seen item?"), *period("due", "?"),
        *day("effective_on?"), *placed(), key("code"), to("milestone", "milestones.code"),
        to("ministry", "organisations.code"), to("lead", "organisations.code"), to("into", "milestones.code"),
        to("meeting", "meetings.code"), to("resolution", "resolutions.code"),
        one_of("wanted", "due lead direction merged scaled_back dropped"),
        one_of("ground", "outside budget law procurement scope other"),
        one_of("state", "requested scheduled applied declined withdrawn"), *said("reason"),
        *instants("asked_at", "decided_at"), *periods("due"), *days("effective_on"), at_least("seen", 0))
    op.create_index(op.f("ix_requests_milestone"), "requests", ["milestone"])


def _log() -> None:
    op.create_table(
        "log", *integer("seq"), *instant("at"), *text("actor role action key field before? after? reason resolution"),
        *integer("version"), *text("previous hash root"), key("seq"), at_least("seq", 1), *instants("at"))
    op.create_index(op.f("ix_log_root_log_seq"), "log", ["root", "seq"])
    op.create_table(
        "receipts", *text("actor key action result"), *instant("at"), key("actor", "key"), check("key", "key <> ''"),
        *instants("at"))


def _beside() -> None:
    op.create_table(
        "files", *text("sha256 media_type"), sa.Column("content", sa.LargeBinary(), nullable=False), *integer("size"),
        *instant("added_at"), key("sha256"), check("sha256", "length(sha256) = 64"), at_least("size", 0),
        *instants("added_at"))
    op.create_table(
        "drafts", *text("account milestone fields"), *instant("saved_at"), key("account", "milestone"),
        *instants("saved_at"))
    op.create_table(
        "sent_reminders", *text("event person"), *instant("at"), key("event", "person"), *instants("at"))


def downgrade() -> None:
    append_only.release(op.get_bind(), *APPEND_ONLY)
    for table in NEW:
        op.drop_table(table)
    op.drop_column("reports", "corrects")
    held = op.get_bind().execute(sa.text("SELECT number, id FROM revisions ORDER BY number")).all()
    op.drop_table("revisions")
    table = op.create_table(
        "revisions", *integer("number"), *text("id content"),
        sa.Column("saved_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        key("number"), unique("id"), at_least("number", 1))
    if held:
        op.bulk_insert(table, [{"number": number, "id": id, "content": ""} for number, id in held])
