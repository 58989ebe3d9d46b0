"""The pure rules of editing: spelling, money as typed, merging, the unlinked remainder."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_programme_link
from tracker.domain.editable import BY_KIND, PARTS_OF, REFERS, ROOTS
from tracker.domain.merging import merge
from tracker.domain.plan_checks import beyond_spelling, remainder
from tracker.domain.records import PARTS, group_of
from tracker.domain.typed_money import SIZE, MoneyUnit, typed_in, unit_for, won_typed
from tracker.domain.words import Bilingual
from tracker.exchange.tables import TABLES


@pytest.mark.parametrize(("before", "after", "beyond"), [
    ("AI compute", "AI compute", False), ("AI compute", "AI  compute.", False), ("AI compute", "AI computes", False),
    ("AI compute", "Al compote", False), ("AI compute", "AI computing", True), ("50,000 units", "60,000 units", True), ("2 units", "2 unit", False),
    ("abcd", "ab", False), ("abcd", "a", True), ("GPU 5", "GPU", True)])
def test_more_than_two_letters_or_any_number_is_more_than_spelling(before, after, beyond):
    assert beyond_spelling(Bilingual(before, "x"), Bilingual(after, "y")) is beyond
    assert beyond_spelling(Bilingual("", before), Bilingual("", after)) is beyond


def test_a_translation_changes_freely_and_a_weight_never():
    assert not beyond_spelling(Bilingual("a", "Something"), Bilingual("a", "Else altogether"))
    assert beyond_spelling(1, 2) and not beyond_spelling(1, 1)


@pytest.mark.parametrize(("text", "unit", "won"), [
    ("9,900", MoneyUnit.MILLION, 9_900_000_000), ("9.9", MoneyUnit.EOK, 990_000_000), ("0", MoneyUnit.WON, 0), ("-1", MoneyUnit.EOK, -100_000_000),
    ("0.000001", MoneyUnit.MILLION, 1), (" 1 000 ", MoneyUnit.WON, 1000), ("\uff19", MoneyUnit.EOK, 900_000_000)])
def test_money_as_typed(text, unit, won):
    assert won_typed(text, unit) == won


@pytest.mark.parametrize(("text", "unit"), [
    ("", MoneyUnit.WON), ("1.5", MoneyUnit.WON), ("0.0000001", MoneyUnit.MILLION), ("1e9", MoneyUnit.WON), ("many", MoneyUnit.EOK), ("1" * 19, MoneyUnit.WON), ("1" * 18, MoneyUnit.WON),
    ("9999999999", MoneyUnit.EOK), ("1..2", MoneyUnit.EOK), ("--1", MoneyUnit.EOK)])
def test_what_is_no_amount(text, unit):
    with pytest.raises(ValueError):
        won_typed(text, unit)


@given(st.integers(-10**17, 10**17), st.sampled_from(MoneyUnit))
def test_an_amount_shown_in_any_unit_is_read_as_itself(won, unit):
    assert won_typed(typed_in(won, unit), unit) == won
    assert unit_for(won) is MoneyUnit.WON or won % SIZE[unit_for(won)] == 0


texts = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y", "z"]), max_size=3)


@given(texts, texts, texts)
def test_merging_keeps_every_text_somebody_wrote(base, theirs, mine):
    found = merge(base, theirs, mine)
    for name in "abc":
        was, they, me = base.get(name, ""), theirs.get(name, ""), mine.get(name, "")
        kept = found.texts.get(name, "")
        clash = next((d for d in found.differing if d.name == name), None)
        assert (clash is not None) == (they != me and was not in (they, me))
        assert kept == (they if me == was else me)
        assert clash is None or (clash.base, clash.theirs, clash.mine) == (was, they, me)
    assert merge(base, base, mine).differing == () and merge(base, theirs, base).texts == merge(theirs, theirs, theirs).texts | {n: theirs.get(n, "") for n in base}


@pytest.mark.parametrize(("shares", "left"), [((None,), None), ((), None), (("0.3", None), "0.7"), (("0.3", "0.7"), "0"), (("0",), "1")])
def test_the_unlinked_remainder_is_known_only_where_a_share_is(shares, left):
    links = tuple(a_programme_link(share=Decimal(s) if s else None) for s in shares)
    assert remainder(links) == (Decimal(left) if left else None)


def test_every_reference_of_the_bundle_is_known_to_the_form():
    """The table of names here says the same as the bundle's own references."""
    named = {(c, ref) for table in TABLES for c, ref in table.references.items() if ref not in ("support_kinds", "jurisdictions", "reports")}
    assert {c: group_of(REFERS[c]).field for c, _ in named} == dict(named)


def test_rules_name_fields_there_are():
    for rule in (*ROOTS, *PARTS_OF):
        fields = set(rule.kind.__dataclass_fields__)
        assert (rule.fixed | rule.elsewhere | rule.hidden | rule.weighty | rule.figures | rule.words.keys()) <= fields, rule.word
        assert all(kind in PARTS and kind in BY_KIND for kind in rule.parts)


def test_no_schedule_and_no_lead_of_a_milestone_is_typed_here():
    milestone = BY_KIND[next(r.kind for r in ROOTS if r.word == "milestone")]
    assert {"original_due", "lead"} <= milestone.elsewhere and not {"rebaseline", "report", "evidence"} & {r.word for r in PARTS_OF}
