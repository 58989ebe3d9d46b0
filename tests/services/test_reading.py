"""Reading: one edition per state, shared by all who ask, loaded once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.builders import a_full_plan, a_plan
from tracker.domain.errors import NotReady
from tracker.services import reading
from tracker.store.engine import writing
from tracker.store.plans import save_plan


def save(engine, plan):
    with writing(engine) as session:
        return save_plan(session, plan)


def test_an_empty_store_is_not_ready(engine):
    for ask in (reading.edition, reading.revision):
        with pytest.raises(NotReady) as refusal:
            ask(engine)
        assert refusal.value.key == "error.not_seeded"


def test_a_database_without_tables_is_not_ready(bare_engine):
    with pytest.raises(NotReady) as refusal:
        reading.edition(bare_engine)
    assert refusal.value.key == "error.not_seeded"


def test_the_same_state_is_the_same_edition(engine):
    revision = save(engine, a_plan())
    first = reading.edition(engine)
    assert reading.edition(engine) is first and first.revision == revision and first.plan == a_plan()
    save(engine, a_full_plan())
    assert reading.edition(engine).plan == a_full_plan()


def test_asking_again_is_one_query(sqlite_engine):
    save(sqlite_engine, a_plan())
    reading.edition(sqlite_engine)
    asked = []
    held = sqlite_engine.raw_connection()  # the pool hands out this connection again
    held.driver_connection.set_trace_callback(asked.append)
    held.close()
    reading.edition(sqlite_engine)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1


def test_many_at_once_load_once(sqlite_engine, monkeypatch):
    save(sqlite_engine, a_plan())
    loads = []
    real = reading.state_of
    monkeypatch.setattr(reading, "state_of", lambda session: loads.append(1) or real(session))
    together = Barrier(8)

    def ask(_):
        together.wait()
        return reading.edition(sqlite_engine)

    with ThreadPoolExecutor(8) as pool:
        editions = list(pool.map(ask, range(8)))
    assert len({id(edition) for edition in editions}) == 1 and len(loads) == 1
