"""The edit pages in words: everything of the real plan has a name, a list, a form and a place, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from tests.builders import a_programme_link
from tracker.domain.editable import PARTS_OF, ROOTS, Input, Piece, piece
from tracker.domain.errors import Problem
from tracker.domain.records import group_of, key_of
from tracker.pages.reader import read_address
from tracker.services.pieces import parts_of, shown_texts, slots, texts_of
from tracker.text import wording
from tracker.views import edit_forms as forms
from tracker.views import edit_lists as lists
from tracker.views.pages import BY_KEY

TODAY = date(2026, 11, 22)
BOTH = pytest.mark.parametrize("t", [wording("ko"), wording("en")], ids=["ko", "en"])


def pieces(plan):
    for rule in ROOTS:
        for value in getattr(plan, group_of(rule.word).field):
            yield piece(key_of(value)), value
            for kind in rule.parts:
                yield from ((piece(key), part) for key, part in parts_of(value, kind).items())


@BOTH
def test_everything_has_a_name_and_every_text_reads(real_plan, t):
    for found, value in pieces(real_plan):
        name = forms.piece_name(real_plan, t, found, value)
        assert name.strip() and "None" not in name, found.key
        for slot in slots(found.rule, False):
            text = texts_of(found.rule, value)[slot.name]
            assert bool(forms.in_words(real_plan, t, slot, text)) == bool(text), (found.key, slot.name)


@BOTH
@pytest.mark.parametrize("rule", (*ROOTS, *PARTS_OF), ids=lambda r: r.word)
def test_every_field_has_its_words_and_its_choices(real_plan, t, rule):
    for slot in slots(rule, True):
        assert forms.label(t, rule, slot)
        offered = forms.options(real_plan, t, slot, TODAY) if slot.choices or slot.refers else ()
        assert (slot.input in (Input.CHOICE, Input.WORDS, Input.CODE, Input.CODES)) == bool(offered), slot.name
        assert all(value and words.strip() for value, words in offered)


def test_every_text_stands_in_one_row_in_order():
    for rule in (*ROOTS, *PARTS_OF):
        every = slots(rule, True)
        rows = forms.rows(every)
        assert sorted(s.name for row in rows for s in row.slots) == sorted(s.name for s in every)
        for row in rows:
            assert len(row.slots) <= 2, [s.name for s in row.slots]


@BOTH
def test_lists_find_by_code_and_by_either_language(real_plan, t):
    goal = real_plan.goals[6]
    for q in (goal.code, goal.name.ko[:8], goal.name.en[:12], goal.name.en.upper()[:12]):
        assert goal.code in [r["code"] for r in lists.listing(real_plan, t, "goal", q)]
    assert lists.listing(real_plan, t, "goal", "nothing like it") == []
    assert lists.search(real_plan, t, "T07")[0]["code"] == "T07"
    for rule in ROOTS:
        rows = lists.listing(real_plan, t, rule.word)
        assert len(rows) == len(getattr(real_plan, group_of(rule.word).field)) and all(r["title"] for r in rows)


@pytest.mark.parametrize(("count", "asked", "meant"), [(0, "", (1, 1)), (25, "1", (1, 1)), (26, "2", (2, 2)), (26, "9", (2, 2)), (26, "x", (1, 2)), (26, "0", (1, 2))])
def test_pages_of_a_list(count, asked, meant):
    assert lists.pages(count, asked) == meant


def test_the_address_of_every_piece_leads_back_to_it_and_is_not_cut(real_plan):
    for found, _ in pieces(real_plan):
        asked = forms.edit_query(found.key)
        kept = dict(read_address("edit", asked, "ko", TODAY)[0].query)
        assert f"{kept['kind']}/{kept['code']}" == found.key and kept.items() >= asked.items()


@BOTH
def test_everything_is_shown_somewhere(real_plan, t):
    for found, value in pieces(real_plan):
        places = lists.shown_at(t, found, found.root_key.split("/", 1)[1])
        assert places and all(page in BY_KEY and words for page, _, words in places)
        assert isinstance(lists.sources(real_plan, t, value), list)


@BOTH
def test_tables_of_parts_fill_every_cell(real_plan, t):
    for found in (Piece(key_of(v), r, r) for r in ROOTS if r.parts for v in getattr(real_plan, group_of(r.word).field)[:20]):
        owner = next(v for v in getattr(real_plan, group_of(found.root.word).field) if key_of(v) == found.key)
        for kind in found.root.parts:
            rule = next(r for r in PARTS_OF if r.kind is kind)
            head, body, numeric = lists.part_table(real_plan, t, rule, slots(rule, False), [texts_of(rule, p) for p in parts_of(owner, kind).values()])
            assert all(len(row) == len(head) and all(row) for row in body) and numeric <= set(range(len(head)))


@BOTH
def test_the_remainder_is_said_or_said_to_be_unknown(t):
    assert lists.remainder_words(t, (a_programme_link(),)) == t("edit.remainder_unknown")
    assert "40.0%" in lists.remainder_words(t, (a_programme_link(share=Decimal("0.6")),))


@BOTH
def test_every_problem_has_words_that_need_no_file(real_plan, t):
    rule = ROOTS[0]
    values = {"field": "name", "names": "goal/T01, organisation/MSIT", "count": "2", "least": "0", "most": "1", "sum": "1.2", "start": "2026-01-01", "report": "R1", "due": "2026"}
    for key in (k.removeprefix("edit.problem.") for k in t.keys() if k.startswith("edit.problem.")):
        words = forms.problem_words(real_plan, t, rule, Problem("", 0, "name_ko", "x", key, tuple(values.items())))
        assert len(words) > 5 and "{" not in words
    assert "T01" in forms.problem_words(real_plan, t, rule, Problem("", 0, "", "", "referred_to", tuple(values.items())))


def test_money_is_shown_in_millions_where_it_is_whole_in_them(real_plan):
    rule = next(r for r in PARTS_OF if r.word == "amount")
    texts = texts_of(rule, real_plan.programme("FP003").amounts[-1])
    assert texts["won"] == "2660000000" and shown_texts(rule, texts)["won"] == "2,660" and shown_texts(rule, texts)["won_unit"] == "million"
