"""Every service a person can call: how, by which right, and in which states of things it has something to do.

A state is a function of the milestone and of who wrote what lies there; it gives the values to put.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from tests.builders import (
    a_closure, a_full_plan, a_meeting, a_milestone, a_person, a_release, a_report, a_resolution, a_ticket, a_version, an_approval, an_organisation, words,
)
from tests.domain.requests import a_request, a_wish
from tests.review_cases import a_completion, a_proof, a_submission
from tests.services.reporters import GOING
from tracker.domain.actors import Action
from tracker.domain.bulk import BulkField
from tracker.domain.editable import piece
from tracker.domain.errors import NotAllowed
from tracker.domain.importing import SheetKind
from tracker.domain.importing_columns import COLUMNS
from tracker.domain.importing_rules import outcome
from tracker.domain.milestones import Judged, RecordState
from tracker.domain.periods import parse_period
from tracker.domain.plan import Plan
from tracker.domain.publication import published as published_plan
from tracker.domain.publishing import content_of
from tracker.domain.tickets import Answer, Sent
from tracker.domain.tickets import Place as TicketPlace
from tracker.domain.reviewing import ticks
from tracker.domain.words import NOTHING
from tracker.domain.workspace import ReleaseState, RequestState, Wanted
from tracker.exchange.evidence_files import checked
from tracker.exchange.workbook_form import label
from tracker.services import accounts, bulk, comments, drafts, edit_drafts, editing, evidence, exporting, history, importing, previewing, publishing, reporting, requests, reviewing, tickets, whole_plan
from tracker.services.door import Caller
from tracker.services.editing import Why
from tracker.services.printing import Press
from tracker.services.pieces import held, object_in, shown_texts, texts_of
from tracker.services.reading import Internal, internal
from tracker.store.accounts import id_of
from tracker.store.log_search import Wanted as WantedOfLog
from tracker.text import wording

LEADS = {"M01-01": "MSIT", "M01-03": "MOE"}
FILES = {code: f"Plan of action for {code}".encode() for code in LEADS}  # what was attached to each


def the_plan() -> Plan:
    """A milestone of each ministry, both ahead and reported on, among one of everything else."""
    full = a_full_plan()
    own = tuple(a_milestone(code, lead=lead, original_due="2027 Q1", seq=n, reports=(a_report(f"R-{code}-1", on="2026-06-01"),))
                for n, (code, lead) in enumerate(LEADS.items(), 11))
    return replace(full, milestones=(*own, *(m for m in full.milestones if m.code not in LEADS)), organisations=(an_organisation("MSIT"), an_organisation("MOE", rank=2)),
                   versions=(a_version(milestone_count=len(LEADS) + 1),), indicators=tuple(replace(i, milestone=None) for i in full.indicators),
                   meetings=(a_meeting("MT01"), a_meeting("MT03", number=3, on="2026-11-10")))


# -- states of a report and of its milestone
def nothing(code: str, by: str, plan: Plan) -> tuple:
    return ()


def submitted(code: str, by: str, plan: Plan, **changes) -> tuple:
    proof = a_proof(f"S-{code}-1-E1", public=False, url="", file=_sha(code), file_name="plan.txt", media_type="text/plain", size=len(FILES[code]))
    return (replace(a_submission(f"S-{code}-1", milestone=code, ministry=LEADS[code], authors=(by,), evidence=(proof,)), **changes),)


def returned(code: str, by: str, plan: Plan) -> tuple:
    return submitted(code, by, plan, record=RecordState.RETURNED, returned_for=words("Which part?"), decided_by="keeper")


def approved(code: str, by: str, plan: Plan, public: bool = False, done: bool = False) -> tuple:
    """Under way, with internal evidence."""
    (sent,) = submitted(code, by, plan)
    if done:
        sent = replace(a_completion(sent.code), milestone=code, ministry=LEADS[code], authors=(by,))
    report = a_report(f"R-{code}-2", on="2026-07-01", record="approved", state=sent.state, completed_on=sent.completed_on, grade="V2")
    milestone = plan.milestone(code)
    proofs = tuple(replace(e, report=report.code, public=public or e.public) for e in sent.evidence)
    return (replace(milestone, reports=(*milestone.reports, report), evidence=proofs),
            replace(sent, record=RecordState.APPROVED, report=report.code, decided_by="keeper", evidence=tuple(replace(e, public=public) for e in sent.evidence)))


def published(code: str, by: str, plan: Plan) -> tuple:
    return approved(code, by, plan, public=True)


def done(code: str, by: str, plan: Plan) -> tuple:
    return approved(code, by, plan, done=True)


def closed(code: str, by: str, plan: Plan) -> tuple:
    return (replace(plan.milestone(code), closure=a_closure()),)


# -- states of a change request
def requested(code: str, by: str, plan: Plan, **changes) -> tuple:
    asked = a_request(f"C-{code}-1", milestone=code, ministry=LEADS[code], asked_by=by, due=a_wish().due)
    return (replace(asked, **changes),)


def requested_major(code: str, by: str, plan: Plan, **changes) -> tuple:
    return requested(code, by, plan, **{"wanted": Wanted.DIRECTION} | changes)


def scheduled(code: str, by: str, plan: Plan) -> tuple:
    return requested_major(code, by, plan, state=RequestState.SCHEDULED, meeting="MT03", item=1)


def resolved(code: str, by: str, plan: Plan) -> tuple:
    return (a_resolution("R31", meeting="MT03", item=1, on="2026-11-10"), *scheduled(code, by, plan))


def applied(code: str, by: str, plan: Plan) -> tuple:
    return requested(code, by, plan, state=RequestState.APPLIED)


def declined(code: str, by: str, plan: Plan) -> tuple:
    return requested(code, by, plan, state=RequestState.DECLINED)


def taken_back(code: str, by: str, plan: Plan) -> tuple:
    return requested(code, by, plan, state=RequestState.WITHDRAWN)


OF_REPORTS = (nothing, submitted, returned, approved, published, done, closed)
OF_REQUESTS = (nothing, requested, requested_major, scheduled, resolved, applied, declined, taken_back)
OPEN_REQUESTS = (requested, requested_major, scheduled, resolved)
ALONE = (nothing,)


@dataclass(frozen=True)
class Place:
    """Where a call lands: who calls, what the store holds, which milestone it is about, the caller's token."""

    caller: Caller
    now: Internal
    code: str

    def version(self, key: str) -> int:
        return self.now.versions.get(key, 0)

    @property
    def milestone(self) -> int:
        return self.version(f"milestone/{self.code}")

    @property
    def submission(self) -> str:
        return f"S-{self.code}-1"

    @property
    def request(self) -> str:
        return f"C-{self.code}-1"


