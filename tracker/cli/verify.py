"""`verify`: does the log prove itself, does it lead to what the database holds, and are the evidence files what they were?"""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.speaking import speaking, words_of
from tracker.config import settings
from tracker.services.verifying import head_as_json, head_of, kept_head, verify as ask
from tracker.store.engine import engine_for
from tracker.views.verdict import said

NOT_SOUND = 1  # exit code where something is wrong with log or tables


def verify(
    known: Annotated[Path | None, typer.Option("--from", help="A head kept elsewhere: what --head printed, or the manifest of a backup.")] = None,
    head: Annotated[bool, typer.Option("--head", help="Print the end of the log as JSON, to be kept elsewhere.")] = False,
    lang: Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")] = "",
) -> None:
    """Check the log: its chain, its replay against the tables, the evidence files, and a head kept elsewhere. Exit code 1 where anything is wrong."""
    t, engine = words_of(lang), engine_for(settings().database_url)
    with speaking(t):
        if head:
            typer.echo(head_as_json(head_of(engine)))
            return
        kept = kept_head(known) if known else None
        verdict = ask(engine, kept)
        for line in said(verdict, kept is not None, t):
            typer.echo(line)
    if not verdict.sound:
        raise typer.Exit(NOT_SOUND)
