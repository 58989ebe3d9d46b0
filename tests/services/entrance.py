"""People with passwords, and whoever knocks, for tests of getting in and out."""

from datetime import UTC, date, datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import Engine

from tests.builders import a_full_plan, a_person
from tracker.domain.actors import Action
from tracker.domain.workspace import Person
from tracker.services.door import Caller, perform
from tracker.services.passwords import Passwords
from tracker.services.signing_in import Visitor
from tracker.store import accounts as kept
from tracker.store.engine import write, writing
from tracker.store.plans import save_plan

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
PASSWORD = "four words in a row"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Counting(Passwords):
    """Counts how often the costly work was done."""

    def __init__(self) -> None:
        super().__init__(CHEAP)
        self.checks = 0
        self._dummy()

    def verify(self, kept: str | None, password: str) -> bool:
        before = self._hasher
        self._hasher = _Counter(before, self)
        try:
            return super().verify(kept, password)
        finally:
            self._hasher = before


class _Counter:
    def __init__(self, hasher: PasswordHasher, counted: Counting) -> None:
        self._real, self._counted = hasher, counted

    def verify(self, hash: str, password: bytes) -> bool:
        self._counted.checks += 1
        return self._real.verify(hash, password)

    def hash(self, password: bytes) -> str:
        self._counted.checks += 1
        return self._real.hash(password)


HASHED = Passwords(CHEAP).hashed(PASSWORD)


def later(**how: float) -> datetime:
    return NOW + timedelta(**how)


def console(engine: Engine, at: datetime = NOW) -> Caller:
    return Caller(engine, "", at, TODAY, console=True)


def visitor(token: str = "", at: datetime = NOW, address: str = "192.0.2.1") -> Visitor:
    return Visitor(address, "Firefox · Linux", token, at)


def peopled(engine: Engine, *people: Person) -> Engine:
    """A store with a plan and these people, all with the same password; without any: an administrator and a reporter."""
    people = people or (a_person("boss", "admin", ministries=()), a_person("rita"))
    with writing(engine) as session:
        save_plan(session, a_full_plan(), NOW)
    perform(console(engine), Action.KEEP_PEOPLE, lambda work: work.put(*people) or "")
    write(engine, lambda session: [kept.keep_password(session, person.code, HASHED, NOW) for person in people])
    return engine


def signed_in(engine: Engine, name: str, at: datetime = NOW) -> str:
    """The token of a new session, without the trouble of a password."""
    token = kept.new_token()
    write(engine, lambda session: kept.add_session(session, token, name, at, "Firefox · Linux", "local"))
    return token


def caller(engine: Engine, token: str, at: datetime = NOW) -> Caller:
    return Caller(engine, token, at, TODAY)
