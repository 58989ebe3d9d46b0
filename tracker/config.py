"""The environment, read once into one frozen value. Nothing else in the tracker reads `os.environ`.

`read_settings` is the pure half (a mapping in, a `Settings` out, `BadSetting` where a value is wrong);
`settings` is the edge: it reads the real environment once and leaves with one clear line and exit code 2.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tracker.setting_values import (
    GroupRole, SeedRelease, Site, address_in, database_in, day_in, days_in, file_in, folder_in, group_roles_in, host_in, issuer_in, language_in,
    mailbox_in, on_in, port_in, public_keys_in, secret_in, seed_release_in, site_in, switch_in,
)

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(Exception):
    """A variable of the environment has a value that cannot be used. `str()` is the one line to show."""

    def __init__(self, name: str, rule: str) -> None:
        super().__init__(f"{name}: {rule}")
        self.name = name


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
    """What the environment decides. `as_of` None means today where the plan is at home; `var` holds everything written at run time;
    `address` is where the public finds the site, empty where it is whatever address a visitor used.

    The database address may carry a password, so it is left out of `repr`. `https` says whether browsers reach the site
    by HTTPS only; `secret` signs what they keep for us, empty where a key of its own is kept in `var`; `demo` makes a
    throw-away site with demonstration people; `provider` is None where nobody signs in from elsewhere; `pg_bin` is the
    folder of pg_dump and pg_restore where they are not on the PATH; `smtp` is None where no mail is sent; `holidays` are
    temporary public holidays nobody could know when the calendar was made; `releases` is the folder of what was
    published, `release_key` the file of the key it is signed with, `trusted_keys` the public keys, parted by
    spaces, one of which a release must be signed with to be shown (any is, where there are none); `seed_release` what a new site publishes; `corrections` says whether readers may write that a
    number is wrong, `office_mail` where they can write where they may not.
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
    trusted_keys: str = ""
    seed_release: SeedRelease = SeedRelease.WHOLE
    corrections: bool = False
    office_mail: str = ""

    @property
    def correcting(self) -> str:
        """Where a reader says that a number is wrong: our own form, else a mailbox, else empty: a page says it."""
        if self.corrections and self.site is not Site.PUBLIC:
            return "/correct"
        return f"mailto:{self.office_mail}" if self.office_mail else ""


def read_settings(environ: Mapping[str, str], root: Path = ROOT) -> Settings:
    """The settings an environment describes; empty values count as absent. Raises BadSetting."""

    def read(name: str, parse: Callable[[str], Any], default: Any) -> Any:
        text = environ.get(name, "").strip()
        try:
            return parse(text) if text else default
        except ValueError as problem:
            raise BadSetting(name, str(problem)) from None

    var = root / "var"
    demo = read("TRACKER_DEMO", switch_in, False)
    site = read("TRACKER_SITE", site_in, Site.BOTH)
    if site is Site.PUBLIC:
        _insist_public(environ)
    address = read("TRACKER_ADDRESS", address_in, "")
    return Settings(
        database_url="" if site is Site.PUBLIC else read("TRACKER_DATABASE_URL", database_in, f"sqlite:///{var / ('demo.sqlite' if demo else 'tracker.sqlite')}"),
        as_of=read("TRACKER_AS_OF", day_in, None),
        language=read("TRACKER_LANGUAGE", language_in, "ko"),
        host=read("TRACKER_HOST", host_in, "127.0.0.1"), port=read("TRACKER_PORT", port_in, 8501),
        root=root, var=var, address=address,
        https=read("TRACKER_HTTPS", switch_in, address.startswith("https://")),
        secret=read("TRACKER_SECRET", secret_in, ""),
        pg_bin=read("TRACKER_PG_BIN", folder_in, None),
        demo=demo,
        provider=_provider(read), smtp=_smtp(read), holidays=read("TRACKER_HOLIDAYS", days_in, ()), site=site,
        releases=read("TRACKER_RELEASES", Path, var / ("demo-releases" if demo else "releases")),
        release_key=read("TRACKER_RELEASE_KEY", file_in, None), trusted_keys=read("TRACKER_TRUSTED_KEYS", public_keys_in, ""),
        seed_release=read("TRACKER_SEED_RELEASE", seed_release_in, SeedRelease.WHOLE),
        corrections=read("TRACKER_CORRECTIONS", on_in, False), office_mail=read("TRACKER_OFFICE_MAIL", mailbox_in, ""),
    )


INSIDE = ("TRACKER_DATABASE_URL", "TRACKER_DEMO", "TRACKER_OIDC_ISSUER", "TRACKER_SECRET", "TRACKER_SMTP_HOST", "TRACKER_RELEASE_KEY")


def _insist_public(environ: Mapping[str, str]) -> None:
    """What only the inside needs is not given to a public process: it could not use it, and could lose it."""
    for name in INSIDE:
        if environ.get(name, "").strip() not in ("", "0"):
            raise BadSetting(name, "must not be set where TRACKER_SITE is public: that process reads releases and nothing else")


def _smtp(read: Callable[[str, Callable[[str], Any], Any], Any]) -> Smtp | None:
    """The mail server, where one is named; then the sender must be named too."""
    host = read("TRACKER_SMTP_HOST", host_in, "")
    if not host:
        return None
    sender = read("TRACKER_SMTP_FROM", mailbox_in, "")
    if not sender:
        raise BadSetting("TRACKER_SMTP_FROM", "must be given where TRACKER_SMTP_HOST is")
    return Smtp(
        host, read("TRACKER_SMTP_PORT", port_in, 587), sender, starttls=read("TRACKER_SMTP_STARTTLS", switch_in, True),
        user=read("TRACKER_SMTP_USER", str, ""), password=read("TRACKER_SMTP_PASSWORD", str, ""),
    )


def _provider(read: Callable[[str, Callable[[str], Any], Any], Any]) -> Provider | None:
    """The identity provider, where one is named; then its client must be named too."""
    issuer = read("TRACKER_OIDC_ISSUER", issuer_in, "")
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
        group_roles=read("TRACKER_OIDC_GROUP_ROLES", group_roles_in, ()),
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


def today(chosen: Settings, zone: tzinfo = UTC) -> date:
    """The fixed day, else the day it is in `zone`. Which zone that is the plan says: see services.editions.today."""
    return chosen.as_of or datetime.now(zone).date()


def now() -> datetime:
    """This instant. Unlike `today` it is never fixed: sessions and the log are about real time."""
    return datetime.now(UTC)
