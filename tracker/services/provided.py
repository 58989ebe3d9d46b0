"""People of an identity provider: who they are here follows from the groups they are in there, at every sign-in."""

import hashlib
from dataclasses import replace

from tracker.config import GroupRole, Provider
from tracker.domain.actors import Action, Role
from tracker.domain.errors import NotAllowed
from tracker.domain.plan import Plan
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Person
from tracker.services.door import Caller, perform
from tracker.services.signing_in import Visitor, opened
from tracker.store import accounts as kept
from tracker.store.engine import Engine
from tracker.store.work import Work

REASON = "OpenID Connect: {groups}"


def sign_in_provided(engine: Engine, provider: Provider, subject: str, groups: tuple[str, ...], visitor: Visitor, language: str) -> str:
    """A new session's token for whom the provider calls `subject`. A new account is made where its groups give a role;
    a known one has the roles its groups give today. Raises NotAllowed where they give none: then what it had is gone too."""
    told: dict[str, str] = {}

    def do(work: Work) -> str:
        code = kept.account_at(work.session, provider.issuer, subject)
        held = work.workspace.person(code) if code else None
        person = person_from(provider, subject, groups, work.plan, held, language)
        told.clear()
        if held or person.roles:
            work.put(person)
        if person.disabled:
            told["refused"] = "account.disabled"
        elif not person.roles:
            kept.revoke(work.session, person.code, work.at)
            told["refused"] = "account.no_group"
        else:
            told["token"] = opened(work.session, person.code, "oidc", visitor)
        return person.code

    # Nobody is signed in yet, so the program itself acts, and says on whose word.
    console = Caller(engine, "", visitor.at, visitor.at.date(), console=True)
    perform(console, Action.KEEP_PEOPLE, do, reason=REASON.format(groups=", ".join(sorted(groups))))
    if "refused" in told:
        raise NotAllowed(told["refused"])
    return told["token"]


def roles_of_groups(groups: tuple[str, ...], given: tuple[GroupRole, ...]) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """The roles and ministries these groups give, in the order of the roles and of the settings."""
    held = [rule for rule in given if rule.group in groups]
    ministries = tuple(dict.fromkeys(rule.ministry for rule in held if rule.ministry))
    return tuple(role for role in Role if role in {rule.role for rule in held}), ministries


def person_from(provider: Provider, subject: str, groups: tuple[str, ...], plan: Plan, held: Person | None, language: str) -> Person:
    """The account of somebody at an identity provider, as its groups have it today. It never holds their name: the code
    is made of the provider's and the hash of its own name for them, the office is the ministry's."""
    known = {organisation.code: organisation.short for organisation in plan.organisations}
    roles, ministries = roles_of_groups(groups, provider.group_roles)
    ministries = tuple(code for code in ministries if code in known)
    if not ministries:
        roles = tuple(role for role in roles if role is not Role.REPORTER)
    offices = [known[code] for code in ministries] or [Bilingual(provider.name, provider.name)]
    office = Bilingual(", ".join(words.within("ko") for words in offices), ", ".join(words.within("en") for words in offices))
    code = "id-" + hashlib.sha256(f"{provider.issuer}\0{subject}".encode()).hexdigest()[:12]
    fresh = held or Person(code, office, (), language=language, issuer=provider.issuer, subject=subject)
    return replace(fresh, office=office, roles=roles, ministries=ministries)
