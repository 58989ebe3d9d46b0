"""What goes into the store comes out of it, on both databases, for the real plan and for any plan."""

import pytest
from hypothesis import given

from tests.builders import a_full_plan, a_head, a_milestone, a_plan, a_source, an_origin
from tests.plans import QUICK, plans
from tracker.store.engine import reading, write, writing
from tracker.store.plans import load_plan, save_plan
from tracker.store.revision import present


def saved(engine, plan):
    with writing(engine) as session:
        save_plan(session, plan)
    with reading(engine) as session:
        return load_plan(session)


def test_an_empty_store_holds_no_plan(engine):
    with reading(engine) as session:
        assert load_plan(session) is None and present(session).revision == ""


def test_the_real_plan_comes_back_equal(engine, real_plan):
    assert saved(engine, real_plan) == real_plan


def test_one_of_everything_comes_back_equal(engine):
    assert saved(engine, a_full_plan()) == a_full_plan()


def test_saving_replaces_everything(engine):
    saved(engine, a_full_plan())
    small = a_plan(milestones=())
    assert saved(engine, small) == small


@QUICK
@given(plan=plans())
def test_any_plan_comes_back_equal(engine, plan):
    assert saved(engine, plan) == plan


def test_equal_texts_of_one_load_are_one_object(sqlite_engine):
    plan = saved(sqlite_engine, a_plan(milestones=(a_milestone(), a_milestone("M01-02", title="Milestone M01-01"))))
    first, second = plan.milestones
    assert first.title is second.title and first.origin is second.origin


def test_a_source_the_plan_does_not_list_is_refused(sqlite_engine):
    with pytest.raises(ValueError, match="nowhere.example"):
        saved(sqlite_engine, a_plan(milestones=(a_milestone(origin=an_origin(url="https://nowhere.example/")),)))


def test_the_revision_changes_with_the_content_only(engine):
    ids = []
    for plan in (a_plan(), a_plan(), a_plan(sources=(a_source(), a_source("https://example.org/2"))), a_plan()):
        with writing(engine) as session:
            ids.append(save_plan(session, plan))
    assert ids[0] == ids[1] != ids[2] and ids[3] not in ids[:3]


def test_a_failed_save_leaves_what_was_there(engine):
    before = saved(engine, a_plan())
    with pytest.raises(RuntimeError), writing(engine) as session:
        save_plan(session, a_full_plan())
        raise RuntimeError("power cut")
    with reading(engine) as session:
        assert load_plan(session) == before


def test_work_is_begun_again_when_postgresql_could_not_order_it(engine):
    """Two writers that each read what the other writes: the later one starts over on the new state."""
    saved(engine, a_plan())
    seen = []

    def work(session):
        seen.append(present(session).number)
        if len(seen) == 1 and engine.dialect.name == "postgresql":
            saved(engine, a_full_plan())
        return save_plan(session, a_plan(head=a_head(fiscal_year=2027)))

    assert write(engine, work).startswith(f"{seen[-1] + 1}-")
    assert len(seen) == (2 if engine.dialect.name == "postgresql" else 1)
