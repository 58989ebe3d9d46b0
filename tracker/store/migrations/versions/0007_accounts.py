"""What lets people in: passwords, sessions, one-time links, counted attempts."""

from alembic import op

from tracker.store.migrations.parts import check, instant, instants, key, one_of, text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "credentials", *text("account hash"), *instant("changed_at"), key("account"),
        check("hash", "hash LIKE '$argon2id$%'"), *instants("changed_at"))
    op.create_table(
        "sessions", *text("id account agent method"), *instant("created_at seen_at expires_at revoked_at?"), key("id"),
        one_of("method", "local oidc demo"), *instants("created_at", "seen_at", "expires_at", "revoked_at"))
    op.create_index(op.f("ix_sessions_account"), "sessions", ["account"])
    op.create_table(
        "invitations", *text("id account made_by"), *instant("created_at expires_at used_at? ended_at?"), key("id"),
        *instants("created_at", "expires_at", "used_at", "ended_at"))
    op.create_index(op.f("ix_invitations_account"), "invitations", ["account"])
    op.create_table("attempts", *text("id key"), *instant("at"), key("id"), *instants("at"))
    op.create_index(op.f("ix_attempts_key_attempts_at"), "attempts", ["key", "at"])


def downgrade() -> None:
    for table in ("attempts", "invitations", "sessions", "credentials"):
        op.drop_table(table)
