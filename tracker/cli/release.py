"""`release`: the quarterly publication from the command line of the machine itself.

The machine counts as one person. Who approves as somebody else signs in with `--as`, so that two people stay two.
"""

import os
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from tracker.cli.columns import aligned
from tracker.cli.days import asked_day
from tracker.cli.entering import console
from tracker.cli.entering import person as entered
from tracker.cli.speaking import speaking, words_of
from tracker.config import now, settings
from tracker.domain.errors import NotFound, TrackerError
from tracker.domain.periods import parse_period, quarter_of
from tracker.domain.publishing import APPROVALS, under_way
from tracker.domain.release_checks import must_read
from tracker.domain.words import Bilingual
from tracker.exchange.signing import fingerprint, new_key, public_of
from tracker.services import publishing
from tracker.services.door import Caller
from tracker.services.editions import today
from tracker.services.first_release import write_first
from tracker.services.previewing import preview, rack_of
from tracker.services.printing import press_of
from tracker.services.reading import internal
from tracker.site.files import build, build_at_once
from tracker.views import releasing as view

LOWEST = 19  # priority of a process
Language = Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")]
Code = Annotated[str, typer.Argument(metavar="RELEASE", help="Like 2026Q4-r2; the one under way when not given.")]
As = Annotated[str, typer.Option("--as", help="Sign in as this account and do it as that person.")]
Korean = Annotated[str, typer.Option("--ko", help="What the public reads, in Korean.")]
English = Annotated[str, typer.Option("--en", help="The same in English.")]

release = typer.Typer(no_args_is_help=True, rich_markup_mode=None,
                      help="Publication: draft, freeze, check, approve, publish, list, withdraw, reopen, seed, key.")


def _named(caller: Caller, code: str) -> tuple[str, int]:
    """The release meant and its version."""
    inside = internal(caller.engine)
    draft = inside.workspace.release(code) if code else under_way(inside.workspace)
    if draft is None:
        raise NotFound("releasing.error_none_under_way")
    return draft.code, inside.versions.get(f"release/{draft.code}", 0)


@release.command()
def draft(
    quarter: Annotated[str, typer.Argument(help="Like '2026 Q4'; the present one when not given.")] = "",
    ko: Korean = "", en: English = "", lang: Language = "",
) -> None:
    """Open the cycle of a quarter; of one that is out already, a correction with its notice (--ko, --en)."""
    t, caller = words_of(lang), console()
    with speaking(t):
        period = _quarter(quarter) if quarter else quarter_of(caller.today)
        typer.echo(t("releasing.cli_opened", code=publishing.open_cycle(caller, period, Bilingual(ko, en), settings().releases, uuid4().hex)))


def _quarter(text: str):
    try:
        return quarter_of(parse_period(text).first)
    except ValueError:
        raise TrackerError("releasing.error_quarter", text=text) from None


@release.command()
def freeze(
    code: Code = "", as_of: Annotated[str, typer.Option(help="The day the release speaks for; today when not given.")] = "", lang: Language = "",
) -> None:
    """Bind the release to the plan as it is now. Approvals given before are void."""
    t, caller = words_of(lang), console()
    with speaking(t):
        named, seen = _named(caller, code)
        publishing.freeze(caller, named, seen, asked_day(as_of), settings().releases, uuid4().hex)
        typer.echo(t("releasing.cli_frozen", code=named, seq=internal(caller.engine).workspace.release(named).frozen_seq))


@release.command()
def check(code: Code = "", lang: Language = "") -> None:
    """Say what would change for the public and how the automatic checks went. Exit code 1 where one stops the release."""
    t, caller = words_of(lang), console()
    with speaking(t):
        found = preview(caller, _named(caller, code)[0], settings().releases)
        typer.echo("\n".join(view.as_text(found, t)))
    raise typer.Exit(1 if view.is_stopped(found) else 0)


