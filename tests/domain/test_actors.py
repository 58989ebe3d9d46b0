"""Nobody decides on what they wrote, also where others wrote with them."""

import pytest

from tracker.domain.actors import NOT_ON_OWN_WORK, PERMISSIONS, Actor, Role, Subject, refusal


@pytest.mark.parametrize("action", sorted(NOT_ON_OWN_WORK))
@pytest.mark.parametrize("others", [frozenset(), frozenset({"rita"}), frozenset({"rita", "rolf"})], ids=len)
def test_one_author_among_several_may_not_decide(action, others):
    ella = Actor("ella", frozenset(PERMISSIONS[action]))
    assert refusal(ella, action, Subject("MSIT", others | {"ella"})) == "error.own_work"
    assert refusal(ella, action, Subject("MSIT", others)) == ""


def test_without_a_role_there_is_nothing_to_decide():
    assert refusal(Actor("ella", frozenset({Role.OFFICIAL})), min(NOT_ON_OWN_WORK), Subject("MSIT")) == "error.no_right"
