"""Releases as folders: written aside and renamed whole, read only where every byte is what the manifest says."""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tracker.domain.plan import Plan
from tracker.domain.release import (
    MANIFEST, PLAN, PUBLIC_KEY, SIGNATURE, Flaw, Manifest, Named, ReleaseId, manifest_bytes, read_manifest, release_id, sha256,
)
from tracker.exchange.plan_json import read_plan
from tracker.exchange.signing import fingerprint, is_signed, public_of, signature
from tracker.exchange.withdrawal import Proof, Withdrawal, read_mark, read_withdrawal

BESIDE = frozenset({MANIFEST, SIGNATURE, PUBLIC_KEY})  # what the manifest cannot name
LOCK = ".lock"
AT_ONCE = 16  # files on their way to the disk
WITHDRAWN = ".withdrawn"  # `2026Q3-r1.withdrawn` beside the folder: the release stays readable and says so


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a release: what, and in which file."""

    flaw: Flaw
    path: str = ""


@dataclass(frozen=True)
class Release:
    """A release that was read; `folder` holds its files. The manifest's own SHA-256 is what the next one names."""

    folder: Path
    manifest: Manifest
    manifest_sha256: str
    withdrawn: bool = False
    unproven: bool = False  # withdrawn by a mark that is not signed with a trusted key, where some are

    @property
    def id(self) -> ReleaseId:
        return self.manifest.id

    @cached_property
    def plan(self) -> Plan:
        return read_plan(self.content(PLAN))

    def content(self, path: str) -> bytes:
        """A named file; KeyError for a file the manifest does not name, ValueError where its bytes are others."""
        named = self.manifest.files[path]
        content = (self.folder / path).read_bytes()
        if sha256(content) != named.sha256:
            raise ValueError(path)
        return content


PASSING = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EINTR, errno.EAGAIN})
Fetch = Callable[[str], bytes | None]  # a file of a release by its path, None where there is none


