"""What the public sees: the newest sound release that is due, never a broken one, never half of one."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from tests.builders import a_full_plan
from tracker.domain.errors import NotFound, NotReady
from tracker.domain.log import Head
from tracker.domain.plan import Plan
from tracker.domain.release import MANIFEST, PLAN, SIGNATURE, Flaw, Manifest, ReleaseId, ReleaseKind
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import mark_withdrawn, write_release
from tracker.exchange.signing import new_key, public_of, signature
from tracker.services.published import Rack

OUT = datetime(2026, 10, 15, tzinfo=UTC)
NOW = OUT + timedelta(days=30)
FIRST, SECOND, THIRD = ReleaseId(2026, 3, 1), ReleaseId(2026, 3, 2), ReleaseId(2026, 4, 1)


def published(folder, plan, id, at=OUT, key=""):
    manifest = Manifest(id, ReleaseKind.QUARTER, plan.head.code, date(2026, 9, 30), at, Head(1, "a" * 64), {})
    return write_release(folder, manifest, {PLAN: plan_bytes(plan)}, key)


@pytest.fixture
def small(real_plan):
    """Releases are checked byte for byte whatever their size."""
    return Plan(real_plan.head, checks=real_plan.checks)


@pytest.fixture
def folder(tmp_path, small):
    published(tmp_path, small, FIRST)
    published(tmp_path, small, SECOND, OUT + timedelta(days=1))
    return tmp_path


def test_the_newest_is_shown(folder, small):
    current = Rack(folder).current(NOW)
    assert current.id == SECOND and current.plan == small


def test_one_still_to_come_waits_for_its_time(folder, small):
    published(folder, small, THIRD, NOW)
    rack = Rack(folder)
    assert rack.current(NOW - timedelta(seconds=1)).id == SECOND
    with pytest.raises(NotFound):
        rack.named("2026Q4-r1", NOW - timedelta(seconds=1))
    assert rack.current(NOW).id == rack.named("2026Q4-r1", NOW).id == THIRD


def test_only_what_is_signed_with_a_trusted_key_is_shown(tmp_path, small):
    """Whoever can write into the folder cannot publish: neither unsigned nor with a key of their own."""
    old, new, foreign = new_key(), new_key(), new_key()
    for id, key, day in ((FIRST, old, 0), (SECOND, new, 1), (THIRD, foreign, 2), (ReleaseId(2026, 4, 2), "", 3)):
        published(tmp_path, small, id, OUT + timedelta(days=day), key)
    rack = Rack(tmp_path, f"{public_of(old)} {public_of(new)}")
    assert rack.current(NOW).id == SECOND and set(rack.shown().releases) == {FIRST, SECOND}
    assert [f.flaw for id in (THIRD, ReleaseId(2026, 4, 2)) for f in rack.shown().wrong[id]] == [Flaw.OTHER_KEY] * 2
    assert set(Rack(tmp_path, public_of(old)).shown().releases) == {FIRST} and len(Rack(tmp_path).shown().releases) == 4


def test_a_trusted_key_beside_another_signature_is_no_signature(tmp_path, small):
    """The names of the keys alone prove nothing."""
    office, foreign = new_key(), new_key()
    release = published(tmp_path, small, FIRST, key=office)
    (release.folder / SIGNATURE).write_text(signature(foreign, (release.folder / MANIFEST).read_bytes()))
    rack = Rack(tmp_path, f"{public_of(foreign)} {public_of(office)}")
    assert [f.flaw for f in rack.shown().wrong[FIRST]] == [Flaw.BAD_SIGNATURE]


def test_a_broken_one_is_never_shown_and_the_one_before_stays(folder):
    (folder / str(SECOND) / PLAN).write_bytes(b"{}")
    rack = Rack(folder)
    assert rack.current(NOW).id == FIRST
    assert [f.flaw for f in rack.shown().wrong[SECOND]][0] is Flaw.ALTERED


def test_a_withdrawn_one_gives_way_but_keeps_its_address(folder):
    rack = Rack(folder)
    assert rack.current(NOW).id == SECOND
    mark_withdrawn(folder, SECOND, "x")
    assert rack.current(NOW).id == FIRST
    assert rack.named(str(SECOND), NOW).withdrawn


def test_a_new_release_is_seen_without_a_restart(folder, small):
    rack = Rack(folder)
    assert rack.current(NOW).id == SECOND
    published(folder, replace(small, checks=()), THIRD, OUT + timedelta(days=2))
    assert rack.current(NOW).plan.checks == ()


def test_nothing_published_is_said(tmp_path):
    with pytest.raises(NotReady):
        Rack(tmp_path / "absent").current(NOW)


@pytest.mark.parametrize("text", ["", "..", "2026Q3-r9", "x" * 500])
def test_an_unknown_release_is_not_found(folder, text):
    with pytest.raises(NotFound):
        Rack(folder).named(text, NOW)


def test_swapped_while_it_is_read_never_gives_a_mixture(tmp_path, small):
    """Releases come and go while eight readers ask: each sees one whole release, or none."""
    other = replace(small, checks=())
    published(tmp_path, small, FIRST)
    rack, seen, stop = Rack(tmp_path), [], []

    def read():
        while not stop:
            release = rack.current(NOW)
            seen.append((release.id, len(release.plan.checks)))

    readers = [Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for _ in range(6):
        published(tmp_path, other, SECOND, OUT + timedelta(days=1))
        rack.current(NOW)
        shutil.move(tmp_path / str(SECOND), tmp_path / ".gone")
        shutil.rmtree(tmp_path / ".gone")
        rack.current(NOW)
    stop.append(True)
    for reader in readers:
        reader.join()
    assert set(seen) <= {(FIRST, len(small.checks)), (SECOND, 0)} and seen


def test_reading_releases_loads_no_database():
    program = "import sys; import tracker.services.published; print([m for m in sys.modules if m.split('.')[0] in ('sqlalchemy', 'sqlite3', 'alembic', 'psycopg')])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_an_answer_at_once_is_never_an_old_one(tmp_path):
    """The folder's time of change is trusted only when the next change must bear another."""
    rack = Rack(tmp_path)
    assert rack.shown().releases == {} and rack.at_once() is not None
    for number in range(1, 9):  # many changes within one tick of the clock of the file system
        published(tmp_path, a_full_plan(), ReleaseId(2026, 4, number))
        assert rack.at_once() is None and len(rack.shown().releases) == number == len(rack.at_once().releases)
    os.utime(tmp_path, (1_000_000_000, 1_000_000_000))
    assert rack.at_once() is None and len(rack.shown().releases) == 8 and rack.at_once() is rack.at_once()
    published(tmp_path, a_full_plan(), ReleaseId(2026, 4, 9))
    assert rack.at_once() is None
