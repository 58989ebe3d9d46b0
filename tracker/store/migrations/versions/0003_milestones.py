"""Milestones with checkpoints, moves, closures and reports; indicators with targets and observations."""

import sqlalchemy as sa
from alembic import op

from tracker.store.migrations.parts import (
    at_least, check, day, days, exact, flag, flags, integer, key, one_of, period, periods, placed, said, sourced, text,
    to, unique, words,
)

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _milestones()
    _indicators()


def _milestones() -> None:
    op.create_table(
        "milestones", *text("code goal lead?"), *integer("seq weight"), *words("title"), *period("original_due", "?"),
        *placed(), *sourced(), key("code"), to("goal", "goals.code"), to("lead", "organisations.code"),
        *periods("original_due"), at_least("seq", 1), at_least("weight", 1), *said("title"))
    op.create_index(op.f("ix_milestones_goal"), "milestones", ["goal"])
    op.create_index(op.f("ix_milestones_lead"), "milestones", ["lead"])
    op.create_table(
        "milestone_cooperation", *text("milestone organisation"), *integer("position"), key("milestone", "position"),
        to("milestone", "milestones.code"), to("organisation", "organisations.code"), sqlite_with_rowid=False)
    op.create_table(
        "milestone_quarters", *text("milestone"), *integer("position"), *period("quarter"),
        key("milestone", "position"), to("milestone", "milestones.code"), *periods("quarter"),
        sqlite_with_rowid=False)
    op.create_table(
        "checkpoints", *text("milestone"), *integer("position seq"), *period("due"), *words("note"),
        key("milestone", "position"), unique("milestone", "seq"), to("milestone", "milestones.code"),
        at_least("seq", 1), *periods("due"), sqlite_with_rowid=False)
    op.create_table(
        "rebaselines", *text("milestone kind resolution?"), *integer("position"), *day("on"), *period("due"),
        *words("reason"), *sourced(), key("milestone", "position"), unique("milestone", "on"),
        to("milestone", "milestones.code"), to("resolution", "resolutions.code"), *days("on"), *periods("due"),
        one_of("kind", "minor major"), *said("reason"),
        check("resolution", "kind <> 'major' OR resolution IS NOT NULL"), sqlite_with_rowid=False)
    op.create_table(
        "closures", *text("milestone kind resolution into?"), *day("on"), *words("reason"), *sourced(),
        key("milestone"), to("milestone", "milestones.code"), to("resolution", "resolutions.code"),
        to("into", "milestones.code"), *days("on"), one_of("kind", "merged scaled_back dropped"), *said("reason"),
        check("into", '"into" IS NULL OR kind = \'merged\''), sqlite_with_rowid=False)
    op.create_table(
        "reports", *text("milestone code state record grade"), *integer("position checkpoint?"), *day("on"),
        *words("summary reporter obstacle"), *period("completed_on", "?"), *period("forecast", "?"), *sourced(),
        key("milestone", "position"), unique("code"), to("milestone", "milestones.code"),
        to("milestone checkpoint", "checkpoints.milestone checkpoints.seq"), *days("on"),
        one_of("state", "not_started in_progress completed"),
        one_of("record", "draft submitted returned approved published"), one_of("grade", "V0 V1 V2 V3 V4"),
        *periods("completed_on", "forecast"), sqlite_with_rowid=False)


def _indicators() -> None:
    op.create_table(
        "indicators", *text("code direction shape kind lead? milestone?"), *words("name unit cadence note"),
        *exact("baseline_value?"), *period("baseline", "?"), *integer("publication_lag_days?"), *placed(), *sourced(),
        key("code"), to("lead", "organisations.code"), to("milestone", "milestones.code"),
        one_of("direction", "up down"), one_of("shape", "linear exponential logit step"),
        one_of("kind", "plan related_policy outside_index predecessor"), *periods("baseline"),
        check("baseline", "(baseline_value IS NULL) = (baseline_first IS NULL)"),
        at_least("publication_lag_days", 0), *said("name"))
    op.create_table(
        "targets", *text("indicator"), *integer("position"), *exact("value"), *period("period", "?"), *flag("main"),
        *period("announced", "?"), *words("note"), *sourced(), key("indicator", "position"),
        to("indicator", "indicators.code"), *flags("main"), *periods("period", "announced"), sqlite_with_rowid=False)
    op.create_index("uq_targets_main", "targets", ["indicator"], unique=True, sqlite_where=sa.text("main = 1"),
                    postgresql_where=sa.text("main"))
    op.create_table(
        "observations", *text("indicator standing"), *integer("position"), *exact("value"), *period("period"),
        *period("vintage"), *words("note"), *sourced(), key("indicator", "position"),
        to("indicator", "indicators.code"), one_of("standing", "provisional final revised"),
        *periods("period", "vintage"), sqlite_with_rowid=False)
    op.create_table(
        "indicator_links", *text("indicator goal"), *words("reason made_by"), *placed(), key("indicator", "goal"),
        to("indicator", "indicators.code"), to("goal", "goals.code"))


def downgrade() -> None:
    for table in ("indicator_links", "observations", "targets", "indicators", "reports", "closures", "rebaselines",
                  "checkpoints", "milestone_quarters", "milestone_cooperation", "milestones"):
        op.drop_table(table)
