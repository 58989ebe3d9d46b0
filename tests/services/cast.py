"""Everybody who could call a service: every role, several roles at once, and those whose session or account is over.

Whoever is over held every right there is, so that whatever still answers them is wrong.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine

from tests.review_cases import TODAY, a_person
from tests.services.desk import NOW
from tracker.domain.actors import NOT_ON_OWN_WORK, PERMISSIONS, Action, Role, Scope
from tracker.services.door import Caller
from tracker.store.accounts import ABSOLUTE, IDLE, add_session, new_token, revoke
from tracker.store.engine import write

EVERY = tuple(role for role in Role if role is not Role.ANONYMOUS)
BOTH = ("MSIT", "MOE")
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Player:
    """Somebody, and since when they are signed in. `alive`: the session counts; `holds`: so does the account."""

    code: str
    roles: tuple[Role, ...] = ()
    ministries: tuple[str, ...] = ()
    since: timedelta = timedelta()  # before NOW
    alive: bool = True
    disabled: bool = False

    @property
    def acting(self) -> frozenset[Role]:
        """The roles that count now."""
        return frozenset(self.roles if self.alive and not self.disabled else ()) or frozenset({Role.ANONYMOUS})

    @property
    def person(self):
        return a_person(self.code, *self.roles, ministries=self.ministries, disabled=self.disabled)


LIVING = (
    Player("olga", (Role.OFFICIAL,)), Player("rita", (Role.REPORTER,), ("MSIT",)), Player("rolf", (Role.REPORTER,), ("MOE",)),
    Player("both", (Role.REPORTER,), BOTH), Player("none", (Role.REPORTER,)), Player("ella", (Role.EDITOR,)),
    Player("remo", (Role.RESOLVER,)), Player("pia", (Role.PUBLISHER,)), Player("ada", (Role.ADMIN,)),
    Player("rosa", (Role.REPORTER, Role.RESOLVER), ("MSIT",)), Player("edda", (Role.EDITOR, Role.REPORTER), ("MOE",)),
    Player("seat", (Role.OFFICIAL, Role.PUBLISHER), BOTH), Player("omni", EVERY, BOTH),
    Player("console", (Role.ADMIN, Role.EDITOR, Role.RESOLVER, Role.PUBLISHER)))
OVER = (
    Player("roleless", (), BOTH), Player("disabled", EVERY, BOTH, disabled=True), Player("idle", EVERY, BOTH, IDLE, alive=False),
    Player("expired", EVERY, BOTH, ABSOLUTE, alive=False), Player("left", EVERY, BOTH, alive=False), Player("unknown", alive=False), Player("nobody", alive=False))
CAST = LIVING + OVER
WRITER = a_person("writer", Role.REPORTER, Role.EDITOR, ministries=BOTH)  # whoever wrote what lies there
KEEPER = a_person("keeper", Role.ADMIN)  # so that no administrator is the last
PEOPLE = (*(p.person for p in CAST if p.code not in ("console", "unknown", "nobody")), WRITER, KEEPER)


def allowed(player: Player, action: Action, ministry: str | None, own: bool = False) -> bool:
    """What the permission table says, worked out here once more and from nothing but the table."""
    scopes = {PERMISSIONS[action].get(role, Scope.NONE) for role in player.acting}
    if own and action in NOT_ON_OWN_WORK:
        return False
    return Scope.ANY in scopes or (Scope.OWN in scopes and ministry in player.ministries)


def allowed_somewhere(player: Player, action: Action) -> bool:
    """Whether there is anything at all the player may do this to."""
    return any(PERMISSIONS[action].get(role, Scope.NONE) is not Scope.NONE for role in player.acting)


def sign_all_in(engine: Engine) -> dict[str, str]:
    """A token for everybody; those of whom is over have been good once."""
    tokens = {"nobody": "", "console": "", "unknown": new_token()} | {person.code: new_token() for person in PEOPLE}

    def work(session) -> None:
        for person in PEOPLE:
            since = next((p.since for p in CAST if p.code == person.code), timedelta())
            add_session(session, tokens[person.code], person.code, NOW - since, "test", "local")
        revoke(session, "left", NOW)

    write(engine, work)
    return tokens


def caller_of(engine: Engine, tokens: dict[str, str], code: str) -> Caller:
    return Caller(engine, tokens[code], NOW, TODAY, console=code == "console")
