"""Files of fixed folders, compressed once and kept.

A `Bundle` knows every file below one folder at start; an address is looked up in that list, so no path can leave the folder.
Compressed copies are kept in `cache` under the hash of their content: a new release of a file is a new copy.
"""

import gzip
import hashlib
import logging
import mimetypes
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread

log = logging.getLogger(__name__)
COMPRESSED = {".js", ".css", ".svg", ".json", ".wasm", ".map", ".txt", ".html"}
SMALLEST = 1400  # bytes; below one packet compression gains nothing
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


@dataclass
class File:
    """One file. The compressed form and the hash are kept once made; the bytes themselves stay on the disk."""

    path: Path
    cache: Path
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:16]

    @cached_property
    def media_type(self) -> str:
        kind = mimetypes.guess_type(self.path.name)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    @property
    def compressible(self) -> bool:
        return self.path.suffix in COMPRESSED and self.path.stat().st_size >= SMALLEST

    @cached_property
    def compressed(self) -> bytes | None:
        """The gzip form, from the cache or made now; None where it would gain nothing."""
        with self._lock:
            return self._from_cache() if self.compressible else None

    def _from_cache(self) -> bytes:
        kept = self.cache / f"{self.digest}.gz"
        if kept.is_file():
            return kept.read_bytes()
        packed = gzip.compress(self.content, 9, mtime=0)
        try:
            _write_whole(kept, packed)
        except OSError as problem:  # a read-only folder costs time at each start, nothing else
            log.warning("cannot keep compressed files in %s: %s", self.cache, problem.strerror)
        return packed


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside and rename, so that no other process ever reads half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(f".{id(content)}.tmp")
    beside.write_bytes(content)
    beside.replace(target)


class Bundle:
    """The files below `folder`, by their path relative to it. `hashed` says that names change with the content."""

    def __init__(self, folder: Path, cache: Path, hashed: bool) -> None:
        self.hashed = hashed
        self._files = {p.relative_to(folder).as_posix(): File(p, cache) for p in sorted(folder.rglob("*")) if p.is_file()}

    def __getitem__(self, name: str) -> File:
        return self._files[name]

    def get(self, name: str) -> File | None:
        return self._files.get(name)

    def names(self) -> tuple[str, ...]:
        return tuple(self._files)

    def compress_all(self) -> None:
        """Make every missing compressed copy; meant for a thread of its own, right after start."""
        for file in self._files.values():
            file.compressed  # noqa: B018  (asking makes it)


def compress_in_background(*bundles: Bundle) -> Thread:
    """Start making the compressed copies; visitors who come earlier make the ones they need themselves."""
    worker = Thread(target=lambda: [b.compress_all() for b in bundles], name="precompress", daemon=True)
    worker.start()
    return worker
