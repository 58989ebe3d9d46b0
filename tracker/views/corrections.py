"""Answers to readers who said that a number is wrong: what was asked, what the office says, which release has it right."""

from datetime import date

from tracker.domain.corrections import Correction
from tracker.domain.plan import Plan
from tracker.views.datasets import Column, Dataset
from tracker.views.pages import BY_KEY, Facts


def corrections(plan: Plan, as_of: date, t) -> list[dict]:
    """The answers given by `as_of`, the newest first."""
    found = [c for c in plan.corrections if c.answered_on <= as_of]
    return [_row(plan, t, c) for c in sorted(found, key=lambda c: (c.answered_on, int(c.code.removeprefix("Q-"))), reverse=True)]


def _row(plan: Plan, t, c: Correction) -> dict:
    return {"code": c.code, "page_key": c.page, "dataset": c.dataset, "about_code": c.about, "question": t.pick(c.question), "answer": t.pick(c.answer),
            "received_on": c.received_on, "answered_on": c.answered_on, "corrected_in": c.release or None, "outcome": t(f"word.outcome_{'corrected' if c.release else 'stands'}"),
            "stands_at": place(plan, t, c.page, c.dataset, c.about)}


def place(plan: Plan | None, t, page: str, dataset: str, about: str) -> str:
    """Where a number stands, in words; what is not known of it is left out."""
    subject = _subject(plan, t, page, about)
    words = (t(key) if (key := f"{kind}.{name}") in t else "" for kind, name in (("pages", "" if subject else page), ("dataset", dataset)))
    return " · ".join(dict.fromkeys(filter(None, (subject, *words))))


def _subject(plan: Plan | None, t, page: str, about: str) -> str:
    """The name of the one thing the page is about; its code where the plan has it no more."""
    group = {"area": "areas", "goal": "goals", "milestone": "milestones", "programme": "programmes", "indicator": "indicators",
             "ministry": "organisations"}.get(page)
    held = next((one for one in getattr(plan, group, ()) if one.code == about), None) if group else None
    if held is None:
        return about
    return t("record.named", title=t.pick(getattr(held, "title", None) or held.name), code=about)


def address(page: str, about: str) -> tuple[str, dict[str, str]] | None:
    """The page a number stands on, with its query; None where there is no such public page."""
    entry = BY_KEY.get(page)
    if entry is None or not entry.public or ("code" in entry.takes) != bool(about):
        return None
    return page, {"code": about} if about else {}


def finding(plan: Plan, as_of: date, t) -> str:
    rows = corrections(plan, as_of, t)
    right = sum(1 for row in rows if row["corrected_in"])
    return t("tickets.public_finding" if rows else "tickets.public_none", n=len(rows), corrected=right, stands=len(rows) - right)


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    return Facts(finding=finding(plan, as_of, t), lines=(t.pick(plan.head.office),))


def _rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return corrections(plan, as_of, t)


DATASETS = (Dataset("corrections", (
    Column("code", "code"), Column("page_key", "code"), Column("dataset", "code"), Column("about_code", "code"), Column("stands_at"), Column("question"),
    Column("answer"), Column("outcome"), Column("corrected_in", "code"), Column("received_on", "date"), Column("answered_on", "date")), _rows),)
