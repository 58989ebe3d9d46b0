"""What is looked into before a release is approved: how each check went, where, and with what.

`stops` keeps a release from being approved; what is only to be looked at is read and ticked by each of the two people.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import get_args

from tracker.domain.corrections import ABOUT, Correction
from tracker.domain.editable import REFERS
from tracker.domain.funding import Programme, Stage
from tracker.domain.json_values import Json
from tracker.domain.milestones import Milestone, Report, ReportedState
from tracker.domain.periods import Period
from tracker.domain.personal_data import findings
from tracker.domain.plan import Plan
from tracker.domain.records import POSITION, FieldChange, Records, differences, hint_of, kind_at, records
from tracker.domain.schedule import Status, assess_all
from tracker.domain.screening import IN_ADDRESSES

NAMES = frozenset({"title", "name", "short_name", "question", "answer"})  # what a page calls a thing by, and what readers are answered
NO_FACTS = frozenset({"correction", "source"})  # records that say something about others
FIGURES = (Decimal, int, date, Period)
NO_FIGURES = frozenset({POSITION, "seq", "rank", "size", "item", "checkpoint", "weight"})
ADDRESSES = frozenset({"url", "origin"})
NO_WORDS = frozenset({"code", "file", "report", "corrects", "media_type"})


class Outcome(StrEnum):
    PASSED = "passed"
    LOOK = "look"
    STOPS = "stops"


@dataclass(frozen=True)
class Check:
    """`key` names texts `releasing.check_<key>`; `where` are keys of records, or codes; `values` fill the text."""

    key: str
    outcome: Outcome
    where: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Examined:
    """What is checked: the plan as it would be public on `as_of`, the one public now (None where there is none),
    `waiting`: codes of reports nobody decided on, `explained`: keys of records the log gives a reason or resolution for
    since then, `release`: the id it would have, `releases`: those that are out and were not withdrawn."""

    plan: Plan
    before: Plan | None
    as_of: date
    waiting: tuple[str, ...] = ()
    explained: frozenset[str] = frozenset()
    release: str = ""
    releases: frozenset[str] = frozenset()

    @cached_property
    def records(self) -> Records:
        return records(self.plan)

    @cached_property
    def changed(self) -> tuple[FieldChange, ...]:
        """What reads otherwise than what is public now."""
        return tuple(differences(records(self.before), self.records)) if self.before else ()


def checks(examined: Examined) -> tuple[Check, ...]:
    """Every check, those that stop first."""
    order = (Outcome.STOPS, Outcome.LOOK, Outcome.PASSED)
    return tuple(sorted((check(examined) for check in _CHECKS), key=lambda c: order.index(c.outcome)))


def must_read(found: Iterable[Check]) -> tuple[str, ...]:
    """The keys of what has to be looked at."""
    return tuple(sorted(c.key for c in found if c.outcome is Outcome.LOOK))


def stopped(found: Iterable[Check]) -> tuple[str, ...]:
    return tuple(c.key for c in found if c.outcome is Outcome.STOPS)


def _said(key: str, where: Iterable[str], otherwise: Outcome = Outcome.LOOK, **values: object) -> Check:
    found = tuple(dict.fromkeys(where))
    return Check(key, otherwise if found else Outcome.PASSED, found, {"n": len(found)} | values)


def _counts(x: Examined) -> Check:
    """The counts the plan's latest version gives are those of the plan."""
    version = x.plan.versions[-1] if x.plan.versions else None
    told = {"goal": version and version.goal_count, "milestone": version and version.milestone_count}
    held = {"goal": len(x.plan.goals), "milestone": len(x.plan.milestones)}
    wrong = [f"version/{version.code}" for kind, n in told.items() if n is not None and n != held[kind]]
    return _said("sums", wrong, Outcome.STOPS, goals=held["goal"], milestones=held["milestone"])


def _parts(x: Examined) -> Check:
    """Subprogrammes of a programme do not add up to more or less than it was given in the plan's fiscal year."""
    return _said("parts", (f"programme/{p.code}" for p in x.plan.programmes if _apart(p, x.plan.head.fiscal_year)), year=x.plan.head.fiscal_year)


def _apart(programme: Programme, year: int) -> bool:
    whole = next((a.won for a in programme.amounts if (a.fiscal_year, a.stage) == (year, Stage.ENACTED)), None)
    parts = [dict(s.amounts).get(year) for s in programme.subprogrammes]
    return whole is not None and bool(parts) and None not in parts and sum(parts) != whole


