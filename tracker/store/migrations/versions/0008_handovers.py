"""Lead bodies that changed, with day, reason and resolution."""

from alembic import op

from tracker.store.migrations.parts import day, days, integer, key, said, sourced, text, to, unique, words

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "handovers", *text("milestone before? after resolution?"), *integer("position"), *day("on"), *words("reason"), *sourced(),
        key("milestone", "position"), unique("milestone", "on"), to("milestone", "milestones.code"),
        to("before", "organisations.code"), to("after", "organisations.code"), to("resolution", "resolutions.code"),
        *days("on"), *said("reason"), sqlite_with_rowid=False)


def downgrade() -> None:
    op.drop_table("handovers")
