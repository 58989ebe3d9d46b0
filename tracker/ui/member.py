"""A signed-in reader: who it is, what they may do, the working plan and the workspace of one script run.

A `Member` is a photograph. Writing goes through `member.caller`, made anew from the browser's cookie at every use, and
every service reads the person again inside its transaction: a page left open keeps no right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from tracker.charts.look import Look
from tracker.config import now, settings
from tracker.domain.actors import EVERYWHERE, Action, Actor, Subject, may
from tracker.domain.errors import NotFound
from tracker.domain.plan import Plan
from tracker.domain.workspace import Person, Workspace
from tracker.pages.reader import Address, Reader, reader_for
from tracker.services import accounts, reading
from tracker.services.door import Caller
from tracker.services.editions import today
from tracker.store.engine import Engine, engine_for
from tracker.text import Wording


def engine() -> Engine:
    return engine_for(settings().database_url)


def token() -> str:
    """The session token of the browser's cookie, empty where there is none or it is not ours."""
    return accounts.token_in(st.context.cookies, settings())


def caller() -> Caller:
    """Who asks, as of this very moment: made in every run and in every callback, never kept."""
    config = settings()
    return Caller(engine(), token(), now(), today(config))


def person_here() -> Person | None:
    """Whom the cookie stands for; None, without asking the store, where there is no cookie."""
    given = token()
    return accounts.visit(engine(), given, now()) if given else None


@dataclass(frozen=True)
class Member:
    """What a work page gets. The plan is the working plan of today; `seq` names the state of the log, `versions` gives
    the version of every object by its key (`milestone/M07-01`)."""

    reader: Reader = field(compare=False)
    person: Person
    workspace: Workspace
    versions: Mapping[str, int]
    seq: int

    @property
    def plan(self) -> Plan:
        return self.reader.plan

    @property
    def t(self) -> Wording:
        return self.reader.t

    @property
    def look(self) -> Look:
        return self.reader.look

    @property
    def address(self) -> Address:
        return self.reader.address

    @property
    def today(self) -> date:
        return self.reader.today

    as_of = today

    @property
    def language(self) -> str:
        return self.reader.language

    @property
    def actor(self) -> Actor:
        return self.person.actor

    @property
    def caller(self) -> Caller:
        """For services. A fresh one at every use."""
        return caller()

    @property
    def office(self) -> str:
        return self.t.pick(self.person.office)

    def may(self, action: Action, subject: Subject = EVERYWHERE) -> bool:
        """Whether to show a way to do it; the service decides."""
        return may(self.actor, action, subject)

    def version(self, key: str) -> int:
        """The version of an object this person has before them; 0 where there is none."""
        return self.versions.get(key, 0)

    def value(self, name: str) -> str:
        return self.reader.value(name)

    def code(self) -> str:
        return self.reader.code()

    def href(self, key: str, **query: str) -> str:
        return self.reader.href(key, **query)

    def same_page(self, **changes: str) -> str:
        return self.reader.same_page(**changes)

    def download(self, dataset: str, form: str = "csv", **filters: str) -> str:
        return self.reader.download(dataset, form, **filters)

    def again(self) -> "Member":
        """The state of this moment, for a fragment that runs alone. NotFound where nobody is signed in any more."""
        person = person_here()
        if person is None:
            raise NotFound("frame.signed_out")
        return member_for(self.address, person, self.today)

    def go(self, key: str, **query: str) -> None:
        """Leads to another page after something was done, in place."""
        go(self.href(key, **query))


def member_for(address: Address, person: Person, day: date) -> Member:
    """The member at an address: always the present, whatever day the address asks for."""
    inside = reading.internal(engine())
    reader = reader_for(address, inside.plan, inside.revision, day)
    return Member(reader, person, inside.workspace, inside.versions, inside.seq)


def go(address: str) -> None:
    """Leads the browser to one of our pages without a reload; the run ends here. Not for callbacks: Streamlit ignores it there."""
    parts = urlsplit(address)
    there = st.Page(lambda: None, title="-", url_path=parts.path.strip("/") or None, default=parts.path == "/")
    st.switch_page(there, query_params=dict(parse_qsl(parts.query)))
