"""The committee at work: bodies, meetings, resolutions, the law, measures, official checks, other portals."""

from alembic import op

from tracker.store.migrations.parts import (
    at_least, check, flag, flags, integer, key, one_of, period, periods, placed, said, sourced, text, to, unique, words,
)

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "bodies", *text("code kind era"), *words("name head members role"), *placed(), *sourced(), key("code"),
        *said("name"))
    op.create_table(
        "meetings", *text("code"), *words("body kind place chair attendance outcome"), *integer("number?"),
        *period("on"), *placed(), *sourced(), key("code"), *periods("on"), at_least("number", 1), *said("body"))
    op.create_table(
        "agenda_items", *text("meeting"), *integer("position seq"), *words("title"), key("meeting", "position"),
        unique("meeting", "seq"), to("meeting", "meetings.code"), at_least("seq", 1), *said("title"),
        sqlite_with_rowid=False)
    op.create_table(
        "resolutions", *text("code meeting"), *integer("item"), *period("on"),
        *words("title decision responsible deadline note"), *placed(), *sourced(), key("code"),
        to("meeting", "meetings.code"), *periods("on"), at_least("item", 1), *said("title"))
    op.create_table(
        "legal_events", *text("code jurisdiction status"), *period("on"), *words("title instrument detail"),
        *placed(), *sourced(), key("code"), one_of("jurisdiction", "KR US EU GB"), *periods("on"), *said("title"),
        one_of("status", "done running upcoming expected"))
    op.create_table(
        "articles", *text("code support?"), *words("title who what deadline measurable note"), *integer("chapter"),
        *flag("amended"), *placed(), *sourced(), key("code"), one_of("support", "governance industry trust"),
        at_least("chapter", 1), *flags("amended"), *said("title"))
    op.create_table(
        "article_links", *text("article goal"), *words("reason made_by"), *placed(), key("article", "goal"),
        to("article", "articles.code"), to("goal", "goals.code"))
    op.create_table(
        "measures", *text("code support value article"), *words("name unit"), *period("on"), *placed(), *sourced(),
        key("code"), one_of("support", "governance industry trust"), *periods("on"), *said("name"))
    op.create_table(
        "checks", *text("code kind"), *words("event fact"), *period("on"), *integer("checked? as_scheduled?"),
        *placed(), *sourced(), key("code"), *periods("on"), at_least("checked", 0), at_least("as_scheduled", 0),
        *said("fact"), check("part", "as_scheduled IS NULL OR (checked IS NOT NULL AND as_scheduled <= checked)"))
    op.create_table("portals", *text("code"), *words("name owner shows"), *placed(), *sourced(), key("code"),
                    *said("name"))


def downgrade() -> None:
    for table in ("portals", "checks", "measures", "article_links", "articles", "legal_events", "resolutions",
                  "agenda_items", "meetings", "bodies"):
        op.drop_table(table)