@dataclass(frozen=True)
class Call:
    """`action` None: whoever holds a session. `fits`: the states in which it does what it says, of `states`. `scoped`:
    it is about the milestone's ministry; `authored`: about what somebody wrote; `reads`: nothing may change; `anywhere`:
    the right is asked without any object, so a right to one's own is enough. `absent`: the states in which what it is
    about is not there, and so belongs to no ministry."""

    service: Callable
    action: Action | None
    do: Callable[[Place], object]
    states: tuple[Callable, ...] = ALONE
    fits: tuple[Callable, ...] = ALONE
    scoped: bool = True
    authored: bool = False
    reads: bool = False
    anywhere: bool = False
    absent: tuple[Callable, ...] = ()
    about: str = ""

    @property
    def name(self) -> str:
        return ".".join(filter(None, (self.service.__module__.rsplit(".", 1)[1], self.service.__name__, self.about)))

    def ministry(self, code: str) -> str | None:
        return LEADS[code] if self.scoped else None


def _sha(code: str) -> str:
    return checked("plan.txt", FILES[code]).sha256


def _seen(p: Place) -> reporting.Seen:
    waits = p.now.workspace.open_submission(p.code)
    return reporting.Seen(p.milestone, p.version(f"submission/{waits.code}") if waits else 0)


def _both(p: Place) -> reviewing.Seen:
    return reviewing.Seen(p.version(f"submission/{p.submission}"), p.milestone)


def _ticked(p: Place) -> reviewing.Confirmed:
    sent = next((s for s in p.now.workspace.submissions if s.code == p.submission), None)
    return reviewing.Confirmed(frozenset(ticks(sent)) if sent else frozenset())


def _request(p: Place) -> int:
    return p.version(f"request/{p.request}")


