"""What one person has typed into the report form of one milestone, kept in the session and, at every change, in the store."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import uuid4

import streamlit as st

from tracker.domain.errors import Conflict, TrackerError
from tracker.domain.milestones import Milestone
from tracker.domain.reporting import BadReport, Term, TypedReport
from tracker.domain.retyping import as_fields, begun_from, correcting, from_fields, typed_again
from tracker.domain.typed_evidence import TypedEvidence
from tracker.domain.workspace import Submission
from tracker.services import drafts, evidence, reporting
from tracker.services.reporting import ReportConflict, Seen
from tracker.ui import acts
from tracker.ui.forms import Form
from tracker.ui.member import Member

OWN = ("state", "completed_on", "forecast", "summary", "obstacle", "note")
PIECE = ("kind", "title", "body", "on", "url", "reason", "public")


@dataclass
class Held:
    """`seen` are the versions the writer began from; `files` what is attached to each piece of evidence, `loads` how
    often (an uploader is emptied by a new name), `stash` what fields held that are not shown now; `tried` that errors are
    shown from now on."""

    seen: Seen
    corrects: str = ""
    asked: str = ""  # the correction the address asked for
    pieces: int = 0
    files: dict[int, TypedEvidence] = field(default_factory=dict)
    loads: int = 0
    stash: dict[str, str] = field(default_factory=dict)
    saved: datetime | None = None
    tried: bool = False
    notice: str = ""
    file_error: dict[int, str] = field(default_factory=dict)
    conflict: ReportConflict | None = None
    mine: TypedReport | None = None  # what was handed in when the conflict came
    sent: str = ""
    intent: str = field(default_factory=lambda: uuid4().hex)


def form_of(member: Member, code: str, errors=None) -> Form:
    return Form(member.t, f"report_{code}", errors or {}, keep=lambda name: keep(member, code, name))


def held(code: str) -> Held | None:
    """What is held of the form, None once it was given up or withdrawn."""
    return st.session_state.get(f"held_{code}")


def begin(member: Member, milestone: Milestone) -> Held:
    """What the form holds: as it stands in this session, else the kept draft, else what the state of things suggests.
    Streamlit forgets the fields of a page one leaves; the draft does not."""
    code, form = milestone.code, form_of(member, milestone.code)
    now, asked = held(code), member.value("corrects")
    if asked and (now is None or now.asked != asked):
        return start(member, milestone, asked)
    if now and (form.key("summary") in st.session_state or now.sent or now.conflict):
        return now
    return start(member, milestone)


def start(member: Member, milestone: Milestone, asked: str = "") -> Held:
    """The form as the store knows it. A draft of something else gives way to a correction that was `asked` for."""
    code, kept = milestone.code, drafts.draft_of(member.caller, milestone.code)
    waiting = member.workspace.open_submission(code)
    typed = from_fields(kept.fields) if kept else None
    if typed and (not asked or typed.corrects == asked):
        seen = kept.fields.get("seen")
        now = Held(Seen(*seen) if isinstance(seen, list) and len(seen) == 2 else _seen(member, code, waiting), saved=kept.saved_at)
    else:
        typed, now = first(member, milestone, waiting), Held(_seen(member, code, waiting))
    now.asked, st.session_state[f"held_{code}"] = asked, now
    fill(member, code, typed)
    return now


def first(member: Member, milestone: Milestone, waiting: Submission | None) -> TypedReport:
    """What a form starts from where nothing was typed yet."""
    asked, reports = member.value("corrects"), milestone.accepted_reports(member.today)
    if waiting:
        return typed_again(waiting, member.language)
    if asked and (report := correcting(milestone, asked, member.language)):
        return report
    step = member.value("checkpoint")
    typed = begun_from(reports[-1] if reports else None, member.language, member.today)
    return replace(typed, checkpoint=int(step)) if step.isdigit() and int(step) in {c.seq for c in milestone.checkpoints} else typed


def _seen(member: Member, code: str, waiting: Submission | None) -> Seen:
    return Seen(member.version(f"milestone/{code}"), member.version(f"submission/{waiting.code}") if waiting else 0)


def fill(member: Member, code: str, typed: TypedReport) -> None:
    """Puts a report into the fields, whatever they held."""
    form, now = form_of(member, code), held(code)
    form.clear()
    now.stash = {name: getattr(typed, name) for name in OWN}
    for name in OWN:
        form.set(name, getattr(typed, name) or (None if name == "state" else ""))
    form.set("checkpoint", str(typed.checkpoint or ""))
    now.corrects, now.pieces, now.files, now.loads = typed.corrects, len(typed.evidence), {}, now.loads + 1
    for n, piece in enumerate(typed.evidence):
        fill_piece(form, n, piece)
        if piece.file:
            now.files[n] = piece
    for mark in typed.confirmed:
        form.set(f"ok_{mark}", True)


def fill_piece(form: Form, n: int, piece: TypedEvidence) -> None:
    for name in PIECE:
        value = getattr(piece, name)
        form.set(f"e{n}_{name}", value or None if name == "kind" else value)


def typed(member: Member, code: str) -> TypedReport:
    """What the fields say now."""
    form, now = form_of(member, code), held(code)
    own = {name: str(form.value(name)) if form.key(name) in st.session_state else now.stash.get(name, "") for name in OWN}
    step = str(form.value("checkpoint"))
    marks = tuple(k.removeprefix(form.key("ok_")) for k, v in st.session_state.items() if str(k).startswith(form.key("ok_")) and v)
    return TypedReport(**own, checkpoint=int(step) if step.isdigit() else None, corrects=now.corrects, confirmed=marks, language=member.language,
                       evidence=tuple(_piece(form, now, n) for n in range(shown(member, code))))


def shown(member: Member, code: str) -> int:
    """How many pieces of evidence the form shows: a completion at least one."""
    done = form_of(member, code).value("state") == "completed"
    return max(held(code).pieces, 1 if done else 0)


def _piece(form: Form, now: Held, n: int) -> TypedEvidence:
    said = {name: str(form.value(f"e{n}_{name}")) for name in PIECE if name != "public"}
    file = now.files.get(n, TypedEvidence())
    return TypedEvidence(**said, public=bool(form.value(f"e{n}_public", True)), file=file.file, file_name=file.file_name,
                         media_type=file.media_type, size=file.size)


def keep(member: Member, code: str, name: str = "") -> None:
    """Keeps what is typed; an upload is taken in first. Says so where it cannot."""
    now, caller = held(code), member.caller
    if "_file" in name:
        _attach(member, code, name)
    report = typed(member, code)
    now.stash = {each: getattr(report, each) for each in OWN}
    now.pieces = max(now.pieces, len(report.written))  # evidence that was begun stays in view
    try:
        drafts.draft_kept(caller, code, as_fields(report) | {"seen": [now.seen.milestone, now.seen.submission]})
    except TrackerError as error:
        now.notice = member.t("report.not_kept", why=member.t(error.key, **error.values))
    else:
        now.saved, now.notice = caller.at, ""


def _attach(member: Member, code: str, name: str) -> None:
    now, n = held(code), int(name[1:].split("_")[0])
    upload = form_of(member, code).value(name, None)
    if upload is None:
        return
    try:
        file = evidence.attach(member.caller, code, upload.name, upload.getvalue())
    except TrackerError as error:
        now.file_error[n] = member.t(error.key, **error.values)
    else:
        now.files[n] = TypedEvidence(file=file.sha256, file_name=file.name, media_type=file.media_type, size=file.size)
        now.file_error.pop(n, None)
        now.loads += 1


def drop_file(member: Member, code: str, n: int) -> None:
    held(code).files.pop(n, None)
    held(code).file_error.pop(n, None)
    keep(member, code)


def more(member: Member, code: str) -> None:
    held(code).pieces = shown(member, code) + 1
    form_of(member, code).set(f"e{held(code).pieces - 1}_public", True)
    keep(member, code)


def less(member: Member, code: str) -> None:
    """Takes the last piece away."""
    n = held(code).pieces = max(shown(member, code) - 1, 0)
    form_of(member, code).clear(*(f"e{n}_{name}" for name in PIECE))
    held(code).files.pop(n, None)
    keep(member, code)


def take_record(member: Member, code: str, record: TypedReport) -> None:
    """Fills from the public record what is still empty; nothing typed is written over."""
    form = form_of(member, code)
    for name in ("state", "completed_on", "summary"):
        if not form.value(name) and getattr(record, name):
            form.set(name, getattr(record, name))
    if form.value("state") == record.state == "completed" and not form.value("completed_on"):
        form.set("completed_on", record.completed_on)
    held(code).pieces = max(held(code).pieces, 1)
    form.start({"e0_public": True})
    for name in ("kind", "title", "body", "on", "url"):
        if not form.value(f"e0_{name}"):
            form.set(f"e0_{name}", getattr(record.evidence[0], name) or (None if name == "kind" else ""))
    keep(member, code)


def send(member: Member, code: str, report: TypedReport | None = None) -> None:
    """Hands it in. What keeps it back is told by the next run; nothing typed is lost."""
    now = held(code)
    now.notice, now.tried = "", True
    try:
        now.sent = reporting.submit(member.caller, code, report or typed(member, code), now.seen, now.intent)
    except BadReport:
        return
    except ReportConflict as conflict:
        now.conflict, now.mine = conflict, report or typed(member, code)
    except Conflict as conflict:
        _look_again(member, code, conflict)
    except TrackerError as error:
        now.notice = member.t(error.key, **error.values)


def _look_again(member: Member, code: str, conflict: Conflict) -> None:
    """The milestone changed, or what was seen is gone: from now on the present versions count as seen."""
    now = held(code)
    try:
        fresh = member.again()
    except TrackerError as error:
        now.notice = member.t(error.key, **error.values)
        return
    now.seen = _seen(fresh, code, fresh.workspace.open_submission(code))
    keep(member, code)
    key = conflict.key if conflict.key.startswith("report.") else "report.changed"
    now.notice = now.notice or (member.t(key, **conflict.values) if key == conflict.key else member.t(key))


def send_settled(member: Member, code: str, report: TypedReport) -> None:
    """Hands in what was chosen in a conflict, bound to the version it was chosen against."""
    now = held(code)
    now.seen = Seen(now.seen.milestone, now.conflict.version)
    now.conflict, now.intent = None, uuid4().hex
    fill(member, code, report)
    keep(member, code)
    send(member, code)


def give_up(member: Member, code: str) -> None:
    """Forgets the draft; the form shows what the store has."""
    acts.disarm()
    try:
        drafts.draft_dropped(member.caller, code)
    except TrackerError as error:
        held(code).notice = member.t(error.key, **error.values)
        return
    form_of(member, code).clear()
    st.session_state.pop(f"held_{code}", None)


def take_back(member: Member, code: str, submission: str) -> None:
    """Withdraws a report that waits; its words become the draft."""
    now = held(code)
    try:
        reporting.withdraw(member.caller, submission, member.again().version(f"submission/{submission}"), f"w-{now.intent}")
    except TrackerError as error:
        now.notice = member.t(error.key, **error.values)
    else:
        form_of(member, code).clear()
        st.session_state.pop(f"held_{code}", None)
        st.session_state["report_withdrawn"] = True


def term(member: Member) -> Term:
    head = member.plan.head
    return Term(head.starts_on, head.ends_on, member.today)
