"""A database with a word nobody outside may read in every field that is not published, and a release made from it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from tests.builders import (
    FILE, a_full_plan, a_full_workspace, a_release, a_report, a_version, an_approval, an_evidence, an_official_check,
)
from tests.services.desk import Desk
from tests.services.press import House
from tests.site.canary import NAMING, Mint, mark_tables, marked
from tracker.domain.actors import Action, Role
from tracker.domain.milestones import RecordState
from tracker.domain.plan import Plan
from tracker.domain.records import groups
from tracker.domain.sources import Source
from tracker.domain.workspace import Person
from tracker.domain.words import Bilingual
from tracker.services.door import Caller, perform
from tracker.services.printing import Press
from tracker.site.files import build
from tracker.store.accounts import add_session, new_token
from tracker.store.engine import engine_for, writing
from tracker.store.files import keep_file
from tracker.store.plans import save_plan
from tracker.store.schema import migrate

TODAY = date(2026, 11, 22)
SHOWN = "opentoall"  # a word of what is published: whoever gathers what is public must have come across it
BESIDE = ("credentials", "sessions", "invitations", "attempts", "knocks", "receipts", "drafts", "brought", "sent_reminders", "files")
EVERYBODY = {"ella": (Role.EDITOR,), "pia": (Role.PUBLISHER,), "paul": (Role.PUBLISHER,), "rita": (Role.REPORTER,)}


@dataclass
class Haunted:
    """`tokens` are the sessions and `accounts` the names of the people in it, `secret_files` the SHA-256 of evidence that is
    not public."""

    url: str
    releases: Path
    mint: Mint
    tokens: dict[str, str]
    secret_files: tuple[str, ...]
    accounts: dict[str, str] = field(default_factory=dict)

    @property
    def engine(self):
        return engine_for(self.url)


def a_haunted_site(folder: Path) -> Haunted:
    """Everything that is never published is in the database before the release is made; what is not published yet comes
    after it: every text of the plan reads otherwise by then."""
    mint, url = Mint(), f"sqlite:///{folder / 'tracker.sqlite'}"
    engine, at = engine_for(url), datetime.now(UTC) - timedelta(hours=1)
    migrate(engine)
    plan, files = with_unpublished(mint)
    with writing(engine) as session:
        save_plan(session, plan, at)
        for content in (FILE, *files):
            keep_file(session, sha256(content).hexdigest(), content, "application/pdf", at)
    site = Haunted(url, folder / "releases", mint, {}, tuple(sha256(f).hexdigest() for f in files))
    _people(site, at)
    _as_console(site, at, *_workspace(mint))
    _as_console(site, at, replace(plan.goals[0], name=Bilingual("다시 지은 이름", "Named anew")))  # public, but not why
    mark_tables(engine, mint, BESIDE)
    house = House(Desk(engine, site.tokens), Press(site.releases, build, "", "https://tracker.example"), at)
    house.today = TODAY
    house.published()
    _as_console(site, at, *marked(_everything(replace(plan, checks=(an_official_check(kind="activity"),))), mint), *_release_under_way(mint))
    signed_in(site, datetime.now(UTC))
    return site


def with_unpublished(mint: Mint) -> tuple[Plan, tuple[bytes, ...]]:
    """A plan that says `SHOWN`, with a report of every state that is not published and evidence that is not public; and the
    contents of that evidence."""
    plan = replace(a_full_plan(), checks=(), versions=(a_version(milestone_count=2),))
    first = plan.milestones[0]
    hidden = tuple(_report(f"R-HID-{n}", state, mint) for n, state in enumerate(s for s in RecordState if s not in (RecordState.APPROVED, RecordState.PUBLISHED)))
    proofs, files = [], []
    for report, public in ((first.reports[0].code, False), *((r.code, True) for r in hidden)):
        files.append(f"%PDF-1.4 {mint.new('content of evidence')}".encode())
        proof = marked(an_evidence(f"E-HID-{len(files)}", report=report, public=public, media_type="application/pdf", size=len(files[-1])), mint)
        proofs.append(replace(proof, file=sha256(files[-1]).hexdigest()))
    words = Bilingual(f"{SHOWN} 과제", f"{SHOWN} milestone")
    first = replace(first, title=words, reports=first.reports + hidden, evidence=first.evidence + tuple(proofs))
    named = [e.url for e in proofs] + [r.origin.url for r in hidden]
    return replace(plan, milestones=(first, *plan.milestones[1:]),
                   sources=(*plan.sources, *(Source(url, mint.new("Source.publisher")) for url in named))), tuple(files)


def _report(code: str, record: RecordState, mint: Mint):
    return marked(a_report(code, record=record), mint)


def _people(site: Haunted, at: datetime) -> None:
    """Somebody for every role, whose very account name nobody outside may read."""
    made = {name: marked(Person("", Bilingual("", ""), roles, ("MSIT",) if Role.REPORTER in roles else (), language="ko"), site.mint,
                         keep=NAMING - {"code"}) for name, roles in EVERYBODY.items()}
    _as_console(site, at, *made.values())
    site.accounts.update({name: person.code for name, person in made.items()})
    signed_in(site, at)


def signed_in(site: Haunted, at: datetime) -> None:
    """A new session for everybody."""
    with writing(site.engine) as session:
        for name, account in site.accounts.items():
            site.tokens[name] = new_token()
            add_session(session, site.tokens[name], account, at, "Test", "local")


def _workspace(mint: Mint) -> tuple[object, ...]:
    """Something of everything people work with but for releases, with a word in every field."""
    whole = a_full_workspace()
    values = (*whole.people, *whole.submissions, *whole.comments, *whole.requests, *whole.notes, *whole.tickets)
    return tuple(marked(value, mint) for value in values)


def _release_under_way(mint: Mint) -> tuple[object, ...]:
    return (marked(a_release("2027Q1-r1", state="frozen", approvals=(an_approval(),)), mint),)


def _everything(plan: Plan) -> tuple[object, ...]:
    """Every object of the plan, as single values the store keeps."""
    return (plan.head, *(value for group in groups() if group.whole is Plan for value in getattr(plan, group.field)))


def _as_console(site: Haunted, at: datetime, *values: object) -> None:
    caller = Caller(site.engine, "", at, TODAY, console=True)
    perform(caller, Action.EDIT_PLAN, lambda work: work.put(*values) or "", key=uuid4().hex, reason=site.mint.new("log.reason"), resolution=site.mint.new("log.resolution"))
