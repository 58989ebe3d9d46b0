"""Two people wrote in the same form: what merges by itself and what somebody has to choose."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A text both sides changed, each to something else."""

    name: str
    base: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merge:
    """`texts` holds what merged by itself, with mine where a choice is still open. `theirs` and `mine` name the texts
    only that side touched."""

    texts: Mapping[str, str]
    differing: tuple[Difference, ...] = ()
    theirs: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()


def merge(base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]) -> Merge:
    """Three-way, text by text; a name that is missing counts as empty."""
    texts, differing, only_theirs, only_mine = {}, [], [], []
    for name in dict.fromkeys((*base, *theirs, *mine)):
        was, they, me = base.get(name, ""), theirs.get(name, ""), mine.get(name, "")
        texts[name] = they if me == was else me
        if they == was != me:
            only_mine.append(name)
        elif me == was != they:
            only_theirs.append(name)
        elif they != me:
            differing.append(Difference(name, was, they, me))
    return Merge(texts, tuple(differing), tuple(only_theirs), tuple(only_mine))
