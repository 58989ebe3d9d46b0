"""Flat records and the log: lossless both ways, and every break is found."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from tests.plans import plans
from tracker.domain.log import Break, Head, Misfit, START, first_break, replay, sealed
from tracker.domain.periods import parse_period
from tracker.domain.records import differences, key_of, object_of, plan_of, records, root_of
from tracker.domain.words import Bilingual

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@given(plans())
@settings(max_examples=40, deadline=None)
def test_a_plan_comes_back_from_its_records_as_json(plan):
    assert plan_of(json.loads(json.dumps(records(plan)))) == plan


def test_the_real_plan_comes_back(real_plan):
    assert plan_of(json.loads(json.dumps(records(real_plan)))) == real_plan


def test_no_difference_from_itself(real_plan):
    assert list(differences(records(real_plan), records(real_plan))) == []


def test_every_record_belongs_to_an_object_that_exists(real_plan):
    found = records(real_plan)
    assert {root_of(key) for key in found} <= set(found)


def test_one_object_comes_back(real_plan):
    milestone = real_plan.milestone("M07-05")
    assert object_of(records(real_plan), key_of(milestone)) == milestone


def _chain(before, after, head=Head(0, START)):
    return list(sealed(head, AT, "console", "admin", "plan:import", "", "", ((c, 1) for c in differences(before, after))))


def test_replaying_the_log_gives_the_present_plan(real_plan):
    first = records(real_plan)
    moved = replace(real_plan.milestones[0], title=Bilingual("새", "new"), original_due=parse_period("2027 Q4"))
    changed = replace(real_plan, milestones=(moved, *real_plan.milestones[1:]), checks=real_plan.checks[1:])
    log = _chain({}, first)
    log += _chain(first, records(changed), Head(log[-1].seq, log[-1].hash))
    assert first_break(log) is None
    assert plan_of(replay(log)) == changed
    assert plan_of(replay(log[:len(first)])) == real_plan


@pytest.mark.parametrize("field, value, why", [
    ("after", '"x"', "hash"), ("actor", "other", "hash"), ("at", AT.replace(year=2025), "hash"), ("reason", "x", "hash"),
    ("previous", "1" * 64, "previous"), ("seq", 99, "gap"), ("version", 2, "hash"), ("resolution", "x", "hash")])
def test_every_altered_field_breaks_the_chain(real_plan, field, value, why):
    log = _chain({}, records(real_plan))[:20]
    log[7] = replace(log[7], **{field: value})
    assert first_break(log) == Break(value if field == "seq" else 8, why)


def test_a_missing_entry_breaks_the_chain(real_plan):
    log = _chain({}, records(real_plan))[:20]
    assert first_break(log[:7] + log[8:]) == Break(9, "gap")


def test_an_entry_that_cannot_have_happened_is_named(real_plan):
    log = _chain({}, records(real_plan))[:20]
    with pytest.raises(Misfit) as caught:
        replay([*log, log[0]])
    assert caught.value.seq == 1


