"""Who may do what, as rows: made from the one permission table that every service asks."""

from datetime import date

from tracker.domain.actors import NOT_ON_OWN_WORK, PERMISSIONS, Action, Role, Scope
from tracker.domain.plan import Plan
from tracker.views.datasets import Column, Dataset
from tracker.views.pages import Facts


def rights(t) -> list[dict]:
    """One row per action in the order of display: its words, the scope of every role, and whether one's own work is left
    to somebody else."""
    return [{"action": action.value, "name": t(f"rights.{_word(action)}"), "own_work": action not in NOT_ON_OWN_WORK,
             "scopes": {role: PERMISSIONS[action].get(role, Scope.NONE) for role in Role}} for action in Action]


def _word(action: Action) -> str:
    """The name of the action as the last part of a text key: `report:draft` is `report_draft`."""
    return action.value.replace(":", "_")


def holders(action: Action) -> tuple[Role, ...]:
    """The roles that give a right, in the order of display."""
    return tuple(role for role in Role if PERMISSIONS[action].get(role, Scope.NONE) is not Scope.NONE)


def roles(t) -> list[dict]:
    """Every role with its name, what it is for, and how many actions it gives."""
    return [{"role": role.value, "name": t(f"role.{role}"), "about": t(f"role.{role}_about"),
             "actions": sum(role in holders(action) for action in Action)} for role in Role]


def permission_rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """The table as a long list: one row per action and role. The day does not matter."""
    return [{"action": row["action"], "name": row["name"], "role": role.value, "role_name": t(f"role.{role}"), "scope": scope.value,
             "own_work": row["own_work"]} for row in rights(t) for role, scope in row["scopes"].items()
            if filters.get("role") in (None, role.value)]


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    return Facts(finding=finding(t), lines=tuple(f"{row['name']}: {row['about']}" for row in roles(t)))


def finding(t) -> str:
    return t("rights.finding", actions=len(Action), roles=len(Role))


DATASETS = (Dataset("permissions", (Column("action", "code"), Column("name"), Column("role", "code"), Column("role_name"), Column("scope", "code"),
                                    Column("own_work", "boolean")), permission_rows, ("role",)),)
