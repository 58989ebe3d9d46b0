"""What the values of the environment's variables may be: a text in, a value out, ValueError with the rule where it is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from tracker.domain.actors import Role
from tracker.domain.periods import parse_day
from tracker.domain.words import LANGUAGES

LOCAL = ("localhost", "127.0.0.1", "::1")
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")


class Site(StrEnum):
    """Whom a process serves: the public by what was published, staff by the working plan, or both on one machine."""

    BOTH = "both"
    PUBLIC = "public"
    INTERNAL = "internal"


class SeedRelease(StrEnum):
    """What a new site for both publishes by itself: the whole release, written beside the server, or the plan alone."""

    WHOLE = "whole"
    QUICK = "quick"


@dataclass(frozen=True)
class GroupRole:
    """What membership in a group at the identity provider gives: a role, for reporters also a ministry."""

    group: str
    role: Role
    ministry: str = ""


def database_in(text: str) -> str:
    """An address SQLAlchemy can open. The value is never repeated in the message: it may hold a password."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  (reading it checks it)
    except ValueError:
        raise ValueError("must be sqlite:///<file> or postgresql://<user>@<host>/<name>") from None
    if parts.scheme not in DATABASES or (parts.scheme == "sqlite" and not text.startswith("sqlite://")):
        raise ValueError("must begin with sqlite:///, postgresql:// or postgresql+psycopg://")
    return text


def day_in(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError:
        raise ValueError(f"must be a date like 2026-11-22, not {text!r}") from None


def language_in(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(f"must be {' or '.join(LANGUAGES)}, not {text!r}")
    return text


def host_in(text: str) -> str:
    if any(c.isspace() or c == "/" for c in text):
        raise ValueError(f"must be a host name or an address, not {text!r}")
    return text


def port_in(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ValueError(f"must be a whole number from 1 to 65535, not {text!r}")
    return int(text)


def address_in(text: str) -> str:
    """The root of a site, without its last slash. Checked closely: it is written into every page."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?", text):
        raise ValueError(f"must be like https://tracker.example, not {text!r}")
    return text.rstrip("/")


def switch_in(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(f"must be 0 or 1, not {text!r}")
    return text == "1"


def on_in(text: str) -> bool:
    if text not in ("on", "off"):
        raise ValueError(f"must be on or off, not {text!r}")
    return text == "on"


def secret_in(text: str) -> str:
    if len(text) < 32:
        raise ValueError("must have at least 32 characters")
    return text


def issuer_in(text: str) -> str:
    """HTTPS, but for a provider on this very machine."""
    parts = urlsplit(text)
    if parts.query or parts.fragment or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)) or not parts.netloc:
        raise ValueError(f"must be like https://login.example/realm, not {text!r}")
    return text


def group_roles_in(text: str) -> tuple[GroupRole, ...]:
    """`ai-editors=editor;msit-reporters=reporter:MSIT`: a group's name may hold anything but = and ;."""
    return tuple(_group_role(pair.strip()) for pair in text.split(";") if pair.strip())


def _group_role(pair: str) -> GroupRole:
    group, _, given = pair.partition("=")
    role, _, ministry = given.strip().partition(":")
    if not group.strip() or role not in set(Role) - {Role.ANONYMOUS} or (role == Role.REPORTER) != bool(ministry):
        raise ValueError(f"must be like ai-editors=editor;msit-reporters=reporter:MSIT, not {pair!r}")
    return GroupRole(group.strip(), Role(role), ministry)


def mailbox_in(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+", text):
        raise ValueError(f"must be like tracker@office.example, not {text!r}")
    return text


def days_in(text: str) -> tuple[date, ...]:
    return tuple(day_in(part.strip()) for part in text.split(",") if part.strip())


def site_in(text: str) -> Site:
    if text not in tuple(Site):
        raise ValueError(f"must be {', '.join(Site)}, not {text!r}")
    return Site(text)


def seed_release_in(text: str) -> SeedRelease:
    if text not in tuple(SeedRelease):
        raise ValueError(f"must be {' or '.join(SeedRelease)}, not {text!r}")
    return SeedRelease(text)


def public_keys_in(text: str) -> str:
    """Public keys, one or several with spaces between, or a file that holds them. The value is never repeated in the
    message: somebody may have given the private one."""
    try:
        keys = (text if text.startswith("ed25519-") else Path(text).read_text("utf-8")).split()
    except (OSError, ValueError):
        keys = []
    if not keys or not all(re.fullmatch(r"ed25519-public:[0-9a-f]{64}", key) for key in keys):
        raise ValueError("must be public keys like ed25519-public:…, as `release key` makes them, or a file that holds them")
    return " ".join(keys)


def _present(text: str, kind: str, there: Callable[[Path], bool]) -> Path:
    if not there(Path(text)):
        raise ValueError(f"must be a {kind}, not {text!r}")
    return Path(text)


def file_in(text: str) -> Path:
    return _present(text, "file", Path.is_file)


def folder_in(text: str) -> Path:
    return _present(text, "folder", Path.is_dir)