def _typed(p: Place, key: str, **changes: str) -> Mapping[str, str]:
    what = piece(key)
    return shown_texts(what.rule, texts_of(what.rule, held(object_in(p.now.plan, what.root_key), what))) | changes


def _own_session(p: Place) -> object:
    found = accounts.own_session(p.caller)
    if found is None:
        raise NotAllowed("error.not_signed_in")
    return found


GOAL, GPU = "goal/T01", "indicator/IND/observation/2026-12-31~2026-12-31"
NEW_PERSON = a_person("newcomer", "official", ministries=())
A = Action

REPORTING = (
    Call(reporting.submit, A.SUBMIT, lambda p: reporting.submit(p.caller, p.code, GOING, _seen(p), "k"), OF_REPORTS, (nothing, submitted, returned, approved, published)),
    Call(reporting.no_change, A.SUBMIT, lambda p: reporting.no_change(p.caller, {p.code: p.milestone}, "k"), OF_REPORTS, (nothing, approved, published)),
    Call(reporting.withdraw, A.WITHDRAW, lambda p: reporting.withdraw(p.caller, p.submission, p.version(f"submission/{p.submission}"), "k"), OF_REPORTS,
         (submitted, returned), authored=True, absent=(nothing, closed)),
    Call(drafts.draft_kept, A.DRAFT, lambda p: drafts.draft_kept(p.caller, p.code, {"summary": "half"}), OF_REPORTS, OF_REPORTS),
    Call(drafts.draft_dropped, A.DRAFT, lambda p: drafts.draft_dropped(p.caller, p.code), OF_REPORTS, OF_REPORTS),
    Call(drafts.draft_of, A.DRAFT, lambda p: drafts.draft_of(p.caller, p.code), OF_REPORTS, OF_REPORTS, reads=True),
    Call(drafts.begun, A.DRAFT, lambda p: drafts.begun(p.caller), scoped=False, reads=True, anywhere=True),
    Call(evidence.attach, A.ATTACH, lambda p: evidence.attach(p.caller, p.code, "note.txt", b"Other words"), OF_REPORTS, OF_REPORTS),
    Call(evidence.given, A.READ_EVIDENCE, lambda p: evidence.given(p.caller, _sha(p.code)), (submitted, returned, approved), (submitted, returned, approved),
         reads=True, about="internal"),
    Call(evidence.given, A.READ_PLAN, lambda p: evidence.given(p.caller, _sha(p.code)), (published,), (published,), reads=True, about="public"))

REVIEWING = (
    Call(reviewing.approve, A.APPROVE, lambda p: reviewing.approve(p.caller, p.submission, _both(p), _ticked(p), "k"), OF_REPORTS, (submitted,), authored=True),
    Call(reviewing.send_back, A.RETURN, lambda p: reviewing.send_back(p.caller, p.submission, _both(p), words("Which part?"), "k"), OF_REPORTS, (submitted,), authored=True),
    Call(reviewing.judge, A.JUDGE, lambda p: reviewing.judge(p.caller, p.code, p.milestone, Judged.WATCH, words("Slow"), date(2027, 3, 31), "k"), OF_REPORTS,
         (nothing, submitted, returned, approved, published, done)),
    Call(bulk.note_many, A.NOTE_MANY, lambda p: bulk.note_many(p.caller, BulkField.DESK, "Desk 7", {p.code: p.version(f"note/{p.code}")}, "why", "k"), OF_REPORTS, OF_REPORTS),
    *(Call(comments.add, A.COMMENT, lambda p, about=about: comments.add(p.caller, about(p), "Why so late?", "k"), states, fits, about=word, absent=tuple(s for s in states if s not in fits))
      for word, about, states, fits in (("milestone", lambda p: f"milestone/{p.code}", OF_REPORTS, OF_REPORTS),
                                        ("report", lambda p: f"submission/{p.submission}", (nothing, submitted, approved), (submitted, approved)),
                                        ("request", lambda p: f"request/{p.request}", (nothing, requested, applied), (requested, applied)))),
    *(Call(comments.about, A.READ_COMMENTS, lambda p, about=about: comments.about(p.caller, about(p)), states, fits, reads=True, about=word, absent=tuple(s for s in states if s not in fits))
      for word, about, states, fits in (("milestone", lambda p: f"milestone/{p.code}", ALONE, ALONE),
                                        ("report", lambda p: f"submission/{p.submission}", (nothing, submitted, approved), (submitted, approved)),
                                        ("request", lambda p: f"request/{p.request}", (nothing, requested, applied), (requested, applied)))))

