"""Numbers the public says are wrong, the answers, and a count of who wrote within the hour."""

from alembic import op

from tracker.store.migrations.parts import day, days, instant, instants, key, one_of, placed, said, text, words

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "corrections", *text("code page dataset about release"), *words("question answer"), *day("received_on answered_on"), *placed(),
        key("code"), *said("question", "answer"), *days("received_on", "answered_on"))
    op.create_table(
        "tickets", *text("code state page dataset about wrong should link language seen reason decided_by"),
        *instant("received_at decided_at?"), *placed(), key("code"), one_of("state", "open answered rejected"),
        one_of("language", "ko en"), *instants("received_at", "decided_at"))
    op.create_table("knocks", *text("id key"), *instant("at"), key("id"), *instants("at"))
    op.create_index(op.f("ix_knocks_key_knocks_at"), "knocks", ["key", "at"])


def downgrade() -> None:
    for table in ("knocks", "tickets", "corrections"):
        op.drop_table(table)
