"""The review queue in rows: what waits, what a report changes, what was before, its evidence and what the rules find."""

from collections.abc import Iterable
from datetime import date

from tracker.domain.actors import Action, Actor, Subject, refusal
from tracker.domain.bulk import note_of
from tracker.domain.log import Entry, decoded
from tracker.domain.milestones import Milestone, RecordState, Report, VerificationGrade
from tracker.domain.plan import Plan
from tracker.domain.reporting import grade_for
from tracker.domain.reviewing import checks, missing_halves, ticks, waiting, would_be
from tracker.domain.schedule import Assessment, assess
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Submission, Workspace
from tracker.views import history
from tracker.views.milestone import publisher
from tracker.views.organisations import full, short

REASONS = ("evidence", "dates", "criterion", "link", "other")  # why a report goes back, in the order of the pills


def queue(plan: Plan, workspace: Workspace, today: date, t) -> list[dict]:
    """What waits for a decision, the oldest first."""
    return [_row(plan, s, today, t) for s in waiting(workspace, plan)]


def _row(plan: Plan, s: Submission, today: date, t) -> dict:
    days = (today - t.day(s.submitted_at)).days
    state = t("review.no_change") if s.no_change else t(f"milestones.state_{s.state}")
    title, who = t.pick(plan.milestone(s.milestone).title), short(plan, t, s.ministry)
    return {"code": s.code, "milestone": s.milestone, "title": title, "days": days,
            "words": t("review.row", who=who, state=state, age=age(days, t))}


def age(days: int, t) -> str:
    return t("review.day", n=days) if days > 0 else t("review.today")


def finding(rows: list[dict], t) -> str:
    """The queue in a sentence."""
    if not rows:
        return t("review.sentence_none")
    days = max(row["days"] for row in rows)
    return t("review.sentence", n=len(rows), days=days) if days > 0 else t("review.sentence_today", n=len(rows))


def head(plan: Plan, workspace: Workspace, submission: Submission, today: date, t) -> dict:
    """What stands above a report: where it belongs, who handed it in, what the ministry notes on the milestone."""
    milestone = plan.milestone(submission.milestone)
    row = _row(plan, submission, today, t)
    waits = t("review.days_waiting", age=age(row["days"], t))
    noted = note_of(workspace, milestone.code)
    notes = [t(f"review.noted_{name}", words=words) for name, words in (("desk", noted.desk), ("note", noted.note)) if words]
    return {"code": milestone.code, "notes": notes, "title": row["title"], "goal": t.pick(plan.goal(milestone.goal).name),
            "by": t("review.handed_in_by", ministry=full(plan, t, submission.ministry)), "waits": waits}


def changes(plan: Plan, submission: Submission, today: date, t) -> dict:
    """Fields as (label, last accepted, this report): those that differ, the names of those that do not, and the computed
    status before and after."""
    milestone = plan.milestone(submission.milestone)
    last = last_accepted(milestone, submission, today)
    found = [(t(f"review.field_{name}"), *pair) for name, pair in _pairs(milestone, last, submission, t).items()]
    now, then = assess(milestone, today, plan.head.thresholds), would_be(milestone, submission, today, plan)
    return {"rows": [row for row in found if row[1] != row[2]], "same": [row[0] for row in found if row[1] == row[2] and row[1] != t("common.none")],
            "status": ((now.shown, timing(now, t)), (then.shown, timing(then, t)))}


def last_accepted(milestone: Milestone, submission: Submission, today: date) -> Report | None:
    """The last accepted report on the same thing: the milestone, or the checkpoint the report is on."""
    known = sorted((r for r in milestone.reports if r.accepted and r.checkpoint == submission.checkpoint and r.on <= today), key=lambda r: r.on)
    return known[-1] if known else None


def _pairs(milestone: Milestone, last: Report | None, new: Submission, t) -> dict[str, tuple[str, str]]:
    proofs = len(milestone.evidence_of(last.code)) if last else 0
    state = lambda row: t(f"milestones.state_{row.state}")
    words = lambda value: t.show(value) if value else t("common.none")
    both = lambda name: (words(getattr(last, name)) if last else t("common.none"), words(getattr(new, name)))
    return {"state": (state(last) if last else t("review.no_report"), state(new)), "completed_on": both("completed_on"), "forecast": both("forecast"),
            "summary": both("summary"), "obstacle": both("obstacle"), "evidence": (_pieces(proofs, t), _pieces(len(new.evidence), t))}


def _pieces(n: int, t) -> str:
    return t("review.pieces", n=n) if n else t("common.none")


def timing(found: Assessment, t) -> str:
    """How far from the original due date a completion lies; nothing for what is not done."""
    if not found.done or found.days_late is None:
        return ""
    return t("review.on_the_day") if not found.days_late else t("review.late" if found.days_late > 0 else "review.early", n=abs(found.days_late))


def correction(plan: Plan, submission: Submission, t) -> str:
    """That an accepted report is put right, where it is."""
    held = next((r for r in plan.milestone(submission.milestone).reports if submission.corrects and r.code == submission.corrects), None)
    return t("review.correction", on=held.on) if held else ""


