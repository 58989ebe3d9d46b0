"""Every command, gathered here."""

import typer

from tracker.cli.backup import backup, restore
from tracker.cli.check import check
from tracker.cli.export import export
from tracker.cli.history import history
from tracker.cli.import_ import import_
from tracker.cli.release import release
from tracker.cli.remind import remind
from tracker.cli.report import report
from tracker.cli.serve import serve
from tracker.cli.show import show
from tracker.cli.store import init, migrate, seed
from tracker.cli.user import user
from tracker.cli.verify import verify
from tracker.cli.verify_release import verify_release

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, rich_markup_mode=None)
for command in (init, migrate, seed, serve, check, show, verify, history, backup, restore, remind, verify_release, report):
    app.command()(command)
app.command(name="import")(import_)
app.add_typer(export, name="export")
app.add_typer(user, name="user")
app.add_typer(release, name="release")
