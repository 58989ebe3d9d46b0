"""Rules for accounts: what a name looks like, what a role needs, and that somebody can always let others in."""

import re
from collections.abc import Iterable, Iterator

from tracker.domain.actors import Role
from tracker.domain.errors import Problem
from tracker.domain.plan import Plan
from tracker.domain.workspace import Person

RESERVED = frozenset({"console"})  # the command line goes by it in the log
NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")


def person_problems(person: Person, plan: Plan) -> tuple[Problem, ...]:
    """Everything that is wrong with an account; `column` names the field."""
    return tuple(Problem(person.code, 0, column, value, key) for column, value, key in _wrong(person, plan))


def _wrong(person: Person, plan: Plan) -> Iterator[tuple[str, str, str]]:
    known = {organisation.code for organisation in plan.organisations}
    if not NAME.fullmatch(person.code) or person.code in RESERVED:
        yield "code", person.code, "account_name"
    if not person.office:
        yield "office", "", "required"
    if not person.roles or Role.ANONYMOUS in person.roles:
        yield "roles", "", "account_no_role"
    if Role.REPORTER in person.roles and not person.ministries:
        yield "ministries", "", "account_no_ministry"
    yield from (("ministries", code, "account_unknown_ministry") for code in person.ministries if code not in known)
    if person.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", person.email):
        yield "email", person.email, "account_email"


def somebody_keeps_people(people: Iterable[Person]) -> bool:
    """Whether there is still an administrator who can sign in."""
    return any(Role.ADMIN in person.roles and not person.disabled for person in people)
