"""Every service × everybody × own and other ministry × state × author or not: allowed exactly where the table says.

What is expected is worked out from the permission table, never typed. A refusal writes nothing at all.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

import pytest

from tests.services.cast import CAST, LIVING, PEOPLE, Player, allowed, allowed_somewhere, caller_of, sign_all_in
from tests.services.desk import Desk
from tests.services.every_call import CALLS, FILES, LEADS, NO_DEEDS, Call, place, the_plan
from tests.services.planted import MATRIX
from tests.services.rewinding import Rewind
from tracker import services
from tracker.domain.actors import PERMISSIONS, Action, Subject
from tracker.domain.errors import NotAllowed, TrackerError
from tracker.services.door import Caller, perform, read
from tracker.services.evidence import attach
from tracker.services.reading import entries
from tracker.store.engine import writing
from tracker.store.plans import save_plan



@dataclass(frozen=True)
class Case:
    call: Call
    state: Callable
    player: Player
    code: str
    own: bool

    @property
    def allowed(self) -> bool:
        if self.call.action is None:
            return self.player.code != "console" and self.player.alive
        if self.call.anywhere or self.state in self.call.absent:
            return allowed_somewhere(self.player, self.call.action)
        return allowed(self.player, self.call.action, self.call.ministry(self.code), self.own)

    @property
    def fits(self) -> bool:
        return self.state in self.call.fits

    def __str__(self) -> str:
        return f"{self.call.name} {self.state.__name__} {self.player.code} {self.code}{' own' if self.own else ''}"


def cases(call: Call) -> Iterator[tuple[tuple[Callable, str], tuple[Case, ...]]]:
    """By what has to be put first: the state and who wrote it. One's own work is tried where there is something to do."""
    codes = tuple(LEADS) if call.scoped else tuple(LEADS)[:1]
    for state in call.states:
        yield (state, "writer"), tuple(Case(call, state, player, code, False) for player in CAST for code in codes)
        for player in LIVING if call.authored and state in call.fits else ():
            yield (state, player.code), tuple(Case(call, state, player, code, True) for code in codes)


COUNT = sum(len(mine) for call in CALLS for _, mine in cases(call))


class Stage:
    """A store with everybody signed in, set back after every deed."""

    def __init__(self, engine) -> None:
        with writing(engine) as session:
            save_plan(session, the_plan())
        self.desk = Desk(engine)
        self.desk.put(*PEOPLE)
        self.tokens = sign_all_in(engine)
        for code, content in FILES.items():
            attach(self.desk.caller("console"), code, "plan.txt", content)

    def set(self, state: Callable, by: str) -> None:
        for code in LEADS:
            if values := state(code, by, self.desk.now.plan):
                known = {r.code for r in self.desk.now.plan.resolutions}
                self.desk.put(*(v for v in values if getattr(v, "code", "") not in known))

    def outcome(self, case: Case) -> str:
        """`done`, `unfit` (refused for what it is) or `refused` (for who asks)."""
        try:
            case.call.do(place(caller_of(self.desk.engine, self.tokens, case.player.code), case.code))
        except NotAllowed:
            return "refused"
        except TrackerError:
            return "unfit"
        return "done"


@pytest.fixture
def stage(sqlite_engine):
    made = Stage(sqlite_engine)
    made.rewind = Rewind(sqlite_engine)
    yield made
    made.rewind.close()


def expected(case: Case) -> str:
    return "refused" if not case.allowed else "done" if case.fits else "unfit"


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_allowed_exactly_where_the_table_says(stage, call):
    assert mismatches(stage, call) == []


def mismatches(stage: Stage, call: Call) -> list[str]:
    """Every case of the call that came out otherwise than the table says, or wrote what it should not."""
    start, wrong = stage.rewind.kept(), []
    for (state, by), mine in cases(call):
        stage.rewind.back(start)
        stage.set(state, by)
        now = stage.rewind.kept()
        for case in mine:
            before = stage.rewind.mark()
            found, wrote = stage.outcome(case), stage.rewind.mark() != before
            if found != expected(case):
                wrong.append(f"{case}: {found}, not {expected(case)}")
            if wrote and (found != "done" or call.reads):
                wrong.append(f"{case}: {found}, and something was written")
            if found == "done" and wrote:
                wrong += [f"{case}: the log says {e.actor} {e.role} {e.action}" for e in entries(stage.desk.engine)[before[1][0]:] if not told(e, case)]
            if wrote:
                stage.rewind.back(now)
        now.close()
    return wrong


