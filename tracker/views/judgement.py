"""What the committee judges of a milestone, ready to show beside the computed status."""

from datetime import date

from tracker.domain.judging import better_than_computed
from tracker.domain.milestones import Judged
from tracker.domain.plan import Plan
from tracker.views.state import assessments


def shown(plan: Plan, as_of: date, t, code: str) -> dict | None:
    """The judgement that holds on the day, None where there is none or it has expired. `kinder` says that it is better
    than the status the rule computed (`computed`)."""
    held = plan.milestone(code).judgement(as_of)
    if held is None:
        return None
    found = assessments(plan, as_of)[code]
    return {"judged": held.judged.value, "reason": t.pick(held.reason), "assessor": t.pick(held.assessor), "on": held.on,
            "expires_on": held.expires_on, "computed": found.shown, "kinder": better_than_computed(held.judged, found)}


def in_force(plan: Plan, as_of: date, t, code: str) -> str:
    """The judgement that holds, in a line for who might add another."""
    held = plan.milestone(code).judgement(as_of)
    return t("review.judge_now", judged=t(f"judged.{held.judged}"), until=held.expires_on) if held else t("review.judge_none")


def would_be_kinder(plan: Plan, as_of: date, t, code: str, judged: str | None) -> str:
    """Says before it is saved that a judgement is better than the computed status; empty where it is not."""
    found = assessments(plan, as_of)[code]
    kinder = judged and better_than_computed(Judged(judged), found)
    return t("review.judge_kinder", status=t(f"status.{found.shown}")) if kinder else ""
