"""`init`, `migrate` and `seed`: making the database ready and filling it."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.speaking import speaking, words_of
from tracker.config import settings
from tracker.services.seeding import SeedResult, found, prepare
from tracker.services.seeding import migrated as bring_up
from tracker.services.seeding import seed as fill
from tracker.store.engine import engine_for, file_of
from tracker.store.schema import SchemaState
from tracker.text import Wording

Language = Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")]


Source = Annotated[Path | None, typer.Option("--from", help="A folder of CSV files and plan.toml, its zip, or a plan.json; seed_data when not given.")]


def init(source: Source = None, lang: Language = "") -> None:
    """Create, migrate and seed the database; an existing plan is left alone. With --from another plan begins an empty one."""
    t = words_of(lang)
    with speaking(t):
        done = found(settings(), source) if source else prepare(settings())
        typer.echo(t("cli.ready") if done is None else _seeded(done, t))


def migrate(lang: Language = "") -> None:
    """Bring the database to the present schema."""
    t = words_of(lang)
    with speaking(t):
        engine = engine_for(settings().database_url)
        if file := file_of(engine):
            file.parent.mkdir(parents=True, exist_ok=True)
        found = bring_up(engine)
        typer.echo(t("cli.schema_current" if found is SchemaState.CURRENT else "cli.schema_migrated"))


def seed(source: Source = None, lang: Language = "") -> None:
    """Replace what the database holds by a folder of CSV files, in one transaction."""
    t, folder = words_of(lang), source or settings().root / "seed_data"
    with speaking(t):
        typer.echo(_seeded(fill(engine_for(settings().database_url), folder), t))


def _seeded(done: SeedResult, t: Wording) -> str:
    key = "cli.seeded" if done.changed else "cli.seeded_same"
    return t(key, goals=done.counts["goals"], milestones=done.counts["milestones"], programmes=done.counts["programmes"],
             indicators=done.counts["indicators"])
