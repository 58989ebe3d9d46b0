"""Errors that carry a text key; the words are added where somebody reads them."""

from dataclasses import dataclass


class TrackerError(Exception):
    """Something the person can understand and mend. `key` names a text, `values` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}" if values else key)
        self.key = key
        self.values = values


class NotAllowed(TrackerError):
    """The actor lacks the right."""


class NotFound(TrackerError):
    """There is no such thing at this address or code."""


class Conflict(TrackerError):
    """Somebody changed the same thing since it was read."""


class NotReady(TrackerError):
    """The store is missing, empty, or of another schema version."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in what was handed in: where, what, and how to mend it.

    `key` names a text `problem.<key>`; `values` fill it. `line` is 1-based in the file, heading included.
    """

    file: str
    line: int
    column: str
    value: str
    key: str
    values: tuple[tuple[str, str], ...] = ()


class BadInput(TrackerError):
    """The input has problems; all of them are listed, never only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("error.bad_input", count=len(problems))
        self.problems = problems
