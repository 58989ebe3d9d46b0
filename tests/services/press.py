"""A desk that publishes: two publishers signed in, a folder, and a press that makes small releases quickly."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from tests.builders import a_version
from tests.review_cases import TODAY, a_person
from tests.services.desk import NOW, Desk, a_desk, two_ministries
from tracker.domain.actors import Role
from tracker.domain.periods import parse_period
from tracker.domain.release_checks import must_read
from tracker.domain.words import NOTHING, Bilingual
from tracker.exchange.signing import new_key
from tracker.services import publishing
from tracker.services.door import Caller
from tracker.services.previewing import preview
from tracker.services.printing import Press
from tracker.site.files import CHANGES, changes_bytes
from tracker.site.info import info_of
from tracker.domain.release import PLAN
from tracker.exchange.plan_json import plan_bytes
from tracker.store.accounts import add_session, new_token
from tracker.store.engine import writing

PUBLISHERS = (a_person("pia", Role.PUBLISHER), a_person("paul", Role.PUBLISHER), a_person("edda", Role.EDITOR, Role.PUBLISHER))
QUARTER = parse_period("2026 Q4")
NOTICE = Bilingual("고침", "Put right")


def small(contents) -> dict[str, bytes]:
    """The plan, its changes and its evidence: what every release has."""
    evidence = {f"evidence/{sha}.bin": content for sha, (content, _) in contents.evidence.items()}
    return {PLAN: plan_bytes(contents.plan), CHANGES: changes_bytes(info_of(contents), contents.changes), **evidence}


@dataclass
class House:
    """`at` moves on with every release, as time does."""

    desk: Desk
    press: Press
    at: datetime = NOW
    today: date = TODAY

    @property
    def engine(self):
        return self.desk.engine

    @property
    def folder(self) -> Path:
        return self.press.folder

    def caller(self, name: str = "ella") -> Caller:
        return Caller(self.engine, self.desk.tokens.get(name, ""), self.at, self.today, console=name == "console")

    def version(self, code: str) -> int:
        return self.desk.version(f"release/{code}")

    def draft(self, code: str):
        return self.desk.now.workspace.release(code)

    def opened(self, notice: Bilingual = NOTHING, quarter=QUARTER) -> str:
        return publishing.open_cycle(self.caller(), quarter, notice, self.folder, uuid4().hex)

    def frozen(self, notice: Bilingual = NOTHING, by: str = "ella") -> str:
        code = self.opened(notice)
        self.freeze(code, by)
        return code

    def freeze(self, code: str, by: str = "ella") -> None:
        publishing.freeze(self.caller(by), code, self.version(code), None, self.folder, uuid4().hex)

    def approve(self, code: str, by: str, ticked: frozenset[str] | None = None) -> None:
        found = preview(self.caller("console"), code, self.folder)
        read = frozenset(must_read(found.checks)) if ticked is None else ticked
        publishing.approve(self.caller(by), code, found.draft.content, read, self.folder, uuid4().hex)

    def approved(self, notice: Bilingual = NOTHING) -> str:
        code = self.frozen(notice)
        self.approve(code, "pia")
        self.approve(code, "paul")
        return code

    def publish(self, code: str, at: datetime | None = None, by: str = "ella") -> str:
        return publishing.publish(self.caller(by), code, self.version(code), self.press, at, uuid4().hex)

    def published(self, notice: Bilingual = NOTHING) -> str:
        code = self.publish(self.approved(notice))
        self.at += timedelta(minutes=5)
        return code


def a_house(engine, folder: Path, plan=None, key: str = "", *values) -> House:
    desk = a_desk(engine, plan or two_ministries(versions=(a_version(milestone_count=3),)), *PUBLISHERS, *values)
    with writing(engine) as session:
        for person in PUBLISHERS:
            desk.tokens[person.code] = new_token()
            add_session(session, desk.tokens[person.code], person.code, NOW, "test", "local")
    return House(desk, Press(folder, small, key, "https://tracker.example"))


def a_key() -> str:
    return new_key()
