"""Passwords: which are accepted, and the only form in which they are kept (argon2id)."""

from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200


def weakness(password: str, name: str) -> str:
    """The text key of what is wrong with a new password, empty where it will do."""
    if len(password) < SHORTEST:
        return "account.password_short"
    if len(password) > LONGEST:
        return "account.password_long"
    plain = password.casefold()
    if plain.replace(name.casefold(), "") == "" or len(set(plain)) < 5:
        return "account.password_simple"
    return ""


class Passwords:
    """Hashes and checks. An unknown name costs the same work as a known one: `verify(None, …)` checks a dummy."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()  # RFC 9106, the second recommended choice: 64 MiB, 3 passes
        self._nobody: str | None = None

    def hashed(self, password: str) -> str:
        return self._hasher.hash(_bytes(password))

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether the password belongs to the hash; always one full check, and always False without a hash."""
        dummy = self._dummy()
        try:
            right = self._hasher.verify(kept or dummy, _bytes(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            right = False
        return right and kept is not None

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _dummy(self) -> str:
        """A hash that belongs to no password anybody knows, made once with the present parameters."""
        if self._nobody is None:
            self._nobody = self._hasher.hash(b"\0 nobody")
        return self._nobody


def _bytes(password: str) -> bytes:
    """The same password typed on another keyboard or system gives the same bytes (Hangul has two forms)."""
    return normalize("NFKC", password).encode("utf-8", "surrogatepass")