@release.command()
def approve(
    code: Code = "", person: As = "", read: Annotated[bool, typer.Option("--read", help="Say that everything to be looked at was read.")] = False,
    lang: Language = "",
) -> None:
    """Approve the release as frozen. Two different people have to; the machine itself counts as one."""
    t = words_of(lang)
    with speaking(t), entered(person) as caller:
        named, _ = _named(caller, code)
        found = preview(caller, named, settings().releases)
        ticked = frozenset(must_read(found.checks)) if read else frozenset()
        publishing.approve(caller, named, found.draft.content, ticked, settings().releases, uuid4().hex)
        held = internal(caller.engine).workspace.release(named)
        typer.echo(t("releasing.cli_approved", code=named, n=len(held.approvals), needed=APPROVALS))


@release.command()
def publish(
    code: Code = "", at: Annotated[str, typer.Option(help="Not before this time in the plan's time zone, like 2027-01-15T10:00.")] = "",
    due: Annotated[bool, typer.Option("--due", help="Only finish what is due or was left half done; for a timer.")] = False, lang: Language = "",
) -> None:
    """Publish an approved release: now, or at a set time by a timer that runs `release publish --due`."""
    t, caller = words_of(lang), console()
    with speaking(t):
        press = press_of(settings(), build)
        if due:
            typer.echo(t("releasing.cli_caught_up", n=len(publishing.caught_up(caller, press))))
            return
        named, seen = _named(caller, code)
        when = publishing.set_time(at, internal(caller.engine).plan.head.zone) if at else None
        publishing.publish(caller, named, seen, press, when, uuid4().hex)
        typer.echo(t("releasing.cli_waits" if when and when > caller.at else "releasing.cli_published", code=named, folder=str(press.folder / named)))


@release.command(name="list")
def list_(lang: Language = "") -> None:
    """Every release: those in the folder and those on their way."""
    t, caller = words_of(lang), console()
    with speaking(t):
        rows = view.listed(internal(caller.engine).workspace, rack_of(settings().releases).shown(), caller.at)
        head = [t(f"releasing.col_{name}") for name in ("release", "kind", "state", "as_of", "published")]
        typer.echo(aligned(head, [view.row_texts(row, t) for row in rows]) if rows else t("releasing.none"))


@release.command()
def withdraw(code: Annotated[str, typer.Argument(metavar="RELEASE")], ko: Korean, en: English, person: As = "", lang: Language = "") -> None:
    """Take a published release back, saying why; it stays readable and says so."""
    t = words_of(lang)
    with speaking(t), entered(person) as caller:
        named, seen = _named(caller, code)
        publishing.withdraw(caller, named, seen, Bilingual(ko, en), settings().releases, uuid4().hex, press_of(settings(), build).private_key)
        typer.echo(t("releasing.cli_withdrawn", code=named))


@release.command()
def reopen(code: Code = "", lang: Language = "") -> None:
    """Let reports in again before the release is out; approvals are void."""
    t, caller = words_of(lang), console()
    with speaking(t):
        named, seen = _named(caller, code)
        publishing.reopen(caller, named, seen, settings().releases, uuid4().hex)
        typer.echo(t("releasing.cli_reopened", code=named))


@release.command()
def seed(
    gently: Annotated[bool, typer.Option("--gently", help="At the lowest priority, as the server does it beside itself.")] = False,
    lang: Language = "",
) -> None:
    """Write the first release of all: the plan as delivered, marked as such. Refused where something was published."""
    t = words_of(lang)
    if gently:
        os.nice(LOWEST)
    with speaking(t):
        made = write_first(settings(), now(), today(settings()), build_at_once, build)
        typer.echo(t("releasing.cli_seeded", code=str(made.id), folder=str(made.folder)))


@release.command()
def key(file: Annotated[Path, typer.Argument(help="Where the private key is to be kept; the public one is printed.")], lang: Language = "") -> None:
    """Make a pair of keys to sign releases with."""
    t = words_of(lang)
    with speaking(t):
        private = new_key()
        try:
            with open(file, "x", opener=_only_for_owner) as out:
                out.write(f"{private}\n")
        except FileExistsError:
            raise TrackerError("releasing.error_key_there", file=str(file)) from None
        typer.echo(t("releasing.cli_key", file=str(file), public=public_of(private), print=fingerprint(public_of(private))))


def _only_for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
