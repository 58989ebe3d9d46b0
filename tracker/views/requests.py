"""Change requests as the people who ask, schedule and decide see them: internal, never part of a public page."""

from datetime import date, timedelta

from tracker.domain.actors import Action, Actor, Subject, may
from tracker.domain.change_effects import Effect, effects
from tracker.domain.milestones import ChangeKind, Milestone
from tracker.domain.periods import Period, Precision
from tracker.domain.plan import Plan
from tracker.domain.rebaselining import CLOSURES, NEW_DUE, Wish, complete, resolutions_for, waiting
from tracker.domain.schedule import accepted_completion
from tracker.domain.workspace import ChangeRequest, Ground, RequestState, Wanted, Workspace
from tracker.text import wording
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.views.committee import meeting_name
from tracker.views.organisations import by_rank, full, short
from tracker.views.rebaselining import decision
from tracker.views.milestones import named, row

OPEN = "open"  # the two states in which something is still to be done


def counts(workspace: Workspace) -> dict[str, int]:
    """Requests by state, in order, after `open`: those that still wait for somebody."""
    found = {state.value: n for state, n in waiting(workspace.requests).items()}
    return {OPEN: sum(1 for r in workspace.requests if r.open)} | found


def finding(workspace: Workspace, today: date, t) -> str:
    """How much waits, and for how long, in one sentence."""
    waits = [r for r in workspace.requests if r.open]
    if not waits:
        return t("requests.finding_none")
    n, on_agenda, days = len(waits), sum(1 for r in waits if r.state is RequestState.SCHEDULED), max(_age(r, today, t) for r in waits)
    return t("requests.finding" if days > 0 else "requests.finding_today", n=n, on_agenda=on_agenda, days=days)


def _age(request: ChangeRequest, today: date, t) -> int:
    return max(0, (today - t.day(request.asked_at)).days)  # the day asked about may be set before the day of asking


def listed(plan: Plan, workspace: Workspace, today: date, t, show: str = OPEN, milestone: str = "") -> list[dict]:
    """The requests in a state (or open), those that wait longest first; decided ones, the latest first."""
    chosen = [r for r in workspace.requests if (r.open if show == OPEN else r.state == show) and milestone in ("", r.milestone)]
    ordered = sorted(chosen, key=lambda r: r.decided_at or r.asked_at, reverse=show not in (OPEN, RequestState.REQUESTED, RequestState.SCHEDULED))
    return [line(plan, today, t, r) for r in ordered]


def line(plan: Plan, today: date, t, request: ChangeRequest) -> dict:
    """One request in a list."""
    milestone = plan.milestone(request.milestone)
    return {"code": request.code, "milestone": milestone.code, "title": t.pick(milestone.title), "ministry": short(plan, t, request.ministry),
            "wanted": request.wanted.value, "state": request.state.value, "days": _age(request, today, t), "asked_on": t.day(request.asked_at),
            "decided_on": t.day(request.decided_at) if request.decided_at else None, "what": what(plan, t, milestone, request, today)}


def what(plan: Plan, t, milestone: Milestone, change: Wish | ChangeRequest, today: date) -> str:
    """What is asked for, in one line: from the present state to the wanted one."""
    if change.wanted in NEW_DUE:
        return t("requests.from_to", before=words(t, due_before(milestone, change, today)), after=words(t, change.due))
    if change.wanted is Wanted.LEAD:
        return t("requests.from_to", before=short(plan, t, lead_before(milestone, change)), after=short(plan, t, change.lead))
    return t("requests.into", code=change.into) if change.into else t(f"requests.wanted_{change.wanted}")


def due_before(milestone: Milestone, change: Wish | ChangeRequest, today: date) -> Period | None:
    """The deadline the change starts from: the present one, of an applied change the one before it."""
    applied_on = getattr(change, "effective_on", None)
    return milestone.due(applied_on - timedelta(days=1) if applied_on else today)


def lead_before(milestone: Milestone, change: Wish | ChangeRequest) -> str | None:
    applied_on = getattr(change, "effective_on", None)
    return next((h.before for h in milestone.handovers if h.on == applied_on), milestone.lead)


def words(t, due: Period | None) -> str:
    return t.period(due) if due else t("common.undated")


def detail(plan: Plan, workspace: Workspace, today: date, t, request: ChangeRequest) -> dict:
    """Everything the page of one request shows."""
    milestone = plan.milestone(request.milestone)
    meeting = plan.meeting(request.meeting) if request.meeting else None
    item = next((a for a in meeting.agenda if a.seq == request.item), None) if meeting else None
    return line(plan, today, t, request) | headed(plan, today, t, milestone) | {
        "kind": request.wanted.kind.value, "ground": request.ground.value, "reason": t.pick(request.reason), "effects": t.pick(request.effects),
        "meeting": f"{t.period(meeting.on)} · {meeting_name(t, meeting)}" if meeting else None, "item": t.pick(item.title) if item else None,
        "resolutions": [r.code for r in resolutions_for(plan, request)], "answer": t.pick(request.answer),
        "resolution": request.resolution, "effective_on": request.effective_on,
        "asked_by": office(workspace, t, request.asked_by), "decided_by": office(workspace, t, request.decided_by)}


