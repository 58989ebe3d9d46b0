"""People and their accounts as rows ready to show. Offices, never personal names."""


from tracker.domain.actors import Role
from tracker.domain.organisations import OrganisationKind
from tracker.domain.plan import Plan
from tracker.domain.workspace import Person, Workspace


def rows(plan: Plan, workspace: Workspace, t) -> list[dict]:
    """Everybody, who can sign in first, then by office."""
    people = sorted(workspace.people, key=lambda p: (p.disabled, t.pick(p.office)))
    return [row(plan, person, t) for person in people]


def row(plan: Plan, person: Person, t) -> dict:
    return {"code": person.code, "office": t.pick(person.office), "roles": role_words(person, t),
            "ministries": t.join(t.pick(plan.organisation(code).short) for code in person.ministries),
            "state": "disabled" if person.disabled else "demo" if person.demo else "active"}


def role_words(person: Person, t) -> str:
    return t.join(t(f"role.{role}") for role in Role if role in person.roles)


def finding(workspace: Workspace, t) -> str:
    shut = sum(person.disabled for person in workspace.people)
    if not shut:
        return t("people.finding_all", n=len(workspace.people))
    return t("people.finding", n=len(workspace.people), open=len(workspace.people) - shut, shut=shut)


def role_options(t) -> list[tuple[str, str]]:
    """The roles that can be given."""
    return [(role.value, t(f"role.{role}")) for role in Role if role is not Role.ANONYMOUS]


def ministry_options(plan: Plan, t) -> list[tuple[str, str]]:
    """The ministries somebody may report for, in statutory order."""
    kinds = {m.lead for m in plan.milestones}
    return [(o.code, t.pick(o.name)) for o in plan.organisations if o.code in kinds or o.kind is OrganisationKind.MINISTRY]


def sessions(signed_in, own: str, t) -> list[dict]:
    """Sessions of one account; `own` is the id of the reader's."""
    return [{"id": s.id, "where": s.agent or t("me.unknown_browser"), "method": t(f"me.method_{s.method}"), "began": t.moment(s.created_at),
             "seen": t.moment(s.seen_at), "ends": t.moment(s.expires_at), "own": s.id == own} for s in signed_in]
