"""What must never be stored is refused by the database itself, whoever writes."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.builders import a_full_plan
from tracker.store.engine import writers, writing
from tracker.store.guard import audited
from tracker.store.layout import TABLES
from tracker.store.plans import save_plan

REFUSED = {
    "unknown reference": "UPDATE milestones SET lead = 'NOBODY'",
    "reference still used": "DELETE FROM goals",
    "missing value": "UPDATE goals SET name_ko = NULL",
    "text in no language": "UPDATE goals SET name_ko = '', name_en = ''",
    "word outside the enum": "UPDATE reports SET state = 'nearly'",
    "record outside the enum": "UPDATE reports SET record = 'hidden'",
    "confidence outside the enum": "UPDATE pillars SET confidence = 'sure'",
    "impossible day": "UPDATE reports SET \"on\" = '2026-02-30'",
    "half a period": "UPDATE milestones SET original_due_precision = NULL WHERE original_due_first IS NOT NULL",
    "half a baseline": "UPDATE indicators SET baseline_value = NULL",
    "precision outside the enum": "UPDATE milestones SET original_due_precision = 'week' "
                                  "WHERE original_due_first IS NOT NULL",
    "weight of nothing": "UPDATE milestones SET weight = 0",
    "year out of range": "UPDATE stage_amounts SET fiscal_year = 26",
    "share over one": "UPDATE programme_links SET share = '1.2'",
    "end before start": "UPDATE organisations SET valid_from = '2026-01-02', valid_to = '2026-01-01'",
    "plan ending before it starts": "UPDATE plan SET ends_on = '2025-12-31'",
    "second plan": "INSERT INTO plan SELECT * FROM plan",
    "more fine than checked": "UPDATE checks SET as_scheduled = 327",
    "repeated code": "UPDATE milestones SET code = 'M01-01'",
    "repeated address": "INSERT INTO sources SELECT id + 100, position, url, publisher, title_ko, title_en, note_ko, "
                        "note_en FROM sources",
    "truth that is neither": "UPDATE articles SET amended = '2'",
    "major change without resolution": "UPDATE rebaselines SET kind = 'major', resolution = NULL",
    "dropped into another": "UPDATE closures SET kind = 'dropped'",
    "evidence of no report": "UPDATE evidence SET report = 'R-NONE'",
    "evidence that shows nothing": "UPDATE evidence SET url = '', file = ''",
    "judgement gone before it holds": "UPDATE judgements SET expires_on = '2026-06-30'",
    "report on a checkpoint that is not there": "UPDATE reports SET checkpoint = 9",
}


@pytest.fixture
def filled(engine):
    with writing(engine) as session:
        save_plan(session, a_full_plan())
    return engine


def test_the_database_refuses(filled):
    accepted = []
    for what, statement in REFUSED.items():
        try:
            with writers(filled).begin() as connection, audited(connection):
                connection.execute(text(statement))
            accepted.append(what)
        except DBAPIError:
            pass
    assert accepted == []


def test_one_main_target_per_indicator(filled):
    row = {c.name: None for c in TABLES["targets"].c}
    row |= {"indicator": "IND", "position": 7, "value": 5, "main": True, "note_ko": "", "note_en": "",
            "published": "", "confidence": "high", "page": ""}
    for main, fits in ((False, True), (True, False)):
        try:
            with writers(filled).begin() as connection, audited(connection):
                connection.execute(TABLES["targets"].insert(), row | {"main": main})
                connection.rollback()
            assert fits
        except DBAPIError:
            assert not fits


def test_an_error_of_the_store_never_repeats_what_was_to_be_written(sqlite_engine):
    with pytest.raises(DBAPIError) as error, writers(sqlite_engine).begin() as connection, audited(connection):
        connection.execute(TABLES["support_kinds"].insert(), {
            "code": "x", "name_ko": "hush-hush", "name_en": "", "support": "none", "position": 1})
    assert "hush-hush" not in str(error.value)
