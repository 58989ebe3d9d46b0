"""Accounts: sessions that end when they should, ways in that tell strangers nothing, administrators who cannot lock
everybody out."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import a_person
from tests.services.entrance import (
    CHEAP, HASHED, NOW, PASSWORD, Counting, caller, console, later, peopled, signed_in, visitor,
)
from tracker.config import GroupRole, Provider
from tracker.domain.access import OWN_PASSWORD
from tracker.domain.actors import ANONYMOUS, Action, Role
from tracker.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from tracker.domain.words import Bilingual
from tracker.services import accounts, signing_in
from tracker.services.door import perform, read
from tracker.services.passwords import LONGEST, Passwords, weakness
from tracker.services.provided import sign_in_provided
from tracker.services.reading import entries, internal
from tracker.services.signing_in import PER_ADDRESS, PER_NAME, WINDOW, TooMany
from tracker.services.verifying import verify
from tracker.store import accounts as kept
from tracker.store.accounts import ABSOLUTE, FORGOTTEN, IDLE, LINK_LASTS
from tracker.store.engine import reading, write
from tracker.store.log import entries_of

SECOND = timedelta(seconds=1)


@pytest.fixture
def store(engine):
    return peopled(engine)


@pytest.fixture
def one_store(sqlite_engine):
    return peopled(sqlite_engine)


def actor(engine, token, at):
    with reading(engine) as session:
        return kept.actor_of(session, token, at)


def enter(engine, name="rita", password=PASSWORD, passwords=None, **knock):
    return signing_in.sign_in(engine, name, password, visitor(**knock), passwords or Passwords(CHEAP))


@pytest.mark.parametrize(("at", "counts"), [
    (timedelta(0), True), (IDLE - SECOND, True), (IDLE, False), (IDLE + SECOND, False)])
def test_an_idle_session_ends(store, at, counts):
    token = signed_in(store, "rita")
    assert bool(actor(store, token, NOW + at).code) is counts
    assert (accounts.visit(store, token, NOW + at) is not None) is counts


@pytest.mark.parametrize(("after", "counts"), [(ABSOLUTE - SECOND, True), (ABSOLUTE, False)])
def test_a_session_in_use_ends_after_eight_hours(one_store, after, counts):
    token, at = signed_in(one_store, "rita"), NOW
    while at + timedelta(minutes=20) < NOW + after:
        at += timedelta(minutes=20)
        assert accounts.visit(one_store, token, at)
    assert (accounts.visit(one_store, token, NOW + after) is not None) is counts


@pytest.mark.parametrize(("after", "written"), [(30, False), (60, False), (61, True)])
def test_most_runs_write_nothing(one_store, after, written):
    token = signed_in(one_store, "rita")
    accounts.visit(one_store, token, later(seconds=after))
    with reading(one_store) as session:
        seen = kept.session_of(session, token, later(seconds=after)).seen_at
    assert seen == (later(seconds=after) if written else NOW)


def test_a_clock_behind_takes_nothing_back(one_store):
    token = signed_in(one_store, "rita")
    accounts.visit(one_store, token, later(minutes=20))
    write(one_store, lambda session: kept.touch(session, kept.id_of(token), later(minutes=5)))
    assert accounts.visit(one_store, token, later(minutes=45))


@pytest.mark.parametrize("token", ["", "x", "\0"])
def test_what_is_no_token_is_nobody(one_store, token):
    assert actor(one_store, token, NOW) == ANONYMOUS and accounts.visit(one_store, token, NOW) is None


def test_a_right_or_account_taken_away_counts_at_once(store):
    token = signed_in(store, "rita")
    assert actor(store, token, NOW).roles == {Role.REPORTER}
    accounts.change_person(console(store), "rita", roles=(Role.OFFICIAL,), ministries=())
    assert actor(store, token, NOW).roles == {Role.OFFICIAL}
    with pytest.raises(NotAllowed, match="error.no_right"):
        perform(caller(store, token), Action.DRAFT, lambda work: "")
    perform(console(store), Action.KEEP_PEOPLE, lambda work: work.put(replace(work.workspace.person("rita"), disabled=True)) or "")
    assert actor(store, token, NOW) == ANONYMOUS  # even with the session itself left standing
    assert accounts.visit(store, token, NOW) is None
    with pytest.raises(NotAllowed, match="error.not_signed_in"):
        read(caller(store, token), Action.READ_WORKSPACE)


def test_disabling_ends_sessions_and_links_and_enabling_brings_no_session_back(store):
    token, link = signed_in(store, "rita"), accounts.reset(console(store), "rita")
    token = signed_in(store, "rita")
    accounts.disable(console(store), "rita", "left the ministry")
    accounts.enable(console(store), "rita")
    assert actor(store, token, NOW) == ANONYMOUS
    with pytest.raises(NotAllowed, match="account.link_over"):
        signing_in.invited(store, link, NOW)
    with reading(store) as session:
        told = [(e.field, e.actor, e.reason) for e in entries_of(session, "person/rita") if e.field == "disabled"]
    assert told == [("disabled", "console", "left the ministry"), ("disabled", "console", "")]


def test_signing_in_gives_a_session_that_counts_and_a_new_one_each_time(store):
    first = enter(store)
    second = enter(store, token=first)
    assert first != second and actor(store, first, NOW) == ANONYMOUS and actor(store, second, NOW).code == "rita"
    assert enter(store, name="  RITA ")


REFUSED = {"unknown name": ("nobody", PASSWORD), "wrong password": ("rita", "something else again"), "empty": ("", ""),
           "disabled": ("dora", PASSWORD), "no password yet": ("newcomer", PASSWORD), "very long": ("rita", "x" * 100_000)}


@pytest.mark.parametrize("case", REFUSED)
def test_every_refusal_says_the_same_after_the_same_work(engine, case):
    peopled(engine, a_person("rita"), a_person("dora", disabled=True), a_person("newcomer"))
    write(engine, lambda session: kept.drop_password(session, "newcomer"))
    passwords = Counting()
    with pytest.raises(NotAllowed, match="account.wrong") as refusal:
        enter(engine, *REFUSED[case], passwords=passwords)
    assert passwords.checks == 1 and refusal.value.values == {}
    assert enter(engine, passwords=passwords) and passwords.checks == 2


def test_what_was_typed_for_a_name_is_in_no_log_unless_it_is_one(one_store, caplog):
    caplog.set_level("INFO", "tracker.accounts")
    for name in ("rita", PASSWORD):
        with pytest.raises(NotAllowed):
            enter(one_store, name, "guess")
    assert "rita" in caplog.text and PASSWORD not in caplog.text


def test_a_hash_of_weaker_days_is_made_anew(one_store):
    stronger = Passwords(type(CHEAP)(time_cost=2, memory_cost=16, parallelism=1))
    assert enter(one_store, passwords=stronger)
    with reading(one_store) as session:
        assert kept.password_of(session, "rita") != HASHED and "t=2" in kept.password_of(session, "rita")
    assert enter(one_store, passwords=stronger)


def fail(engine, times, name="rita", **knock):
    for _ in range(times):
        with pytest.raises(NotAllowed):
            enter(engine, name, "not the password", **knock)


def test_a_name_has_five_tries_in_five_minutes(store):
    fail(store, PER_NAME)
    with pytest.raises(TooMany) as refusal:
        enter(store, address="192.0.2.9")  # right password, other address: the name is closed
    assert refusal.value.wait == WINDOW and refusal.value.values == {"minutes": 5}
    assert enter(store, "boss")
    with pytest.raises(TooMany):
        enter(store, at=NOW + WINDOW - SECOND)
    assert enter(store, at=NOW + WINDOW)


def test_being_right_forgets_the_tries_before(one_store):
    for _ in range(3):
        fail(one_store, PER_NAME - 1)
        assert enter(one_store)


def test_an_address_has_twenty_tries_over_all_names(one_store):
    for n in range(PER_ADDRESS):
        fail(one_store, 1, f"name{n}")
    with pytest.raises(TooMany):
        enter(one_store)
    assert enter(one_store, address="192.0.2.2")


def test_one_network_of_ipv6_is_one_address(one_store):
    for n in range(PER_ADDRESS):
        fail(one_store, 1, f"name{n}", address=f"2001:db8::{n:x}")
    with pytest.raises(TooMany):
        enter(one_store, address="2001:db8::ffff:1")
    assert enter(one_store, address="2001:db8:0:1::1")


def test_nothing_kept_opens_anything(one_store):
    token, link = enter(one_store), accounts.reset(console(one_store), "rita")
    with one_store.connect() as connection:
        tables = ("credentials", "sessions", "invitations", "attempts", "log", "receipts", "people")
        kept_text = "".join(repr(connection.exec_driver_sql(f"SELECT * FROM {table}").all()) for table in tables)
    assert "rita" in kept_text and not [secret for secret in (token, link, PASSWORD) if secret in kept_text]


def test_a_link_works_once_and_for_a_week(store):
    token = accounts.add_person(console(store), a_person("nora"))
    assert signing_in.invited(store, token, NOW + LINK_LASTS - SECOND) == "nora"
    with pytest.raises(NotAllowed, match="account.link_over"):
        signing_in.invited(store, token, NOW + LINK_LASTS)
    session = signing_in.join(store, token, PASSWORD, visitor(), Passwords(CHEAP))
    assert actor(store, session, NOW).code == "nora"
    with pytest.raises(NotAllowed, match="account.link_over"):
        signing_in.join(store, token, "another password", visitor(), Passwords(CHEAP))
    assert enter(store, "nora")


def test_a_reset_closes_the_old_ways(store):
    session, first = signed_in(store, "rita"), accounts.reset(console(store), "rita")
    second = accounts.reset(console(store), "rita")
    assert actor(store, session, NOW) == ANONYMOUS
    with pytest.raises(NotAllowed, match="account.wrong"):
        enter(store)
    with pytest.raises(NotAllowed, match="account.link_over"):
        signing_in.invited(store, first, NOW)
    assert signing_in.join(store, second, PASSWORD, visitor(), Passwords(CHEAP)) and enter(store)


def test_no_way_in_changes_without_an_entry_and_no_entry_holds_a_secret(store):
    def told():
        return [(e.actor, e.role, e.action, json.loads(e.after)) for e in entries(store, "person/rita") if e.key == "person/rita/access"]
    first = accounts.reset(console(store), "rita")
    session = signing_in.join(store, first, PASSWORD, visitor(), Passwords(CHEAP))
    signing_in.change_password(store, PASSWORD, "another four words", visitor(session), Passwords(CHEAP))
    accounts.end_sessions_of(caller(store, signed_in(store, "boss")), "rita")
    by_admin, by_herself = ("admin", "people:keep"), ("reporter", OWN_PASSWORD)
    assert told() == [
        ("console", *by_admin, {"changes": 1, "last": "reset", "position": 0}), ("rita", *by_herself, 2), ("rita", *by_herself, "chosen"),
        ("rita", *by_herself, 3), ("rita", *by_herself, "changed"), ("boss", *by_admin, 4), ("boss", *by_admin, "ended")]
    assert verify(store, files=False).sound


def test_a_password_that_was_refused_leaves_no_entry(one_store):
    token, before = signed_in(one_store, "rita"), entries(one_store)
    with pytest.raises(NotAllowed):
        signing_in.change_password(one_store, "guess", "another four words", visitor(token), Passwords(CHEAP))
    with pytest.raises(NotAllowed):
        signing_in.join(one_store, "no link", PASSWORD, visitor(), Passwords(CHEAP))
    assert entries(one_store) == before


def test_sessions_and_links_are_forgotten_ninety_days_after_their_end(store):
    accounts.reset(console(store), "boss")
    signed_in(store, "rita")
    link_ends, session_ends = NOW + LINK_LASTS + FORGOTTEN, NOW + ABSOLUTE + FORGOTTEN
    def kept_at(at):
        signing_in.sign_in(store, "rita", PASSWORD, visitor(at=at), Passwords(CHEAP))
        with store.connect() as connection:
            return [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in ("sessions", "invitations")]
    assert kept_at(session_ends - SECOND) == [2, 1] and kept_at(session_ends) == [2, 1]
    assert kept_at(link_ends - SECOND) == [3, 1] and kept_at(link_ends) == [4, 0]


@pytest.mark.parametrize(("password", "key"), [
    ("x" * 11, "account.password_short"), ("abcde" + "x" * 7, ""), ("rita" * 3, "account.password_simple"),
    ("RITArita rita"[:12], ""), ("aaaaaaaaaaaa", "account.password_simple"), ("a" * LONGEST + "b", "account.password_long"),
    ("비밀 번호는 네 낱말로", ""), ("짧은 비밀", "account.password_short")])
def test_what_a_password_must_be(password, key):
    assert weakness(password, "rita") == key


def test_the_same_password_from_another_keyboard():
    passwords = Passwords(CHEAP)
    assert passwords.verify(passwords.hashed("\ud55c\uae00 네 낱말 비밀"), "\u1112\u1161\u11ab\u1100\u1173\u11af 네 낱말 비밀")


def test_a_changed_password_ends_every_other_session(store):
    here, there = signed_in(store, "rita"), signed_in(store, "rita")
    now = signing_in.change_password(store, PASSWORD, "another four words", visitor(here), Passwords(CHEAP))
    assert [actor(store, token, NOW).code for token in (here, there, now)] == ["", "", "rita"]
    assert enter(store, password="another four words")


def test_changing_it_needs_the_old_one_and_counts_tries(one_store):
    token = signed_in(one_store, "rita")
    for _ in range(PER_NAME):
        with pytest.raises(NotAllowed, match="account.wrong_old"):
            signing_in.change_password(one_store, "guess", "another four words", visitor(token), Passwords(CHEAP))
    with pytest.raises(TooMany):
        signing_in.change_password(one_store, PASSWORD, "another four words", visitor(token), Passwords(CHEAP))
    with pytest.raises(NotAllowed, match="error.not_signed_in"):
        signing_in.change_password(one_store, PASSWORD, "another four words", visitor("stranger"), Passwords(CHEAP))


def test_signing_out_here_and_everywhere(store):
    here, there, other = signed_in(store, "rita"), signed_in(store, "rita"), signed_in(store, "boss")
    signing_in.sign_out(store, visitor(here))
    assert [bool(actor(store, t, NOW).code) for t in (here, there, other)] == [False, True, True]
    signing_in.sign_out(store, visitor(there), everywhere=True)
    assert [bool(actor(store, t, NOW).code) for t in (here, there, other)] == [False, False, True]


def test_people_see_and_end_their_own_sessions_only(store):
    here, there, other = signed_in(store, "rita"), signed_in(store, "rita", later(minutes=1)), signed_in(store, "boss")
    mine = caller(store, here, later(minutes=2))
    listed = accounts.sessions_of(mine)
    assert [s.id for s in listed] == [kept.id_of(there), kept.id_of(here)] and accounts.own_session(mine).id == kept.id_of(here)
    with pytest.raises(NotFound):
        accounts.end_session(mine, kept.id_of(other))
    accounts.end_session(mine, kept.id_of(there))
    assert [bool(actor(store, t, NOW).code) for t in (here, there, other)] == [True, False, True]
    third = signed_in(store, "rita")
    accounts.end_all(mine, but_this=True)
    assert [bool(actor(store, t, NOW).code) for t in (here, third)] == [True, False]
    with pytest.raises(NotAllowed):
        accounts.sessions_of(caller(store, third))


DEEDS = {
    "add": lambda c: accounts.add_person(c, a_person("nora")),
    "change": lambda c: accounts.change_person(c, "rita", roles=(Role.ADMIN,)),
    "disable": lambda c: accounts.disable(c, "rita"), "enable": lambda c: accounts.enable(c, "rita"),
    "reset": lambda c: accounts.reset(c, "rita"), "end sessions": lambda c: accounts.end_sessions_of(c, "rita"),
    "see sessions": lambda c: accounts.sessions_of_person(c, "rita"),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("role", [role.value for role in Role])
def test_only_administrators_keep_people(sqlite_engine, deed, role):
    peopled(sqlite_engine, a_person("boss", "admin"), a_person("rita"),
            *([a_person("who", role)] if role != "anonymous" else []))
    asking = caller(sqlite_engine, signed_in(sqlite_engine, "who") if role != "anonymous" else "")
    before = internal(sqlite_engine).workspace
    if role == "admin":
        DEEDS[deed](asking)
    else:
        with pytest.raises(NotAllowed):
            DEEDS[deed](asking)
        assert internal(sqlite_engine).workspace == before


@pytest.mark.parametrize("person, wrong", [
    (a_person("Rita"), {("code", "account_name")}), (a_person("console"), {("code", "account_name")}), (a_person("a/b"), {("code", "account_name")}), (a_person("a" * 41), {("code", "account_name")}),
    (a_person("a" * 40), set()), (a_person("rita"), {("code", "account_taken")}), (a_person("x1", roles=()), {("roles", "account_no_role")}),
    (a_person("x1", "anonymous", ministries=()), {("roles", "account_no_role")}),
    (a_person("x1", ministries=()), {("ministries", "account_no_ministry")}), (a_person("x1", "editor", ministries=()), set()),
    (a_person("x1", ministries=("NOWHERE",)), {("ministries", "account_unknown_ministry")}),
    (a_person("x1", email="office"), {("email", "account_email")}), (a_person("x1", email=""), set()),
    (a_person("X", office=Bilingual(), roles=()), {("code", "account_name"), ("office", "required"), ("roles", "account_no_role")})])
def test_everything_wrong_with_an_account_is_said(one_store, person, wrong):
    if not wrong:
        assert accounts.add_person(console(one_store), person)
        return
    with pytest.raises(BadInput) as bad:
        accounts.add_person(console(one_store), person)
    assert {(problem.column, problem.key) for problem in bad.value.problems} == wrong


def test_the_last_administrator_stays(store):
    for lock_out in (lambda: accounts.disable(console(store), "boss"),
                     lambda: accounts.change_person(console(store), "boss", roles=(Role.EDITOR,))):
        with pytest.raises(NotAllowed, match="error.last_admin"):
            lock_out()
    accounts.add_person(console(store), a_person("boss2", "admin"))
    accounts.disable(console(store), "boss")
    with pytest.raises(NotAllowed, match="error.last_admin"):
        accounts.disable(console(store), "boss2")


def test_two_administrators_collide(store):
    seen = internal(store).versions["person/rita"]
    accounts.change_person(console(store), "rita", seen=seen, email="one@example.org")
    with pytest.raises(Conflict):
        accounts.change_person(console(store), "rita", seen=seen, email="two@example.org")
    assert internal(store).workspace.person("rita").email == "one@example.org"


def test_unknown_accounts_and_roles_are_named(one_store):
    for deed in (accounts.disable, accounts.reset, accounts.end_sessions_of, accounts.sessions_of_person):
        with pytest.raises(NotFound, match="error.no_people"):
            deed(console(one_store), "nobody")
    with pytest.raises(NotFound, match="king"):
        accounts.roles_named(("editor", "king"))
    assert accounts.roles_named(("admin", "official")) == (Role.OFFICIAL, Role.ADMIN)


def test_only_demo_people_enter_without_a_password(engine):
    peopled(engine, a_person("demo.one", demo=True), a_person("rita"), a_person("demo.off", demo=True, disabled=True))
    assert actor(engine, signing_in.sign_in_demo(engine, "demo.one", visitor()), NOW).code == "demo.one"
    for name in ("rita", "demo.off", "nobody", ""):
        with pytest.raises(NotAllowed, match="account.no_demo_person"):
            signing_in.sign_in_demo(engine, name, visitor())


PROVIDER = Provider("https://login.example", "tracker", "s", "openid", "groups", (
    GroupRole("editors", Role.EDITOR), GroupRole("msit", Role.REPORTER, "MSIT"), GroupRole("gone", Role.REPORTER, "GONE")), "Login")


def provided(engine, *groups, subject="u-1", provider=PROVIDER):
    return sign_in_provided(engine, provider, subject, groups, visitor(), "ko")


def person_at(engine):
    return next(p for p in internal(engine).workspace.people if p.issuer)


def test_groups_make_the_account_and_its_roles_at_every_sign_in(store):
    token = provided(store, "msit", "something else")
    made = person_at(store)
    assert (made.roles, made.ministries, made.subject) == ((Role.REPORTER,), ("MSIT",), "u-1")
    assert "u-1" not in made.code and actor(store, token, NOW).roles == {Role.REPORTER}
    provided(store, "editors", "msit")
    assert person_at(store).roles == (Role.REPORTER, Role.EDITOR) and person_at(store).code == made.code
    with reading(store) as session:
        reasons = [e.reason for e in entries_of(session, f"person/{made.code}") if e.field == "roles"]
    assert reasons == ["OpenID Connect: editors, msit"]


def test_without_a_group_nobody_enters_and_what_was_held_is_gone(store):
    with pytest.raises(NotAllowed, match="account.no_group"):
        provided(store, "visitors")
    with pytest.raises(NotAllowed, match="account.no_group"):
        provided(store, "gone")  # a ministry the plan does not know gives nothing
    assert not any(p.issuer for p in internal(store).workspace.people)
    token = provided(store, "editors")
    with pytest.raises(NotAllowed, match="account.no_group"):
        provided(store, "visitors")
    assert actor(store, token, NOW) == ANONYMOUS and person_at(store).roles == ()


def test_a_disabled_account_stays_out_whatever_its_groups_say(store):
    provided(store, "editors")
    accounts.disable(console(store), person_at(store).code)
    with pytest.raises(NotAllowed, match="account.disabled"):
        provided(store, "editors")


def test_the_same_name_at_another_provider_is_somebody_else(one_store):
    provided(one_store, "editors")
    provided(one_store, "editors", provider=replace(PROVIDER, issuer="https://other.example"))
    assert len({p.code for p in internal(one_store).workspace.people if p.issuer}) == 2


def test_people_of_a_provider_have_no_password_here(one_store):
    token = provided(one_store, "editors")
    code = person_at(one_store).code
    with pytest.raises(NotAllowed, match="error.person_elsewhere"):
        accounts.reset(console(one_store), code)
    with pytest.raises(NotAllowed, match="account.no_password_here"):
        signing_in.change_password(one_store, "", PASSWORD, visitor(token), Passwords(CHEAP))