def _languages(x: Examined) -> Check:
    """Words that stand in one language only; a name must stand in both, and so must what readers are answered."""
    half = [(key, name) for key, record in x.records.items() for name, value in record.items()
            if isinstance(value, dict) and value.keys() == {"ko", "en"} and bool(value["ko"]) != bool(value["en"])]
    stops = any(name in NAMES for _, name in half)
    return _said("languages", (key for key, _ in half), Outcome.STOPS if stops else Outcome.LOOK)


def _links(x: Examined) -> Check:
    """Every code a record names is there."""
    there = {key for key in x.records if key.count("/") == 1}
    return _said("links", (key for key, record in x.records.items() for name, value in record.items()
                           if any(f"{REFERS[name]}/{code.replace('/', '∕')}" not in there for code in _codes(name, value))), Outcome.STOPS)


def _codes(name: str, value: Json) -> tuple[str, ...]:
    if name not in REFERS or not value or isinstance(value, dict):
        return ()
    return tuple(v for v in (value if isinstance(value, list) else (value,)) if isinstance(v, str))


def _evidence(x: Examined) -> Check:
    """Completion that was accepted with nothing to show for it."""
    return _said("evidence", (f"milestone/{m.code}" for m, r in _completions(x.plan) if not r.origin.url and not m.evidence_of(r.code)),
                 Outcome.STOPS)


def _grade(x: Examined) -> Check:
    """Completion nobody outside can check."""
    return _said("grade", (f"milestone/{m.code}" for m, r in _completions(x.plan)
                           if not r.origin.url and not any(e.url or e.file for e in m.evidence_of(r.code)) or not r.checkable))


def _completions(plan: Plan) -> Iterator[tuple[Milestone, Report]]:
    return ((m, r) for m in plan.milestones for r in m.reports
            if r.accepted and r.state is ReportedState.COMPLETED and r.checkpoint is None)


def _past_due(x: Examined) -> Check:
    """Reported as under way, computed as delayed."""
    found = assess_all(x.plan, x.as_of)
    return _said("past_due", (f"milestone/{code}" for code, a in found.items()
                              if a.status is Status.DELAYED and a.report and a.report.state is ReportedState.IN_PROGRESS))


def _personal(x: Examined) -> Check:
    """What looks like personal data; a registration number is never published."""
    found = [(key, one) for key, record in x.records.items() for name, text in _texts(record) for one in findings(text)
             if name not in ADDRESSES or one.kind in IN_ADDRESSES]
    stops = any(not one.confirmable for _, one in found)
    return _said("personal", (key for key, _ in found), Outcome.STOPS if stops else Outcome.LOOK)


def _texts(record: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        for text in _strings(value) if name not in NO_WORDS else ():
            yield name, text


def _strings(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _unexplained(x: Examined) -> Check:
    """Figures and dates that read otherwise than in the last release, and the log does not say why."""
    return _said("unexplained", (c.key for c in x.changed if _is_figure(c) and c.key not in x.explained))


def _is_figure(change: FieldChange) -> bool:
    if not change.field or change.field in NO_FIGURES:
        return change.after is None and any(map(_counts_something, hints_of(change.key).values()))
    return _counts_something(hint_of(kind_at(change.key), change.field))


def hints_of(key: str) -> dict[str, object]:
    kind = kind_at(key)
    return {name: hint_of(kind, name) for name in kind.__dataclass_fields__ if name not in NO_FIGURES}


def _counts_something(hint: object) -> bool:
    return hint in FIGURES or any(_counts_something(inner) for inner in get_args(hint))


def _waiting(x: Examined) -> Check:
    """Reports nobody decided on: they are not part of the release."""
    return _said("waiting", x.waiting)


def _answers(x: Examined) -> Check:
    """Answers to readers that lead nowhere, or promise a figure put right where none is."""
    return _said("answers", (f"correction/{c.code}" for c in x.plan.corrections if _misleads(c, x)))


def _misleads(said: Correction, x: Examined) -> bool:
    gone = said.page in ABOUT and f"{ABOUT[said.page]}/{said.about}" not in x.records
    nowhere = bool(said.release) and said.release not in x.releases | {x.release}
    here = bool(x.release) and said.release == x.release
    return gone or nowhere or here and x.before is not None and not any(c.key.partition("/")[0] not in NO_FACTS for c in x.changed)


_CHECKS: tuple[Callable[[Examined], Check], ...] = (
    _counts, _links, _evidence, _personal, _languages, _unexplained, _waiting, _past_due, _grade, _answers, _parts)
