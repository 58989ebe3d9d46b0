"""How often the ways into an account were changed, and what was done last."""

from alembic import op

from tracker.store.migrations.parts import at_least, integer, key, one_of, text, to

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "person_access", *text("person last"), *integer("changes"), key("person"), to("person", "people.code"),
        at_least("changes", 1), one_of("last", "reset chosen changed ended"), sqlite_with_rowid=False)


def downgrade() -> None:
    op.drop_table("person_access")
