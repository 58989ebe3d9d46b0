"""Programmes with amounts, parts and links, published totals and lines; the head of the plan, which names some."""

from alembic import op

from tracker.store.migrations.parts import (
    at_least, between, check, day, days, exact, flag, flags, integer, key, one_of, placed, said, sourced, text, to,
    unique, won, words,
)

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _programmes()
    _published()
    _head()


def _programmes() -> None:
    op.create_table(
        "programmes", *text("code ministry budget_code start end"), *words("name account field sector executor"),
        *flag("is_rnd is_informatization"), *placed(), *sourced(), key("code"), to("ministry", "organisations.code"),
        *flags("is_rnd", "is_informatization"), *said("name"))
    op.create_index(op.f("ix_programmes_ministry"), "programmes", ["ministry"])
    op.create_table(
        "programme_forms", *text("programme form"), *integer("position"), key("programme", "position"),
        to("programme", "programmes.code"), one_of("form", "direct contribution subsidy equity loan"),
        sqlite_with_rowid=False)
    op.create_table(
        "stage_amounts", *text("programme stage page confidence"), *integer("position fiscal_year"), *won("won"),
        *words("note"), key("programme", "position"), unique("programme", "fiscal_year", "stage"),
        to("programme", "programmes.code"), between("fiscal_year", 1900, 2999),
        one_of("stage", "request proposal enacted supplementary available obligated disbursed reached carried_over "
                        "lapsed settled"), one_of("confidence", "high medium low"), sqlite_with_rowid=False)
    op.create_table(
        "programme_ai_amounts", *text("programme"), *integer("fiscal_year"), *won("won"),
        key("programme", "fiscal_year"), to("programme", "programmes.code"), between("fiscal_year", 1900, 2999),
        sqlite_with_rowid=False)
    op.create_table(
        "subprogrammes", *text("programme page confidence"), *integer("position seq"), *words("name"),
        key("programme", "position"), unique("programme", "seq"), to("programme", "programmes.code"),
        at_least("seq", 1), *said("name"), one_of("confidence", "high medium low"), sqlite_with_rowid=False)
    op.create_table(
        "subprogramme_amounts", *text("programme"), *integer("subprogramme fiscal_year"), *won("won"),
        key("programme", "subprogramme", "fiscal_year"),
        to("programme subprogramme", "subprogrammes.programme subprogrammes.seq"),
        between("fiscal_year", 1900, 2999), sqlite_with_rowid=False)
    op.create_table(
        "programme_links", *text("programme support area? goal? confidence"), *integer("position"), *exact("share?"),
        *words("made_by reason"), key("programme", "position"), unique("programme", "support", "area", "goal"),
        to("programme", "programmes.code"), to("support", "support_kinds.code"), to("area", "areas.code"),
        to("goal", "goals.code"), one_of("confidence", "high medium low"),
        check("share", "CAST(share AS NUMERIC) BETWEEN 0 AND 1"), sqlite_with_rowid=False)
    op.create_index(op.f("ix_programme_links_goal"), "programme_links", ["goal"])


def _published() -> None:
    op.create_table(
        "totals", *text("code dimension stage role"), *words("scope label compiled_by note"),
        *integer("fiscal_year project_count?"), *won("won?"), *exact("share_percent?"), *placed(), *sourced(),
        key("code"), between("fiscal_year", 1900, 2999), at_least("project_count", 0), *said("label"))
    op.create_table(
        "budget_lines", *text("code fiscal_year stage"), *words("name ministry category rnd purpose note"),
        *won("won? executed_won?"), *exact("execution_percent?"), *flag("additive"), *placed(), *sourced(),
        key("code"), *flags("additive"), *said("name"))


def _head() -> None:
    op.create_table(
        "plan", *integer("id fiscal_year executed_year"), *text("code currency headline_programme?"),
        *words("name short_name country committee act office licence funding_note"),
        *day("adopted_on starts_on ends_on data_as_of"),
        *integer("reporting_window_days due_soon_days inbox_days answer_months attention_limit"),
        *text("too_early_share on_path near behind"), key("id"), to("headline_programme", "programmes.code"),
        check("only_one", "id = 1"), *said("name"), *days("adopted_on", "starts_on", "ends_on", "data_as_of"),
        check("span", "starts_on <= ends_on"), at_least("reporting_window_days", 0), at_least("due_soon_days", 0),
        at_least("inbox_days", 0), at_least("answer_months", 0), at_least("attention_limit", 0))
    op.create_table(
        "headline_indicators", *integer("position"), *text("indicator"), key("position"),
        to("indicator", "indicators.code"), sqlite_with_rowid=False)


def downgrade() -> None:
    for table in ("headline_indicators", "plan", "budget_lines", "totals", "programme_links", "subprogramme_amounts",
                  "subprogrammes", "programme_ai_amounts", "stage_amounts", "programme_forms", "programmes"):
        op.drop_table(table)
