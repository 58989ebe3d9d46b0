"""`export`: workbooks for ministries, and the whole working plan as a CSV bundle or JSON."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.entering import person as entered
from tracker.cli.speaking import refuse, speaking, words_of
from tracker.services import exporting, whole_plan
from tracker.services.door import Caller

Language = Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")]
Out = Annotated[Path, typer.Argument(help="The file to write.")]
As = Annotated[str, typer.Option("--as", help="Sign in as this account and do it as that person.")]

export = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Files that go out: workbook, csv, json.")


@export.command()
def workbook(
    out: Out, ministry: Annotated[str, typer.Option(help="The code of a body, like MSIT; a workbook for all of them when not given.")] = "",
    person: As = "", lang: Language = "",
) -> None:
    """Write the workbook of a ministry: what is due this quarter, ready to be filled in."""
    t = words_of(lang)
    _write(out, person, lang, lambda caller: exporting.workbook_for(caller, ministry, t.language)[1])


@export.command()
def csv(out: Out, person: As = "", lang: Language = "") -> None:
    """Write the whole working plan as a zip of CSV files, the shape of seed_data. It holds what is not public."""
    _write(out, person, lang, whole_plan.as_bundle)


@export.command()
def json(out: Out, person: As = "", lang: Language = "") -> None:
    """Write the whole working plan as JSON. It holds what is not public."""
    _write(out, person, lang, whole_plan.as_json)


def _write(out: Path, person: str, lang: str, content: Callable[[Caller], bytes]) -> None:
    t = words_of(lang)
    with speaking(t), entered(person) as caller:
        made = content(caller)
        try:
            out.write_bytes(made)
        except OSError as error:
            refuse(t("importing.cli_not_written", file=str(out), why=error.strerror or type(error).__name__))
        typer.echo(t("importing.cli_written", file=str(out), bytes=len(made)))
