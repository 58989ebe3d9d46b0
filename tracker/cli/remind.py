"""`remind`: one message per person about what is due or was sent back, to files or through the mail server."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tracker.charts.look import page_address
from tracker.cli.days import day_of
from tracker.cli.speaking import WRONG, speaking, words_of
from tracker.config import Settings, now, settings
from tracker.domain.errors import NotReady
from tracker.services.holidays_of import days_off_around
from tracker.services.postbox import Postbox, Sending, send_waiting
from tracker.services.reading import internal
from tracker.services.reminding import Errand, Written, write_reminders
from tracker.store.engine import engine_for
from tracker.text import Wording
from tracker.views.pages import PATHS

NOBODY = "tracker@localhost.invalid"  # who files are from where no mail server is set


def remind(
    send: Annotated[bool, typer.Option("--send", help="Send what waits in the folder through the mail server.")] = False,
    on: Annotated[str, typer.Option(help="The day to speak for, as YYYY-MM-DD; today when not given.")] = "",
    to: Annotated[Path | None, typer.Option(help="The folder messages are written to; var/outbox when not given.")] = None,
    lang: Annotated[str, typer.Option(help="Language of what this command says: ko or en.")] = "",
) -> None:
    """Remind people of due dates (14, 7, 1 working days before, 1 and 7 after) and of reports sent back. Never twice."""
    t, config = words_of(lang), settings()
    with speaking(t):
        if send and config.smtp is None:
            raise NotReady("remind.no_settings")
        box, day = Postbox(to or config.var / "outbox"), day_of(on)
        with box.alone():
            engine = engine_for(config.database_url)
            written = write_reminders(engine, box, errand(config, day, internal(engine).plan.head.home))
            _say_written(written, box, day, t)
            if send:
                _say_sent(send_waiting(box, config.smtp), t)


def errand(config: Settings, day: date, country: str) -> Errand:
    """What a run on `day` needs; its days off are those of `country`."""
    sender = config.smtp.sender if config.smtp else NOBODY

    def link(key: str, language: str, **query: str) -> str:
        """Only a site that knows its own public address can be linked to."""
        return config.address + page_address(PATHS, {"lang": language})(key, **query) if config.address else ""

    return Errand(day, now(), days_off_around(day, country, config.holidays), sender, link)


def _say_written(written: Written, box: Postbox, day: date, t: Wording) -> None:
    if written.letters:
        typer.echo(t("remind.written", n=len(written.letters), folder=str(box.folder)))
    else:
        typer.echo(t("remind.free_day", on=day) if written.free_day else t("remind.none"))
    if written.no_address:
        typer.echo(t("remind.no_address", people=t.join(written.no_address)))


def _say_sent(done: Sending, t: Wording) -> None:
    """Exit code 2 where somebody has to look."""
    typer.echo(t("remind.sent", n=len(done.sent)))
    troubles = {"refused": done.refused, "waiting": done.waiting, "unclear": done.unclear}
    for name, files in troubles.items():
        if files:
            typer.echo(t(f"remind.{name}", files=t.join(files)), err=True)
    if any(troubles.values()):
        raise typer.Exit(WRONG)
