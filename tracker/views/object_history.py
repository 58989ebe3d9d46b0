"""How one object came to be as it is: what was recorded of it and when, and what only the rules worked out.

Two days are kept apart: the one on which something happened and the one on which it was recorded here. Our record begins
with the first import; what had been public before it counts as learned on the day it was made public.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.domain.history import State, Step, known, of_plan, states
from tracker.domain.milestones import Milestone, Report
from tracker.domain.periods import Period, parse_period
from tracker.domain.plan import Plan, Thresholds
from tracker.domain.records import FieldChange
from tracker.domain.schedule import Assessment, assess
from tracker.views.organisations import short
from tracker.views.pages import Facts
from tracker.views.record_words import Line, kind_name, lines, object_title, value_words

COMPUTED = "computed"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Item:
    """One thing learned of the object, on `on`. `happened` is set where that was another day; `status` is what it, or
    the rules on that day, did to the computed status (before, after). `key` names the object where a list holds several."""

    on: date
    kind: str
    title: str
    lines: tuple[Line, ...] = ()
    text: str = ""
    by: str = ""
    url: str = ""
    resolution: str = ""
    happened: Period | None = None
    recorded: date | None = None
    status: tuple[str, str] | None = None
    key: str = ""
    subject: str = ""
    seq: int = 0


def items(plan: Plan, until: date, t, found: tuple[Step, ...]) -> tuple[Item, ...]:
    """Everything learned of one object, the latest first; what the rules alone changed up to `until`."""
    kept = states(found)
    values = [None, *(state.value for state in kept)]
    made = [item for was, step in zip(values, found) if step.told for item in _of_step(plan, t, step, was)]
    if found and found[0].key.startswith("milestone/"):
        made = _with_status(plan, until, t, kept, made)
    return tuple(sorted(made, key=lambda i: (i.on, i.seq), reverse=True))


def _of_step(plan: Plan, t, step: Step, was: object | None) -> list[Item]:
    if step.imported and step.begins:
        return _first(plan, t, step)
    return [_recorded(plan, t, step, was)]


def _first(plan: Plan, t, step: Step) -> list[Item]:
    """The first import: not its fields one by one, but the adoption it goes back to and the reports public by then."""
    value = states((step,))[0].value
    adopted = plan.head.adopted_on
    made = []
    if isinstance(value, Milestone) and adopted < step.on:
        due = value.original_due
        made.append(Item(adopted, "adoption", t("history.adopted_title"), text=t("history.adopted", plan=plan.head.name),
                         lines=(Line(t("history.card_original"), None, _due(t, due)),), by=t.pick(plan.head.committee),
                         url=value.origin.url, seq=-1))
        made += [_public_report(t, r, step) for r in value.reports if r.on < step.on]
    return [*made, Item(step.on, "first", t("history.first_written"), text=t("history.first_about", n=len(made[1:])) if made[1:] else t("history.first_plain"),
                        by=_by(t, step), seq=step.seq)]


def _public_report(t, report: Report, step: Step) -> Item:
    return Item(report.on, "report", t("history.report_public", state=t(f"milestones.state_{report.state.value}")), text=t.pick(report.summary),
                by=t("history.by_public") if report.origin.url else t.pick(report.reporter), url=report.origin.url, recorded=step.on, seq=0)


def _recorded(plan: Plan, t, step: Step, was: object | None = None) -> Item:
    kind, main = _kind(step)
    happened = _happened(main)
    told = lines(plan, t, tuple(c for c in step.told if c is not main or kind not in SAID_IN_WORDS))
    if kind == "rebaseline" and isinstance(was, Milestone):
        told.insert(0, Line(t("history.card_due"), _due(t, was.due(date.max)), value_words(plan, t, main.key, "due", main.after["due"])))
    return Item(step.on, kind, t(f"history.step_{kind}"), lines=tuple(told), text=_text(t, step, main), by=_by(t, step), url=_url(main),
                resolution=step.resolution, happened=happened if happened and happened.last != step.on else None, seq=step.seq)


def _due(t, due: Period | None) -> str:
    return t.period(due) if due else t("common.undated")


SAID_IN_WORDS = frozenset({"report", "corrected_report", "rebaseline", "closure", "judgement"})  # the item's text says it
# What a change is called by: the first that fits.
_BY_PART = ("closure", "rebaseline", "report", "judgement", "observation", "amount", "evidence")


def _kind(step: Step) -> tuple[str, FieldChange]:
    """What the change is called, and the part of it that says most."""
    whole = {c.key.split("/")[2]: c for c in step.told if not c.field and c.key.count("/") > 1 and c.after is not None}
    if step.action == "plan:correct":
        return "correct", step.told[0]
    if part := next((p for p in _BY_PART if p in whole), None):
        return ("corrected_report" if part == "report" and whole[part].after.get("corrects") else part), whole[part]
    own = next((c for c in step.told if c.key == step.key and not c.field), None)
    if own is not None:
        return ("added" if own.after is not None else "gone"), own
    if step.imported:
        return "imported", step.told[0]
    return ("lead" if any(c.field == "lead" for c in step.told) else "edited"), step.told[0]


def _happened(change: FieldChange) -> Period | None:
    """The day a part that came says it happened on: of a report, the completion it tells of."""
    held = change.after if isinstance(change.after, dict) else {}
    on = held.get("completed_on") or held.get("on")
    return parse_period(on) if on else None


def _text(t, step: Step, main: FieldChange) -> str:
    """The words a part came with, else the reason of the change where it was written for the public."""
    held = main.after if isinstance(main.after, dict) else {}
    words = held.get("summary") or held.get("reason") or {}
    said = (words.get(t.language) or words.get("ko") or words.get("en") or "") if isinstance(words, dict) else ""
    return said or (t("history.because", reason=step.reason) if step.reason else "")


def _url(change: FieldChange) -> str:
    held = change.after if isinstance(change.after, dict) else {}
    return held.get("url") or (held.get("origin") or {}).get("url", "")


def _by(t, step: Step) -> str:
    """Who, as a role and never as a name."""
    return t("record.imported") if step.imported else t(f"role.{step.role}")


# The computed status along the way


def _with_status(plan: Plan, until: date, t, found: tuple[State, ...], made: list[Item]) -> list[Item]:
    """The items with what happened to the status on their days, and one more for each day on which the rules alone
    changed it."""
    moved = status_changes(plan.head.thresholds, found, until, plan.head.adopted_on)
    taken: set[date] = set()
    kept = []
    for item in sorted(made, key=lambda i: (i.on, -i.seq)):
        if item.on in moved and item.on not in taken and item.kind in CAUSES:
            taken.add(item.on)
            item = replace(item, status=moved[item.on])
        kept.append(item)
    return kept + [_computed(t, on, change) for on, change in moved.items() if on not in taken]


CAUSES = frozenset({"report", "corrected_report", "closure", "rebaseline", "correct", "edited", "imported", "gone", "evidence"})


def _computed(t, on: date, change: tuple[str, str]) -> Item:
    before, after = change
    key = "past_due" if after in ("no_report_past_due", "delayed") and not before.endswith("past_due") else "lapsed" if after.startswith("no_report") else "other"
    return Item(on, COMPUTED, t(f"history.computed_{key}"), text=t("history.computed_text"), by=t("history.computed"), status=change)


def status_changes(limits: Thresholds, found: tuple[State, ...], as_of: date, start: date) -> dict[date, tuple[str, str]]:
    """The days after `start` on which the computed status, by what was known on each, became another one."""
    moved = {}
    for on in sorted(d for d in _turning_days(found, limits) if start < d <= as_of):
        before, after = (_shown(found, d, limits) for d in (on - ONE_DAY, on))
        if before and after and before != after:
            moved[on] = (before, after)
    return moved


def _turning_days(found: tuple[State, ...], limits: Thresholds) -> set[date]:
    """Every day on which something can have changed: by the record, a deadline or the end of a report's window."""
    days = {state.step.on for state in found}
    for m in (s.value for s in found if isinstance(s.value, Milestone)):
        days |= {r.on for r in m.reports} | {r.on + timedelta(days=limits.reporting_window_days + 1) for r in m.reports}
        days |= {due.last + ONE_DAY for due in (m.original_due, *(r.due for r in m.rebaselines)) if due}
        days |= {r.on for r in m.rebaselines} | ({m.closure.on} if m.closure else set())
    return days