def headed(plan: Plan, today: date, t, milestone: Milestone) -> dict:
    """The head of a milestone: code, goal, lead, and the dates that a change starts from."""
    made = named(plan, t, row(plan, today, t, milestone))
    return {"milestone": milestone.code, "title": made["title"], "goal_title": made["goal_title"], "lead_words": full(plan, t, milestone.lead),
            "original_due": words(t, milestone.original_due), "due": words(t, milestone.due(today)), "shown": made["shown"], "why": made["reason"],
            "checkpoints": [t.period(c.due) for c in milestone.checkpoints]}


def office(workspace: Workspace, t, code: str) -> str:
    """The office of an account; never a name."""
    person = next((p for p in workspace.people if p.code == code), None)
    return t.pick(person.office) if person else t("requests.unknown_office") if code else ""


def goes_to(plan: Plan, t, change: Wish | ChangeRequest) -> str:
    """What stands on the right of the arrow: the new date, lead or end."""
    if change.wanted in NEW_DUE:
        return words(t, change.due)
    if change.wanted is Wanted.LEAD:
        return full(plan, t, change.lead)
    return t("requests.into", code=change.into) if change.into else t(f"requests.wanted_{change.wanted}")


def public_sentence(plan: Plan, t, change: Wish | ChangeRequest, number: str | None) -> str:
    """What the public page will say; `number` is that of the resolution, a dash while there is none."""
    milestone = plan.milestone(change.milestone)
    by = t("rebaselining.minor") if change.wanted.kind is ChangeKind.MINOR else decision(plan, t, number) if number else t("requests.number_open")
    if change.wanted in NEW_DUE:
        return t("rebaselining.both_dates", original=words(t, milestone.original_due), due=words(t, change.due), decision=by)
    if change.wanted is Wanted.LEAD:
        return t("rebaselining.lead_moved", before=short(plan, t, lead_before(milestone, change)), after=short(plan, t, change.lead), decision=by)
    what_ = t("requests.into", code=change.into) if change.into else t(f"rebaselining.kind_{CLOSURES[change.wanted]}")
    return t("requests.public_closed", what=what_, decision=by)


# ── every number that moves ──────────────────────────────────────────────────────────────────────────────────────────
def effect_rows(plan: Plan, today: date, t, change: Wish | ChangeRequest) -> list[dict]:
    """Label, before, after, moved of every number. Quarters that move alike are told once, from the first to the last."""
    if not complete(change):
        return []
    found = effects(plan, change, today)
    planned = [e for e in found if e.what == "planned"]
    shown = [_effect(plan, today, t, change, e) for e in found if e.what != "planned"]
    kept = [r for r in shown if r["before"] != r["after"] or not r["moved"]]  # what moves less than a page shows, no page shows
    return [*kept[:-1], *_quarters(plan, t, planned), kept[-1]]


def _effect(plan: Plan, today: date, t, change: Wish | ChangeRequest, e: Effect) -> dict:
    label = t(f"requests.effect_{e.what}", of=_of(plan, t, e), as_of=today, milestone=change.milestone)
    return {"label": label, "before": _value(plan, t, e, e.before, False), "after": _value(plan, t, e, e.after, change.wanted in CLOSURES), "moved": e.moved}


def _of(plan: Plan, t, e: Effect) -> str:
    return t(f"status.{e.of}") if e.what == "count" else short(plan, t, e.of) if e.what == "led" else ""


def _value(plan: Plan, t, e: Effect, value: object, closes: bool) -> str:
    if e.what in ("due", "original_due"):
        return words(t, value)
    if e.what == "status":
        return t(f"status.{value}")
    if e.what == "lead":
        return short(plan, t, value)
    if e.what in ("days_past", "days_past_original"):
        return t("common.days", n=value) if value else t("requests.not_counted" if closes else "requests.not_past")
    if e.what == "spi":
        return t("common.no_data") if value is None else t.number(float(value), 3)
    return t("common.count", n=value)


def _quarters(plan: Plan, t, planned: list[Effect]) -> list[dict]:
    """The quarters move by one milestone over one stretch: its two ends are enough."""
    ends = planned if len(planned) < 3 else [planned[0], planned[-1]]
    made = [{"label": t("requests.effect_planned", quarter=e.of), "before": t("common.count", n=e.before), "after": t("common.count", n=e.after), "moved": True}
            for e in ends]
    if len(planned) > 2:
        between = t("requests.effect_between", n=len(planned) - 2, by=t.number(planned[0].after - planned[0].before))
        made.insert(1, {"label": between, "before": "", "after": "", "moved": False})
    return made


def moving(plan: Plan, today: date, t, request: ChangeRequest) -> tuple[list[dict], str]:
    """What an open request would move, and the public sentence; of an applied one only the sentence, the rest is in the plan."""
    number = request.resolution or next((r.code for r in resolutions_for(plan, request)), None)
    sentence = public_sentence(plan, t, request, number)
    if not request.open:
        return [], sentence if request.state is RequestState.APPLIED else ""
    return effect_rows(plan, today, t, request), sentence


