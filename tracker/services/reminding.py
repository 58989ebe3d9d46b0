"""One message per person about what is due or was sent back. Written to a folder, sent from there; never twice for one event.

In one transaction the events are noted and, as its last step, the message is put into the outbox. A crash before the commit
leaves a message of which no event is noted: it is taken away at the next start and built anew. A crash after it leaves
a message that waits. See postbox.py for the way from there.
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from tracker.domain.plan import Plan
from tracker.domain.reminding import Event, events, unsaid
from tracker.domain.working_days import working
from tracker.domain.workspace import Person, Workspace
from tracker.exchange.mail import Item, Letter, Part, message, names, read
from tracker.services.postbox import Postbox
from tracker.services.reading import internal
from tracker.store.engine import Engine, reading, write
from tracker.store.reminders import note_said, said_to
from tracker.text import Wording, wording

Link = Callable[..., str]  # link("report", language, code="M07-01") → an address, empty where the site has none


@dataclass(frozen=True)
class Errand:
    """What a run needs to know: the day it speaks for, the instant it runs, the days off, and who the messages are from."""

    on: date
    at: datetime
    days_off: Set[date]
    sender: str
    link: Link


@dataclass
class Written:
    """`letters` by file name, `no_address` the people who have something to be told and nowhere to tell them."""

    letters: list[str] = field(default_factory=list)
    no_address: list[str] = field(default_factory=list)
    free_day: bool = False


def write_reminders(engine: Engine, box: Postbox, errand: Errand) -> Written:
    """Puts a message for everybody with something new into the box. The box must be held (`box.alone()`)."""
    clear_orphans(engine, box)
    now = internal(engine)
    done = Written(free_day=not working(errand.on, errand.days_off))
    for person in now.workspace.people:
        found = events(now.plan, now.workspace, person, errand.on, errand.days_off)
        if found and not person.email:
            done.no_address.append(person.code)
        elif found and (name := _written(engine, box, now.plan, now.workspace, person, found, errand)):
            done.letters.append(name)
    return done


def _written(engine: Engine, box: Postbox, plan: Plan, workspace: Workspace, person: Person, found: Iterable[Event], errand: Errand) -> str:
    """The file of the person's message, empty where all of it was said before."""

    def do(session) -> str:
        new = unsaid(found, said_to(session, person.code))
        if not new:
            return ""
        letter = letter_for(plan, workspace, person, new, errand)
        name, = names((letter,))
        note_said(session, person.code, letter.events, errand.at)
        session.flush()
        box.put(name, message(letter, errand.sender, wording(person.language).pick(plan.head.short_name), errand.at))
        return name

    return write(engine, do)


def clear_orphans(engine: Engine, box: Postbox) -> None:
    """Messages whose transaction was never committed go; those that were noted wait on."""
    for file in box.waiting():
        posted = read(file.read_bytes())
        with reading(engine) as session:
            if not set(posted.events) <= said_to(session, posted.person):
                file.unlink()


def letter_for(plan: Plan, workspace: Workspace, person: Person, found: tuple[Event, ...], errand: Errand) -> Letter:
    """The events in words, in the person's language: sent back, due soon, past due."""
    t = wording(person.language).of(plan.head)
    groups = {"returned": [e for e in found if e.stage == 0], "ahead": [e for e in found if e.stage < 0], "past": [e for e in found if e.stage > 0]}
    counts = [t(f"remind.count_{name}", n=len(group)) for name, group in groups.items() if group]
    parts = tuple(Part(t(f"remind.head_{name}", n=len(group)), tuple(_item(plan, workspace, person, e, errand, t) for e in group))
                  for name, group in groups.items() if group)
    inbox = errand.link("inbox", person.language)
    return Letter(
        person.code, person.email, person.language, t("remind.subject", site=plan.head.short_name, what=t.join(counts)),
        t("remind.opening", office=person.office, on=errand.on, n=len({e.milestone for e in found})), parts,
        (t("remind.rule"), t("remind.automatic")), tuple(e.name for e in found), (t("remind.open_inbox"), inbox) if inbox else None)


def _item(plan: Plan, workspace: Workspace, person: Person, event: Event, errand: Errand, t: Wording) -> Item:
    milestone = plan.milestone(event.milestone)
    reports = milestone.accepted_reports(errand.on)
    last = t("remind.last_report", state=t(f"milestones.state_{reports[-1].state}"), on=reports[-1].on) if reports else t("remind.never")
    more = t("remind.why", reason=workspace.submission(event.submission).returned_for) if event.submission else _when(event, t)
    return Item(t("remind.item", code=milestone.code, title=milestone.title), f"{more}\n{last}",
                errand.link("report", person.language, code=milestone.code))


def _when(event: Event, t: Wording) -> str:
    """A deadline named by quarter says its last day too."""
    due = event.due
    words = t.date(due.last) if due.first == due.last else t("remind.due_period", due=due, last=due.last)
    key = "remind.passed" if event.days > 0 else "remind.left" if event.days < 0 else "remind.due_today"
    return t(key, due=words, n=abs(event.days))
