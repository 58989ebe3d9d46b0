"""The overview: where the plan stands on a day."""

from datetime import date

from tracker.domain import progress
from tracker.domain.plan import Plan
from tracker.views import attention, funding, headline
from tracker.views.datasets import Column, Dataset
from tracker.views.headline import numbers, official_check
from tracker.views.pages import Facts
from tracker.views.state import assessments

__all__ = ["cards", "counts", "facts", "finding", "official_check", "rows", "strip"]


def counts(found) -> list[tuple[str, int]]:
    """(shown status, number) for the statuses that occur, in display order."""
    return [(shown, n) for shown, n in progress.distribution(found).items() if n]


def strip(plan: Plan, as_of: date) -> dict:
    """Rows of charts.status_strip for the whole plan."""
    n = numbers(plan, as_of)
    return {
        "as_of": as_of, "total": n["milestones"], "past_due": n["past_due"], "done": n["done"], "delayed": n["delayed"],
        "silent": n["no_report_past_due"], "counts": counts(assessments(plan, as_of).values()),
        "official": official_check(plan, as_of),
    }


def finding(plan: Plan, as_of: date, t) -> str:
    """The one sentence: of what was due, how much is done, late, or unheard of."""
    n = numbers(plan, as_of)
    if as_of < plan.head.adopted_on:
        return t("overview.finding_before", adopted=plan.head.adopted_on, milestones=n["milestones"])
    if not n["past_due"]:
        return t("overview.finding_nothing_due", done=n["done"], milestones=n["milestones"])
    return t(f"overview.{_due_kind(n)}", **_due_counts(n))


def _due_kind(n: dict) -> str:
    """Which sentence fits what was due."""
    if n["done_due"] == n["past_due"]:
        return "finding_all_done"
    if n["no_report_past_due"] == n["past_due"]:
        return "finding_all_silent"
    return "finding" if n["no_report_past_due"] else "finding_none_silent"


def _due_counts(n: dict) -> dict:
    return {"past_due": n["past_due"], "done": n["done_due"], "delayed": n["delayed"], "silent": n["no_report_past_due"]}


def why_two(plan: Plan, as_of: date, t) -> str:
    """Why the committee's count and ours differ; empty before its first check."""
    check = official_check(plan, as_of)
    return t("overview.why_two", on=check["on"]) if check else t("overview.no_official")


def cards(plan: Plan, as_of: date, t) -> list[dict]:
    """Four numbers with one line of context each: label, value, unit, context. A value None means no data."""
    n = numbers(plan, as_of)
    return [_done_card(n, t), _delayed_card(n, t), _reported_card(plan, n, t), _money_card(plan, as_of, n, t)]


def _card(label: str, value: str, unit: str, context: str) -> dict:
    return {"label": label, "value": value, "unit": unit, "context": context}


def _done_card(n: dict, t) -> dict:
    checked = "overview.card_done_all" if n["checkable"] == n["done"] else "overview.card_done_some"
    below = t(checked, share=n["done_share"], done=n["done"], checkable=n["checkable"]) if n["done_due"] else \
        t("overview.card_done_ahead", done=n["done"]) if n["done"] else t("overview.card_done_none")
    return _card(t("overview.card_done"), f"{n['done_due']:,}", t("overview.of", n=n["past_due"]), below)


def _delayed_card(n: dict, t) -> dict:
    below = t("overview.card_delayed_longest", days=n["longest_delay"]) if n["delayed"] else t("overview.card_delayed_none")
    return _card(t("overview.card_delayed"), f"{n['delayed']:,}", t("overview.unit"), below)


def _reported_card(plan: Plan, n: dict, t) -> dict:
    return _card(t("overview.card_reported", days=plan.head.thresholds.reporting_window_days), f"{n['reported']:,}",
                 t("overview.of", n=n["milestones"]), t("overview.card_reported_below", share=n["reporting_rate"], lapsed=n["lapsed"]))


def _money_card(plan: Plan, as_of: date, n: dict, t) -> dict:
    label, told = t("overview.card_money", year=n["fiscal_year"]), funding.published(plan, as_of)
    if told is None:
        return _card(label, t("common.no_data"), "", t("overview.card_money_not_yet"))
    below = t("overview.card_money_below", by=told["by"], on=told["on"], projects=told["count"])
    return _card(label, t.won(told["won"]), "", below)


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    """The finding, the cards and the next dates in plain lines."""
    lines = [f"{c['label']}: {c['value']}{c['unit']} ({c['context']})"for c in cards(plan, as_of, t)]
    following = [f"{t.date(row['on'])}: {row['title']}" for row in attention.next_dates(plan, as_of, t)[:2]]
    return Facts("", finding(plan, as_of, t), (*lines, *following))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The dataset `overview`: both counts of the status strip, one row per status."""
    ours = [_count(as_of, t("strip.computed"), shown, t(f"status.{shown}"), n) for shown, n in counts(assessments(plan, as_of).values())]
    check = official_check(plan, as_of)
    theirs = [] if check is None else [
        _count(check["on"], t("strip.official"), "as_scheduled", t("strip.as_scheduled"), check["as_scheduled"]),
        _count(check["on"], t("strip.official"), "not_broken_down", t("strip.not_broken_down"), check["rest"])]
    return ours + theirs


def _count(on: date, by: str, code: str, words: str, n: int) -> dict:
    return {"counted_on": on, "counted_by": by, "status": code, "status_words": words, "milestones": n}


DATASETS = (
    Dataset("overview", tuple(Column(key, kind) for key, kind in (
        ("counted_on", "date"), ("counted_by", "text"), ("status", "code"), ("status_words", "text"), ("milestones", "integer"))), rows),
    Dataset("plan", headline.COLUMNS, headline.rows),
)
