"""What must be true after everything anybody does, each rule worked out anew from the log, the tables and the plan."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Engine

from tests.store.working import in_tables
from tracker.domain.actors import PERMISSIONS, Action
from tracker.domain.log import START, Entry, Head, first_break, replay
from tracker.domain.milestones import ChangeKind, Milestone, RecordState, ReportedState
from tracker.domain.periods import Period
from tracker.domain.progress import earned_value
from tracker.domain.records import POSITION, Records, root_of
from tracker.domain.workspace import Person, RequestState, Submission, Wanted
from tracker.services.reading import Internal
from tracker.store import log
from tracker.store.engine import reading

SECRET = "only-for-inside"  # stands in everything that is internal
ENDED = (RequestState.APPLIED, RequestState.DECLINED, RequestState.WITHDRAWN)
UNDECIDED = (RecordState.SUBMITTED, RecordState.RETURNED)
# What may touch the plan that the public reads.
PUBLIC = {Action.APPROVE, Action.JUDGE, Action.APPLY_CHANGE, Action.EDIT_PLAN, Action.CORRECT_PLAN, Action.SCHEDULE_CHANGE}


class Proof:
    """Holds what was so before, to compare with."""

    def __init__(self, engine: Engine, start: Internal) -> None:
        self.engine, self.first = engine, start.plan
        self.head, self.replayed = Head(0, START), {}
        self.due: dict[str, Period | None] = {m.code: m.original_due for m in start.plan.milestones}
        self.contents: dict[tuple[str, int], str] = {}
        self.ended: dict[str, object] = {}
        self._read_on()

    def _read_on(self) -> list[Entry]:
        """The entries since, added to what was replayed. The one the log ended with has to be there still."""
        with reading(self.engine) as session:
            held = [e for e in log.entries(session, after=max(0, self.head.seq - 1)) if self.head.seq]
            new = held[1:] if self.head.seq else list(log.entries(session))
        assert not self.head.seq or held[0].hash == self.head.hash, "the log was rewritten"
        assert first_break(new, self.head) is None, "the chain is broken"
        self.replayed = replay(new, self.replayed)
        self.head = Head(new[-1].seq, new[-1].hash) if new else self.head
        return new

    def step(self, who: str, person: Person, action: Action, before: Internal, now: Internal, today: date) -> None:
        """Everything, after somebody did something."""
        new = self._read_on()
        tables = in_tables(self.engine)
        assert self.replayed == tables, "the log does not lead to what the tables hold"
        _signed(new, who, person, action)
        self._versions(before, now, tables)
        self._decisions(before, now, today)
        _reports(before, now, today)
        _standing(self.first, self.due, now, today)
        _inside(action, before, now, tables)

    def _versions(self, before: Internal, now: Internal, tables: Records) -> None:
        """A version names one content for ever, and never goes back."""
        assert all(now.versions.get(key, 0) >= version for key, version in before.versions.items()), "a version went back"
        for key, content in contents(tables):
            told = self.contents.setdefault((key, now.versions[key]), content)
            assert told == content, f"{key} changed and kept its version"

    def _decisions(self, before: Internal, now: Internal, today: date) -> None:
        """What was decided, by whom, and that it stays so."""
        for held in now.workspace.submissions:
            if held.record is RecordState.APPROVED:
                was = next((s for s in before.workspace.submissions if s.code == held.code), None)
                _approved(was, held, now, self._writers(held.code))
        for request in now.workspace.requests:
            if request.state in ENDED:
                assert self.ended.setdefault(request.code, request) == request, "what was decided was decided again"
            was = next((r for r in before.workspace.requests if r.code == request.code), None)
            if request.state is RequestState.APPLIED and (was is None or was.state is not RequestState.APPLIED):
                self._applied(request, before, now, today)

    def _writers(self, code: str) -> set[str]:
        """Who the log says wrote the report, whatever the report says: since one of the same code was taken back."""
        key, found = f"submission/{code}", set()
        with reading(self.engine) as session:
            for e in log.entries_of(session, key):
                found = set() if e.action == Action.WITHDRAW else found
                found |= {e.actor} if e.action == Action.SUBMIT else set()
        return found

    def _applied(self, request, before: Internal, now: Internal, today: date) -> None:
        assert request.decided_by != request.asked_by, "somebody applied their own request"
        if request.wanted in (Wanted.DUE, Wanted.DIRECTION):
            self.due[request.milestone] = request.due
        if request.wanted.kind is ChangeKind.MAJOR:
            decided = next((r for r in before.plan.resolutions if r.code == request.resolution), None)
            assert decided and (decided.meeting, decided.item) == (request.meeting, request.item) and decided.on.last <= today, "no such resolution"


def _signed(new: list[Entry], who: str, person: Person, action: Action) -> None:
    """Every entry says who, by which right, in a role they held and that gives it."""
    for e in new:
        assert (e.actor, e.action) == (who, action), f"the log says {e.actor} {e.action}"
        assert e.role in person.roles and e.role in PERMISSIONS[action], f"{who} as {e.role}"


def contents(tables: Records) -> Iterator[tuple[str, str]]:
    """Every object with its parts as one text; where it stands among its like is no content of it."""
    roots: dict[str, dict] = {}
    for key, record in tables.items():
        own = {name: value for name, value in record.items() if name != POSITION or key != root_of(key)}
        roots.setdefault(root_of(key), {})[key] = own
    return ((key, json.dumps(found, sort_keys=True, ensure_ascii=False)) for key, found in roots.items())


def _approved(was: Submission | None, held: Submission, now: Internal, writers: set[str]) -> None:
    assert held.decided_by not in held.authors and held.decided_by not in writers, "somebody approved their own report"
    report = next((r for r in now.plan.milestone(held.milestone).reports if r.code == held.report), None)
    assert report is not None and report.accepted, "approved, and not in the plan"
    assert (report.state, report.completed_on, report.summary, report.checkpoint) == (held.state, held.completed_on, held.summary, held.checkpoint)
    if held.state is ReportedState.COMPLETED:
        assert now.plan.milestone(held.milestone).evidence_of(report.code) and report.has_evidence, "accepted without evidence"
    if was is not None and was.record is not RecordState.APPROVED:
        assert was.record is RecordState.SUBMITTED, "approved while it waited for the ministry"
        same = replace(was, **{name: getattr(held, name) for name in ("record", "decided_by", "decided_at", "grade", "report", "returned_for")})
        assert same == held, "approved in other words than handed in"


def _reports(before: Internal, now: Internal, today: date) -> None:
    """Reports stay; an accepted completion never lowers what was earned."""
    finished = False
    for milestone in now.plan.milestones:
        was = before.plan.milestone(milestone.code).reports
        assert milestone.reports[:len(was)] == was, "an accepted report changed or went"
        new = milestone.reports[len(was):]
        finished |= any(r.accepted and r.state is ReportedState.COMPLETED for r in new)
    if finished:
        assert earned_value(now.plan.milestones, today) >= earned_value(before.plan.milestones, today), "a completion lowered progress"
        gained = [m for m in now.plan.milestones if len(m.reports) > len(before.plan.milestone(m.code).reports) and m.reports[-1].checkpoint is None]
        assert all(earned_value([m], today) == m.weight for m in gained), "an accepted completion earned nothing"


def _standing(first, due: dict[str, Period | None], now: Internal, today: date) -> None:
    """The plan's own promises: dates, judgements, closures, shares, and who can let others in."""
    assert [m.code for m in now.plan.milestones] == [m.code for m in first.milestones], "a milestone left the plan"
    for milestone in now.plan.milestones:
        assert milestone.original_due == first.milestone(milestone.code).original_due, "the first date moved"
        assert milestone.due(today) == due[milestone.code], "the date is not that of the last change"
        assert len([s for s in now.workspace.submissions if s.milestone == milestone.code and s.record in UNDECIDED]) <= 1, "two reports are open"
        _judged(milestone)
        if milestone.closure:
            assert milestone.closure.resolution in {r.code for r in now.plan.resolutions}, "closed without a resolution"
        assert all(r.resolution for r in milestone.rebaselines if r.kind is ChangeKind.MAJOR), "a direction changed without a resolution"
    for sent in now.workspace.submissions:
        assert sent.evidence or sent.state is not ReportedState.COMPLETED, "handed in as done without evidence"
        assert sent.returned_for or sent.record is not RecordState.RETURNED, "returned without a reason"
    assert all(sum(link.share or 0 for link in p.links) <= 1 for p in now.plan.programmes), "shares over one"
    assert any("admin" in p.roles and not p.disabled for p in now.workspace.people), "nobody is left to let others in"


def _judged(milestone: Milestone) -> None:
    for made in milestone.judgements:
        after = milestone.judgement(max(j.expires_on for j in milestone.judgements) + timedelta(days=1))
        assert after is None and (made.expires_on - made.on).days <= 184, "a judgement never expires"


def _inside(action: Action, before: Internal, now: Internal, tables: Records) -> None:
    """Nothing internal is in the plan, and internal work leaves the plan as it is."""
    if action not in PUBLIC:
        assert now.plan == before.plan and now.revision == before.revision, f"{action} changed the plan"
    of_plan = {key: record for key, record in tables.items() if key.split("/")[0] not in ("person", "submission", "comment", "request", "note")}
    assert SECRET not in json.dumps(of_plan, ensure_ascii=False), "something internal is in the plan"
