"""What anybody may know of the past, and what only who may read the log: on both databases, with nothing internal in it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.builders import a_full_plan, a_report, words
from tests.domain.test_history import evidence
from tests.services.desk import a_desk, two_ministries
from tests.services.kept import FIRST, KEY, LATER, with_history
from tracker.domain.actors import Action
from tracker.domain.errors import NotAllowed, NotFound
from tracker.domain.workspace import Comment
from tracker.services.door import Caller, perform
from tracker.services.history import PAGE, Past, checked, search
from tracker.store.log_search import Wanted

LAST = date(2027, 1, 1)


@pytest.fixture
def kept(engine):
    return with_history(engine)


def test_the_record_begins_with_its_first_entry(kept, sqlite_engine):
    assert Past(kept).begins == date(2026, 11, 20) and (sqlite_engine is kept or Past(sqlite_engine).begins in (None, date(2026, 11, 20)))


def test_the_plan_as_known_on_a_day(kept):
    past = Past(kept)
    title = lambda on: past.plan(on).milestone("M01-01").title.en  # noqa: E731
    assert title(date(2026, 11, 21)) == "Milestone M01-01 (en)" and title(date(2026, 11, 22)) == title(None) == "Better words (en)"
    assert Past(kept, date(2026, 11, 21)).plan(None).milestone("M01-01").title.en == "Milestone M01-01 (en)"
    with pytest.raises(NotFound) as refused:
        past.plan(date(2026, 11, 19))
    assert refused.value.values["first"] == date(2026, 11, 20)


def test_steps_of_an_object_up_to_what_was_known(kept):
    assert [(s.version, s.imported, s.reason) for s in Past(kept).steps(KEY)] == [(1, True, ""), (2, False, "a slip of the pen")]
    assert [s.version for s in Past(kept, date(2026, 11, 21)).steps(KEY)] == [1]


def test_what_was_recorded_in_a_time_and_the_imports_apart(kept):
    past = Past(kept)
    assert [s.key for s in past.recorded(date(2026, 11, 1), LAST)] == [KEY] and past.recorded(date(2026, 11, 1), date(2026, 11, 21)) == ()
    assert [(i.on, i.objects > 10) for i in past.imports(date(2026, 11, 20), date(2026, 11, 20))] == [(date(2026, 11, 20), True)]
    assert past.imports(date(2026, 11, 21), LAST) == ()


def test_nothing_of_the_workspace_can_be_asked_for(kept):
    assert Past(kept).steps("comment/N1", "person/x", "submission/S", "nonsense") == ()


def test_no_canary_of_the_workspace_leaves(engine):
    """Unique words in everything internal: none of them is in anything a visitor can get from the log."""
    desk = a_desk(engine, two_ministries())
    m = desk.now.plan.milestone("M01-01")
    secret = replace(m, reports=(a_report("R1"), a_report("R2", record="draft", summary=words("Canary draft"))),
                     evidence=(evidence(report="R1", title=words("Canary file"), url="https://example.org/canary"),))
    caller = desk.caller("console")
    perform(caller, Action.EDIT_PLAN, lambda work: work.put(secret) or "", reason="Canary reason")
    perform(caller, Action.COMMENT, lambda work: work.put(Comment("N9", KEY, "canary", work.at, "Canary remark")) or "")
    past = Past(engine)
    seen = str([past.steps(KEY), past.recorded(date(2020, 1, 1), LAST), past.imports(date(2020, 1, 1), LAST)])
    assert "R1" in seen and "anary" not in seen and "console" not in seen and not any(p.code in seen for p in desk.now.workspace.people)


def test_the_log_is_for_who_may_read_it(engine):
    desk = a_desk(engine)
    may = {name: _may(desk, name) for name in ("stranger", *desk.tokens)}
    assert not may["stranger"] and set(may.values()) == {True, False}
    from tracker.domain.actors import may as allowed
    assert {name for name, yes in may.items() if yes} == {p.code for p in desk.now.workspace.people if allowed(p.actor, Action.READ_LOG)}


def _may(desk, name) -> bool:
    try:
        search(desk.caller(name), Wanted())
        checked(desk.caller(name))
    except NotAllowed:
        return False
    return True


def console(engine) -> Caller:
    return Caller(engine, "", LATER, date(2026, 11, 22), console=True)


def test_the_log_is_searched_by_object_actor_action_and_time(kept):
    ask = lambda **wanted: [t.step.key for t in search(console(kept), Wanted(**wanted)).steps]  # noqa: E731
    assert ask(root=KEY) == [KEY, KEY] and ask(root="comment/") == ["comment/N1"] and ask(action="plan:correct") == [KEY]
    assert ask(actor="nobody") == [] and ask(since=datetime(2026, 11, 22, tzinfo=UTC)) == ["comment/N1", KEY]
    assert set(ask(until=datetime(2026, 11, 21, tzinfo=UTC))) >= {KEY} and "comment/N1" not in ask(until=datetime(2026, 11, 21, tzinfo=UTC))
    assert ask(root="milestone%") == []  # what is typed is no pattern


def test_the_log_comes_in_pages_without_gaps_or_repeats(kept):
    first = search(console(kept), Wanted())
    pages = [search(console(kept), Wanted(), page).steps for page in range(1, first.count // PAGE + 2)]
    found = [(t.step.key, t.step.version) for page in pages for t in page]
    assert len(found) == len(set(found)) == first.count and {t.actor for t in first.steps} == {"console"}
    assert first.actors == ("console",) and "plan:import" in first.actions
    assert [t.step.seq for t in first.steps] == sorted((t.step.seq for t in first.steps), reverse=True)


def test_the_chain_is_looked_into_again_after_every_entry_and_on_demand(kept):
    from tests.services.kept import meddle
    caller = console(kept)
    assert checked(caller)[1].sound
    meddle(kept, "UPDATE log SET reason = 'x' WHERE seq = 3")
    assert checked(caller)[1].sound and not checked(caller, anew=True)[1].sound
    perform(caller, Action.COMMENT, lambda work: work.put(Comment("N2", KEY, "x", work.at, "more")) or "")
    assert not checked(caller)[1].sound and FIRST < LATER and a_full_plan()
