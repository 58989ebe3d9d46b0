"""`user`: accounts from the command line of the machine itself, which may do what an administrator may."""

import sys
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Annotated

import typer

from tracker.cli.columns import aligned
from tracker.cli.speaking import speaking, words_of
from tracker.config import Settings, now, settings
from tracker.domain.errors import NotAllowed
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Person
from tracker.services import accounts
from tracker.services.door import Caller
from tracker.services.editions import editions_of, today
from tracker.services.passwords import Passwords, weakness
from tracker.services.reading import internal
from tracker.services.seeding import prepare
from tracker.store.engine import engine_for
from tracker.text import Wording

Language = Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")]
Name = Annotated[str, typer.Argument(help="The account's name.")]
Roles = Annotated[list[str], typer.Option("--role", help="official, reporter, editor, resolver, publisher or admin; may be given several times.")]
Ministries = Annotated[list[str], typer.Option("--ministry", help="Code of a ministry a reporter reports for; may be given several times.")]
Reason = Annotated[str, typer.Option(help="Kept in the log.")]

user = typer.Typer(no_args_is_help=True, help="Accounts: add, list, disable, enable, roles, reset, sessions.", rich_markup_mode=None)


def _console() -> Caller:
    chosen = settings()
    return Caller(engine_for(chosen.database_url), "", now(), today(chosen), console=True)


@user.command()
def add(
    name: Name, role: Roles, ministry: Ministries = [],
    office: Annotated[str, typer.Option(help="What others see; never a personal name. The account's name when not given.")] = "",
    email: Annotated[str, typer.Option(help="An office address for reminders.")] = "",
    lang: Language = "",
) -> None:
    """Make an account: asks for a password on a terminal, else prints a one-time link to choose one."""
    t = words_of(lang)
    with speaking(t):
        prepare(settings())
        person = Person(name.strip().lower(), Bilingual(office or name, office or name), accounts.roles_named(tuple(role)), tuple(ministry),
                        email=email, language=t.language)
        hashed = _asked_password(person.code, t) if sys.stdin.isatty() else ""
        link = accounts.add_person(_console(), person, hashed)
        typer.echo(t("account.cli_added", name=person.code, roles=", ".join(person.roles)))
        _tell_link(link, t)


def _asked_password(name: str, t: Wording, ask: Callable[..., str] = typer.prompt) -> str:
    """The hash of a password typed twice; an empty one asks for a link instead."""
    password = ask(t("account.cli_password"), hide_input=True, default="", show_default=False)
    if not password:
        return ""
    if key := weakness(password, name):
        raise NotAllowed(key)
    if ask(t("account.again"), hide_input=True) != password:
        raise NotAllowed("account.differ")
    return Passwords().hashed(password)


def _tell_link(token: str, t: Wording) -> None:
    if token:
        typer.echo(t("account.cli_link", link=f"{_site(settings())}/account/join?token={token}"))


def _site(chosen: Settings) -> str:
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    return chosen.address or f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{chosen.port}"


@user.command(name="list")
def list_(lang: Language = "") -> None:
    """Every account with its office, roles, ministries and state."""
    t = words_of(lang)
    with speaking(t):
        held = internal(engine_for(settings().database_url)).workspace.people
        rows = [[p.code, t.pick(p.office), ", ".join(p.roles), ", ".join(p.ministries), t(f"account.state_{_state(p)}")] for p in held]
        head = [t(f"account.cli_{column}") for column in ("name", "office", "roles", "ministries", "state")]
        typer.echo(aligned(head, rows) if rows else t("account.cli_nobody"))


def _state(person: Person) -> str:
    return "disabled" if person.disabled else "demo" if person.demo else "active"


@user.command()
def disable(name: Name, reason: Reason = "", lang: Language = "") -> None:
    """Take every right away at once and end all sessions; the account stays in the log."""
    t = words_of(lang)
    with speaking(t):
        accounts.disable(_console(), name, reason)
        typer.echo(t("account.cli_disabled", name=name))


@user.command()
def enable(name: Name, reason: Reason = "", lang: Language = "") -> None:
    """Let a disabled account sign in again."""
    t = words_of(lang)
    with speaking(t):
        accounts.enable(_console(), name, reason)
        typer.echo(t("account.cli_enabled", name=name))


@user.command()
def roles(name: Name, role: Roles, ministry: Ministries = [], reason: Reason = "", lang: Language = "") -> None:
    """Replace the roles and ministries of an account by those given."""
    t = words_of(lang)
    with speaking(t):
        held = accounts.roles_named(tuple(role))
        accounts.change_person(_console(), name, reason, roles=held, ministries=tuple(ministry))
        typer.echo(t("account.cli_roles_set", name=name, roles=", ".join(held)))


@user.command()
def reset(name: Name, lang: Language = "") -> None:
    """Take the password away, end all sessions and print a one-time link to choose a new one."""
    t = words_of(lang)
    with speaking(t):
        link = accounts.reset(_console(), name)
        typer.echo(t("account.cli_reset", name=name))
        _tell_link(link, t)


@user.command()
def sessions(name: Name, end: Annotated[bool, typer.Option("--end", help="End them all.")] = False, lang: Language = "") -> None:
    """Where an account is signed in; --end signs it out everywhere."""
    t = words_of(lang)
    with speaking(t):
        console = _console()
        if end:
            accounts.end_sessions_of(console, name)
            typer.echo(t("account.cli_ended", name=name))
            return
        zone = editions_of(settings()).zone()
        rows = [[_clock(s.created_at, zone), _clock(s.seen_at, zone), s.method, s.agent] for s in accounts.sessions_of_person(console, name)]
        head = [t(f"account.cli_{column}") for column in ("began", "seen", "method", "browser")]
        typer.echo(aligned(head, rows) if rows else t("account.cli_no_sessions", name=name))


def _clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
