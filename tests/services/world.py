"""The small world of the state machine: a store with people in it, who try things. What a try left behind is checked
at once: by whom it may have been done, that a refusal wrote nothing, that a stale or repeated one did nothing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count

from sqlalchemy import Engine

from tests.builders import (
    a_checkpoint, a_meeting, a_milestone, a_plan, a_programme, a_programme_link, a_report, a_resolution, an_organisation,
)
from tests.review_cases import TODAY, a_person
from tests.services.desk import NOW
from tests.services.proof import Proof
from tests.services.rewinding import Rewind
from tracker.domain.actors import NOT_ON_OWN_WORK, PERMISSIONS, Action, Role, Scope
from tracker.domain.errors import BadInput, Conflict, NotAllowed, NotFound, TrackerError
from tracker.domain.plan import Plan
from tracker.domain.workspace import Person
from tracker.services.door import Caller, perform
from tracker.services.reading import Internal, internal
from tracker.store.accounts import add_session, new_token
from tracker.store.engine import write, writing
from tracker.store.plans import save_plan

PEOPLE = (
    a_person("rita", Role.REPORTER, ministries=("MSIT",)), a_person("rosa", Role.REPORTER, Role.RESOLVER, ministries=("MSIT",)),
    a_person("rolf", Role.REPORTER, ministries=("MOE",)), a_person("ella", Role.EDITOR), a_person("edda", Role.EDITOR, Role.REPORTER, ministries=("MOE",)),
    a_person("remo", Role.RESOLVER), a_person("pia", Role.PUBLISHER), a_person("olga", Role.OFFICIAL), a_person("ada", Role.ADMIN),
    a_person("abel", Role.ADMIN, Role.EDITOR))
NAMES = tuple(p.code for p in PEOPLE)
STRANGERS = ("ghost", "nobody")  # a session that is over; none at all
MILESTONES = tuple(f"M01-0{n}" for n in range(1, 8))


def the_plan() -> Plan:
    """One milestone past its date, one with a step, two that can be said to be unchanged; one of them of MOE."""
    ahead = lambda code, **changes: a_milestone(code, **{"original_due": "2027 Q3", "reports": (a_report(f"R-{code}-1", on="2026-10-01"),)} | changes)  # noqa: E731
    return a_plan(
        organisations=(an_organisation("MSIT"), an_organisation("MOE", rank=2)), resolutions=(a_resolution("R01"),),
        milestones=(a_milestone("M01-01"), ahead("M01-02"), ahead("M01-03", lead="MOE"), ahead("M01-04", checkpoints=(a_checkpoint(due="2027 Q1"),), reports=()),
                    ahead("M01-05"), ahead("M01-06", lead="MOE", reports=()), a_milestone("M01-07", original_due=None, quarters_named=())),
        meetings=(a_meeting("MT01"), a_meeting("MT03", number=3, on="2026-11-10")),
        programmes=(a_programme(links=(a_programme_link(), a_programme_link(support="trust"))),))


@dataclass(frozen=True)
class Intent:
    """Something somebody did once, to be sent again."""

    who: str
    act: Callable[[Caller, str], object]
    key: str
    result: object


@dataclass
class Reach:
    """What a whole run came to: how often each rule did something, and every reason anything was refused for."""

    done: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)
    steps: int = 0


class World:
    def __init__(self, engine: Engine, rewind: Rewind, start, reach: Reach) -> None:
        rewind.back(start)
        self.engine, self.rewind, self.reach = engine, rewind, reach
        self.today, self.at, self._keys = TODAY, NOW, count(1)
        self.tokens = {"nobody": ""}
        self.intents: list[Intent] = []
        self.sign_in()
        self.proof = Proof(engine, self.now)

    @property
    def now(self) -> Internal:
        return internal(self.engine)

    def version(self, key: str) -> int:
        return self.now.versions.get(key, 0)

    def sign_in(self) -> None:
        """A new session for everybody who may have one, and one of an editor's that is over by now."""
        people, self.ghost = self.now.workspace.people, new_token()

        def work(session) -> None:
            add_session(session, self.ghost, "ella", self.at - timedelta(hours=1), "test", "local")
            for person in people:
                self.tokens[person.code] = new_token()
                if not person.disabled:
                    add_session(session, self.tokens[person.code], person.code, self.at, "test", "local")

        write(self.engine, work)

    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.at += timedelta(days=days)
        self.sign_in()

    def caller(self, who: str) -> Caller:
        self.at += timedelta(milliseconds=10)
        return Caller(self.engine, self.ghost if who == "ghost" else self.tokens[who], self.at, self.today)

    def person(self, who: str) -> Person | None:
        return next((p for p in self.now.workspace.people if p.code == who), None)

    def attempt(self, rule: str, who: str, act: Callable[[Caller, str], object], action: Action, *, ministry: object = None,
                authors: tuple[str, ...] = (), stale: bool = False, keyed: bool = True):
        """The result of what was tried, None where it was refused. `act` takes the caller and the key of the intent."""
        self.reach.steps += 1
        key, before, mark, person = f"k{next(self._keys)}", self.now, self.rewind.mark(), self.person(who)
        try:
            result = act(self.caller(who), key)
        except TrackerError as refused:
            self.reach.refused.update(reasons(refused))
            assert self.rewind.mark() == mark, f"{rule}: refused for {reasons(refused)}, and something was written"
            return None
        assert may(person, action, ministry, authors), f"{rule}: {who} may not do this"
        assert not stale, f"{rule}: {who} decided on what they did not see"
        self.reach.done[rule] += 1
        self.proof.step(who, person, action, before, self.now, self.today)
        if keyed:
            self.intents.append(Intent(who, act, key, result))
        return result if result is not None else ""

    def send_again(self, intent: Intent) -> None:
        """The same intent once more gives the first result and does nothing; or nothing at all to who lost the right."""
        self.reach.steps += 1
        mark = self.rewind.mark()
        try:
            assert intent.act(self.caller(intent.who), intent.key) == intent.result
            self.reach.done["again"] += 1
        except TrackerError as refused:
            assert isinstance(refused, NotAllowed | NotFound), f"sent again, and refused for {reasons(refused)}"
            self.reach.refused.update(f"again: {reason}" for reason in reasons(refused))
        assert self.rewind.mark() == mark, "an intent sent twice had two effects"


def may(person: Person | None, action: Action, ministry: object, authors: tuple[str, ...]) -> bool:
    """By the table alone. `ministry` may be several: then each of them has to be theirs."""
    if person is None or person.disabled or (action in NOT_ON_OWN_WORK and person.code in authors):
        return False
    scopes = {PERMISSIONS[action].get(role, Scope.NONE) for role in person.roles}
    wanted = set(ministry) if isinstance(ministry, tuple) else {ministry}
    return Scope.ANY in scopes or (Scope.OWN in scopes and wanted <= set(person.ministries))


def reasons(refused: TrackerError) -> list[str]:
    """The text keys of why, one for each problem."""
    problems = refused.problems if isinstance(refused, BadInput) else ()
    return [p.key for p in problems] or [f"{type(refused).__name__} {refused.key}" if isinstance(refused, Conflict) else refused.key]


def founded(engine: Engine) -> None:
    """The store as every run begins: the plan, the people."""
    with writing(engine) as session:
        save_plan(session, the_plan(), NOW)
    perform(Caller(engine, "", NOW, TODAY, console=True), Action.KEEP_PEOPLE, lambda work: work.put(*(replace(p, email="") for p in PEOPLE)) or "")
