"""The commands of a public site: it has no store for the others to work on."""

import typer

from tracker.cli.report import report
from tracker.cli.serve import serve
from tracker.cli.verify_release import verify_release

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, rich_markup_mode=None)
for command in (serve, verify_release, report):
    app.command()(command)
