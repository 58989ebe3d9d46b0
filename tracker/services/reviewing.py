"""Deciding on reports and judging milestones. A decision binds to the versions of report and milestone the reviewer saw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.actors import Action, Subject
from tracker.domain.judging import judge as judged_milestone
from tracker.domain.milestones import Judged, Milestone
from tracker.domain.plan import Plan
from tracker.domain.records import key_of
from tracker.domain.reporting import grade_for, sources_of
from tracker.domain.reviewing import accepted, checks, refuse_unless_ready, returned, with_halves
from tracker.domain.words import NOTHING, Bilingual
from tracker.domain.workspace import Submission
from tracker.services.door import Caller, perform
from tracker.store.work import Work


@dataclass(frozen=True)
class Seen:
    """The versions of a report and its milestone a person had before them."""

    submission: int
    milestone: int


@dataclass(frozen=True)
class Confirmed:
    """What a reviewer stands for: the ticks of `domain.reviewing.ticks`, whether they looked into the evidence itself,
    the outcome they state as observed, and the language halves they added."""

    ticks: frozenset[str] = frozenset()
    evidence_checked: bool = False
    outcome: str = ""
    halves: Mapping[str, str] = field(default_factory=dict)


def approve(caller: Caller, code: str, seen: Seen, confirmed: Confirmed, key: str) -> str:
    """Puts the report into the plan; the code of the report. Raises NotAllowed (own work too), Conflict, BadInput."""

    def do(work: Work) -> str:
        held, milestone = _as_seen(work, code, seen)
        refuse_unless_ready(held, checks(work.plan, milestone, held, caller.today), confirmed.ticks)
        held = with_halves(held, confirmed.halves)
        outside = stands_outside(work, held)
        grade = grade_for(held.evidence, outside and confirmed.evidence_checked, outside and bool(confirmed.outcome.strip()))
        after, decided = accepted(milestone, held, grade, office_of(work.plan, held.ministry), work.actor.code, work.at, caller.today)
        work.reason = confirmed.outcome.strip()
        work.put(*(s for s in sources_of(held) if s.url not in work.plan.sources_by_url), after, decided)
        return decided.report

    return perform(caller, Action.APPROVE, do, subject=_subject(code), key=key)


def send_back(caller: Caller, code: str, seen: Seen, reason: Bilingual, key: str) -> str:
    """Returns the report to its ministry with a reason; the code of the submission. Raises as `approve`."""

    def do(work: Work) -> str:
        held, _ = _as_seen(work, code, seen)
        work.reason = reason.ko or reason.en
        work.put(returned(held, reason, work.actor.code, work.at))
        return code

    return perform(caller, Action.RETURN, do, subject=_subject(code), key=key)


def judge(caller: Caller, milestone: str, seen: int, judged: Judged | None, reason: Bilingual, expires_on: date, key: str) -> str:
    """Adds a judgement of the committee's to a milestone; the milestone's code. Raises NotAllowed, Conflict, BadInput."""

    def do(work: Work) -> str:
        held = work.plan.milestone(milestone)
        work.seen(key_of(held), seen)
        work.reason = reason.ko or reason.en
        work.put(judged_milestone(held, judged, reason, assessor(work), caller.today, expires_on))
        return milestone

    return perform(caller, Action.JUDGE, do, subject=lambda work: Subject(work.plan.milestone(milestone).lead), key=key)


def _subject(code: str):
    return lambda work: work.workspace.submission(code).subject


def _as_seen(work: Work, code: str, seen: Seen) -> tuple[Submission, Milestone]:
    held = work.workspace.submission(code)
    milestone = work.plan.milestone(held.milestone)
    work.seen(key_of(held), seen.submission)
    work.seen(key_of(milestone), seen.milestone)
    return held, milestone


def stands_outside(work: Work, held: Submission) -> bool:
    """Whether the actor stands outside the ministry that reports: only then is a look at the evidence a check by another."""
    return held.ministry not in work.actor.ministries


def office_of(plan: Plan, ministry: str | None) -> Bilingual:
    """The name a ministry reports under."""
    return plan.organisation(ministry).name if ministry else NOTHING


def assessor(work: Work) -> Bilingual:
    """The office that judges: the actor's, else the committee's."""
    offices: Iterable[Bilingual] = (p.office for p in work.workspace.people if p.code == work.actor.code)
    return next(iter(offices), work.plan.head.committee)
