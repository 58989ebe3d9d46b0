"""Releases that were altered, cut off, lost in part, swapped while they are read: nobody is shown a byte that was not
published, nobody a mixture of two, the release before stays and the site says so, and `verify-release` finds every one.

Each harm is drawn from a seed, so that one that was not found can be done again.
"""

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.builders import a_full_plan
from tracker.cli.public import app
from tracker.domain.errors import NotFound
from tracker.domain.log import Head
from tracker.domain.plan import Plan
from tracker.domain.release import MANIFEST, PLAN, PUBLIC_KEY, SIGNATURE, Manifest, Previous, ReleaseId, ReleaseKind, sha256
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import Release, checked, fetch_from, write_release
from tracker.exchange.signing import PRIVATE, public_of
from tracker.services.editions import Editions
from tracker.services.published import Rack

OUT = datetime(2026, 10, 15, tzinfo=UTC)
NOW, DAY = OUT + timedelta(days=30), date(2026, 11, 14)
FIRST, SECOND = ReleaseId(2026, 3, 1), ReleaseId(2026, 3, 2)
KEY, ANOTHERS = PRIVATE + "11" * 32, PRIVATE + "22" * 32
HARMS_EACH, SEEDS = 40, 300
ODD = (None, "", 0, -1, 10**400, 1.5, True, [], {}, [[]], "x", "2026-10-15T00:00:00", "2026-13-45", "2026Q9-r1", "../../etc/passwd", "a\0b", "\ud800", "ㄱ" * 300)


def plan_of(words: str) -> Plan:
    plan = a_full_plan()
    return replace(plan, milestones=tuple(replace(m, title=replace(m.title, ko=words, en=words)) for m in plan.milestones))


def written(folder: Path, id: ReleaseId, words: str, before: Release | None = None, key: str = KEY) -> Release:
    files = {PLAN: plan_bytes(plan_of(words)), "data/ko/goals.csv": words.encode() * 50, "site/index.html": f"<p>{words}</p>".encode()}
    named = Previous(before.id, before.manifest_sha256) if before else None
    at = OUT + timedelta(days=id.revision)
    return write_release(folder, Manifest(id, ReleaseKind.QUARTER, "KR-AI-2026", date(2026, 9, 30), at, Head(1, "a" * 64), {}, named), files, key)


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """Two sound releases, the second following the first, both signed; and beside them the second unsigned and by another."""
    folder = tmp_path_factory.mktemp("sound")
    first = written(folder, FIRST, "first")
    written(folder, SECOND, "second", first)
    written(folder / "unsigned", SECOND, "second", first, "")
    written(folder / "another", SECOND, "another", first, ANOTHERS)
    return folder


def _some_file(home: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(p for p in home.rglob("*") if p.is_file()))


def flipped(home: Path, chance: random.Random) -> None:
    file = _some_file(home, chance)
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def cut_off(home: Path, chance: random.Random) -> None:
    file = _some_file(home, chance)
    file.write_bytes(file.read_bytes()[:chance.randrange(file.stat().st_size)])


def lengthened(home: Path, chance: random.Random) -> None:
    with _some_file(home, chance).open("ab") as out:
        out.write(chance.choice([b"\0", b"\n", b" ", b"{}", b"\xff" * 9]))


def lost(home: Path, chance: random.Random) -> None:
    _some_file(home, chance).unlink()


def exchanged(home: Path, chance: random.Random) -> None:
    one, other = chance.sample(sorted(p for p in home.rglob("*") if p.is_file()), 2)
    ours, theirs = one.read_bytes(), other.read_bytes()
    one.write_bytes(theirs)
    other.write_bytes(ours)


def of_another(home: Path, chance: random.Random) -> None:
    """One of its files, but not all of them, is that of another release."""
    path = _some_file(home, chance).relative_to(home)
    shutil.copy(home.parent / chance.choice([str(FIRST), f"another/{SECOND}"]) / path, home / path)


def no_file_at_all(home: Path, chance: random.Random) -> None:
    """Where a file was: a folder, a way round in circles, a way to nowhere, a way to another file."""
    file = _some_file(home, chance)
    file.unlink()
    match chance.randrange(4):
        case 0:
            file.mkdir()
        case 1:
            file.symlink_to(file.name)
        case 2:
            file.symlink_to("/nowhere")
        case _:
            file.symlink_to("/etc/hostname")


