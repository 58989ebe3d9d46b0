"""A whole plan brought back: what differs is told, only the machine itself puts it in place, in one transaction."""

from dataclasses import replace

import pytest

from tests.builders import a_head, a_milestone, a_plan, words
from tests.services.desk import a_desk
from tracker.domain.errors import Conflict, NotAllowed, TrackerError
from tracker.exchange.brought_kind import holds_plan
from tracker.exchange.given_plan import read_given
from tracker.exchange.plan_json import plan_bytes
from tracker.services import reading
from tracker.services.whole_plan import as_bundle, as_json, differing, put_in_place


def with_title(plan, title):
    return replace(plan, milestones=(replace(plan.milestones[0], title=words(title)), *plan.milestones[1:]))


def test_what_goes_out_comes_back_and_nothing_differs(sqlite_engine):
    desk = a_desk(sqlite_engine)
    for made in (as_bundle, as_json):
        content = made(desk.caller("ella"))
        assert holds_plan(content) and differing(desk.caller("ella"), read_given(content, "plan")) == {}
        with pytest.raises(TrackerError) as refused:
            put_in_place(desk.caller("console"), content, "plan", desk.now.seq, "")
        assert refused.value.key == "importing.error_nothing_new"


def test_differences_are_told_and_applied_at_once_with_the_name_of_the_file(engine):
    desk = a_desk(engine)
    changed = with_title(desk.now.plan, "Another")
    other = replace(changed, milestones=(*changed.milestones, a_milestone("M01-09", seq=9)))
    content = plan_bytes(other)
    assert set(differing(desk.caller("console"), read_given(content, "plan"))) == {"milestone/M01-01", "milestone/M01-09"}
    put_in_place(desk.caller("console"), content, "plan.json", desk.now.seq, "The closing edition")
    assert desk.now.plan == other
    last = reading.entries(desk.engine)[-1]
    assert last.actor == "console" and last.reason.startswith("The closing edition · sha256:")


def test_nobody_else_and_nothing_that_moved(sqlite_engine):
    desk = a_desk(sqlite_engine)
    content, seen = plan_bytes(with_title(desk.now.plan, "Another")), desk.now.seq
    for who in ("ella", "rita", "ada", "stranger"):
        with pytest.raises(NotAllowed):
            put_in_place(desk.caller(who), content, "plan.json", seen, "")
    desk.put(a_milestone("M01-02", title="Changed meanwhile"))
    with pytest.raises(Conflict) as moved:
        put_in_place(desk.caller("console"), content, "plan.json", seen, "")
    assert moved.value.key == "importing.error_moved"
    with pytest.raises(Conflict) as other:
        differing(desk.caller("console"), a_plan(head=a_head(code="ELSEWHERE")))
    assert other.value.key == "importing.error_other_plan" and desk.now.plan.milestone("M01-01").title == words("Milestone M01-01")


@pytest.mark.parametrize(("content", "plan"), [(b"{}", True), (b'\xef\xbb\xbf {"a": 1}', True), (b"milestone,state\n", False), (b"PK\x03\x04 torn", False), (b"", False)])
def test_what_a_file_holds_is_told_by_its_content(content, plan):
    assert holds_plan(content) is plan
