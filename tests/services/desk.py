"""A store with people who are signed in, for tests of what they do: `approve(desk.caller("ella"), …)` does it as her."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from tests.builders import a_milestone, a_plan, an_organisation
from tests.review_cases import PEOPLE, TODAY
from tracker.domain.actors import Action
from tracker.domain.plan import Plan
from tracker.services.door import Caller, perform
from tracker.services.reading import Internal, internal
from tracker.store.accounts import add_session, new_token
from tracker.store.engine import writing
from tracker.store.plans import save_plan

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def two_ministries(**changes) -> Plan:
    """Two milestones of MSIT and one of MOE, all due in the second quarter of 2026."""
    own = (a_milestone("M01-01"), a_milestone("M01-02"), a_milestone("M01-03", lead="MOE"))
    return a_plan(**{"organisations": (an_organisation("MSIT"), an_organisation("MOE", rank=2)), "milestones": own} | changes)


@dataclass
class Desk:
    engine: Engine
    tokens: dict[str, str] = field(default_factory=dict)

    def caller(self, name: str, today: date = TODAY) -> Caller:
        """Somebody of PEOPLE, `console` (the command line) or a stranger whom nobody knows."""
        return Caller(self.engine, self.tokens.get(name, ""), NOW, today, console=name == "console")

    @property
    def now(self) -> Internal:
        return internal(self.engine)

    def version(self, key: str) -> int:
        return self.now.versions.get(key, 0)

    def put(self, *values: object) -> None:
        """Puts things where they are, as the command line; no service is asked."""
        perform(self.caller("console"), Action.EDIT_PLAN, lambda work: work.put(*values) or "")


def a_desk(engine: Engine, plan: Plan | None = None, *values: object) -> Desk:
    """A desk with `plan`, PEOPLE signed in, and `values` of the workspace in it."""
    with writing(engine) as session:
        save_plan(session, plan or two_ministries(), NOW)
    desk = Desk(engine)
    desk.put(*PEOPLE, *values)
    with writing(engine) as session:
        for person in PEOPLE:
            desk.tokens[person.code] = new_token()
            add_session(session, desk.tokens[person.code], person.code, NOW, "test", "local")
    return desk
