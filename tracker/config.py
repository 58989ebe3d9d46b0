"""The environment, read once into one frozen value. Nothing else in the tracker reads `os.environ`.

`read_settings` is the pure half (a mapping in, a `Settings` out, `BadSetting` where a value is wrong);
`settings` is the edge: it reads the real environment once and leaves with one clear line and exit code 2.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tracker.domain.actors import Role
from tracker.domain.periods import parse_day
from tracker.domain.words import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
KOREA = ZoneInfo("Asia/Seoul")
LOCAL = ("localhost", "127.0.0.1", "::1")
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")


class BadSetting(Exception):
    """A variable of the environment has a value that cannot be used. `str()` is the one line to show."""

    def __init__(self, name: str, rule: str) -> None:
        super().__init__(f"{name}: {rule}")
        self.name = name


class Site(StrEnum):
    """Whom a process serves: the public by what was published, staff by the working plan, or both on one machine."""

    BOTH = "both"
    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True)
class GroupRole:
    """What membership in a group at the identity provider gives: a role, for reporters also a ministry."""

    group: str
    role: Role
    ministry: str = ""


@dataclass(frozen=True)
class Provider:
    """An OpenID Connect provider people may sign in with. `name` is what the sign-in page calls it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: str
    groups_claim: str
    group_roles: tuple[GroupRole, ...]
    name: str


@dataclass(frozen=True)
class Smtp:
    """The mail server reminders go through. `sender` is the address they come from."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = True


@dataclass(frozen=True)
class Settings:
    """What the environment decides. `as_of` None means today in Korea; `var` holds everything written at run time;
    `address` is where the public finds the site, empty where it is whatever address a visitor used.

    The database address may carry a password, so it is left out of `repr`. `https` says whether browsers reach the site
    by HTTPS only; `secret` signs what they keep for us, empty where a key of its own is kept in `var`; `demo` makes a
    throw-away site with demonstration people; `provider` is None where nobody signs in from elsewhere; `pg_bin` is the
    folder of pg_dump and pg_restore where they are not on the PATH; `smtp` is None where no mail is sent; `holidays` are
    temporary public holidays nobody could know when the calendar was made; `releases` is the folder of what was
    published, `release_key` the file of the key it is signed with.
    """

    database_url: str = field(repr=False)
    as_of: date | None
    language: str
    host: str
    port: int
    root: Path
    var: Path
    address: str = ""
    https: bool = False
    secret: str = field(default="", repr=False)
    demo: bool = False
    provider: Provider | None = None
    pg_bin: Path | None = None
    smtp: Smtp | None = None
    holidays: tuple[date, ...] = ()
    site: Site = Site.BOTH
    releases: Path = ROOT / "var" / "releases"
    release_key: Path | None = None


def _database(text: str) -> str:
    """An address SQLAlchemy can open. The value is never repeated in the message: it may hold a password."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  (reading it checks it)
    except ValueError:
        raise ValueError("must be sqlite:///<file> or postgresql://<user>@<host>/<name>") from None
    if parts.scheme not in DATABASES or (parts.scheme == "sqlite" and not text.startswith("sqlite://")):
        raise ValueError("must begin with sqlite:///, postgresql:// or postgresql+psycopg://")
    return text


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError:
        raise ValueError(f"must be a date like 2026-11-22, not {text!r}") from None


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(f"must be {' or '.join(LANGUAGES)}, not {text!r}")
    return text


def _host(text: str) -> str:
    if any(c.isspace() or c == "/" for c in text):
        raise ValueError(f"must be a host name or an address, not {text!r}")
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ValueError(f"must be a whole number from 1 to 65535, not {text!r}")
    return int(text)


def _address(text: str) -> str:
    """The root of a site, without its last slash. Checked closely: it is written into every page."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?", text):
        raise ValueError(f"must be like https://tracker.example, not {text!r}")
    return text.rstrip("/")


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(f"must be 0 or 1, not {text!r}")
    return text == "1"


def _secret(text: str) -> str:
    if len(text) < 32:
        raise ValueError("must have at least 32 characters")
    return text


def _issuer(text: str) -> str:
    """HTTPS, but for a provider on this very machine."""
    parts = urlsplit(text)
    if parts.query or parts.fragment or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)) or not parts.netloc:
        raise ValueError(f"must be like https://login.example/realm, not {text!r}")
    return text


def _group_roles(text: str) -> tuple[GroupRole, ...]:
    """`ai-editors=editor;msit-reporters=reporter:MSIT`: a group's name may hold anything but = and ;."""
    return tuple(_group_role(pair.strip()) for pair in text.split(";") if pair.strip())


def _group_role(pair: str) -> GroupRole:
    group, _, given = pair.partition("=")
    role, _, ministry = given.strip().partition(":")
    if not group.strip() or role not in set(Role) - {Role.ANONYMOUS} or (role == Role.REPORTER) != bool(ministry):
        raise ValueError(f"must be like ai-editors=editor;msit-reporters=reporter:MSIT, not {pair!r}")
    return GroupRole(group.strip(), Role(role), ministry)