def a_block_of_nothing(home: Path, chance: random.Random) -> None:
    """What a disk leaves after a power cut: the right length, and zeros."""
    file = _some_file(home, chance)
    file.write_bytes(b"\0" * file.stat().st_size)


def retold(home: Path, chance: random.Random) -> None:
    """The manifest, as canonical as ever, says something else in one place."""
    said = json.loads((home / MANIFEST).read_bytes())
    where, places = said, []
    while isinstance(where, dict) and where:
        name = chance.choice(sorted(where))
        places.append((where, name))
        where = where[name]
    holder, name = places[-1]
    holder[name] = chance.choice([odd for odd in ODD if odd != holder[name] or type(odd) is not type(holder[name])])
    (home / MANIFEST).write_bytes((json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8", "surrogatepass"))


HARMS: tuple[Callable[[Path, random.Random], None], ...] = (
    flipped, cut_off, lengthened, lost, exchanged, of_another, no_file_at_all, a_block_of_nothing, retold)


def harmed(sound: Path, folder: Path, harm, seed: int, which: str = "") -> Path:
    """A copy of the two releases, the second of them harmed."""
    shutil.copytree(sound, folder, symlinks=True)
    if which:
        shutil.rmtree(folder / str(SECOND))
        shutil.copytree(folder / which / str(SECOND), folder / str(SECOND))
    harm(folder / str(SECOND), random.Random(f"{harm.__name__} {seed}"))
    return folder


def contents(home: Path) -> dict[str, bytes | None]:
    """What the files say: keys and signatures are written in hexadecimal, however large and with whatever around it."""
    said = {p.relative_to(home).as_posix(): p.read_bytes() if p.is_file() else None for p in home.rglob("*") if p.is_symlink() or not p.is_dir()}
    return {path: content.lower().strip() if content and path in (SIGNATURE, PUBLIC_KEY) else content for path, content in said.items()}


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_harmed_release_is_never_shown_and_always_found(harm, sound, tmp_path):
    told = Counter()
    for seed in range(HARMS_EACH):
        folder = harmed(sound, tmp_path / str(seed), harm, seed)
        if contents(folder / str(SECOND)) == contents(sound / str(SECOND)):
            continue
        rack = Rack(folder)
        editions = Editions(rack, None, lambda: DAY, lambda: NOW)
        seen = editions.seen(False)
        assert (rack.current(NOW).id, seen.plan, seen.standing.broken) == (FIRST, plan_of("first"), (str(SECOND),)), seed
        with pytest.raises(NotFound):
            rack.named(str(SECOND), NOW)
        done = CliRunner().invoke(app, ["verify-release", str(folder / str(SECOND)), "--key", public_of(KEY), "--lang", "en"])
        assert done.exit_code == 1 and (done.exception is None or isinstance(done.exception, SystemExit)), (seed, done.output)
        told["harmed"] += 1
        shutil.rmtree(folder)
    assert told["harmed"] >= HARMS_EACH * 3 // 4, "most of them did harm"


def test_an_unsigned_manifest_that_was_rewritten_shows_nothing_but_what_it_names(sound, tmp_path):
    """Nobody can tell who wrote it; what it says must be sound all the same, and no rewriting takes the site away."""
    ends = Counter()
    for seed in range(SEEDS):
        folder = harmed(sound, tmp_path / str(seed), retold, seed, "unsigned")
        rack = Rack(folder)
        current = rack.current(NOW)
        assert current.plan == plan_of("first" if current.id == FIRST else "second"), seed
        for shown in rack.shown().public(NOW):
            for path in shown.manifest.files:
                assert sha256(shown.content(path)) == shown.manifest.files[path].sha256, (seed, path)
        ends[str(current.id)] += 1
        shutil.rmtree(folder)
    assert ends[str(FIRST)] > SEEDS // 3 and ends[str(SECOND)] > 3, ends


@pytest.mark.parametrize("harm", [flipped, cut_off, lost, of_another, a_block_of_nothing, no_file_at_all], ids=lambda harm: harm.__name__)
def test_a_release_harmed_after_it_was_read_sends_no_wrong_byte(harm, sound, tmp_path):
    """The folder's own time does not change: the process learns of it only when it reads the file again."""
    for seed in range(HARMS_EACH):
        folder = tmp_path / f"{harm.__name__}{seed}"
        shutil.copytree(sound, folder)
        rack = Rack(folder)
        shown = rack.current(NOW)
        harm(folder / str(SECOND), random.Random(seed))
        assert rack.current(NOW).plan == plan_of("second")
        for path, named in shown.manifest.files.items():
            try:
                assert sha256(shown.content(path)) == named.sha256
            except (OSError, ValueError):
                continue
        shutil.rmtree(folder)


def swapping(folder: Path, at: int) -> Callable[[str], bytes | None]:
    """Reads the second release; before the `at`th file another release takes its place, whole."""
    asked = iter(range(10**6))

    def fetch(path: str) -> bytes | None:
        if next(asked) == at:
            (folder / str(SECOND)).rename(folder / ".gone")
            (folder / "another" / str(SECOND)).rename(folder / str(SECOND))
        return fetch_from(folder / str(SECOND))(path)
    return fetch


@pytest.mark.parametrize("at", range(7))
def test_swapped_while_it_is_read_it_is_one_or_the_other_or_none(at, sound, tmp_path):
    """Before each of its six files, and after the last one: what passes is whole, and what is read of it later is its own or
    nothing."""
    folder = tmp_path / "x"
    shutil.copytree(sound, folder)
    fetch = swapping(folder, at)
    manifest, found = checked(fetch, str(SECOND))
    assert bool(found) == (at not in (0, 6)), "it is sound only where all of it is of one release"
    if at == 6:
        assert fetch(PLAN) != checked(fetch_from(sound / str(SECOND)))[0], "the swap comes with the next file"
        with pytest.raises(ValueError):
            Release(folder / str(SECOND), manifest, "").content(PLAN)
    assert Rack(folder).current(NOW).plan == plan_of("another"), "read afresh it is what lies there"


@pytest.mark.parametrize("content", [b"[" * 200_000, b"{" * 100_000, b'{"format":1' + b'0' * 6000 + b"}", b"\xff\xfe", b"null", b"1", b""])
def test_what_is_no_manifest_at_all_costs_its_own_release(content, sound, tmp_path):
    shutil.copytree(sound, tmp_path / "x")
    (tmp_path / "x" / str(SECOND) / MANIFEST).write_bytes(content)
    rack = Rack(tmp_path / "x")
    assert rack.current(NOW).id == FIRST and [str(id) for id in rack.shown().wrong] == [str(SECOND)]


def test_nothing_is_read_from_a_folder_that_cannot_be_read(sound, tmp_path):
    """A file in place of the folder, a folder that is gone, a release that is a file: nothing is shown, and nothing breaks."""
    shutil.copytree(sound, tmp_path / "x")
    rack = Rack(tmp_path / "x")
    assert rack.current(NOW).id == SECOND
    (tmp_path / "x" / "2026Q4-r1").write_text("no folder")
    (tmp_path / "x" / "2026Q4-r2").symlink_to("2026Q4-r2")
    assert rack.current(NOW).id == SECOND and set(map(str, rack.shown().wrong)) == {"2026Q4-r1", "2026Q4-r2"}
    os.rename(tmp_path / "x", tmp_path / "y")
    assert rack.shown().releases == {}
    (tmp_path / "x").write_text("no folder")
    assert rack.shown().releases == {}


def test_keys_and_signatures_of_others_are_found(sound, tmp_path):
    """A whole sound release of somebody else in its place is found by whoever knows the right key."""
    shutil.copytree(sound, tmp_path / "x")
    shutil.rmtree(tmp_path / "x" / str(SECOND))
    shutil.copytree(sound / "another" / str(SECOND), tmp_path / "x" / str(SECOND))
    done = CliRunner().invoke(app, ["verify-release", str(tmp_path / "x"), "--key", public_of(KEY), "--lang", "en"])
    assert done.exit_code == 1
    assert {SIGNATURE, PUBLIC_KEY} <= {p.name for p in (tmp_path / "x" / str(SECOND)).iterdir()}


def test_a_manifest_that_denies_its_signature_is_not_believed(sound, tmp_path):
    shutil.copytree(sound, tmp_path / "x")
    file = tmp_path / "x" / str(SECOND) / MANIFEST
    key = json.loads(file.read_bytes())["key"]
    file.write_bytes(file.read_bytes().replace(key.encode(), b""))
    assert Rack(tmp_path / "x").current(NOW).id == FIRST
