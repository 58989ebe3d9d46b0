"""The command line: one file per command group, gathered here."""

import typer

from tracker.cli.serve import serve

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
app.command()(serve)


@app.command()
def init() -> None:
    """Create, migrate and seed the database."""
    from tracker.config import settings
    from tracker.services.seeding import prepare

    prepare(settings())
