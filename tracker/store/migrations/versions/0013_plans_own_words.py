"""What a plan says its own way: its jurisdictions, of which law may now name any, and sentences in its own words."""

from alembic import op

from tracker.store.migrations.parts import key, one_of, period, periods, placed, said, sourced, text, words

revision = "0013"
down_revision = "0012"
EVENTS = "code, jurisdiction, status, on_first, on_precision, title_ko, title_en, instrument_ko, instrument_en, detail_ko, detail_en, " \
    "position, source_id, published, confidence, page"


def upgrade() -> None:
    op.create_table("jurisdictions", *text("code"), *words("name"), *placed(), key("code"), *said("name"))
    op.create_table("plan_words", *text("key"), *words("says"), *placed(), key("key"), *said("says"))
    if op.get_bind().dialect.name == "sqlite":
        _rebuilt()
    else:
        op.drop_constraint(op.f("ck_legal_events_jurisdiction"), "legal_events", type_="check")


def downgrade() -> None:
    """Only what the four jurisdictions of before can hold."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuilt(one_of("jurisdiction", "KR US EU GB"))
    else:
        op.create_check_constraint(op.f("ck_legal_events_jurisdiction"), "legal_events", "jurisdiction IN ('KR', 'US', 'EU', 'GB')")
    op.drop_table("plan_words")
    op.drop_table("jurisdictions")


def _rebuilt(*rules) -> None:
    """SQLite cannot take a check off a table, nor put one on."""
    op.rename_table("legal_events", "legal_events_before")
    op.create_table(
        "legal_events", *text("code jurisdiction status"), *period("on"), *words("title instrument detail"), *placed(), *sourced(),
        key("code"), *rules, *periods("on"), *said("title"), one_of("status", "done running upcoming expected"))
    op.execute(f"INSERT INTO legal_events ({EVENTS}) SELECT {EVENTS} FROM legal_events_before")
    op.drop_table("legal_events_before")
