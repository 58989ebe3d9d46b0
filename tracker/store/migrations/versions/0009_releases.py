"""Releases on their way, and who approved them."""

from alembic import op

from tracker.store.migrations.parts import (
    at_least, day, days, instant, instants, integer, key, one_of, placed, text, to, unique, words,
)

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "releases",
        *text("code kind state opened_by frozen_by frozen_hash content previous previous_manifest address key manifest"),
        *words("notice withdrawn_for"), *day("as_of?"), *instant("opened_at frozen_at? publish_at? withdrawn_at?"),
        *integer("frozen_seq base_seq"), *placed(), key("code"), one_of("kind", "seed quarter correction"),
        one_of("state", "open frozen approved published withdrawn"), *days("as_of"),
        *instants("opened_at", "frozen_at", "publish_at", "withdrawn_at"), at_least("frozen_seq", 0), at_least("base_seq", 0))
    op.create_table(
        "release_approvals", *text("release person read"), *instant("at"), *integer("position seq"), key("release", "position"),
        to("release", "releases.code"), unique("release", "person"), *instants("at"), at_least("seq", 0), sqlite_with_rowid=False)


def downgrade() -> None:
    op.drop_table("release_approvals")
    op.drop_table("releases")