def past(plan: Plan, workspace: Workspace, submission: Submission, entries: Iterable[Entry], today: date, t) -> list[tuple[date, str]]:
    """What happened to the milestone and to this report, the oldest first. `entries` are the log of the report."""
    milestone = plan.milestone(submission.milestone)
    public = [e for e in history.events(plan, today, t, (milestone,)) if e["event"] != "check"]
    due = t("review.past_due", due=milestone.original_due) if milestone.original_due else ""
    told = [(e["on"], ", ".join(filter(None, (e["what"], due if e["event"] == "adoption" else "")))) for e in public]
    return sorted(told + _handed(workspace, entries, t), key=lambda row: row[0])


def _handed(workspace: Workspace, entries: Iterable[Entry], t) -> list[tuple[date, str]]:
    """Each time the report was handed in, sent back or mended, by office."""
    offices = {p.code: t.pick(p.office) for p in workspace.people}
    found = []
    for e in entries:
        step = _step(e)
        if step:
            found.append((t.day(e.at), t(f"review.past_{step}", **{"who": offices.get(e.actor, e.actor)} | ({"reason": e.reason} if step == "returned" else {}))))
    return found


def _step(entry: Entry) -> str:
    if not entry.field:
        return "handed_in" if entry.before is None and entry.key.count("/") == 1 else ""
    record = decoded(entry.after) if entry.field == "record" else None
    return {RecordState.RETURNED: "returned", RecordState.SUBMITTED: "mended"}.get(record, "")


def proofs(submission: Submission, t) -> list[dict]:
    """The evidence, ready to show. `file` is the address of a stored file."""
    return [{"title": t.pick(e.title), "kind": t(f"evidence.kind_{e.kind}"), "body": t.pick(e.body), "on": e.on, "url": e.url, "host": publisher(e.url),
             "file": f"/evidence/{e.file}" if e.file else "", "file_name": e.file_name, "reason": t.pick(e.reason),
             "public": t("review.proof_is_public" if e.public else "review.proof_is_internal")} for e in submission.evidence]


def checked(plan: Plan, submission: Submission, changed: bool, today: date, t) -> list[tuple[str, str]]:
    """What the rules find, as (verdict, sentence)."""
    milestone = plan.milestone(submission.milestone)
    status = t(f"status.{would_be(milestone, submission, today, plan).shown}")
    return [(c.verdict.value, t(f"review.check_{c.key}", **_values(dict(c.values), status, t)))
            for c in checks(plan, milestone, submission, today, changed)]


def _values(values: dict, status: str, t) -> dict:
    if "state" in values:
        return {"state": t(f"milestones.state_{values['state']}"), "status": status}
    return values | ({"kinds": t.join(t(f"report.personal_{k}") for k in values["kinds"])} if "kinds" in values else {})


def to_tick(submission: Submission, t) -> list[tuple[str, str]]:
    return [(name, t(f"review.tick_{name}")) for name in ticks(submission)]


def halves(submission: Submission, t) -> list[dict]:
    """Texts that lack a language: what they are, which language is missing, what they say now."""
    return [_half(name, words, t) for name, words in missing_halves(submission).items()]


def _half(name: str, words: Bilingual, t) -> dict:
    field = name.rpartition(".")[2]
    what = t({"title": "review.proof_title", "reason": "review.proof_reason"}.get(field, f"review.field_{field}"))
    return {"name": name, "label": t("review.half_ko" if words.en else "review.half_en", what=what), "now": t("review.half_hint", words=words.ko or words.en)}


def earned(submission: Submission, checked_evidence: bool, actor: Actor, outcome: str) -> VerificationGrade:
    """The grade an approval by this person would give."""
    outside = not own_ministry(actor, submission)
    return grade_for(submission.evidence, outside and checked_evidence, outside and bool(outcome.strip()))


def grade(submission: Submission, checked_evidence: bool, actor: Actor, outcome: str, t) -> str:
    found = earned(submission, checked_evidence, actor, outcome)
    return t("review.grade_now", grade=found.value, words=t(f"grade.{found}"))


def own_ministry(actor: Actor, submission: Submission) -> bool:
    """Whether the report comes from the person's own ministry: then their look at the evidence is no check by another."""
    return submission.ministry in actor.ministries


def may_not(actor: Actor, submission: Submission, t) -> tuple[str, str] | None:
    """Why the person cannot decide on this report, as title and words; None where they can."""
    key = refusal(actor, Action.APPROVE, submission.subject)
    if not key:
        return None
    own = key == "error.own_work"
    return t("review.own_title"), t("review.own_text") if own else t("review.cannot_decide")


def half_sentence(reason: str, t) -> str:
    """The beginning of what the ministry will read; a person writes the rest."""
    return "" if reason == "other" or not reason else t(f"review.half_sentence_{reason}")


def owner(plan: Plan, milestone: str) -> Subject:
    return Subject(plan.milestone(milestone).lead)