CHANGING = (
    Call(requests.ask, A.REQUEST_CHANGE, lambda p: requests.ask(p.caller, a_wish(milestone=p.code), p.milestone, "k"), (*OF_REQUESTS, done, closed),
         (nothing, applied, declined, taken_back)),
    Call(requests.withdraw, A.WITHDRAW_CHANGE, lambda p: requests.withdraw(p.caller, p.request, _request(p), "k"), OF_REQUESTS, OPEN_REQUESTS, authored=True, absent=ALONE),
    Call(requests.schedule, A.SCHEDULE_CHANGE, lambda p: requests.schedule(p.caller, p.request, _request(p), "MT03", None, words("Item"), "k"), OF_REQUESTS,
         OPEN_REQUESTS, authored=True, absent=ALONE),
    Call(requests.decline, A.DECLINE_CHANGE, lambda p: requests.decline(p.caller, p.request, _request(p), words("No"), "k"), OF_REQUESTS, OPEN_REQUESTS, authored=True, absent=ALONE),
    Call(requests.record_resolution, A.EDIT_PLAN, lambda p: requests.record_resolution(p.caller, p.request, _request(p), "R32", date(2026, 11, 10), "", "k"),
         OF_REQUESTS, (scheduled,), scoped=False),
    Call(requests.apply_request, A.APPLY_CHANGE, lambda p: requests.apply_request(p.caller, p.request, p.request, requests.Seen(_request(p), p.milestone), "k"),
         (nothing, requested, requested_major, applied, declined, taken_back), (requested,), authored=True, absent=ALONE, about="minor"),
    Call(requests.apply_request, A.APPLY_CHANGE, lambda p: requests.apply_request(p.caller, p.request, "R31", requests.Seen(_request(p), p.milestone), "k"),
         (requested, scheduled, resolved, applied), (resolved,), authored=True, about="major"))

EDITING = (
    Call(editing.save, A.EDIT_PLAN, lambda p: editing.save(p.caller, GOAL, _typed(p, GOAL, note_en="Noted"), p.version(GOAL), Why("The paper says so"), "k"), scoped=False),
    Call(editing.save, A.CORRECT_PLAN, lambda p: editing.save(p.caller, GPU, _typed(p, GPU, value="77"), p.version("indicator/IND"), Why("It was misread", correction=True), "k"),
         scoped=False, about="correction"),
    Call(editing.remove, A.CORRECT_PLAN, lambda p: editing.remove(p.caller, GPU, p.version("indicator/IND"), Why("It was misread", correction=True), "k"), scoped=False),
    Call(edit_drafts.keep, A.EDIT_PLAN, lambda p: edit_drafts.keep(p.caller, GOAL, 1, {}, {"note_en": "half"}), scoped=False),
    Call(edit_drafts.drop, A.EDIT_PLAN, lambda p: edit_drafts.drop(p.caller, GOAL), scoped=False),
    Call(edit_drafts.held, A.EDIT_PLAN, lambda p: edit_drafts.held(p.caller, GOAL), scoped=False, reads=True),
    Call(history.search, A.READ_LOG, lambda p: history.search(p.caller, WantedOfLog()), scoped=False, reads=True),
    Call(history.checked, A.READ_LOG, lambda p: history.checked(p.caller), scoped=False, reads=True))

PEOPLE = (
    Call(accounts.add_person, A.KEEP_PEOPLE, lambda p: accounts.add_person(p.caller, NEW_PERSON), scoped=False),
    Call(accounts.change_person, A.KEEP_PEOPLE, lambda p: accounts.change_person(p.caller, "writer", "why", office=words("Another office")), scoped=False),
    Call(accounts.disable, A.KEEP_PEOPLE, lambda p: accounts.disable(p.caller, "writer"), scoped=False),
    Call(accounts.enable, A.KEEP_PEOPLE, lambda p: accounts.enable(p.caller, "disabled"), scoped=False),
    Call(accounts.reset, A.KEEP_PEOPLE, lambda p: accounts.reset(p.caller, "writer"), scoped=False),
    Call(accounts.end_sessions_of, A.KEEP_PEOPLE, lambda p: accounts.end_sessions_of(p.caller, "writer"), scoped=False),
    Call(accounts.sessions_of_person, A.READ_PEOPLE, lambda p: accounts.sessions_of_person(p.caller, "writer"), scoped=False, reads=True),
    Call(accounts.own_session, None, _own_session, scoped=False, reads=True),
    Call(accounts.sessions_of, None, lambda p: accounts.sessions_of(p.caller), scoped=False, reads=True),
    Call(accounts.end_session, None, lambda p: accounts.end_session(p.caller, id_of(p.caller.token)), scoped=False),
    Call(accounts.end_all, None, lambda p: accounts.end_all(p.caller), scoped=False))