def fetch_from(folder: Path) -> Fetch:
    """What cannot be read is not there, for whatever reason, and costs its own release; what the machine is short of is
    no word about the release, and is raised."""
    def fetch(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except OSError as problem:
            if problem.errno in PASSING:
                raise
            return None
    return fetch


def checked(fetch: Fetch, named: str = "", trusted: str = "") -> tuple[Manifest | None, tuple[Finding, ...]]:
    """The manifest and everything wrong with the release: its name, each file, the signature. `trusted` are public
    keys, parted by spaces, one of which it must be signed with; without any the release's own is taken, and being unsigned is
    a finding."""
    content = fetch(MANIFEST)
    if content is None:
        return None, (Finding(Flaw.NO_MANIFEST, MANIFEST),)
    try:
        manifest = read_manifest(content)
    except ValueError:
        return None, (Finding(Flaw.BAD_MANIFEST, MANIFEST),)
    found = [Finding(Flaw.WRONG_NAME, named)] if named and named != str(manifest.id) else []
    return manifest, (*found, *_wrong_files(fetch, manifest), *_wrong_signature(fetch, content, manifest, trusted))


def _wrong_files(fetch: Fetch, manifest: Manifest) -> Iterator[Finding]:
    for path, named in manifest.files.items():
        content = fetch(path)
        if content is None:
            yield Finding(Flaw.MISSING, path)
        elif (sha256(content), len(content)) != (named.sha256, named.size):
            yield Finding(Flaw.ALTERED, path)


def _wrong_signature(fetch: Fetch, content: bytes, manifest: Manifest, trusted: str) -> Iterator[Finding]:
    own, signed = (fetch(PUBLIC_KEY) or b"").decode("utf-8", "replace"), (fetch(SIGNATURE) or b"").decode("utf-8", "replace")
    known = {fingerprint(key): key for key in trusted.split()}
    if not manifest.key and not known:
        yield Finding(Flaw.BAD_SIGNATURE, SIGNATURE) if signed else Finding(Flaw.UNSIGNED)
    elif known and manifest.key not in known:
        yield Finding(Flaw.OTHER_KEY, PUBLIC_KEY)
    elif fingerprint(own) != manifest.key or not is_signed(known.get(manifest.key, own), content, signed):
        yield Finding(Flaw.BAD_SIGNATURE, SIGNATURE)


def unnamed(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """Files that lie in the folder though the manifest does not name them."""
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        path = file.relative_to(folder).as_posix()
        if path not in manifest.files and path not in BESIDE:
            yield Finding(Flaw.UNNAMED, path)


def filled(manifest: Manifest, files: Mapping[str, bytes], private_key: str = "") -> Manifest:
    """The manifest with every file by its SHA-256 and the key it is to be signed with."""
    key = fingerprint(public_of(private_key)) if private_key else ""
    return replace(manifest, key=key, files={path: Named(sha256(content), len(content)) for path, content in files.items()})


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """One process at a time writes into the folder; the lock of one that dies is free at once. What a process that died
    left unfinished is cleared away."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for left in folder.glob(".*Q*-r*"):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
        yield


def write_release(folder: Path, manifest: Manifest, files: Mapping[str, bytes], private_key: str = "") -> Release:
    """The release as `folder/<id>`: complete and on the disk before it has its name. FileExistsError where there is one
    of that id. `manifest.files` and `manifest.key` are filled in here."""
    manifest = filled(manifest, files, private_key)
    said = manifest_bytes(manifest)
    read_manifest(said)  # a path outside the folder is refused before anything is written
    home = folder / str(manifest.id)
    if home.exists():
        raise FileExistsError(home)
    beside = {MANIFEST: said}
    if private_key:
        beside |= {SIGNATURE: signature(private_key, said).encode(), PUBLIC_KEY: public_of(private_key).encode()}
    aside = folder / f".{manifest.id}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    for place in {(aside / path).parent for path in (*files, *beside)}:
        place.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(AT_ONCE) as hands:  # a disk that is told of many files at once settles them together
        list(hands.map(_write, (aside / path for path in (*files, *beside)), (*files.values(), *beside.values())))
    for place in (aside, *(p for p in aside.rglob("*") if p.is_dir())):
        _settle(place)
    aside.rename(home)
    _settle(folder)
    return Release(home, manifest, sha256(said))


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _settle(folder: Path) -> None:
    """The names within a folder on the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def mark_withdrawn(folder: Path, id: ReleaseId, words: str) -> None:
    """Note beside a release that it was withdrawn, and why."""
    aside = folder / f".{id}{WITHDRAWN}"
    _write(aside, words.encode())
    aside.rename(folder / f"{id}{WITHDRAWN}")
    _settle(folder)


def ids(folder: Path) -> tuple[ReleaseId, ...]:
    """What the folder holds by name, the oldest first; whether it is sound is another question."""
    found = []
    for entry in folder.iterdir() if folder.is_dir() else ():
        try:
            found.append(release_id(entry.name))
        except ValueError:
            continue
    return tuple(sorted(found, key=lambda id: id.order))


def read_release(folder: Path, id: ReleaseId, trusted: str = "") -> tuple[Release | None, tuple[Finding, ...]]:
    """The release where it is sound (unsigned counts as sound unless keys are `trusted`), else None; and everything found."""
    home = folder / str(id)
    manifest, findings = checked(fetch_from(home), str(id), trusted)
    if manifest is None or any(f.flaw is not Flaw.UNSIGNED for f in findings):
        return None, findings
    said = sha256(manifest_bytes(manifest))
    taken_back = withdrawal(folder, id, said, trusted)
    unproven = bool(trusted) and taken_back is not None and taken_back.proof is not Proof.SIGNED
    return Release(home, manifest, said, taken_back is not None, unproven), findings


def withdrawal(folder: Path, id: ReleaseId, manifest: str, trusted: str = "") -> Withdrawal | None:
    """What the mark beside a release says, None where there is none; without `trusted` keys the release's own may sign it."""
    mark = read_mark(folder / f"{id}{WITHDRAWN}")
    if mark is None:
        return None
    own = (fetch_from(folder / str(id))(PUBLIC_KEY) or b"").decode("utf-8", "replace")
    return read_withdrawal(mark, id, manifest, trusted or own)


def signer(folder: Path, id: ReleaseId) -> str:
    """The print of the key a release says it is signed with, whether that is true or not; empty where it says none."""
    try:
        return read_manifest((folder / str(id) / MANIFEST).read_bytes()).key
    except (OSError, ValueError):
        return ""