def told(entry, case: Case) -> bool:
    """Whether the log names who did it, by which right and in a role that gives it."""
    known = case.player.alive and not case.player.disabled
    return entry.actor == (case.player.code if known else "") and entry.action == case.call.action and entry.role in case.player.acting \
        and entry.role in PERMISSIONS[case.call.action]


def public_services() -> Iterator[tuple[str, Callable]]:
    """Every public function below tracker/services that takes a Caller."""
    for found in pkgutil.iter_modules(services.__path__):
        module = import_module(f"{services.__name__}.{found.name}")
        for name, member in vars(module).items():
            if inspect.isfunction(member) and member.__module__ == module.__name__ and not name.startswith("_"):
                if any(p.annotation is Caller for p in inspect.signature(member).parameters.values()):
                    yield f"{found.name}.{name}", member


def test_no_service_is_left_out():
    found = dict(public_services())
    assert set(found) - {call.name.removesuffix(f".{call.about}") for call in CALLS} - set(NO_DEEDS) == set()
    assert {call.service for call in CALLS} <= set(found.values()) and set(NO_DEEDS) <= set(found)


def test_a_service_that_is_left_out_is_found(monkeypatch):
    from tracker.services import bulk

    def wipe(caller: Caller) -> None:
        """A new service."""
    wipe.__module__ = bulk.__name__
    monkeypatch.setattr(bulk, "wipe", wipe, raising=False)
    assert "bulk.wipe" in dict(public_services())


def test_every_right_of_the_table_that_can_be_used_is():
    """What no service asks for is asked by pages only."""
    left = set(Action) - {call.action for call in CALLS}
    assert left == {Action.READ_WORKSPACE}


def test_every_state_and_both_answers_occur():
    """The matrix is as large as it says, and no call is only ever refused or only ever done."""
    assert COUNT >= 4000
    for call in CALLS:
        answers = {expected(case) for _, mine in cases(call) for case in mine}
        assert "done" in answers and ("refused" in answers or call.action in (Action.READ_PLAN, Action.ASK_CORRECTION)), call.name


@pytest.mark.parametrize("action", Action)
def test_the_door_asks_the_table_for_every_action(stage, action):
    """For reading and for writing, whatever it is done to."""
    for player in CAST:
        caller = caller_of(stage.desk.engine, stage.tokens, player.code)
        for ministry in ("MSIT", "MOE", None):
            for own in (False, True):
                subject = Subject(ministry, frozenset({player.code if own else "writer"}))
                may, before = allowed(player, action, ministry, own and player.acting != {"anonymous"}), stage.rewind.mark()
                for ask in (lambda: read(caller, action, subject), lambda: perform(caller, action, lambda work: "", subject=lambda work: subject)):
                    try:
                        ask()
                        assert may, (player.code, subject)
                    except NotAllowed:
                        assert not may, (player.code, subject)
                assert stage.rewind.mark() == before


WHERE = {
    "remarks_are_read_by_every_reporter": "comments.about.milestone", "an_official_may_comment": "comments.add.milestone",
    "of_several_roles_the_first_counts": "requests.apply_request.minor", "one_of_many_milestones_is_enough": "bulk.note_many"}


@pytest.mark.parametrize("bug", MATRIX)
def test_the_matrix_comes_upon_what_is_wrong(stage, bug, monkeypatch):
    """A wrong variant of one function: somebody may more or less than the table says."""
    for where, name, wrong in MATRIX[bug]():
        monkeypatch.setattr(where, name, wrong)
    assert mismatches(stage, next(call for call in CALLS if call.name == WHERE[bug]))


SAMPLE = ("submit", "approve", "apply_request.minor", "save", "disable", "note_many", "add.milestone")


@pytest.mark.postgres
@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_on_postgresql(database_url, name):
    from tracker.services.verifying import head_of
    from tracker.store.engine import engine_for
    engine = engine_for(database_url("postgresql", True))
    call = next(call for call in CALLS if call.name.endswith(f".{name}"))
    stage = Stage(engine)
    stage.set(call.fits[0], "writer")
    mine = next(mine for (state, _), mine in cases(call) if state is call.fits[0])
    for case in sorted(mine, key=lambda case: case.allowed):  # the refused first, because they change nothing
        before = head_of(engine)
        found = stage.outcome(case)
        assert found == expected(case), str(case)
        assert (head_of(engine) == before) == (found != "done"), str(case)
        if found == "done":
            break
    engine.dispose()