def asked_about(code: str, by: str, plan: Plan) -> tuple:
    return (a_ticket("Q-1"),)


NUMBER = TicketPlace("milestone", "milestones", "M01-01")
TOLD = Answer(words("Is it right?"), words("It is"))
CORRECTING = (
    Call(tickets.send, A.ASK_CORRECTION, lambda p: tickets.send(p.caller, NUMBER, Sent("It is 7"), "knock", "k"), scoped=False),
    Call(tickets.answer, A.EDIT_PLAN, lambda p: tickets.answer(p.caller, "Q-1", p.version("ticket/Q-1"), TOLD, Path("nowhere"), "k"), (nothing, asked_about), (asked_about,), scoped=False),
    Call(tickets.reject, A.EDIT_PLAN, lambda p: tickets.reject(p.caller, "Q-1", p.version("ticket/Q-1"), "Not a number", "k"), (nothing, asked_about), (asked_about,), scoped=False))

# -- releases: open, frozen with the approval of `by`, approved by two, published
def _release(by: str, plan: Plan, state: ReleaseState, *approvers: str):
    public = published_plan(plan)
    return a_release(state=state, opened_by=by, as_of="2026-11-22", frozen_seq=1, content=content_of(public),
                     approvals=tuple(an_approval(person) for person in approvers))


def opened(code: str, by: str, plan: Plan) -> tuple:
    return (a_release(opened_by=by),)


def frozen(code: str, by: str, plan: Plan) -> tuple:
    return (_release(by, plan, ReleaseState.FROZEN, by),)


def passed(code: str, by: str, plan: Plan) -> tuple:
    return (_release(by, plan, ReleaseState.APPROVED, by, "somebody"),)


def out(code: str, by: str, plan: Plan) -> tuple:
    return (_release(by, plan, ReleaseState.PUBLISHED, by, "somebody"),)


OF_RELEASES, RELEASE = (nothing, opened, frozen, passed, out), "2026Q4-r1"


def _empty() -> Path:
    """A folder nothing was published in; no deed here gets as far as writing a release."""
    return Path(mkdtemp(prefix="releases-"))


def _seen_release(p: Place) -> int:
    return p.version(f"release/{RELEASE}")


def _read_all(p: Place) -> tuple[str, frozenset[str]]:
    draft = next((d for d in p.now.workspace.releases if d.code == RELEASE), None)
    return (draft.content if draft else ""), frozenset({"past_due", "grade", "parts", "languages", "waiting", "unexplained", "personal", "answers"})


def _caller_later(p: Place) -> datetime:
    return p.caller.at + timedelta(days=400)


