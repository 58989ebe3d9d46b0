"""Fixtures of the server's tests."""

import pytest

from tests.builders import a_full_plan
from tests.server.desks import CountingShelf, a_client, a_desk


@pytest.fixture
def shelf():
    return CountingShelf(a_full_plan())


@pytest.fixture
def desk(tmp_path, shelf):
    return a_desk(tmp_path, shelf=shelf)


@pytest.fixture
def client(desk):
    return a_client(desk)


@pytest.fixture
def plan_codes(shelf):
    """A code that exists, for each page about one thing."""
    plan = shelf.kept.plan
    groups = {
        "area": plan.areas, "goal": plan.goals, "milestone": plan.milestones, "programme": plan.programmes,
        "indicator": plan.indicators, "ministry": plan.organisations,
    }
    return {key: group[0].code for key, group in groups.items()}
