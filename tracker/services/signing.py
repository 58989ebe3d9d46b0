"""What browsers keep for us is sealed: they can hand it back, but neither make nor change it."""

import hashlib
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from tracker.config import Settings

KEY_FILE = "secret.key"


class Seal:
    """Values sealed with one secret. A `purpose` keeps what was sealed for one thing from being used for another."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def sealed(self, purpose: str, value: Any) -> str:
        return self._for(purpose).dumps(value)

    def opened(self, purpose: str, text: str) -> Any:
        """The value, or None where the text was not sealed here for this."""
        try:
            return self._for(purpose).loads(text)
        except BadData:
            return None

    def _for(self, purpose: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._secret, salt=f"tracker.{purpose}", signer_kwargs={"digest_method": hashlib.sha256})


@cache
def seal_of(settings: Settings) -> Seal:
    """The seal of this installation: its secret comes from the settings, else from a key made at first use."""
    return Seal(settings.secret or _own_key(settings.var / KEY_FILE))


def _own_key(file: Path) -> str:
    """The key kept beside the database, readable by nobody else; of several processes that start at once, one makes it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as sink:
            sink.write(secrets.token_urlsafe(48))
            sink.flush()
            os.fsync(sink.fileno())
        try:
            os.link(made, file)  # fails where another process was faster; then its key counts
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return file.read_text("ascii")
