"""Files of fixed folders, compressed once and kept.

A `Bundle` knows every file below one folder at start; an address is looked up in that list, so no path can leave the folder.
Compressed copies are kept in `cache` under the hash of their content: a new release of a file is a new copy.
"""

import gzip
import hashlib
import logging
import mimetypes
import os
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Thread
from types import MappingProxyType
from typing import NamedTuple

log = logging.getLogger(__name__)
COMPRESSED = {".js", ".css", ".svg", ".json", ".wasm", ".map", ".txt", ".html"}
SMALLEST = 1400  # bytes; below one packet compression gains nothing
MEDIA_TYPES = {".woff2": "font/woff2", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


class Prepared(NamedTuple):
    """The hash of a file's content, and its gzip form where that is smaller to send."""

    digest: str
    packed: bytes | None


class File:
    """One file. Its hash and compressed form are made when first asked for and kept; its bytes stay on the disk."""

    def __init__(self, path: Path, cache: Path) -> None:
        self.path = path
        self.cache = cache
        self._lock = Lock()  # one per file: a visitor never waits for the compression of another file
        self._prepared: Prepared | None = None

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(self.path.suffix) or mimetypes.guess_type(self.path.name)[0] or "application/octet-stream"

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    @property
    def digest(self) -> str:
        return self.prepared.digest

    @property
    def prepared(self) -> Prepared:
        with self._lock:
            if self._prepared is None:
                self._prepared = self._prepare()
            return self._prepared

    def _prepare(self) -> Prepared:
        content = self.content
        digest = hashlib.sha256(content).hexdigest()[:16]
        gains = self.path.suffix in COMPRESSED and len(content) >= SMALLEST
        return Prepared(digest, self._packed(content, self.cache / f"{digest}.gz") if gains else None)

    def _packed(self, content: bytes, kept: Path) -> bytes:
        """The gzip form from the cache, or made now."""
        try:
            return kept.read_bytes()
        except OSError:
            packed = gzip.compress(content, 9, mtime=0)
        try:
            _write_whole(kept, packed)
        except OSError as problem:  # a read-only folder costs time at each start, nothing else
            log.warning("cannot keep compressed files in %s: %s", self.cache, problem.strerror)
        return packed


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside and rename, so that no other process ever reads half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)


class Made(File):
    """A file that the program writes itself; it is never on the disk."""

    def __init__(self, name: str, content: bytes, cache: Path) -> None:
        super().__init__(Path(name), cache)
        self._content = content

    @property
    def content(self) -> bytes:
        return self._content


class Bundle:
    """The files below `folder`, by their path relative to it, and those in `made` by name. `hashed` says that names change
    with the content."""

    def __init__(self, folder: Path, cache: Path, hashed: bool, made: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self.hashed = hashed
        self._files = {p.relative_to(folder).as_posix(): File(p, cache) for p in sorted(folder.rglob("*")) if p.is_file()}
        self._files |= {name: Made(name, content, cache) for name, content in made.items()}

    def __getitem__(self, name: str) -> File:
        return self._files[name]

    def get(self, name: str) -> File | None:
        return self._files.get(name)

    def names(self) -> tuple[str, ...]:
        return tuple(self._files)

    def prepare_all(self) -> None:
        """Make every missing compressed copy; meant for a thread of its own, right after start."""
        for file in self._files.values():
            file.prepared  # noqa: B018  (asking makes it)


def compress_in_background(*bundles: Bundle) -> Thread:
    """Start making the compressed copies; visitors who come earlier make the ones they need themselves."""
    worker = Thread(target=lambda: [b.prepare_all() for b in bundles], name="compress", daemon=True)
    worker.start()
    return worker
