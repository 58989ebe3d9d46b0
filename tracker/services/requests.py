"""Change requests: asked for by a ministry, put on an agenda, resolved, and applied by a resolver who types the number."""

from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.actors import Action, Subject
from tracker.domain.committee import AgendaItem, Meeting, Resolution
from tracker.domain.errors import BadInput, TrackerError
from tracker.domain.milestones import ChangeKind
from tracker.domain.periods import day
from tracker.domain.rebaselining import (
    Wish, applied, confirmed, effective_on, fitting, next_code, problems, require_next, resolutions_for, wish_of,
)
from tracker.domain.records import key_of
from tracker.domain.sources import Confidence, Origin
from tracker.domain.words import NOTHING, Bilingual
from tracker.domain.workspace import ChangeRequest, RequestState
from tracker.services.door import Caller, perform
from tracker.store.work import Work
from tracker.text import wording


@dataclass(frozen=True)
class Seen:
    """The versions of a request and of its milestone a person had before them."""

    request: int
    milestone: int


def ask(caller: Caller, wish: Wish, seen: int, key: str) -> str:
    """Asks for a change of a milestone seen at version `seen`; the code of the request. Raises NotAllowed, Conflict, BadInput."""
    wish = fitting(wish)

    def do(work: Work) -> str:
        milestone = work.plan.milestone(wish.milestone)
        work.seen(key_of(milestone), seen)
        _refuse(problems(work.plan, work.workspace, wish, caller.today))
        request = ChangeRequest(
            next_code(work.workspace, milestone.code), milestone.code, milestone.lead, wish.wanted, wish.ground, wish.reason, wish.effects,
            RequestState.REQUESTED, work.actor.code, work.at, work.version(key_of(milestone)), wish.due, wish.lead, wish.into)
        work.reason = _plain(wish.reason)
        work.put(request)
        return request.code

    return perform(caller, Action.REQUEST_CHANGE, do, subject=lambda work: Subject(work.plan.milestone(wish.milestone).lead), key=key)


def withdraw(caller: Caller, code: str, seen: int, key: str) -> str:
    """Takes a request back before it is decided."""

    def do(work: Work) -> str:
        held = _open(work, code, seen, RequestState.WITHDRAWN)
        work.put(_decided(work, held, RequestState.WITHDRAWN))
        return code

    return perform(caller, Action.WITHDRAW_CHANGE, do, subject=_subject(code), key=key)


def decline(caller: Caller, code: str, seen: int, answer: Bilingual, key: str) -> str:
    """Ends a request with an answer, which the ministry reads word for word."""

    def do(work: Work) -> str:
        held = _open(work, code, seen, RequestState.DECLINED)
        if not answer:
            raise TrackerError("requests.error_no_answer")
        work.reason = _plain(answer)
        work.put(replace(_decided(work, held, RequestState.DECLINED), answer=answer))
        return code

    return perform(caller, Action.DECLINE_CHANGE, do, subject=_subject(code), key=key)


def schedule(caller: Caller, code: str, seen: int, meeting: str, item: int | None, title: Bilingual, key: str) -> str:
    """Puts a request on the agenda of a meeting: on an item it has, or on a new one called `title`."""

    def do(work: Work) -> str:
        held, host = _open(work, code, seen, RequestState.SCHEDULED), work.plan.meeting(meeting)
        if item is None:
            host = _with_item(host, title)
            work.put(host)
        elif item not in {a.seq for a in host.agenda}:
            raise TrackerError("requests.error_no_item", meeting=meeting)
        work.put(replace(held, state=RequestState.SCHEDULED, meeting=meeting, item=host.agenda[-1].seq if item is None else item))
        return code

    return perform(caller, Action.SCHEDULE_CHANGE, do, subject=_subject(code), key=key)


def _with_item(meeting: Meeting, title: Bilingual) -> Meeting:
    if not title:
        raise TrackerError("requests.error_no_title")
    seq = max((a.seq for a in meeting.agenda), default=0) + 1
    return replace(meeting, agenda=(*meeting.agenda, AgendaItem(seq, title)))


def record_resolution(caller: Caller, code: str, seen: int, number: str, on: date, url: str, key: str) -> str:
    """Records that the agenda item of a request was resolved: number, day, address of the document (may be empty); the
    number. The rest follows from the request and can be put right among the resolutions."""

    def do(work: Work) -> str:
        held = _open(work, code, seen, RequestState.APPLIED)
        work.put(_resolution(work, held, number.strip(), on, url.strip(), caller.today))
        work.resolution = number.strip()
        return number.strip()

    return perform(caller, Action.EDIT_PLAN, do, key=key)


def _resolution(work: Work, held: ChangeRequest, number: str, on: date, url: str, today: date) -> Resolution:
    if held.state is not RequestState.SCHEDULED or held.wanted.kind is ChangeKind.MINOR:
        raise TrackerError("requests.error_not_scheduled", code=held.code)
    if not number:
        raise TrackerError("requests.error_no_number")
    if any(r.code.casefold() == number.casefold() for r in work.plan.resolutions) or resolutions_for(work.plan, held):
        raise TrackerError("requests.error_number_taken", number=number)
    if url and not url.startswith(("https://", "http://")):
        raise TrackerError("requests.error_bad_url")
    if on > today:
        raise TrackerError("requests.error_resolution_ahead", code=number, on=on)
    item = next(a for a in work.plan.meeting(held.meeting).agenda if a.seq == held.item)
    body = work.plan.organisation(held.ministry).name if held.ministry else NOTHING
    adopted = Bilingual(*(wording(language)("requests.adopted") for language in ("ko", "en")))
    return Resolution(number, held.meeting, held.item, day(on), item.title, adopted, body, NOTHING, NOTHING,
                      Origin(url, on.isoformat(), Confidence.HIGH))


def apply_request(caller: Caller, code: str, typed: str, seen: Seen, key: str) -> str:
    """Applies a request: the milestone gets its new baseline, lead or closure. `typed` is the number that confirms it,
    of the resolution or, for a minor change, of the request. Raises NotAllowed (one's own too), Conflict, NotReady,
    BadInput and TrackerError; then nothing changed."""

    def do(work: Work) -> str:
        held = _open(work, code, seen.request, RequestState.APPLIED)
        milestone = work.plan.milestone(held.milestone)
        work.seen(key_of(milestone), seen.milestone)
        resolution = confirmed(work.plan, held, typed, caller.today)
        _refuse(problems(work.plan, work.workspace, wish_of(held), caller.today, own=code))
        on = effective_on(resolution, caller.today)
        number = resolution.code if resolution else None
        work.reason, work.resolution = _plain(held.reason), number or held.code
        work.put(applied(milestone, held, resolution, on),
                 replace(_decided(work, held, RequestState.APPLIED), resolution=number, effective_on=on))
        return code

    return perform(caller, Action.APPLY_CHANGE, do, subject=_subject(code), key=key)


def _subject(code: str):
    return lambda work: work.workspace.request(code).subject


def _open(work: Work, code: str, seen: int, state: RequestState) -> ChangeRequest:
    """The request as the person saw it, where it can still go to `state`."""
    held = work.workspace.request(code)
    work.seen(key_of(held), seen)
    require_next(held, state)
    return held


def _decided(work: Work, held: ChangeRequest, state: RequestState) -> ChangeRequest:
    return replace(held, state=state, decided_by=work.actor.code, decided_at=work.at)


def _refuse(found: tuple) -> None:
    if found:
        raise BadInput(found)


def _plain(words: Bilingual) -> str:
    return words.within("ko")
