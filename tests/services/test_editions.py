"""Who sees what: visitors the releases and nothing else, whoever is signed in the working plan, both what they name."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import a_full_plan, a_head, a_milestone, words
from tests.releases import published
from tracker.config import Site, read_settings
from tracker.domain.errors import NotFound, NotReady
from tracker.domain.release import ReleaseId
from tracker.domain.words import Bilingual
from tracker.exchange.release_folder import mark_withdrawn
from tracker.exchange.signing import new_key, public_of
from tracker.exchange.withdrawal import withdrawal_text
from tracker.services.editions import Editions, editions_of, today
from tracker.services.published import Rack
from tracker.store.engine import engine_for, writing
from tracker.store.plans import save_plan
from tracker.store.schema import migrate

FIRST, SECOND, LATER = ReleaseId(2026, 2, 1), ReleaseId(2026, 3, 1), ReleaseId(2026, 4, 1)
OUT, OUT_AGAIN = datetime(2026, 7, 15, 1, tzinfo=UTC), datetime(2026, 10, 15, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def told(title: str):
    plan = a_full_plan()
    return replace(plan, milestones=(replace(plan.milestones[0], title=words(title)), *plan.milestones[1:]))


class Live:
    """A working plan that notes whether it was asked for."""

    asked = 0

    def revision(self) -> str:
        self.asked += 1
        return "live"

    def plan(self, known_on):
        return told("Unpublished")

    def past(self, known_on):
        return None


@pytest.fixture
def rack(tmp_path):
    published(tmp_path, told("First words"), FIRST, OUT, date(2026, 6, 30))
    published(tmp_path, told("Second words"), SECOND, OUT_AGAIN, date(2026, 9, 30))
    return Rack(tmp_path)


@pytest.fixture
def editions(rack):
    return Editions(rack, Live(), lambda: date(2026, 11, 22), lambda: NOW)


def title(edition) -> str:
    return edition.plan.milestones[0].title.ko.removesuffix(" (ko)")


def test_visitors_read_the_newest_release_as_of_its_own_day(editions):
    seen = editions.seen(inside=False)
    assert title(seen) == "Second words" and seen.day == date(2026, 9, 30) and seen.release.id == SECOND
    assert editions.working.asked == 0


def test_who_is_inside_reads_the_working_plan_and_may_look_at_what_the_public_sees(editions):
    assert title(editions.seen(inside=True)) == "Unpublished" and editions.seen(inside=True).day == date(2026, 11, 22)
    assert title(editions.seen(inside=True, release=str(SECOND))) == "Second words"


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("asked", ["2026Q1-r1", "2026Q4-r1", "../x", "x" * 500, "2026q3-r1"])
def test_a_release_that_is_not_there_is_said(editions, inside, asked):
    with pytest.raises(NotFound):
        editions.seen(inside, release=asked)


def test_a_process_without_a_working_plan_has_none_for_anybody(rack):
    editions = Editions(rack, None, lambda: date(2026, 11, 22), lambda: NOW, Site.PUBLIC)
    assert editions.seen(inside=True).release.id == SECOND


def test_an_internal_site_shows_visitors_nothing(rack):
    editions = Editions(rack, Live(), lambda: date(2026, 11, 22), lambda: NOW, Site.INTERNAL)
    for asked in ({}, {"release": str(SECOND)}, {"known_on": date(2026, 8, 1)}):
        with pytest.raises(NotReady):
            editions.seen(inside=False, **asked)
    assert title(editions.seen(inside=True)) == "Unpublished"


@pytest.mark.parametrize(("day", "shown"), [("2026-07-15", FIRST), ("2026-10-14", FIRST), ("2026-10-15", SECOND), ("2026-11-21", SECOND)])
def test_what_was_published_by_a_day(editions, day, shown):
    assert editions.seen(inside=False, known_on=date.fromisoformat(day)).release.id == shown


def test_before_the_first_release_nothing_was_published(editions):
    with pytest.raises(NotFound) as problem:
        editions.seen(inside=False, known_on=date(2026, 7, 14))
    assert problem.value.values["first"] == date(2026, 7, 15)


def in_zone(name: str):
    return a_full_plan(head=a_head(time_zone=name))


def test_it_is_today_where_the_plan_is_at_home(tmp_path):
    """Two places 25 hours apart: it is never the same day there."""
    days = {}
    for name in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        published(tmp_path / name, in_zone(name), FIRST, OUT, date(2026, 6, 30))
        chosen = read_settings({"TRACKER_SITE": "public", "TRACKER_RELEASES": str(tmp_path / name)}, tmp_path)
        days[name] = today(chosen)
        assert editions_of(chosen).zone() == in_zone(name).head.zone
    assert days["Pacific/Kiritimati"] > days["Pacific/Pago_Pago"]
    assert today(replace(chosen, as_of=date(2026, 11, 22))) == date(2026, 11, 22)


def test_the_working_plan_says_the_zone_before_what_is_published_does(tmp_path):
    published(tmp_path / "releases", in_zone("Pacific/Pago_Pago"), FIRST, OUT, date(2026, 6, 30))
    address = f"sqlite:///{tmp_path / 'own.sqlite'}"
    editions = editions_of(read_settings({"TRACKER_RELEASES": str(tmp_path / "releases"), "TRACKER_DATABASE_URL": address}, tmp_path))
    assert editions.zone().key == "Pacific/Pago_Pago"  # no plan in the store yet, nor a store
    migrate(engine_for(address))
    with writing(engine_for(address)) as session:
        save_plan(session, in_zone("Pacific/Kiritimati"))
    assert editions.zone().key == "Pacific/Kiritimati"
    assert Editions(Rack(tmp_path / "none"), None, lambda: date(2026, 11, 22)).zone() is UTC


def test_what_was_published_by_a_day_is_counted_in_the_plans_zone(tmp_path):
    for id, out in ((FIRST, OUT), (SECOND, OUT_AGAIN)):
        published(tmp_path, in_zone("America/Denver"), id, out, date(2026, 6, 30))
    editions = Editions(Rack(tmp_path), None, lambda: date(2026, 11, 22), lambda: NOW)
    assert editions.seen(inside=False, known_on=date(2026, 10, 14)).release.id == SECOND  # seven in the evening there
    assert editions.seen(inside=False).past.begins == date(2026, 7, 14)


def test_nothing_published_at_all(tmp_path):
    with pytest.raises(NotReady, match="no_release"):
        Editions(Rack(tmp_path), Live(), lambda: date(2026, 11, 22), lambda: NOW).seen(inside=False)


def test_a_broken_release_keeps_the_previous_and_is_named(editions, tmp_path):
    before = editions.seen(inside=False).revision
    published(tmp_path, told("Broken words"), LATER, NOW - timedelta(days=1), date(2026, 11, 1))
    (tmp_path / str(LATER) / "plan.json").write_bytes(b"{}")
    seen = editions.seen(inside=False)
    assert seen.release.id == SECOND and seen.standing.broken == (str(LATER),) and seen.revision != before


def test_one_that_was_taken_back_keeps_its_address(editions, tmp_path):
    mark_withdrawn(tmp_path, SECOND, "x")
    assert editions.seen(inside=False).release.id == FIRST and editions.seen(False, known_on=date(2026, 11, 1)).release.id == FIRST
    assert editions.seen(False, release=str(SECOND)).release.withdrawn and editions.seen(False, release=str(SECOND)).standing.newest == str(FIRST)


def test_a_mark_no_trusted_key_signed_withdraws_and_is_told(tmp_path):
    key = new_key()
    for id, at, day in ((FIRST, NOW - timedelta(days=60), date(2026, 6, 30)), (SECOND, NOW - timedelta(days=30), date(2026, 9, 30))):
        published(tmp_path, told("Words"), id, at, day, key)
    trusting, held = (Editions(Rack(tmp_path, trusted), None, lambda: date(2026, 11, 22), lambda: NOW) for trusted in (public_of(key), ""))
    before = trusting.seen(False).revision
    mark_withdrawn(tmp_path, SECOND, "x")
    seen = trusting.seen(False)
    assert (seen.release.id, seen.standing.unproven) == (FIRST, (str(SECOND),)) and held.seen(False).standing.unproven == ()
    manifest = trusting.rack.named(str(SECOND), NOW).manifest_sha256
    mark_withdrawn(tmp_path, SECOND, withdrawal_text(SECOND, manifest, NOW, Bilingual("틀림", "Wrong"), key))
    assert trusting.seen(False).standing.unproven == () and len({before, seen.revision, trusting.seen(False).revision}) == 3


def test_the_past_of_a_release_is_what_was_published_up_to_it(editions):
    first, second = editions.seen(False, release=str(FIRST)).past, editions.seen(False).past
    key = f"milestone/{a_milestone().code}"
    assert [s.imported for s in first.steps(key)] == [True] and [s.on for s in second.steps(key)] == [date(2026, 7, 15), date(2026, 10, 15)]
    change = second.steps(key)[1].changes[0]
    assert change.field == "title" and "First words" in str(change.before) and "Second words" in str(change.after)
    assert second.begins == date(2026, 7, 15) and second.recorded(date(2026, 8, 1), NOW.date())[0].key == key
    assert second.imports(date(2026, 7, 1), NOW.date())[0].objects == len({k.split("/")[1] + k.split("/")[0] for k in second._brought})
    assert first.recorded(date(2026, 1, 1), NOW.date()) == () and first.plan(date(2026, 11, 1)) == told("First words")
    with pytest.raises(NotFound):
        second.plan(date(2026, 7, 1))
    assert editions.seen(False).past is second
