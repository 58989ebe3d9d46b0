"""The demonstration: every role, marked as such, work under way through the real services, and never beside real people."""

from dataclasses import replace

import pytest

from tests.builders import a_person
from tests.conftest import SEED_DATA
from tests.services.entrance import console
from tracker.config import read_settings
from tracker.domain.actors import Action, Role
from tracker.domain.errors import NotReady
from tracker.domain.milestones import RecordState
from tracker.domain.tickets import TicketState
from tracker.services import demo, demo_work
from tracker.services.door import perform
from tracker.services.reading import internal
from tracker.services.seeding import seed
from tracker.store.log import entries_of
from tracker.store.engine import reading


@pytest.fixture
def chosen(sqlite_engine, tmp_path):
    url = sqlite_engine.url.render_as_string(hide_password=False)
    return read_settings({"TRACKER_DATABASE_URL": url, "TRACKER_AS_OF": "2026-11-22", "TRACKER_DEMO": "1", "TRACKER_RELEASES": str(tmp_path / "releases")})


@pytest.fixture
def furnished(sqlite_engine, chosen):
    seed(sqlite_engine, SEED_DATA)
    demo.furnish(chosen)
    return sqlite_engine


def test_there_is_somebody_for_every_role_and_all_are_marked(furnished):
    people = internal(furnished).workspace.people
    assert {role for p in people for role in p.roles} == set(Role) - {Role.ANONYMOUS}
    assert all(p.demo and p.code.startswith("demo.") and p.office.ko.startswith("시연") and p.office.en.startswith("Demo") for p in people)
    assert demo.people(furnished) == people and len(people) == 10


def test_work_is_under_way_in_every_state(furnished):
    held = internal(furnished).workspace
    assert sorted(s.record for s in held.submissions) == sorted([RecordState.SUBMITTED] * 2 + [RecordState.RETURNED, RecordState.APPROVED])
    assert len(held.requests) == 1 and len(held.comments) == 2
    done = next(s for s in held.submissions if s.record is RecordState.APPROVED)
    assert done.decided_by not in done.authors and done.summary.ko and done.summary.en and done.evidence[0].title.en
    with reading(furnished) as session:
        actors = {e.actor for e in entries_of(session, f"submission/{done.code}")}
    assert actors == {"demo.reporter.mois", "demo.editor"}
    assert [t.state for t in held.tickets] == [TicketState.ANSWERED, TicketState.OPEN]
    told = internal(furnished).plan.corrections
    assert [(c.about, c.release) for c in told] == [("M58-01", "2026Q4-r1")] and told[0].question.en.startswith("Demo") and told[0].answer.ko.startswith("시연")
    assert len(demo_work.STEPS) == 7


def test_nobody_is_left_signed_in(furnished):
    with furnished.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sessions WHERE revoked_at IS NULL").scalar() == 0


def test_a_second_start_adds_nothing(furnished, chosen):
    before = internal(furnished)
    demo.furnish(chosen)
    assert internal(furnished) == before


def test_it_keeps_away_from_real_people(sqlite_engine, chosen):
    seed(sqlite_engine, SEED_DATA)
    perform(console(sqlite_engine), Action.KEEP_PEOPLE, lambda work: work.put(a_person("real")) or "")
    with pytest.raises(NotReady, match="error.not_a_demo"):
        demo.furnish(chosen)
    assert [p.code for p in internal(sqlite_engine).workspace.people] == ["real"]


def test_on_a_day_that_does_not_fit_there_is_less_and_it_still_opens(sqlite_engine, chosen):
    from datetime import date

    seed(sqlite_engine, SEED_DATA)
    demo.furnish(replace(chosen, as_of=date(2035, 1, 5), language="en"))
    assert len(internal(sqlite_engine).workspace.people) == 10