def arrow(plan: Plan, t, request: ChangeRequest, today: date) -> tuple[str, str, str, bool]:
    """Original, present and wanted in words, and whether they are dates."""
    milestone, dated = plan.milestone(request.milestone), request.wanted is not Wanted.LEAD
    present = words(t, due_before(milestone, request, today)) if dated else full(plan, t, lead_before(milestone, request))
    return words(t, milestone.original_due), present, goes_to(plan, t, request), dated


def steps_for(plan: Plan, actor: Actor, request: ChangeRequest) -> list[str]:
    """What the person may do with the request now, the natural next step first."""
    if not request.open:
        return []
    minor, recorded = request.wanted.kind is ChangeKind.MINOR, bool(resolutions_for(plan, request))
    on_agenda = request.state is RequestState.SCHEDULED
    steps = (("resolve", Action.EDIT_PLAN, on_agenda and not minor and not recorded), ("apply", Action.APPLY_CHANGE, minor or recorded),
             ("schedule", Action.SCHEDULE_CHANGE, not recorded), ("decline", Action.DECLINE_CHANGE, True), ("withdraw", Action.WITHDRAW_CHANGE, True))
    return [step for step, action, fits in steps if fits and may(actor, action, request.subject)]


def next_words(plan: Plan, actor: Actor, request: ChangeRequest, t) -> str:
    """Who is next, for somebody who can do nothing now; nothing where the request is decided."""
    if not request.open:
        return ""
    minor = request.wanted.kind is ChangeKind.MINOR
    step = "apply" if minor or resolutions_for(plan, request) else "resolve" if request.state is RequestState.SCHEDULED else "schedule"
    own = t("requests.own_request") + " " if may(actor, Action.APPLY_CHANGE) and actor.code == request.asked_by else ""
    return own + t("requests.nothing_to_do", next=t(f"requests.next_{step}"))


def meeting_day(plan: Plan, request: ChangeRequest) -> str:
    """The day of the meeting as typed, where it is known to the day."""
    on = plan.meeting(request.meeting).on if request.meeting else None
    return on.first.isoformat() if on and on.precision is Precision.DAY else ""


# ── what the forms offer ─────────────────────────────────────────────────────────────────────────────────────────────
def wanted_options(t) -> list[tuple[str, str]]:
    return [(w.value, t(f"requests.wanted_{w}")) for w in Wanted]


def ground_options(t) -> list[tuple[str, str]]:
    return [(g.value, t(f"requests.ground_{g}")) for g in Ground]


def lead_options(plan: Plan, today: date, t, milestone: Milestone) -> list[tuple[str, str]]:
    """Bodies that exist on the day, in the statutory order, without the present lead."""
    there = [o.code for o in plan.organisations if o.existed(today) and o.code != milestone.lead]
    return [(code, full(plan, t, code)) for code in by_rank(plan, there)]


def into_options(plan: Plan, today: date, t, milestone: Milestone) -> list[tuple[str, str]]:
    """Open milestones, those of the same goal first."""
    others = [m for m in open_milestones(plan, today) if m.code != milestone.code]
    near = sorted(others, key=lambda m: m.goal != milestone.goal)
    return [(m.code, f"{m.code} {t.pick(m.title)}") for m in near]


def open_milestones(plan: Plan, today: date) -> list[Milestone]:
    return [m for m in plan.milestones if not m.closed(today) and not accepted_completion(m, today)]


def milestone_options(plan: Plan, actor: Actor, today: date, t) -> list[tuple[str, str]]:
    """The milestones the person may ask a change of."""
    mine = (m for m in open_milestones(plan, today) if may(actor, Action.REQUEST_CHANGE, Subject(m.lead)))
    return [(m.code, f"{m.code} {t.pick(m.title)}") for m in mine]


def meeting_options(plan: Plan, t) -> list[tuple[str, str]]:
    """Numbered sessions since the plan was adopted, the latest first: the committee's before those of its other bodies."""
    found = sorted((m for m in plan.meetings if m.number is not None and m.on.last >= plan.head.adopted_on), key=lambda m: m.on.last, reverse=True)
    ordered = sorted(found, key=lambda m: m.body.ko != plan.head.committee.ko)
    return [(m.code, f"{t.period(m.on)} · {meeting_name(t, m)}") for m in ordered]


NEW_ITEM = "new"


def item_options(plan: Plan, t, meeting: str) -> list[tuple[str, str]]:
    """The agenda items of a meeting, after a new one."""
    agenda = plan.meeting(meeting).agenda if meeting else ()
    return [(NEW_ITEM, t("requests.new_item")), *((str(a.seq), f"{a.seq}. {t.pick(a.title)}") for a in agenda)]


def agenda_title(plan: Plan, request: ChangeRequest) -> Bilingual:
    """What a new agenda item is called, in both languages."""
    title = plan.milestone(request.milestone).title
    return Bilingual(*(t("requests.agenda_title", code=request.milestone, title=title, wanted=t(f"requests.wanted_{request.wanted}"))
                       for t in map(wording, LANGUAGES)))


