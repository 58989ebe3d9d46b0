"""Backing up and restoring: whole or not at all, and nothing is replaced before the copy has proved itself.

A backup is a data file and a manifest beside it. Both are written under other names, flushed and then renamed, the
manifest last: under their final names there is never half of anything.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tracker.domain.errors import Conflict, NotFound, NotReady
from tracker.domain.log import Head
from tracker.services.verifying import verify
from tracker.store import backup_postgresql as postgresql
from tracker.store.backup import Said, copy_sqlite, flush, make_sole
from tracker.store.backup_postgresql import Programs
from tracker.store.engine import Engine, engine_for, file_of
from tracker.store.schema import SchemaState, migrate, require_current, schema_state

FORMAT = 1
ENDINGS = {"sqlite": "sqlite", "postgresql": "dump"}
PART = ".part"
STALE_SECONDS = 24 * 3600  # what an interrupted backup left behind is swept after a day


@dataclass(frozen=True)
class Manifest:
    """What the data file must be, and the end of the log it must hold."""

    file: str
    kind: str
    sha256: str
    size: int
    schema: str
    revision: str
    head: Head
    made_at: datetime


@dataclass(frozen=True)
class Restored:
    """`kept` names what was there before, empty where there was nothing."""

    manifest: Manifest
    kept: str


def back_up(engine: Engine, folder: Path, at: datetime, programs: Programs = Programs()) -> Path:
    """A backup in `folder`; returns the data file. Raises NotReady where the database or a program is not fit for it."""
    require_current(engine)
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder, at)
    kind = engine.dialect.name
    part = folder / f".tracker-{os.getpid()}-{at:%H%M%S%f}{PART}"
    try:
        part.touch(0o600)
        said = copy_sqlite(engine, part) if kind == "sqlite" else postgresql.copy_postgresql(engine, part, programs)
        return _named(part, folder, kind, said, at)
    finally:
        part.unlink(missing_ok=True)


def _named(part: Path, folder: Path, kind: str, said: Said, at: datetime) -> Path:
    """The finished copy under its name, with its manifest."""
    final = folder / f"tracker-{at:%Y%m%dT%H%M%SZ}-{said.head.seq}.{ENDINGS[kind]}"
    if final.exists():
        raise Conflict("backup.exists", file=final.name)
    manifest = Manifest(final.name, kind, digest_of(part), part.stat().st_size, said.schema, said.revision, said.head, at)
    beside = part.with_name(f"{part.name}.json")
    beside.touch(0o600)
    beside.write_text(as_json(manifest), "utf-8")
    flush(beside)
    part.rename(final)
    beside.rename(manifest_of(final))
    flush(folder)
    return final


def _sweep(folder: Path, at: datetime) -> None:
    for left in folder.glob(f".tracker-*{PART}*"):
        with suppress(FileNotFoundError):
            if at.timestamp() - left.stat().st_mtime > STALE_SECONDS:
                left.unlink()


def manifest_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def as_json(manifest: Manifest) -> str:
    said = {"format": FORMAT, "file": manifest.file, "kind": manifest.kind, "sha256": manifest.sha256, "size": manifest.size,
            "schema": manifest.schema, "revision": manifest.revision, "made_at": manifest.made_at.astimezone(UTC).isoformat(),
            "head": {"seq": manifest.head.seq, "hash": manifest.head.hash}}
    return json.dumps(said, indent=1) + "\n"


def read_manifest(file: Path) -> Manifest:
    """The manifest beside a backup. NotFound without one, NotReady where it cannot be understood."""
    try:
        said = json.loads(manifest_of(file).read_text("utf-8"))
        head = Head(int(said["head"]["seq"]), str(said["head"]["hash"]))
        if said["format"] != FORMAT or said["kind"] not in ENDINGS:
            raise ValueError(said)
        return Manifest(str(said["file"]), said["kind"], str(said["sha256"]), int(said["size"]), str(said["schema"]), str(said["revision"]),
                        head, datetime.fromisoformat(said["made_at"]))
    except FileNotFoundError:
        raise NotFound("backup.no_manifest", file=manifest_of(file).name) from None
    except (ValueError, KeyError, TypeError):
        raise NotReady("backup.bad_manifest", file=manifest_of(file).name) from None


def digest_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def restore(engine: Engine, file: Path, at: datetime, programs: Programs = Programs(), instead: bool = False) -> Restored:
    """The backup becomes the database of `engine`. Before anything is replaced its bytes are compared with the manifest,
    its log's end with the manifest's head, and the log proves itself and the state. `instead` allows to put it in the
    place of a database that holds something; what was there is kept under another name."""
    manifest = checked(file, engine.dialect.name)
    put = _restore_sqlite if manifest.kind == "sqlite" else _restore_postgresql
    return Restored(manifest, put(engine, file, manifest, at, programs, instead))


def checked(file: Path, kind: str) -> Manifest:
    """The manifest of a backup whose bytes are those it names, for a database of this kind."""
    if not file.is_file():
        raise NotFound("backup.no_file", file=str(file))
    manifest = read_manifest(file)
    if manifest.kind != kind:
        raise NotReady("backup.other_kind", found=manifest.kind, needed=kind)
    if file.stat().st_size != manifest.size or digest_of(file) != manifest.sha256:
        raise NotReady("backup.damaged", file=file.name)
    return manifest


def _restore_sqlite(engine: Engine, file: Path, manifest: Manifest, at: datetime, _: Programs, instead: bool) -> str:
    target = file_of(engine)
    if target is None:
        raise NotReady("backup.no_place")
    held = target.exists() and target.stat().st_size > 0
    if held and not instead:
        raise Conflict("backup.not_empty")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _candidate(file, target) as candidate:
        prove(engine_for(f"sqlite:///{candidate}"), manifest)
        make_sole(candidate)
        engine.dispose()
        kept = _set_aside(target, at) if held else ""
        flush(candidate)
        os.replace(candidate, target)
        flush(target.parent)
        return kept


@contextmanager
def _candidate(file: Path, target: Path) -> Iterator[Path]:
    """A copy of the backup beside the place it is meant for, gone afterwards with its companions."""
    candidate = target.with_name(f".{target.name}.restoring-{os.getpid()}")
    try:
        candidate.touch(0o600)
        shutil.copyfile(file, candidate)
        if target.exists():
            shutil.copymode(target, candidate)
        yield candidate
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            candidate.with_name(candidate.name + ending).unlink(missing_ok=True)


def _set_aside(target: Path, at: datetime) -> str:
    """The database as it was gets a second name; the first is overwritten in one step afterwards."""
    make_sole(target)
    kept = target.with_name(f"{target.name}.before-restore-{at:%Y%m%dT%H%M%S}")
    os.link(target, kept)
    return kept.name


def _restore_postgresql(engine: Engine, file: Path, manifest: Manifest, at: datetime, programs: Programs, instead: bool) -> str:
    held = postgresql.holds_tables(engine)
    if held and not instead:
        raise Conflict("backup.not_empty")
    engine.dispose()
    stamp = f"{at:%Y%m%d_%H%M%S}"
    candidate, kept = (f"{engine.url.database[:30]}_{word}_{stamp}" for word in ("restoring", "before_restore"))
    try:
        beside = postgresql.restored_beside(engine.url, candidate, file, programs)
        prove(beside, manifest)
        was_there = postgresql.put_in_place(engine.url, candidate, kept)
    except BaseException:
        postgresql.drop(engine.url, candidate)
        raise
    if was_there and not held:
        postgresql.drop(engine.url, kept)
    return kept if held else ""


def prove(candidate: Engine, manifest: Manifest) -> None:
    """Raises NotReady where the log of the restored database does not end as the manifest says, or does not prove
    itself and the state. One of an older schema is brought forward first."""
    try:
        if schema_state(candidate) not in (SchemaState.CURRENT, SchemaState.BEHIND):
            raise NotReady("backup.other_schema", found=manifest.schema)
        migrate(candidate)
        verdict = verify(candidate, manifest.head)
    finally:
        candidate.dispose()
    if verdict.head != manifest.head:
        raise NotReady("backup.other_head", found=str(verdict.head.seq), needed=str(manifest.head.seq))
    if not verdict.sound:
        raise NotReady("backup.unsound", place=verdict.place)


