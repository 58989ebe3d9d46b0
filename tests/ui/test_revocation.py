"""A right that is gone stops every way to write at once: whatever stands on a page that was left open is pressed after the
role was revoked, the account disabled or the session ended, and nothing in the store may differ afterwards.

The same presses with the right still there change the store: that shows the presses are real.
"""

import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from time import sleep

import pytest
from sqlalchemy import text

from tests.staffed import COOKIE, SECRET, console, engine_of, staffed_app, token_for  # noqa: F401
from tests.talking import Talker
from tracker.domain.actors import Role
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Person
from tracker.services import accounts
from tracker.services.signing import Seal
from tracker.store.engine import reading
from tracker.store.tables.base import Base
from tracker.ui.acts import GUARD

pytestmark = pytest.mark.slow
UNTOUCHED = ("sessions", "attempts")  # who is signed in is another matter than what is written

TABLES = [table.name for table in Base.metadata.sorted_tables if table.name not in UNTOUCHED]
SMALL = 60  # rows


@dataclass(frozen=True)
class Case:
    """A page somebody has open: `first` are presses before the right is lost, which open dialogs and folds."""

    account: str
    page: str
    query: dict[str, str] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()  # buttons that ask twice: they stand ready when the right is lost
    writes: bool = True  # whether a press or two can write at all

    def __str__(self) -> str:
        return "-".join((self.page, *list(self.query.values())[1:], *(("opened",) if self.first else ())))


CASES = (
    Case("demo.reporter.msit", "work", {"lang": "en"}, twice=("No change",)),
    Case("demo.reporter.msit", "report", {"lang": "en", "code": "M07-01"}),
    Case("demo.reporter.msit", "work", {"lang": "en"}, first=("No change: all",)),
    Case("demo.editor", "review", {"lang": "en"}, first=("The evidence proves", "Dates and bodies", "The content may")),
    Case("demo.reporter.msit", "requests", {"lang": "en", "code": "M07-05", "new": "1"}, writes=False),
    Case("demo.editor", "edit", {"lang": "en", "kind": "goal", "code": "T07"}),
    Case("demo.admin", "people", {"lang": "en", "code": "demo.official"}, twice=("Disable", "End all", "Drop")),
)


def disabled(app, account: str) -> None:
    accounts.disable(console(app), account)


def revoked(app, account: str) -> None:
    accounts.change_person(console(app), account, roles=(Role.OFFICIAL,))


def signed_out(app, account: str) -> None:
    accounts.end_sessions_of(console(app), account)


WAYS: tuple[Callable, ...] = (revoked, disabled, signed_out)


def restored(app, account: str, before) -> None:
    accounts.enable(console(app), account)
    accounts.change_person(console(app), account, roles=before.roles, ministries=before.ministries)


def kept(app) -> dict[str, str]:
    """What is written down, table by table: small tables whole, large ones by their size. Plan and workspace change only
    together with the log, whose length is among them."""
    with reading(engine_of(app)) as session:
        sizes = {name: session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar() for name in TABLES}
        return {name: f"{n} " + (str(sorted(map(repr, session.execute(text(f'SELECT * FROM "{name}"')).all()))) if n <= SMALL else "")
                for name, n in sizes.items()}


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def prepared(app, case: Case) -> list[tuple[Talker, object]]:
    """One session for each field and button of the page, each with the page open."""
    talkers = []
    with Talker(app, token_for(app, case.account)) as scout:
        begun(scout, case)
        wanted = list(scout.things)
    for number, _ in enumerate(wanted):
        talker = Talker(app, token_for(app, case.account))
        begun(talker, case)
        talkers.append((talker, list(talker.things.values())[number]))
    return talkers


def armed(talkers: list[tuple[Talker, object]], case: Case) -> None:
    """Presses the buttons that ask twice for the first time and waits out the guard against double clicks."""
    for talker, thing in talkers:
        if case.twice and thing.label.startswith(case.twice):
            talker.use(thing)
    sleep(GUARD + 0.1)


def begun(talker: Talker, case: Case) -> None:
    talker.open(case.page, **case.query)
    for label in case.first:
        talker.use(talker.labelled(label))


@pytest.fixture(scope="module", autouse=True)
def another_admin(staffed_app):  # noqa: F811
    """The only administrator could not lose the right at all."""
    accounts.add_person(console(staffed_app), Person("spare.admin", Bilingual("-", "-"), (Role.ADMIN,), demo=True))


@pytest.fixture
def person_of(staffed_app):  # noqa: F811
    from tracker.services.reading import desk
    return lambda account: desk(engine_of(staffed_app)).person(account)


@pytest.mark.parametrize(("case", "way"), [(case, way) for case in CASES for way in WAYS if way is not signed_out or case.page in ("report", "people")],
                         ids=lambda value: getattr(value, "__name__", None) or str(value))
def test_nothing_on_an_open_page_writes_any_more(staffed_app, person_of, case, way):  # noqa: F811
    before = person_of(case.account)
    talkers = prepared(staffed_app, case)
    assert len(talkers) >= 3, "the page has hardly anything to press"
    try:
        armed(talkers, case)
        way(staffed_app, case.account)
        as_it_was = kept(staffed_app)
        for talker, thing in talkers:
            talker.use(thing)
            assert differences(as_it_was, kept(staffed_app)) == [], f"{thing.kind} {thing.label!r} still writes"
    finally:
        for talker, _ in talkers:
            talker.close()
        restored(staffed_app, case.account, before)


@pytest.mark.parametrize("case", sorted((case for case in CASES if case.writes), key=lambda case: case.page != "review"), ids=str)
def test_the_same_presses_write_while_the_right_is_there(staffed_app, person_of, case):  # noqa: F811
    before, as_it_was = person_of(case.account), kept(staffed_app)
    talkers = prepared(staffed_app, case)
    armed(talkers, case)
    wrote = False
    for talker, thing in talkers:
        with talker:
            if not wrote:
                talker.use(thing)
                wrote = bool(differences(as_it_was, kept(staffed_app)))
    assert wrote, "no press changed anything: the test above would prove nothing"
    restored(staffed_app, case.account, before)


class Uploader:
    """Sends files as the uploader of an open page does: with the session's cookie and Streamlit's own token against forgery."""

    def __init__(self, app, token: str) -> None:
        with urllib.request.urlopen(f"{app.url}/_stcore/health") as answer:
            forgery = answer.headers["Set-Cookie"].split(";")[0]
        cookies = [forgery, f"{COOKIE}={Seal(SECRET).sealed('session', token)}"] if token else [forgery]
        self.headers = {"Content-Type": "multipart/form-data; boundary=b", "Origin": app.url, "Cookie": "; ".join(cookies),
                        "X-Xsrftoken": forgery.split("=", 1)[1]}
        self.app = app

    def put(self, place: str) -> int:
        body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="evidence.txt"\r\nContent-Type: text/plain\r\n\r\nwords\r\n--b--\r\n'
        request = urllib.request.Request(self.app.url + place, data=body, method="PUT", headers=self.headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_an_upload_is_refused_at_once(staffed_app, person_of, way):  # noqa: F811
    account = "demo.reporter.msit"
    before, token = person_of(account), token_for(staffed_app, account)
    with Talker(staffed_app, token) as talker:
        talker.open("report", lang="en", code="M07-01")
        place, mine = talker.place_for_a_file(), Uploader(staffed_app, token)
        assert mine.put(place) == 204 and Uploader(staffed_app, "").put(place) == 403
        way(staffed_app, account)
        assert mine.put(place) == 403
    restored(staffed_app, account, before)