PUBLISHING = (
    Call(publishing.open_cycle, A.PREPARE_RELEASE, lambda p: publishing.open_cycle(p.caller, parse_period("2027 Q1"), NOTHING, _empty(), "k"), OF_RELEASES, (nothing, out), scoped=False),
    Call(publishing.freeze, A.PREPARE_RELEASE, lambda p: publishing.freeze(p.caller, RELEASE, _seen_release(p), None, _empty(), "k"), OF_RELEASES, (opened, frozen, passed), scoped=False,
         absent=(nothing,)),
    Call(publishing.reopen, A.PREPARE_RELEASE, lambda p: publishing.reopen(p.caller, RELEASE, _seen_release(p), _empty(), "k"), OF_RELEASES, (frozen, passed), scoped=False,
         absent=(nothing,)),
    Call(publishing.approve, A.APPROVE_RELEASE, lambda p: publishing.approve(p.caller, RELEASE, *_read_all(p), _empty(), "k"), OF_RELEASES, (frozen,), scoped=False, authored=True,
         absent=(nothing,)),
    Call(publishing.publish, A.PREPARE_RELEASE, lambda p: publishing.publish(p.caller, RELEASE, _seen_release(p), Press(_empty(), dict), _caller_later(p), "k"), OF_RELEASES[:-1],
         (passed,), scoped=False, absent=(nothing,)),
    Call(publishing.publish_beside, A.PREPARE_RELEASE, lambda p: publishing.publish_beside(p.caller, RELEASE, _seen_release(p), Press(_empty(), dict), "k"), OF_RELEASES[:-1],
         (passed,), scoped=False, absent=(nothing,)),
    Call(publishing.caught_up, A.PREPARE_RELEASE, lambda p: publishing.caught_up(p.caller, Press(_empty(), dict)), (nothing, opened, frozen, passed), (nothing, opened, frozen, passed),
         scoped=False),
    Call(publishing.withdraw, A.APPROVE_RELEASE, lambda p: publishing.withdraw(p.caller, RELEASE, _seen_release(p), words("Wrong"), _empty(), "k"), OF_RELEASES, (out,), scoped=False,
         absent=(nothing,)),
    Call(previewing.preview, A.PREPARE_RELEASE, lambda p: previewing.preview(p.caller, RELEASE, _empty()), (opened, frozen), (opened, frozen), scoped=False, reads=True))

# -- workbooks
def _a_file(code: str) -> bytes:
    """A report on the milestone, as CSV of the columns of a workbook."""
    texts = {"milestone": code, "state": wording("en")("milestones.state_in_progress"), "summary": "Under way"}
    columns = COLUMNS[SheetKind.REPORTS]
    return "\n".join((",".join(label(wording("en"), SheetKind.REPORTS, column) for column in columns), ",".join(texts.get(column.key, "") for column in columns))).encode()


def _weighed(p: Place):
    """The dry run; where it tells only that a row is not theirs, that is a refusal."""
    run = importing.dry_run(p.caller, _a_file(p.code), language="en")
    told = {problem.key for row in run.rows for problem in row.problems}
    if told and all(key.startswith("error.") for key in told):
        raise NotAllowed(told.pop())
    return run


IMPORTING = (
    Call(importing.dry_run, A.SUBMIT, _weighed, reads=True),
    Call(importing.apply, A.SUBMIT, lambda p: importing.apply(p.caller, _a_file(p.code), outcome(_weighed(p)), language="en")),
    Call(importing.bring, A.SUBMIT, lambda p: importing.bring(p.caller, b"a file", "a.xlsx"), scoped=False, anywhere=True),
    Call(importing.brought, A.SUBMIT, lambda p: importing.brought(p.caller), scoped=False, anywhere=True, reads=True),
    Call(importing.put_aside, A.SUBMIT, lambda p: importing.put_aside(p.caller), scoped=False, anywhere=True),
    Call(exporting.workbook_for, A.SUBMIT, lambda p: exporting.workbook_for(p.caller, LEADS[p.code], "en"), reads=True),
    Call(exporting.marked, A.SUBMIT, lambda p: (importing.bring(p.caller, _a_file(p.code), "a.csv"), exporting.marked(p.caller, "en")), scoped=False, anywhere=True),
    Call(whole_plan.differing, A.EDIT_PLAN, lambda p: whole_plan.differing(p.caller, p.now.plan), scoped=False, reads=True),
    Call(whole_plan.as_bundle, A.EDIT_PLAN, lambda p: whole_plan.as_bundle(p.caller), scoped=False, reads=True),
    Call(whole_plan.as_json, A.EDIT_PLAN, lambda p: whole_plan.as_json(p.caller), scoped=False, reads=True))

CALLS = IMPORTING + PUBLISHING + REPORTING + REVIEWING + CHANGING + EDITING + CORRECTING + PEOPLE

# What takes a caller and is no deed of a person's.
NO_DEEDS = {
    "door.perform": "the door itself", "door.perform_in_steps": "the door itself", "door.read": "the door itself",
    "whole_plan.put_in_place": "only the machine itself, whatever rights somebody holds: tests/services/test_whole_plan.py",
    "evidence.words_of": "looks into files for the rules of reporting and shows nobody anything"}


def place(caller: Caller, code: str) -> Place:
    return Place(caller, internal(caller.engine), code)
