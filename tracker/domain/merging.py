"""Two people wrote in the same form: what merges by itself and what somebody has to choose."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A text somebody changed: what it was, what was saved first, what the other typed."""

    name: str
    base: str
    theirs: str
    mine: str

    @property
    def open(self) -> bool:
        """Whether both sides changed it, each to something else."""
        return self.theirs != self.mine and self.base not in (self.theirs, self.mine)


@dataclass(frozen=True)
class Merge:
    """`texts` holds what merged by itself, with mine where a choice is still open; `changed` every text either side touched."""

    texts: Mapping[str, str]
    changed: tuple[Difference, ...] = ()

    @property
    def differing(self) -> tuple[Difference, ...]:
        """What somebody has to choose."""
        return tuple(d for d in self.changed if d.open)

    @property
    def theirs(self) -> tuple[str, ...]:
        """The texts only the first one touched, which come along."""
        return tuple(d.name for d in self.changed if d.mine == d.base)

    @property
    def mine(self) -> tuple[str, ...]:
        """The texts only the second one touched."""
        return tuple(d.name for d in self.changed if d.theirs == d.base)


def merge(base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]) -> Merge:
    """Three-way, text by text; a name that is missing counts as empty."""
    every = [Difference(n, base.get(n, ""), theirs.get(n, ""), mine.get(n, "")) for n in dict.fromkeys((*base, *theirs, *mine))]
    return Merge({d.name: d.theirs if d.mine == d.base else d.mine for d in every},
                 tuple(d for d in every if not d.base == d.theirs == d.mine))
