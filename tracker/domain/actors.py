"""Who may do what: the one permission table. Pages, the methodology and the tests are generated from it.

A right is a scope: nothing, the person's own ministries, or everywhere. Beside the scope, some actions fit only some
states of a report or a change request, and nobody decides on what they wrote themselves.
"""

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.errors import NotAllowed


class Role(StrEnum):
    """In order of display."""

    ANONYMOUS = "anonymous"
    OFFICIAL = "official"  # reads the working plan and the internal charts
    REPORTER = "reporter"  # reports for one or more ministries
    EDITOR = "editor"  # the secretariat: reviews, keeps the plan up to date
    RESOLVER = "resolver"  # applies resolutions
    PUBLISHER = "publisher"  # approves releases
    ADMIN = "admin"  # people and roles


class Action(StrEnum):
    """What can be done, named object:verb. In order of display."""

    READ_PLAN = "plan:read"
    READ_WORKSPACE = "workspace:read"
    DRAFT = "report:draft"
    SUBMIT = "report:submit"
    WITHDRAW = "report:withdraw"
    ATTACH = "evidence:attach"
    READ_EVIDENCE = "evidence:read"
    APPROVE = "report:approve"
    RETURN = "report:return"
    JUDGE = "milestone:judge"
    READ_COMMENTS = "comment:read"
    COMMENT = "comment:add"
    NOTE_MANY = "milestone:note_many"
    REQUEST_CHANGE = "change:request"
    WITHDRAW_CHANGE = "change:withdraw"
    SCHEDULE_CHANGE = "change:schedule"
    DECLINE_CHANGE = "change:decline"
    APPLY_CHANGE = "change:apply"
    EDIT_PLAN = "plan:edit"
    CORRECT_PLAN = "plan:correct"
    ASK_CORRECTION = "ticket:ask"
    READ_LOG = "log:read"
    PREPARE_RELEASE = "release:prepare"
    APPROVE_RELEASE = "release:approve"
    READ_PEOPLE = "people:read"
    KEEP_PEOPLE = "people:keep"


class Scope(StrEnum):
    NONE = "none"
    OWN = "own"
    ANY = "any"


_STAFF = (Role.OFFICIAL, Role.REPORTER, Role.EDITOR, Role.RESOLVER, Role.PUBLISHER, Role.ADMIN)


def _any(*roles: Role) -> dict[Role, Scope]:
    return dict.fromkeys(roles, Scope.ANY)


_REPORTING = {Role.REPORTER: Scope.OWN, Role.EDITOR: Scope.ANY}

PERMISSIONS: dict[Action, dict[Role, Scope]] = {
    Action.READ_PLAN: _any(*Role),
    Action.READ_WORKSPACE: _any(*_STAFF),
    Action.DRAFT: _REPORTING,
    Action.SUBMIT: _REPORTING,
    Action.WITHDRAW: _REPORTING,
    Action.ATTACH: _REPORTING,
    Action.READ_EVIDENCE: {Role.REPORTER: Scope.OWN} | _any(Role.OFFICIAL, Role.EDITOR, Role.RESOLVER, Role.PUBLISHER),
    Action.APPROVE: _any(Role.EDITOR),
    Action.RETURN: _any(Role.EDITOR),
    Action.JUDGE: _any(Role.EDITOR),
    Action.READ_COMMENTS: {Role.REPORTER: Scope.OWN} | _any(Role.EDITOR, Role.RESOLVER, Role.PUBLISHER),
    Action.COMMENT: {Role.REPORTER: Scope.OWN} | _any(Role.EDITOR, Role.RESOLVER, Role.PUBLISHER),
    Action.NOTE_MANY: _REPORTING,
    Action.REQUEST_CHANGE: _REPORTING,
    Action.WITHDRAW_CHANGE: _REPORTING,
    Action.SCHEDULE_CHANGE: _any(Role.EDITOR),
    Action.DECLINE_CHANGE: _any(Role.EDITOR, Role.RESOLVER),
    Action.APPLY_CHANGE: _any(Role.RESOLVER),
    Action.EDIT_PLAN: _any(Role.EDITOR),
    Action.CORRECT_PLAN: _any(Role.EDITOR),
    Action.ASK_CORRECTION: _any(*Role),  # where the office offers the form
    Action.READ_LOG: _any(Role.EDITOR, Role.RESOLVER, Role.PUBLISHER, Role.ADMIN),
    Action.PREPARE_RELEASE: _any(Role.EDITOR, Role.PUBLISHER),
    Action.APPROVE_RELEASE: _any(Role.PUBLISHER),
    Action.READ_PEOPLE: _any(Role.ADMIN),
    Action.KEEP_PEOPLE: _any(Role.ADMIN),
}

# Deciding on one's own words is nobody's right.
NOT_ON_OWN_WORK = frozenset({Action.APPROVE, Action.RETURN, Action.APPLY_CHANGE, Action.APPROVE_RELEASE})


@dataclass(frozen=True)
class Actor:
    """A signed-in person as the store knows them at this moment, or nobody. `code` names the account."""

    code: str
    roles: frozenset[Role]
    ministries: frozenset[str] = frozenset()

    def acts_as(self, action: Action) -> Role:
        """The role that gives the right, the widest first; what the log says of an entry."""
        ranked = sorted((r for r in self.roles if _scope(action, r) is not Scope.NONE), key=lambda r: _scope(action, r) is not Scope.ANY)
        return ranked[0] if ranked else Role.ANONYMOUS


ANONYMOUS = Actor("", frozenset({Role.ANONYMOUS}))


@dataclass(frozen=True)
class Subject:
    """What an action is done to: the ministry it belongs to, who wrote it."""

    ministry: str | None = None
    authors: frozenset[str] = frozenset()


EVERYWHERE = Subject()


def scope(actor: Actor, action: Action) -> Scope:
    """The widest right any of the actor's roles gives."""
    held = {_scope(action, role) for role in actor.roles}
    return next(s for s in (Scope.ANY, Scope.OWN, Scope.NONE) if s in held | {Scope.NONE})


def _scope(action: Action, role: Role) -> Scope:
    return PERMISSIONS[action].get(role, Scope.NONE)


def refusal(actor: Actor, action: Action, subject: Subject = EVERYWHERE) -> str:
    """The text key of why not, empty where the actor may."""
    held = scope(actor, action)
    if held is Scope.NONE:
        return "error.not_signed_in" if actor.roles <= {Role.ANONYMOUS} else "error.no_right"
    if action in NOT_ON_OWN_WORK and actor.code in subject.authors:
        return "error.own_work"
    if held is Scope.OWN and subject is not EVERYWHERE and subject.ministry not in actor.ministries:
        return "error.other_ministry"
    return ""


def may(actor: Actor, action: Action, subject: Subject = EVERYWHERE) -> bool:
    """Without a subject: whether there is anything the actor may do this to."""
    return not refusal(actor, action, subject)


def require(actor: Actor, action: Action, subject: Subject = EVERYWHERE) -> None:
    """Raises NotAllowed with the reason."""
    if key := refusal(actor, action, subject):
        raise NotAllowed(key, action=action.value)
