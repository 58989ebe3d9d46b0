"""`user`: accounts from the command line, every mistake in words."""

import re

import pytest
from sqlalchemy import Engine

from tests.cli.test_show import run
from tests.services.entrance import CHEAP, PASSWORD, peopled, visitor
from tracker.cli.user import _asked_password
from tracker.config import now
from tracker.domain.actors import Role
from tracker.domain.errors import NotAllowed
from tracker.services import accounts, signing_in
from tracker.services.passwords import Passwords
from tracker.services.reading import internal
from tracker.store import accounts as kept
from tracker.store.engine import reading
from tracker.store.log import entries_of
from tracker.text import wording


@pytest.fixture
def store(sqlite_engine) -> Engine:
    return peopled(sqlite_engine)


def user(store: Engine, *words: str, language: str = "en"):
    return run(store.url.render_as_string(hide_password=False), "user", *words, language=language)


def person(store, name):
    return internal(store).workspace.person(name)


def link_in(done) -> str:
    return re.search(r"http://localhost:\d+/account/join\?token=(\S+)", done.stdout)[1]


def test_an_account_and_its_one_time_link(store):
    done = user(store, "add", "--role", "reporter", "--ministry", "MSIT", "--office", "AI office", "--email", "ai@example.org", "Nora.1")
    assert done.exit_code == 0, done.output
    made = person(store, "nora.1")
    assert (made.roles, made.ministries, made.office.en, made.email) == ((Role.REPORTER,), ("MSIT",), "AI office", "ai@example.org")
    assert signing_in.invited(store, link_in(done), now()) == "nora.1"


def test_the_first_account_needs_no_other(tmp_path):
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    done = run(url, "user", "add", "--role", "admin", "boss", language="ko")
    assert done.exit_code == 0 and "boss" in done.stdout and "/account/join?token=" in done.stdout


@pytest.mark.parametrize(("words", "said"), [
    (("add", "--role", "king", "x1"), "no role king"), (("add", "--role", "reporter", "x1"), "needs a ministry"),
    (("add", "--role", "reporter", "--ministry", "XX", "x1"), "no organisation XX"), (("add", "--role", "editor", "rita"), "already is an account rita"),
    (("add", "--role", "editor", "a b"), "cannot be an account name"), (("add", "x1"), "role"), (("disable", "nobody"), "nobody"),
    (("enable", "nobody"), "nobody"), (("reset", "nobody"), "nobody"), (("roles", "nobody", "--role", "editor"), "nobody"),
    (("roles", "rita", "--role", "x"), "no role x"), (("sessions", "nobody"), "nobody"), (("sessions", "nobody", "--end"), "nobody"),
    (("disable", "boss"), "last administrator"), (("roles", "boss", "--role", "editor"), "last administrator")])
def test_every_mistake_is_said_with_code_2(store, words, said):
    before = internal(store).workspace
    done = user(store, *words)
    assert done.exit_code == 2 and said in done.stderr and "Traceback" not in done.output
    assert internal(store).workspace == before


@pytest.mark.parametrize(("language", "state"), [("ko", "막힘"), ("en", "disabled")])
def test_the_list_says_who_may_do_what(store, language, state):
    user(store, "disable", "rita")
    lines = user(store, "list", language=language).stdout.splitlines()
    rita = next(line for line in lines if line.startswith("rita"))
    assert "reporter" in rita and "MSIT" in rita and rita.rstrip().endswith(state) and len(lines) == 4


def test_disabling_works_at_once_and_says_why(store):
    token = signed_in_now(store)
    assert user(store, "disable", "rita", "--reason", "left").exit_code == 0
    assert accounts.visit(store, token, now()) is None and person(store, "rita").disabled
    assert user(store, "enable", "rita").exit_code == 0 and not person(store, "rita").disabled
    with reading(store) as session:
        assert [e.reason for e in entries_of(session, "person/rita") if e.field == "disabled"] == ["left", ""]


def test_roles_are_replaced(store):
    assert user(store, "roles", "rita", "--role", "editor", "--role", "publisher").exit_code == 0
    assert (person(store, "rita").roles, person(store, "rita").ministries) == ((Role.EDITOR, Role.PUBLISHER), ())


def test_a_reset_prints_a_link_and_takes_the_password(store):
    done = user(store, "reset", "rita")
    assert signing_in.invited(store, link_in(done), now()) == "rita"
    with pytest.raises(NotAllowed):
        signing_in.sign_in(store, "rita", PASSWORD, visitor(at=now()), Passwords(CHEAP))


def signed_in_now(store) -> str:
    return signing_in.sign_in(store, "rita", PASSWORD, visitor(at=now()), Passwords(CHEAP))


def test_sessions_are_listed_and_ended(store):
    token = signed_in_now(store)
    assert "Firefox · Linux" in user(store, "sessions", "rita").stdout
    assert user(store, "sessions", "rita", "--end").exit_code == 0
    assert accounts.visit(store, token, now()) is None and "signed in nowhere" in user(store, "sessions", "rita").stdout


def test_on_a_terminal_the_password_is_asked_twice():
    """The prompts are handed in, so no terminal is needed."""
    typed = iter([PASSWORD, PASSWORD, PASSWORD, "other", "short", ""])
    asked = lambda *_, **__: next(typed)  # noqa: E731
    assert Passwords().verify(_asked_password("nora", wording("en"), asked), PASSWORD)
    for key in ("account.differ", "account.password_short"):
        with pytest.raises(NotAllowed, match=key):
            _asked_password("nora", wording("en"), asked)
    assert _asked_password("nora", wording("en"), asked) == ""


def test_no_password_is_ever_printed_or_kept_readable(store):
    done = user(store, "add", "--role", "editor", "nora")
    with store.connect() as connection:
        kept_text = repr([connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in ("invitations", "log", "receipts")])
    assert "nora" in kept_text and link_in(done) not in kept_text and kept.id_of(link_in(done)) in kept_text
