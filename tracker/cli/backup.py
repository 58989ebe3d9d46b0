"""`backup` and `restore`: a whole copy with its manifest, and back again."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.speaking import speaking, words_of
from tracker.config import now, settings
from tracker.services import backups
from tracker.store.backup_postgresql import Programs
from tracker.store.engine import engine_for

Language = Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")]


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that keeps the backups.")],
    lang: Language = "",
) -> None:
    """Write a whole copy of the database and its manifest into a folder, while the tracker runs."""
    t, chosen = words_of(lang), settings()
    with speaking(t):
        file = backups.back_up(engine_for(chosen.database_url), folder, now(), Programs(chosen.pg_bin))
        made = backups.read_manifest(file)
        typer.echo(t("backup.made", file=str(file), size=made.size, seq=made.head.seq, sha256=made.sha256))
        typer.echo(t("backup.secret"))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The data file of a backup; its manifest must lie beside it.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of a database that holds something; that one is kept beside.")] = False,
    lang: Language = "",
) -> None:
    """Make a backup the database again, after it has proved itself."""
    t, chosen = words_of(lang), settings()
    with speaking(t):
        done = backups.restore(engine_for(chosen.database_url), file, now(), Programs(chosen.pg_bin), replace)
        typer.echo(t("backup.restored", seq=done.manifest.head.seq, made=done.manifest.made_at.date(), revision=done.manifest.revision))
        if done.kept:
            typer.echo(t("backup.kept", kept=done.kept))
