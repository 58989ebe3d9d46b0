"""Does the log prove itself, and does it lead to what the store holds? One pass over the entries, one over the state."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain.log import START, Entry, Head, first_break
from tracker.domain.records import FieldChange, Json, Records, apply, differences


@dataclass(frozen=True)
class Broken:
    """The first entry that is wrong, and why: `gap` (an entry before it is missing), `previous` or `hash` (it was
    altered or put in), `change` (it cannot have happened after the ones before it), `head` (a head kept elsewhere says
    otherwise: the log was rewritten up to here), `short` (the log ends before the head kept elsewhere), `unreadable` (what
    stands there is no entry at all). `entry` is None where there is none to show."""

    seq: int
    why: str
    entry: Entry | None = None


@dataclass(frozen=True)
class Stray:
    """A value of the store that the log does not lead to: somebody wrote it past the program. `field` empty: the whole
    record is missing (`found` None) or nobody ever logged it (`logged` None)."""

    key: str
    field: str
    logged: Json
    found: Json


@dataclass(frozen=True)
class Verdict:
    """`entries` were read, `head` is their end. `replayed` is False where the log could not be replayed to its end, and
    `readable` where the tables could not be read, so that nothing can be said of the state. `files` is how many evidence
    files were looked into (None: none was), `spoilt` are the names of those that are not what their name says, or that
    evidence names and nobody finds. `sound` only where nothing at all is wrong."""

    head: Head
    entries: int
    broken: Broken | None
    strays: tuple[Stray, ...]
    replayed: bool
    readable: bool = True
    files: int | None = None
    spoilt: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return self.broken is None and self.replayed and self.readable and not self.strays and not self.spoilt

    @property
    def place(self) -> str:
        """Where the first thing that is wrong lies, empty where nothing can be named."""
        return str(self.broken.seq) if self.broken else next((stray.key for stray in self.strays), next(iter(self.spoilt), ""))


class _Walk:
    """What is known of the log after the entries seen so far."""

    def __init__(self, kept: Head | None) -> None:
        self.kept, self.entries = kept, 0
        self.last: Head | Entry = Head(0, START)
        self.broken: Broken | None = None
        self.found: Records | None = {}

    def step(self, entry: Entry) -> None:
        self.entries += 1
        if self.broken is None and (fault := first_break((entry,), self.last)):
            self.broken = Broken(fault.seq, fault.why, entry)
        if self.kept:
            self._check_kept(entry)
        self._replay(entry)
        self.last = entry

    def _check_kept(self, entry: Entry) -> None:
        if self.broken is None and entry.seq == self.kept.seq and entry.hash != self.kept.hash:
            self.broken = Broken(entry.seq, "head", entry)

    def _replay(self, entry: Entry) -> None:
        if self.found is None:
            return
        try:
            change = entry.change
            if not entry.field and not isinstance(change.after, (dict, type(None))):
                raise ValueError(entry.key)
            apply(self.found, change)
        except (KeyError, ValueError):  # also where the stored text is no JSON any more
            self.found = None
            self.broken = self.broken or Broken(entry.seq, "change", entry)

    @property
    def head(self) -> Head:
        return Head(self.last.seq, self.last.hash)

    def end(self) -> None:
        if self.broken is None and self.kept and self.head.seq < self.kept.seq:
            self.broken = Broken(self.head.seq + 1, "short")


def files_named(held: Records) -> frozenset[str]:
    """The SHA-256 of every file that evidence of these records names."""
    return frozenset(record["file"] for key, record in held.items() if "/evidence/" in key and record["file"])


def _came_later(logged: Records, change: FieldChange) -> bool:
    """A field the program did not know when the log was written, and that nobody has filled since."""
    return bool(change.field) and change.field not in logged[change.key] and not change.after


def verified(entries: Iterable[Entry], held: Records | None, kept: Head | None = None) -> Verdict:
    """The log against itself, against the records the store holds (None where they could not be read), and against a
    head somebody `kept` elsewhere."""
    walk = _Walk(kept)
    try:
        for entry in entries:
            walk.step(entry)
    except (ValueError, TypeError):
        walk.found, walk.broken = None, walk.broken or Broken(walk.head.seq + 1, "unreadable")
    walk.end()
    comparable = walk.found is not None and held is not None
    strays = (Stray(c.key, c.field, c.before, c.after) for c in differences(walk.found, held)
              if not _came_later(walk.found, c)) if comparable else ()
    return Verdict(walk.head, walk.entries, walk.broken, tuple(strays), walk.found is not None, held is not None)
