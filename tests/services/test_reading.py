"""Reading: one edition per state, shared by all who ask, loaded once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest

from tests.builders import a_full_plan, a_full_workspace, a_goal, a_head, a_note, a_plan
from tests.store.working import AT, saved, transact
from tracker.domain.actors import Role
from tracker.domain.errors import NotFound, NotReady
from tracker.services import reading
from tracker.store.engine import writing
from tracker.store.plans import save_plan
from tracker.store.work import CONSOLE, Work, begun


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


@pytest.fixture
def three_days(engine):
    """A plan on the 1st of October in Korea, changed on the 2nd and the 4th."""
    names = ("As planned", "As renamed", "As it is")
    for day, name in zip((1, 2, 4), names):
        transact(engine, lambda work: work.replace_plan(a_plan(goals=(a_goal(name=name),))), datetime(2026, 10, day, 5, tzinfo=UTC))
    return engine


@pytest.mark.parametrize("day, name", [(1, "As planned"), (2, "As renamed"), (3, "As renamed"), (4, "As it is"), (30, "As it is")])
def test_the_plan_as_known_at_the_end_of_a_day(three_days, day, name):
    known = reading.edition(three_days, date(2026, 10, day))
    assert known.plan == a_plan(goals=(a_goal(name=name),))
    assert (known.revision == reading.revision(three_days)) == (day >= 4)
    assert reading.edition(three_days, date(2026, 10, day)) is known


@pytest.mark.parametrize(("zone", "at_its_end"), [("Asia/Seoul", "Earlier"), ("America/Denver", "Later"), ("Pacific/Auckland", None)])
def test_the_day_ends_at_midnight_where_the_plan_is_at_home(engine, zone, at_its_end):
    """Midnight in Seoul lies between the two; in Denver both are of one day, in Auckland both of the next."""
    head = a_head(time_zone=zone)
    for hour, name in ((14, "Earlier"), (15, "Later")):
        transact(engine, lambda work: work.replace_plan(a_plan(head=head, goals=(a_goal(name=name),))), datetime(2026, 10, 1, hour, 59, tzinfo=UTC))
    assert reading.zone(engine) == head.zone
    if at_its_end is None:
        with pytest.raises(NotFound) as refusal:
            reading.edition(engine, date(2026, 10, 1))
        assert refusal.value.values["first"] == date(2026, 10, 2)
    else:
        assert reading.edition(engine, date(2026, 10, 1)).plan.goals[0].name.en == f"{at_its_end} (en)"
    assert reading.edition(engine, date(2026, 10, 2)).plan.goals[0].name.en == "Later (en)"


def test_nothing_is_known_before_the_log_begins(three_days):
    with pytest.raises(NotFound) as refusal:
        reading.edition(three_days, date(2026, 9, 30))
    assert (refusal.value.key, refusal.value.values) == ("error.nothing_known_then", {"first": date(2026, 10, 1)})


def test_only_a_few_earlier_editions_are_kept(engine):
    for day in range(1, 13):
        transact(engine, lambda work: work.replace_plan(a_plan(goals=(a_goal(name=f"Day {day}"),))), datetime(2026, 10, day, tzinfo=UTC))
    for day in range(1, 12):
        assert reading.edition(engine, date(2026, 10, day)).plan.goals[0].name.en == f"Day {day} (en)"
    assert len(reading._then) <= reading.KEPT_THEN


def test_what_is_internal_is_of_one_moment(engine):
    with pytest.raises(NotReady):
        reading.internal(engine)
    saved(engine, a_full_plan(), a_full_workspace())
    first = reading.internal(engine)
    assert (first.plan, first.workspace) == (a_full_plan(), a_full_workspace()) and first.versions["person/msit-1"] == 1
    edition = reading.edition(engine)
    transact(engine, lambda work: work.put(a_note(note="Another")))
    second = reading.internal(engine)
    assert second.plan is first.plan is reading.edition(engine).plan and reading.edition(engine) is edition
    assert second.seq == first.seq + 1 and second.versions["note/M01-01"] == 2 and reading.desk(engine) == second.workspace
    assert len(reading.entries(engine)) == second.seq and [e.version for e in reading.entries(engine, "note/M01-01")] == [1, 2]
    assert [e.key for e in reading.newest(engine, 1, action="plan:edit")] == ["note/M01-01"]


def test_another_process_s_work_is_seen(engine):
    """What this process holds is not trusted once the log has moved on."""
    saved(engine, a_full_plan(), a_full_workspace())
    reading.internal(engine)
    for values in ((a_note(note="First"),), (a_note(note="From elsewhere"), a_goal(name="From elsewhere"))):
        with writing(engine) as session:  # as another process: nothing is held here afterwards
            work = Work(session, begun(session, AT), CONSOLE, AT, "plan:edit", Role.EDITOR)
            work.put(*values)
            work.finish()
        now = reading.internal(engine)
        assert now.workspace.notes == values[:1] and now.versions["note/M01-01"] > 1
    assert now.plan.goals[0] == a_goal(name="From elsewhere")
    assert reading.edition(engine).plan == now.plan and now.versions["goal/T01"] == 2