def _shown(found: tuple[State, ...], on: date, limits: Thresholds) -> str:
    state = at(found, on)
    return assess(state.value, on, limits).shown if state and isinstance(state.value, Milestone) else ""


def at(found: tuple[State, ...], on: date) -> State | None:
    """The state known on a day; before the record begins, the first one: the rules then count what was public by that
    day."""
    return known(found, on) or (found[0] if found and found[0].step.imported else None)


@dataclass(frozen=True)
class Card:
    """How a milestone stood by what was known on a day. `begun` is False before the record begins; `heard` of `all` items
    had been learned."""

    on: date
    begun: bool
    status: Assessment
    pairs: tuple[tuple[str, str], ...]
    heard: int
    all: int


def card(plan: Plan, t, found: Iterable[Step], on: date, listed: tuple[Item, ...]) -> Card | None:
    """None for what is no milestone, and where nothing is known of it."""
    kept = states(tuple(found))
    state = at(kept, on)
    if state is None or not isinstance(state.value, Milestone):
        return None
    m, found_status = state.value, assess(state.value, on, plan.head.thresholds)
    reports, due = m.accepted_reports(on), m.due(on)
    pairs = [(t("history.card_original"), _due(t, m.original_due)), (t("history.card_due"), _due(t, due)), (t("history.card_lead"), short(plan, t, m.lead)),
             (t("history.card_days"), _days(t, found_status, on)),
             (t("history.card_report"), t("history.card_reported", on=reports[-1].on, state=t(f"milestones.state_{reports[-1].state.value}")) if reports
              else t("history.card_no_report")),
             (t("history.card_grade"), t(f"grade.{reports[-1].grade.value}") if reports else t("common.none"))]
    return Card(on, known(kept, on) is not None, found_status, tuple(pairs), sum(1 for i in listed if i.on <= on), len(listed))


