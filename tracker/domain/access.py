"""What the log may know of how somebody gets in: that it was changed, how often and in what way."""

from dataclasses import dataclass
from enum import StrEnum

OWN_PASSWORD = "account:password"  # what the log calls it where somebody sets their own; no right is needed


class AccessChange(StrEnum):
    """What became of the ways into an account. Never the way itself: that is a secret."""

    RESET = "reset"  # the password was taken away, a one-time link given
    CHOSEN = "chosen"  # a password, with a one-time link
    CHANGED = "changed"  # the password, by who knew the old one
    ENDED = "ended"  # every session, by an administrator


@dataclass(frozen=True)
class Access:
    """How often the ways into an account were changed, and what was done last: so that each time leaves an entry."""

    changes: int
    last: AccessChange
