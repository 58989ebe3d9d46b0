"""The log against itself, the state and a head kept elsewhere: each fault is found and named where it is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.builders import a_full_plan
from tracker.domain.log import START, Head, sealed
from tracker.domain.records import FieldChange, differences, records
from tracker.domain.verification import Broken, Stray, verified
from tracker.domain.words import Bilingual

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KEY = "milestone/M01-01"


def chain(before, after, head=Head(0, START)):
    return list(sealed(head, AT, "console", "admin", "plan:import", "", "", ((c, 1) for c in differences(before, after))))


@pytest.fixture(scope="module")
def state():
    """Records after a second change, and the log that leads to them."""
    plan = a_full_plan()
    after = replace(plan, milestones=(replace(plan.milestones[0], title=Bilingual("새", "new")), *plan.milestones[1:]))
    first = chain({}, records(plan))
    return records(after), first + chain(records(plan), records(after), Head(first[-1].seq, first[-1].hash))


def test_what_was_only_written_by_the_program_is_sound(state):
    held, log = state
    verdict = verified(iter(log), held, Head(5, log[4].hash))
    assert verdict.sound and verdict.head == Head(len(log), log[-1].hash) and verdict.entries == len(log)


def test_the_empty_log_of_an_empty_store_is_sound():
    assert verified((), {}).sound and not verified((), {}, Head(3, "x")).sound


@pytest.mark.parametrize("field, value, why", [
    ("at", AT.replace(year=2025), "hash"), ("actor", "x", "hash"), ("role", "x", "hash"), ("action", "x", "hash"), ("key", "goal/T99", "hash"),
    ("field", "x", "hash"), ("before", '"x"', "hash"), ("after", '"x"', "hash"), ("reason", "x", "hash"), ("resolution", "x", "hash"),
    ("version", 9, "hash"), ("previous", "1" * 64, "previous"), ("hash", "1" * 64, "hash")])
def test_every_altered_column_is_found_at_its_entry(state, field, value, why):
    held, log = state
    altered = log[:7] + [replace(log[7], **{field: value})] + log[8:]
    verdict = verified(altered, held)
    assert (verdict.broken.seq, verdict.broken.why) == (8, why) and not verdict.sound


def test_a_deleted_entry(state):
    held, log = state
    assert verified(log[:7] + log[8:], held).broken == Broken(9, "gap", log[8])


def test_an_inserted_entry(state):
    held, log = state
    more = next(iter(sealed(Head(7, log[6].hash), AT, "x", "editor", "plan:edit", "", "", [(FieldChange(KEY, "weight", 1, 2), 2)])))
    moved = [replace(e, seq=e.seq + 1) for e in log[7:]]
    assert (found := verified([*log[:7], more, *moved], held).broken).seq == 9 and found.why == "previous"  # well made, but the next does not follow
    assert verified([*log[:7], replace(more, reason="x"), *moved], held).broken.seq == 8


def test_two_swapped_entries(state):
    held, log = state
    swapped = [*log[:7], replace(log[8], seq=8), replace(log[7], seq=9), *log[9:]]
    assert verified(swapped, held).broken.seq == 8


def test_a_cut_tail_is_found_by_the_head_kept_elsewhere_even_where_the_tables_agree(state):
    held, log = state
    cut = log[:-1]
    before = records(a_full_plan())
    assert verified(cut, before).sound  # a forger who also puts the tables back cannot be seen from inside
    assert verified(cut, before, Head(len(log), log[-1].hash)).broken == Broken(len(log), "short")
    assert verified(cut, held).strays[0].field == "title"


def test_a_log_rewritten_as_a_whole_is_found_by_the_head(state):
    held, log = state
    forged = chain({}, held)
    assert verified(forged, held).sound
    kept = Head(len(forged), log[len(forged) - 1].hash)
    assert (verified(forged, held, kept).broken.seq, verified(forged, held, kept).broken.why) == (len(forged), "head")


def test_rows_written_past_the_program_are_named(state):
    held, log = state
    changed = held | {KEY: held[KEY] | {"weight": 5}}
    gone = changed.pop("goal/T01")
    changed["goal/T77"] = gone
    assert set((s.key, s.field) for s in verified(log, changed).strays) == {("goal/T01", ""), (KEY, "weight"), ("goal/T77", "")}
    assert Stray(KEY, "weight", 1, 5) in verified(log, changed).strays


def test_a_log_that_cannot_have_happened_says_where(state):
    held, log = state
    twice = chain({}, held)
    rest = list(sealed(Head(len(twice), twice[-1].hash), AT, "x", "editor", "plan:edit", "", "", [(FieldChange(KEY, "weight", 7, 8), 2)]))
    verdict = verified(twice + rest, held)
    assert (verdict.broken.seq, verdict.broken.why, verdict.replayed, verdict.strays) == (len(twice) + 1, "change", False, ())
    assert log


def test_a_value_that_is_no_json_any_more_is_a_fault_and_no_crash(state):
    held, log = state
    assert verified([replace(log[0], after="{broken")], held).broken.why == "hash"
