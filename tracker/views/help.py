"""Help: what each status means, in one line each, with the thresholds of the plan."""

from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.schedule import SHOWN
from tracker.views.datasets import Column, Dataset
from tracker.views.pages import Facts


def statuses(plan: Plan, t) -> list[dict]:
    """Every shown status in display order with what it means."""
    window = plan.head.thresholds.reporting_window_days
    return [{"status": shown, "status_words": t(f"status.{shown}"), "meaning": t(f"help.{shown}", window=window)} for shown in SHOWN]


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    return Facts("", t("help.finding"), tuple(f"{s['status_words']}: {s['meaning']}" for s in statuses(plan, t)))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    return statuses(plan, t)


DATASETS = (Dataset("statuses", (Column("status", "code"), Column("status_words"), Column("meaning")), rows),)
