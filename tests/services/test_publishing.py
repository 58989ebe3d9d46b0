"""From the opening of a cycle to a folder nobody can silently change: who may, in which state, and what survives a death."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.builders import SEOUL, a_report, an_evidence, words
from tests.services.press import NOTICE, QUARTER, a_house, a_key, small
from tracker.domain.errors import NotAllowed, NotReady, TrackerError
from tracker.domain.milestones import RecordState
from tracker.domain.periods import parse_period
from tracker.domain.publication import published
from tracker.domain.publishing import NEXT
from tracker.domain.records import records
from tracker.domain.release import release_id
from tracker.domain.words import Bilingual
from tracker.domain.workspace import ReleaseKind, ReleaseState
from tracker.exchange.release_folder import holding, ids, read_release, withdrawal
from tracker.exchange.signing import public_of
from tracker.exchange.withdrawal import Proof
from tracker.services import publishing
from tracker.services.previewing import preview, rack_of
from tracker.services.published import Rack
from tracker.services.printing import Press
from tracker.services.unfinished import REST, obstacle
from tracker.store.engine import engine_for
from tracker.store.work import Work

SECRET = "TOKEN-51c0"


@pytest.fixture
def house(sqlite_engine, tmp_path):
    return a_house(sqlite_engine, tmp_path / "releases")


def edited(house, **changes):
    milestone = house.desk.now.plan.milestones[0]
    house.desk.put(replace(milestone, **(changes or {"title": words("Said otherwise")})))


def test_from_opening_to_the_public(house):
    code = house.opened()
    assert code == "2026Q4-r1" and house.draft(code).state is ReleaseState.OPEN
    house.freeze(code)
    house.approve(code, "pia")
    assert house.draft(code).state is ReleaseState.FROZEN
    house.approve(code, "paul")
    assert house.draft(code).state is ReleaseState.APPROVED
    house.publish(code)
    release, findings = read_release(house.folder, release_id(code))
    assert release.plan == published(house.desk.now.plan) and house.draft(code).manifest == release.manifest_sha256
    assert release.manifest.head.seq == house.draft(code).frozen_seq and house.draft(code).state is ReleaseState.PUBLISHED


def test_two_different_people(house):
    code = house.frozen()
    house.approve(code, "pia")
    with pytest.raises(NotAllowed, match="error_same_person"):
        house.approve(code, "pia")
    with pytest.raises(TrackerError, match="error_not_published"):
        house.publish(code)
    assert len(house.draft(code).approvals) == 1 and ids(house.folder) == ()


def test_who_froze_may_be_one_of_two_and_never_both(house):
    code = house.frozen(by="edda")
    house.approve(code, "edda")
    with pytest.raises(NotAllowed):
        house.approve(code, "edda")
    house.approve(code, "pia")
    assert house.draft(code).state is ReleaseState.APPROVED


def test_any_edit_of_what_is_public_voids_the_approvals(house):
    code = house.approved()
    edited(house)
    with pytest.raises(NotReady, match="error_changed"):
        house.publish(code)
    assert ids(house.folder) == ()
    house.freeze(code)
    assert house.draft(code).approvals == () and house.draft(code).state is ReleaseState.FROZEN
    house.approve(code, "pia")
    house.approve(code, "paul")
    house.publish(code)
    release, _ = read_release(house.folder, release_id(code))
    assert release.plan.milestones[0].title == words("Said otherwise")


def test_what_stays_inside_voids_nothing(house):
    code = house.approved()
    edited(house, reports=(a_report("R-X", record="submitted"),))
    house.publish(code)
    assert house.draft(code).state is ReleaseState.PUBLISHED


def test_one_approval_is_void_too(house):
    code = house.frozen()
    house.approve(code, "pia")
    edited(house)
    with pytest.raises(NotReady, match="error_changed"):
        house.approve(code, "paul")


def test_what_is_to_be_looked_at_must_be_ticked(house):
    edited(house, reports=(a_report(state="completed", completed_on="2026-05-01", grade="V1"),))
    code = house.frozen()
    with pytest.raises(TrackerError, match="error_unread"):
        house.approve(code, "pia", frozenset())
    house.approve(code, "pia")
    assert "grade" in house.draft(code).approvals[0].read.split()


def test_what_stops_cannot_be_approved(house):
    edited(house, title=Bilingual("이름", ""))
    code = house.frozen()
    with pytest.raises(TrackerError, match="error_stopped"):
        house.approve(code, "pia")


def test_a_set_time_is_waited_for_and_nothing_lies_there_before(house):
    code = house.approved()
    house.publish(code, house.at + timedelta(days=2))
    assert ids(house.folder) == () and house.draft(code).state is ReleaseState.APPROVED
    assert publishing.caught_up(house.caller("console"), house.press) == ()
    house.at += timedelta(days=2)
    assert publishing.caught_up(house.caller("console"), house.press) == (code,)
    release, _ = read_release(house.folder, release_id(code))
    assert release.manifest.published_at == house.at.replace(microsecond=0)


def test_a_time_that_has_passed_is_no_set_time(house):
    code = house.approved()
    for at in (house.at, house.at - timedelta(days=1)):
        with pytest.raises(TrackerError, match="error_past"):
            house.publish(code, at)
    assert house.draft(code).publish_at is None and ids(house.folder) == ()


@pytest.mark.parametrize(("text", "meant"), [("2027-01-15 10:00", "2027-01-15T01:00+00:00"), (" 2027-01-15T10:00 ", "2027-01-15T01:00+00:00"),
                                             ("2027-01-15T10:00+00:00", "2027-01-15T10:00+00:00"), ("2027-01-15", "2027-01-14T15:00+00:00")])
def test_a_time_is_one_of_the_plans_zone(text, meant):
    assert publishing.set_time(text, SEOUL) == datetime.fromisoformat(meant)


@pytest.mark.parametrize("text", ["", "soon", "2027-13-01 10:00"])
def test_what_is_no_time_is_told(text):
    with pytest.raises(TrackerError, match="error_time"):
        publishing.set_time(text, SEOUL)


def test_an_edit_before_the_set_time_stops_it(house):
    code = house.approved()
    house.publish(code, house.at + timedelta(days=2))
    edited(house)
    house.at += timedelta(days=3)
    with pytest.raises(NotReady, match="error_changed"):
        publishing.caught_up(house.caller("console"), house.press)
    assert ids(house.folder) == ()


def test_a_correction_says_what_was_put_right_and_follows(house):
    first = house.published()
    with pytest.raises(TrackerError, match="error_no_notice"):
        house.opened()
    edited(house)
    second = house.published(NOTICE)
    releases = tuple(read_release(house.folder, id)[0] for id in ids(house.folder))
    assert second == "2026Q4-r2" and house.draft(second).kind is ReleaseKind.CORRECTION and releases[1].manifest.notice == NOTICE
    assert releases[1].manifest.previous.manifest == house.draft(first).manifest == releases[0].manifest_sha256


def test_the_changes_since_the_last_release_travel_along(house):
    house.published()
    edited(house)
    code = house.published(NOTICE)
    release, _ = read_release(house.folder, release_id(code))
    said = [c for c in json.loads(release.content("changes.json"))["changes"] if c["release"] == code]
    assert [(c["key"], c["field"], c["after"]["en"]) for c in said] == [("milestone/M01-01", "title", "Said otherwise (en)")]


def test_withdrawn_stays_readable_and_the_one_before_is_shown(house):
    first = house.published()
    edited(house)
    second = house.published(NOTICE)
    with pytest.raises(TrackerError, match="error_no_why"):
        publishing.withdraw(house.caller("pia"), second, house.version(second), Bilingual("잘못"), house.folder, "k")
    publishing.withdraw(house.caller("pia"), second, house.version(second), NOTICE, house.folder, "l")
    assert str(rack_of(house.folder).current(house.at + timedelta(days=365)).id) == first and house.draft(second).state is ReleaseState.WITHDRAWN
    mark = house.folder / f"{second}.withdrawn"
    mark.unlink()
    publishing.caught_up(house.caller("console"), house.press)
    assert read_release(house.folder, release_id(second))[0].withdrawn
    held = withdrawal(house.folder, release_id(second), house.draft(second).manifest)
    assert (held.proof, held.reason, held.at) == (Proof.UNSIGNED, NOTICE, house.draft(second).withdrawn_at.replace(microsecond=0))


def test_a_withdrawal_is_signed_where_there_is_a_key_and_made_again_it_is_the_same(sqlite_engine, tmp_path):
    key = a_key()
    house = a_house(sqlite_engine, tmp_path / "releases", None, key)
    code = house.published()
    publishing.withdraw(house.caller("pia"), code, house.version(code), NOTICE, house.folder, "l", key)
    mark = house.folder / f"{code}.withdrawn"
    text = mark.read_bytes()
    assert withdrawal(house.folder, release_id(code), house.draft(code).manifest).proof is Proof.SIGNED
    assert not Rack(house.folder, public_of(key)).named(code, house.at).unproven
    mark.unlink()
    assert publishing.caught_up(house.caller("console"), house.press) == (code,) and mark.read_bytes() == text


STATES = {
    ReleaseState.OPEN: lambda h: h.opened(), ReleaseState.FROZEN: lambda h: h.frozen(), ReleaseState.APPROVED: lambda h: h.approved(),
    ReleaseState.PUBLISHED: lambda h: h.published(), ReleaseState.WITHDRAWN: lambda h: _withdrawn(h, h.published())}
DEEDS = {
    ReleaseState.FROZEN: lambda h, code: h.freeze(code),
    ReleaseState.OPEN: lambda h, code: publishing.reopen(h.caller(), code, h.version(code), h.folder, "o"),
    ReleaseState.PUBLISHED: lambda h, code: h.publish(code),
    ReleaseState.WITHDRAWN: lambda h, code: _withdrawn(h, code)}


def _withdrawn(house, code):
    publishing.withdraw(house.caller("pia"), code, house.version(code), NOTICE, house.folder, f"w{house.version(code)}")
    return code


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("wanted", DEEDS)
def test_the_way_of_a_release(house, state, wanted):
    """Every deed in every state: done where the table says, else refused, and then nothing changed. Publishing what is out
    already is finding it done."""
    code = STATES[state](house)
    before, there = house.draft(code), ids(house.folder)
    if wanted in NEXT[state] or state is wanted is ReleaseState.PUBLISHED:
        DEEDS[wanted](house, code)
        assert house.draft(code).state is wanted
    elif (state, wanted) == (ReleaseState.WITHDRAWN, ReleaseState.PUBLISHED):
        DEEDS[wanted](house, code)
        assert house.draft(code) == before
    else:
        with pytest.raises(TrackerError):
            DEEDS[wanted](house, code)
        assert (house.draft(code), ids(house.folder)) == (before, there)


@pytest.mark.parametrize("name", ["rita", "olga", "ada", "nobody"])
def test_who_may_not(house, name):
    code = house.approved()
    caller, seen = house.caller(name), house.version(code)
    for deed in (lambda: publishing.open_cycle(caller, QUARTER, NOTICE, house.folder, ""), lambda: publishing.freeze(caller, code, seen, None, house.folder, ""),
                 lambda: publishing.reopen(caller, code, seen, house.folder, ""), lambda: publishing.approve(caller, code, "", frozenset(), house.folder, ""),
                 lambda: publishing.publish(caller, code, seen, house.press, None, ""), lambda: publishing.caught_up(caller, house.press),
                 lambda: publishing.withdraw(caller, code, seen, NOTICE, house.folder, ""), lambda: preview(caller, code, house.folder)):
        with pytest.raises(NotAllowed):
            deed()
    assert house.draft(code).state is ReleaseState.APPROVED and ids(house.folder) == ()


def test_an_editor_prepares_and_does_not_approve(house):
    code = house.frozen()
    with pytest.raises(NotAllowed):
        house.approve(code, "ella")


def test_one_at_a_time_and_never_an_earlier_quarter(house):
    house.opened()
    with pytest.raises(TrackerError, match="error_under_way"):
        house.opened()
    house.freeze("2026Q4-r1")
    house.approve("2026Q4-r1", "pia")
    house.approve("2026Q4-r1", "paul")
    house.publish("2026Q4-r1")
    with pytest.raises(TrackerError, match="error_earlier"):
        house.opened(quarter=parse_period("2026 Q3"))


def test_another_machine_makes_the_same(sqlite_engine, tmp_path):
    """The store alone, another folder, the same key: the same SHA-256, signed or not."""
    house = a_house(sqlite_engine, tmp_path / "here", None, a_key())
    one = house.published()
    edited(house)
    two = house.published(NOTICE)
    there = Press(tmp_path / "there", small, house.press.private_key)
    assert publishing.caught_up(house.caller("console"), there) == (one, two)
    for code in (one, two):
        made = [(folder / code / "manifest.json").read_bytes() for folder in (house.folder, there.folder)]
        assert made[0] == made[1]
        assert read_release(there.folder, release_id(code))[1] == ()
    with pytest.raises(NotReady, match="error_key"):
        publishing.caught_up(house.caller("console"), Press(tmp_path / "keyless", small))


def test_other_bytes_are_never_put_in_the_place_of_what_was_published(house, tmp_path):
    code = house.published()
    other = Press(tmp_path / "there", lambda contents: small(contents) | {"more.txt": b"more"})
    with pytest.raises(NotReady, match="error_other_bytes"):
        publishing.caught_up(house.caller("console"), other)
    assert ids(other.folder) == () and code


def test_nothing_leaves_that_is_not_published(house):
    """Whatever lies inside, the folder holds nothing but what the allow-list lets through."""
    hidden = a_report("R-S", record="returned", summary=words(SECRET), origin=replace(a_report().origin, url=f"https://in.example/{SECRET}"))
    proofs = (an_evidence("E-1", report="R-A"), an_evidence("E-2", report="R-A", public=False, title=words(SECRET), url=f"https://in.example/{SECRET}"))
    edited(house, reports=(a_report("R-A", record="approved"), hidden), evidence=proofs)
    house.published()
    def secretly(work: Work) -> str:
        work.reason = SECRET
        work.put(replace(work.plan.milestones[0], title=words("Other words")))
        return ""
    from tracker.domain.actors import Action
    from tracker.services.door import perform
    perform(house.caller("console"), Action.EDIT_PLAN, secretly)
    house.published(NOTICE)
    found = [p for p in house.folder.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]
    assert found == [] and b"R-A" in (house.folder / "2026Q4-r1" / "plan.json").read_bytes()
    release, _ = read_release(house.folder, release_id("2026Q4-r1"))
    assert records(release.plan).keys() <= records(published(house.desk.now.plan)).keys()
    assert {r.record for m in release.plan.milestones for r in m.reports} == {RecordState.PUBLISHED}


def test_two_processes_at_the_set_time_publish_once(house):
    """The other one was first while this one waited for the folder."""
    code = house.approved()
    house.publish(code, house.at + timedelta(days=2))
    house.at += timedelta(days=2)
    caller, found = house.caller("console"), []

    @contextmanager
    def late(folder):
        if not found:
            found.append(())
            found[0] = publishing.caught_up(caller, house.press)
        with holding(folder):
            yield

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "holding", late)
        assert publishing.caught_up(caller, house.press) == () and found == [(code,)]
    assert house.draft(code).state is ReleaseState.PUBLISHED


def test_reopened_while_a_process_waited_for_the_folder(house):
    code = house.approved()
    house.publish(code, house.at + timedelta(minutes=2))
    house.at += timedelta(minutes=2)

    @contextmanager
    def late(folder):
        patch.undo()
        publishing.reopen(house.caller(), code, house.version(code), folder, "o")
        with holding(folder):
            yield

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "holding", late)
        assert publishing.caught_up(house.caller("console"), house.press) == ()
    assert ids(house.folder) == () and house.draft(code).state is ReleaseState.OPEN


def test_what_lies_in_the_folder_is_not_frozen_anew(house, monkeypatch):
    """Between the folder and the word in the store nothing of the release may change any more."""
    code = house.approved()
    monkeypatch.setattr(publishing, "out", lambda *given: pytest.fail("died"))
    with pytest.raises(pytest.fail.Exception):
        house.publish(code)
    monkeypatch.undo()
    for deed in (lambda: house.freeze(code), lambda: publishing.reopen(house.caller(), code, house.version(code), house.folder, "o")):
        with pytest.raises(TrackerError, match="error_not_"):
            deed()
    assert publishing.caught_up(house.caller("console"), house.press) == (code,)


def test_one_that_cannot_be_finished_keeps_none_of_the_others(house):
    first = house.published()
    edited(house)
    second = house.approved(NOTICE)
    house.publish(second, house.at + timedelta(minutes=2))
    (house.folder / f"{first}").rename(house.folder.parent / "lost")
    house.at += timedelta(minutes=2)
    other = Press(house.folder, lambda contents: small(contents) | ({"more.txt": b"more"} if str(contents.manifest.id) == first else {}))
    with pytest.raises(NotReady, match="error_other_bytes"):
        publishing.caught_up(house.caller("console"), other)
    assert [str(id) for id in ids(house.folder)] == [second]


def beside(house, code, press=None, key="k", seen=None):
    return publishing.publish_beside(house.caller(), code, house.version(code) if seen is None else seen, press or house.press, key)


def looked(house, press=None):
    """What the server does every few seconds."""
    return publishing.caught_up(house.caller("console"), press or house.press, patient=True)


def test_published_beside_the_session_decided_at_once_and_written_by_who_looks(house):
    code = house.approved()
    seen = house.version(code)
    beside(house, code)
    assert house.draft(code).publish_at == house.at and publishing.is_going_out(house.draft(code), house.at) and ids(house.folder) == ()
    beside(house, code, seen=seen), beside(house, code, key="another", seen=seen)  # pressed twice, and in another window
    assert looked(house) == (code,) and looked(house) == () and house.draft(code).state is ReleaseState.PUBLISHED
    beside(house, code, seen=seen)  # a button that was still on the screen
    with pytest.raises(TrackerError):
        beside(house, code, key="third")
    assert [str(id) for id in ids(house.folder)] == [code] and looked(house) == ()


def test_pressed_while_it_is_being_written_nobody_waits_for_the_folder(house, monkeypatch):
    code = house.approved()
    beside(house, code)
    monkeypatch.setattr(publishing, "holding", lambda folder: pytest.fail("waited"))
    assert beside(house, code, key="again") == code


def test_nobody_sends_out_beside_what_nobody_approved(house):
    code = house.frozen()
    with pytest.raises(TrackerError, match="error_not_published"):
        beside(house, code)
    with pytest.raises(NotAllowed):
        publishing.publish_beside(house.caller("olga"), code, house.version(code), house.press, "o")
    assert house.draft(code).publish_at is None and looked(house) == ()


def test_what_failed_is_told_left_in_peace_and_tried_again_when_asked(house):
    code, tries = house.approved(), []

    def full(contents):
        tries.append(contents)
        raise OSError(28, "No space left on device")

    beside(house, code)
    bad = Press(house.folder, full, "", house.press.address)
    with pytest.raises(OSError):
        looked(house, bad)
    assert isinstance(obstacle(house.engine, house.draft(code)).problem, OSError) and ids(house.folder) == ()
    assert looked(house, bad) == () and len(tries) == 1
    house.at += REST
    with pytest.raises(OSError):
        looked(house, bad)
    beside(house, code, key="again")
    assert obstacle(house.engine, house.draft(code)) is None and looked(house) == (code,)


def test_an_edit_between_decision_and_writing_is_told_as_what_it_is(house):
    code = house.approved()
    beside(house, code)
    edited(house)
    with pytest.raises(NotReady, match="error_changed"):
        looked(house)
    assert obstacle(house.engine, house.draft(code)).problem.key == "releasing.error_changed"
    house.freeze(code)
    assert obstacle(house.engine, house.draft(code)) is None


@pytest.fixture
def house_on_postgresql(database_url, tmp_path):
    engine = engine_for(database_url("postgresql", True))
    yield a_house(engine, tmp_path / "releases")
    engine.dispose()


@pytest.mark.postgres
def test_the_whole_way_on_postgresql(house_on_postgresql):
    """The same services on the other store: two people, a set time, two at once, a correction, a withdrawal, a lost folder."""
    house = house_on_postgresql
    first = house.approved()
    with pytest.raises(NotAllowed):
        publishing.approve(house.caller("olga"), first, "", frozenset(), house.folder, "")
    house.publish(first, house.at + timedelta(minutes=5))
    house.at += timedelta(minutes=5)
    console = house.caller("console")
    with ThreadPoolExecutor(2) as two:
        done = list(two.map(lambda _: publishing.caught_up(console, house.press), range(2)))
    assert sorted(done) == [(), (first,)] and house.draft(first).state is ReleaseState.PUBLISHED
    edited(house)
    second = house.published(NOTICE)
    publishing.withdraw(house.caller("pia"), second, house.version(second), NOTICE, house.folder, "w")
    there = Press(house.folder.parent / "there", small)
    assert publishing.caught_up(house.caller("console"), replace(there, address=house.press.address)) == (first, second)
    for code in (first, second):
        assert (there.folder / code / "manifest.json").read_bytes() == (house.folder / code / "manifest.json").read_bytes()
