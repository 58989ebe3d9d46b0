"""Editing the plan: every kind there and back, each rule from both sides, two editors at once; on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    a_checkpoint, a_full_plan, a_goal, a_milestone, an_organisation,
)
from tests.plans import QUICK
from tracker.domain.editable import PARTS_OF, ROOTS, Need, piece
from tracker.domain.errors import BadInput, NotAllowed, NotFound
from tracker.domain.records import differences, group_of, key_of, records
from tracker.exchange import csv_bundle
from tracker.services import editing, reading
from tracker.services.door import Caller
from tracker.services.editing import Collision, Why
from tracker.services.pieces import held, object_in, parts_of, shown_texts, slots, texts_of
from tracker.store.engine import write
from tracker.store.plans import save_plan

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
BECAUSE = Why("The printed paper says so")
WRONG = Why("The figure was misread", correction=True)
RESOLVED = Why("The committee decided", resolution="R01")
GPU = "indicator/IND/observation/2026-12-31~2026-12-31"
AMOUNT = "programme/FP001/amount/2026-enacted"
LINK = "programme/FP001/link/compute~A01~T01"
TEXT_OF = {"organisation": "note_en", "goal": "note_en", "milestone": "title_en", "check": "fact_en", "measure": "name_en", "source": "note_en"}


def a_plan_to_edit():
    """Everything, with a third milestone nobody reports on and a body nobody names."""
    plan = a_full_plan()
    return replace(plan, milestones=(*plan.milestones, a_milestone("M01-03", seq=3, checkpoints=(a_checkpoint(),))),
                   organisations=(*plan.organisations, an_organisation("NEW")))


@pytest.fixture
def caller(engine):
    write(engine, lambda session: save_plan(session, a_plan_to_edit(), AT))
    return Caller(engine, "", AT + timedelta(hours=1), TODAY, console=True)


def plan_of(caller):
    return reading.internal(caller.engine).plan


def typed(caller, key, **changes):
    """The form of a piece as it opens, with some of it changed; and the version it was opened at."""
    now, what = reading.internal(caller.engine), piece(key)
    value = held(object_in(now.plan, what.root_key), what)
    return shown_texts(what.rule, texts_of(what.rule, value)) | changes, now.versions[what.root_key]


def save(caller, key, why=BECAUSE, **changes):
    texts, seen = typed(caller, key, **changes)
    return editing.save(caller, key, texts, seen, why)


def told(act) -> dict[str, str]:
    """What is wrong, by field."""
    with pytest.raises(BadInput) as bad:
        act()
    return {p.column: p.key for p in bad.value.problems}


def every_key(plan):
    for rule in ROOTS:
        for value in getattr(plan, group_of(rule.word).field)[:1]:
            yield key_of(value)
            for kind in rule.parts:
                yield from list(parts_of(value, kind))[:1]


KEYS = tuple(every_key(a_plan_to_edit()))


def test_the_full_plan_has_one_of_every_kind():
    assert {piece(key).rule.word for key in KEYS} == {rule.word for rule in (*ROOTS, *PARTS_OF)}


@pytest.mark.parametrize("key", KEYS)
def test_every_kind_goes_there_and_back(caller, key, tmp_path):
    before, rule = plan_of(caller), piece(key).rule
    open_ = [s for s in slots(rule, False) if not s.locked and s.field not in rule.figures and s.field not in rule.weighty]
    name = next(n for n in (TEXT_OF.get(rule.word), *(s.name for s in open_ if s.language == "en"), *(s.name for s in open_ if s.input == "long")) if n)
    kept = editing.save(caller, key, *_one(caller, key, name), BECAUSE)
    after = plan_of(caller)
    moved = list(differences(records(before), records(after)))
    assert kept.key == key and {d.key for d in moved} == {key} and len(moved) == 1
    value = held(object_in(after, piece(key).root_key), piece(key))
    assert texts_of(rule, value)[name] == "Said otherwise"
    csv_bundle.write(after, tmp_path)
    assert csv_bundle.read(tmp_path) == after


def _one(caller, key, name):
    texts, seen = typed(caller, key)
    return texts | {name: "Said otherwise"}, seen


def test_an_edit_leaves_its_reason_and_its_kind_in_the_log(caller):
    save(caller, GPU, WRONG, value="26")
    save(caller, "goal/T01", BECAUSE, note_en="Noted")
    entries = [e for e in reading.entries(caller.engine) if e.action != "plan:import"]
    assert [(e.key, e.field, e.action, e.reason) for e in entries] == [
        (GPU, "value", "plan:correct", "The figure was misread"), ("goal/T01", "note", "plan:edit", "The printed paper says so")]


def test_a_visitor_changes_nothing(caller):
    before = plan_of(caller)
    with pytest.raises(NotAllowed):
        save(replace(caller, console=False), "goal/T01", note_en="Mine")
    with pytest.raises(NotAllowed):
        editing.remove(replace(caller, console=False), GPU, 1, WRONG)
    assert plan_of(caller) == before


@pytest.mark.parametrize(("key", "why", "changes", "wrong"), [
    ("goal/T01", Why(" "), {"note_ko": "x"}, {"reason": "reason_missing"}),
    ("goal/T01", BECAUSE, {}, {"": "nothing_changed"}),
    ("goal/T01", BECAUSE, {"name_ko": a_goal().name.ko + "s"}, None),  # a letter: spelling
    ("goal/T01", BECAUSE, {"name_ko": "A new direction"}, {"resolution": "change_by_resolution"}),
    ("goal/T01", BECAUSE, {"name_ko": a_goal().name.ko.replace("01", "02")}, {"resolution": "change_by_resolution"}),  # a number is never spelling
    ("goal/T01", BECAUSE, {"name_en": "Another translation altogether"}, None),
    ("goal/T01", RESOLVED, {"name_ko": "A new direction"}, None),
    ("goal/T01", Why("The committee decided", resolution="R99"), {"name_ko": "A new direction"}, {"resolution": "unknown_resolution"}),
    ("goal/T01", BECAUSE, {"leads": "MSIT;NOWHERE"}, {"leads": "unknown_code"}),
    ("milestone/M01-01", BECAUSE, {"weight": "3"}, {"resolution": "change_by_resolution"}),
    ("milestone/M01-01", RESOLVED, {"weight": "3"}, None),
    ("milestone/M01-01", RESOLVED, {"weight": "0"}, {"weight": "out_of_range"}),
    (GPU, BECAUSE, {"value": "26"}, {"correction": "say_correction"}),
    (GPU, WRONG, {"value": "26"}, None),
    (GPU, WRONG, {"note_en": "Noted"}, {"correction": "no_correction"}),
    (GPU, WRONG, {"value": "26", "source_url": ""}, {"source_url": "source_missing"}),
    (GPU, WRONG, {"value": "26", "source_date": ""}, {"source_date": "source_date_missing"}),
    (GPU, WRONG, {"value": "many", "period": "soon", "standing": "new"}, {"value": "bad_decimal", "period": "bad_period", "standing": "bad_choice"}),
    (AMOUNT, BECAUSE, {"won": "2,000"}, {"correction": "say_correction"}),
    (AMOUNT, WRONG, {"won": "2,000"}, None),
    (AMOUNT, WRONG, {"won": "2,000", "page": ""}, {"page": "page_missing"}),
    (AMOUNT, WRONG, {"won": "0.0000001"}, {"won": "bad_money"}),
    (AMOUNT, WRONG, {"won": "a lot"}, {"won": "bad_money"}),
    (LINK, BECAUSE, {"share": "1"}, None),
    (LINK, BECAUSE, {"share": "-0.01"}, {"share": "out_of_range"}),
    ("check/IC01", WRONG, {"as_scheduled": "327"}, {"as_scheduled": "more_than_checked"}),
    ("organisation/MSIT", BECAUSE, {"valid_from": "20260101", "valid_to": "2025. 12. 31."}, {"valid_to": "ends_before_start"}),
    ("milestone/M01-03/checkpoint/1", BECAUSE, {"due": "2026 Q2"}, None),
    ("milestone/M01-03/checkpoint/1", BECAUSE, {"due": "2026-07"}, {"due": "checkpoint_after_due"}),
    ("milestone/M01-01/checkpoint/1", BECAUSE, {"due": "2026 Q2"}, {"due": "checkpoint_reported"}),
])
def test_each_rule_from_both_sides(caller, key, why, changes, wrong):
    before = plan_of(caller)
    if wrong is None:
        save(caller, key, why, **changes)
        assert plan_of(caller) != before
    else:
        assert told(lambda: save(caller, key, why, **changes)) == wrong
        assert plan_of(caller) == before


def test_dates_and_lead_of_a_milestone_stay_whatever_is_typed(caller):
    save(caller, "milestone/M01-01", RESOLVED, title_en="Said otherwise", original_due="2030", lead="NEW", goal="T99", code="M99-99")
    now = plan_of(caller).milestone("M01-01")
    assert now.title.en == "Said otherwise"
    assert (now.original_due, now.lead, now.goal) == (a_milestone().original_due, "MSIT", "T01")


@pytest.mark.parametrize(("typed_won", "unit", "won"), [
    ("9,900", "million", 9_900_000_000), ("99,000", "eok", 9_900_000_000_000), ("1.5", "eok", 150_000_000), ("12", "won", 12), ("-3", "million", -3_000_000),
    ("\uff11\uff12", "million", 12_000_000), ("0.000001", "million", 1)])
def test_money_is_typed_in_the_unit_chosen(caller, typed_won, unit, won):
    save(caller, AMOUNT, WRONG, won=typed_won, won_unit=unit)
    assert plan_of(caller).programme("FP001").amounts[0].won == won


def test_shares_of_a_programme_add_to_one_at_most(caller):
    save(caller, LINK, share="0.6")
    new = {"support": "compute", "area": "A01", "goal": "", "confidence": "low", "made_by_ko": "x", "share": "0.4"}
    seen = reading.internal(caller.engine).versions["programme/FP001"]
    assert told(lambda: editing.save(caller, "programme/FP001/link/", new | {"share": "0.400000000001"}, seen, BECAUSE)) == {"share": "share_over_one"}
    editing.save(caller, "programme/FP001/link/", new, seen, BECAUSE)
    assert sum(k.share for k in plan_of(caller).programme("FP001").links) == 1


def test_a_second_observation_of_one_time_and_vintage_is_refused(caller):
    texts, seen = typed(caller, GPU, value="30")
    assert told(lambda: editing.save(caller, "indicator/IND/observation/", texts, seen, BECAUSE)) == {"vintage": "repeated_here"}
    kept = editing.save(caller, "indicator/IND/observation/", texts | {"vintage": "2027-02-01", "standing": "revised"}, seen, BECAUSE)
    assert kept.key == "indicator/IND/observation/2026-12-31~2027-02-01" and len(plan_of(caller).indicator("IND").observations) == 2


def test_a_second_main_target_is_refused(caller):
    texts, seen = typed(caller, "indicator/IND/target/2028-12-31")
    assert told(lambda: editing.save(caller, "indicator/IND/target/", texts | {"period": "2030"}, seen, BECAUSE)) == {"main": "second_main_target"}


def test_amounts_and_agenda_stand_in_their_order(caller):
    amount = {"fiscal_year": "2025", "stage": "settled", "won": "1", "won_unit": "eok", "page": "3", "confidence": "high"}
    editing.save(caller, "programme/FP001/amount/", amount, 1, BECAUSE)
    assert [(a.fiscal_year, a.won) for a in plan_of(caller).programme("FP001").amounts] == [(2025, 100_000_000), (2026, 1_000_000_000)]


NEW = {
    "meeting/": {"code": "MT02", "body_ko": "x", "on": "2026. 11. 20.", "confidence": "high"},
    "resolution/": {"code": "R02", "meeting": "MT01", "item": "1", "on": "20261120", "title_en": "Moved", "confidence": "high"},
    "organisation/": {"code": "OFF", "name_ko": "x", "kind": "agency", "rank": "900", "confidence": "high"},
    "indicator/": {"code": "IND2", "name_ko": "x", "direction": "up", "shape": "linear", "kind": "plan", "confidence": "low", "baseline_value": "1",
                   "baseline_period": "2025", "source_url": "https://example.org/x"},
    "indicator_link/": {"indicator": "IND", "goal": "T02"},
    "programme/": {"code": "FP002", "name_ko": "x", "ministry": "MSIT", "is_rnd": "yes", "is_informatization": "no", "confidence": "high"},
    "check/": {"code": "IC02", "on": "2026 Q4", "fact_ko": "x", "kind": "quarter_check", "confidence": "high", "checked": "326", "as_scheduled": "300",
               "source_url": "https://example.org/x"},
    "goal/": {"code": "T02", "area": "A01", "name_ko": "x", "confidence": "high"},
    "milestone/": {"code": "M01-04", "goal": "T01", "seq": "4", "title_ko": "x", "weight": "1", "lead": "MSIT", "original_due": "2027 Q1", "confidence": "high"},
    "legal_event/": {"code": "LT002", "jurisdiction": "KR", "on": "2027", "title_ko": "x", "status": "upcoming", "confidence": "high"},
    "measure/": {"code": "MS02", "support": "trust", "name_ko": "x", "value": "3", "on": "2026", "articles": "Art. 7", "confidence": "high", "source_url": "https://example.org/x"},
    "source/": {"url": "https://example.org/new", "publisher": "Somebody"},
}


@pytest.mark.parametrize("key", NEW)
def test_every_kind_is_added_and_taken_out_again(caller, key, tmp_path):
    editing.save(caller, "goal/", NEW["goal/"], 0, RESOLVED) if key == "indicator_link/" else None
    rule, before = piece(key).rule, plan_of(caller)
    if rule.adding is Need.RESOLUTION:
        assert told(lambda: editing.save(caller, key, NEW[key], 0, BECAUSE)) == {"resolution": "add_by_resolution"}
    kept = editing.save(caller, key, NEW[key], 0, RESOLVED)
    after = plan_of(caller)
    csv_bundle.write(after, tmp_path)
    assert csv_bundle.read(tmp_path) == after
    assert len(getattr(after, group_of(rule.word).field)) == len(getattr(before, group_of(rule.word).field)) + 1
    again = told(lambda: editing.save(caller, key, NEW[key], 0, RESOLVED))
    assert again in ({"code": "code_taken"}, {"goal": "code_taken"}, {"url": "code_taken"})
    why = WRONG if rule.figures else BECAUSE
    if rule.removing is Need.NEVER:
        assert told(lambda: editing.remove(caller, kept.key, 1, why)) == {"": "never_removed"}
    else:
        editing.remove(caller, kept.key, 1, why)
        assert getattr(plan_of(caller), group_of(rule.word).field) == getattr(before, group_of(rule.word).field)


@pytest.mark.parametrize(("key", "why", "names"), [
    ("organisation/MSIT", BECAUSE, "goal/T01"), ("meeting/MT01", BECAUSE, "resolution/R01"), ("meeting/MT01/item/1", BECAUSE, "resolution/R01"),
    ("indicator/IND", WRONG, "indicator_link/IND~T01"), ("resolution/R01", BECAUSE, "milestone/M01-01"), ("organisation/NEW", BECAUSE, None)])
def test_what_is_named_elsewhere_stays(caller, key, why, names):
    if names is None:
        editing.remove(caller, key, 1, why)
        return
    with pytest.raises(BadInput) as bad:
        editing.remove(caller, key, 1, why)
    assert names in dict(bad.value.problems[0].values)["names"].split(", ")


def test_a_reported_checkpoint_stays(caller):
    assert told(lambda: editing.remove(caller, "milestone/M01-01/checkpoint/1", 1, BECAUSE)) == {"due": "checkpoint_reported"}
    editing.remove(caller, "milestone/M01-03/checkpoint/1", 1, BECAUSE)
    assert plan_of(caller).milestone("M01-03").checkpoints == ()


def test_one_intent_has_one_effect(caller):
    texts = NEW["meeting/"]
    made = [editing.save(caller, "meeting/", texts, 0, BECAUSE, once="k1") for _ in range(3)]
    assert {m.key for m in made} == {"meeting/MT02"} and len(plan_of(caller).meetings) == 2


def test_two_editors_of_different_fields_both_win(caller):
    first, seen = typed(caller, "goal/T01", note_en="First")
    second, _ = typed(caller, "goal/T01", body_en="Second")
    editing.save(caller, "goal/T01", first, seen, BECAUSE)
    kept = editing.save(caller, "goal/T01", second, seen, BECAUSE)
    goal = plan_of(caller).goal("T01")
    assert (goal.note.en, goal.body.en) == ("First", "Second") and kept.merged == ("note_en",)


def test_two_editors_of_one_field_meet_and_choose(caller):
    first, seen = typed(caller, "goal/T01", note_en="First", body_en="A body")
    second, _ = typed(caller, "goal/T01", note_en="Second", body_ko="Mine alone")
    editing.save(caller, "goal/T01", first, seen, BECAUSE)
    with pytest.raises(Collision) as met:
        editing.save(caller, "goal/T01", second, seen, BECAUSE)
    found = met.value.merge
    assert [(d.name, d.base, d.theirs, d.mine) for d in found.differing] == [("note_en", "", "First", "Second")]
    assert (found.theirs, found.mine) == (("body_en",), ("body_ko",)) and met.value.now == seen + 1
    assert plan_of(caller).goal("T01").note.en == "First"
    editing.save(caller, "goal/T01", {**found.texts, "note_en": "Second"}, met.value.now, BECAUSE)
    goal = plan_of(caller).goal("T01")
    assert (goal.note.en, goal.body.en, goal.body.ko) == ("Second", "A body", "Mine alone")


def test_a_piece_somebody_removed_is_gone_and_not_made_anew(caller):
    texts, seen = typed(caller, "milestone/M01-03/checkpoint/1", note_en="Mine")
    editing.remove(caller, "milestone/M01-03/checkpoint/1", seen, BECAUSE)
    with pytest.raises(NotFound):
        editing.save(caller, "milestone/M01-03/checkpoint/1", texts, seen, BECAUSE)


@pytest.mark.parametrize("key", ["report/R", "milestone/M01-01/report/R", "milestone", "", "goal/T01/checkpoint/1", "milestone//checkpoint/1", "person/x", "goal/T01/"])
def test_what_is_not_edited_here_is_not_found(key):
    with pytest.raises(NotFound):
        piece(key)


class Fake:
    """Work without a store."""

    def __init__(self, plan):
        self.plan, self.reason, self.resolution = plan, "", ""

    def version(self, key):
        return 1

    def put(self, value):
        field = group_of(key_of(value).split("/")[0]).field
        group = {key_of(v): v for v in getattr(self.plan, field)} | {key_of(value): value}
        self.plan = csv_bundle._with_every_source(replace(self.plan, **{field: tuple(group.values())}))


NASTY = st.sampled_from(["", "T01", "R01", "A01", "MSIT", "MSIT;NEW;MSIT", "compute", "0", "1", "-1", "0.5", "1e3", "2026 Q2", "2026. 13. 1.", "2026-02-30", "yes", "no", "high", "final",
                         "enacted", "https://example.org/a", "ftp://x", "=1+1", "a;b", "two\nlines", '"', "\x00", "\u3000\uff11", "M01-01", "x" * 300, "Art. 7", "9" * 30, "up", "direct;loan"])
FITTING = {"line": ["A text", ""], "long": ["Longer", ""], "number": ["1", "2", "0.5"], "money": ["12", "1.5"], "day": ["20260101", ""], "period": ["2026. 1. 31.", "2026 Q1", "2026"],
           "address": ["https://example.org/b"], "flag": ["yes", "no"], "code": ["", "MSIT", "T01", "A01", "M01-01", "compute"], "codes": ["", "MSIT", "MSIT;NEW"], "words": ["direct;loan"]}
accepted = {"yes": 0, "no": 0}


def texts_for(slot):
    """Something that may fit the field, and now and then something that cannot."""
    return st.sampled_from(slot.choices or FITTING[slot.input]) | NASTY if slot.input != "choice" else st.sampled_from(slot.choices) | NASTY


@QUICK
@given(st.data())
def test_any_accepted_edit_leaves_a_plan_the_bundle_accepts(tmp_path_factory, data):
    """Counts both outcomes, so that the test is known to reach what it is about."""
    plan = a_plan_to_edit()
    for _ in range(8):
        key = data.draw(st.sampled_from((*KEYS, *KEYS, *NEW)))
        rule = piece(key).rule
        offered = {s.name: texts_for(s) for s in slots(rule, key.endswith("/"))}
        first = NEW.get(key) or shown_texts(rule, texts_of(rule, held(object_in(a_plan_to_edit(), piece(key).root_key), piece(key))))
        typed_ = first | {name: data.draw(offered[name]) for name in data.draw(st.sets(st.sampled_from(sorted(offered)), min_size=1, max_size=3))}
        figures = {s.name for s in slots(rule, False) if s.field in rule.figures}
        why = Why("Because of this", not key.endswith("/") and any(typed_.get(n) != first.get(n) for n in figures), "R01")
        work = Fake(plan)
        try:
            editing._save(work, Caller(None, "", AT, TODAY), piece(key), typed_, 1, why)
        except (BadInput, NotFound):
            accepted["no"] += 1
            continue
        accepted["yes"] += 1
        plan = work.plan
    folder = tmp_path_factory.mktemp("bundle")
    csv_bundle.write(plan, folder)
    assert csv_bundle.read(folder) == plan


def test_the_property_reached_both_outcomes():
    assert accepted["yes"] >= 10 and accepted["no"] >= 10, accepted