def _days(t, found: Assessment, on: date) -> str:
    if found.done:
        late = found.days_late
        return t("common.none") if late is None else t("history.card_late" if late > 0 else "history.card_early", n=abs(late)) if late else t("history.card_on_day")
    if found.due is None:
        return t("common.undated")
    left = (found.due.last - on).days
    return t("history.card_left", n=left) if left >= 0 else t("history.card_past", n=-left)


def days(listed: tuple[Item, ...]) -> tuple[date, ...]:
    """The days on which something was learned, in order."""
    return tuple(sorted({i.on for i in listed}))


@dataclass(frozen=True)
class Story:
    """What the page shows of one object. `on` is the day it is seen from, `now` the last one there is."""

    key: str
    title: str
    items: tuple[Item, ...]
    days: tuple[date, ...]
    on: date
    now: date
    card: Card | None


def story(plan: Plan, as_of: date, t, found: tuple[Step, ...], key: str, on: date | None) -> Story:
    """The history of one object, seen from `on`; from the last day there is where none is chosen."""
    now = max([as_of, *(step.on for step in found)])
    listed = items(plan, now, t, found)
    chosen = min(on or now, now)
    return Story(key, object_title(plan, t, key), listed, days(listed), chosen, now, card(plan, t, found, chosen, listed))


def latest(plan: Plan, t, found: Iterable[Step], limit: int | None = 3) -> tuple[Item, ...]:
    """The last recorded changes of some objects, each named; a first import is none."""
    told = [s for s in found if s.told and not (s.imported and s.begins)]
    return tuple(replace(_recorded(plan, t, s), key=s.key, subject=object_title(plan, t, s.key))
                 for s in sorted(told, key=lambda s: s.seq, reverse=True)[:limit])


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    key = query.get("of", "")
    if not of_plan(key) or key.count("/") != 1:
        return Facts("", t("history.index_title"))
    return Facts(t("history.title", title=object_title(plan, t, key)), t("history.about", kind=kind_name(t, key)))


def recorded(t, found: Iterable[Step]) -> str:
    """How often something was changed after it was first written, and when last."""
    told = [s for s in found if s.told and not (s.imported and s.begins)]
    return t("history.finding", n=len(told), last=max(s.on for s in told)) if told else t("history.finding_first")
