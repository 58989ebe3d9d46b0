"""Every kind, field and coded value of the log has words in both languages; values read as on the pages."""

import re
from enum import StrEnum
from typing import get_args

import pytest

from tests.builders import a_full_plan
from tracker.domain.actors import Action
from tracker.domain.json_values import encoder, hints, present
from tracker.domain.plan import PlanHead
from tracker.domain.records import PARTS, FieldChange, differences, groups, part_in, records
from tracker.text import wording
from tracker.views.record_words import action_name, field_name, kind_name, lines, object_title, value_words

KO, EN = wording("ko"), wording("en")
HANGUL = re.compile("[\uac00-\ud7a3]")


def fields():
    """(key of an example, field, declared type) of everything the log may speak of."""
    def of(kind, key):
        for name, hint in hints(kind).items():
            part = part_in(hint)
            if part is None:
                yield key, name, hint
            else:
                yield from of(part, f"{key}/{PARTS[part].word}/1")
    yield from ((key, name, hint) for key, name, hint in of(PlanHead, "plan/head"))
    for group in groups():
        yield from of(group.kind, f"{group.word}/X")


def test_every_field_has_a_name_in_both_languages():
    unnamed = [(key, name, t.language) for key, name, _ in fields() for t in (KO, EN) if field_name(t, key, name) == name]
    assert unnamed == []


def test_every_kind_and_every_action_has_a_name():
    assert all(kind_name(t, key) for key, _, _ in fields() for t in (KO, EN))
    assert len({action_name(EN, action) for action in [*Action, "plan:import"]}) == len(Action) + 1


def test_every_coded_value_has_words():
    plan, bare = a_full_plan(), []
    for key, name, hint in fields():
        kind = present(hint)
        kind = next((k for k in get_args(kind) if isinstance(k, type)), kind)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            many = present(hint) is not kind
            held = lambda v: encoder(hint)((v,) if many else v)  # noqa: B023, E731
            bare += [(key, name, v.value) for v in kind if value_words(plan, KO, key, name, held(v)) == v.value
                     or "_" in value_words(plan, EN, key, name, held(v))]
    assert bare == []


@pytest.mark.parametrize("t", [KO, EN])
def test_every_value_of_a_whole_plan_can_be_said(t, real_plan):
    plan = a_full_plan()
    for change in differences({}, records(plan)):
        made = lines(plan, t, (change,))
        assert made[0].after and made[0].before is None
        for name, held in change.after.items():
            if name != "position" and name in hints_of(change.key):
                words = value_words(plan, t, change.key, name, held)
                assert words is None or (words and "Bilingual(" not in words and "Fraction" not in words)


def hints_of(key):
    from tracker.domain.records import kind_at
    return hints(kind_at(key))


@pytest.mark.parametrize("key, field, held, ko, en", [
    ("milestone/M01-01", "lead", "MSIT", "MSIT (ko)", "MSIT"), ("milestone/M01-01", "original_due", "2026 Q2", "2026년 2분기", "Q2 2026"),
    ("milestone/M01-01", "cooperating", [], None, None), ("milestone/M/report/R", "state", "completed", "완료", "completed"),
    ("programme/P/amount/2026-enacted", "won", 9_900_000_000_000, "9조 9,000억 원", "KRW 9.9 trillion"), ("milestone/M/evidence/E", "public", False, "아니오", "no"),
    ("programme/P/amount/x", "fiscal_year", 2026, "2026", "2026"), ("milestone/M/evidence/E", "kind", "press", "보도자료", "press release"),
    ("milestone/M01-01", "lead", "GONE", "GONE", "GONE"), ("meeting/M", "number", None, None, None)])
def test_values_read_as_on_the_pages(key, field, held, ko, en):
    plan = a_full_plan()
    said = [value_words(plan, t, key, field, held) for t in (KO, EN)]
    assert [s and s.replace("\u00a0", " ").lower() for s in said] == [ko and ko.lower(), en and en.lower()]


def test_a_part_that_came_is_one_line():
    report = records(a_full_plan())["milestone/M01-01/report/R-M01-01-1"]
    line = lines(a_full_plan(), KO, (FieldChange("milestone/M01-01/report/R-M01-01-1", "", None, report),))
    assert [(x.label, x.before, x.after) for x in line] == [("보고", None, "진행 중 · Under way (ko)")]


def test_objects_go_by_their_names():
    plan = a_full_plan()
    assert object_title(plan, KO, "milestone/M01-01") == "Milestone M01-01 (ko)" and object_title(plan, EN, "goal/T99") == "T99"
    assert object_title(plan, EN, "plan/head") == "Plan (en)"
