"""Anything in any order: what must hold holds after every step."""

import os
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.services.machine import Machine
from tests.services.planted import MACHINE
from tests.services.rewinding import Rewind
from tests.services.world import Reach, World, founded
from tests.store.working import whole

EXAMPLES = int(os.environ.get("TRACKER_MACHINE_EXAMPLES", "0"))  # for a longer look: as many runs, others every time
USUAL = {"max_examples": EXAMPLES or 36, "stateful_step_count": 100, "derandomize": not EXAMPLES,
         "phases": [Phase.generate, *([Phase.shrink] if EXAMPLES else [])]}  # a shorter example takes minutes


@pytest.fixture
def run(sqlite_engine):
    """Lets the machine run on one store, set back for every example; gives what it came to."""
    founded(sqlite_engine)
    rewind = Rewind(sqlite_engine)
    start, reach = rewind.kept(), Reach()

    def run_all(**how) -> Reach:
        how = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck), **USUAL | how)
        run_state_machine_as_test(partial(Machine, partial(World, sqlite_engine, rewind, start, reach)), settings=how)
        return reach

    yield run_all
    start.close()
    rewind.close()


# Every deed has to have been done, and every reason to refuse given, or the run proved less than it says.
DONE = {
    "hand in": 60, "amend": 15, "mend": 6, "correct": 20, "no change": 6, "withdraw": 15, "approve in_progress": 30, "approve completed": 12, "return": 20,
    "judge": 20, "remark": 20, "read remarks": 10, "note": 8, "ask": 40, "ask no more": 4, "decline": 3, "schedule": 30, "resolve": 15, "apply due": 6, "apply lead": 2,
    "apply direction": 3, "apply merged": 4, "apply scaled_back": 2, "apply dropped": 1, "edit": 30, "edit an older one": 3, "share": 12, "roles": 20, "disable": 8,
    "enable": 5, "again": 25, "draft": 4}
REFUSED = {
    "error.not_signed_in", "error.no_right", "error.other_ministry", "error.own_work", "Conflict error.changed_meanwhile", "Conflict report.decided_meanwhile",
    "Collision edit.error_collision", "report.problem_evidence", "report.problem_completed_ahead", "report.problem_done", "report.problem_no_repeat",
    "report.problem_closed", "review_not_waiting", "review_unticked", "review_no_reason", "review_judge_expiry", "requests.error_decided",
    "requests.error_not_scheduled", "requests.error_no_resolution", "requests.error_wrong_resolution", "requests.error_wrong_request",
    "requests.error_resolution_ahead", "requests.error_number_taken", "change_open_already", "change_closed", "change_done", "share_over_one"}


def seldom(reach: Reach) -> dict[str, int]:
    """What was done less often than it has to be."""
    return {rule: reach.done[rule] for rule, least in DONE.items() if reach.done[rule] < least}


@pytest.mark.slow
def test_what_must_hold_holds_whatever_they_do(run, sqlite_engine):
    reach = run()
    for times in (2, 4):  # which deeds a run comes upon moves with every change of the program; a longer one comes upon all
        reach = run(max_examples=times * USUAL["max_examples"]) if seldom(reach) or REFUSED - set(reach.refused) else reach
    assert whole(sqlite_engine)
    print(f"{reach.steps} steps, {sum(reach.done.values())} done, {sum(reach.refused.values())} refused for {len(reach.refused)} reasons")
    assert seldom(reach) == {}
    assert REFUSED - set(reach.refused) == set()


@pytest.mark.slow
@pytest.mark.parametrize("bug", MACHINE)
def test_people_at_work_come_upon_what_is_wrong(run, bug, monkeypatch):
    """A wrong variant of one function: some promise does not hold any more."""
    for where, name, wrong in MACHINE[bug]():
        monkeypatch.setattr(where, name, wrong)
    with pytest.raises((AssertionError, ValueError)):  # an answer that cannot be read is none
        run(max_examples=4 * USUAL["max_examples"])  # stops at the first, and most come soon