def _mailbox(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+", text):
        raise ValueError(f"must be like tracker@office.example, not {text!r}")
    return text


def _days(text: str) -> tuple[date, ...]:
    return tuple(_day(part.strip()) for part in text.split(",") if part.strip())


def _site(text: str) -> Site:
    if text not in tuple(Site):
        raise ValueError(f"must be {', '.join(Site)}, not {text!r}")
    return Site(text)


def _present(text: str, kind: str, there: Callable[[Path], bool]) -> Path:
    if not there(Path(text)):
        raise ValueError(f"must be a {kind}, not {text!r}")
    return Path(text)


def _file(text: str) -> Path:
    return _present(text, "file", Path.is_file)


def _folder(text: str) -> Path:
    return _present(text, "folder", Path.is_dir)


def read_settings(environ: Mapping[str, str], root: Path = ROOT) -> Settings:
    """The settings an environment describes; empty values count as absent. Raises BadSetting."""

    def read(name: str, parse: Callable[[str], Any], default: Any) -> Any:
        text = environ.get(name, "").strip()
        try:
            return parse(text) if text else default
        except ValueError as problem:
            raise BadSetting(name, str(problem)) from None

    var = root / "var"
    demo = read("TRACKER_DEMO", _switch, False)
    address = read("TRACKER_ADDRESS", _address, "")
    return Settings(
        database_url=read("TRACKER_DATABASE_URL", _database, f"sqlite:///{var / ('demo.sqlite' if demo else 'tracker.sqlite')}"),
        as_of=read("TRACKER_AS_OF", _day, None),
        language=read("TRACKER_LANGUAGE", _language, "ko"),
        host=read("TRACKER_HOST", _host, "127.0.0.1"), port=read("TRACKER_PORT", _port, 8501),
        root=root, var=var, address=address,
        https=read("TRACKER_HTTPS", _switch, address.startswith("https://")),
        secret=read("TRACKER_SECRET", _secret, ""),
        pg_bin=read("TRACKER_PG_BIN", _folder, None),
        demo=demo,
        provider=_provider(read), smtp=_smtp(read), holidays=read("TRACKER_HOLIDAYS", _days, ()), site=read("TRACKER_SITE", _site, Site.BOTH),
        releases=read("TRACKER_RELEASES", Path, var / ("demo-releases" if demo else "releases")),
        release_key=read("TRACKER_RELEASE_KEY", _file, None),
    )


def _smtp(read: Callable[[str, Callable[[str], Any], Any], Any]) -> Smtp | None:
    """The mail server, where one is named; then the sender must be named too."""
    host = read("TRACKER_SMTP_HOST", _host, "")
    if not host:
        return None
    sender = read("TRACKER_SMTP_FROM", _mailbox, "")
    if not sender:
        raise BadSetting("TRACKER_SMTP_FROM", "must be given where TRACKER_SMTP_HOST is")
    return Smtp(
        host, read("TRACKER_SMTP_PORT", _port, 587), sender, starttls=read("TRACKER_SMTP_STARTTLS", _switch, True),
        user=read("TRACKER_SMTP_USER", str, ""), password=read("TRACKER_SMTP_PASSWORD", str, ""),
    )


def _provider(read: Callable[[str, Callable[[str], Any], Any], Any]) -> Provider | None:
    """The identity provider, where one is named; then its client must be named too."""
    issuer = read("TRACKER_OIDC_ISSUER", _issuer, "")
    if not issuer:
        return None
    client = read("TRACKER_OIDC_CLIENT_ID", str, "")
    if not client:
        raise BadSetting("TRACKER_OIDC_CLIENT_ID", "must be given where TRACKER_OIDC_ISSUER is")
    return Provider(
        issuer, client,
        client_secret=read("TRACKER_OIDC_CLIENT_SECRET", str, ""),
        scopes=read("TRACKER_OIDC_SCOPES", str, "openid profile email"),
        groups_claim=read("TRACKER_OIDC_GROUPS_CLAIM", str, "groups"),
        group_roles=read("TRACKER_OIDC_GROUP_ROLES", _group_roles, ()),
        name=read("TRACKER_OIDC_NAME", str, urlsplit(issuer).hostname),
    )


@cache
def settings() -> Settings:
    """The settings of this process. A wrong value ends it with one line on stderr and exit code 2."""
    try:
        return read_settings(os.environ)
    except BadSetting as problem:
        print(problem, file=sys.stderr)
        raise SystemExit(2) from None


def today(chosen: Settings) -> date:
    """The day the pages speak for unless the reader asks for another: the fixed one, else today in Korea."""
    return chosen.as_of or datetime.now(KOREA).date()


def now() -> datetime:
    """This instant. Unlike `today` it is never fixed: sessions and the log are about real time."""
    return datetime.now(UTC)
