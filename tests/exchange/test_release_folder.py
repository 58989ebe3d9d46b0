"""Releases as folders: every altered byte, missing or swapped file is found; a release is there whole or not at all."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tracker.domain.log import Head
from tracker.domain.release import MANIFEST, PLAN, PUBLIC_KEY, SIGNATURE, Flaw, Manifest, Previous, ReleaseId, ReleaseKind, sha256
from tracker.domain.words import Bilingual
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import (
    Finding, checked, fetch_from, ids, mark_withdrawn, read_release, unnamed, withdrawal, write_release,
)
from tracker.exchange.signing import PRIVATE, fingerprint, is_signed, new_key, public_of, signature
from tracker.exchange.withdrawal import Proof, read_withdrawal, withdrawal_text

FIRST, SECOND = ReleaseId(2026, 3, 1), ReleaseId(2026, 3, 2)
KEY = PRIVATE + "11" * 32  # the same in every process that runs tests
MANIFEST_OF = Manifest(FIRST, ReleaseKind.SEED, "KR-AI-2026", date(2026, 9, 30), datetime(2026, 10, 15, tzinfo=UTC), Head(7, "a" * 64), {})
FILES = {"site/ko/index.html": b"<p>x</p>", "data/goals.csv": b"a,b\r\n"}


@pytest.fixture(scope="module")
def files(real_plan):
    return FILES | {PLAN: plan_bytes(real_plan)}


@pytest.fixture
def written(tmp_path, files):
    return write_release(tmp_path, MANIFEST_OF, files, KEY)


def flaws(folder, **how):
    return [f.flaw for f in checked(fetch_from(folder), **how)[1]]


def test_what_was_written_is_read(tmp_path, written, real_plan):
    release, findings = read_release(tmp_path, FIRST)
    assert findings == () and release == written
    assert release.plan == real_plan
    assert release.content("data/goals.csv") == FILES["data/goals.csv"]
    assert release.manifest.key == fingerprint(public_of(KEY))
    assert list(unnamed(written.folder, release.manifest)) == []
    assert [p.name for p in tmp_path.iterdir()] == ["2026Q3-r1"]


def test_the_same_content_gives_the_same_bytes_elsewhere(tmp_path, written, files):
    again = write_release(tmp_path / "elsewhere", MANIFEST_OF, dict(reversed(files.items())), KEY)
    assert again.manifest_sha256 == written.manifest_sha256


def test_without_a_key_a_release_says_it_is_unsigned(tmp_path, files):
    write_release(tmp_path, MANIFEST_OF, files)
    release, findings = read_release(tmp_path, FIRST)
    assert release is not None and findings == (Finding(Flaw.UNSIGNED),)


@pytest.mark.parametrize("path", ["data/goals.csv", "site/ko/index.html", PLAN])
def test_one_flipped_bit_is_found_and_the_release_not_read(tmp_path, written, path):
    file = written.folder / path
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert read_release(tmp_path, FIRST) == (None, (Finding(Flaw.ALTERED, path),))
    with pytest.raises(ValueError):
        written.content(path)


def test_truncated_missing_and_added_files_are_found(tmp_path, written):
    (written.folder / "data/goals.csv").write_bytes(b"a,b")
    (written.folder / "site/ko/index.html").unlink()
    (written.folder / "more.txt").write_text("x")
    assert sorted(flaws(written.folder)) == [Flaw.ALTERED, Flaw.MISSING]
    assert [f.path for f in unnamed(written.folder, written.manifest)] == ["more.txt"]


def test_a_manifest_changed_by_hand_breaks_the_signature(written):
    file = written.folder / MANIFEST
    file.write_bytes(file.read_bytes().replace(b'"seq": 7', b'"seq": 8'))
    assert flaws(written.folder) == [Flaw.BAD_SIGNATURE]


def test_a_forger_with_a_key_of_their_own_is_found_by_who_knows_the_right_one(tmp_path, files):
    forged = write_release(tmp_path, MANIFEST_OF, files, new_key())
    assert flaws(forged.folder) == []
    assert flaws(forged.folder, trusted=public_of(KEY)) == [Flaw.OTHER_KEY]


def test_a_signature_taken_from_another_release_is_refused(tmp_path, written, files):
    other = write_release(tmp_path, replace(MANIFEST_OF, id=SECOND), files, KEY)
    for name in (SIGNATURE, PUBLIC_KEY):
        shutil.copy(written.folder / name, other.folder / name)
    assert flaws(other.folder) == [Flaw.BAD_SIGNATURE]


def test_a_release_under_anothers_name_is_refused(tmp_path, written):
    written.folder.rename(tmp_path / "2026Q4-r1")
    assert read_release(tmp_path, ReleaseId(2026, 4, 1))[1] == (Finding(Flaw.WRONG_NAME, "2026Q4-r1"),)


def test_no_release_is_written_twice(tmp_path, written, files):
    with pytest.raises(FileExistsError):
        write_release(tmp_path, MANIFEST_OF, files, KEY)


def test_a_path_out_of_the_folder_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ValueError):
        write_release(tmp_path, MANIFEST_OF, {"../x": b""})
    assert list(tmp_path.iterdir()) == []


def test_a_release_names_the_one_before_it_by_what_it_was(tmp_path, written, files):
    named = Previous(FIRST, written.manifest_sha256)
    write_release(tmp_path, replace(MANIFEST_OF, id=SECOND, previous=named), files, KEY)
    assert ids(tmp_path) == (FIRST, SECOND)
    assert read_release(tmp_path, SECOND)[0].manifest.previous == Previous(FIRST, sha256((written.folder / MANIFEST).read_bytes()))


def test_a_withdrawn_release_stays_readable_and_says_so(tmp_path, written):
    mark_withdrawn(tmp_path, FIRST, "wrong figures")
    release, _ = read_release(tmp_path, FIRST)
    assert release.withdrawn and not release.unproven
    assert ids(tmp_path) == (FIRST,) and withdrawal(tmp_path, FIRST, release.manifest_sha256).reason == Bilingual("wrong figures", "")


OTHER = PRIVATE + "22" * 32
AT, WHY, SUM = datetime(2026, 11, 1, tzinfo=UTC), Bilingual("틀림", "Wrong"), "ab" * 32


def mark(key: str = KEY, id: ReleaseId = FIRST, manifest: str = SUM) -> bytes:
    return withdrawal_text(id, manifest, AT, WHY, key).encode()


@pytest.mark.parametrize(("content", "proof"), [
    (mark(), Proof.SIGNED), (mark(""), Proof.UNSIGNED), (mark(OTHER), Proof.OTHER_KEY), (mark(id=SECOND), Proof.BAD), (mark(manifest="cd" * 32), Proof.BAD),
    (mark().replace(b"Wrong", b"Right"), Proof.BAD), (mark().replace(b"2026-11-01", b"2026-11-02"), Proof.BAD), (mark("").replace(b'"key": ""', b'"key": "", "signature": "00"'), Proof.BAD),
    ("틀림\nWrong\n".encode(), Proof.UNSIGNED), (b"", Proof.UNSIGNED), (b"\xff\xfe", Proof.UNSIGNED), (b"{", Proof.BAD), (b'{"format": 1}', Proof.BAD), (b"{" * 9000, Proof.BAD),
    (mark().replace(fingerprint(public_of(KEY)).encode(), fingerprint(public_of(OTHER)).encode()), Proof.OTHER_KEY)])
def test_what_a_mark_proves(tmp_path, written, content, proof):
    """Whatever it is, it withdraws; only what a known key said of this very release is signed."""
    assert read_withdrawal(content, FIRST, SUM, public_of(KEY)).proof is proof
    (tmp_path / f"{FIRST}.withdrawn").write_bytes(content)
    assert read_release(tmp_path, FIRST)[0].withdrawn


def test_a_mark_says_when_and_why():
    told = read_withdrawal(mark(), FIRST, SUM, f"{public_of(OTHER)} {public_of(KEY)}")
    assert (told.proof, told.at, told.reason, told.key) == (Proof.SIGNED, AT, WHY, fingerprint(public_of(KEY)))


@pytest.mark.parametrize("public, made", [("", "00"), (public_of(KEY), "zz"), ("nonsense", signature(KEY, b"x")),
                                          (public_of(KEY), ""), (public_of(KEY), signature(KEY, b"y"))])
def test_what_is_no_signature_is_none(public, made):
    assert not is_signed(public, b"x", made)


def test_a_signature_holds():
    assert is_signed(public_of(KEY), b"x", signature(KEY, b"x"))
