"""Sources, organisations, pillars, areas, goals, versions of the plan, kinds of support, revisions."""

import sqlalchemy as sa
from alembic import op

from tracker.store.migrations.parts import (
    at_least, check, day, days, integer, key, one_of, placed, said, sourced, text, to, unique, words,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "revisions", *integer("number"), *text("id content"),
        sa.Column("saved_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        key("number"), unique("id"), at_least("number", 1))
    op.create_table(
        "sources", *integer("id position"), *text("url publisher"), *words("title note"), key("id"), unique("url"),
        check("url", "url <> ''"))
    op.create_table(
        "support_kinds", *text("code"), *words("name"), *text("support"), *placed(), key("code"),
        one_of("support", "governance industry trust"), *said("name"))
    op.create_table(
        "plan_versions", *text("code"), *day("on"), *words("name note"),
        *integer("goal_count milestone_count?"), *placed(), *sourced(), key("code"), *days("on"),
        at_least("goal_count", 0), at_least("milestone_count", 0), *said("name"))
    op.create_table(
        "organisations", *text("code kind"), *words("name short note"), *integer("rank"),
        *day("valid_from? valid_to?"), *placed(), *sourced(), key("code"),
        one_of("kind", "ministry agency commission committee institute other"), at_least("rank", 0), *said("name"),
        *days("valid_from", "valid_to"), check("validity", "valid_from <= valid_to"))
    op.create_table(
        "organisation_successors", *text("organisation successor"), *integer("position"),
        key("organisation", "position"), to("organisation", "organisations.code"),
        to("successor", "organisations.code"), sqlite_with_rowid=False)
    op.create_table("pillars", *text("code"), *words("name"), *placed(), *sourced(), key("code"), *said("name"))
    op.create_table(
        "areas", *text("code pillar"), *words("name"), *placed(), *sourced(), key("code"),
        to("pillar", "pillars.code"), *said("name"))
    op.create_table(
        "goals", *text("code area"), *words("name body note"), *placed(), *sourced(), key("code"),
        to("area", "areas.code"), *said("name"))
    for table in ("goal_leads", "goal_cooperation"):
        op.create_table(
            table, *text("goal organisation"), *integer("position"), key("goal", "position"),
            to("goal", "goals.code"), to("organisation", "organisations.code"), sqlite_with_rowid=False)


def downgrade() -> None:
    for table in ("goal_cooperation", "goal_leads", "goals", "areas", "pillars", "organisation_successors",
                  "organisations", "plan_versions", "support_kinds", "sources", "revisions"):
        op.drop_table(table)
