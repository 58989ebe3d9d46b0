"""The table of rights as rows says exactly what the services ask, in both languages."""

from datetime import date

import pytest

from tests.builders import a_plan
from tracker.domain.actors import NOT_ON_OWN_WORK, PERMISSIONS, Action, Actor, Role, Scope, may
from tracker.text import wording
from tracker.views import rights

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_action_and_role_has_words_of_its_own(language):
    t = wording(language)
    names = [row["name"] for row in rights.rights(t)]
    assert len(set(names)) == len(Action) and len({row["name"] for row in rights.roles(t)}) == len(Role)
    assert all(row["about"] for row in rights.roles(t)) and rights.facts(a_plan(), TODAY, t, {}).finding


def test_the_rows_are_the_table_the_services_ask():
    rows = rights.permission_rows(a_plan(), TODAY, wording("en"), {})
    assert len(rows) == len(Action) * len(Role)
    for row in rows:
        action, role = Action(row["action"]), Role(row["role"])
        assert row["scope"] == PERMISSIONS[action].get(role, Scope.NONE) and row["own_work"] == (action not in NOT_ON_OWN_WORK)
        assert (row["scope"] != "none") == may(Actor("x", frozenset({role}), frozenset({"MSIT"})), action)


def test_one_role_can_be_asked_for():
    rows = rights.permission_rows(a_plan(), TODAY, wording("en"), {"role": "admin"})
    assert {row["role"] for row in rows} == {"admin"} and len(rows) == len(Action)


@pytest.mark.parametrize("action", list(Action))
def test_who_could_open_a_closed_page_is_named_from_the_table(action):
    assert rights.holders(action) == tuple(role for role in Role if PERMISSIONS[action].get(role, Scope.NONE) is not Scope.NONE)


def test_the_page_and_the_method_print_it():
    from tests.ui.drawn import page_html, page_text
    drawn = page_html("rights", "en")
    assert drawn.count('class="scope-any"') + drawn.count('class="scope-own"') == sum(
        scope is not Scope.NONE for roles in PERMISSIONS.values() for scope in roles.values())
    assert "/data/permissions.csv" in drawn and "Table of rights" in page_text("rights", "en")
    assert wording("ko")("rights.method_title") in page_text("methodology", "ko")
