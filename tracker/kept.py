"""A few results held under the names of what they were made from, the longest unused going first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

Result = TypeVar("Result")


class Kept:
    """At most `most` results; safe to ask from many threads. Two who ask at once may both work, and get equal results."""

    def __init__(self, most: int) -> None:
        self._most, self._held, self._door = most, OrderedDict(), Lock()

    def of(self, name: Hashable, make: Callable[[], Result]) -> Result:
        """What is held under the name, made now where it is not."""
        with self._door:
            if name in self._held:
                self._held.move_to_end(name)
                return self._held[name]
        made = make()
        with self._door:
            self._held[name] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made
